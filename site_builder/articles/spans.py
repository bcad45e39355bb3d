"""Inline tokens of the parser as spans: bold, code, links, pictures, and the HTML among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

from markdown_it.token import Token

from site_builder.articles.blocks import Span, Spans

_LOOSE_BOLD = re.compile(r"\*\*\s*([^*\s](?:[^*]*[^*\s])?)\s*\*\*|__\s+([^_\s](?:[^_]*[^_\s])?)\s*__")
_HEADING_ID = re.compile(r"\s*\{:?\s*#([\w.:-]+)[^}]*\}\s*$")
KNOWN_TAGS = frozenset(
    "a abbr b br cite code del em i img ins kbd mark p q s samp small span strong sub sup u var wbr".split()  # noqa: SIM905
)


class _Tag(HTMLParser):
    """The name and attributes of one tag."""

    name, closes = "", False

    def __init__(self, text: str) -> None:
        super().__init__()
        self.given: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.name, self.given = tag, {key: value or "" for key, value in attrs}

    def handle_endtag(self, tag: str) -> None:
        self.name, self.closes = tag, True


def read_spans(token: Token, line: int | None = None) -> Iterator[Span]:
    """The spans of an inline token. `line` is that of its first words, where the token has none."""
    at = line or (token.map[0] + 1 if token.map else 1)
    bold = code = 0
    href = ""
    found: list[Span] = []
    for child in token.children or ():
        span = Span(child.content, at, bold=bold > 0, code=code > 0, href=href)
        match child.type:
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "link_open":
                href = str(child.attrGet("href") or "")
            case "link_close":
                href = ""
            case "softbreak" | "hardbreak":
                found.append(replace(span, text=" "))
                at += 1
            case "code_inline":
                found.append(replace(span, code=True))
            case "image":
                alt = "".join(part.content for part in child.children or ())
                found.append(replace(span, text=alt, image=True, href=str(child.attrGet("src") or "")))
            case "html_inline":
                if child.content.startswith("<!--"):
                    continue
                tag = _Tag(child.content)
                step = -1 if tag.closes else 1
                match tag.name:
                    case "b" | "strong":
                        bold = max(0, bold + step)
                    case "code" | "kbd" | "samp":
                        code = max(0, code + step)
                    case "a":
                        href = tag.given.get("href", "")
                    case "img":
                        alt, source = tag.given.get("alt", ""), tag.given.get("src", "")
                        found.append(replace(span, text=alt, image=True, href=source))
                    case "br" | "p" | "wbr":
                        found.append(replace(span, text=" "))
                    case name if name not in KNOWN_TAGS:  # a placeholder, such as <name>
                        found.append(replace(span, code=True))
            case _:
                found.append(span)
    return _joined(part for span in found for part in _mended(span))


def _mended(span: Span) -> Iterator[Span]:
    """A span, with the bold of `** words**` which the rules of Markdown leave as it is."""
    if not span.is_plain or ("**" not in span.text and "__" not in span.text):
        yield span
        return
    at = 0
    for found in _LOOSE_BOLD.finditer(span.text):
        before = span.text[at : found.start()]
        yield replace(span, text=before if before.endswith(" ") or not before else f"{before} ")
        yield replace(span, text=found[1] or found[2], bold=True)
        at = found.end()
    rest = span.text[at:]
    yield replace(span, text=f" {rest}" if at and rest[:1].isalnum() else rest)


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """The spans, with neighbors of one style as one, and without empty ones."""
    last: Span | None = None
    for span in spans:
        if last and replace(span, text="", line=0) == replace(last, text="", line=0) and not span.image:
            last = replace(last, text=last.text + span.text)
        elif span.text or span.image:
            if last:
                yield last
            last = span
    if last:
        yield last


def heading_parts(token: Token) -> tuple[Spans, str]:
    """The spans of a heading, and its anchor: that of <a name>, <a id> or {#id}; "" for none."""
    anchor = ""
    for child in token.children or ():
        if child.type == "html_inline" and not child.content.startswith("<!--"):
            tag = _Tag(child.content)
            anchor = anchor or tag.given.get("name", "") or tag.given.get("id", "")
    spans = [*read_spans(token)]
    if spans and spans[-1].is_plain and (found := _HEADING_ID.search(spans[-1].text)):
        anchor = anchor or found[1]
        spans[-1] = replace(spans[-1], text=spans[-1].text[: found.start()])
    return tuple(spans), anchor
