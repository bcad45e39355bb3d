"""Reference data: facts and their names, procedures, FAQ, open points, sources, pages, interface words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from site_builder.guide.format import (
    AtLeastOne,
    Contact,
    Date,
    Id,
    Month,
    Plain,
    PluralForms,
    Text,
    Url,
    Word,
    ref,
)
from site_builder.guide.statements import Cited, FactIds, FaqRefs, Ids, Item, ProcedureRefs

_COMPLETED = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+/[\w./-]*<[a-z-]+>[\w./?=&%#-]*")


@dataclass(frozen=True, kw_only=True)
class Named(Cited):
    """Something with a name of its own; `note` says what a reader should know about it."""

    id: Id
    name: Text
    note: Text | None = None
    also: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Portal(Named):
    """Where to turn: a web portal, or a telephone (`tel:`) or mailbox (`mailto:`). The address may come from
    another source than the name."""

    url: Contact
    url_source: FactIds = ()


@dataclass(frozen=True, kw_only=True)
class Term(Named):
    """A word that must be the same everywhere."""

    meaning: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Link(Named):
    """A page elsewhere."""

    url: Url


@dataclass(frozen=True, kw_only=True)
class Address(Named):
    """An address that the reader completes; `pattern` shows the part to replace in angle brackets."""

    pattern: Plain
    placeholder: Text

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """Whatever is put in, it stays an https address of that host: one part of the path is open."""
        faults = super().find_faults(raw)
        pattern = raw.get("pattern")
        if isinstance(pattern, str) and not _COMPLETED.fullmatch(pattern):
            faults.append(
                f'"{pattern}" is not an address to complete; write https://host/path, with one part of '
                "the path in angle brackets"
            )
        return faults


@dataclass(frozen=True, kw_only=True)
class Label(Cited):
    """Words on a screen, in English, exactly as they stand there."""

    id: Id
    text: Plain
    portal: Annotated[str, ref("portal")] | None = None


@dataclass(frozen=True, kw_only=True)
class KindItem(Named):
    """One of the things of a kind; `short` is its name where there is little room."""

    short: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of things that have names of their own: texts refer to one as {kind:id}.

    `heading` stands above their names, `one` above a table's column of them, and `applies` above those that
    a procedure is for, before its portal. With `matrix` the page of names shows what procedures say of each,
    by portal.
    """

    id: Id
    heading: Text
    one: Text | None = None
    applies: Text | None = None
    matrix: bool = False
    items: tuple[KindItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Task:
    """What procedures are for: the page of all procedures has a heading for each."""

    id: Id
    name: Text


@dataclass(frozen=True, kw_only=True)
class FactsFile:
    """facts.yml."""

    portals: tuple[Portal, ...] = ()
    names: tuple[Kind, ...] = ()
    labels: tuple[Label, ...] = ()
    terms: tuple[Term, ...] = ()
    links: tuple[Link, ...] = ()
    addresses: tuple[Address, ...] = ()
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Note(Item):
    """A remark beside a procedure's steps."""

    kind: Literal["note", "important", "tip", "context", "open-point"]


@dataclass(frozen=True, kw_only=True)
class Procedure(Cited):
    """procedures/<id>.yml: how one thing is done. `task` is what it is for; `for` names the things that it
    applies to, and who does it, by their kinds."""

    id: Id
    title: Text
    summary: Text
    order: int
    steps: Annotated[tuple[Item, ...], AtLeastOne()]
    task: Annotated[str, ref("task")] | None = None
    for_: Mapping[str, Ids] = field(default_factory=dict)
    portal: Annotated[str, ref("portal")] | None = None
    notes: tuple[Note, ...] = ()

    def names(self, kind: str) -> tuple[str, ...]:
        """The ids of the things of a kind that it is for."""
        return self.for_.get(kind, ())


@dataclass(frozen=True, kw_only=True)
class Related:
    """Where to read on."""

    procedures: ProcedureRefs = ()
    faq: FaqRefs = ()
    page: Annotated[str, ref("page")] | None = None


@dataclass(frozen=True, kw_only=True)
class FaqEntry(Cited):
    """A question that is often asked, and its answer."""

    id: Id
    question: Text
    answer: Annotated[tuple[Item, ...], AtLeastOne()]
    related: Related = field(default_factory=Related)


@dataclass(frozen=True, kw_only=True)
class FaqFile:
    """faq.yml."""

    questions: tuple[FaqEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OpenPoint(Cited):
    """What the sources leave open, do not say, or say differently later; `guide` is what this guide does.

    Of a later change `date` is the month and `note` what readers must know at the pieces that it touches.
    """

    id: Id
    kind: Literal["ambiguity", "silence", "changed-later"]
    title: Text
    text: Text
    guide: Text | None = None
    date: Month | None = None
    note: Text | None = None

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """A date and a note exactly with later changes."""
        later = raw.get("kind") == "changed-later"
        return [
            *super().find_faults(raw),
            *(f'"{key}" belongs to what changed later, and only there' for key in ("date", "note")
              if (key in raw) != later),
        ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OpenPointsFile:
    """open_points.yml."""

    points: tuple[OpenPoint, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a source document, with the ids of the facts it states."""

    id: Id
    title: Text
    facts: tuple[Plain, ...]
    anchor: Plain | None = None


@dataclass(frozen=True, kw_only=True)
class SourceDocument:
    """A document that facts come from: a source of the guide, or context from elsewhere."""

    id: Id
    kind: Literal["source", "context"]
    title: Text
    sections: Annotated[tuple[Section, ...], AtLeastOne()]
    date: Date | None = None
    details: tuple[Item, ...] = ()

    @property
    def day(self) -> datetime.date | None:
        """The date of the document."""
        return datetime.date.fromisoformat(self.date) if self.date else None


@dataclass(frozen=True, kw_only=True)
class SourcesFile:
    """sources.yml. `facts` says each fact in one line, for writers; it is not translated."""

    documents: tuple[SourceDocument, ...] = ()
    facts: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Page:
    """The prose of one page of the site."""

    id: Id
    title: Text
    description: Text
    intro: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PagesFile:
    """pages.yml. `footer` stands at the foot of every page: whose the words are, and on what terms."""

    pages: tuple[Page, ...] = ()
    footer: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InterfaceFile:
    """interface.yml: the site's and the tree's own words, with {placeholders}."""

    words: Mapping[str, Word | PluralForms] = field(default_factory=dict)
