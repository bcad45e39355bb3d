"""What is wrong with the content, in words for the person who wrote it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


def printable(text: str) -> str:
    """A text of which nothing can write elsewhere on the screen than where it is printed.

    Control and format characters, such as ESC and bidirectional overrides, are written as their numbers.
    """
    return "".join(
        letter if letter.isprintable() or letter in "\n\u00a0\u202f" else f"\\u{ord(letter):04x}"
        for letter in text
    )


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `line` and `column` count from 1; 0 where a file as a whole is meant."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return printable(f"{place}: {self.message}").replace("\n", "\\n")


class BuildError(Exception):
    """What stops a verb, other than the content; the message is one sentence for the person who called it."""


class ContentError(Exception):
    """The content has problems; `problems` holds all that were found, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Problem, ...]]]:
        """As other processes are handed it."""
        return type(self), (self.problems,)


def is_misspelt(name: str, names: Iterable[str]) -> bool:
    """Whether the name is one of the others but for a letter or two."""
    return bool(difflib.get_close_matches(name, list(names), n=1, cutoff=0.8))


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """A hint for the end of a message: the nearest valid name, or else the few there are; may be empty."""
    known = sorted(set(names))
    if close := difflib.get_close_matches(name, known, n=1, cutoff=0.6):
        return f' (did you mean "{close[0]}"?)'
    if known and len(known) <= 8:
        return f" (expected one of: {', '.join(known)})"
    return ""
