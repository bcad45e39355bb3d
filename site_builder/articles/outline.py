"""The outline of an article: its sections as its headings nest them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from site_builder.articles.blocks import (
    Block,
    Heading,
    List,
    Mark,
    Paragraph,
    Rule,
    Span,
    Spans,
    Tabs,
    Unplaced,
    plain,
)


@dataclass
class Section:
    """A heading with the blocks and the smaller sections below it."""

    line: int
    spans: Spans
    level: int
    anchor: str = ""
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)
    alternative: bool = False
    """Whether it is a tab: what stands before it in its section is for all of them."""

    @property
    def title(self) -> str:
        """The words of its heading."""
        return plain(self.spans).strip("*_ ")

    def copy(self) -> Section:
        """A section that may be changed without changing this one."""
        children = [child.copy() for child in self.children]
        return replace(self, blocks=[*self.blocks], children=children)

    def has_steps(self) -> bool:
        """Whether it, or any section in it, has an ordered list."""
        return any(isinstance(b, List) and b.ordered for b in self.blocks) or any(
            child.has_steps() for child in self.children
        )

    def flat_blocks(self) -> list[Block]:
        """Its blocks with those of all sections in it, whose headings become paragraphs."""
        found = [*self.blocks]
        for child in self.children:
            title = [_as_paragraph(Heading(child.line, child.level, child.spans))] if child.title else []
            found += [*title, *child.flat_blocks()]
        return found


def make_outline(blocks: Sequence[Block]) -> Section:
    """The sections of an article's settled blocks, below one that is the article itself.

    That has the words of the first heading if it is of the first level and the first of all; else none.
    """
    root = Section(0, (), 0)
    path = [root]
    for number, heading in enumerate(blocks):
        if not isinstance(heading, Heading):
            path[-1].blocks.append(heading)
        elif heading.level == 1 and root.line == 0 and not any(map(_has_words, blocks[:number])):
            root.spans, root.anchor, root.line = heading.spans, heading.anchor, heading.line
        else:
            while path[-1].level >= heading.level:
                path.pop()
            section = Section(heading.line, heading.spans, heading.level, heading.anchor)
            path[-1].children.append(section)
            path.append(section)
    split_tabs(root)
    return root


def _has_words(block: Block) -> bool:
    return not isinstance(block, Unplaced | Mark | Rule)


def has_tabbed_steps(blocks: Sequence[Block]) -> bool:
    """Whether there are tabs with an ordered list in them."""
    tabs = [tab for block in blocks if isinstance(block, Tabs) for tab in block.tabs]
    return any(isinstance(block, List) and block.ordered for tab in tabs for block in tab.blocks)


def _as_paragraph(block: Block) -> Block:
    """A heading within a tab as bold words."""
    if not isinstance(block, Heading):
        return block
    return Paragraph(block.line, tuple(replace(span, bold=True) for span in block.spans))


def split_tabs(section: Section) -> None:
    """Make the tabs of a section smaller sections; those with one title in several groups are one."""
    for child in section.children:
        split_tabs(child)
    groups = [block for block in section.blocks if isinstance(block, Tabs)]
    if section.children and section.spans and has_tabbed_steps(section.blocks):
        own = Section(section.line, section.spans, section.level + 1, blocks=section.blocks)
        split_tabs(own)
        section.blocks, section.children = [], [own, *section.children]
        return
    names = [tuple(tab.title for tab in group.tabs) for group in groups]
    if not groups or len(groups[0].tabs) < 2 or section.children or len(set(names)) > 1:
        return  # where tabs of several kinds follow each other, they stay where they are
    tabs: dict[str, Section] = {}
    for group in groups:
        for tab in group.tabs:
            words: Spans = ()
            if tab.title not in tabs:
                words = (Span(tab.title, tab.line),)
                tabs[tab.title] = Section(tab.line, words, section.level + 1, alternative=True)
            tabs[tab.title].blocks += map(_as_paragraph, tab.blocks)
    section.blocks = [block for block in section.blocks if not isinstance(block, Tabs)]
    section.children += tabs.values()
