"""Limits of the engine and of the page: a guide beyond them could be proved, and not be used."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from decision_tree.json_form import dump_tree
from decision_tree.messages import LARGEST_REQUEST, PROTOCOL
from decision_tree.model import Question, Setting, Tree
from decision_tree.periods import PERIOD
from decision_tree.progress import Progress, routing_space
from decision_tree.receipt import MOST_CHOICES, MOST_SETTINGS
from decision_tree.receipt_codes import answer_code, count_code, outcome_code, row_code, shown_row_code
from decision_tree.selections import selection_id
from decision_tree.states import State, StateSpace
from site_builder.guide import Content
from site_builder.problems import Problem
from site_builder.tree.sections import Sections
from site_builder.tree.tables import table_places

MOST_SECTIONS = 1_000
"""Sections of a page: with so many its HTML has more than a million characters. It is our limit."""

LONGEST_ANSWER = 1_500
"""Characters of an answer: of more, the page reads nothing (decision_tree/web/guide/address.js)."""


def limit_problems(content: Content, space: StateSpace) -> Iterator[Problem]:
    """What of a proved guide is too large: its tree, its longest path, or a selection.

    Settings count beside the answers: a receipt holds both.
    """
    tree = space.tree
    longest = Progress(space).longest
    document = content.documents["tree"]
    needed = _longest_receipt(tree)
    if needed + len(tree.settings) > MOST_CHOICES:
        found = f"the longest path asks {longest} questions, and there are {len(tree.settings)} settings"
        if needed > longest:
            found = f"with all that may be chosen of several answers the longest path has {needed} parts"
        message = f"{found}: together at most {MOST_CHOICES} fit a receipt"
        yield document.problem(("questions",), message)
    for i, question in enumerate(tree.questions):
        chosen = selection_id(answer.id for answer in question.answers if not answer.alone)
        if question.several and len(chosen) > LONGEST_ANSWER:
            message = (
                f'all answers to "{question.id}" together have {len(chosen):,} characters in an address, '
                f"and at most {LONGEST_ANSWER:,} are read; shorten their ids"
            )
            yield document.problem(("questions", i, "id"), message)
    if len(tree.settings) > MOST_SETTINGS:
        message = f"there are {len(tree.settings)} settings; at most {MOST_SETTINGS} fit a receipt"
        yield document.problem(("settings",), message)
    yield from _same_codes(content, tree)
    request = {"v": PROTOCOL, "id": 0, "type": "load", "tree": dump_tree(tree)}
    if (size := len(json.dumps(request, ensure_ascii=False))) > LARGEST_REQUEST:
        message = (
            f"tree.json would have {size:,} characters, and the engine reads at most {LARGEST_REQUEST:,}"
        )
        yield document.problem(("questions",), message)


def _longest_receipt(tree: Tree) -> int:
    """How many parts of a receipt the answers of a path may take."""
    space = routing_space(tree)
    parts = {question.id: most_codes(question) for question in tree.questions}
    most: dict[State, int] = {}
    for state in reversed(space.states):
        below = [most[target] for move in space.moves(state) for target in move.to]
        most[state] = parts[state.at] + max(below) if below else 0
    return most[space.states[0]]


def most_codes(question: Question) -> int:
    """How many parts of a receipt an answer to a question may take: of several their number, and each."""
    if not question.several:
        return 1
    return 1 + max(1, sum(not answer.alone for answer in question.answers))


def section_problems(content: Content, sections: Sections) -> Iterator[Problem]:
    """Whether the page without scripts would have too many sections, and of which questions."""
    if (found := len(sections.all)) > MOST_SECTIONS:
        number = Counter(section.question for section in sections.all)
        most = ", ".join(f"{id} ({count:,})" for id, count in number.most_common(3))
        message = (
            f"the page without scripts would have {found:,} sections, and at most {MOST_SECTIONS:,} can be "
            f"used: where questions lead depends on too many combinations of earlier answers; most at {most}"
        )
        yield content.documents["tree"].problem(("questions",), message)


def _same_codes(content: Content, tree: Tree) -> Iterator[Problem]:
    """Names whose codes in receipts are equal, so that a receipt of the one would be read as the other.

    Codes of answers to different questions may be equal: a receipt has them in the order of asking.
    """
    documents = content.documents
    outcomes = [
        (outcome_code(outcome.id), outcome.id, ("outcomes", i, "id"))
        for i, outcome in enumerate(tree.outcomes)
    ]
    chosen = [setting for setting in tree.settings if setting.id != PERIOD]
    settings = [code for i, setting in enumerate(chosen) for code in _codes(setting, ("settings", i))]
    groups = [(documents["outcomes"], outcomes), (documents["tree"], settings)]
    for table in table_places(content, tree).values():
        listed = [(row, (*table.path, "rows", i, "id")) for i, row in enumerate(table.table.rows)]
        groups.append((table.document, [(row_code(row), row.id, path) for row, path in listed]))
        shown = [(shown_row_code(table.table, row), row.id, path) for row, path in listed]
        groups.append((table.document, shown))
    for i, question in enumerate(tree.questions):
        groups.append((documents["tree"], list(_codes(question, ("questions", i)))))
        if question.several:
            counts = range(1, most_codes(question))
            names = (question.id, *question.was)
            place = ("questions", i, "id")
            groups.append(
                (
                    documents["tree"],
                    [(count_code(name, n), f"{n} of {question.id}", place) for name in names for n in counts],
                )
            )
    for document, codes in groups:
        named: dict[str, str] = {}
        for code, name, place in codes:
            if (other := named.setdefault(code, name)) != name:
                message = f'"{other}" and "{name}" have the same code in receipts; rename one of them'
                yield document.problem(place, message)


def _codes(choice: Question | Setting, path: tuple[Any, ...]) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """The codes of a question's or setting's answers, by all their present and former ids."""
    for j, answer in enumerate(choice.answers):
        for name in (choice.id, *choice.was):
            for value in (answer.id, *answer.was):
                yield answer_code(name, value), f"{choice.id}={answer.id}", (*path, "answers", j, "id")
