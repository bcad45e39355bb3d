"""How long until the engine answers: plain Pyodide, ours and peers, in Chromium, each with an empty profile.

"Ready" counts from the navigation's start until the first answer that the engine computed is in the page.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.cold_chromium import BrowserError, Chromium, cold_chromium
from bench.figures import Results, in_turns
from bench.serving import LOCAL, SLOW_LINES, BenchServer, Line
from bench.stage import OURS, OWN, Variant

LARGE = 100_000
"""Bytes from which a file counts as the runtime's: the stages of a start are told by those."""
CALLS = 300
EAGER = "--enable-blink-features=ForceEagerMeasureMemory"

_PAGE = """(async () => {
  const long = [];
  const observer = new PerformanceObserver((list) => long.push(...list.getEntries()));
  observer.observe({ type: "longtask", buffered: true });
  await new Promise((resolve) => setTimeout(resolve, 150));
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return {
    origin: performance.timeOrigin,
    fcp: paint?.startTime ?? null,
    long: [...long, ...observer.takeRecords()].map((one) => one.duration),
    ended: performance.getEntriesByType("resource")
      .map((one) => [new URL(one.name).pathname.slice(1), one.responseEnd]),
    engineStart: document.documentElement.dataset.engineStart ?? null,
  };
})()"""

_STEPS = f"""(async () => {{
  const found = [];
  for (let number = 0; number < {CALLS}; number++) {{
    const start = performance.now();
    await engine.decide(number % 2 ? {{ subject: "customer" }} : {{}});
    found.push(performance.now() - start);
  }}
  return found;
}})()"""


@dataclass
class Visit:
    """One visit of a page; times in ms since the navigation's start.

    `worker`: the script of the worker is there. `fetched`: the runtime's last byte was sent. None where that
    did not happen. `script` is the path of the worker's script, `start` how the engine says that it started.
    """

    ready: float
    bytes: int
    requests: int
    fcp: float | None
    long: list[float]
    worker: float | None
    fetched: float | None
    script: str
    start: str | None


@dataclass
class Found:
    """All visits of one page."""

    cold: list[Visit] = field(default_factory=list)
    second: list[Visit] = field(default_factory=list)


def visit(browser: Chromium, server: BenchServer, variant: Variant, script: str = "") -> Visit:
    """Open the page in a new tab and wait until it is ready. Raises BrowserError if it never is.

    `script` is the worker's, for a visit in which it comes from the cache and the server hears nothing of it.
    """
    server.log.clear()
    with browser.page() as page:
        page.open(server.address + variant.path)
        said = page.until(f"({variant.failed}) || ({variant.ready})")
        if not isinstance(said, (int, float)):
            raise BrowserError(f"{variant.title}: {said}")
        about = page.ask(_PAGE)
    moment = (about["origin"] + said) / 1000
    log = list(server.log)
    large = [one for one in log if sum(size for _, size in one.sent) >= LARGE]
    last = max((at for one in large for at, _ in one.sent if at <= moment), default=None)
    script = next((one.path for one in log if one.dest == "worker"), script)
    return Visit(
        ready=float(said),
        bytes=sum(one.bytes_until(moment) for one in log),
        requests=sum(one.at <= moment for one in log),
        fcp=about["fcp"],
        long=about["long"],
        worker=dict(about["ended"]).get(script),
        fetched=last * 1000 - about["origin"] if last else None,
        script=script,
        start=about["engineStart"],
    )


def measure_boot(
    runs: int, server: BenchServer, variants: Sequence[Variant], say: Callable[[str], None]
) -> dict[str, Found]:
    """Cold and second visits of every page, in turns; a page that does not work is told of and left out."""
    server.line = LOCAL
    found: dict[str, Found] = {variant.title: Found() for variant in variants}
    for variant in in_turns(variants, runs):
        with cold_chromium() as browser:
            try:
                cold = visit(browser, server, variant)
                time.sleep(2.5)  # in which a browser keeps what it has compiled
                second = visit(browser, server, variant, cold.script)
            except BrowserError as error:
                say(f"{variant.title} was not ready: {error}")
                continue
        found[variant.title].cold.append(cold)
        found[variant.title].second.append(second)
    return found


def add_boot(results: Results, found: dict[str, Found]) -> None:
    """The figures of those visits."""
    for title, one in found.items():
        if not one.cold:
            results.note(f"{title}: not measured, because its page was not ready in time.")
            continue
        results.add(f"{title}: ready", "ms", [visit.ready for visit in one.cold])
        results.add(f"{title}: ready, second visit", "ms", [visit.ready for visit in one.second])
        results.add(f"{title}: sent before ready", "kB", [visit.bytes / 1000 for visit in one.cold])
        results.add(f"{title}: requests before ready", "", [float(visit.requests) for visit in one.cold])
        results.add(f"{title}: sent, second visit", "kB", [visit.bytes / 1000 for visit in one.second])
        longest = [max(visit.long, default=0.0) for visit in one.cold]
        results.add(f"{title}: longest task of the page", "ms", longest)
        results.add(f"{title}: long tasks of the page", "ms", [float(sum(visit.long)) for visit in one.cold])
        starts = {visit.start for visit in one.cold + one.second if visit.start}
        if starts:
            results.note(f"{title}: the engine started as {' and '.join(sorted(starts))}.")


def measure_slow_lines(
    runs: int, server: BenchServer, say: Callable[[str], None], lines: Sequence[Line] = SLOW_LINES
) -> dict[str, list[float]]:
    """Ready over slow lines, by the name of the figure."""
    found: dict[str, list[float]] = {}
    for line in lines:
        say(f"{line.name} …")
        server.line = line
        for variant in in_turns(OWN, runs):
            with cold_chromium() as browser:
                ready = visit(browser, server, variant).ready
            found.setdefault(f"{variant.title}: ready, {line.name}", []).append(ready)
    server.line = LOCAL
    return found


def measure_ready_engine(results: Results, runs: int, server: BenchServer) -> None:
    """What a ready engine costs: a step to the worker and back, and memory beside plain Pyodide's."""
    steps: list[float] = []
    peaks: dict[str, list[float]] = {}
    measured: dict[str, list[float]] = {}
    server.isolated = True
    try:
        for variant in in_turns(OWN, runs):
            with cold_chromium(EAGER) as browser, browser.page() as page:
                page.open(server.address + variant.path)
                page.until(f"({variant.failed}) || ({variant.ready})")
                if (peak := browser.peak_memory()) is not None:
                    peaks.setdefault(variant.title, []).append(peak)
                told = page.ask(
                    "self.crossOriginIsolated && performance.measureUserAgentSpecificMemory"
                    " ? performance.measureUserAgentSpecificMemory().then((all) => all.bytes) : null"
                )
                if told:
                    measured.setdefault(variant.title, []).append(told / 1e6)
                if variant is OURS:
                    steps += page.ask(_STEPS)
    finally:
        server.isolated = False
    results.add("a step with the engine ready, to the worker and back", "ms", steps)
    for title, values in peaks.items():
        results.add(f"{title}: peak memory of the page's process", "MB", values)
    for title, values in measured.items():
        results.add(f"{title}: memory once ready, as the browser tells the page", "MB", values)
