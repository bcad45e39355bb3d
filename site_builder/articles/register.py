"""The register of an article's statements: each with a number, its words and its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from site_builder.articles.blocks import Span, plain

_ENDS = re.compile(r"(?<=[.!?。！？؟])[\"'”’»)\]]*(?:\s+(?=[^\s\da-zà-ÿ.,;)])|(?<=[。！？])(?=\S))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|no|nr|dr|mr|mrs|ms|fig|bijv|bv|o\.a|z\.b|d\.h|bzw|ca|p\.ex|ej)|\b[A-Z])\.$",
    re.IGNORECASE,
)


_KEPT = ("is kept", "are kept", "stands in the text", "a comment", "documentation system", "with '")
"""How reasons end that lose no statement."""


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    found: list[str] = []
    for part in (part for part in _ENDS.split(text) if part and part.strip()):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {part.strip()}"
        else:
            found.append(part.strip())
    return found


@dataclass
class SourceSection:
    """A section of a document, with the numbers of what it states."""

    id: str
    title: str
    anchor: str = ""
    facts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Leftover:
    """What of an article has no place in the draft, and why."""

    file: str
    line: int
    text: str
    reason: str
    lost: bool = True
    """Whether words of the article are not in the draft."""
    whole: str = ""
    """All lines of a listing."""

    def __str__(self) -> str:
        text = self.text if len(self.text) <= 100 else f"{self.text[:99]}…"
        return f"{self.file}:{self.line}: {self.reason}{f': {text}' if text else ''}"


@dataclass
class Register:
    """Numbered facts of all articles, and the leftovers."""

    facts: dict[str, str] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
    file: str = ""
    named: str = ""
    """How facts call the file: "" where there is only one."""
    section: SourceSection | None = None

    def cite(self, spans: tuple[Span, ...]) -> list[str]:
        """Enter the sentences of some words, and return their numbers."""
        line = spans[0].line if spans else 0
        found = []
        for sentence in sentences(plain(spans)):
            at = next(
                (s.line for s in spans if s.text.strip() and sentence[:20] in " ".join(s.text.split())), line
            )
            found.append(self.enter(sentence, at))
        return found

    def enter(self, statement: str, line: int) -> str:
        """Enter one statement, and return its number."""
        assert self.section is not None
        number = f"F{len(self.facts) + 1}"
        words = " ".join("".join(c if c.isprintable() else " " for c in statement).split())
        place = f"{self.named} line {line}".strip()
        self.facts[number] = f"{words or '-'} ({place})"
        self.section.facts.append(number)
        return number

    def leave(self, line: int, text: str, reason: str, whole: str = "") -> None:
        """Say of something that it has no place in the draft."""
        kept = reason.endswith(_KEPT)
        self.leftovers.append(Leftover(self.file, line, " ".join(text.split()), reason, not kept, whole))


def source_of(facts: list[str]) -> Any:
    """Facts as a key `source` has them: one, or a list."""
    kept = list(dict.fromkeys(facts))
    return kept[0] if len(kept) == 1 else kept
