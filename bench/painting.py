"""When the home page is painted, beside the same page without the tree, and what keeps its main thread busy.

A paint waits for a frame of the screen, and single ones vary by several frames: so there are many visits, all
in one browser, each with a cache of its own that is empty.
"""

from __future__ import annotations

import time

from bench.cold_chromium import BrowserError, Chromium, Page, cold_chromium
from bench.figures import Results, in_turns
from bench.serving import BenchServer
from bench.stage import HOME_PAGE, TWIN

PAINTS = 10
"""Visits of each page in each round, for its paints."""
BUSY = 4
"""The same, for its long tasks."""
FIRST = 2
"""Visits that are not counted: the browser's processes and the server have just begun."""
REST = 0.5
"""Seconds after the last paint, or after the engine is ready, in which whatever follows may be seen."""

WATCH = """window.painted = {}; window.busy = [];
const watch = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see))
  .observe({ type, buffered: true });
watch("paint", (one) => { painted[one.name] = one.startTime; });
watch("largest-contentful-paint", (one) => { painted.text = one.startTime; });
watch("longtask", (one) => busy.push(one.duration));"""
"""Run before the page. `painted.text`: when its largest text was there, which is beside the question."""

NO_ENGINE = """Object.defineProperty(navigator, "connection", { value: { saveData: true } });"""
"""Run before the page: data is dear, so it does not start the engine by itself."""

PAINTED = "painted['first-contentful-paint'] && painted.text && painted"


def measure_paints(results: Results, runs: int, server: BenchServer, of_line: str) -> None:
    """The first paint and that of the text, of the page with the tree and without it. Raises BrowserError."""
    pages = {"home page": HOME_PAGE.path, "same without tree": TWIN}
    first: dict[str, list[float]] = {title: [] for title in pages}
    text: dict[str, list[float]] = {title: [] for title in pages}
    with cold_chromium() as browser:
        for number, (title, path) in enumerate(in_turns(list(pages.items()), FIRST + PAINTS * runs)):
            with browser.fresh_page() as page:
                page.before(WATCH)
                page.open(server.address + path)
                page.until(PAINTED)
                time.sleep(REST)  # text that is larger may follow
                painted = page.ask("painted")
            if number >= FIRST * len(pages):
                first[title].append(painted["first-contentful-paint"])
                text[title].append(painted["text"])
    for title in pages:
        results.add(f"{title}: first paint{of_line}", "ms", first[title])
        results.add(f"{title}: its largest text painted{of_line}", "ms", text[title])


def measure_long_tasks(results: Results, runs: int, server: BenchServer) -> None:
    """Tasks over 50 ms of the home page's main thread, with the engine and where it does not start."""
    kinds = {"with the engine": True, "without the engine": False}
    found: dict[str, list[list[float]]] = {title: [] for title in kinds}
    with cold_chromium() as browser:
        for number, (title, engine) in enumerate(in_turns(list(kinds.items()), FIRST + BUSY * runs)):
            busy = _busy(browser, server, engine)
            if number >= FIRST * len(kinds):
                found[title].append(busy)
    for title, visits in found.items():
        results.add(f"home page {title}: longest task", "ms", [max(busy, default=0.0) for busy in visits])
        results.add(f"home page {title}: long tasks, together", "ms", [float(sum(busy)) for busy in visits])


def _busy(browser: Chromium, server: BenchServer, engine: bool) -> list[float]:
    with browser.fresh_page() as page:
        page.before(WATCH if engine else WATCH + NO_ENGINE)
        page.open(server.address + HOME_PAGE.path)
        page.until(f"({HOME_PAGE.failed}) || ({HOME_PAGE.ready})" if engine else PAINTED)
        time.sleep(REST)
        _see_the_engine(page, engine)
        busy: list[float] = page.ask("busy")
        return busy


def _see_the_engine(page: Page, expected: bool) -> None:
    """Raises BrowserError if the engine runs where it should not, or the other way round."""
    if (page.ask("document.documentElement.dataset.engine") == "ready") != expected:
        raise BrowserError(f"the home page's engine {'did not start' if expected else 'started'}")
