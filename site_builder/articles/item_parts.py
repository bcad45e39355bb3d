"""Parts of items: ids, facts, titles, and the texts of several as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from site_builder.articles.blocks import Admonition, Block, Heading, List, Paragraph, Span, plain
from site_builder.articles.ids import make_id
from site_builder.articles.procedures import all_bold

Item = dict[str, Any]
LONGEST_TITLE = 120
"""Characters of words above something that may be its title."""
REFERENCE = re.compile(r"\{([a-z-]+):([a-z0-9-]+)\}")
"""A reference in a text."""


def below_title(blocks: Sequence[Block]) -> Sequence[Block]:
    """What follows bold words that are a title, up to the next ones; nothing where they are none."""
    if not _is_title(blocks[0]) or len(blocks) < 2:
        return ()
    end = next((n for n, block in enumerate(blocks[1:], 1) if _is_title(block)), len(blocks))
    return blocks[1:end]


def _is_title(block: Block) -> bool:
    if not isinstance(block, Paragraph | Heading) or not all_bold(block.spans):
        return False
    words = plain(block.spans)
    return len(words) <= LONGEST_TITLE and not words.endswith((".", "。"))


def ids_of(items: Sequence[Item]) -> list[str]:
    """The ids of items."""
    return [item["id"] for item in items]


def item_id(text: str, words: str, number: int) -> str:
    """An id for an item: the label that it names, or its first words."""
    labels = [id for kind, id in REFERENCE.findall(text) if kind == "label"]
    if labels and len(labels[0]) > 2:
        return str(labels[0])
    return make_id(words, f"item-{number + 1}", most=3)


def with_title(block: Admonition) -> tuple[Block, ...]:
    """The blocks of a note, after its title."""
    title = Paragraph(block.line, (Span(block.title, block.line),)) if block.title else None
    return (*((title,) if title else ()), *block.blocks)


def outside_lists(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without lists."""
    return [block for block in blocks if not isinstance(block, List)]


def all_items(item: Item) -> list[Item]:
    """An item, and all below it."""
    return [item, *(below for point in item.get("points", ()) for below in all_items(point))]


def facts_of(source: Any) -> list[str]:
    """The facts of a key `source`: one, or a list."""
    return [source] if isinstance(source, str) else list(source)


def is_lead(text: str) -> bool:
    """Whether a text leads to the points below it, and is short enough for a title."""
    return text.endswith(":") and len(text) <= LONGEST_TITLE


def join_texts(parts: Sequence[str]) -> str:
    """Several texts as one; each ends as a sentence."""
    ended = [text if text[-1:] in ".!?:;,。！？؟…" else f"{text}." for text in parts[:-1]]
    return " ".join([*ended, *parts[-1:]])


def one_after_another(items: Sequence[Item], more: Sequence[Item]) -> list[Item]:
    """Items and more of them, whose ids differ."""
    taken = {one["id"] for one in items}
    return [*items, *({**one, "id": f"{one['id']}-next"} if one["id"] in taken else one for one in more)]


def find_facts(value: Any) -> Iterator[str]:
    """The facts that anything in a value has as its source."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from facts_of(below) if key == "source" else find_facts(below)
    elif isinstance(value, list | tuple):
        for below in value:
            yield from find_facts(below)
