"""Questions for a number: the ranges that conditions tell apart are its answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.cli.new import begin_guide
from site_builder.guide.number_questions import Range, _cut, _within, range_of
from site_builder.problems import ContentError
from site_builder.site.checking import check_all

ROOM = "      - {id: heating, label: A room is too cold or too hot, to: room}\n"
PEOPLE = """\
  - id: people
    question: How many people are in the room?
    name: People
    number: {from: 1, to: 2000}
    to:
      - {to: room, when: {people: {to: 8}}}
      - {to: front-desk, when: {people: {from: 9}}}

"""
LAST = "  - id: room\n"
DESK = "    summary: They know who can help.\n"
MANY = "    steps:\n      - {id: many, text: Bring a list., when: {people: {from: 1000}}}\n"


def with_people(folder: Path, old: str = "", new: str = "") -> Path:
    """A new guide that asks for a number, with a text of it replaced."""
    tree, outcomes = sorted(begin_guide(folder), key=lambda path: path.name, reverse=True)
    text = tree.read_text(encoding="utf-8")
    assert ROOM in text and LAST in text
    text = text.replace(ROOM, ROOM.replace("to: room", "to: people")).replace(LAST, PEOPLE + LAST, 1)
    said = outcomes.read_text(encoding="utf-8").replace(DESK, DESK + MANY)
    assert old in text + said
    tree.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    outcomes.write_text(said.replace(old, new) if old else said, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "guide"


def test_each_range_is_an_answer_that_leads_on_and_is_named_in_the_readers_way(folder: Path) -> None:
    checked = check_all(with_people(folder))
    question = next(one for one in checked.tree.questions if one.id == "people")
    assert [(answer.id, answer.label) for answer in question.answers] == [
        ("1-to-8", "1 to 8"), ("9-to-999", "9 to 999"), ("1000-to-2000", "1,000 to 2,000"),
    ]  # fmt: skip
    assert [[case.to for case in answer.cases] for answer in question.answers] == [
        ["room"], ["front-desk"], ["front-desk"],
    ]  # fmt: skip
    contexts = [leaf.context for _, leaf in checked.content.texts()]
    assert not [one for one in contexts if "1-to-8" in one], "there is nothing to translate"


def test_a_scenario_gives_a_number(folder: Path) -> None:
    scenario = "{id: hall, title: A full hall, answers: {problem: heating, people: '1200'}, outcome: OUT}"
    path = with_people(folder) / "docs/guide/scenarios.yml"
    path.write_text(f"scenarios:\n  - {scenario.replace('OUT', 'front-desk')}\n", encoding="utf-8")
    assert check_all(folder).proof.scenarios == 1
    path.write_text(f"scenarios:\n  - {scenario.replace('OUT', 'caretaker')}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="front-desk"):
        check_all(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{from: 9}", "{from: 10}", "these answers lead nowhere: 9"),
        ("{from: 9}", "{from: 8}", 'answer "8": several cases hold'),
        ("{from: 1000}", "{from: 2001}", '"people" is asked from 1 to 2000; 2001 is outside'),
        ("{from: 1000}", "{from: 1000, to: 9}", "no number is both that much and that little"),
        ("{from: 1000}", "{from: many}", 'expected a whole number, found "many"'),
        ("{from: 1000}", "{from: 1, under: 9}", 'unknown key "under"; a number has "from" and "to"'),
        ("people: {from: 1000}", "problem: {from: 1000}", '"problem" is no question for a number'),
        ("{from: 1, to: 2000}", "{from: 1, to: 0}", '"from" is more than "to"'),
        ("    number: {from: 1, to: 2000}\n", "", 'a question has one of "answers", "answers_file",'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_number_is_said_where_it_stands(
    folder: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(ContentError) as caught:
        check_all(with_people(folder, old, new))
    assert any(said in problem.message and problem.line for problem in caught.value.problems), str(
        caught.value
    )


BOUND = st.integers(-40, 40)
BOUNDS = st.one_of(
    st.builds(lambda low: {"from": low}, BOUND),
    st.builds(lambda high: {"to": high}, BOUND),
    st.builds(lambda one, other: {"from": min(one, other), "to": max(one, other)}, BOUND, BOUND),
)


@given(BOUND, BOUND, st.lists(BOUNDS, max_size=6))
def test_the_ranges_hold_every_number_once_and_conditions_say_the_same_of_all_in_one(
    one: int, other: int, conditions: list[dict[str, int]]
) -> None:
    whole = Range(min(one, other), max(one, other))
    ranges = _cut(whole, iter(conditions))
    numbers = [number for found in ranges for number in range(found.low, found.high + 1)]
    assert numbers == list(range(whole.low, whole.high + 1))
    for bounds in conditions:
        held = {found.id for found in ranges if _within(found, bounds)}
        for found in ranges:
            for number in (found.low, found.high):
                met = bounds.get("from", number) <= number <= bounds.get("to", number)
                assert met == (found.id in held)
    assert [range_of(found.id) for found in ranges] == ranges


def test_other_ids_are_no_ranges() -> None:
    assert [range_of(id) for id in ("room", "to-8", "8-to", "a1-to-2")] == [None] * 4
