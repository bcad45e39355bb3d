"""The home page on a slow processor: the engine's start, the longest task, and the card of an outcome."""

from __future__ import annotations

import time

from bench.chromium import cold_chromium
from bench.results import Results, in_turns
from bench.server import BenchServer
from bench.stage import ENGINE, HOME_PAGE
from bench.start import open_until_ready

RATE = 4
"""How many times as long the page takes for everything: about a phone of the middle class."""
AFTERWARDS = 2.0
"""Seconds in which tasks after the engine's first answer still count."""
FIRST_VISIT = "first visit, processor slowed 4x"
LONGEST_TASK = "longest task, processor slowed 4x"
CARD = "outcome card complete, processor slowed 4x"
WATCH = """
window.tasks = [0];
new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration)))
  .observe({ type: "longtask", buffered: true });
"""
"""Notes the tasks of 50 ms and more."""
TO_OUTCOME = """(async () => {
  const frame = () => new Promise((done) => setTimeout(done, 2));
  let begun;
  for (let step; (step = document.querySelector(".guide-current [data-answer] a")); ) {
    performance.clearMarks("guide:card");
    performance.clearMarks("guide:step");
    begun = performance.now();
    step.click();
    while (!performance.getEntriesByName("guide:step").length) await frame();
  }
  for (let card; ; await frame()) {
    [card] = performance.getEntriesByName("guide:card");
    if (card) return card.startTime - begun;
  }
})()"""
"""Gives the first answer to every question; the ms from the last click to the whole card."""


def measure_slow_processor(results: Results, runs: int, server: BenchServer) -> None:
    """The home page beside a page with the engine alone, in turns, each in a new browser."""
    for variant in in_turns((HOME_PAGE, ENGINE), runs):
        with cold_chromium() as browser, browser.page() as page:
            page.run_first(WATCH)
            page.slow_down(RATE)
            ready = open_until_ready(page, server, variant)
            results.add(f"{variant.title}: {FIRST_VISIT}", "ms", ready)
            if variant is HOME_PAGE:
                time.sleep(AFTERWARDS)
                results.add(f"{variant.title}: {LONGEST_TASK}", "ms", page.ask("Math.max(...tasks)"))
                results.add(f"{variant.title}: {CARD}", "ms", page.ask(TO_OUTCOME))
