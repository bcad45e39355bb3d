"""The proof of decision tables: at each outcome that shows one, the rows that its hit policy asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.site.checking import check_all
from tests.support.guide_problems import problems
from tests.support.table_guide import table_guide

T, C = "docs/guide/tables.yml", "docs/guide/extracts.csv"


def test_the_certificate_names_each_table_and_where_it_is_proved(tmp_path: Path) -> None:
    certificate = check_all(table_guide(tmp_path)).proof.certificate()
    assert certificate["tables"] == [
        {"id": "fees", "hit_policy": "unique", "rows": 3, "outcomes": ["apply"]},
        {"id": "papers", "hit_policy": "collect", "rows": 2, "outcomes": ["apply"]},
        {"id": "extracts", "hit_policy": "first", "rows": 3, "outcomes": ["extract"]},
        {"id": "post", "hit_policy": "unique", "rows": 1, "outcomes": ["extract"]},
    ]
    assert certificate["response_rows"] == 0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("urgency: [normal, unsure]}, fee", "urgency: normal}, fee",
         f'{T}:12:7: no row of the table "fees" holds for service=id-card, urgency=unsure (met at apply); '
         "add what is missing"),
        ("when: {urgency: urgent}, fee", "when: {}, fee", f"{T}:21:28: expected a condition"),
        ("{service: id-card, u", "{service: [id-card, passport], u",
         f'{T}:19:26: the rows "passport" ({T}:12) and "card" ({T}:19) of the table "fees" both hold for '
         "service=passport, urgency=[normal, unsure]; exactly one must"),
        ("when: {urgency: urgent, clock: winter}", "when: {urgency: urgent, clock: winter, service: extract}",
         f'{T}:29:14: no combination of answers meets the row "letter": "service" is id-card or passport '
         "there"),
        ("some,10..", "some,", f'{C}:4:1: the row "one" never counts: wherever it holds, a row above it '
         "does too"),
        ("one,,", "one,2..,", f'{T}:30:5: no row of the table "extracts" holds for copies=1 (met at '
         "extract); add what is missing"),
        ("inputs: [service, urgency]", "inputs: [service, urgency, copies]",
         f'{T}:4:32: the input "copies" is asked on no way to apply, where the table is shown'),
        ("inputs: [service, urgency]", "inputs: [service, urgency, clock]",
         f'{T}:4:32: no row asks about the input "clock"; remove it'),
        ("inputs: [service, urgency, clock]", "inputs: [service, urgency]",
         f'{T}:29:46: "clock" is not one of the table\'s inputs; add it there'),
        ("[fees, papers]", "[fees]",
         f'{T}:22:9: no outcome has the table "papers"; name it there under "tables", or remove it'),
    ],
)  # fmt: skip
def test_gaps_clashes_and_idle_rows_are_named_with_their_places(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    found = problems(table_guide(tmp_path, old, new))
    assert found == [one for one in found if one.startswith(message)], found


def test_rows_that_only_clash_where_no_way_leads_are_no_clash(tmp_path: Path) -> None:
    """Both hold for an extract that is not urgent, and no way to the table asks that."""
    path = table_guide(tmp_path, "service: id-card, u", "service: [id-card, extract], u") / T
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("service: passport, u", "service: [passport, extract], u"), encoding="utf-8")
    check_all(tmp_path)


def test_scenarios_say_which_rows_are_shown(tmp_path: Path) -> None:
    table_guide(tmp_path)
    path = tmp_path / "docs/guide/scenarios.yml"
    scenario = """scenarios:
  - {id: many, title: Many, answers: {service: extract, copies: "60"}, outcome: extract, row: all,
     tables: {extracts: %s}}
"""
    path.write_text(scenario % "bulk", encoding="utf-8")
    check_all(tmp_path)
    path.write_text(scenario % "some", encoding="utf-8")
    assert problems(tmp_path) == [
        'docs/guide/scenarios.yml:3:14: scenario "many": the table "extracts" has bulk, not some'
    ]
    path.write_text(scenario.replace(", row: all", "") % "bulk", encoding="utf-8")
    assert problems(tmp_path) == [
        'docs/guide/scenarios.yml:2:5: scenario "many": the response row is "all"; write row: all'
    ]


def test_scenarios_say_what_a_row_has(tmp_path: Path) -> None:
    table_guide(tmp_path)
    path = tmp_path / "docs/guide/scenarios.yml"
    scenario = """scenarios:
  - {id: many, title: Many, answers: {service: extract, copies: "60"}, outcome: extract, row: all,
     cells: {extracts: {fee: %s, how: "By courier, at once"}, post: {days: 3 business days}}}
"""
    path.write_text(scenario % "1.25 EUR", encoding="utf-8")
    check_all(tmp_path)
    path.write_text(scenario % "2 EUR", encoding="utf-8")
    assert problems(tmp_path) == [
        'docs/guide/scenarios.yml:3:30: scenario "many": "fee" of the table "extracts" is 1.25 EUR, not 2 EUR'
    ]
    path.write_text((scenario % "1.25 EUR").replace("{fee:", "{fees:"), encoding="utf-8")
    assert problems(tmp_path) == [
        'docs/guide/scenarios.yml:3:25: scenario "many": the table "extracts" has no column "fees" '
        '(did you mean "fee"?)'
    ]
