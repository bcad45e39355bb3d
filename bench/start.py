"""Time from opening a page to the engine's first answer: ours, plain Pyodide, PyScript, MicroPython.

Every first visit has a new browser with an empty profile; the second is made in the same browser.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from bench.chromium import BrowserError, Chromium, Page, cold_chromium
from bench.results import Results, in_turns
from bench.server import LOCAL, SLOW_LINES, BenchServer
from bench.stage import OWN, Variant

TO_COMPILE = 2.5
"""Seconds after which Chromium has stored the WebAssembly that it compiled."""


def measure_start(
    results: Results, runs: int, server: BenchServer, variants: Sequence[Variant], *, slow: bool
) -> None:
    """Both visits of every page; over the slow lines the first visit of our own pages."""
    for variant in in_turns(variants, runs):
        with cold_chromium() as browser:
            ready, size, requests = visit(browser, server, variant)
            time.sleep(TO_COMPILE)
            again, size_again, requests_again = visit(browser, server, variant)
        results.add(f"{variant.title}: first visit", "ms", ready)
        results.add(f"{variant.title}: second visit", "ms", again)
        results.add(f"{variant.title}: sent until then", "kB", size / 1000)
        results.add(f"{variant.title}: requests", "", requests)
        results.add(f"{variant.title}: sent, second visit", "kB", size_again / 1000)
        results.add(f"{variant.title}: requests, second visit", "", requests_again)
    for line in SLOW_LINES if slow else ():
        server.line = line
        for variant in in_turns(OWN, runs):
            with cold_chromium() as browser:
                ready, _, _ = visit(browser, server, variant)
            results.add(f"{variant.title}: first visit, {line.name}", "ms", ready)
    server.line = LOCAL


def visit(browser: Chromium, server: BenchServer, variant: Variant) -> tuple[float, int, int]:
    """Milliseconds until the page is ready, and the bytes and requests until then. Raises BrowserError."""
    server.asked.clear()
    server.sent.clear()
    with browser.page() as page:
        ready = open_until_ready(page, server, variant)
        moment = (page.ask("performance.timeOrigin") + ready) / 1000
    size = sum(size for at, size in list(server.sent) if at <= moment)
    return ready, size, sum(at <= moment for at in list(server.asked))


def open_until_ready(page: Page, server: BenchServer, variant: Variant) -> float:
    """Open a page and wait for the engine's first answer: milliseconds until it. Raises BrowserError."""
    page.open(server.address + variant.path)
    ready = page.until(f"({variant.failed}) || ({variant.ready})")
    if not isinstance(ready, int | float):
        raise BrowserError(f"{variant.title}: {ready}")
    return float(ready)
