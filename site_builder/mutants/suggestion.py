"""Scenarios that would notice mutants: answers with which they differ, and keys that tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from decision_tree.conditions import SEPARATOR, chosen
from decision_tree.model import Row, Tree, TreeError
from decision_tree.periods import PERIOD, days_of, in_period, period_setting
from decision_tree.walk import Step, decide
from site_builder.guide import PIECES
from site_builder.mutants.judging import Given, Survivor
from site_builder.mutants.mutant import Mutant
from site_builder.tree import Cells, ShownPieces, known_pieces, promise_words, short_id, shown_pieces

Keys = dict[str, Any]
"""Keys of a scenario with their values, as YAML has them."""

_ORDER = ("portal", "row", "promise", "tables", "cells", *PIECES, "warnings", "fields", "never")
_PLAIN = re.compile(r"[A-Za-z][\w.@/<>+-]*( [\w.@/<>+-]+)*|https?://[\w./?=&%#<>-]+")
_READ_OTHERWISE = {"yes", "no", "on", "off", "y", "n", "true", "false", "null"}


@dataclass
class Suggestion:
    """A scenario to write, with the mutants that it would notice."""

    given: Given
    step: Step
    period: str
    """The period in which it comes out so, "" where it does on all days."""
    mutants: list[Mutant] = field(default_factory=list)
    keys: Keys = field(default_factory=dict)


def suggest(tree: Tree, survivors: Sequence[Survivor]) -> list[Suggestion]:
    """The scenarios that would notice some mutants of a tree; those with the same answers are one."""
    found: dict[tuple[object, ...], Suggestion] = {}
    for one in survivors:
        if one.given is None:
            continue
        period = one.given.get(PERIOD, "")
        given = {name: value for name, value in one.given.items() if name != PERIOD}
        only = "" if period and is_same_on_all_days(tree, given) else period
        key = (only, *sorted(given.items()))
        step = decide(in_period(tree, period), given)
        suggestion = found.setdefault(key, Suggestion(given, step, only))
        suggestion.mutants.append(one.mutant)
        _merge(suggestion.keys, keys_that_tell(tree, step, in_period(one.mutant.tree, period), given))
    return list(found.values())


def is_same_on_all_days(tree: Tree, given: Given) -> bool:
    """Whether a case comes out the same on all days on which its answers are offered."""
    setting = period_setting(tree)
    steps = [(one.id, decide(in_period(tree, one.id), given)) for one in setting.answers] if setting else []
    offered = [(id, step) for id, step in steps if not step.notices]
    shown = [shown_pieces(in_period(tree, id), step.at, step.facts) for id, step in offered]
    return all(one == shown[0] for one in shown)


def keys_that_tell(tree: Tree, step: Step, other: Tree, given: Given) -> Keys:
    """What a scenario says of a case in one tree, where answers lead to a step, that is not so in another;
    nothing where the outcome, or that there is one, tells."""
    shown = shown_pieces(tree, step.at, step.facts)
    own: Keys = {"row": shown.row.id} if shown.row else {}
    try:
        elsewhere = decide(other, given)
        if elsewhere.at != step.at or elsewhere.unused:
            return own
        seen = shown_pieces(other, step.at, elsewhere.facts)
    except TreeError:
        return own
    return own | {key: value for key, value in _differences(shown, seen) if value}


def _differences(shown: ShownPieces, seen: ShownPieces) -> Iterator[tuple[str, Any]]:
    """Keys of a scenario with which what is shown is told from what is seen elsewhere."""
    if shown.addresses != seen.addresses:
        yield "portal", sorted(shown.addresses)
    row, other = shown.row, seen.row
    if row and other and row.id == other.id and _time(row) != _time(other):
        yield "promise", f"{promise_words(row)}, {row.hours_kept}"
    yield "tables", {id: list(rows) for id, rows in shown.tables.items() if rows != seen.tables.get(id)}
    yield (
        "cells",
        {
            id: changed
            for id, rows in shown.cells.items()
            if (changed := _changed_cells(rows, seen.cells.get(id, ())))
        },
    )
    never: dict[str, list[str]] = {}
    for key in PIECES:
        own, others = shown.pieces[key], seen.pieces[key]
        missing = [id for id in own if id not in others]
        common = [id for id in own if id in others]
        if common != [id for id in others if id in own]:
            missing = list(own)
        yield key, missing
        never[key] = [id for id in others if id not in own]
    yield "warnings", [id for id in shown.warnings if id not in seen.warnings]
    never["warnings"] = [id for id in seen.warnings if id not in shown.warnings]
    fields = {id: value for id, value in shown.fields.items() if value != seen.fields.get(id)}
    yield "fields", {id: value if id in seen.fields else "" for id, value in fields.items()}
    never["fields"] = [id for id in seen.fields if id not in shown.fields]
    yield "never", {key: ids for key, ids in never.items() if ids}


def _changed_cells(rows: Sequence[Cells], others: Sequence[Cells]) -> dict[str, str]:
    """The cells of the first row that has others elsewhere."""
    for row, other in zip(rows, others, strict=False):
        if changed := {
            column: value for column, (value, _) in row.items() if other.get(column) != row[column]
        }:
            return changed
    return {}


def _time(row: Row) -> tuple[object, ...]:
    return row.hours, row.business_days, row.hours_kept


def _merge(keys: Keys, more: Keys) -> None:
    """Add keys to others; of lists what they do not have."""
    for key, value in more.items():
        if isinstance(value, list) and key in keys:
            longer, shorter = sorted((keys[key], value), key=len, reverse=True)
            keys[key] = [*longer, *(one for one in shorter if one not in longer)]
        elif isinstance(value, dict) and key in keys:
            _merge(keys[key], value)
        else:
            keys[key] = value or keys.get(key, value)


def scenario_yaml(tree: Tree, case: Suggestion, id: str) -> str:
    """A scenario as YAML, to be pasted into scenarios.yml."""
    settings = {one.id: one.default for one in tree.settings}
    several = {one.id for one in tree.questions if one.several}
    answers = {
        name: chosen(value) if name in several else value
        for name, value in case.given.items()
        if name not in settings
    }
    changed = {name: value for name, value in case.given.items() if settings.get(name, value) != value}
    written: Keys = {"id": id, "title": _title(tree, case.step), "answers": answers}
    written |= {"settings": changed} if changed else {}
    if case.period:
        first, last = days_of(case.period)
        written["on"] = first or last
    written["outcome"] = case.step.at
    written |= _written_keys(tree, case)
    lines = [f"    {key}: {_flow(value)}" for key, value in written.items()]
    return "\n".join(["  - " + lines[0].lstrip(), *lines[1:]])


def _written_keys(tree: Tree, case: Suggestion) -> Keys:
    """The keys as a writer would have them: in order, with ids as short as they may be."""
    outcome = tree.outcome(case.step.at)
    assert outcome is not None
    known = {key: known_pieces(tree, outcome, key) for key in PIECES}
    shown = shown_pieces(tree, outcome.id, case.step.facts)

    def shortened(key: str, ids: list[str]) -> list[str]:
        return [short_id(id, known[key]) for id in ids] if key in PIECES else ids

    written: Keys = {}
    for key in (key for key in _ORDER if key in case.keys):
        value = case.keys[key]
        if key in PIECES:
            value = shortened(key, sorted(value, key=shown.pieces[key].index))
        elif key == "fields":
            taking = {field.id for field in outcome.fields if field.kind == "answer"}
            split = {
                id: chosen(one) if id in taking and SEPARATOR in one else one for id, one in value.items()
            }
            value = [{id: split[id]} if split[id] else id for id in shown.fields if id in split]
        elif key == "never":
            value = {below: shortened(below, ids) for below, ids in value.items()}
        written[key] = value
    return written


def _title(tree: Tree, step: Step) -> str:
    """A title made of the answers, for a writer to replace."""
    labels = []
    for name, value in step.path[-3:]:
        question = tree.question(name)
        chosen_labels = [one.label for one in question.answers if one.id in chosen(value)] if question else []
        labels.append(f"{question.name if question else name}: {', '.join(chosen_labels)}")
    return "; ".join(labels)


def _flow(value: Any) -> str:
    """A value as YAML in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if _PLAIN.fullmatch(value) and value.lower() not in _READ_OTHERWISE:
        return str(value)
    if re.fullmatch(r"[0-9]+ (hours?|business days?), [a-z-]+|none, [a-z-]+", value):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
