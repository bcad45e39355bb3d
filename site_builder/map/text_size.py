"""How wide a text is likely to be, and where it breaks into lines: no browser is asked, and no font is.

The widths are those of Helvetica and Arial, a little more than most fonts of systems. Ideographs are as wide
as high; letters of other scripts count as wide Latin ones.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CLASSES = {
    "'|ijl.,:;!·ıíìîïł": 0.26,
    'It[]/\\ f()-r`"°': 0.32,
    "Jckszvxy^çýÿćśźż": 0.51,
    "abdeghnopqu0123456789L?$€£_áàâäãåéèêëñóòôöõúùûüßąęńŁ<>+=~*“”„": 0.56,
    "FTZEPSVXYABKRÄÁÀÂÉÈÊËÖÓÔÜĄĆĘŚŹŻ&w": 0.69,
    "CDHNUGOQ": 0.75,
    "mMW%@—…": 0.92,
}
_WIDTHS = {letter: width for letters, width in _CLASSES.items() for letter in letters}
_ARABIC = 0.5
"""Joined letters are narrower than they stand alone."""
ELLIPSIS = "…"
_BREAKS = re.compile(r"\S+?(?:[-–/](?=\w)|(?=\s)|$)\s*|\s+")
_NOT_FIRST = "、。，．）」』】〉》”’？！：；・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
"""Signs and small letters that no line of Japanese or Chinese begins with."""


def width(text: str, size: float) -> float:
    """The width of a text, in the unit of the font's `size`."""
    return sum(map(_letter, text)) * size


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if _is_ideograph(letter):
        return 1.0
    if unicodedata.bidirectional(letter) in ("AL", "R"):
        return _ARABIC
    return 0.62


def wrap(text: str, size: float, room: float, most: int) -> list[str]:
    """The lines of a text in that much room, at most `most`: what does not fit is an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in _words(" ".join(text.split()), size, room):
        if line and width((line + word).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    if line.strip():
        lines.append(line.rstrip())
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + ELLIPSIS, size) > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,;.、。") + ELLIPSIS]


def _words(text: str, size: float, room: float) -> list[str]:
    """The pieces between which a line may break: words, ideographs, and parts of what is too long for one."""
    found: list[str] = []
    for word in _BREAKS.findall(text):
        if any(_is_ideograph(letter) for letter in word):
            found += _around_ideographs(word)
            continue
        while width(word.rstrip(), size) > room:
            cut = next(n for n in range(len(word), 0, -1) if n == 1 or width(word[:n], size) <= room)
            found.append(word[:cut])
            word = word[cut:]
        found.append(word)
    return found


def _is_ideograph(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _around_ideographs(word: str) -> list[str]:
    """A word's ideographs one by one, with signs that begin no line behind them; other letters together."""
    found: list[str] = []
    before = False
    for letter in word:
        alone = _is_ideograph(letter)
        if found and (letter in _NOT_FIRST or not (alone or before) or letter.isspace()):
            found[-1] += letter
        else:
            found.append(letter)
        before = alone
    return found
