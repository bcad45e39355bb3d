"""First paint of the home page beside the same page without its tree, and the home page's weight."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from bench.chromium import cold_chromium
from bench.results import Results, in_turns
from bench.server import LOCAL, SLOW_LINES, BenchServer, Line
from bench.stage import HOME, HOME_PAGE, WITHOUT_TREE

PAINTS = 10
"""Visits of each page in a round: a paint waits for a frame of the screen, and single ones vary."""
WARM_UP = 2
"""Visits of each page that are not counted."""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def measure_home(results: Results, runs: int, server: BenchServer, *, slow: bool) -> None:
    """The paints, on a slow line too if that is asked for, and the weight."""
    pages = {
        "home page": server.address + HOME_PAGE.path,
        "without tree": server.address + WITHOUT_TREE,
    }
    for line in (LOCAL, SLOW_LINES[0]) if slow else (LOCAL,):
        server.line = line
        add_paints(results, runs, pages, line)
    server.line = LOCAL
    add_weight(results, "home page", server.folder)


def add_paints(results: Results, runs: int, pages: Mapping[str, str], line: Line) -> None:
    """Paints of pages, given by title and address, in turn; their servers keep to the line."""
    of_line = "" if line is LOCAL else f", {line.name}"
    with cold_chromium() as browser:
        for number, (title, address) in enumerate(in_turns([*pages.items()], WARM_UP + PAINTS * runs)):
            with browser.page(fresh=True) as page:
                page.open(address)
                painted = page.until(PAINTED)
            if number >= WARM_UP * len(pages):
                results.add(f"{title}: first paint{of_line}", "ms", painted)


def add_weight(results: Results, title: str, site: Path) -> None:
    """Compressed bytes of a site's home page and of the files that its HTML names, which it loads at once."""
    html = (site / HOME).read_text(encoding="utf-8")
    named = set(re.findall(r'\s(?:src|href)="([^"]+\.(?:css|js|svg))"', html))
    sizes = []
    for path in ((site / HOME).parent / name for name in ("index.html", *named)):
        copy = path.with_name(f"{path.name}.br")
        sizes += [(copy if copy.is_file() else path).stat().st_size] if path.is_file() else []
    results.add(f"{title}: weight", "kB", sum(sizes) / 1000)
    results.add(f"{title}: files", "", len(sizes))
