"""Two editions of an article, side by side: which words of one say what words of the other say.

Sections are found by their anchors, which stay the same in all languages, or by their order; the words in
them by the shape of what they stand in.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from site_builder.articles.blocks import (
    Admonition,
    Block,
    Code,
    Heading,
    List,
    Paragraph,
    Quote,
    Span,
    Spans,
    Tab,
    Table,
    Tabs,
    plain,
)
from site_builder.articles.outline import Section

Words = tuple[str, Spans]
"""The shape of what words stand in, as "ol li p", and the words."""


@dataclass
class Alignment:
    """Words of two editions, in pairs, and what has no partner: the lines in both, 0 for none."""

    pairs: list[tuple[Spans, Spans]] = field(default_factory=list)
    missed: list[tuple[int, int, str]] = field(default_factory=list)


def align(one: Section, other: Section) -> Alignment:
    """The alignment of two editions of an article."""
    found = Alignment()
    _align_sections(one, other, found)
    return found


def _align_sections(one: Section, other: Section, found: Alignment) -> None:
    if one.spans and other.spans:
        found.pairs.append((one.spans, other.spans))
    _align_words([*_words(one.blocks)], [*_words(other.blocks)], found)
    partners = _partners(one.children, other.children)
    for section, partner in partners:
        if partner is None:
            found.missed.append((section.line, 0, section.title))
        else:
            _align_sections(section, partner, found)
    taken = {id(partner) for _, partner in partners}
    found.missed += [(0, child.line, child.title) for child in other.children if id(child) not in taken]


def _partners(ones: Sequence[Section], others: Sequence[Section]) -> list[tuple[Section, Section | None]]:
    """Each section with its partner: that with its anchor, else the next one in order."""
    by_anchor = {section.anchor: section for section in others if section.anchor}
    own_anchors = {section.anchor for section in ones}
    free = iter([section for section in others if section.anchor not in own_anchors or not section.anchor])
    return [
        (section, by_anchor[section.anchor] if section.anchor in by_anchor else next(free, None))
        for section in ones
    ]


def _align_words(ones: Sequence[Words], others: Sequence[Words], found: Alignment) -> None:
    matcher = difflib.SequenceMatcher(None, [s for s, _ in ones], [s for s, _ in others], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        mine, theirs = ones[i1:i2], others[j1:j2]
        if tag == "equal":
            found.pairs += [(spans, partner) for (_, spans), (_, partner) in zip(mine, theirs, strict=True)]
            continue
        for number in range(max(len(mine), len(theirs))):
            spans = mine[number][1] if number < len(mine) else ()
            partner = theirs[number][1] if number < len(theirs) else ()
            line, far = (part[0].line if part else 0 for part in (spans, partner))
            found.missed.append((line, far, plain(spans or partner)))


def _words(blocks: Sequence[Block], shape: str = "") -> Iterator[Words]:
    """The words of blocks as parts of a guide have them, each with the shape of what it stands in."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield f"{shape}p", block.spans
            case List():
                kind = "ol" if block.ordered else "ul"
                for item in block.items:
                    yield from _words(item.blocks, f"{shape}{kind} ")
            case Quote():
                yield from _words(block.blocks, shape)
            case Admonition():
                if block.title:
                    yield f"{shape}title", (Span(block.title, block.line),)
                yield from _words(block.blocks, f"{shape}{block.kind} ")
            case Tabs():
                yield from (words for tab in block.tabs for words in _words((tab,), shape))
            case Tab():
                yield f"{shape}tab", (Span(block.title, block.line),)
                yield from _words(block.blocks, f"{shape}tab ")
            case Code():
                yield f"{shape}code", (Span(block.text, block.line, code=True),)
            case Table():
                yield from _cells(block, shape)


def _cells(block: Table, shape: str) -> Iterator[Words]:
    for line, cells in block.rows:
        filled = [number for number, cell in enumerate(cells) if plain(cell)]
        if len(cells) == 2 and len(filled) == 2:
            yield f"{shape}row", (*cells[0], Span(": ", line), *cells[1])
            continue
        for place, number in enumerate(filled):
            header = plain(block.header[number]) if number < len(block.header) else ""
            named = (Span(f"{header}: ", line),) if header and place else ()
            yield f"{shape}cell {number}", (*named, *cells[number])
