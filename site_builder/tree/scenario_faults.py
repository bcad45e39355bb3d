"""Where a scenario comes out differently from what it says, in one period."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set

from decision_tree.conditions import chosen
from decision_tree.model import Outcome, Row, Tree
from decision_tree.walk import decide
from site_builder.guide import OTHERS, PIECES, DueCase, Scenario
from site_builder.guide.model import Promise
from site_builder.problems import did_you_mean
from site_builder.tree.card_pieces import ShownPieces, full_id, ids_ending, known_pieces, shown_pieces
from site_builder.tree.never import YamlPath
from site_builder.tree.scenario_clocks import DueFound, ScenarioClocks

NAMES = {
    "steps": "step", "who": 'item of "who"', "response": 'item of "response"', "cost": 'item of "cost"',
    "follow_up": 'item of "follow_up"', "notes": "note of the response table", "instead": "variant",
}  # fmt: skip
"""What a piece under each of the keys PIECES is called in messages."""

Fault = tuple[YamlPath, str]
"""The place below the scenario, and what is wrong there."""


def scenario_faults(
    tree: Tree, scenario: Scenario, cautions: Set[str], clocks: ScenarioClocks
) -> Iterator[Fault]:
    """What is wrong with one scenario in a tree.

    `cautions` are the ids of the warnings that the first screen shows.
    """
    step = decide(tree, {**scenario.given, **scenario.settings})
    if step.notices:
        names = ", ".join(f"{one.name}={one.value}" for one in step.notices)
        yield ("answers",), f"these answers do not exist: {names}"
        return
    if not step.is_outcome:
        yield ("answers",), f'the answers stop at the question "{step.at}"'
        return
    if step.unused:
        yield ("answers",), f"these answers are never asked for: {', '.join(step.unused)}"
    if step.at != scenario.outcome:
        yield ("outcome",), f'leads to "{step.at}", not "{scenario.outcome}"'
        return
    shown = shown_pieces(tree, step.at, step.facts)
    outcome = tree.outcome(step.at)
    assert outcome is not None
    yield from _row_faults(shown, scenario)
    yield from _promise_faults(shown.row, scenario.promised)
    for index, case in enumerate(scenario.due):
        path: YamlPath = ("due", index) if len(scenario.due) > 1 else ("due",)
        yield from (((*path, key), message) for key, message in _due_faults(shown.row, case, clocks))
    yield from _table_faults(shown, scenario)
    for id, cells in scenario.cells.items():
        yield from ((("cells", id, *path), message) for path, message in _cell_faults(tree, shown, id, cells))
    for k, id in enumerate(scenario.warnings):
        if id not in shown.warnings:
            yield ("warnings", k), f'the warning "{id}" is not shown'
    for key in PIECES:
        yield from _piece_faults(tree, outcome, shown, key, getattr(scenario, key))
    yield from _field_faults(tree, outcome, shown, scenario)
    yield from _never_faults(tree, outcome, shown, scenario)
    yield from _differences("portal", "address", scenario.portal, shown.addresses)
    yield from _differences("cautions", "warning", scenario.cautions, cautions & {*shown.warnings})


def _row_faults(shown: ShownPieces, scenario: Scenario) -> Iterator[Fault]:
    row = shown.row.id if shown.row else None
    if row != scenario.row and (scenario.row or row):
        found = f'the response row is "{row}"' if row else "no response row holds"
        yield ("row",), f'{found}, not "{scenario.row}"' if scenario.row else f"{found}; write row: {row}"


def promise_words(row: Row | None) -> str:
    """The time that a row promises, as scenarios write it."""
    if row is None or (row.hours is None and row.business_days is None):
        return "none"
    count, unit = (row.hours, "hour") if row.hours is not None else (row.business_days, "business day")
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _promise_faults(row: Row | None, wanted: Promise | None) -> Iterator[Fault]:
    if wanted is None:
        return
    found = promise_words(row)
    if wanted.within.removesuffix("s") != found.removesuffix("s"):
        yield ("promise",), f'what is promised is "{found}", not "{wanted.within}"'
    kept = row.hours_kept if row else "unstated"
    if wanted.kept and wanted.kept != kept:
        yield ("promise",), f'the hours that count are "{kept}", not "{wanted.kept}"'


def _due_faults(row: Row | None, case: DueCase, clocks: ScenarioClocks) -> Iterator[tuple[str, str]]:
    """What is wrong with a due time, by the key that says otherwise."""
    if case.calendar and case.calendar not in clocks.ids:
        yield "calendar", f'there is no calendar "{case.calendar}"{did_you_mean(case.calendar, clocks.ids)}'
    elif row is None:
        yield "asked", "the outcome has no response row, so nothing falls due"
    else:
        found = clocks.find_due(row, case)
        if due_words(found) != due_words(DueFound(_moment(case.by), _moment(case.opens))):
            yield (
                "by" if case.by else "opens",
                f'asked {_moment(case.asked)}, what comes of it is "{due_words(found)}"',
            )


def due_words(found: DueFound) -> str:
    """What comes of a request, as scenarios write it."""
    return f"opens: {found.opens}" if found.opens else f"by: {found.by or 'none'}"


def _moment(text: str | None) -> str:
    return "" if text in (None, "none") else text.replace("T", " ")


def _table_faults(shown: ShownPieces, scenario: Scenario) -> Iterator[Fault]:
    for id, wanted in scenario.tables.items():
        if id not in shown.tables:
            yield ("tables",), f'the outcome shows no table "{id}"{did_you_mean(id, shown.tables)}'
        elif wanted != shown.tables[id]:
            found = ", ".join(shown.tables[id]) or "no row"
            yield ("tables",), f'the table "{id}" has {found}, not {", ".join(wanted)}'


def _cell_faults(tree: Tree, shown: ShownPieces, id: str, wanted: Mapping[str, str]) -> Iterator[Fault]:
    """Cells that no row shown of a table has together."""
    if id not in shown.cells:
        yield (), f'the outcome shows no table "{id}"{did_you_mean(id, shown.cells)}'
        return
    columns = [column.id for column in tree.table(id).columns]
    if unknown := [column for column in wanted if column not in columns]:
        for column in unknown:
            yield (
                (column, "@key"),
                f'the table "{id}" has no column "{column}"{did_you_mean(column, columns)}',
            )
        return
    rows = shown.cells[id]
    if any(all(value in row.get(column, ("", "")) for column, value in wanted.items()) for row in rows):
        return
    for column, value in wanted.items():
        found = [row[column][0] for row in rows if column in row]
        if value not in found and not any(value in row.get(column, ()) for row in rows):
            yield (
                (column,),
                f'"{column}" of the table "{id}" is {" and ".join(found) or "empty"}, not {value}',
            )
            return
    yield (), f'no row shown of the table "{id}" has all of these cells'


def _piece_faults(
    tree: Tree, outcome: Outcome, shown: ShownPieces, key: str, wanted: Sequence[str]
) -> Iterator[Fault]:
    """Pieces that are not shown, or not in the order in which a scenario names them."""
    if not wanted:
        return
    last, before = -1, ""
    for k, name in enumerate(wanted):
        known = known_pieces(tree, outcome, key)
        if not (id := full_id(name, known)):
            yield (key, k), _unknown(outcome, key, name, known)
        elif id not in shown.pieces[key]:
            yield (key, k), f'the {NAMES[key]} "{name}" is not shown'
        elif (place := shown.pieces[key].index(id)) < last:
            yield (key, k), f'the {NAMES[key]} "{name}" comes before "{before}"'
        else:
            last, before = place, name


def _unknown(outcome: Outcome, key: str, name: str, known: Collection[str]) -> str:
    alike = ids_ending(name, known)
    hint = f"; write {' or '.join(alike)}" if alike else did_you_mean(name, [*known, *_short(known)])
    return f'the outcome "{outcome.id}" has {"several" if alike else "no"} {NAMES[key]} "{name}"{hint}'


def _short(known: Collection[str]) -> list[str]:
    """The ids without the part that need not be written."""
    return [id.partition(".")[2] for id in known if "." in id]


def _field_faults(tree: Tree, outcome: Outcome, shown: ShownPieces, scenario: Scenario) -> Iterator[Fault]:
    for path, id, value in scenario.given_fields:
        if id not in shown.fields:
            known = [field.id for field in outcome.fields]
            reason = "is not shown" if id in known else f'is not in the form of "{outcome.id}"'
            yield ("fields", *path), f'the field "{id}" {reason}'
        elif value is not None and value not in (found := (shown.fields[id], shown.labels.get(id))):
            if found[0]:
                words = " and ".join(f'"{one}"' for one in chosen(found[0]))
                yield ("fields", *path), f'the field "{id}" has {words}, not "{value}"'
            else:
                message = f'the field "{id}" is typed by readers and has no value; name it without one'
                yield ("fields", *path), message


def _never_faults(tree: Tree, outcome: Outcome, shown: ShownPieces, scenario: Scenario) -> Iterator[Fault]:
    named = {"warnings": (*scenario.warnings, *(scenario.cautions or ())),
             "fields": tuple(id for _, id, _ in scenario.given_fields)}  # fmt: skip
    for key, name, there in (("warnings", "warning", shown.warnings), ("fields", "field", [*shown.fields])):
        for k, id in enumerate(getattr(scenario.never, key)):
            for one in _others(there, named[key]) if id == OTHERS else [id] if id in there else ():
                yield ("never", key, k), f'the {name} "{one}" is shown'
    yield from _never_rows(tree, shown, scenario.never.rows)
    for key in PIECES:
        known = known_pieces(tree, outcome, key)
        for k, name in enumerate(getattr(scenario.never, key)):
            id = full_id(name, known)
            if name == OTHERS:
                items = [one for one in shown.pieces[key] if "/" not in one]
                for one in _others(items, [full_id(own, known) for own in getattr(scenario, key)]):
                    yield ("never", key, k), f'the {NAMES[key]} "{one}" is shown and not named'
            elif not id:
                yield ("never", key, k), _unknown(outcome, key, name, known)
            elif id in shown.pieces[key]:
                yield ("never", key, k), f'the {NAMES[key]} "{name}" is shown'


def _others(shown: Collection[str], named: Collection[str]) -> list[str]:
    return [id for id in shown if id not in named]


def _never_rows(tree: Tree, shown: ShownPieces, never: Sequence[str]) -> Iterator[Fault]:
    rows = {row.id for table in tree.tables for row in table.rows} if never else ()
    for k, id in enumerate(never):
        if id not in rows:
            yield ("never", "rows", k), f'no table has a row "{id}"{did_you_mean(id, rows)}'
        elif id in shown.rows:
            yield ("never", "rows", k), f'the row "{id}" is shown'


def _differences(key: str, what: str, wanted: Collection[str] | None, shown: Set[str]) -> Iterator[Fault]:
    """Where a list that must be exact, if it is given, differs from what is shown."""
    if wanted is not None:
        for id in sorted(set(wanted) - shown):
            yield (key,), f'the {what} "{id}" is not shown'
        for id in sorted(shown - set(wanted)):
            yield (key,), f'the {what} "{id}" is shown and not listed'
