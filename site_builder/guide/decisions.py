"""Outcomes and response times as YAML holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from decision_tree.conditions import Condition
from site_builder.guide.format import AtLeastOne, Id, OneOrMany, Plain, Text, Wrap, ref
from site_builder.guide.periods import Dated
from site_builder.guide.scenarios import given_answers
from site_builder.guide.statements import Cited, FaqRefs, Ids, Item, LaterChangeRefs, PointRefs, ProcedureRefs
from site_builder.guide.ticket_forms import Form, FormField, TicketText
from site_builder.guide.variants import OutcomeVariant

MOST_TIME = 10_000
"""Hours or business days: more than a year either way, so no response time."""


NO_RESPONSE = "leave it out, or write `table` for the row of response_times.yml, or an item that says when"
"""What to write in place of an empty list."""


@dataclass(frozen=True, kw_only=True)
class Warning(Cited, Dated):
    """Something that could go wrong, shown with the outcomes that name it. Where it says what later changes
    made of the article, `since` names them."""

    id: Id
    title: Text
    text: Text
    level: Literal["note", "caution", "stop"]
    when: Condition = ()
    since: LaterChangeRefs = ()


@dataclass(frozen=True, kw_only=True)
class ShownWarning(Dated):
    """A warning named by an outcome, perhaps under a narrower condition than its own."""

    id: Annotated[str, ref("warning")]
    when: Condition = ()


@dataclass(frozen=True, kw_only=True)
class ShownPortal(Dated):
    """A portal named by an outcome as the one to open first, perhaps under a condition."""

    id: Annotated[str, ref("portal")]
    when: Condition = ()


@dataclass(frozen=True, kw_only=True)
class ShownAddress(Dated):
    """An address named by an outcome, perhaps under a condition."""

    id: Annotated[str, ref("address")]
    when: Condition = ()


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """A link for whoever files in the reader's place. Of the answers given, these `answers` change."""

    label: Text
    answers: Mapping[str, Plain | tuple[Plain, ...]]

    @property
    def given(self) -> dict[str, str]:
        """The answers as a walk takes them."""
        return given_answers(self.answers)


@dataclass(frozen=True, kw_only=True)
class Outcome(Cited, Dated):
    """What to do. `steps` follow those of the route's procedures.

    `portal` is the one to open first; of several, exactly one must hold whatever the answers are.
    `address` is completed by the domain name that the reader types into the form. `also` are other words
    for it, by which the search finds it. `response` is the table whose row says when it comes, `table` that
    of response_times.yml; or items that say it. Of `tables` the rows that hold are shown.
    """

    id: Id
    title: Text
    summary: Text
    response: Annotated[str, ref("promise")] | Annotated[tuple[Item, ...], AtLeastOne(NO_RESPONSE)] = ()
    tables: tuple[Annotated[str, ref("table")], ...] = ()
    kind: Annotated[str, ref("outcome-kind")] | None = None
    also: Text | None = None
    portal: Annotated[tuple[Annotated[ShownPortal, Wrap("id")], ...], OneOrMany()] = ()
    route: ProcedureRefs = ()
    steps: tuple[Item, ...] = ()
    who: tuple[Item, ...] = ()
    form: Annotated[str, ref("form")] | None = None
    address: Annotated[tuple[Annotated[ShownAddress, Wrap("id")], ...], OneOrMany()] = ()
    hand_over: HandOver | None = None
    cost: tuple[Item, ...] = ()
    follow_up: tuple[Item, ...] = ()
    warnings: tuple[Annotated[ShownWarning, Wrap("id")], ...] = ()
    resume: bool = False
    """Whether it leads back: to the question that led here, once what it says has been done."""
    faq: FaqRefs = ()
    procedures: ProcedureRefs = ()
    open_points: PointRefs = ()
    was: Ids = ()
    instead: tuple[OutcomeVariant, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OutcomeKind:
    """A kind of outcome, by the name that stands above its title."""

    id: Id
    name: Text


@dataclass(frozen=True, kw_only=True)
class OutcomesFile:
    """outcomes.yml. Of the `kinds` the first is what readers come for: examples lead to one of these."""

    outcomes: Annotated[tuple[Outcome, ...], AtLeastOne()]
    kinds: tuple[OutcomeKind, ...] = ()
    warnings: tuple[Warning, ...] = ()
    fields: tuple[FormField, ...] = ()
    ticket: TicketText | None = None
    forms: tuple[Form, ...] = ()

    def fields_of(self, form: Form) -> tuple[FormField, ...]:
        """The fields of a form, in its order and with its sections."""
        fields = {field.id: field for field in self.fields}
        return tuple(
            replace(fields[reference.id], section=reference.section or fields[reference.id].section)
            for reference in form.fields
        )


@dataclass(frozen=True, kw_only=True)
class Duration(Cited):
    """A span of time: in hours, or in business days."""

    id: Id
    hours: int | None = None
    business_days: int | None = None

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """One unit, and a positive number of it."""
        faults = super().find_faults(raw)
        if ("hours" in raw) == ("business_days" in raw):
            faults.append('a duration has either "hours" or "business_days"')
        for unit in ("hours", "business_days"):
            if isinstance(raw.get(unit), int) and not 0 < raw[unit] <= MOST_TIME:
                faults.append(f'"{unit}" must be more than 0 and at most {MOST_TIME}')
        return faults


@dataclass(frozen=True, kw_only=True)
class Impact(Cited):
    """A level of business impact. Its id is an answer of the question on impact."""

    id: Id
    name: Text
    severity: Plain
    meaning: Annotated[tuple[Item, ...], AtLeastOne()]


@dataclass(frozen=True, kw_only=True)
class ResponseRow(Cited, Dated):
    """A row of the response table."""

    id: Id
    when: Condition
    text: Text
    hours_kept: Literal["round-the-clock", "business-hours", "unstated"]
    within: Annotated[str, ref("duration")] | None = None


@dataclass(frozen=True, kw_only=True)
class Assumption(Cited):
    """What is assumed to count a due moment, where the sources leave open when the clock runs."""

    id: Literal["round-the-clock", "business-hours"]
    text: Text


@dataclass(frozen=True, kw_only=True)
class ResponseTimesFile:
    """response_times.yml: the decision table, with hit policy unique, that most guides have."""

    inputs: tuple[Annotated[str, ref("question", "setting")], ...] = ()
    hit_policy: Literal["unique"] = "unique"
    durations: tuple[Duration, ...] = ()
    rows: tuple[ResponseRow, ...] = ()
    impacts: tuple[Impact, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    notes: tuple[Item, ...] = ()
