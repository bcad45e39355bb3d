"""A gap or a clash is reported once, with all combinations of answers that meet it and the places of both."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from decision_tree.model import Answer, Case, Question
from decision_tree.states import StateSpace
from site_builder.problems import ContentError
from site_builder.tree.class_names import ClassNames
from site_builder.tree.combinations import list_combinations
from site_builder.tree.proof import prove
from tests.support.guide_problems import TIMES, problems
from tests.support.tree_files import read_tree
from tests.support.trees import make_tree

Spoil = Callable[[str, str, str], Path]
TREE = """\
title: Test
first: a
questions:
  - id: a
    question: A?
    name: A
    answers:
      - {id: a1, label: "1", to: b}
      - {id: a2, label: "2", to: b}
      - {id: a3, label: "3", to: b}
  - id: b
    question: B?
    name: B
    answers:
      - id: b1
        label: "1"
        to:
          - {when: {a: a1}, to: end}
          - {when: %s, to: other}
"""


def faults(folder: Path, condition: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        prove(*read_tree(folder, TREE % condition))
    return [str(problem) for problem in caught.value.problems]


def test_a_gap_names_every_value_that_is_missing(tmp_path: Path) -> None:
    assert faults(tmp_path, "{a: a1, b: {not: b1}}") == [
        'tree.yml:18:11: answer "b1": no case holds for a=[a2, a3], b=b1; exactly one must'
    ]


def test_a_clash_names_both_cases_with_their_lines(tmp_path: Path) -> None:
    assert faults(tmp_path, "{a: [a1, a2, a3]}") == [
        'tree.yml:19:13: answer "b1": several cases hold for a=a1: to end (tree.yml:18) and to other '
        "(tree.yml:19); exactly one must"
    ]


def test_alike_combinations_are_one_and_what_is_too_many_is_counted() -> None:
    to_end = (Case("end"),)
    tree = make_tree([Question("q", "?", "q", (Answer("x", "X", to_end),))], ["end"])

    def listed(found: list[dict[str, str]]) -> str:
        groups = (tuple((name, (value,)) for name, value in one.items()) for one in found)
        return list_combinations(groups, ClassNames(StateSpace(tree), ()))

    pairs = [{"a": f"a{i}", "b": f"b{j}"} for i, j in product(range(3), range(2))]
    assert listed(pairs) == "a=[a0, a1, a2], b=[b0, b1]"
    assert listed(pairs[1:]) == "a=[a0, a1, a2], b=b1; a=[a1, a2], b=b0"
    steps = [{"a": f"a{i}", "b": f"b{j}"} for i in range(6) for j in range(i + 1)]
    assert listed(steps).endswith(" and 3 more")
    assert listed([{}]) == "any earlier answers"
    assert listed([{"a": "a1"}, {"a": "a1", "b": "b1"}]) == "a=a1; a=a1, b=b1"


@pytest.mark.lent
def test_a_gap_and_a_clash_of_rows_name_their_answers_and_both_rows(spoil: Spoil) -> None:
    english = "when: {kind: [billing, fraud], language: english}"
    gap, clash = problems(spoil(TIMES, english, "when: {kind: request, language: english}"))
    assert gap.startswith(f"{TIMES}:49:3: no row holds for kind=[billing, fraud], language=english (met at ")
    assert clash == (
        f'{TIMES}:103:11: the rows "request-english" ({TIMES}:88) and "billing-or-fraud-english" '
        f"({TIMES}:102) both hold for kind=request, language=english; exactly one must"
    )
