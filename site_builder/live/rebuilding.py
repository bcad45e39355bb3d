"""The process that builds again whatever changes while the site is served.

It has no threads, so that on Linux it can be forked at once from what it knows. On a change it makes a
preview of the edition that is looked at, says so, and has the whole site built by a process beside it, which
the next change ends.
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
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from site_builder.live.editions import version, versions
from site_builder.live.preview import build_preview
from site_builder.live.server import Look, look
from site_builder.parallel import Ended, end_by_signal
from site_builder.site import SiteContext

POLL = 0.04
"""Seconds between two looks at the watched files; a look takes a thousandth of one."""
TIDYING_UP = 10.0
"""Seconds that a build has for tidying up; more than a busy machine needs to remove a half-made site."""
AFTER_A_PREVIEW = 1.0
"""Seconds that pages have for showing a preview, before all processors build the whole."""
SETTLING = 0.02
"""Seconds without a change after which a writer's editor has written all that it means to."""

Build = Callable[[Path, Path], bool]
"""Builds the site of a root into a folder, prints what it does, and raises nothing for faulty content.

Returns whether the folder has the site of what the root holds; where not, it is as it was."""


def watched(root: Path) -> list[Path]:
    """What a site is made from, and a writer changes."""
    return [root / "docs", root / "mkdocs.yml"]


def context() -> Any:
    """How processes are begun here: as forks where that is safe."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def rebuild_on_change(
    line: Connection,
    root: Path,
    out: Path,
    seen: Look,
    build: Build,
    warm: Callable[[Path, Path], SiteContext],
) -> None:
    """Build again on every change since `seen`, until this process is ended.

    `line` brings the ids of the locales that are looked at, and takes ("edition", id, folder, version) for a
    preview and ("site", versions) for the site. `warm` makes what previews begin with.
    """
    _listen_to_signals()
    previews = Path(tempfile.mkdtemp(dir=root / ".cache", prefix="preview-"))
    builder = _Builder(line, root, out, previews, build)
    parent = os.getppid()
    gc.disable()  # a fifth of a preview's time, and what is left over is collected between changes
    try:
        with suppress(Exception):  # the guide may be faulty just now; then there are no previews yet
            builder.before = warm(root, out)
        while os.getppid() == parent:
            builder.listen()
            if (now := look(watched(root))) != seen:
                seen = _settled(root, now)
                if builder.before is None:
                    with suppress(Exception):
                        builder.before = warm(root, out)
                builder.changed()
            builder.go_on()
    except (EOFError, Ended):
        pass  # nobody serves any more
    finally:
        builder.stop()
        shutil.rmtree(previews, ignore_errors=True)


class _Builder:
    def __init__(self, line: Connection, root: Path, out: Path, previews: Path, build: Build) -> None:
        self.line, self.root, self.out, self.previews, self.build = line, root, out, previews, build
        self.before: SiteContext | None = None
        self.looked_at = ""
        self.running: BaseProcess | None = None
        self.due: float | None = None  # when the whole is to be built, by the clock that only goes on
        self.number = 0

    def listen(self) -> None:
        """Wait a little for news of what is looked at."""
        if self.line.poll(POLL):
            self.looked_at = self.line.recv()

    def changed(self) -> None:
        """Make the preview; the whole is to follow."""
        self._end_running()
        while self.line.poll():
            self.looked_at = self.line.recv()
        self.due = time.monotonic()
        if self.before and self.looked_at in self.before.titles:
            self.number += 1
            if self._preview(self.before, self.previews / str(self.number)):
                self.due = time.monotonic() + AFTER_A_PREVIEW
        self.stop()

    def go_on(self) -> None:
        """Begin with the whole when it is time for it."""
        if self.due is None or time.monotonic() < self.due:
            return
        self.due = None
        begun = context().Process(target=_whole, args=(self.line, self.root, self.out, self.build))
        begun.start()
        self.running = begun
        gc.collect()

    def _preview(self, before: SiteContext, folder: Path) -> bool:
        """Whether there is one now."""
        try:
            self.before = build_preview(before, self.looked_at, folder, self.root / ".cache" / "templates")
            self.line.send(("edition", self.looked_at, str(folder), version(folder)))
        except Exception:  # the whole build says what is wrong
            return False
        for old in folder.parent.iterdir():  # a page may still be loading from the one before
            if old.name not in (str(self.number), str(self.number - 1)):
                shutil.rmtree(old, ignore_errors=True)
        return True

    def _end_running(self) -> None:
        if self.running is not None and os.name == "posix":
            self.running.terminate()

    def stop(self) -> None:
        """End the build that runs; what it had begun is swept away, and the site stays as it was."""
        if self.running is not None:
            end(self.running, TIDYING_UP)
            self.running = None


def end(process: BaseProcess, seconds: float = 2 * TIDYING_UP) -> None:
    """End a process and wait for it: it may tidy up for so many seconds, its own processes first."""
    process.terminate()
    process.join(seconds)
    process.kill()
    process.join()


def _whole(line: Connection, root: Path, out: Path, build: Build) -> None:
    _listen_to_signals()
    with suppress(Ended):
        if build(root, out):  # else the last preview may be newer than the site
            line.send(("site", versions(out)))


def _settled(root: Path, now: Look) -> Look:
    while True:
        time.sleep(SETTLING)
        then, now = now, look(watched(root))
        if then == now:
            return now


def _listen_to_signals() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that serves
    signal.signal(signal.SIGTERM, end_by_signal)
