"""Decision tables as tables.yml holds them: inputs, columns, a hit policy, and rows of cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from decision_tree.conditions import Condition
from site_builder.guide.cldr import UNIT_EXAMPLES, units
from site_builder.guide.decisions import Assumption
from site_builder.guide.format import AtLeastOne, Id, Plain, Text, Url, ref
from site_builder.guide.periods import Dated
from site_builder.guide.statements import Cited, Item
from site_builder.problems import did_you_mean

RESPONSE_TIMES = "response-times"
"""The id of the table of response_times.yml, which outcomes call `table`."""
ROW_KEYS = ("id", "when", "from", "until", "text", "hours_kept", "source", "derived")
"""The keys of a row in YAML that are no columns."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table, of a type that each of its cells has. `unit` is the currency of its
    amounts, or the unit of its numbers."""

    id: Id
    name: Text
    type: Literal["text", "duration", "amount", "number", "address"]
    unit: Plain | None = None

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """Amounts have a currency, and numbers may have a unit."""
        unit, faults = raw.get("unit"), []
        if raw.get("id") in (*ROW_KEYS, "cells"):
            faults.append(f'"{raw["id"]}" is a key of every row; call the column otherwise')
        of_amounts = raw.get("type") == "amount"
        known = [one for one in units() if one.isupper()] if of_amounts else [*units()]
        if of_amounts and unit is None:
            faults.append('amounts need a "unit", their currency, such as EUR')
        elif unit is not None and raw.get("type") not in ("amount", "number"):
            faults.append('"unit" is that of amounts and numbers; other types have none')
        elif isinstance(unit, str) and unit not in known:
            hint = did_you_mean(unit, known) or did_you_mean(unit.upper(), known)
            what = "is no currency" if of_amounts else f"is no unit; write one such as {UNIT_EXAMPLES}"
            faults.append(f'"{unit}" {what}{hint}')
        return faults


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A value of a row. `id` is that of its column; the key of the value is the column's type, except that an
    address by name is a `link`."""

    id: Id
    text: Text | None = None
    amount: Plain | None = None
    number: Plain | None = None
    duration: Plain | None = None
    address: Url | None = None
    link: Annotated[str, ref("link", "portal")] | None = None


@dataclass(frozen=True, kw_only=True)
class TableRow(Cited, Dated):
    """A row of a table: what its inputs must be, and a value for each column that has one.

    YAML has the values under the ids of their columns. `text` says in a sentence what the row promises;
    without it the promised duration says it.
    """

    id: Id
    when: Condition = ()
    text: Text | None = None
    hours_kept: Literal["round-the-clock", "business-hours", "unstated"] | None = None
    cells: tuple[Cell, ...] = ()

    @classmethod
    def find_missing_source(cls, raw: Mapping[str, Any]) -> list[str]:
        """Nothing: a row without facts of its own has those of its table."""
        return []


@dataclass(frozen=True, kw_only=True)
class Table(Cited):
    """A decision table. By its `hit_policy` exactly one row holds (unique), of those that hold the first
    counts (first), or all of them do (collect).

    `promise` is the column that says within what time a response comes, so that due times are computed.
    """

    id: Id
    name: Text | None = None
    inputs: Annotated[tuple[Annotated[str, ref("question", "setting")], ...], AtLeastOne()]
    columns: Annotated[tuple[Column, ...], AtLeastOne()]
    hit_policy: Literal["unique", "first", "collect"] = "unique"
    promise: Plain | None = None
    rows: Annotated[tuple[TableRow, ...], AtLeastOne()] = ()
    rows_file: Plain | None = None
    assumptions: tuple[Assumption, ...] = ()
    notes: tuple[Item, ...] = ()

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """Rows in one place, and what only promises have."""
        faults = super().find_faults(raw)
        if ("rows" in raw) == ("rows_file" in raw):
            faults.append('a table has either "rows" or "rows_file", a CSV file beside this one')
        if raw.get("id") in ("table", RESPONSE_TIMES):
            faults.append(f'the id "{raw["id"]}" is that of response_times.yml')
        if "promise" not in raw:
            only = [key for key in ("assumptions", "notes") if key in raw]
            faults += [f'"{key}" has a place only in a table with a "promise"' for key in only]
        elif raw.get("hit_policy") == "collect":
            faults.append("of a promise one row must hold: the hit policy is unique or first")
        return faults


@dataclass(frozen=True, kw_only=True)
class TablesFile:
    """tables.yml."""

    tables: tuple[Table, ...] = ()
