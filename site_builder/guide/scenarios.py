"""Scenarios as YAML holds them: cases that must come out as they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from decision_tree.selections import selection_id
from site_builder.guide.format import Date, Id, OneOrMany, Plain, ref
from site_builder.guide.periods import FIRST_YEAR, LAST_YEAR
from site_builder.guide.statements import Ids

PIECES = ("steps", "who", "response", "cost", "follow_up", "notes", "instead")
"""The keys of a scenario that list pieces of the outcome's card by id, as outcomes.yml has them. `notes` are
those of the response's table, `instead` the variants of the outcome's words that hold."""

NONE = "none"
"""No time: promised, or counted."""

OTHERS = "others"
"""Under `never`, all that the scenario does not name under the same key."""

_PROMISE = re.compile(
    r"(?P<within>none|[1-9][0-9]* (?:hours?|business days?))"
    r"(?:, (?P<kept>round-the-clock|business-hours|unstated))?"
)
_MOMENT = "%Y-%m-%d %H:%M"
_EXPECTED_PROMISE = "write one such as 2 hours, 1 business day, none, or 2 hours, round-the-clock"

FieldValues = Mapping[str, Plain | tuple[Plain, ...]]
"""Values by the ids of fields: the words of a fixed field, the answer (or answers) of one that takes some."""


@dataclass(frozen=True, kw_only=True)
class DueCase:
    """A request that is made at a moment, and the moment `by` which its first response falls due.

    Where no time is promised, work begins at the moment it `opens`; `by: none` where nothing can be counted.
    Moments such as 2026-12-24 15:00 are by the clock of the `calendar`, without one by that of the guide's
    default.
    """

    asked: Plain
    by: Plain | None = None
    opens: Plain | None = None
    calendar: Plain | None = None

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """One of the moments that come out."""
        return ['write either "by" or "opens"'] if ("by" in raw) == ("opens" in raw) else []

    @classmethod
    def find_faults_below(cls, raw: Mapping[str, Any]) -> Iterator[tuple[tuple[str], str]]:
        """Moments are dates with times."""
        for key in ("asked", "by", "opens"):
            value = raw.get(key)
            none = key == "by" and value == NONE
            if isinstance(value, str) and not none and read_moment(value) is None:
                yield (key,), f'"{value}" is not a moment; write one such as 2026-12-24 15:00'


def read_moment(text: str) -> datetime | None:
    """The date and time that a text says, without a zone; None where it says none, or one in no year that
    somebody may mean."""
    try:
        moment = datetime.strptime(text.replace("T", " "), _MOMENT)
    except ValueError:
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Within what time a response is promised, as hours or business days in words or NONE, and which hours
    count, "" where the scenario does not say."""

    within: str
    kept: str = ""


@dataclass(frozen=True, kw_only=True)
class Never:
    """What must not be shown, by its ids: pieces, fields, warnings, and rows of any table.

    OTHERS are those that the scenario does not name itself; points of items are not counted among them.
    """

    warnings: Annotated[tuple[Annotated[str, ref("warning")], ...], OneOrMany()] = ()
    steps: Ids = ()
    who: Ids = ()
    response: Ids = ()
    cost: Ids = ()
    follow_up: Ids = ()
    notes: Ids = ()
    instead: Ids = ()
    fields: Annotated[tuple[Annotated[str, ref("field")], ...], OneOrMany()] = ()
    rows: Ids = ()


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A case that must come out so: answers in, outcome out.

    What it names is shown, in that order; what it names under `never` is not. `portal` are the addresses
    shown, to open or to complete; `cautions` all warnings on the first screen, of the levels stop and
    caution. Both are exact where they are given. `row` is that of the response, `tables` have the rows of
    other tables that are shown, `cells` what one of the rows shown of a table has, by column.
    It must come out so on the day `on`, else in every period in which all of the answers are offered.
    """

    id: Id
    title: Plain
    answers: Mapping[str, Plain | tuple[Plain, ...]]
    outcome: Annotated[str, ref("outcome")]
    settings: Mapping[str, Plain] = field(default_factory=dict)
    on: Date | None = None
    portal: Ids | None = None
    row: Annotated[str, ref("row")] | None = None
    promise: Plain | None = None
    due: Annotated[tuple[DueCase, ...], OneOrMany()] = ()
    tables: Mapping[str, Ids] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
    warnings: tuple[Annotated[str, ref("warning")], ...] = ()
    cautions: tuple[Annotated[str, ref("warning")], ...] | None = None
    steps: Ids = ()
    who: Ids = ()
    response: Ids = ()
    cost: Ids = ()
    follow_up: Ids = ()
    notes: Ids = ()
    instead: Ids = ()
    fields: Annotated[tuple[Annotated[str, ref("field")] | FieldValues, ...], OneOrMany()] = ()
    never: Never = field(default_factory=Never)

    @classmethod
    def find_faults_below(cls, raw: Mapping[str, Any]) -> Iterator[tuple[tuple[str], str]]:
        """A promise is a time."""
        value = raw.get("promise")
        if isinstance(value, str) and not _PROMISE.fullmatch(value):
            yield ("promise",), f'"{value}" is not a promise; {_EXPECTED_PROMISE}'

    @property
    def given(self) -> dict[str, str]:
        """The answers as a walk takes them."""
        return given_answers(self.answers)

    @property
    def given_fields(self) -> Iterator[tuple[tuple[int | str, ...], str, str | None]]:
        """The fields that it names: the place below `fields`, the id, and the value if it says one."""
        for index, one in enumerate(self.fields):
            if isinstance(one, str):
                yield (index,), one, None
            else:
                yield from (((index, id), id, value) for id, value in given_answers(one).items())

    @property
    def promised(self) -> Promise | None:
        """The promise that it expects."""
        found = _PROMISE.fullmatch(self.promise or "")
        return Promise(within=found["within"], kept=found["kept"] or "") if found else None


def given_answers(answers: Mapping[str, str | tuple[str, ...]]) -> dict[str, str]:
    """Answers by question, several to one as a selection."""
    return {name: one if isinstance(one, str) else selection_id(one) for name, one in answers.items()}


@dataclass(frozen=True, kw_only=True)
class ScenariosFile:
    """scenarios.yml."""

    scenarios: tuple[Scenario, ...] = ()
