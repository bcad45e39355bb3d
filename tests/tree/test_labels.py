"""Answers that readers choose between, and questions of one walk, are told apart by their words."""

from __future__ import annotations

from pathlib import Path

from site_builder.tree.labels import label_problems
from tests.support.tree_files import read_tree

TREE = """\
title: Test
first: a
questions:
  - id: a
    question: A?
    name: One name
    answers:
      - {id: x, label: "Yes", to: b}
      - {id: z, label: " yes  ", to: c}
  - id: b
    question: B?
    name: one name
    answers:
      - {id: x, label: "Yes", to: end}
  - id: c
    question: C?
    name: Another
    answers:
      - {id: x, label: "Yes", to: end}
"""


def problems(folder: Path, text: str) -> list[str]:
    return [str(problem) for problem in label_problems(*read_tree(folder, text))]


def test_two_answers_with_one_label_are_both_named_with_their_lines(tmp_path: Path) -> None:
    label, name = problems(tmp_path, TREE)
    assert label == (
        'tree.yml:9:24: the answers "x" (tree.yml:8) and "z" of "a" have the same label, " yes  "; '
        "readers could not choose"
    )
    assert name == (
        'tree.yml:12:11: the questions "a" (tree.yml:6) and "b" have the same name, "one name", and one walk '
        "can ask both; name them apart"
    )


def test_questions_that_no_walk_asks_both_may_share_a_name(tmp_path: Path) -> None:
    apart = TREE.replace('" yes  "', '"No"').replace("name: One name", "name: First")
    assert problems(tmp_path, apart.replace("name: Another", "name: one name")) == []
