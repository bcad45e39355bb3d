"""The home page before its engine runs: its paints, an early click, the weight of the first question."""

from __future__ import annotations

import re

from bench.cold_chromium import cold_chromium
from bench.figures import Results
from bench.painting import measure_long_tasks, measure_paints
from bench.serving import LOCAL, SLOW_LINES, BenchServer
from bench.stage import HOME_PAGE, HOME_READY, Variant

LISTED = (".html", ".css", ".js", ".mjs", ".woff2", ".woff", ".ttf", ".svg", ".png")
"""The ends of what a page is made of; the rest is the engine's."""

EARLY = """(() => {
  const current = () => document.querySelector(".guide-current");
  const look = () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const button = current()?.querySelector(".guide-continue");
    if (!paint || !button) return void setTimeout(look);
    const before = current().id;
    const steps = performance.getEntriesByName("guide:step").length;
    const engine = document.documentElement.dataset.engine;
    current().querySelector("input").checked = true;
    const start = performance.now();
    button.click();
    const wait = () => {
      const step = performance.getEntriesByName("guide:step")[steps];
      if (!step || current()?.id === before) return void setTimeout(wait);
      window.early = { engine, start, paint: paint.startTime, took: step.startTime - start };
    };
    wait();
  };
  look();
})();"""
"""Clicks Continue on the first question as soon as something is painted and the question has its button."""

LOADED = "performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname.slice(1))"


def measure_home(results: Results, runs: int, server: BenchServer, *, slow: bool) -> None:
    """All of that, and the paints and the early click on a slow line too if that is asked for."""
    for line in (LOCAL, SLOW_LINES[0]) if slow else (LOCAL,):
        server.line = line
        of_line = "" if line is LOCAL else f", {line.name}"
        measure_paints(results, runs, server, of_line)
        _early_click(results, runs, server, of_line)
    server.line = LOCAL
    measure_long_tasks(results, runs, server)
    _weight(results, server)


def _early_click(results: Results, runs: int, server: BenchServer, of_line: str) -> None:
    took: list[float] = []
    after_paint: list[float] = []
    engines: set[str] = set()
    for _ in range(runs):
        with cold_chromium() as browser, browser.page() as page:
            page.before(EARLY)
            page.open(server.address + HOME_PAGE.path)
            told = page.until("window.early")
        took.append(told["took"])
        after_paint.append(told["start"] - told["paint"])
        engines.add(told["engine"])
    results.add(f"click before the engine is ready, to the next step painted{of_line}", "ms", took)
    results.add(f"first paint until the first question takes a click{of_line}", "ms", after_paint)
    results.note(f"When that click came{of_line}, the engine was: {', '.join(sorted(engines))}.")


def _at_once(html: str, path: str) -> bool:
    """Whether a page names a file for loading at once, and not for later."""
    return bool(re.search(rf'\s(?:src|href)="[^"]*{re.escape(path)}"', html))


def _weight(results: Results, server: BenchServer) -> None:
    """The bytes that the first question needs, and of which files."""
    ready = Variant(HOME_PAGE.title, HOME_PAGE.path, HOME_READY, HOME_PAGE.failed)
    server.log.clear()
    with cold_chromium() as browser, browser.page() as page:
        page.open(server.address + ready.path)
        page.until(f"({ready.failed}) || ({ready.ready})")
        html = (server.folder / ready.path / "index.html").read_text(encoding="utf-8")
        asked = {ready.path, *(path for path in page.ask(LOADED) if _at_once(html, path))}
    sizes: dict[str, int] = {}
    for one in list(server.log):
        name = one.path + "index.html" if one.path.endswith("/") else one.path
        if one.path in asked and name.endswith(LISTED):
            sizes[name] = sum(size for _, size in one.sent)
    results.add("page weight to the first question", "kB", [sum(sizes.values()) / 1000])
    results.add("files to the first question", "", [float(len(sizes))])
    rows = [
        f"| {name} | {size / 1000:.1f} |" for name, size in sorted(sizes.items(), key=lambda one: -one[1])
    ]
    results.tables["What comes before the engine starts"] = "\n".join(["| file | kB |", "|---|---|", *rows])
