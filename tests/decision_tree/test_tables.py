"""Decision tables in the engine: which rows count, what a card shows of them, and what counts as a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.card import card
from decision_tree.card_json import card_json
from decision_tree.conditions import Test, holds
from decision_tree.json_form import dump_tree, load_tree
from decision_tree.model import Row, Table, Tree
from decision_tree.receipt import Difference, receipt, replay
from decision_tree.replay_json import replay_json
from decision_tree.states import StateSpace
from decision_tree.tables import SingleRowError, rows_met
from decision_tree.walk import decide
from site_builder.site.checking import check_all
from tests.support.table_guide import table_guide
from tests.support.terminal import run_terminal

URGENT = {"service": "passport", "urgency": "urgent", "clock": "winter"}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return check_all(table_guide(tmp_path_factory.mktemp("tables"))).tree


def rows_of(tree: Tree, answers: Mapping[str, str]) -> dict[str, list[str]]:
    shown = card(tree, decide(tree, answers)).tables
    return {table.id: [row.id for row in rows] for table, rows in shown}


@given(st.lists(st.sets(st.sampled_from("abc"), min_size=1), max_size=4), st.sampled_from("abc"))
def test_the_rows_that_count_are_those_of_the_hit_policy(asked: list[set[str]], answer: str) -> None:
    rows = tuple(Row(f"r{i}", "", (Test("q", tuple(sorted(one))),)) for i, one in enumerate(asked))
    facts = {"q": answer}
    holding = tuple(row for row in rows if holds(row.when, facts))
    assert rows_met(Table("t", ("q",), rows, hit_policy="collect"), facts) == holding
    for policy, wanted in (("first", bool(holding)), ("unique", len(holding) == 1)):
        table = Table("t", ("q",), rows, hit_policy=policy)
        if wanted:
            assert rows_met(table, facts) == holding[:1]
        else:
            with pytest.raises(SingleRowError, match=r"for q=. the table .t. has"):
                rows_met(table, facts)


def test_a_card_has_the_rows_that_hold_and_their_keys(tree: Tree) -> None:
    assert rows_of(tree, URGENT) == {"fees": ["urgent"], "papers": ["photo", "letter"]}
    assert rows_of(tree, {**URGENT, "clock": "summer"})["papers"] == ["photo"]
    assert rows_of(tree, {"service": "extract", "copies": "10-to-49"}) == {"extracts": ["some"]}
    shown = card(tree, decide(tree, URGENT)).shown
    assert set(shown) == {
        "response/urgent",
        "tables/fees.urgent",
        "tables/papers.photo",
        "tables/papers.letter",
    }


def test_two_promises_of_one_guide_are_counted_each_by_its_hours(tree: Tree) -> None:
    def found(answers: Mapping[str, str]) -> Any:
        return card_json(StateSpace(tree), decide(tree, answers), 1_795_600_000)

    urgent, post = found(URGENT), found({"service": "extract", "copies": "1-to-9"})
    assert (urgent["due"]["kind"], urgent["due"]["due"]) == ("by", 1_795_600_000 + 24 * 3600)
    assert urgent["row"]["text"] == "Ready within: 24 hours"
    assert post["row"]["text"] == "It is sent within three business days."
    assert [cell["text"] for cell in urgent["tables"][0]["rows"][0]["cells"]] == ["€133.50", "24 hours"]


def test_another_row_is_a_change_even_where_the_outcome_is_the_same(tree: Tree) -> None:
    changes = card_json(StateSpace(tree), decide(tree, URGENT), 1_795_600_000)["changes"]
    clock = next(one for one in changes if one["id"] == "clock")
    assert [(end["outcome"], end["tables"]) for end in clock["ends"]] == [
        ("apply", ["Fees: €133.50 · 24 hours", "Papers to bring: A photo"])
    ]


def test_a_fact_that_changed_in_a_row_is_a_difference_of_a_receipt_and_a_text_is_not(tree: Tree) -> None:
    text = receipt(tree, decide(tree, URGENT))

    def later(**changes: str) -> Tree:
        tables = list(tree.tables)
        rows = list(tables[0].rows)
        fee, *others = rows[2].cells
        rows[2] = replace(rows[2], cells=(replace(fee, **changes), *others))
        tables[0] = replace(tables[0], rows=tuple(rows))
        return replace(tree, tables=tuple(tables))

    assert replay(tree, text).differences == ()
    assert replay(later(text="133,50 €"), text).differences == (), "another language"
    dearer = later(text="€140.00", value="140 EUR")
    assert replay(dearer, text).differences == (Difference("tables"),)
    assert replay_json(dearer, text)["differences"] == [
        "The tables have changed since then. They now say: Fees: €140.00 · 24 hours; "
        "Papers to bring: A photo | A letter"
    ]


def test_a_tree_with_tables_is_the_same_after_its_json(tree: Tree) -> None:
    assert load_tree(dump_tree(tree)) == tree


def test_the_terminal_prints_the_rows_that_hold(tree: Tree, tmp_path: Path) -> None:
    path = tmp_path / "tree.json"
    path.write_text(dump_tree(tree), encoding="utf-8")
    given_answers = ",".join(f"{name}={value}" for name, value in URGENT.items())
    printed = run_terminal(str(path), "--answers", given_answers).out
    for line in (
        "Fees",
        "Fee: €133.50",
        "Ready within: 24 hours",
        "What: A letter",
        "Papers to bring: A photo",
    ):
        assert line in printed, printed


def test_the_terminal_says_an_outcome_once_whatever_its_tables_may_say(tree: Tree, tmp_path: Path) -> None:
    path = tmp_path / "tree.json"
    path.write_text(dump_tree(tree), encoding="utf-8")
    said = run_terminal("--answers", "service=extract,copies=50-to-100", str(path))
    lines = [line for line in " ".join(said.out.split()).split("•") if "→" in line]
    assert any(
        line.strip().endswith("The guide first asks: Urgency. | Apply at the desk") for line in lines
    ), lines
