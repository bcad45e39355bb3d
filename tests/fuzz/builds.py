"""Builds that are disturbed: by a damaged cache, by being killed, by a disk that is full."""

from __future__ import annotations

import os
import resource
import shutil
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from random import Random

from site_builder.problems import BuildError
from tests.fuzz.built_copy import BuiltCopy, Contents
from tests.fuzz.case import ACCEPTED, REFUSED, Case
from tests.fuzz.judge import JudgeError
from tests.fuzz.mutations import damaged_bytes
from tests.support.killing import killed_at

TITLE = ("title: Escalation Guide", "title: Another Escalation Guide")
MOST_STEPS = 3_000
"""About as many steps in the file system as a build of one locale takes."""
LARGEST = 2_000_000
"""Bytes of the largest file that may be written before the disk is full; the site has some of that size."""
FULL, FAULTY = 3, 4


class Guide(BuiltCopy):
    """A copy that has two versions, with the site of each."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.version = 0
        self.sites: list[Contents] = []
        for _ in TITLE:
            self.change()
            self.build()
            self.sites.insert(0, self.contents())

    def change(self) -> None:
        """Write the other version."""
        file = self.root / "docs" / "guide" / "tree.yml"
        text = file.read_text("utf-8")
        file.write_text(text.replace(TITLE[self.version], TITLE[1 - self.version], 1), "utf-8")
        self.version = 1 - self.version

    def disturb(self, random: Random, disturbed: Callable[[], bool]) -> str:
        """Change the version, build it disturbed, and again. `disturbed` says if the build was cut short."""
        before = self.contents()
        self.change()
        if random.random() < 0.7:
            shutil.rmtree(self.cache / "editions")
        stopped = disturbed()
        after = self.contents()
        if after != self.sites[self.version] and not (stopped and after == before):
            raise JudgeError("what is published is neither the old site nor the new one")
        self.build()
        if self.contents() != self.sites[self.version]:
            raise JudgeError("the build after it is not that of the present guide")
        return REFUSED if stopped else ACCEPTED


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


def full_disk(folder: Path) -> Case:
    """A build that can write no file beyond a size: it says so, and leaves the old site."""
    guide = Guide(folder)

    def case(random: Random) -> str:
        largest = random.randrange(LARGEST)

        def build() -> bool:
            process = get_context("fork").Process(target=_build_on_a_full_disk, args=(guide, largest))
            process.start()
            process.join()
            if process.exitcode not in (0, FULL):
                raise JudgeError(f"with at most {largest} bytes a file it ends with {process.exitcode}")
            return process.exitcode == FULL

        return guide.disturb(random, build)

    return case


def _build_on_a_full_disk(guide: Guide, largest: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    try:
        guide.build()
    except (BuildError, OSError):
        os._exit(FULL)
    except BaseException:
        os._exit(FAULTY)
    os._exit(0)
