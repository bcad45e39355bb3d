"""The guide as writers give it: one class for each kind of thing in docs/guide/.

The annotations are the format: `site_builder.shape` checks the YAML against them and builds the
instances, so a key exists in YAML exactly when it is a field here. A Text is translated; everything else
is a fact and is not. Instances are immutable; `site_builder.content` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from decision_tree.model import Condition
from site_builder.shape import Date, Id, Mark, OneOrMany, Plain, Text, Url, Word, Wrap

FactIds = Annotated[tuple[Annotated[str, Mark("ref", ("fact",))], ...], OneOrMany()]
Ids = Annotated[tuple[Plain, ...], OneOrMany()]


ProcedureRefs = tuple[Annotated[str, Mark("ref", ("procedure",))], ...]
FaqRefs = tuple[Annotated[str, Mark("ref", ("faq",))], ...]
PointRefs = tuple[Annotated[str, Mark("ref", ("open-point",))], ...]


@dataclass(frozen=True, kw_only=True)
class Cited:
    """Something that says where it comes from: facts of the sources, or why it was derived."""

    source: FactIds = ()
    derived: Text | None = None

    @classmethod
    def complaints(cls, raw: Mapping[str, Any]) -> list[str]:
        """Both may be given (derived from those facts), but not neither."""
        if "source" in raw or "derived" in raw:
            return []
        return ['missing "source" (the facts this comes from) or "derived" (why it is inferred)']


@dataclass(frozen=True, kw_only=True)
class MayCite(Cited):
    """As Cited, but its parent's source may do."""

    @classmethod
    def complaints(cls, raw: Mapping[str, Any]) -> list[str]:
        """Nothing is asked."""
        return []


@dataclass(frozen=True, kw_only=True)
class Item(Cited):
    """A sentence or two, perhaps with points below it, perhaps only under a condition."""

    id: Id
    text: Text
    when: Condition = ()
    points: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Case:
    """Where an answer leads under a condition."""

    to: Annotated[str, Mark("ref", ("question", "outcome"))]
    when: Condition = ()


@dataclass(frozen=True, kw_only=True)
class Answer(MayCite):
    """A choice at a question; `unsure` marks the "I'm not sure" one."""

    id: Id
    label: Text
    to: Annotated[str, Mark("ref", ("question", "outcome"))] | tuple[Case, ...]
    hint: Text | None = None
    unsure: bool = False
    was: Ids = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        """`to` as cases, whichever way it was written."""
        return (Case(to=self.to),) if isinstance(self.to, str) else self.to


@dataclass(frozen=True, kw_only=True)
class Question(Cited):
    """A question of the tree."""

    id: Id
    question: Text
    name: Text
    answers: tuple[Answer, ...]
    hint: Text | None = None
    help: tuple[Item, ...] = ()
    was: Ids = ()


@dataclass(frozen=True, kw_only=True)
class Option(MayCite):
    """A value of a setting."""

    id: Id
    label: Text
    hint: Text | None = None
    was: Ids = ()


@dataclass(frozen=True, kw_only=True)
class Setting(Cited):
    """A choice for the whole page, with a default."""

    id: Id
    name: Text
    default: Plain
    answers: tuple[Option, ...]
    hint: Text | None = None
    was: Ids = ()


@dataclass(frozen=True, kw_only=True)
class TreeFile:
    """tree.yml."""

    title: Text
    first: Annotated[str, Mark("ref", ("question",))]
    questions: tuple[Question, ...]
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Warning(Cited):
    """Something that could go wrong, shown with the outcomes that name it."""

    id: Id
    title: Text
    text: Text
    level: Literal["note", "caution", "stop"]
    when: Condition = ()


@dataclass(frozen=True, kw_only=True)
class FormField(Cited):
    """A field of a form: what to put there. `kind`: fixed, from an answer, or the partner's own."""

    id: Id
    value: Text
    kind: Literal["fixed", "answer", "own"]
    label: Annotated[str, Mark("ref", ("label",))] | None = None
    name: Text | None = None
    section: Annotated[str, Mark("ref", ("label",))] | None = None
    question: Annotated[str, Mark("ref", ("question", "setting"))] | None = None
    why: Text | None = None
    when: Condition = ()

    @classmethod
    def complaints(cls, raw: Mapping[str, Any]) -> list[str]:
        """One of label and name; a question exactly with kind answer."""
        found = super().complaints(raw)
        if ("label" in raw) == ("name" in raw):
            found.append('a field has either "label" (an interface label) or "name" (words of ours)')
        if (raw.get("kind") == "answer") != ("question" in raw):
            found.append('"question" belongs to a field of kind answer, and only there')
        return found


@dataclass(frozen=True, kw_only=True)
class Form(Cited):
    """A form of a portal, its fields in the form's order."""

    id: Id
    name: Text
    portal: Annotated[str, Mark("ref", ("portal",))]
    fields: tuple[FormField, ...]


@dataclass(frozen=True, kw_only=True)
class ShownWarning:
    """A warning named by an outcome, perhaps under a narrower condition than its own."""

    id: Annotated[str, Mark("ref", ("warning",))]
    when: Condition = ()


@dataclass(frozen=True, kw_only=True)
class Outcome(Cited):
    """What to do. `portal` is the one to open first; `steps` follow those of the route's procedures."""

    id: Id
    kind: Literal["file", "hand-over", "first", "elsewhere"]
    title: Text
    summary: Text
    response: Literal["table"] | tuple[Item, ...]
    portal: Annotated[str, Mark("ref", ("portal",))] | None = None
    route: ProcedureRefs = ()
    steps: tuple[Item, ...] = ()
    who: tuple[Item, ...] = ()
    ready: tuple[Item, ...] = ()
    form: Annotated[str, Mark("ref", ("form",))] | None = None
    cost: tuple[Item, ...] = ()
    follow_up: tuple[Item, ...] = ()
    warnings: tuple[Annotated[ShownWarning, Wrap("id")], ...] = ()
    resume: Annotated[str, Mark("ref", ("question",))] | None = None
    faq: FaqRefs = ()
    procedures: ProcedureRefs = ()
    open_points: PointRefs = ()
    was: Ids = ()


@dataclass(frozen=True, kw_only=True)
class OutcomesFile:
    """outcomes.yml."""

    outcomes: tuple[Outcome, ...]
    warnings: tuple[Warning, ...] = ()
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Duration(Cited):
    """A span of time: in hours, or in business days."""

    id: Id
    hours: int | None = None
    business_days: int | None = None

    @classmethod
    def complaints(cls, raw: Mapping[str, Any]) -> list[str]:
        """One unit, and a positive number of it."""
        found = super().complaints(raw)
        if ("hours" in raw) == ("business_days" in raw):
            found.append('a duration has either "hours" or "business_days"')
        for unit in ("hours", "business_days"):
            if isinstance(raw.get(unit), int) and raw[unit] <= 0:
                found.append(f'"{unit}" must be more than 0')
        return found


@dataclass(frozen=True, kw_only=True)
class Impact(Cited):
    """A level of business impact. Its id is an answer of the question on impact."""

    id: Id
    name: Text
    severity: Plain
    meaning: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class ResponseRow(Cited):
    """A row of the response table."""

    id: Id
    when: Condition
    text: Text
    hours_kept: Literal["round-the-clock", "business-hours", "unstated"]
    within: Annotated[str, Mark("ref", ("duration",))] | None = None


@dataclass(frozen=True, kw_only=True)
class ResponseTimesFile:
    """response_times.yml: a decision table with hit policy unique."""

    inputs: tuple[Annotated[str, Mark("ref", ("question", "setting"))], ...]
    hit_policy: Literal["unique"]
    durations: tuple[Duration, ...]
    rows: tuple[ResponseRow, ...]
    impacts: tuple[Impact, ...] = ()
    notes: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Named(Cited):
    """Something with a name of its own; `note` says what a reader should know about it."""

    id: Id
    name: Text
    note: Text | None = None
    also: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Portal(Named):
    """A web portal. The address may come from another source than the name."""

    url: Url
    url_source: FactIds = ()


@dataclass(frozen=True, kw_only=True)
class Program(Named):
    """A program that partners take part in."""

    short: Text | None = None


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


@dataclass(frozen=True, kw_only=True)
class Label(Cited):
    """Words on a screen, in English, exactly as they stand there."""

    id: Id
    text: Plain
    portal: Annotated[str, Mark("ref", ("portal",))] | None = None


@dataclass(frozen=True, kw_only=True)
class FactsFile:
    """facts.yml."""

    portals: tuple[Portal, ...]
    products: tuple[Named, ...]
    roles: tuple[Named, ...]
    labels: tuple[Label, ...]
    agreements: tuple[Named, ...] = ()
    programs: tuple[Program, ...] = ()
    terms: tuple[Term, ...] = ()
    links: tuple[Link, ...] = ()
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Note(Item):
    """A remark beside a procedure's steps."""

    kind: Literal["note", "important", "tip", "context", "open-point"]


@dataclass(frozen=True, kw_only=True)
class Procedure(Cited):
    """procedures/<id>.yml: how one thing is done."""

    id: Id
    title: Text
    summary: Text
    order: int
    steps: tuple[Item, ...]
    applies_to: tuple[Annotated[str, Mark("ref", ("product",))], ...] = ()
    portal: Annotated[str, Mark("ref", ("portal",))] | None = None
    roles: tuple[Annotated[str, Mark("ref", ("role",))], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Related:
    """Where to read on."""

    procedures: ProcedureRefs = ()
    faq: FaqRefs = ()
    page: Annotated[str, Mark("ref", ("page",))] | None = None


@dataclass(frozen=True, kw_only=True)
class FaqEntry(Cited):
    """A question that is often asked, and its answer."""

    id: Id
    question: Text
    answer: tuple[Item, ...]
    related: Related = field(default_factory=Related)


@dataclass(frozen=True, kw_only=True)
class FaqFile:
    """faq.yml."""

    questions: tuple[FaqEntry, ...]


@dataclass(frozen=True, kw_only=True)
class OpenPoint(Cited):
    """What the sources leave open, do not say, or say differently later; `guide` is what this guide does."""

    id: Id
    kind: Literal["ambiguity", "silence", "changed-later"]
    title: Text
    text: Text
    guide: Text | None = None


@dataclass(frozen=True, kw_only=True)
class OpenPointsFile:
    """open_points.yml."""

    points: tuple[OpenPoint, ...]


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
    sections: tuple[Section, ...]
    date: Date | None = None
    details: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SourcesFile:
    """sources.yml. `facts` says each fact in one line, for writers; it is not translated."""

    documents: tuple[SourceDocument, ...]
    facts: Mapping[str, Plain]


@dataclass(frozen=True, kw_only=True)
class Page:
    """The prose of one page of the site."""

    id: Id
    title: Text
    description: Text
    intro: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PagesFile:
    """pages.yml."""

    pages: tuple[Page, ...]


@dataclass(frozen=True, kw_only=True)
class InterfaceFile:
    """interface.yml: the site's and the tree's own words, with {placeholders}."""

    words: Mapping[str, Word]


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A case that must come out so: answers in, outcome out."""

    id: Id
    title: Plain
    answers: Mapping[str, Plain]
    outcome: Annotated[str, Mark("ref", ("outcome",))]
    settings: Mapping[str, Plain] = field(default_factory=dict)
    row: Annotated[str, Mark("ref", ("row",))] | None = None
    warnings: tuple[Annotated[str, Mark("ref", ("warning",))], ...] = ()
    not_warnings: tuple[Annotated[str, Mark("ref", ("warning",))], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScenariosFile:
    """scenarios.yml."""

    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True, kw_only=True)
class Guide:
    """The whole guide, in the source locale or with another's words laid over it."""

    tree: TreeFile
    outcomes: OutcomesFile
    response_times: ResponseTimesFile
    facts: FactsFile
    procedures: tuple[Procedure, ...]
    faq: FaqFile
    open_points: OpenPointsFile
    sources: SourcesFile
    pages: PagesFile
    interface: InterfaceFile
    scenarios: ScenariosFile
