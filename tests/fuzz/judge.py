"""A slow judge of accepted trees: it walks every combination of answers, by plain recursion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from random import Random

from decision_tree.conditions import AnyOf, Condition
from decision_tree.json_form import dump_tree, load_tree
from decision_tree.model import Tree
from decision_tree.walk import decide

MOST = 20_000
"""Combinations that are walked; of larger trees a sample."""


class JudgeError(Exception):
    """What was accepted is wrong: the message says what."""


def judge(tree: Tree, random: Random) -> None:
    """Raise JudgeError unless each combination leads to one outcome, one row, and where the engine says."""
    reached: set[str] = set()
    settings = [[(setting.id, answer.id) for answer in setting.answers] for setting in tree.settings]
    for number, (answers, outcome) in enumerate(_paths(tree, tree.first, {}, random)):
        if number > MOST:
            break
        reached |= {outcome, *answers}
        step = decide(tree, answers)
        if (dict(step.path), step.at) != (answers, outcome):
            raise JudgeError(f"{answers} lead to {outcome}, and the engine says {step.at}")
        for chosen in product(*settings):
            _rows(tree, outcome, answers | dict(chosen))
    else:
        ids = {question.id for question in tree.questions} | {outcome.id for outcome in tree.outcomes}
        if missed := ids - reached:
            raise JudgeError(f"nothing leads to {sorted(missed)}")
    if load_tree(dump_tree(tree)) != tree:
        raise JudgeError("tree.json does not hold the tree")


def _paths(
    tree: Tree, at: str, given: dict[str, str], random: Random
) -> Iterator[tuple[dict[str, str], str]]:
    if at in given:
        raise JudgeError(f"{at} is asked again after {given}")
    questions = [question for question in tree.questions if question.id == at]
    outcomes = [outcome for outcome in tree.outcomes if outcome.id == at]
    if len(questions) + len(outcomes) != 1:
        raise JudgeError(f"{at} is no question and no outcome, or several")
    if outcomes:
        yield given, at
        return
    answers = list(questions[0].answers)
    random.shuffle(answers)
    if not answers:
        raise JudgeError(f"{at} has no answer")
    for answer in answers:
        now = {**given, at: answer.id}
        to = [case.to for case in answer.cases if _holds(case.when, now)]
        if len(to) != 1:
            raise JudgeError(f"after {now} these hold: {to}")
        yield from _paths(tree, to[0], now, random)


def _rows(tree: Tree, at: str, facts: Mapping[str, str]) -> None:
    (outcome,) = (one for one in tree.outcomes if one.id == at)
    for table in tree.tables:
        if table.id not in (outcome.response, *outcome.tables):
            continue
        rows = [row.id for row in table.rows if _holds(row.when, facts)]
        wanted = {"unique": len(rows) == 1, "first": bool(rows), "collect": True}[table.hit_policy]
        if not wanted:
            raise JudgeError(f"at {at} these rows of {table.id} hold for {facts}: {rows}")
    for field in outcome.fields:
        if field.kind == "answer" and _holds(field.when, facts) and field.question not in facts:
            raise JudgeError(f"the field {field.id} at {at} takes an answer that {facts} do not have")


def _holds(when: Condition, facts: Mapping[str, str]) -> bool:
    for test in when:
        if isinstance(test, AnyOf):
            if not any(_holds(alternative, facts) for alternative in test.alternatives):
                return False
        elif test.name not in facts or (facts[test.name] in test.values) == test.negated:
            return False
    return True
