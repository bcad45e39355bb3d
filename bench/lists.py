"""First paint and weight of a home page whose first question is a long list, beside one with few answers."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from bench.home import add_paints, add_weight
from bench.large_guide import write_list_guide
from bench.results import Results
from bench.server import LOCAL, SLOW_LINES, serving
from bench.stage import HOME_PAGE, ROOT

MANY, FEW = "list of 250 answers", "question of 12 answers"
ANSWERS = {MANY: 250, FEW: 12}


def measure_lists(results: Results, runs: int, folder: Path, *, slow: bool) -> None:
    """Build a site of each guide, and visit both home pages in turn."""
    with ExitStack() as stack:
        servers = {}
        for title, answers in ANSWERS.items():
            root = folder / str(answers)
            write_list_guide(root, answers)
            command = [sys.executable, str(ROOT / "build_site.py"), "--root", str(root), "site"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            servers[title] = stack.enter_context(serving(root / "site"))
            add_weight(results, title, root / "site")
        pages = {title: server.address + HOME_PAGE.path for title, server in servers.items()}
        for line in (LOCAL, SLOW_LINES[0]) if slow else (LOCAL,):
            for server in servers.values():
                server.line = line
            add_paints(results, runs, pages, line)
