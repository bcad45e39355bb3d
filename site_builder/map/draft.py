"""A draft of a guide, as the YAML files of docs/guide/, of a tree that was read from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from decision_tree.conditions import ANY, AnyOf, Condition, Conjunction, Test
from decision_tree.model import Answer, Case, Question, Tree
from decision_tree.periods import days_of_all
from site_builder.map.labels import guide_text
from site_builder.map.mermaid_reader import read_mermaid

TO_WRITE = "To be written."
"""The summary of each outcome in a draft: a flowchart has none."""
SCHEMA = "# yaml-language-server: $schema=../../.cache/schemas/{}.schema.json\n"
"""What tells editors the format of a file in docs/guide/."""
MOST_OF_NAME = 40
"""Characters of a short name that is made of a question's words."""


def draft_of_mermaid(path: Path) -> dict[str, str]:
    """The files of a guide that a Mermaid flowchart draws, as texts by name ("tree.yml").

    Raises ContentError, BuildError.
    """
    return draft_files(read_mermaid(path))


def draft_files(tree: Tree) -> dict[str, str]:
    """The files of a guide with the questions, the outcomes and the routing of a tree."""
    names = short_names(tree.questions)
    several = {question.id for question in tree.questions if question.several}
    questions = [_question(one, names[one.id], several) for one in tree.questions]
    outcomes = [
        {"id": one.id, "title": guide_text(one.title), "summary": TO_WRITE, **_days(one.when)}
        for one in tree.outcomes
    ]
    written = {
        "tree": {"title": guide_text(tree.title), "first": tree.first, "questions": questions},
        "outcomes": {"outcomes": outcomes},
    }
    return {
        f"{name}.yml": SCHEMA.format(name)
        + yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
        for name, content in written.items()
    }


class _Dumper(yaml.SafeDumper):
    """Writes a list anew wherever it stands, as a writer would."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def short_names(questions: Iterable[Question]) -> dict[str, str]:
    """By id a short name of each question, made of its words; no two are the same."""
    found: dict[str, str] = {}
    for question in questions:
        words = question.text.rstrip("?？؟ ").split()
        name = words[0][:MOST_OF_NAME] if words else question.id
        for word in words[1:]:
            if len(name) + 1 + len(word) > MOST_OF_NAME:
                break
            name += f" {word}"
        taken = {one.casefold() for one in found.values()}
        found[question.id] = name if name.casefold() not in taken else f"{name} ({question.id})"
    return found


def _question(question: Question, name: str, several: Collection[str]) -> dict[str, Any]:
    written: dict[str, Any] = {
        "id": question.id,
        "question": guide_text(question.text),
        "name": guide_text(name),
    }
    if question.several:
        written["choose"] = "several"
    written["answers"] = [_answer(one, several) for one in question.answers]
    if question.several:
        written["to"] = _cases(question.cases, several)
    return written


def _answer(answer: Answer, several: Collection[str]) -> dict[str, Any]:
    marks = {name: True for name in ("unsure", "alone") if getattr(answer, name)}
    to = {"to": _cases(answer.cases, several)} if answer.cases else {}
    return {"id": answer.id, "label": guide_text(answer.label), **to, **marks, **_days(answer.when)}


def _cases(cases: tuple[Case, ...], several: Collection[str]) -> Any:
    if len(cases) == 1 and not cases[0].when:
        return cases[0].to
    return [{"to": one.to, **({"when": _condition(one.when, several)} if one.when else {})} for one in cases]


def _condition(condition: Condition, several: Collection[str]) -> dict[str, Any]:
    """A condition as YAML has it: a mapping of questions, and lists of alternatives under `any`."""
    tests = [clause for clause in condition if isinstance(clause, Test)]
    lists = [[*clause.alternatives] for clause in condition if isinstance(clause, AnyOf)]
    tests, apart = _one_for_each_name(tests, several)
    lists += apart
    written = {name: _asked([one for one in tests if one.name == name], several) for name in _names(tests)}
    if not lists:
        return written
    joined = [tuple(test for part in parts for test in part) for parts in product(*lists)]
    return {**written, ANY: [_condition(one, several) for one in joined]}


def _one_for_each_name(
    tests: list[Test], several: Collection[str]
) -> tuple[list[Test], list[list[Conjunction]]]:
    """The tests that one mapping can hold, and lists of alternatives in place of the others.

    Of several answers it holds one list of which any is chosen; single ones are those that all are.
    """
    kept: list[Test] = []
    apart: list[list[Conjunction]] = []
    for test in tests:
        rival = any(_same_key(one, test, several) for one in kept)
        if rival:
            apart.append([(Test(test.name, (value,)),) for value in test.values])
        else:
            kept.append(test)
    return kept, apart


def _same_key(one: Test, other: Test, several: Collection[str]) -> bool:
    if one.name != other.name or other.negated:
        return False
    return one.name in several and not one.negated and len(one.values) > 1 and len(other.values) > 1


def _asked(tests: list[Test], several: Collection[str]) -> Any:
    """What a condition asks of one question."""
    if tests[0].name not in several:
        values = _short(tests[0].values)
        return {"not": values} if tests[0].negated else values
    any_of = [test.values for test in tests if not test.negated and len(test.values) > 1]
    all_of = [test.values[0] for test in tests if not test.negated and len(test.values) == 1]
    none_of = [value for test in tests if test.negated for value in test.values]
    asked: dict[str, Any] = {"any": list(any_of[0])} if any_of else {}
    if all_of:
        asked["all"] = all_of
    if none_of:
        asked["not"] = _short(tuple(dict.fromkeys(none_of)))
    return asked["any"] if list(asked) == ["any"] else asked


def _names(tests: Iterable[Test]) -> list[str]:
    return list(dict.fromkeys(test.name for test in tests))


def _short(values: tuple[str, ...]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _days(when: Condition) -> dict[str, str]:
    periods = [value for clause in when if isinstance(clause, Test) for value in clause.values]
    if not periods:
        return {}
    days = zip(("from", "until"), days_of_all(periods), strict=True)
    return {word: day for word, day in days if day}
