"""The tools for assistants: what --json says, in every state; what is unknown is refused with the nearest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from decision_tree.found_json import Asking, found_json
from decision_tree.json_form import dump_tree
from decision_tree.mcp import OUTPUTS, Guide
from decision_tree.model import Answer, Case, Entry, Question, Tree
from decision_tree.published import Published
from decision_tree.states import StateSpace
from decision_tree.tools import TOOLS, ToolError, call
from decision_tree.walk import decide
from tests.support.answers import CRITICAL
from tests.support.selection_trees import symptoms
from tests.support.terminal import run_terminal
from tests.support.trees import make_tree

NOW = 1_795_600_000
TODAY = date(2026, 11, 25)
PAGE = "https://guide.example/en-US/"


def asked(tree: Tree, name: str, answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What a tool answers."""
    return call(StateSpace(tree), name, {"answers": answers, **more}, now=NOW, today=TODAY)


def every_way(tree: Tree) -> Iterator[dict[str, str]]:
    """The answers of every step of every path."""
    ways: list[dict[str, str]] = [{}]
    while ways:
        yield (answers := ways.pop())
        if question := tree.question(decide(tree, answers).at):
            ways += [answers | {question.id: answer.id} for answer in question.answers]


def places(tree: Tree) -> dict[str, dict[str, str]]:
    """Every question and outcome, with answers that lead there."""
    found = {decide(tree, answers).at: answers for answers in every_way(tree)}
    assert found.keys() == {one.id for one in (*tree.questions, *tree.outcomes)}
    return found


def test_on_every_path_it_is_what_the_engine_says(tree: Tree) -> None:
    space = StateSpace(tree)
    outcomes = 0
    for answers in every_way(tree):
        step = decide(tree, answers)
        found = call(space, "answer", {"answers": answers}, now=NOW, today=TODAY)
        assert found == found_json(space, step, Asking(NOW))
        outcomes += step.is_outcome
    assert outcomes > 100


def test_all_tools_answer_in_their_form_and_their_texts_say_it(tree: Tree) -> None:
    guide = Guide(Published(tree, PAGE), lambda: NOW)
    forms = {name: Draft202012Validator(schema) for name, schema in OUTPUTS.items()}
    forms["questions"].validate(guide.call("questions", {})[0])
    for place, answers in places(tree).items():
        found, text = guide.call("answer", {"answers": answers})
        forms["answer"].validate(found)
        assert found["page"] in text and found["page"].endswith(f"#{place}")
        if "question" in found:
            assert found["question"]["text"] in text
            continue
        for name in ("answer", "explain", "what_would_change"):
            part, said = guide.call(name, {"answers": answers})
            forms[name].validate(part)
            assert {key: found[key] for key in part.keys() - {"outcome"}}.items() <= part.items()
            assert found["receipt"] in said and found["page"] in said


def test_at_every_question_and_outcome_it_is_what_the_terminal_prints(tree: Tree, tmp_path: Path) -> None:
    path = tmp_path / "tree.json"
    path.write_text(dump_tree(tree), "utf-8")
    for answers in places(tree).values():
        given = ",".join(f"{name}={value}" for name, value in answers.items())
        moment = ("--submitted", "2026-12-24T15:00+01:00", "--calendar", "netherlands")
        printed = run_terminal(str(path), "--json", "--answers", given, *moment).out
        received = {"received": "2026-12-24T15:00+01:00", "calendar": "netherlands"}
        assert asked(tree, "answer", answers, **received) == json.loads(printed)


def typed_tree() -> Tree:
    """A tree that asks for a number, a date, and several answers."""
    to = (Case("moved"),)
    seats = Question(
        "seats",
        "How many?",
        "Seats",
        tuple(Answer(id, id, (Case("bought"),)) for id in ("1-to-9", "from-10")),
        entry=Entry("number", "1", "", "1", "7"),
    )
    bought = Question(
        "bought",
        "When?",
        "Bought",
        tuple(Answer(id, id, (Case("symptoms"),)) for id in ("to-2024-12-31", "from-2025-01-01")),
        entry=Entry("date", example="2025-02-01"),
    )
    return make_tree([seats, bought, symptoms(to, 3, "none")], ["moved"])


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ({"seats": 12}, {"seats": "from-10"}),
        ({"seats": 3.0, "bought": "2025-02-01"}, {"seats": "1-to-9", "bought": "from-2025-01-01"}),
        (
            {"seats": "1-to-9", "bought": "to-2024-12-31", "symptoms": ["a2", "a0"]},
            {"seats": "1-to-9", "bought": "to-2024-12-31", "symptoms": "a0.a2"},
        ),
    ],
)
def test_numbers_dates_and_several_answers_are_taken_as_they_are(
    given: dict[str, Any], understood: dict[str, str]
) -> None:
    assert asked(typed_tree(), "answer", given)["answers"] == understood


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("answers", {}, "no tool 'answers' (did you mean 'answer'?)"),
        ("answer", {"anwsers": {}}, "'answer' has no argument 'anwsers' (did you mean 'answers'?)"),
        ("questions", {"answers": {}}, "'questions' takes no arguments, and got 'answers'"),
        ("answer", {}, "'answers' must map ids of questions to answers"),
        ("answer", {"answers": {"prodct": "azure"}}, "no question 'prodct' (did you mean 'product'?)"),
        (
            "answer",
            {"answers": {"product": "azur"}},
            "'product' has no answer 'azur' (did you mean 'azure'?)",
        ),
        ("answer", {"answers": {"product": True}}, "must be an id, a number, or a list of ids"),
        ("answer", {"answers": {"product": "x" * 5001}}, "at most 5000 characters"),
        ("answer", {"answers": {"period": "from-2020-01-01"}}, "there is no question 'period'"),
        ("answer", {"answers": CRITICAL, "received": "yesterday"}, "'received' must be a moment"),
        ("answer", {"answers": CRITICAL, "received": "2026-11-24T14:40"}, "with its offset from UTC"),
        ("answer", {"answers": CRITICAL, "calendar": "netherland"}, "(did you mean 'netherlands'?)"),
        ("explain", {"answers": {"product": "azure"}}, "reach no outcome yet; ask the person 'kind' next"),
    ],
)
def test_what_is_not_valid_is_refused_with_what_is(
    tree: Tree, name: str, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(ToolError) as caught:
        call(StateSpace(tree), name, arguments, now=NOW, today=TODAY)
    assert message in str(caught.value)


def test_a_tool_says_that_the_person_is_asked_and_the_outcome_is_cited() -> None:
    told = " ".join(tool.description for tool in TOOLS)
    for rule in ("never guess", "cite the sources", "quote the `receipt`", "ask the person"):
        assert rule in told
