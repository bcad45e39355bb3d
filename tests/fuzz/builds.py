"""Builds that are disturbed: a damaged cache, a kill, a full or read-only disk, a change, another build."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import time
import traceback
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from random import Random

from site_builder.problems import BuildError
from tests.fuzz.built_copy import BuiltCopy, Contents
from tests.fuzz.case import ACCEPTED, REFUSED, Case
from tests.fuzz.judge import JudgeError
from tests.fuzz.mutations import damaged_bytes
from tests.support.disturbing import at_step, killed_at
from tests.support.mounts import read_only

TITLE = ("title: Escalation Guide", "title: Another Escalation Guide")
MOST_STEPS = 3_000
"""About as many steps in the file system as a build of one locale takes."""
LARGEST = 2_000_000
"""Bytes of the largest file that may be written before the disk is full; the site has some of that size."""
HEAD_START = 3
"""Seconds, at most, that one of two builds starts before the other: about as long as one takes."""
FAILED, FAULTY = 3, 4
"""Exit codes of a build: it said why it could not go on; it broke."""


class Guide(BuiltCopy):
    """A copy that has two versions, with the site of each."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.sites: list[Contents] = []
        for _ in TITLE:
            self.change()
            self.build()
            self.sites.insert(0, self.contents())

    @property
    def file(self) -> Path:
        """The file in which the versions differ."""
        return self.root / "docs" / "guide" / "tree.yml"

    @property
    def version(self) -> int:
        """The version that is written, which changes also while a build runs."""
        return int(TITLE[1] in self.file.read_text("utf-8"))

    def change(self) -> None:
        """Write the other version."""
        text, version = self.file.read_text("utf-8"), self.version
        self.file.write_text(text.replace(TITLE[version], TITLE[1 - version], 1), "utf-8")

    def disturb(self, random: Random, disturbed: Callable[[], bool]) -> str:
        """Change the version, build it disturbed, and again.

        `disturbed` says if the site may be that of either version: the build was cut short, or others ran.
        """
        self.change()
        if random.random() < 0.7:
            shutil.rmtree(self.cache / "editions")
        either = disturbed()
        after = self.contents()
        if after != self.sites[self.version] and not (either and after in self.sites):
            raise JudgeError("what is published is neither the old site nor the new one")
        self.build()
        if self.contents() != self.sites[self.version]:
            raise JudgeError("the build after it is not that of the present guide")
        return REFUSED if either else ACCEPTED


def cache(folder: Path) -> Case:
    """A cache with a damaged file: the site is made as without a cache."""
    guide = Guide(folder)
    damaged = ("editions", "templates", "scripts", "styles")
    files = [path for name in damaged for path in sorted((guide.cache / name).rglob("*")) if path.is_file()]

    def case(random: Random) -> str:
        file = random.choice(files)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(damaged_bytes(random, file.read_bytes() if file.exists() else b""))
        try:
            guide.build()
        except BuildError as error:
            raise JudgeError(f"{file.relative_to(guide.cache)}: {error}") from error
        if guide.contents() != guide.sites[guide.version]:
            raise JudgeError(f"{file.relative_to(guide.cache)} is published as it was damaged")
        return REFUSED

    return case


def killed_builds(folder: Path) -> Case:
    """A build that is killed at some step: the old site or the new one, and the next build is right."""
    guide = Guide(folder)

    def case(random: Random) -> str:
        step = random.choice((random.randrange(1, 100), random.randrange(1, MOST_STEPS)))
        return guide.disturb(random, lambda: killed_at(step, guide.root, guide.build))

    return case


def changed_builds(folder: Path) -> Case:
    """A file of the guide is changed at some step of a build: the site is that before it or after it."""
    guide = Guide(folder)

    def case(random: Random) -> str:
        step = random.choice((random.randrange(1, 200), random.randrange(1, MOST_STEPS)))

        def build() -> bool:
            _failed(guide, f"a change at step {step}", partial(at_step, step, guide.root, guide.change))
            return True

        return guide.disturb(random, build)

    return case


def two_builds(folder: Path) -> Case:
    """Two builds of two versions at once, with one cache: the site is that of one of them."""
    guide = Guide(folder)

    def case(random: Random) -> str:
        def build() -> bool:
            builds = [_started(guide)]
            time.sleep(random.random() * HEAD_START)
            guide.change()
            builds.append(_started(guide))
            for process in builds:
                _joined(process, "another build")
            return True

        return guide.disturb(random, build)

    return case


def full_disk(folder: Path) -> Case:
    """A build that can write no file beyond a size: it says so, and leaves the old site."""
    guide = Guide(folder)

    def case(random: Random) -> str:
        largest = random.randrange(LARGEST)
        return guide.disturb(
            random, partial(_failed, guide, f"{largest} bytes", partial(_limit_files, largest))
        )

    return case


def read_only_disk(folder: Path) -> Case:
    """A build that can write nothing in one of its folders: it says so, and leaves the old site."""
    guide = Guide(folder)
    caches = [path for path in guide.cache.iterdir() if path.is_dir() and not path.is_symlink()]

    def case(random: Random) -> str:
        place = random.choice((guide.root, guide.out, guide.cache, *caches))
        return guide.disturb(random, partial(_failed, guide, str(place), partial(read_only, place)))

    return case


def _failed(guide: Guide, name: str, hinder: Callable[[], None]) -> bool:
    """Whether a build that is hindered failed in a sentence. Raises JudgeError if it broke."""
    return _joined(_started(guide, hinder), name)


def _joined(process: ForkProcess, name: str) -> bool:
    process.join()
    if process.exitcode not in (0, FAILED):
        raise JudgeError(f"with {name} it ends with {process.exitcode}")
    return process.exitcode == FAILED


def _started(guide: Guide, hinder: Callable[[], None] = lambda: None) -> ForkProcess:
    process = get_context("fork").Process(target=_build, args=(guide, hinder))
    process.start()
    return process


def _build(guide: Guide, hinder: Callable[[], None]) -> None:
    try:
        hinder()
        guide.build()
    except (BuildError, OSError):
        os._exit(FAILED)
    except BaseException:
        traceback.print_exc()
        os._exit(FAULTY)
    os._exit(0)


def _limit_files(largest: int) -> None:
    """Let the process write no file beyond so many bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
