"""Blocks of an article: what a Markdown parser finds in it, without its tokens. Lines count from 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A run of words in one style. `href` is a link's address, or with `image` that of a picture."""

    text: str
    line: int
    bold: bool = False
    code: bool = False
    href: str = ""
    image: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is nothing but words."""
        return not (self.bold or self.code or self.href or self.image)


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Block:
    """A block, with its first line."""

    line: int


@dataclass(frozen=True)
class Paragraph(Block):
    """Words."""

    spans: Spans


@dataclass(frozen=True)
class Heading(Block):
    """A heading; `anchor` is the one it has in the article, "" for none."""

    level: int
    spans: Spans
    anchor: str = ""


@dataclass(frozen=True)
class Code(Block):
    """Lines of code."""

    text: str


@dataclass(frozen=True)
class ListItem(Block):
    """An item of a list."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class List(Block):
    """A list. `first` is the number of an ordered one's first item, None of one with bullets."""

    first: int | None
    items: tuple[ListItem, ...]

    @property
    def ordered(self) -> bool:
        """Whether its items are numbered."""
        return self.first is not None


@dataclass(frozen=True)
class Quote(Block):
    """A quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Admonition(Block):
    """A note, a warning …: `kind` is its word in lower case, `title` its own title, "" for none."""

    kind: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Table(Block):
    """A table: its header, and its rows with their lines."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[int, tuple[Spans, ...]], ...]


@dataclass(frozen=True)
class Tab(Block):
    """One of several alternatives."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Tabs(Block):
    """Alternatives, of which a reader sees one."""

    tabs: tuple[Tab, ...]


@dataclass(frozen=True)
class Mark(Block):
    """A mark of a documentation system, such as {% note %}, `::: zone pivot="a"` or <TabItem label="A">.

    `name` is its first word in lower case, `text` all of it.
    """

    name: str
    text: str
    closes: bool = False


@dataclass(frozen=True)
class Rule(Block):
    """A horizontal line."""


@dataclass(frozen=True)
class Unplaced(Block):
    """What no text of a guide can hold, and why."""

    text: str
    reason: str


def plain(spans: Iterable[Span]) -> str:
    """The words of spans."""
    return " ".join("".join(span.text for span in spans if not span.image).split())
