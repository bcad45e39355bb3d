"""The guide's scenarios, walked: each says which answers must lead where, and is checked at every build.

A scenario without a day must come out so in every period in which all of its answers are offered: whether it
does never depends on the day of the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from decision_tree.model import Tree
from decision_tree.periods import in_period, period_on, period_setting
from decision_tree.walk import decide
from site_builder.guide import Content, Scenario
from site_builder.problems import Problem
from site_builder.tree.class_names import period_words
from site_builder.tree.never import YamlPath
from site_builder.tree.scenario_clocks import ScenarioClocks
from site_builder.tree.scenario_faults import scenario_faults


def scenario_problems(content: Content, tree: Tree, clocks: ScenarioClocks) -> Iterator[Problem]:
    """Every way in which a scenario comes out differently from what it says."""
    document = content.documents["scenarios"]
    cautions = caution_ids(content)
    for index, scenario in enumerate(content.guide.scenarios.scenarios):
        for path, message in _faults_of_all_days(tree, scenario, cautions, clocks):
            yield document.problem(("scenarios", index, *path), f'scenario "{scenario.id}": {message}')


def comes_out(tree: Tree, scenario: Scenario, cautions: Set[str], clocks: ScenarioClocks) -> bool:
    """Whether a scenario comes out in a tree as it says. Raises TreeError where the tree has gaps."""
    return next(_faults_of_all_days(tree, scenario, cautions, clocks), None) is None


def caution_ids(content: Content) -> frozenset[str]:
    """The ids of the warnings that the first screen shows."""
    return frozenset(warning.id for warning in content.guide.outcomes.warnings if warning.level != "note")


def _faults_of_all_days(
    tree: Tree, scenario: Scenario, cautions: Set[str], clocks: ScenarioClocks
) -> Iterator[tuple[YamlPath, str]]:
    """What is wrong with a scenario on its day, or on any on which its answers are offered."""
    days = scenario_periods(tree, scenario)
    if not days:
        when = f"on {scenario.on}" if scenario.on else "on any day"
        yield ("answers",), f"not all of these answers are offered {when}"
    found: dict[tuple[YamlPath, str], list[str]] = {}
    for id in days:
        for fault in scenario_faults(in_period(tree, id), scenario, cautions, clocks):
            found.setdefault(fault, []).append(id)
    for (path, message), met in found.items():
        where = f' {period_words(met)}; write "on" where days differ' if len(met) < len(days) else ""
        yield path, message + where


def scenario_periods(tree: Tree, scenario: Scenario) -> tuple[str, ...]:
    """The periods in which a scenario must come out as it says: that of its day, or all in which its answers
    are offered. A tree without periods has one, ""."""
    setting = period_setting(tree)
    if setting is None:
        return ("",)
    given = {**scenario.given, **scenario.settings}
    periods = [period_on(setting, scenario.on)] if scenario.on else setting.answers
    return tuple(one.id for one in periods if not decide(in_period(tree, one.id), given).notices)
