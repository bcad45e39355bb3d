"""Words of an article as texts of a guide: labels and links become references; code stays."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from site_builder.articles.blocks import Span, Spans, plain
from site_builder.articles.facts import FactsFile
from site_builder.articles.vocabulary import KINDS_BY_WORD
from site_builder.guide import inline

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'`“”「」（）]+[^\s<>\"'`“”「」（）.,;:!?)\]}*_。、]")
TO_COMPLETE = re.compile(
    r"(https://[a-z0-9.-]+\.[a-z]+(?:/[\w./-]*)?/)\s?[\[<{‹]([A-Za-z][\w -]{1,40})[\]>}›]"
)
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_SPLIT_CODE = re.compile(
    r"<(?=[a-zA-Z/!?])|&(?=#?\w+;)|\](?=\s?\()|"
    r"\b(?:javascript|data|vbscript|mailto|https?|ftp|tel)(?=\s*:\S)|[a-zA-Z][a-zA-Z0-9+.-]{1,20}(?=://)|\bwww(?=\.)",
    re.IGNORECASE,
)
"""Where code is cut in two: what stands on both sides together is refused in a text."""
_LONGEST_LABEL = 60
_MOST_WORDS = 8
_VARIABLE = re.compile(r"\{\{?[%<]?\s*(?:data\s+)?[\w.\"' =/:#-]+?\s*[%>]?\}\}|\{%-?[^%]*-?%\}")
_KEEP = re.compile(r"[\u200c\u200d]")


LINK_INSIDE = "a link to a section that has no place; its words are kept"
LINK_BESIDE = "a link to a page beside the article; its words are kept"
LINK_INSECURE = "a link that is not to https; its words are kept"
VARIABLE = "a variable of the documentation system; its name stands in the text"


def squeeze(text: str) -> str:
    """A text with single spaces, and none before the marks that end a sentence."""
    return re.sub(r" +(?=[,.;](?:\s|$))", "", " ".join(text.split()))


def visible(text: str) -> str:
    """A text without characters that nobody sees."""
    kept = (" " if unicodedata.category(c) in ("Zl", "Zp", "Cc") else c for c in text)
    return "".join(c for c in kept if _KEEP.match(c) or not [*inline.find_invisible(c)])


def code_text(text: str) -> str:
    """A code span of a text. What a text may not hold is in two spans beside each other."""
    words = " ".join(visible(text).split()).replace("`", "'")
    if not words:
        return ""
    return f"`{_SPLIT_CODE.sub(lambda found: f'{found.group()}``', words)}`"


def escape(text: str) -> str:
    """Words as a text holds them."""
    words = visible(text).replace("`", "’").replace("{", "{{").replace("}", "}}")
    words = re.sub(r"<[a-zA-Z/!?][^\s<>]*>?", lambda found: code_text(found.group()), words)
    return re.sub(
        r"&#?\w+;|\](?=\s?\()|\b(?:javascript|data|vbscript|mailto|ftp|tel)\s*:(?=\S)|[a-zA-Z][\w+.-]{1,20}://\S*",
        lambda found: code_text(found.group()),
        words,
        flags=re.IGNORECASE,
    )


def is_label(text: str) -> bool:
    """Whether bold words can be those of a button, field or menu: no sentence, and with a capital letter."""
    first = text[:1]
    return (
        bool(text)
        and len(text) <= _LONGEST_LABEL
        and len(text.split()) <= _MOST_WORDS
        and not (first.isalpha() and first.islower())
        and any(c.isalnum() for c in text)
        and not re.search(r"[.!?。] |[?？。`{}<>]|://", text)
        and text.lower() not in KINDS_BY_WORD
    )


_BEFORE_LABEL = re.compile(
    r"^(?:(?:de|het|das|die|der|le|la|el|o|the)\s+)?(?:sectie|veld|pagina|knop|optie|menu|tabblad|vervolgkeuzelijst|"
    r"feld|seite|schaltfläche|option|abschnitt|champ|page|bouton|section|campo|página|botón|sección|botão|seção)\s+(?=[A-Z])"
)
_AFTER_LABEL = re.compile(
    r"\s+(?:(?:om\s+)?te\s+)?(?:selecteren|kiezen|klikken|auszuwählen|auswählen|sélectionner|seleccionar|selecionar)(?:\s+om)?$"
)


def damaged_label(words: str) -> tuple[str, str, str]:
    """The label among bold words of a machine translation, and what stands before and after it."""
    before = found.end() if (found := _BEFORE_LABEL.match(words)) else 0
    after = found.start() if (found := _AFTER_LABEL.search(words, before)) else len(words)
    return words[:before], words[before:after], words[after:]


@dataclass
class TextWriter:
    """Writes texts; what they name goes into the facts. `leave` is told what no text can hold.

    `base` is the address that relative links follow, "" where it is not known; `inside` finds the reference
    to a section of the articles by the address of a link, or None.
    """

    facts: FactsFile
    leave: Callable[[int, str, str], None]
    base: str = ""
    inside: Callable[[str], str | None] = lambda href: None

    def text(self, spans: Spans, source: list[str], *, labels: bool) -> str:
        """The text of spans. Its facts have a `source`; `labels`: whether bold words are labels."""
        leads = _lead_in(spans)
        parts: list[str] = []
        for number, span in enumerate(spans):
            made = self._part(span, source, labels=labels and number >= leads)
            if parts and made and _is_glued(parts[-1], made, spans[number - 1], span):
                parts.append(" ")
            parts.append(made)
        return self._sound(squeeze("".join(parts)), spans)

    def _part(self, span: Span, source: list[str], *, labels: bool) -> str:
        if span.image:
            self.leave(span.line, f"{span.text} ({span.href})" if span.text else span.href, "a picture")
            return ""
        if span.href:
            return self._link(span, source)
        if span.code:
            return self._code(span, source)
        if not span.bold:
            return self._plain(span, source)
        words, before, after = _trim(span.text)
        if not labels:
            return f"{before}{self._words(words, span.line, source)}{after}"
        head, label, tail = damaged_label(words)
        if is_label(label):
            if head or tail:
                self.facts.loose_bold.append((span.line, words))
            reference = f"{{label:{self.facts.label(label, source)}}}"
            return f"{before}{escape(head)}{reference}{escape(tail)}{after}"
        if words and len(words.split()) <= 4 and words[:1].islower() and span.text[:1].islower():
            self.facts.loose_bold.append((span.line, words))
        return f"{before}{self._words(words, span.line, source)}{after}"

    def _plain(self, span: Span, source: list[str]) -> str:
        return self._words(span.text, span.line, source)

    def _words(self, text: str, line: int, source: list[str]) -> str:
        """Plain words, whose addresses become references and whose variables become code."""
        made: list[str] = []
        at = 0
        for found in self._special(text):
            made.append(escape(text[at : found.start()]))
            at = found.end()
            if found.re is _VARIABLE:
                self.leave(line, found.group(), VARIABLE)
                made.append(code_text(re.sub(r"[{}%<>]|\bdata\b", " ", found.group())))
            elif found.re is TO_COMPLETE:
                made.append(f"{{address:{self.facts.address(found[1], found[2], source)}}}")
            else:
                made.append(self._address(found.group(), "", line, source))
        return "".join((*made, escape(text[at:])))

    def _special(self, text: str) -> Iterator[re.Match[str]]:
        found = sorted(
            (match for pattern in (TO_COMPLETE, _URL, _VARIABLE) for match in pattern.finditer(text)),
            key=lambda match: (match.start(), -match.end()),
        )
        at = 0
        for match in found:
            if match.start() >= at:
                yield match
                at = match.end()

    def _code(self, span: Span, source: list[str]) -> str:
        if "`" in span.text:
            self.leave(span.line, span.text, "code with a backtick; it is written with '")
        found = _URL.fullmatch(span.text.strip())
        if found and (made := self._address(found.group(), "", span.line, source)).startswith("{"):
            return made
        return code_text(span.text)

    def _link(self, span: Span, source: list[str]) -> str:
        words, before, after = _trim(span.text)
        if not words:
            return ""
        if words == "AUTOTITLE":  # GitHub puts the title of the page there
            words = span.href.rstrip("/").rpartition("/")[2].replace("-", " ")
        if (reference := self.inside(span.href)) is not None:
            if not reference:
                self.leave(span.line, f"{words} ({span.href})", LINK_INSIDE)
            return f"{before}{reference or escape(words)}{after}"
        address = span.href
        if not re.match(r"[a-z][a-z0-9+.-]*:|//|www\.", address, re.IGNORECASE):
            if not self.base:
                self.leave(
                    span.line,
                    f"{words} ({address})",
                    LINK_BESIDE,
                )
                return f"{before}{escape(words)}{after}"
            address = urljoin(self.base, address)
        return f"{before}{self._address(address, words, span.line, source, code=span.code)}{after}"

    def _address(self, address: str, name: str, line: int, source: list[str], *, code: bool = False) -> str:
        """A reference to an address, or its words where a guide cannot have it."""
        url = web_address(address)
        words = name if name and not _URL.fullmatch(name) else ""
        if url is None:
            if words:
                self.leave(line, f"{words} ({address})", LINK_INSECURE)
                return code_text(words) if code else escape(words)
            return code_text(address)
        return f"{{{self.facts.link(url, words, source)}}}"

    def _sound(self, text: str, spans: Spans) -> str:
        """A text that the check accepts; in case of doubt its words alone."""
        if not text or not inline.find_faults(text):
            return text
        words = re.sub(r"[<>&`{}\]\[]", " ", visible(plain(spans)))
        words = squeeze(re.sub(r"(?<=\w)\s*:(?=\S)|www\.", ": ", words))
        self.leave(spans[0].line, plain(spans), "signs that no text can hold; they are left out")
        return words if words and not inline.find_faults(words) else "…"


def _lead_in(spans: Spans) -> int:
    """How many spans are the bold words of a definition, such as "**Term**: …", or all there is."""
    number = next((n for n, span in enumerate(spans) if not span.bold), len(spans))
    if not number or number == len(spans):
        return number
    ended = spans[number - 1].text.rstrip().endswith((":", "："))
    return number if ended or re.match(r"\s*(?:[:：]|[–—-]\s)", spans[number].text) else 0


def _trim(text: str) -> tuple[str, str, str]:
    """The words, and what stands before and after them: spaces, and the marks that end a sentence."""
    stripped = text.strip()
    words = re.sub(r"(?<!\.)[.,;:，。、：;]+$", "", stripped).rstrip()
    if re.search(r"\.\.+$", stripped):
        words = stripped
    before = " " if text[:1].isspace() else ""
    return words, before, stripped[len(words) :] + (" " if text[-1:].isspace() else "")


def _is_glued(before: str, after: str, one: Span, other: Span) -> bool:
    """Whether a space was lost between two words, one of which is bold or a link."""
    if (one.is_plain and other.is_plain) or (one.code and other.is_plain) or (one.is_plain and other.code):
        return False
    left, right = one.text[-1:], other.text[:1]
    latin = left.isascii() and right.isascii()
    return latin and (left.isalnum() or left in ",.;:") and right.isalnum() and not before.endswith(" ")


def web_address(address: str) -> str | None:
    """An address as a guide may have it: https, mailto or tel; None for any other."""
    if address.startswith(("www.", "//")):
        address = f"https://{address.removeprefix('//')}"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme in ("mailto", "tel"):
        known = re.fullmatch(r"[\w.+-]+@[a-z0-9.-]+\.[a-z]+|\+?[0-9][0-9()./-]*", parts.path)
        return f"{parts.scheme}:{parts.path}" if known else None
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" or port or parts.username or not re.fullmatch(r"[a-z0-9.-]+\.[a-z]+", host):
        return None
    rest = parts.path or ("/" if parts.query or parts.fragment else "")
    rest = quote(rest, safe="/%.-_")
    rest += f"?{quote(parts.query, safe='=&%/.-_')}" if parts.query else ""
    rest += f"#{quote(parts.fragment, safe='=&%/.-_')}" if parts.fragment else ""
    return f"https://{host}{rest}"
