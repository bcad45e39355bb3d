"""A case of the fuzzer."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

REFUSED, ACCEPTED = "refused", "accepted"

Case = Callable[[Random], str]
"""One case: says REFUSED or ACCEPTED. Raises JudgeError for a wrong acceptance, or what the code raises."""
