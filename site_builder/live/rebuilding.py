"""The process that rebuilds the site on every change.

It has no threads, so that on Linux builds are forks with all that it has in memory. On a change it builds a
preview of the edition that is viewed, and then the whole site in another process, which the next change ends.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from site_builder.live.editions import version, versions
from site_builder.live.preview import build_preview
from site_builder.live.sources import Sources, read_sources
from site_builder.parallel import Ended, end_by_signal, is_ended
from site_builder.problems import ContentError, Problem
from site_builder.site import TEMPLATES, SiteContext

POLL = 0.04
"""Seconds between two looks at the sources; a look takes a thousandth of one."""
TIDYING_UP = 10.0
"""Seconds that a build has for tidying up; more than a busy machine needs to remove a half-made site."""
AFTER_A_PREVIEW = 1.0
"""Seconds that pages have for showing a preview, before all processors build the whole."""
SETTLING = 0.02
"""Seconds without a change after which a writer's editor has written all that it means to."""

MOST_PROBLEMS, LONGEST_PROBLEM = 30, 240
"""Problems that pages are told of, and the characters of each: a message of up to 16 KB is one write, which
neither the end of a build nor another process can cut in two. The terminal has all."""

Build = Callable[[Path, Path], tuple[Problem, ...]]
"""Builds the site of a root into a folder and prints what it does. Raises nothing for faulty content.

Returns what keeps the folder from having the site of what the root holds: it is as it was then."""
Warm = Callable[[Path, Path], SiteContext]
"""Makes what previews begin with, from the root and the folder of a built site."""


def process_context() -> Any:
    """How processes are started: as forks where that is safe."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def end_process(process: BaseProcess, seconds: float = 2 * TIDYING_UP) -> None:
    """End a process and wait for it: it may tidy up for so many seconds, its own processes first."""
    process.terminate()
    process.join(seconds)
    process.kill()
    process.join()


def rebuild_on_change(
    pipe: Connection, root: Path, out: Path, sources: Sources, build: Build, warm: Warm
) -> None:
    """Rebuild on every change of `sources`, until this process is ended.

    `pipe` brings the ids of locales that are viewed, and takes ("edit",) when a file has changed, then
    ("preview", id, folder, version) or ("preview failed", problems), then ("site", versions) or
    ("site failed", problems).
    """
    _set_signal_handlers()
    previews = Path(tempfile.mkdtemp(dir=root / ".cache", prefix="preview-"))
    rebuilder = _Rebuilder(pipe, root, out, previews, build, warm)
    parent = os.getppid()
    gc.disable()  # it takes a fifth of a preview's time; garbage is collected between changes
    try:
        rebuilder.warm_up()
        while os.getppid() == parent and not is_ended():
            rebuilder.wait_for_views()
            if (now := read_sources(root)) != sources:
                sources = _settled(root, now)
                rebuilder.preview()
            rebuilder.build_when_due()
            rebuilder.warm_up_when_built()
    except (EOFError, Ended):
        pass  # the server has ended
    finally:
        rebuilder.end_build()
        shutil.rmtree(previews, ignore_errors=True)


class _Rebuilder:
    def __init__(
        self, pipe: Connection, root: Path, out: Path, previews: Path, build: Build, warm: Warm
    ) -> None:
        self.pipe, self.root, self.out, self.previews = pipe, root, out, previews
        self.build, self.warm = build, warm
        self.context: SiteContext | None = None
        self.viewed = ""
        self.running: BaseProcess | None = None
        self.due: float | None = None  # when the whole is to be built, by the monotonic clock
        self.number = 0

    def warm_up(self) -> None:
        """Make what previews begin with; while the guide is faulty there is none."""
        with suppress(Exception):
            self.context = self.warm(self.root, self.out)

    def wait_for_views(self) -> None:
        """Wait a little for the id of a locale that is viewed."""
        if self.pipe.poll(POLL):
            self.viewed = self.pipe.recv()

    def preview(self) -> None:
        """Build a preview, if one can be, and set when the whole is due."""
        self.pipe.send(("edit",))
        if self.running is not None and os.name == "posix":
            self.running.terminate()  # it tidies up while the preview is built
        while self.pipe.poll():
            self.viewed = self.pipe.recv()
        self.due = time.monotonic()
        if self.context and self.viewed in self.context.titles and self._build_preview(self.context):
            self.due = time.monotonic() + AFTER_A_PREVIEW
        self.end_build()

    def build_when_due(self) -> None:
        """Start the build of the whole site when it is due."""
        if self.due is None or time.monotonic() < self.due:
            return
        self.due = None
        arguments = (self.pipe, self.root, self.out, self.build)
        process = process_context().Process(target=_build_whole, args=arguments)
        process.start()
        self.running = process
        gc.collect()

    def warm_up_when_built(self) -> None:
        """Make what previews begin with, once a guide that was faulty at the start has a site of its own: one
        of before may have another engine."""
        if self.context is None and self.running is not None and self.running.exitcode == 0:
            self.running = None
            self.warm_up()

    def end_build(self) -> None:
        """End the build that runs, which removes what it has begun; the site stays as it was."""
        if self.running is not None:
            end_process(self.running, TIDYING_UP)
            self.running = None

    def _build_preview(self, context: SiteContext) -> bool:
        """Build a preview and announce it. Returns whether there is one."""
        self.number += 1
        folder = self.previews / str(self.number)
        try:
            self.context = build_preview(context, self.viewed, folder, self.root / ".cache" / TEMPLATES)
            self.pipe.send(("preview", self.viewed, str(folder), version(folder)))
        except ContentError as error:
            if error.problems:
                self.pipe.send(("preview failed", shortened(error.problems)))
            return False
        except Exception:  # the whole build says what is wrong
            return False
        for old in self.previews.iterdir():  # a page may still be loading from the one before
            if old.name not in (str(self.number), str(self.number - 1)):
                shutil.rmtree(old, ignore_errors=True)
        return True


def shortened(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems as pages are told of them: not too many, and none too long."""
    found = tuple(problems)
    kept = [replace(one, message=_cut(one.message)) for one in found[:MOST_PROBLEMS]]
    if more := len(found) - len(kept):
        kept.append(Problem("", 0, 0, f"{more} more problems; the terminal lists all"))
    return tuple(kept)


def _cut(message: str) -> str:
    return message if len(message) <= LONGEST_PROBLEM else f"{message[:LONGEST_PROBLEM]} …"


def _build_whole(pipe: Connection, root: Path, out: Path, build: Build) -> None:
    _set_signal_handlers()
    with suppress(Ended):
        problems = build(root, out)
        # With problems the last preview may be newer than the site.
        pipe.send(("site failed", shortened(problems)) if problems else ("site", versions(out)))


def _settled(root: Path, sources: Sources) -> Sources:
    while True:
        time.sleep(SETTLING)
        before, sources = sources, read_sources(root)
        if before == sources:
            return sources


def _set_signal_handlers() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that serves
    signal.signal(signal.SIGTERM, end_by_signal)
