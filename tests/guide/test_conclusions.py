"""Conclusions: in conditions they are the answers that they follow from, and readers see their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_tree.card_json import card_json
from decision_tree.conditions import AnyOf, Test, holds
from decision_tree.model import Conclusion, ConclusionValue, Item, Part, Tree
from decision_tree.states import StateSpace
from decision_tree.walk import decide
from site_builder.cli.new import begin_guide
from site_builder.guide.conclusion_check import _read_values
from site_builder.guide.conclusions import ConditionNames
from site_builder.guide.conditions import Concluded, TooManyAlternativesError, condition_of
from site_builder.guide.instances import build_condition
from site_builder.guide.yaml_file import Document
from site_builder.problems import ContentError
from site_builder.site.checking import Checked, check_all
from site_builder.tree.conclusions import _Conclusion
from tests.support.trees import every_path, trees

DOMAINS = {name: ["x", "y", "z"] for name in "abc"}
EVERY = [
    {name: value for name, value in zip(DOMAINS, values, strict=True) if value}
    for values in product(*(["", *domain] for domain in DOMAINS.values()))
]
"""Every combination of answers, of which some may be missing."""

ANSWERS = st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True)


@st.composite
def conjunctions(draw: st.DrawFn, names: str = "abc", **values: list[str]) -> dict[str, Any]:
    asked = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    found: dict[str, Any] = {}
    for name in asked:
        listed = draw(st.lists(st.sampled_from(values.get(name, list("xyz"))), min_size=1, unique=True))
        found[name] = {"not": listed} if draw(st.booleans()) else listed
    return found


@st.composite
def conditions(draw: st.DrawFn, names: str = "abc", **values: list[str]) -> dict[str, Any]:
    condition = draw(conjunctions(names, **values))
    if draw(st.booleans()):
        condition["any"] = draw(st.lists(conjunctions(names, **values), min_size=1, max_size=3))
    return condition


@st.composite
def concluding(draw: st.DrawFn) -> list[dict[str, Any]]:
    values = [{"id": f"v{n}", "when": draw(conditions())} for n in range(draw(st.integers(1, 2)))]
    rest: dict[str, Any] = {"id": "rest", "otherwise": True}
    return [*values, rest | ({"when": draw(conditions())} if draw(st.booleans()) else {})]


def is_true(condition: Mapping[str, Any], facts: Mapping[str, str], values: Mapping[str, bool]) -> bool:
    """Whether a condition in YAML holds, by the values of the conclusion "k": written anew."""
    for name, wanted in condition.items():
        negated = isinstance(wanted, dict)
        listed = wanted["not"] if negated else wanted
        if name == "any":
            met = any(is_true(one, facts, values) for one in wanted)
        elif name == "k":
            met = any(holds for value, holds in values.items() if (value in listed) != negated)
        else:
            met = name in facts and (facts[name] in listed) != negated
        if not met:
            return False
    return True


def is_refuted(condition: Mapping[str, Any], facts: Mapping[str, str]) -> bool:
    """Whether a condition cannot hold any more, whatever is answered further."""
    further = [one for one in EVERY if facts.items() <= one.items()]
    return not any(is_true(condition, one, {}) for one in further)


@given(concluding(), conditions("abk", k=["v0", "rest"]))
def test_a_condition_on_a_conclusion_holds_where_its_value_does(
    listed: list[dict[str, Any]], asking: dict[str, Any]
) -> None:
    names = ConditionNames(domains=DOMAINS)
    names = replace(names, conclusions={"k": _read_values(listed, names)})
    made = build_condition(asking, names)
    assert sum(isinstance(clause, AnyOf) for clause in made) <= 1
    for facts in EVERY:
        values = {one["id"]: "when" in one and is_true(one["when"], facts, {}) for one in listed}
        values["rest"] |= all(is_refuted(one["when"], facts) for one in listed[:-1])
        assert holds(made, facts) == is_true(asking, facts, values)


@given(trees(), st.data())
def test_every_way_without_one_value_is_found(tree: Tree, data: st.DataObject) -> None:
    """Undecided, or decided twice, at some outcome where a condition asks: as on every path by itself."""
    asked = [question.id for question in tree.questions]
    domains = {one.id: [answer.id for answer in one.answers] for one in tree.questions}

    def condition() -> dict[str, Any]:
        name = data.draw(st.sampled_from(asked))
        return {name: data.draw(st.lists(st.sampled_from(domains[name]), min_size=1, unique=True))}

    names = ConditionNames(domains=domains)
    try:
        values = _read_values(
            [{"id": "v0", "when": {"any": [condition(), condition()]}}, {"id": "rest", "otherwise": True},
             {"id": "v1", "when": condition()}], names,
        )  # fmt: skip
    except TooManyAlternativesError:
        assume(False)
    names = replace(names, conclusions={"k": values})
    beside = condition()
    item = Item("i", "", build_condition({**beside, "k": ["v0"]}, names))
    end = data.draw(st.sampled_from([outcome.id for outcome in tree.outcomes]))
    outcomes = [
        replace(one, parts=(Part("p", "", (item,)),)) if one.id == end else one for one in tree.outcomes
    ]
    made = [ConclusionValue(id, "", condition_of(when)) for id, when in values.items()]
    content: Any = SimpleNamespace(
        documents={"tree": Document("tree.yml")}, guide=SimpleNamespace(tree=SimpleNamespace(groups=()))
    )
    looked_at = _Conclusion(
        content, replace(tree, outcomes=tuple(outcomes)), 0, Conclusion("k", "", tuple(made), (end,))
    )
    found = list(looked_at.undecided())
    wrong = [
        facts
        for facts, outcome in every_path(tree)
        if outcome == end
        and is_true(beside, facts, {})
        and sum(holds(value.when, facts) for value in made) != 1
    ]
    assert bool(found) == bool(wrong)


TREE = """\
      - id: hall
        label: A hall
        to:                     # it leads to different places, by earlier answers
          - {to: emergency, when: {problem: water}}
          - {to: caretaker, when: {problem: heating}}
"""
CONCLUDING = """\
      - {id: hall, label: A hall, to: size}

  - id: size
    question: How many people are in it?
    name: People
    number: {from: 1, to: 2000}
    to:
      - {to: emergency, when: {urgent: "yes"}}
      - {to: caretaker, when: {urgent: "no"}}

conclusions:
  - id: urgent
    name: Urgent
    values:
      - {id: "yes", name: "Yes, it is", when: {any: [{problem: water}, {size: {from: 100}}]}}
      - {id: "no", name: "No, it can wait", otherwise: true}
"""
OLD, NEW = "when: {problem: heating}}", 'when: {problem: heating, room: hall, urgent: "no"}}'


def concluded_guide(folder: Path, *changes: tuple[str, str]) -> Path:
    """A new guide that concludes how urgent it is, with texts of its files replaced."""
    for path in begin_guide(folder):
        text = path.read_text(encoding="utf-8").replace(TREE, CONCLUDING).replace(OLD, NEW)
        for old, new in changes:
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def urgent(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return check_all(concluded_guide(tmp_path_factory.mktemp("guide") / "urgent"))


def test_a_conclusion_decides_where_answers_lead_and_what_is_shown_and_is_said_with_its_name(
    urgent: Checked,
) -> None:
    given = {"problem": "heating", "room": "hall"}
    ends = {value: decide(urgent.tree, {**given, "size": value}).at for value in ("1-to-99", "100-to-2000")}
    assert ends == {"1-to-99": "caretaker", "100-to-2000": "emergency"}
    lexicon = urgent.lexicon(urgent.locales.source)
    outcome = next(one for one in urgent.compiled.outcomes if one.id == "caretaker")
    window = next(item for part in outcome.parts for item in part.items if item.id == "window")
    assert lexicon.condition(window.when).endswith("Room: A hall; Urgent: No, it can wait")
    step = decide(urgent.tree, {**given, "size": "1-to-99"})
    why = card_json(StateSpace(urgent.tree), step, 0)["why"]
    assert [(one["name"], one["answer"]) for one in why[-2:]] == [
        ("People", "1 to 99"),
        ("Urgent", "No, it can wait"),
    ]
    office = card_json(StateSpace(urgent.tree), decide(urgent.tree, {**given, "room": "office"}), 0)["why"]
    assert "urgent" not in [one["id"] for one in office], "too little was asked to conclude it"


def test_a_conclusion_without_a_name_is_said_by_what_it_follows_from(tmp_path: Path) -> None:
    nameless = [("    name: Urgent\n", ""), ('name: "Yes, it is", ', ""), ('name: "No, it can wait", ', "")]
    checked = check_all(concluded_guide(tmp_path / "guide", *nameless))
    lexicon = checked.lexicon(checked.locales.source)
    written = Test("urgent", ("no",))
    assert lexicon.condition((Concluded((), (written,)),)) == (
        "Problem: any except Water where none should be; People: any except 100 to 2,000"
    )
    assert lexicon.condition((Test("urgent", ("yes",)),)) == (
        "Problem: Water where none should be or People: 100 to 2,000"
    )
    step = decide(checked.tree, {"problem": "heating", "room": "hall", "size": "1-to-99"})
    assert "urgent" not in [one["id"] for one in card_json(StateSpace(checked.tree), step, 0)["why"]]


LATER = "conclusions:\n  - {id: large, values: [{id: a, when: {urgent: 'yes'}}, {id: b, otherwise: true}]}\n"
MANY = "any: [" + ", ".join(f"{{size: {{to: {n}}}, room: hall}}" for n in range(2, 120, 2)) + "]"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('{urgent: "no"}', "{urgent: none}",
         'the conclusion "urgent" has no value "none" (did you mean "no"?)'),
        ('{urgent: "no"}', '{urgnt: "no"}', 'unknown question, setting or conclusion "urgnt" (did you mean'),
        ("otherwise: true", "otherwise: false", 'a value needs "when", or "otherwise: true"'),
        ("when: {any: [", "otherwise: true, when: {any: [", 'of the values of a conclusion one may have'),
        ("    name: Urgent\n", "", 'without a "name" of the conclusion, readers see no name of its value'),
        ('name: "No, it can wait", ', "", 'so the value "no" needs a "name"'),
        ("id: urgent\n", "id: room\n", 'the id "room" is taken by a question'),
        ("id: urgent\n", "id: any\n", 'the id "any" is taken by conditions'),
        ("any: [{problem: water}", 'any: [{urgent: "no"}', "follow from each other: urgent -> urgent"),
        ("any: [{problem: water}", "any: [{large: a}", 'unknown question, setting or conclusion "large"'),
        ("conclusions:\n", LATER.replace("urgent: 'yes'", "size: {to: 9}"),
         'no condition asks for the conclusion "large"; ask for it, or remove it'),
        ("conclusions:\n", LATER, '"urgent" is concluded further below; list it before "large"'),
        ("size: {from: 100}", "flow: running",
         'holds for problem=heating, room=hall, where "flow" is not asked (as after problem=heating, room'),
        ("otherwise: true", "when: {room: hall}",
         'several values of "urgent" hold for problem=water, room=hall'),
        ('{id: "no", na', '{id: maybe, name: M, when: {problem: other, room: hall}}\n      - {id: "no", na',
         'the value "maybe" of "urgent" never holds on any way'),
        ('{urgent: "no"}', '{urgent: {from: 1}}', '"urgent" is no question for a number'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_conclusion_is_said_where_it_stands(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(ContentError) as caught:
        check_all(concluded_guide(tmp_path / "guide", (old, new)))
    assert any(said in problem.message and problem.line for problem in caught.value.problems), str(
        caught.value
    )


def test_conclusions_that_follow_from_each_other_are_a_circle(tmp_path: Path) -> None:
    guide = concluded_guide(
        tmp_path / "guide", ("any: [{problem: water}", "any: [{large: a}"), ("conclusions:\n", LATER)
    )
    with pytest.raises(ContentError, match="follow from each other: large -> urgent -> large"):
        check_all(guide)


def test_what_would_become_too_many_combinations_is_refused_before_it_is_made(tmp_path: Path) -> None:
    """Each of 14 two-way alternatives doubles what is against all of them: 16,384."""
    names = [f"q{n}" for n in range(28)]
    asked = "".join(
        f"  - id: {name}\n    question: {name}?\n    name: {name}\n    answers:\n"
        f"      - {{id: a, label: A, to: {after}}}\n      - {{id: b, label: B, to: {after}}}\n"
        for name, after in zip(names, [*names[1:], "room"], strict=True)
    )
    pairs = ", ".join(f"{{{a}: a, {b}: a}}" for a, b in zip(names[::2], names[1::2], strict=True))
    guide = concluded_guide(
        tmp_path / "guide",
        ("to: room}", "to: q0}"),
        ("  - id: room\n", f"{asked}  - id: room\n"),
        ("any: [{problem: water}, {size: {from: 100}}]", f"any: [{pairs}]"),
    )
    with pytest.raises(ContentError, match='the conclusion "urgent" becomes more than 100 combinations'):
        check_all(guide)
