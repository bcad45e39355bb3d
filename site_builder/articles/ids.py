"""Ids of a draft: short words of the article, each the only one where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from site_builder.articles.vocabulary import STOP_WORDS

LONGEST = 40
"""Characters of an id that is made of words."""
TAKEN = {
    "anchors": (
        "any",
        "not",
        "languages",
        "receipt",
        "open",
        "sent",
        "theme",
        "accent",
        "guide",
        "top",
        "task",
    ),
    "procedures": ("index",),
}
"""Ids that a guide cannot use, where questions and outcomes share anchors, and of procedures."""
_PREFIXES = ("guide-", "intro-")
_SUFFIXES = ("-title", "-sources")
"""How ids of questions and outcomes neither begin nor end."""
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})


def words_of(text: str) -> list[str]:
    """The words of a text in letters that ids have; none of Japanese, Arabic …"""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("'", "")
    return re.findall(r"[a-z0-9]+", plain)


def make_id(text: str, fallback: str, most: int = 5) -> str:
    """An id of the first words that say something."""
    words = words_of(text)
    telling = [word for word in words if word not in STOP_WORDS] or words
    if sum(map(len, telling)) < 0.4 * sum(letter.isalnum() for letter in text):
        return fallback  # most of the text is in other letters
    id = ""
    for word in telling[:most]:
        if id and len(id) + len(word) >= LONGEST:
            break
        id = f"{id}-{word}" if id else word[:LONGEST]
    if not id:
        return fallback
    return f"on-{id}" if id.startswith("since-") else id


class Ids:
    """Ids that are given out, each once in its group."""

    def __init__(self) -> None:
        self._given: dict[str, set[str]] = {group: set(ids) for group, ids in TAKEN.items()}

    def take(self, group: str, id: str) -> str:
        """The id, with a number if it is taken."""
        given = self._given.setdefault(group, set())
        if group == "anchors":
            id = f"on-{id}" if id.startswith(_PREFIXES) else id
            id = f"{id}-part" if id.endswith(_SUFFIXES) else id
        free = unique(id, given)
        given.add(free)
        return free


def unique(id: str, others: Iterable[str]) -> str:
    """The id, with a number if one of the others has it."""
    given = set(others)
    number, free = 1, id
    while free in given:
        number += 1
        free = f"{id}-{number}"
    return free
