"""Places of references in the sentences of a text, and the quotation marks around titles there.

A name reads otherwise as a heading, at the beginning of a sentence and within one; only the text can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal as OneOf

from site_builder.guide import Code, Literal, Reference

Segment = Literal | Code | Reference
Place = OneOf["alone", "start", "within"]
"""Where a reference stands: it is the whole text, or all that quotation marks hold; a sentence begins with
it; or a sentence has it further on."""

TITLES = frozenset({"question", "outcome", "faq", "procedure", "page", "open-point", "table"})
"""Kinds of references whose names are titles, which a sentence sets in quotation marks."""

_OPENING = re.compile(r"(?:[«‹„‚“‘\"'「『《〈（(\[¿¡][ \u00a0\u202f]?)+\Z")
_QUOTED_BEFORE = re.compile(r"[«‹„‚“‘”\"「『《〈][ \u00a0\u202f]?\Z")
_QUOTED_AFTER = re.compile(r"[ \u00a0\u202f]?[»›“”’\"」』》〉]")
_ENDED = re.compile(r"(?:([^\W\d_]*)\.|[!?؟])[»›”“’\"」』)）\]]*[ \u00a0]\Z|[。！？][”」』）]*[ \u3000]?\Z")
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\w+", "abs bijv bv bzw ca cf ej evtl ex incl inkl np nr num núm p pag pág resp tj tzn usw vgl vs"
    )
)
_LED = re.compile(r"[:：][ \u00a0\u202f]?\Z")
_LEADS = re.compile(r"[ \u00a0\u202f]?[:：]")
_ENDS = re.compile(r"\s*(?:[.!?…;)。！？؛؟）]|\Z)")
_BRACKETED = re.compile(r"[(（]\Z"), re.compile(r"[)）]")


def place_of(segments: Sequence[Segment], index: int) -> Place:
    """Where the reference with this index stands in a text."""
    before, after = _around(segments, index)
    if not before.strip() and not after.strip():
        return "alone"
    if is_quoted(before, after):
        return "alone"
    return "start" if _begins_sentence(before) else "within"


def needs_quotation(segments: Sequence[Segment], index: int) -> bool:
    """Whether the title that this reference names stands in a sentence and nothing sets it apart: neither
    quotation marks nor a colon before it or brackets around it."""
    before, after = _around(segments, index)
    if not before.strip() and not _words_follow(after):
        return False
    if is_quoted(before, after):
        return False
    if _begins_sentence(before) and _LEADS.match(after):
        return False
    if _ENDS.match(after) and (_LED.search(before) or _begins_sentence(before)):
        return False
    return not (_BRACKETED[0].search(before) and _BRACKETED[1].match(after))


def is_quoted(before: str, after: str) -> bool:
    """Whether quotation marks stand just before and just after."""
    return bool(_QUOTED_BEFORE.search(before) and _QUOTED_AFTER.match(after))


def _words_follow(after: str) -> bool:
    return any(letter.isalnum() for letter in after)


def _around(segments: Sequence[Segment], index: int) -> tuple[str, str]:
    return _written(segments[:index]), _written(segments[index + 1 :])


def _written(segments: Sequence[Segment]) -> str:
    """The words of some segments, with letters in place of what is not words."""
    return "".join(segment.text if isinstance(segment, Literal) else "xxx" for segment in segments)


def _begins_sentence(before: str) -> bool:
    """Whether a sentence begins after these words, perhaps with marks that open it."""
    lead = _OPENING.sub("", before)
    found = _ENDED.search(lead)
    if not lead.strip():
        return True
    if not found:
        return False
    word = found.group(1)
    return word is None or (len(word) != 1 and word.casefold() not in _ABBREVIATIONS)
