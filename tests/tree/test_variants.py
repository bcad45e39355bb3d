"""Texts with variants: proved to have one wording wherever they are shown, and said so by the engine."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.json_form import dump_tree
from decision_tree.model import Tree, Variant
from decision_tree.variants import outcome_words, question_words, ticket_words
from site_builder.guide.instances import build_condition
from site_builder.guide.yaml_file import Document
from site_builder.problems import ContentError
from site_builder.site.checking import Checked, check_all
from site_builder.tree.variants import variant_problems
from tests.guide.test_number_questions import with_people
from tests.support.terminal import run_terminal
from tests.support.trees import every_path, trees

OFFICE = "      - {id: office, label: An office, to: caretaker}\n"
ROOM = "    question: Which kind of room is it?\n"
CARETAKER = "    title: Write to the caretaker\n"
DESK = "    title: Ask at the front desk\n"
MANY = "when: {people: {from: 1000}}"
QUESTION = """\
    instead:
      - {id: heat, when: {problem: heating}, question: Which room is it?, hint: Feel it.}
"""
ANSWER = """\
      - id: office
        label: An office
        to: caretaker
        instead:
          - {id: full, when: {problem: heating}, label: "An office, with all of you in it"}
"""
OUTCOME = """\
    instead:
      - {id: cold, when: {problem: heating}, title: Write to the caretaker and stay warm}
      - {id: wet, when: {problem: water}, summary: The caretaker brings a bucket.}
"""
CROWD = """
conclusions:
  - id: crowd
    name: Crowd
    values:
      - {id: large, name: A large one, when: {any: [{people: {from: 1000}}]}}
      - {id: small, name: A small one, otherwise: true, when: {problem: other}}
"""
LIST = "    instead:\n      - {id: crowd, when: {crowd: large}, title: Ask at the front desk with a list}\n"


def with_words(folder: Path, *changes: tuple[str, str]) -> Path:
    """A new guide that asks for a number, whose texts have variants, with texts of its files replaced."""
    with_people(folder)
    return add_words(folder, *changes)


def add_words(folder: Path, *changes: tuple[str, str]) -> Path:
    """Such a guide with variants, and with texts replaced."""
    added = [(OFFICE, ANSWER), (ROOM, ROOM + QUESTION), (CARETAKER, CARETAKER + OUTCOME), (DESK, DESK + LIST)]
    for name in ("tree", "outcomes"):
        path = folder / f"docs/guide/{name}.yml"
        text = path.read_text(encoding="utf-8") + (CROWD if name == "tree" else "")
        for old, new in (*added, (MANY, "when: {crowd: large}"), *changes):
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return check_all(with_words(tmp_path_factory.mktemp("guide") / "worded"))


def test_the_terminal_and_its_json_have_the_words_that_apply(worded: Checked, tmp_path: Path) -> None:
    path = tmp_path / "tree.json"
    path.write_text(dump_tree(worded.tree), encoding="utf-8")
    heating = "problem=heating,people=1-to-8"
    asked = json.loads(run_terminal(str(path), "--json", "--answers", heating).out)["question"]
    assert asked["text"] == "Which room is it?"
    assert [one["label"] for one in asked["answers"]] == ["An office, with all of you in it", "A hall"]
    typed = run_terminal(str(path), typed="2\n1\n1\n").out
    assert (
        "Write to the caretaker and stay warm" in typed and "Room: An office, with all of you in it" in typed
    )
    found = json.loads(run_terminal(str(path), "--json", "--answers", f"{heating},room=office").out)
    assert found["outcome"]["title"] == "Write to the caretaker and stay warm"
    assert found["outcome"]["summary"] == "The caretaker comes to look."
    assert found["why"][-1]["answer"] == "An office, with all of you in it"
    desk = [
        end["title"]
        for change in found["changes"]
        for end in change["ends"]
        if end["outcome"] == "front-desk"
    ]
    assert {*desk} == {"Ask at the front desk"}, "of a group of answers and of another way"
    wet = run_terminal(str(path), "--answers", "problem=water,flow=stopped,room=office").out
    assert "Write to the caretaker\n" in wet and "The caretaker brings a bucket." in wet
    assert "Write to the caretaker and stay warm" in " ".join(wet.split()), "by another answer"


def test_a_ticket_has_the_label_that_applies(tree: Tree) -> None:
    """In its own language, which may be another than the reader's."""
    language = tree.ticket_languages[0]
    name, value = next(key.split("/") for key in language.answers if key.startswith("product/"))
    language = replace(language, answers={**language.answers, f"{name}/{value}/other": "Another"})
    variant = Variant("other", build_condition({"kind": "billing"}), "Un autre")
    questions = [
        replace(
            question,
            answers=tuple(
                replace(one, instead=(variant,)) if one.id == value else one for one in question.answers
            ),
        )
        if question.id == name
        else question
        for question in tree.questions
    ]
    changed = replace(tree, questions=tuple(questions))
    for kind, label in (("billing", "Another"), ("fraud", language.answers[f"{name}/{value}"])):
        words = ticket_words(language, changed, {name: value, "kind": kind})
        assert words.answers[f"{name}/{value}"] == label


@given(trees(), st.data())
def test_what_is_wrong_with_variants_is_what_some_way_shows(tree: Tree, data: st.DataObject) -> None:
    """Two wordings at once, one that is never shown, and one always: as every path by itself tells."""
    paths = list(every_path(tree))
    reached = sorted({outcome for _, outcome in paths})
    end = data.draw(st.sampled_from(reached))
    domains = {one.id: [answer.id for answer in one.answers] for one in tree.questions}

    def variant(id: str) -> Variant:
        name = data.draw(st.sampled_from(sorted(domains)))
        values = data.draw(st.lists(st.sampled_from(domains[name]), min_size=1, unique=True))
        condition = {name: {"not": values} if data.draw(st.booleans()) else values}
        return Variant(
            id, build_condition(condition), *data.draw(st.sampled_from([("t", ""), ("", "d"), ("u", "e")]))
        )

    variants = (variant("one"), variant("two"))
    outcomes = [replace(one, instead=variants) if one.id == end else one for one in tree.outcomes]
    content: Any = SimpleNamespace(
        documents={"tree": Document("tree.yml"), "outcomes": Document("outcomes.yml")},
        guide=SimpleNamespace(tree=SimpleNamespace(groups=())),
    )
    found = [p.message for p in variant_problems(content, replace(tree, outcomes=tuple(outcomes)))]
    there = [facts for facts, outcome in paths if outcome == end]
    shown = [[bool(_slow(one, facts)) for one in variants] for facts in there]
    shared = any(one and other for one, other in zip(*((v.text, v.detail) for v in variants), strict=True))
    for index, name in enumerate(("one", "two")):
        held = [pair[index] for pair in shown]
        assert any(f'"{name}"' in said and "never holds" in said for said in found) == (not any(held))
        assert any(f'"{name}"' in said and "always holds" in said for said in found) == all(held)
    assert any("both hold" in said for said in found) == (shared and any(map(all, shown)))


def _slow(variant: Variant, facts: dict[str, str]) -> bool:
    """Whether the only test of a variant holds."""
    (test,) = variant.when
    name, values, negated = test.name, test.values, test.negated  # type: ignore[union-attr]
    return name in facts and (facts[name] in values) != negated


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: wet, when: {problem: water}, summary: The", "id: wet, when: {people: {to: 8}}, title: The",
         "of the title of the outcome \"caretaker\" both hold for people=1-to-8, problem=heating; at most"),
        ("id: cold, when: {problem: heating}", "id: cold, when: {problem: other}",
         'the variant "cold" of the outcome "caretaker" never holds: "problem" is heating or water there'),
        ("id: cold, when: {problem: heating}", "id: cold, when: {problem: {not: other}}",
         'the variant "cold" of the outcome "caretaker" always holds; make it the text itself'),
        ("caretaker and stay warm", "Caretaker", 'has the same title as that itself'),
        ("heat, when: {problem: heating}", "heat, when: {room: hall}",
         'the variant "heat" of the question "room" depends on "room", which is being asked'),
        ("question: What is the problem?\n",
         "question: Hm?\n    instead: [{id: x, when: {people: {to: 8}}, hint: Hm.}]\n",
         'the variant "x" of the question "problem" depends on "people", which is asked later'),
        ('"An office, with all of you in it"', "a hall",
         'the answers "office" and "hall" of "room" have the same label for problem=heating, "A hall"'),
        (", hint: Feel it.", ", hnt: Feel it.", 'unknown key "hnt" (did you mean "hint"?)'),
        ("question: Which room is it?, hint: Feel it.", "",
         'it says nothing else; write "question" or "hint"'),
        ("id: heat, when: {problem: heating}, ", "id: heat, ", 'missing key "when" of a question variant'),
        ("id: heat, ", "", 'missing key "id" of a question variant'),
        ("heat, when: {problem: heating}", "heat, when: {problem: heat}", '"problem" has no answer "heat"'),
        ("id: wet,", "id: cold,", 'duplicate id "cold"'),
        ("title: Ask at the front desk with a list", "title: '{portal:x}'", "{portal:x} names no portal"),
        (", otherwise: true, when: {problem: other}", ", otherwise: true",
         'no value of "crowd" holds where "people" is not asked (as after problem=other); a condition'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_variant_is_said_where_it_stands(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(ContentError) as caught:
        check_all(with_words(tmp_path / "guide", (old, new)))
    assert any(said in problem.message and problem.line for problem in caught.value.problems), str(
        caught.value
    )


def test_a_text_without_a_variant_that_holds_is_itself(worded: Checked) -> None:
    room = next(one for one in worded.tree.questions if one.id == "room")
    desk = next(one for one in worded.tree.outcomes if one.id == "front-desk")
    for facts in ({}, {"problem": "water"}):
        assert question_words(room, facts).text == room.text
        assert outcome_words(desk, facts) == desk
    contexts = {leaf.context for _, leaf in worded.content.texts()}
    assert "tree.questions.room.answers.office.instead.full.label" in contexts
    assert "outcomes.outcomes.caretaker.instead.wet.summary" in contexts
