"""What a scenario may say of a case, each key with what is said where it comes out differently."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from decision_tree.card import card
from decision_tree.walk import decide
from site_builder.guide.instances import build_instance
from site_builder.guide.scenarios import Scenario
from site_builder.site.checking import Checked
from site_builder.tree.scenario_clocks import ScenarioClocks
from site_builder.tree.scenario_faults import scenario_faults
from site_builder.tree.scenarios import caution_ids
from site_builder.tree.untouched import scenario_coverage
from tests.support.guide_problems import problems

CASE = {
    "id": "case",
    "title": "A case",
    "answers": {
        "product": "azure", "kind": "request", "partner": "direct", "azure-role": "global-admin",
        "azure-access": "yes",
    },
    "outcome": "azure",
    "row": "request-english",
}  # fmt: skip


def faults(checked: Checked, **keys: Any) -> list[tuple[str, str]]:
    """What is wrong with the case, with these keys beside its own: the place and the message."""
    scenario: Scenario = build_instance(Scenario, CASE | keys)
    clocks = ScenarioClocks(checked.locales.calendars, checked.locales.calendar)
    found = scenario_faults(checked.tree, scenario, caution_ids(checked.content), clocks)
    return [("/".join(map(str, path)), message) for path, message in found]


HOLDING: list[dict[str, Any]] = [
    {"promise": "1 business day"},
    {"promise": "1 business day, business-hours"},
    {"due": {"asked": "2026-12-24 15:00", "by": "2026-12-28 15:00"}},
    {"due": [{"asked": "2026-12-24T15:00", "calendar": "netherlands", "by": "2026-12-28 15:00"}]},
    {"steps": ["customer", "azure-request.new", "fill-in", "support-plan", "create"]},
    {"who": "global-admin", "cost": ["fee"], "follow_up": "manage", "notes": ["not-a-solution"]},
    {"fields": {"support-plan": "Cloud Solution Provider", "issue-type": "request"}},
    {"fields": ["summary", {"support-language": "english"}, "contact-name"]},
    {"fields": {"support-language": "English"}},
    {"never": {"steps": "credit", "who": "reseller", "cost": "billing", "notes": "english-only"}},
    {"never": {"fields": "severity", "warnings": ["fraud-act-now"], "rows": ["request-local"]}},
]


@pytest.mark.parametrize("keys", HOLDING, ids=repr)
def test_a_case_that_comes_out_so(checked: Checked, keys: dict[str, Any]) -> None:
    assert faults(checked, **keys) == []


DIFFERENT: list[tuple[dict[str, Any], str, str]] = [
    ({"promise": "2 hours"}, "promise", 'what is promised is "1 business day", not "2 hours"'),
    ({"promise": "none"}, "promise", 'what is promised is "1 business day", not "none"'),
    ({"promise": "1 business day, unstated"}, "promise", 'the hours that count are "business-hours"'),
    (
        {"due": {"asked": "2026-12-24 15:00", "by": "2026-12-25 15:00"}},
        "due/by",
        'asked 2026-12-24 15:00, what comes of it is "by: 2026-12-28 15:00"',
    ),
    (
        {"due": {"asked": "2026-12-24 15:00", "by": "none", "calendar": "holland"}},
        "due/calendar",
        'there is no calendar "holland"',
    ),
    ({"steps": ["create", "fill-in"]}, "steps/1", 'the step "fill-in" comes before "create"'),
    ({"steps": ["fil-in"]}, "steps/0", 'has no step "fil-in" (did you mean "fill-in"?)'),
    ({"steps": ["create", "credit"]}, "steps/1", 'the step "credit" is not shown'),
    ({"who": ["reseller"]}, "who/0", 'the item of "who" "reseller" is not shown'),
    ({"notes": ["business-hours"]}, "notes/0", 'the note of the response table "business-hours" is not'),
    ({"fields": ["severity"]}, "fields/0", 'the field "severity" is not shown'),
    ({"fields": ["customer"]}, "fields/0", 'the field "customer" is not in the form of "azure"'),
    ({"fields": {"issue-type": "fraud"}}, "fields/0/issue-type", 'has "request", not "fraud"'),
    ({"fields": [{"summary": "x"}]}, "fields/0/summary", "is typed by readers and has no value"),
    ({"never": {"steps": ["create"]}}, "never/steps/0", 'the step "create" is shown'),
    ({"never": {"steps": ["created"]}}, "never/steps/0", 'has no step "created" (did you mean "create"?)'),
    ({"never": {"fields": ["summary"]}}, "never/fields/0", 'the field "summary" is shown'),
    ({"never": {"rows": ["request-english"]}}, "never/rows/0", 'the row "request-english" is shown'),
    ({"never": {"rows": ["reqest"]}}, "never/rows/0", 'no table has a row "reqest"'),
    ({"never": {"warnings": ["own-contact"]}}, "never/warnings/0", 'the warning "own-contact" is shown'),
    ({"warnings": ["fraud-act-now"]}, "warnings/0", 'the warning "fraud-act-now" is not shown'),
]


@pytest.mark.parametrize(("keys", "place", "message"), DIFFERENT, ids=repr)
def test_a_case_that_comes_out_differently(
    checked: Checked, keys: dict[str, Any], place: str, message: str
) -> None:
    found = faults(checked, **keys)
    assert [one[0] for one in found] == [place]
    assert message in found[0][1]


def test_due_times_of_a_scenario_do_not_depend_on_the_day_of_the_check(checked: Checked) -> None:
    """The calendars of a build end two years after it; those of scenarios are of the year that they name."""
    assert faults(checked, due={"asked": "2041-01-04 15:00", "by": "2041-01-07 15:00"}) == []


def test_work_that_opens_where_no_time_is_promised(checked: Checked) -> None:
    answers = CASE["answers"] | {"kind": "critical", "progress": "tried"}  # type: ignore[operator]
    case = {"answers": answers, "row": "break-fix-critical-local", "settings": {"language": "local"}}
    opens = {"asked": "2026-12-24 18:00", "opens": "2026-12-28 09:00"}
    assert faults(checked, **case, promise="none", due=opens) == []
    assert (
        "opens: 2026-12-28 09:00" in faults(checked, **case, due=opens | {"opens": "2026-12-25 09:00"})[0][1]
    )


@pytest.mark.lent
def test_mistakes_are_told_at_their_place(copy: Path) -> None:
    path = copy / "docs/guide/scenarios.yml"
    lines = [
        "scenarios:",
        "  - id: a",
        "    title: A",
        "    answers: {product: phone}",
        "    outcome: phone",
        "    promise: soon",
        "    due: {asked: tomorrow, by: none}",
        "    fields: [{sumary: x}, sumary]",
        "    never: {warnings: [own-contct], step: go-on}",
    ]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert [one.removeprefix("docs/guide/scenarios.yml:") for one in problems(copy)] == [
        '6:14: "soon" is not a promise; write one such as 2 hours, 1 business day, none, or 2 hours, '
        "round-the-clock",
        '7:18: "tomorrow" is not a moment; write one such as 2026-12-24 15:00',
        '9:37: unknown key "step" (did you mean "steps"?)',
    ]
    lines[5:7] = []
    lines[-1] = "    never: {warnings: [own-contct], steps: go-on}"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert [one.removeprefix("docs/guide/scenarios.yml:") for one in problems(copy)] == [
        '6:15: unknown field "sumary" (did you mean "summary"?)',
        '6:27: unknown field "sumary" (did you mean "summary"?)',
        '7:24: unknown warning "own-contct" (did you mean "own-contact"?)',
    ]
    lines[-2:] = ["    never: {steps: go-no}"]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert problems(copy) == [
        'docs/guide/scenarios.yml:6:20: scenario "a": the outcome "phone" has no step "go-no" '
        '(did you mean "go-on"?)'
    ]


def test_coverage_names_what_no_scenario_touches(checked: Checked) -> None:
    coverage = scenario_coverage(checked.content, checked.tree)
    scenarios = checked.content.guide.scenarios.scenarios
    given = {pair for one in scenarios for pair in (*one.given.items(), *one.settings.items())}
    given |= {(setting.id, setting.default) for setting in checked.tree.settings}
    answers = {(choice.id, answer.id) for choice in checked.tree.choices for answer in choice.answers}
    missing = {tuple(one.id.split("/")) for one in coverage.untouched if one.kind == "answer"}
    assert missing == answers - given
    assert coverage.totals["answer"] == len(answers)
    assert coverage.count("answer") == len(answers & given)
    walked = [card(checked.tree, decide(checked.tree, one.given | dict(one.settings))) for one in scenarios]
    rows = {one.row.id for one in walked if one.row}
    table = checked.tree.tables[0]
    assert coverage.count("row") == len(rows) == len(table.rows)
    by_id = {one.id: one for one in coverage.untouched}
    field = by_id["support-plan"]
    assert (field.kind, field.reason) == ("field", "no scenario names it")
    lines = (checked.root / field.file).read_text("utf-8").splitlines()
    assert lines[field.line - 1] == "  - id: support-plan"
    condition = by_id["azure-domain/route/credit"]
    assert condition.reason == "it holds in no scenario"
