"""A case of the fuzzer."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Protocol, runtime_checkable

REFUSED, ACCEPTED = "refused", "accepted"

Case = Callable[[Random], str]
"""One case: says REFUSED or ACCEPTED. Raises JudgeError for a wrong acceptance, or what the code raises."""


@runtime_checkable
class Closeable(Protocol):
    """A case that holds what must be closed after the last one, such as a browser."""

    def close(self) -> None:
        """Close it."""
