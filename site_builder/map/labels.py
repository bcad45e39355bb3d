"""Labels of a diagram as Mermaid has them: words, and behind them notes in brackets such as `[id water]`.

A label has pieces, each on a line of its own: `Azure [id azure]<br>Office 365 [id office-365]`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NOTES = ("id", "place", "when", "several", "alone", "unsure", "from", "until", "always")
"""The words that notes begin with: what a draft of a guide is made of again."""
_NOTE = re.compile(rf"\s*\[({'|'.join(NOTES)})(?:\s+([^\[\]]*))?\]\s*$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HTML = re.compile(r"<[a-zA-Z/!][^>]{0,40}>?")
_ENTITY = re.compile(r"#(\w{1,10});")
_SPECIAL = re.compile(r'["#<>&`\[\]{}\\]')


@dataclass(frozen=True)
class Piece:
    """A line of a label: its words, and its notes by the words that they begin with."""

    text: str
    notes: Mapping[str, str] = field(default_factory=dict)


def write_label(pieces: Iterable[Piece]) -> str:
    """A label between quotes."""
    lines = [" ".join(filter(None, (_escape(one.text), *map(_note, one.notes.items())))) for one in pieces]
    return f'"{"<br>".join(lines)}"'


def _note(note: tuple[str, str]) -> str:
    word, value = note
    return f"[{word} {value}]" if value else f"[{word}]"


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", " ".join(text.split()))


def read_label(label: str) -> list[Piece]:
    """The pieces of a label without its quotes. Raises ValueError where it has HTML beside line breaks."""
    lines = _BREAK.split(label)
    for line in lines:
        if found := _HTML.search(line):
            raise ValueError(f"{found[0]} is HTML, and a label is plain text; only <br> may stand in it")
    pieces = [_read_piece(line) for line in lines]
    if any(piece.notes for piece in pieces):
        return pieces
    return [Piece(" ".join(filter(None, (piece.text for piece in pieces))))]


def _read_piece(line: str) -> Piece:
    notes: dict[str, str] = {}
    while found := _NOTE.search(line):
        notes[found[1]] = (found[2] or "").strip()
        line = line[: found.start()]
    text = html.unescape(_ENTITY.sub(lambda one: f"&{'#' if one[1].isdigit() else ''}{one[1]};", line))
    return Piece(" ".join(text.split()), dict(reversed(notes.items())))


def guide_text(text: str) -> str:
    """Words as a text of a guide: what would be a reference or code there stands for itself."""
    return text.replace("{", "{{").replace("}", "}}").replace("`", "'")
