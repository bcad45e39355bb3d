"""What the build costs on the present guide: the proof; builds from nothing, and with nothing changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from bench.locales import command, copy_of_guide
from bench.steps import measure_cards
from decision_tree.states import StateSpace
from site_builder.site.checking import check_all
from site_builder.tree.proof import prove
from site_builder.tree.sections import make_question_sections

ROOT = Path(__file__).resolve().parent.parent
Measured = dict[str, tuple[str, list[float]]]


def timed(runs: int, work: Callable[[], object]) -> list[float]:
    """Milliseconds of each run, after one that is not counted."""
    work()
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def measure_proof(runs: int) -> Measured:
    """What reading, proving and laying out the guide takes, without a build."""
    checked = check_all(ROOT)
    return {
        "read and check all files": ("ms", timed(runs, lambda: check_all(ROOT))),
        "prove": ("ms", timed(runs, lambda: prove(checked.content, checked.tree))),
        "states of the tree": ("ms", timed(runs, lambda: StateSpace(checked.tree).states)),
        "sections of the static page": ("ms", timed(runs, lambda: make_question_sections(checked.tree))),
        **measure_cards(runs, checked),
    }


def measure_builds(runs: int, folder: Path, base: Path) -> Measured:
    """Whole builds of copies of the guide, each in a new folder below `folder`, with the cache `base`."""
    count = len(check_all(ROOT).catalogs)
    anew: list[float] = []
    again: list[float] = []
    for number in range(runs):
        copy_of_guide(folder / str(number), count, base)
        anew.append(command(folder / str(number)))
        again.append(command(folder / str(number)))
    return {
        f"build of all {count} locales, whole command": ("s", anew),
        "build, nothing changed, whole command": ("s", again),
    }
