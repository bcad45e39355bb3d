"""Groups of answers: in conditions they are their answers, and in words they have their name."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_tree.card_json import card_json
from decision_tree.conditions import AnyOf, Test
from decision_tree.states import StateSpace
from decision_tree.walk import decide
from site_builder.guide.conclusions import ConditionNames
from site_builder.guide.content import read_content
from site_builder.guide.instances import build_condition
from site_builder.problems import ContentError
from site_builder.site.checking import check_all

GROUPS = """\
groups:
  - id: microsoft
    name: A product of Microsoft
    question: product
    answers: [office-365, dynamics-365, ems]
  - id: online
    question: product
    answers: [office-365, dynamics-365]
"""
ANSWERS = ("office-365", "dynamics-365", "ems")


def test_a_condition_that_names_groups_has_their_answers_each_once() -> None:
    names = ConditionNames(groups={"product": {"online": ["office-365", "dynamics-365"]}})
    assert build_condition({"product": "online"}, names) == (Test("product", ("office-365", "dynamics-365")),)
    written = {"any": [{"product": {"not": ["ems", "online", "office-365"]}}], "kind": "online"}
    left_out = Test("product", ("ems", "office-365", "dynamics-365"), negated=True)
    assert build_condition(written, names) == (Test("kind", ("online",)), AnyOf(((left_out,),)))


def test_a_guide_with_groups_is_the_guide_with_their_answers_and_says_their_names(copy: Path) -> None:
    tree, outcomes = (copy / "docs" / "guide" / name for name in ("tree.yml", "outcomes.yml"))
    before = read_content(copy).guide
    tree.write_text(tree.read_text("utf-8") + "\n" + GROUPS, "utf-8")
    text = outcomes.read_text("utf-8")
    assert "product: [office-365, dynamics-365, ems]" in text
    outcomes.write_text(text.replace("[office-365, dynamics-365, ems]", "microsoft"), "utf-8")
    checked = check_all(copy)
    assert checked.content.guide.outcomes == before.outcomes
    assert [(group.id, group.name, group.answers) for group in checked.tree.groups] == [
        ("microsoft", "A product of Microsoft", ANSWERS)
    ], "what has no name is nothing for readers"
    words = checked.lexicon(checked.locales.source)
    of = words.choices["product"].name
    assert words.condition((Test("product", (*ANSWERS, "own")),)) == (
        f"{of}: A product of Microsoft or Our own tenant or subscription"
    )
    assert words.condition((Test("product", ANSWERS[:2]),)) == f"{of}: Office 365 or Dynamics 365"


def test_a_condition_with_an_unknown_answer_or_group_names_the_nearest(copy: Path) -> None:
    tree, times = (copy / "docs" / "guide" / name for name in ("tree.yml", "response_times.yml"))
    tree.write_text(tree.read_text("utf-8") + "\n" + GROUPS.replace("product\n", "kind\n"), "utf-8")
    text = times.read_text("utf-8").replace("{kind: critical, language: english}", "{kind: onlin}", 1)
    times.write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        read_content(copy)
    message = '"kind" has no answer "onlin" (did you mean "online"?)'
    assert message in [problem.message for problem in caught.value.problems]


def test_a_scenario_gives_answers_and_no_groups(copy: Path) -> None:
    tree, scenarios = (copy / "docs" / "guide" / name for name in ("tree.yml", "scenarios.yml"))
    tree.write_text(tree.read_text("utf-8") + "\n" + GROUPS, "utf-8")
    scenarios.write_text(
        scenarios.read_text("utf-8").replace("product: azure", "product: microsoft", 1), "utf-8"
    )
    with pytest.raises(ContentError, match='"product" has no answer "microsoft"'):
        read_content(copy)


COUNTRIES = """\
title: Test
first: country
questions:
  - id: country
    question: In which country?
    name: Country
    list: countries
    also_of: {nl: "Holland, the Low Countries"}
    to:
      - {when: {country: benelux}, to: inside}
      - {when: {country: {not: benelux}}, to: outside}
groups: [{id: benelux, name: The Benelux, question: country, answers: [be, nl, lu]}]
"""
INSIDE = """\
outcomes:
  - {id: inside, title: Inside, summary: S.}
  - {id: outside, title: Outside, summary: S.}
"""


def guide_of_countries(root: Path, old: str = "", new: str = "") -> Path:
    """A guide that asks for a country, with a text of it replaced."""
    (root / "docs" / "guide").mkdir(parents=True)
    assert old in COUNTRIES
    (root / "docs/guide/tree.yml").write_text(COUNTRIES.replace(old, new, 1), "utf-8")
    (root / "docs/guide/outcomes.yml").write_text(INSIDE, "utf-8")
    return root


def test_what_is_outside_of_a_group_has_its_name_where_readers_would_read_hundreds(tmp_path: Path) -> None:
    checked = check_all(guide_of_countries(tmp_path))
    lexicon = checked.lexicon(checked.locales.source)
    (condition,) = (one.when for one in checked.compiled.questions[0].answers[0].cases)
    assert condition == (), "where an answer leads is settled by the answer itself"
    outside = tuple(one.id for one in checked.tree.questions[0].answers if one.id not in ("be", "nl", "lu"))
    assert lexicon.answer_texts("country", outside) == ["any except The Benelux"]
    step = decide(checked.tree, {"country": "nl"})
    (change,) = card_json(StateSpace(checked.tree), step, 0)["changes"]
    assert (change["name"], change["answer"], change["value"]) == ("Country", "any except The Benelux", "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("question: country", "question: contry", 'setting "contry" (did you mean "country"?)'),
        ("{country: {not: benelux}}", "{country: benelux}", 'nowhere: those outside the group "benelux"'),
        ("when: {country: {not: benelux}}, ", "", 'the group "benelux": several cases hold for any earlier'),
        ("nl: ", "nll: ", '8:15: "nll" is none of the listed answers (did you mean "nl"?)'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_group_or_a_list_is_said_once_with_its_name(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(ContentError) as caught:
        check_all(guide_of_countries(tmp_path, old, new))
    (problem,) = caught.value.problems
    assert said in str(problem)


def test_a_listed_answer_is_found_by_other_words_for_it(tmp_path: Path) -> None:
    question = read_content(guide_of_countries(tmp_path)).guide.tree.questions[0]
    found = [(one.id, one.also) for one in question.answers if one.also]
    assert found == [("nl", "Holland, the Low Countries")]
