"""Groups of answers: in conditions they are their answers, and in words they have their name."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_tree.conditions import AnyOf, Test
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
