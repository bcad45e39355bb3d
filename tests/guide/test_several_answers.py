"""Questions that take several answers, as YAML has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from decision_tree.card import card
from decision_tree.conclusions import concluded
from decision_tree.conditions import holds
from decision_tree.receipt import MOST_CHOICES
from decision_tree.walk import decide
from site_builder.guide.conclusions import ConditionNames
from site_builder.guide.conditions import SelectionTest
from site_builder.guide.groups import group_answers
from site_builder.guide.instances import build_condition
from site_builder.problems import ContentError
from site_builder.site.checking import check_all
from tests.support.new_guides import new_guide

ROOM = "      - {id: heating, label: A room is too cold or too hot, to: room}\n"
LAST = "  - id: room\n"
SYMPTOMS = """\
  - id: symptoms
    question: What do you notice?
    name: Symptoms
    choose: several
    answers:
      - {id: noise, label: A noise, hint: Of any kind}
      - {id: smoke, label: Smoke}
      - {id: fire, label: Fire, also: "burning, flames"}
      - {id: smell, label: A smell}
      - {id: none, label: None of these, alone: true}
    to:
      - {to: emergency, when: {symptoms: danger}}
      - {to: room, when: {symptoms: {not: danger}}}

"""
GROUPS = "\ngroups:\n  - {id: danger, name: Signs of fire, question: symptoms, answers: [smoke, fire]}\n"
HALL = "          - {to: caretaker, when: {problem: heating}}\n"
NEW_HALL = """\
          - {to: caretaker, when: {problem: heating, symptoms: {all: [noise, smell]}}}
          - to: front-desk
            when: {problem: heating, any: [{symptoms: {not: noise}}, {symptoms: {any: noise, not: smell}}]}
"""
STEP = "      - {id: window, text: Leave the windows closed until then., when: {problem: heating}}\n"
NEW_STEPS = """\
      - {id: window, text: Leave the windows closed until then., when: {problem: heating}}
      - {id: noise, text: Say what it sounds like., when: {symptoms: noise}}
      - {id: both, text: Say which came first., when: {symptoms: {all: [noise, smell]}}}
"""


def with_symptoms(folder: Path, old: str = "", new: str = "") -> Path:
    """A new guide that asks for what is noticed, with a text of it replaced."""
    asked = [
        (ROOM, ROOM.replace("to: room", "to: symptoms")),
        (LAST, SYMPTOMS + LAST),
        (HALL, NEW_HALL + GROUPS),
    ]
    return new_guide(folder, asked, [(STEP, NEW_STEPS)], old, new)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "guide"


def test_every_selection_is_proved_and_counted(folder: Path) -> None:
    proof = check_all(with_symptoms(folder)).proof
    # 12 selections with smoke or fire end at once, and 4 lead on to a room, of which there are two kinds
    assert (proof.combinations, proof.longest) == (1 + 3 + 1 + 12 + 4 * 2, 3)
    assert proof.witnesses.answers["symptoms", "fire"]["symptoms"] == "fire"


def test_conditions_ask_for_any_for_all_and_for_none(folder: Path) -> None:
    checked = check_all(with_symptoms(folder))
    outcome = next(one for one in checked.tree.outcomes if one.id == "caretaker")
    (route,) = [part for part in outcome.parts if part.id == "route"]
    (both,) = [item.when for item in route.items if item.id == "both"]
    assert both == (SelectionTest("symptoms", ("noise",)), SelectionTest("symptoms", ("smell",)))
    assert holds(both, {"symptoms": "noise.smell"}) and not holds(both, {"symptoms": "noise.fire"})


def test_a_condition_says_in_words_what_is_chosen_and_what_is_not(folder: Path) -> None:
    checked = check_all(with_symptoms(folder))
    lexicon = checked.lexicon(checked.locales.source)
    names = ConditionNames(group_answers(checked.content.documents["tree"].value), several={"symptoms"})
    words = {
        "noise": "with A noise",
        "none": "None of these",
        ("noise", "danger"): "with Signs of fire or A noise",
    }
    said: list[tuple[Any, str]] = [
        (list(one) if isinstance(one, tuple) else one, words[one]) for one in words
    ]
    said += [
        ({"not": "danger"}, "without Signs of fire"),
        ({"all": ["noise", "smell"]}, "with A noise, with A smell"),
        ({"all": ["noise", "danger"], "not": "smell"}, "with A noise, with Signs of fire, without A smell"),
        ({"any": ["noise", "smell"], "not": "danger"}, "with A noise or A smell, without Signs of fire"),
    ]
    for condition, expected in said:
        built = build_condition({"symptoms": condition}, names)
        assert lexicon.condition(built) == f"Symptoms: {expected}"


SCENARIO = """\
scenarios:
  - {id: both, title: Both, answers: {problem: heating, symptoms: GIVEN, room: hall}, outcome: caretaker}
"""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("[smell, noise]", ""),
        ("noise", 'leads to "front-desk", not "caretaker"'),
        ("[noise, none]", '"none" is "alone", so no other answer can be given with it'),
        ("[noise, sound]", '"symptoms" has no answer "sound"'),
        ("[]", 'the list of answers to "symptoms" is empty'),
    ],
)
def test_a_scenario_gives_several_answers(folder: Path, given: str, said: str) -> None:
    root = with_symptoms(folder)
    text = SCENARIO.replace("GIVEN", given)
    (root / "docs/guide/scenarios.yml").write_text(text, encoding="utf-8")
    if not said:
        assert check_all(root).proof.scenarios == 1
        return
    with pytest.raises(ContentError) as caught:
        check_all(root)
    assert any(said in problem.message and problem.line for problem in caught.value.problems), caught.value


SMOKE = "{id: smoke, label: Smoke}"
CHOOSE = "    choose: several\n"
FIRST_CASE = "    to:\n      - {to: emergency, when: {symptoms: danger}}\n"
WHEN = "when: {symptoms: noise}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (SMOKE, "{id: smoke, label: Smoke, to: room}", 'write "to" at the question'),
        (SMOKE, "{id: smoke, label: Smoke, unsure: true}", '"unsure" has no place among several'),
        (CHOOSE, "", 'missing key "to" of an answer'),
        (CHOOSE, "", '"alone" has a place only where'),
        (CHOOSE, "    choose: some\n", 'expected one of: several; found "some"'),
        (
            f"{CHOOSE}    answers:",
            f"{CHOOSE}    list: countries\n    extra:",
            '"choose: several" has no place',
        ),
        (FIRST_CASE, "    was: [signs]\n    x:\n", 'needs "to"'),
        ("symptoms: danger}}\n", "symptoms: smoke}}\n", "no case holds for symptoms="),
        ("not: danger}}}", "not: smoke}}}", "several cases hold for symptoms="),
        ("{symptoms: {not: danger}}}\n\n", "{symptoms: {all: [none, noise]}}}\n\n", "no case holds for"),
        ("{not: noise}", "{none: noise}", "or of several answers {any: …, all: …, not: …}"),
        ("{not: noise}", "{not: noises}", '"symptoms" has no answer "noises" (did you mean'),
        ("{not: noise}", "{all: []}", 'the list of answers to "symptoms" is empty'),
        ("{not: noise}", "{all: [[noise]]}", "expected an answer id, found a list"),
        (WHEN, "when: {room: {all: [hall, office]}}", '"room" takes one answer'),
        (WHEN, "when: {symptoms: {all: [noise, none]}}", "never holds here"),
        (WHEN, "when: {symptoms: smoke}", 'of "noise" never holds here: "symptoms" is '),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(folder: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        check_all(with_symptoms(folder, old, new))
    found = [problem for problem in caught.value.problems if said in problem.message]
    assert found and all(problem.line for problem in found), str(caught.value)


def test_more_answers_than_fit_a_receipt_are_refused(folder: Path) -> None:
    more = "".join(f"      - {{id: more-{n}, label: More {n}}}\n" for n in range(MOST_CHOICES))
    smell = "      - {id: smell, label: A smell}\n"
    with pytest.raises(
        ContentError, match=f"the longest path has 63 parts.* at most {MOST_CHOICES} fit a receipt"
    ):
        check_all(with_symptoms(folder, smell, smell + more))


def test_several_answers_may_come_from_a_file(folder: Path) -> None:
    listed = SYMPTOMS[SYMPTOMS.index("    answers:") : SYMPTOMS.index("    to:")]
    root = with_symptoms(folder, listed, "    answers_file: symptoms.csv\n")
    rows = "noise,A noise\nsmoke,Smoke\nfire,Fire\nsmell,A smell\n"
    (root / "docs/guide/symptoms.csv").write_text(f"id,label\n{rows}", encoding="utf-8")
    assert check_all(root).proof.combinations == 1 + 3 + 1 + 12 + 3 * 2
    led = "id,label,to\n" + rows.replace("\n", ",room\n")
    (root / "docs/guide/symptoms.csv").write_text(led, encoding="utf-8")
    with pytest.raises(ContentError, match=r"symptoms.csv"):
        check_all(root)


CONCLUSION = """
conclusions:
  - id: strange
    name: Strange
    values:
      - {id: "yes", name: "Yes", when: {symptoms: {all: [noise, smell]}}}
      - {id: "no", name: "No", otherwise: true}
"""


def test_a_conclusion_may_follow_from_several_answers(folder: Path) -> None:
    old = "text: Say what it sounds like., when: {symptoms: noise}}"
    root = with_symptoms(folder, old, "text: Strange., when: {problem: heating, strange: 'yes'}}")
    path = root / "docs/guide/tree.yml"
    path.write_text(path.read_text(encoding="utf-8") + CONCLUSION, encoding="utf-8")
    tree = check_all(root).tree
    step = decide(tree, {"problem": "heating", "symptoms": "smell.noise", "room": "hall"})
    (noise,) = [item for part in card(tree, step).parts for item in part.items if item.id == "noise"]
    assert noise.text == "Strange."
    assert [value.name for _, value in concluded(tree, step)] == ["Yes"]
