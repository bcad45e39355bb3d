"""Measures the build and the page, and prints a Markdown table: python3 tasks.py bench [RUNS].

Absolute times are this machine's. Compare medians and ratios within one run.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import build_site
from bench.locales import measure_against_mkdocs, measure_locales
from bench.steps import measure_cards, measure_steps
from decision_tree.states import StateSpace
from site_builder.checking import check_all
from site_builder.prove import prove
from site_builder.serving import make_server
from site_builder.static_tree import static_tree
from tests import chromium

ROOT = Path(__file__).resolve().parent.parent
Figures = dict[str, tuple[str, list[float]]]


def timed(runs: int, work: Callable[[], object]) -> list[float]:
    """Milliseconds of each run, after one that is not counted."""
    work()
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def measure_build(runs: int, out: Path) -> Figures:
    """The proof, and builds from nothing and with nothing changed."""
    checked = check_all(ROOT)
    cache = ROOT / ".cache" / "locales"

    def build() -> None:
        with Path(os.devnull).open("w") as quiet:
            before, sys.stdout = sys.stdout, quiet
            try:
                assert build_site.main(["build", "--out", str(out)]) == 0
            finally:
                sys.stdout = before

    def build_all() -> None:
        shutil.rmtree(cache, ignore_errors=True)
        build()

    return {
        "read and check all files": ("ms", timed(runs, lambda: check_all(ROOT))),
        "prove": ("ms", timed(runs, lambda: prove(checked.content, checked.tree))),
        "states of the tree": ("ms", timed(runs, lambda: StateSpace(checked.tree).states)),
        "sections of the static page": ("ms", timed(runs, lambda: static_tree(checked.tree))),
        "build, all locales": ("ms", timed(runs, build_all)),
        "build, nothing changed": ("ms", timed(runs, build)),
        **measure_cards(runs, checked),
    }


def ninety_fifth(values: list[float]) -> float:
    """The value that 95 of a hundred do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def measure_page(runs: int, site: Path) -> Figures:
    """A cold visit of the home page in a fresh browser, run by run."""
    server = make_server(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/en-US/"
    found: dict[str, list[float]] = {"fcp": [], "ready": [], "step": []}
    before: dict[str, int] = {}
    try:
        with sync_playwright() as playwright:
            for _ in range(runs):
                browser = playwright.chromium.launch(
                    executable_path=str(chromium.find()), args=chromium.arguments()
                )
                visit(browser, address, found, before)
                browser.close()
            browser = playwright.chromium.launch(
                executable_path=str(chromium.find()), args=chromium.arguments()
            )
            steps = measure_steps(runs, browser, address)
            browser.close()
    finally:
        server.shutdown()
    weight = [sum(len(gzip.compress((site / name).read_bytes(), 9)) for name in before) / 1000]
    return {
        "first question painted (FCP)": ("ms", found["fcp"]),
        "engine ready": ("ms", found["ready"]),
        "a step with the engine, click to painted": ("ms", found["step"]),
        **steps,
        "page before the engine, gzip -9": ("kB", weight),
        "files of the page before the engine": ("", [len(before)]),
    }


def visit(browser: Browser, address: str, found: dict[str, list[float]], before: dict[str, int]) -> None:
    """One visit: paint, engine, one step. `before` collects what was fetched before the engine began."""
    page = browser.new_page()
    page.on("response", lambda response: fetched.append(response.url))
    fetched: list[str] = []
    page.goto(address)
    page.wait_for_selector("html[data-engine=ready]")
    marks = page.evaluate(
        """() => ({
            fcp: performance.getEntriesByName("first-contentful-paint")[0].startTime,
            ready: performance.getEntriesByName("guide:ready")[0].startTime,
        })"""
    )
    found["fcp"].append(marks["fcp"])
    found["ready"].append(marks["ready"])
    root = address.removesuffix("en-US/")
    for url in fetched:
        name = url.removeprefix(root).partition("?")[0]
        name = name + "index.html" if name.endswith("/") else name
        if not any(
            part in name
            for part in ("worker.js", "pyodide", ".whl", "python_stdlib", "engine.json", "tree.json")
        ):
            before[name] = 1
    page.locator(".guide-current input[value=customer]").check()
    found["step"].append(
        page.evaluate(
            """() => new Promise((resolve) => {
                const start = performance.now();
                const count = performance.getEntriesByName("guide:step").length;
                document.querySelector(".guide-current .guide-continue").click();
                const look = () => performance.getEntriesByName("guide:step").length > count
                    ? resolve(performance.now() - start) : setTimeout(look);
                look();
            })"""
        )
    )


def main() -> int:
    """Measure, print the table, and write bench/results.json."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        figures = measure_build(runs, site) | measure_page(runs, site)
        figures |= measure_against_mkdocs(runs, Path(folder) / "one")
        figures |= measure_locales(min(runs, 3), Path(folder) / "many")
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {runs} runs\n")
    print("| what | median | min | 95 % | max |\n|---|---|---|---|---|")
    for what, (unit, values) in figures.items():
        shown = (f"{f(values):.1f} {unit}".strip() for f in (statistics.median, min, ninety_fifth, max))
        print(f"| {what} | {' | '.join(shown)} |")
    results = {what: {"unit": unit, "values": values} for what, (unit, values) in figures.items()}
    (ROOT / "bench" / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
