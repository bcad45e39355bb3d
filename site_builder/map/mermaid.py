"""A decision tree as a Mermaid flowchart and as a DOT graph: diagrams that other tools show.

The flowchart holds all that decides where answers lead; `mermaid_reader` makes a draft of a guide of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from decision_tree.conditions import Condition, each_test
from decision_tree.model import Answer, Case, Outcome, Question, Tree
from decision_tree.periods import PERIOD, days_of_all
from site_builder.map.condition_text import write_condition
from site_builder.map.labels import Piece, write_label

RESERVED = frozenset(
    (
        "call", "class", "classdef", "click", "default", "direction", "end", "flowchart", "graph", "href",
        "interpolate", "linkstyle", "style", "subgraph",
    )
)  # fmt: skip
"""Words of Mermaid that no node may have as its name: such ids are written with MARK behind them."""
MARK = "_"
"""No id of a guide has it."""


def write_mermaid(tree: Tree) -> str:
    """The flowchart of a tree whose texts are plain."""
    lines = ["---", f"title: {json.dumps(tree.title, ensure_ascii=False)}", "---"]
    lines.append(f"flowchart {'RL' if tree.direction == 'rtl' else 'LR'}")
    for question in tree.questions:
        lines.append(f"  {_name(question.id)}[{write_label(_question_pieces(question))}]")
    for outcome in tree.outcomes:
        lines.append(f"  {_name(outcome.id)}([{write_label([_outcome_piece(outcome)])}])")
    for question in tree.questions:
        for to, pieces in _edges(question):
            lines.append(f"  {_name(question.id)} -->|{write_label(pieces)}| {_name(to)}")
    return "\n".join(lines) + "\n"


def _name(id: str) -> str:
    return f"{id}{MARK}" if id in RESERVED else id


def _question_pieces(question: Question) -> Iterator[Piece]:
    """The question, and where it takes several answers, these: no arrow has one of them."""
    yield Piece(question.text, {"several": ""} if question.several else {})
    for answer in question.answers if question.several else ():
        yield _answer_piece(answer)


def _answer_piece(answer: Answer) -> Piece:
    marks = {name: "" for name in ("unsure", "alone") if getattr(answer, name)}
    return Piece(answer.label, {"id": answer.id, **marks, **_days(answer.when)})


def _answer_pieces(question: Question) -> list[Piece]:
    """The answers of a question, with their places where arrows would not have them in their order."""
    cases = list(dict.fromkeys(case for answer in question.answers for case in answer.cases))
    drawn = dict.fromkeys(answer for case in cases for answer in question.answers if case in answer.cases)
    pieces = [_answer_piece(answer) for answer in question.answers]
    if list(drawn) == list(question.answers):
        return pieces
    return [replace(one, notes={**one.notes, "place": str(n)}) for n, one in enumerate(pieces, 1)]


def _outcome_piece(outcome: Outcome) -> Piece:
    return Piece(outcome.title, _days(outcome.when))


def _days(when: Condition) -> dict[str, str]:
    """The notes on the days of something that holds on some days only."""
    periods = [value for test in each_test(when) if test.name == PERIOD for value in test.values]
    if not periods:
        return {}
    days = zip(("from", "until"), days_of_all(periods), strict=True)
    return {word: day for word, day in days if day}


def _edges(question: Question) -> Iterator[tuple[str, list[Piece]]]:
    """Where a question leads, with the labels of the answers that lead there under one condition."""
    if question.several:
        for case in question.cases:
            yield case.to, [Piece("", {"when": write_condition(case.when)} if case.when else {"always": ""})]
        return
    found: dict[Case, list[Piece]] = {}
    pieces_of = dict(zip(question.answers, _answer_pieces(question), strict=True))
    for answer, piece in pieces_of.items():
        for case in answer.cases:
            found.setdefault(case, []).append(piece)
    for case, pieces in found.items():
        condition = [Piece("", {"when": write_condition(case.when)})] if case.when else []
        yield case.to, [*pieces, *condition]


def write_dot(tree: Tree) -> str:
    """The tree as a DOT graph, whose texts are plain: questions are boxes, outcomes have round ends."""
    lines = [f"digraph {_quoted(tree.title)} {{", f"  rankdir={'RL' if tree.direction == 'rtl' else 'LR'};"]
    lines.append("  node [shape=box];")
    for question in tree.questions:
        lines.append(f"  {_quoted(question.id)} [label={_quoted(question.text)}];")
    for outcome in tree.outcomes:
        label = _quoted(outcome.title)
        lines.append(f'  {_quoted(outcome.id)} [label={label}, shape=box, style="rounded,bold"];')
    for question in tree.questions:
        for to, pieces in _edges(question):
            label = "\n".join(filter(None, (_dot_line(piece) for piece in pieces)))
            lines.append(f"  {_quoted(question.id)} -> {_quoted(to)} [label={_quoted(label)}];")
    lines.append("}")
    return "\n".join(lines) + "\n"


def _dot_line(piece: Piece) -> str:
    when = f"[when {piece.notes['when']}]" if "when" in piece.notes else ""
    return " ".join(filter(None, (piece.text, when)))


def _quoted(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return '"' + "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines) + '"'
