"""The guide's scenarios, walked: each says which answers must lead where, and is checked at every build.

A scenario without a day must come out so in every period in which all of its answers are offered: whether it
does never depends on the day of the check.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set

from decision_tree.card import card
from decision_tree.model import Tree
from decision_tree.periods import in_period, period_on, period_setting
from decision_tree.walk import decide
from site_builder.guide import Content, Scenario
from site_builder.problems import Problem, did_you_mean
from site_builder.tree.class_names import period_words


def scenario_problems(content: Content, tree: Tree) -> Iterator[Problem]:
    """Every way in which a scenario comes out differently from what it says."""
    document = content.documents["scenarios"]
    cautions = {warning.id for warning in content.guide.outcomes.warnings if warning.level != "note"}
    for index, scenario in enumerate(content.guide.scenarios.scenarios):
        for key, message in _faults_of_all_days(tree, scenario, cautions):
            yield document.problem(("scenarios", index, key), f'scenario "{scenario.id}": {message}')


def _faults_of_all_days(tree: Tree, scenario: Scenario, cautions: Set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a scenario on its day, or on any on which its answers are offered."""
    days = scenario_periods(tree, scenario)
    if not days:
        when = f"on {scenario.on}" if scenario.on else "on any day"
        yield "answers", f"not all of these answers are offered {when}"
    found: dict[tuple[str, str], list[str]] = {}
    for id in days:
        for fault in scenario_faults(in_period(tree, id), scenario, cautions):
            found.setdefault(fault, []).append(id)
    for (key, message), met in found.items():
        where = f' {period_words(met)}; write "on" where days differ' if len(met) < len(days) else ""
        yield key, message + where


def scenario_periods(tree: Tree, scenario: Scenario) -> tuple[str, ...]:
    """The periods in which a scenario must come out as it says: that of its day, or all in which its answers
    are offered. A tree without periods has one, ""."""
    setting = period_setting(tree)
    if setting is None:
        return ("",)
    given = {**scenario.given, **scenario.settings}
    periods = [period_on(setting, scenario.on)] if scenario.on else setting.answers
    return tuple(one.id for one in periods if not decide(in_period(tree, one.id), given).notices)


def scenario_faults(tree: Tree, scenario: Scenario, cautions: Set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with one scenario: the key that says otherwise, and a message.

    `cautions` are the ids of the warnings that the first screen shows.
    """
    step = decide(tree, {**scenario.given, **scenario.settings})
    if not step.is_outcome:
        yield "answers", f'the answers stop at the question "{step.at}"'
        return
    if step.unused:
        yield "answers", f"these answers are never asked for: {', '.join(step.unused)}"
    if step.at != scenario.outcome:
        yield "outcome", f'leads to "{step.at}", not "{scenario.outcome}"'
        return
    reached = card(tree, step)
    row = reached.row.id if reached.row else None
    if row != scenario.row and (scenario.row or row):
        found = f'the response row is "{row}"' if row else "no response row holds"
        yield "row", f'{found}, not "{scenario.row}"' if scenario.row else f"{found}; write row: {row}"
    shown_tables = {table.id: [row.id for row in rows] for table, rows in reached.tables}
    for id, wanted in scenario.tables.items():
        if id not in shown_tables:
            yield "tables", f'the outcome shows no table "{id}"{did_you_mean(id, shown_tables)}'
        elif list(wanted) != shown_tables[id]:
            found = ", ".join(shown_tables[id]) or "no row"
            yield "tables", f'the table "{id}" has {found}, not {", ".join(wanted)}'
    shown = {item.id for part in reached.parts if part.id == "warnings" for item in part.items}
    for id in scenario.warnings:
        if id not in shown:
            yield "warnings", f'the warning "{id}" is not shown'
    for id in scenario.not_warnings:
        if id in shown:
            yield "not_warnings", f'the warning "{id}" is shown'
    addresses = {reached.outcome.address, *(field.address for field in reached.fields)} - {""}
    yield from _differences("portal", "address", scenario.portal, addresses)
    yield from _differences("cautions", "warning", scenario.cautions, shown & cautions)


def _differences(
    key: str, what: str, wanted: Collection[str] | None, shown: Set[str]
) -> Iterator[tuple[str, str]]:
    """Where a list that must be exact, if it is given, differs from what is shown."""
    if wanted is not None:
        for id in sorted(set(wanted) - shown):
            yield key, f'the {what} "{id}" is not shown'
        for id in sorted(shown - set(wanted)):
            yield key, f'the {what} "{id}" is shown and not listed'
