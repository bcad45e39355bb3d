"""Measures the build and the page: python3 build_site.py bench [options].

Writes results.json, RESULTS.md and two plots into bench/, and a table into README.md. Absolute times are this
machine's; compare within one run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bench.cold_chromium import BrowserError
from bench.drawing import draw_boot, draw_locales
from bench.figures import about, version_of
from bench.parts import PARTS, SHORT, measure, say
from bench.ratios import RATIOS
from bench.readme import renewed
from bench.report import markdown
from bench.stage import CACHE, ROOT, StageError
from site_builder.engine.npm import node, pinned
from site_builder.problems import BuildError
from tests.support import chromium


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One sentence, and not the whole usage."""
        self.exit(2, f"The bench cannot do that: {message}; --help lists its options.\n")


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for. Ends the program with 2 if that is unclear."""
    parser = _Parser(prog="build_site.py bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("--runs", type=_runs, metavar="N", help="rounds of each part (5; with --short 1)")
    short = "one round in three minutes: no peers, no slow lines, no other browser, few builds"
    parser.add_argument("--short", action="store_true", help=short)
    only = "measure just this part; may be repeated"
    parser.add_argument("--only", choices=PARTS, action="append", help=only)
    out = "where to write (bench/; with --short or --only .cache/bench/)"
    parser.add_argument("--out", type=Path, metavar="FOLDER", help=out)
    chosen = parser.parse_args(arguments)
    chosen.runs = chosen.runs or (1 if chosen.short else 5)
    chosen.out = chosen.out or (CACHE / "bench" if chosen.short or chosen.only else ROOT / "bench")
    chosen.parts = tuple(chosen.only or (SHORT if chosen.short else PARTS))
    return chosen


def _runs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 100")
    return int(text)


def main(arguments: Sequence[str]) -> int:
    """Measure, write the files, print the table. 1 if a part did not work; never for a time."""
    chosen = options(arguments)
    try:
        program = chromium.find()
        versions = {
            "Chromium": version_of(str(program), "--version") if program else "",
            "Pyodide": pinned("pyodide")[0],
            "Node.js": version_of(*node(), "--version").removeprefix("v"),
        }
        told = about(chosen.runs, versions)  # before the bench makes a load of its own
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            done = measure(chosen.parts, chosen.runs, Path(folder))
    except (BrowserError, StageError, BuildError, chromium.ChromiumError) as error:
        say(str(error))
        return 1
    told["versions"] = {**told["versions"], **done.versions}
    text = markdown(done.results, told, RATIOS)
    files = {
        "results.json": done.results.as_json(told, RATIOS),
        "RESULTS.md": text,
        "boot.svg": draw_boot(done.boot),
        "locales.svg": draw_locales(done.results),
    }
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if content:
            (chosen.out / name).write_text(content, encoding="utf-8")
    if chosen.out == ROOT / "bench":
        readme = ROOT / "README.md"
        readme.write_text(renewed(readme.read_text(encoding="utf-8"), done.results), encoding="utf-8")
    print(text)
    say(f"Written to {chosen.out}.")
    if done.failed:
        say(f"Not to their end: {', '.join(done.failed)}.")
    return 1 if done.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
