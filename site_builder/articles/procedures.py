"""Procedures of a draft: what of a section's blocks is a sequence of steps, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from site_builder.articles.blocks import (
    Admonition,
    Block,
    Code,
    Heading,
    List,
    ListItem,
    Paragraph,
    Span,
    Spans,
    Unplaced,
    plain,
)
from site_builder.articles.outline import Section, has_tabbed_steps, split_tabs


@dataclass
class Unit:
    """Steps with the blocks around them; without `steps`, prose. `title` are bold words above the steps."""

    before: list[Block] = field(default_factory=list)
    steps: list[ListItem] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    title: Spans = ()

    @property
    def line(self) -> int:
        """Its first line."""
        return min((b.line for b in (*self.before, *self.steps, *self.after)), default=0)


def split_units(blocks: Sequence[Block]) -> list[Unit]:
    """The sequences of steps in a section, each with what leads to it; one of prose where there are none.

    Steps that go on after a picture, some code or a note, or with the next number, are one sequence. What
    follows the last one is after it.
    """
    units: list[Unit] = []
    waiting: list[Block] = []
    for block in blocks:
        if not isinstance(block, List) or not block.ordered:
            waiting.append(block)
            continue
        last = units[-1] if units else None
        if last and _goes_on(last, block, waiting):
            step = last.steps[-1]
            last.steps[-1] = replace(step, blocks=(*step.blocks, *waiting))
            last.steps += block.items
        else:
            units.append(Unit(before=waiting, steps=[*block.items]))
        waiting = []
    if not units:
        return [Unit(before=waiting)] if waiting else []
    lists = [block for block in blocks if isinstance(block, List) and block.ordered]
    if len(units) > 1 and all(len(one.items) == 1 for one in lists):
        units = [_merged(units)]
    units[-1].after = waiting
    for unit in units:
        _take_title(unit)
    return units


def _merged(units: Sequence[Unit]) -> Unit:
    """Steps of one each, with text between them that is not indented, as one sequence."""
    first = units[0]
    steps = [*first.steps]
    for unit in units[1:]:
        steps[-1] = replace(steps[-1], blocks=(*steps[-1].blocks, *unit.before))
        steps += unit.steps
    return Unit(before=first.before, steps=steps)


def _goes_on(unit: Unit, block: List, between: Sequence[Block]) -> bool:
    if block.first == len(unit.steps) + 1 and block.first > 1:
        return True
    beside = (Code, Admonition, Unplaced)
    return (
        bool(between)
        and block.first == 1
        and len(unit.steps) == 1
        and all(isinstance(b, beside) for b in between)
    )


def _take_title(unit: Unit) -> None:
    """Take the bold words, or the heading, above steps for their title."""
    for number in range(len(unit.before) - 1, -1, -1):
        block = unit.before[number]
        if isinstance(block, Heading) or (isinstance(block, Paragraph) and all_bold(block.spans)):
            unit.title = block.spans
            del unit.before[number]
            return


def all_bold(spans: Spans) -> bool:
    """Whether all words are bold, as those of a title that is no heading."""
    return bool(plain(spans)) and all(span.bold or not span.text.strip(" :.") for span in spans)


def with_own_steps(root: Section, title: str) -> Section:
    """The article's section, with its own blocks as its first one where they are steps or all there is."""
    units = split_units(root.blocks)
    tabbed = has_tabbed_steps(root.blocks)
    if root.blocks and (tabbed or any(unit.steps for unit in units) or not root.children):
        spans = root.spans or (Span(title, root.line),)
        own = Section(root.blocks[0].line, spans, 1, root.anchor, blocks=root.blocks)
        split_tabs(own)
        return Section(root.line, root.spans, 0, root.anchor, [], [own, *root.children])
    return root
