"""The fuzzer's command line: runs each area, and prints what it found.

Each case has a random generator of its own, of the seed, the area and the case's number, so any of them can
be run again: `--area NAME --first N --cases 1`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from random import Random

from tests.fuzz.areas import AREAS
from tests.fuzz.case import ACCEPTED, REFUSED, Closeable
from tests.fuzz.judge import JudgeError
from tests.fuzz.limits import HangError, limited

FAULTS = {JudgeError: "wrong", HangError: "hang", MemoryError: "memory"}
"""What a case can raise, and what it counts as; all else is a traceback."""
COLUMNS = ("cases", REFUSED, ACCEPTED, "traceback", "hang", "memory", "wrong", "seconds")
BATCH = 250
"""Cases that one process runs before another may take over."""


def main(arguments: Sequence[str]) -> int:
    """Run the areas that are asked for; the exit code is 1 if there was a fault."""
    parser = argparse.ArgumentParser(prog="build_site.py test --fuzz")
    parser.add_argument("--seed", type=int, default=14, help="other cases for another number (default: 14)")
    parser.add_argument("--cases", type=int, default=10_000, help="how many in all (default: 10,000)")
    parser.add_argument("--area", choices=[area.name for area in AREAS], help="this area alone")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="begin with that case")
    options = parser.parse_args(arguments)
    batches = []
    for number, area in enumerate(AREAS):
        if options.area in (None, area.name):
            cases = options.cases if options.area else max(round(options.cases * area.share), 1)
            end = options.first + cases
            starts = range(options.first, end, BATCH)
            batches += [(number, options.seed, range(start, min(start + BATCH, end))) for start in starts]
    found = [Counter[str]() for _ in AREAS]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for (number, *_), counts in zip(batches, pool.map(run, batches), strict=True):
            found[number] += counts
    print(f"{'area':<20}" + "".join(f"{column:>10}" for column in COLUMNS))
    for area, counts in zip(AREAS, found, strict=True):
        if counts:
            print(f"{area.name:<20}" + "".join(f"{counts[column]:>10}" for column in COLUMNS))
    return int(any(counts[fault] for counts in found for fault in ("traceback", *FAULTS.values())))


def run(batch: tuple[int, int, range]) -> Counter[str]:
    """Run cases of an area: how many were refused, accepted, and faulty, and the seconds that all took."""
    area, seed, numbers = AREAS[batch[0]], *batch[1:]
    found: Counter[str] = Counter()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        case = area.prepare(Path(folder))
        if isinstance(case, Closeable):
            stack.callback(case.close)
        for number in numbers:
            found["cases"] += 1
            try:
                with limited(area.seconds, memory=area.memory):
                    found[case(Random(f"{seed}/{area.name}/{number}"))] += 1
            except (Exception, HangError) as error:
                fault = FAULTS.get(type(error), "traceback")
                found[fault] += 1
                print(f"{area.name} {number}: {fault}: {_said(error)}", file=sys.stderr, flush=True)
    found["seconds"] = round(time.monotonic() - started)
    return found


def _said(error: BaseException) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = "" if isinstance(error, JudgeError) else f" ({where.filename}:{where.lineno})"
    return f"{type(error).__name__}: {str(error)[:800]!r}{place}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
