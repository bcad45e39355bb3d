"""Disturbs a process at one of the steps that it takes in the file system: what does it leave behind?"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

STEPS = ("open", "os.", "shutil.", "tempfile.", "ctypes.")
"""How the names of audit events begin that are steps: files opened, made, renamed, removed; system calls."""
KILLED = 9


def killed_at(step: int, folder: Path, work: Callable[[], object]) -> bool:
    """Whether `work`, in a process of its own, got so far as to be killed before its step of that number."""
    process = get_context("fork").Process(target=_work_and_die, args=(step, folder, work))
    process.start()
    process.join()
    assert process.exitcode in (0, KILLED)
    return process.exitcode == KILLED


def _work_and_die(step: int, folder: Path, work: Callable[[], object]) -> None:
    at_step(step, folder, lambda: os._exit(KILLED))
    work()
    os._exit(0)


def at_step(step: int, folder: Path, act: Callable[[], object]) -> None:
    """Call `act` before this process takes its step of that number. It cannot be taken back.

    Only steps that concern `folder` or a system call are counted, from 1.
    """
    taken, within = 0, str(folder)

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal taken
        if event.startswith(STEPS) and (event.startswith("ctypes.") or within in str(arguments)):
            taken += 1
            if taken == step:
                act()

    sys.addaudithook(count)
