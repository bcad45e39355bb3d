"""The limits of a case: seconds of the processor, and a thousand million bytes above those before it."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

BYTES = 1_000_000_000


class HangError(BaseException):
    """A case took longer than it may. No code under test catches it."""


@contextmanager
def limited(seconds: float, *, memory: bool) -> Iterator[None]:
    """Raise HangError in a block that takes longer, and with `memory` MemoryError for more than BYTES."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise HangError

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    before = signal.signal(signal.SIGPROF, stop)
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (used + BYTES, hard))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.signal(signal.SIGPROF, before)
