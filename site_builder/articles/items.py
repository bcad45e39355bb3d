"""Blocks of an article as items of a guide: texts with points below them, and warnings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from site_builder.articles.blocks import (
    Admonition,
    Block,
    Code,
    Heading,
    List,
    ListItem,
    Mark,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
    Tabs,
    Unplaced,
    plain,
)
from site_builder.articles.ids import make_id, unique
from site_builder.articles.item_parts import (
    REFERENCE,
    Item,
    all_items,
    below_title,
    facts_of,
    ids_of,
    is_lead,
    item_id,
    join_texts,
    outside_lists,
    with_title,
)
from site_builder.articles.register import Register, sentences, source_of
from site_builder.articles.texts import TextWriter
from site_builder.articles.vocabulary import KINDS_BY_WORD, LEVELS, TITLES, by_language

DEEPEST = 4
"""Levels of points below an item; what is deeper stands on the last."""
MOST_CODE = 20
"""Lines of code that become points; more are a listing."""
LONGEST_WARNING = 700
"""Characters of a note with a list that is one warning; of a longer one each point is."""


@dataclass
class ItemWriter:
    """Writes items, each with the facts that it states."""

    register: Register
    texts: TextWriter
    language: str
    warnings: list[dict[str, Any]] = field(default_factory=list)
    rendered: dict[str, tuple[str, Spans]] = field(default_factory=dict)
    """Each text that was written: the article's file, and the words it was made of."""
    joined: dict[str, list[str]] = field(default_factory=dict)
    """Each text that was made of several: those."""

    def text(self, spans: Spans, *, labels: bool = True) -> tuple[str, list[str]]:
        """The text of some words, and the numbers of the facts that it states."""
        if not plain(spans):
            for span in spans:
                self.texts.text((span,), [], labels=False)  # a picture is said to be left out
            return "", []
        facts = self.register.cite(spans)
        text = self.texts.text(spans, facts, labels=labels)
        self.rendered.setdefault(text, (self.register.file, spans))
        return text, facts

    def item(self, spans: Spans, taken: Sequence[Item], *, labels: bool = True) -> Item | None:
        """An item with an id that none of `taken` has; None for no words."""
        text, facts = self.text(spans, labels=labels)
        if not text:
            return None
        return {"id": unique(item_id(text, plain(spans), len(taken)), ids_of(taken)), "text": text,
                "source": source_of(facts)}  # fmt: skip

    def items(self, blocks: Sequence[Block], shown: list[str] | None, depth: int = 0) -> list[Item]:
        """The items of blocks. A list belongs to the paragraph before it.

        Notes become warnings, whose ids are added to `shown`; with None they become items.
        """
        found: list[Item] = []
        for number, block in enumerate(blocks):
            before = blocks[number - 1] if number else None
            match block:
                case Paragraph() | Heading() if below := below_title(blocks[number:]):
                    if item := self.item(block.spans, found):
                        found.append(item)
                        self._below(item, self.items(below, shown, depth + 1), depth)
                    rest = self.items(blocks[number + 1 + len(below) :], shown, depth)
                    self._extend(found, rest)
                    return found
                case Paragraph() | Heading():
                    if item := self.item(block.spans, found):
                        found.append(item)
                case List():
                    self._list(block, found, before, shown, depth)
                case Code():
                    self._code(block, found)
                case Table():
                    self._table(block, found)
                case Quote():
                    self._extend(found, self.items(block.blocks, shown, depth))
                case Admonition() if shown is None:
                    self._extend(found, self.items(with_title(block), shown, depth))
                case Admonition() if shown is not None:
                    shown += self.warn(block)
                case Tabs():
                    for tab in block.tabs:
                        if item := self.item((Span(tab.title, tab.line),), found, labels=False):
                            found.append(item)
                            self._below(item, self.items(tab.blocks, shown, depth + 1), depth)
                case Unplaced():
                    self.register.leave(block.line, block.text, block.reason)
                case Mark():
                    self.register.leave(block.line, block.text, "a mark of the documentation system")
        return found

    def steps(self, items: Sequence[ListItem], shown: list[str]) -> list[Item]:
        """The steps of an ordered list."""
        found: list[Item] = []
        for one in items:
            self._add(one, found, shown, 0)
        return found

    def _add(self, one: ListItem, found: list[Item], shown: list[str] | None, depth: int) -> None:
        made = self.items(one.blocks, shown, depth + 1)
        if made:
            first = {**made[0], "id": unique(made[0]["id"], ids_of(found))}
            found.append(first)
            self._below(first, made[1:], depth)

    def _list(
        self, block: List, found: list[Item], before: Block | None, shown: list[str] | None, depth: int
    ) -> None:
        target = found
        if found and isinstance(before, Paragraph | Heading) and depth < DEEPEST:
            target = found[-1].setdefault("points", [])
            depth += 1
        for one in block.items:
            self._add(one, target, shown, depth)
        if found and found[-1].get("points") == []:
            del found[-1]["points"]

    def _below(self, item: Item, points: list[Item], depth: int) -> None:
        """Put points below an item; too deep, they stand beside each other."""
        if not points:
            return
        if depth >= DEEPEST:
            points = [flat for point in points for flat in (point, *point.pop("points", []))]
        self._extend(item.setdefault("points", []), points)

    @staticmethod
    def _extend(found: list[Item], more: Sequence[Item]) -> None:
        for one in more:
            found.append({**one, "id": unique(one["id"], ids_of(found))})

    def _code(self, block: Code, found: list[Item]) -> None:
        """Commands are points of what stands before them; a listing that needs its form is left out."""
        joined = re.sub(r"\s*\\\n\s*", " ", block.text)
        lines = [line.rstrip() for line in joined.split("\n") if line.strip()]
        if not lines:
            return
        if len(lines) > MOST_CODE or any(line[0].isspace() or len(line) > 500 for line in lines):
            shown = lines[0].strip() + (" …" if len(lines) > 1 else "")
            reason = f"code of {len(lines)} lines, which needs its line breaks"
            self.register.leave(block.line, shown, reason, block.text)
            return
        target = found[-1].setdefault("points", []) if found else found
        for number, line in enumerate(lines):
            if item := self.item((Span(line, block.line + number, code=True),), target):
                target.append(item)

    def _table(self, block: Table, found: list[Item]) -> None:
        """A row is an item: its first cell, with the others below it by the names of their columns."""
        target = found[-1].setdefault("points", []) if found and "points" not in found[-1] else found
        for line, cells in block.rows:
            filled = [number for number, cell in enumerate(cells) if plain(cell)]
            if not filled:
                continue
            first, *rest = filled
            if len(cells) == 2 and len(filled) == 2:
                joined = (*cells[0], Span(": ", line), *cells[1])
                if item := self.item(joined, target):
                    target.append(item)
                continue
            if not (item := self.item(cells[first], target)):
                continue
            target.append(item)
            points: list[Item] = []
            for number in rest:
                header = block.header[number] if number < len(block.header) else ()
                named = (Span(f"{plain(header)}: ", line), *cells[number]) if plain(header) else cells[number]
                if point := self.item(named, points):
                    points.append(point)
            if points:
                item["points"] = points

    def warn(self, block: Admonition) -> list[str]:
        """Make warnings of a note, and return their ids: one, or one for each point of a long list."""
        kind = KINDS_BY_WORD.get(block.kind, block.kind)
        level = LEVELS.get(kind, "note")
        title = ""
        title_facts: list[str] = []
        if block.title:
            title, title_facts = self.text((Span(block.title, block.line),), labels=False)
        items = self.items(outside_lists(block.blocks), None)
        lists = [one for one in block.blocks if isinstance(one, List)]
        points = [point for one in lists for point in self._points(one)]
        texts = [(one["text"], facts_of(one["source"])) for item in items for one in all_items(item)]
        if points and not title and len(texts) == 1 and is_lead(texts[0][0]):
            title, title_facts = texts[0][0].rstrip(": "), texts[0][1]
            self._shortened(title, texts[0][0])
            texts = []
        if sum(len(text) for text, _ in points) < LONGEST_WARNING:
            texts, points = [*texts, *points], []
        texts = [self._join(texts)] if len(texts) > 1 else texts
        if not texts and not points and title:
            texts = [(title, title_facts)]
        ids = []
        for text, facts in (*texts, *points):
            ids.append(self._warning(title or self._title(kind), level, text, [*title_facts, *facts]))
        return ids

    def _points(self, block: List) -> list[tuple[str, list[str]]]:
        found: list[Item] = []
        for one in block.items:
            self._add(one, found, None, 0)
        return [
            self._join([(below["text"], facts_of(below["source"])) for below in all_items(one)])
            for one in found
        ]

    def _join(self, texts: Sequence[tuple[str, list[str]]]) -> tuple[str, list[str]]:
        """Several texts with their facts as one; each ends as a sentence."""
        text = join_texts([text for text, _ in texts])
        self.joined[text] = [text for text, _ in texts]
        return text, [fact for _, facts in texts for fact in facts]

    def _shortened(self, text: str, of: str) -> None:
        """Remember of which words a text was made that lost its last sign."""
        if of in self.rendered:
            file, spans = self.rendered[of]
            self.rendered.setdefault(text, (file, spans))

    def _warning(self, title: str, level: str, text: str, facts: list[str]) -> str:
        for one in self.warnings:  # the same note in several sections is one
            if one["text"] == text and one["title"] == title:
                one["source"] = source_of([*facts_of(one["source"]), *facts])
                return str(one["id"])
        named = make_id(REFERENCE.sub(r" \2 ", text), level)
        id = unique(named, ids_of(self.warnings))
        self.warnings.append(
            {"id": id, "level": level, "title": title, "text": text, "source": source_of(facts)}
        )
        return id

    def _title(self, kind: str) -> str:
        words = by_language(TITLES, self.language)
        level = LEVELS.get(kind, "note")
        return words.get(kind) or words[{"note": "note", "caution": "warning", "stop": "danger"}[level]]

    def first_sentence(self, spans: Spans) -> tuple[Spans, Spans]:
        """The words up to the end of the first sentence, and the rest."""
        first = sentences(plain(spans))[:1]
        if not first:
            return spans, ()
        left, head = len(first[0]), []
        for number, span in enumerate(spans):
            text = " ".join(span.text.split("\n"))
            if left > len(text) + 1:
                head.append(span)
                left -= len(text)
                continue
            cut = max(0, min(len(text), left + (len(text) - len(text.lstrip()))))
            head.append(replace(span, text=text[:cut]))
            return tuple(head), (replace(span, text=text[cut:]), *spans[number + 1 :])
        return spans, ()
