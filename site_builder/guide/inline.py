"""Inline syntax of a text: words, {kind:id} and {kind:id|form} references and `code`, nothing else.

A text can therefore carry no address, markup or script: facts.yml has them once, and translators see only
references to them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from site_builder.guide.format import ID

REFERENCE_KINDS = (
    "portal", "label", "term", "link", "address", "duration", "procedure", "faq", "outcome", "question",
    "open-point", "page", "field", "table",
    "country", "language", "currency", "number", "date",
)  # fmt: skip
"""The kinds that every guide has. Others are its own, under `names` of facts.yml."""


@dataclass(frozen=True, slots=True)
class Literal:
    """Words as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something typed or shown exactly so."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A fact, page or step of the guide, named by kind and id; a bare {name} placeholder has kind "".

    `form` is the form of the name that the text asks for, such as genitive; forms.yml has them.
    """

    kind: str
    id: str
    form: str = ""

    def __str__(self) -> str:
        form = f"|{self.form}" if self.form else ""
        return f"{{{self.kind}:{self.id}{form}}}" if self.kind else f"{{{self.id}{form}}}"

    @property
    def formless(self) -> Reference:
        """The same without its form, which is a matter of a language and not of what is named."""
        return Reference(self.kind, self.id) if self.form else self


JOINERS = "\u200c\u200d"
"""Characters without width that some scripts (Persian, Hindi) need between letters; see `alphabets`."""

Segment = Literal | Code | Reference
_TOKEN = re.compile(r"\{\{|\}\}|\{([a-z0-9-]*+):?+([a-z0-9-]*+)(?:\|([a-z0-9-]++))?\}|`([^`]*)`|([{}`])")
_FORBIDDEN = (
    (re.compile(r"<[a-zA-Z/!?]"), "HTML is not allowed in a text"),
    (re.compile(r"&(#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE), "HTML entities are not allowed"),
    (re.compile(r"\]\s?\("), "a Markdown link; name the link in facts.yml and write {link:id}"),
    (re.compile(r"(?<![a-z])[a-z][a-z0-9+.-]{1,20}://|(?<![\w.])www\.", re.IGNORECASE),
     "an address in a text; name it in facts.yml and write {link:id} or {portal:id}"),
    (re.compile(r"\b(javascript|data|vbscript)\s*:(?=\S)", re.IGNORECASE), "a script address in a text"),
    (re.compile(r"\b(mailto|https?|ftp|tel)\s*:(?=\S)", re.IGNORECASE), "an address in a text"),
)  # fmt: skip


_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0100-\U000e01ef]"
)
"""What is drawn as nothing, beside format characters (Unicode: Default_Ignorable_Code_Point, blanks)."""


@lru_cache(maxsize=8192)
def _is_invisible(character: str) -> bool:
    """Whether readers see nothing of it, or nobody knows what: control, format, private, unassigned ones."""
    if character in JOINERS:
        return False
    kinds = ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")
    return unicodedata.category(character) in kinds or bool(_BLANK.match(character))


def find_invisible(text: str) -> Iterator[str]:
    """Characters of a text that nobody sees, and line breaks.

    They could end a line of a ticket or of a log, or write elsewhere on a terminal.
    """
    for character in sorted(set(text)):
        if character == "\n":
            yield "a line break in a text"
        elif _is_invisible(character):
            yield f"an invisible character in a text (U+{ord(character):04X})"


@lru_cache(maxsize=8192)  # a text is written on several pages
def parse(text: str) -> tuple[Segment, ...]:
    """The segments of a text; a stray brace or backtick stands for itself (`faults` reports it)."""
    segments: list[Segment] = []
    words: list[str] = []
    at = 0

    def flush() -> None:
        if joined := "".join(words):
            segments.append(Literal(joined))
        words.clear()

    for token in _TOKEN.finditer(text):
        words.append(text[at : token.start()])
        at = token.end()
        whole = token.group()
        if whole in ("{{", "}}"):
            words.append(whole[0])
        elif token.group(4) is not None:
            flush()
            segments.append(Code(token.group(4)))
        elif token.group(5) is not None:
            words.append(whole)
        else:
            flush()
            kind, id = (token.group(1), token.group(2)) if ":" in whole else ("", token.group(1))
            segments.append(Reference(kind, id, token.group(3) or ""))
    words.append(text[at:])
    flush()
    return tuple(segments)


def references(text: str) -> list[Reference]:
    """Every reference of a text, in order, repeated ones included."""
    return [segment for segment in parse(text) if isinstance(segment, Reference)]


def code_spans(text: str) -> list[str]:
    """Every code span of a text, in order."""
    return [segment.text for segment in parse(text) if isinstance(segment, Code)]


@lru_cache(maxsize=8192)  # of a source text, for every locale
def plain_words(text: str) -> str:
    """A text's own words: without its references and code, white space as single spaces, in NFC."""
    own = (segment.text if isinstance(segment, Literal) else " " for segment in parse(text))
    return unicodedata.normalize("NFC", " ".join("".join(own).split()))


def find_faults(text: str, placeholders: Iterable[str] = ()) -> list[str]:
    """What is wrong with the inline syntax and the characters of a text.

    `placeholders` are the bare {names} it may use: the interface's words have some.
    """
    return list(_find_faults(text, frozenset(placeholders)))


@lru_cache(maxsize=8192)  # while somebody writes, most texts are checked again as they were
def _find_faults(text: str, placeholders: frozenset[str]) -> tuple[str, ...]:
    plain = _without_tokens(text)
    problems = [message for pattern, message in _FORBIDDEN if pattern.search(plain)]
    problems += find_invisible(text)
    for segment in parse(text):
        if isinstance(segment, Reference):
            named = ID.match(segment.kind) if segment.kind else segment.id in placeholders
            if not named:
                problems.append(
                    f"{segment} is not a reference; write {{kind:id}}, for example {{link:opening-hours}}"
                )
            elif segment.form and segment.kind in ("", "field"):
                problems.append(f"{segment} asks for a form, which only a name has; write {segment.formless}")
    if any(token.group(5) for token in _TOKEN.finditer(text)):
        problems.append("a brace or backtick without its partner; write {{ or }} for a brace itself")
    if not text.strip():
        problems.append("the text is empty")
    return tuple(problems)


def _without_tokens(text: str) -> str:
    return _TOKEN.sub(lambda token: "x" if token.group(5) is None else token.group(), text)


def has_words(text: str) -> bool:
    """Whether a text has letters beside references and code; if not, it is the same in all languages."""
    literals = (segment.text for segment in parse(text) if isinstance(segment, Literal))
    return any(letter.isalpha() for literal in literals for letter in literal)
