"""Time and memory of checking guides of 500 questions and 5,000 answers, beside those of the shipped one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench.large_guide import BROAD, DEEP, write_large_guide
from bench.results import Results, in_turns
from bench.stage import ROOT

SHIPPED, LARGE = "shipped guide", {"broad large guide": BROAD, "deep large guide": DEEP}
CALENDARS = "docs/locales/calendars.yml"
MEBIBYTE = 1024 if sys.platform != "darwin" else 1024 * 1024
"""What ru_maxrss counts in: kilobytes, but bytes on a Mac."""


def measure_large(results: Results, runs: int, folder: Path) -> None:
    """Checks in turn, each in a process of its own, and one build of each guide without compressed copies.

    The guides have no translations, and neither has the copy of the shipped one.
    """
    roots = {SHIPPED: folder / "shipped"}
    shutil.copytree(ROOT / "docs" / "guide", roots[SHIPPED] / "docs" / "guide")
    (roots[SHIPPED] / CALENDARS).parent.mkdir()
    shutil.copyfile(ROOT / CALENDARS, roots[SHIPPED] / CALENDARS)  # its scenarios count by them
    for title, shape in LARGE.items():
        roots[title] = folder / title.replace(" ", "-")
        write_large_guide(roots[title], shape)
    for title, root in in_turns([*roots.items()], runs):
        seconds, memory = _run("--root", str(root), "check")
        results.add(f"check of the {title}", "s", seconds)
        results.add(f"check of the {title}: memory", "MB", memory)
    for title, root in roots.items():
        seconds, memory = _run("--root", str(root), "site", "--no-compress")
        results.add(f"build of the {title}", "s", seconds)
        results.add(f"build of the {title}: memory", "MB", memory)


def _run(*arguments: str) -> tuple[float, float]:
    """Seconds of a whole command, and the most memory that its process had."""
    started = time.perf_counter()
    command = [sys.executable, str(ROOT / "build_site.py"), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}.")
    return time.perf_counter() - started, usage.ru_maxrss / MEBIBYTE
