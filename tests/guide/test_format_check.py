"""Values that YAML or the format takes for something else than was meant: each is said with its remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_builder.guide import model as g
from site_builder.guide.format_check import check_format
from site_builder.guide.yaml_file import read_yaml


def faults(folder: Path, kind: Any, text: str) -> list[str]:
    (folder / "a.yml").write_text(text, encoding="utf-8")
    document = read_yaml(folder / "a.yml", "a.yml")
    check_format(kind, document)
    return [str(problem) for problem in document.problems]


ANSWER = "{id: %s, label: %s, to: end, source: F1}"
CASE = "{to: end, when: %s}"


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (g.Answer, ANSWER % ("yes", "Yes!"), '1:6: YAML reads yes as true; write "yes" in quotes'),
        (g.Answer, ANSWER % ("off", "Off!"), '1:6: YAML reads off as false; write "off" in quotes'),
        (g.Answer, ANSWER % ("a", "No"), '1:16: YAML reads No as false; write "No" in quotes'),
        (g.Answer, ANSWER % ("a", "Null"), '1:16: YAML reads Null as nothing; write "Null" in quotes'),
        (
            g.Answer,
            ANSWER % ("true", "Yes!"),
            '1:6: expected text, found the value true; write "true" in quotes',
        ),
        (g.Case, CASE % "{a: no}", '1:21: YAML reads no as false; write "no" in quotes'),
        (
            g.Case,
            CASE % "{a: [b, false]}",
            '1:21: expected an answer id, found the value false; write "false" in quotes',
        ),
        (
            g.Answer,
            "{id: a, label: A, to: end, source: F1, unsure: yes}",
            '1:48: expected true or false, found "yes"; write true',
        ),
        (
            g.Answer,
            '{id: a, label: A, to: end, source: F1, unsure: "no"}',
            '1:48: expected true or false, found "no"; write false',
        ),
        (g.Case, CASE % "{a: []}", '1:21: the list of answers to "a" is empty; write at least one'),
        (g.Case, CASE % "{a: {not: []}}", '1:21: the list of answers to "a" is empty; write at least one'),
        (g.Label, '{id: a, text: " ", source: F1}', "1:15: the text is empty"),
        (
            g.Procedure,
            "{id: a, title: A, summary: A, order: 1, source: F1, steps: []}",
            '1:60: "steps" is empty; write at least one',
        ),
        (
            g.Question,
            "{id: a, question: A, name: A, source: F1, answers: []}",
            '1:52: "answers" is empty; write at least one',
        ),
        (
            g.Question,
            "{id: a, question: A, name: A, source: F1, answers: 5}",
            "1:52: expected a list, found the number 5",
        ),
        (
            g.Outcome,
            "{id: a, kind: first, title: A, summary: A, source: F1, response: []}",
            '1:66: "response" is empty; leave it out, or write `table` for the row of response_times.yml, '
            "or an item that says when",
        ),
    ],
)
def test_a_value_that_is_taken_for_another_is_said_once_with_its_remedy(
    tmp_path: Path, kind: Any, text: str, message: str
) -> None:
    assert faults(tmp_path, kind, text) == [f"a.yml:{message}"]
