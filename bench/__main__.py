"""Measures the engine's start, pages, a slow processor, builds, large guides, nginx, releases and the proof.

python3 build_site.py bench [options]

Writes results.json, RESULTS.md and two plots into bench/, and a table into README.md. Compare figures within
one run only: they are those of the machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.builds import COUNTS, measure_builds
from bench.home import measure_home
from bench.hosting import measure_hosting
from bench.large import measure_large
from bench.lists import measure_lists
from bench.proof import measure_proof
from bench.release import measure_release
from bench.report import markdown, with_table, write_plots
from bench.results import Results, version_of, versions_in_lock
from bench.server import serving
from bench.slow_processor import measure_slow_processor
from bench.stage import CACHE, PEER_NAMES, PEERS, ROOT, make_stage
from bench.start import measure_start
from tests.support import chromium

PARTS = ("start", "home", "slow", "lists", "builds", "large", "hosting", "release", "proof")
WITHOUT_STAGE = {"lists", "builds", "large", "release", "proof"}
"""Parts that make what they measure themselves."""


def main(arguments: Sequence[str]) -> int:
    """Measure and write. 1 if a part did not work to its end; never for a time."""
    options = _options(arguments)
    results = Results(options.runs)
    results.versions |= {
        "Chromium": version_of(str(chromium.find()), "--version"),
        "Node.js": version_of("node", "--version"),
        **versions_in_lock(ROOT / "package-lock.json", "pyodide"),
        **versions_in_lock(PEERS / "package-lock.json", *PEER_NAMES),
    }
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        _measure(results, options, Path(folder))
    data = results.as_data()
    options.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, indent=1, ensure_ascii=False)
    (options.out / "results.json").write_text(text + "\n", encoding="utf-8")
    (options.out / "RESULTS.md").write_text(markdown(data), encoding="utf-8")
    write_plots(data, options.out)
    if options.out == ROOT / "bench":
        readme = ROOT / "README.md"
        readme.write_text(with_table(readme.read_text(encoding="utf-8"), data), encoding="utf-8")
    print(markdown(data))
    _say(f"Written to {options.out}.")
    return 1 if results.failed else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build_site.py bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("--runs", type=int, metavar="N", help="rounds of each part (5; with --short 1)")
    short = "one round in about two minutes: no slow lines, no peers, builds of 1 and 10 locales"
    parser.add_argument("--short", action="store_true", help=short)
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part; may be repeated")
    beside = "builds: build with this other checkout of the project too, in turn, and print the ratios"
    parser.add_argument("--beside", type=Path, metavar="FOLDER", help=beside)
    out = "where to write (bench/; .cache/bench/ if not all is measured)"
    parser.add_argument("--out", type=Path, metavar="FOLDER", help=out)
    options = parser.parse_args(arguments)
    options.runs = options.runs or (1 if options.short else 5)
    whole = not (options.short or options.only or options.beside)
    options.out = options.out or (ROOT / "bench" if whole else CACHE / "bench")
    options.only = options.only or PARTS
    return options


def _measure(results: Results, options: argparse.Namespace, folder: Path) -> None:
    """Run the parts; one that fails does not stop the others."""
    runs, slow = options.runs, not options.short
    parts: dict[str, Callable[[], None]] = {}
    with serving(folder / "site") as server:
        if set(options.only) - WITHOUT_STAGE:
            _say("Building the site …")
            pages = make_stage(folder / "site", peers=slow and "start" in options.only)
            parts["start"] = lambda: measure_start(results, runs, server, pages, slow=slow)
            parts["home"] = lambda: measure_home(results, runs, server, slow=slow)
            parts["slow"] = lambda: measure_slow_processor(results, runs, server)
            parts["hosting"] = lambda: measure_hosting(results, server.folder)
        counts = COUNTS if slow else COUNTS[:2]
        parts["builds"] = lambda: measure_builds(
            results, min(runs, 3), folder / "builds", counts, options.beside
        )
        parts["lists"] = lambda: measure_lists(results, runs, folder / "lists", slow=slow)
        parts["large"] = lambda: measure_large(results, min(runs, 3), folder / "large")
        parts["release"] = lambda: measure_release(results, min(runs, 3), folder / "release")
        parts["proof"] = lambda: measure_proof(results, runs)
        for part in PARTS:
            if part not in options.only:
                continue
            _say(f"Measuring {part} …")
            try:
                parts[part]()
            except Exception:  # the other parts took minutes
                traceback.print_exc()
                results.failed.append(part)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
