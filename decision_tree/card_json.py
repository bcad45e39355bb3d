"""The outcome card as JSON: what the page gets, and what the terminal prints with --json.

Instants are numbers: seconds since 1970, UTC. A text with moments or days to fill in is {"text": text with
{placeholders}, "values": {name: value}}; a value is a text, {"day": ISO date} or {"moment": seconds,
"zone": the calendar's time zone, "" for the reader's own}. decision_tree/web/engine/messages.d.ts has the
types.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import takewhile
from typing import Any

from decision_tree.card import Card, card
from decision_tree.conclusions import concluded
from decision_tree.conditions import holds, names_in
from decision_tree.due_time import Due, Reason, due
from decision_tree.model import Answer, Outcome, Question, Row, Setting, Table, Tree
from decision_tree.periods import PERIOD
from decision_tree.receipt import receipt
from decision_tree.reminder import reminder
from decision_tree.selections import chosen_answers, label_of
from decision_tree.states import StateSpace
from decision_tree.ticket import fill
from decision_tree.variants import choice_words, outcome_words, question_words
from decision_tree.walk import Step, decide
from decision_tree.why import Change, End, changes, doubt
from decision_tree.working_hours import WorkingCalendar


def card_json(space: StateSpace, step: Step, submitted: int, calendar: str = "") -> dict[str, Any]:
    """The card without what is typed: receipt, due time, why, what would change, what doubt leaves open.

    `submitted` is in seconds since 1970, UTC; an unknown `calendar` id stands for the tree's default.
    Raises ValueError for a step at a question.
    """
    tree = space.tree
    reached = card(tree, step)
    row = reached.row
    assumptions = tree.table(reached.outcome.response).assumptions if row else ()
    return {
        "receipt": receipt(tree, step),
        "due": due_json(tree, due(row, _calendar(tree, calendar), submitted)) if row else None,
        "assumptions": [a.text for a in assumptions if row and a.id == row.hours_kept],
        "why": _why(tree, step, reached),
        "row": {"text": row.text, **_cited(tree, row.cites, row.derived)} if row else None,
        "tables": [_table(tree, table, rows) for table, rows in reached.tables],
        "changes": [_change(tree, step, change) for change in changes(space, step)],
        "doubt": _doubt(space, step),
    }


def _calendar(tree: Tree, id: str) -> WorkingCalendar | None:
    known = {calendar.id: calendar for calendar in tree.calendars}
    return known.get(id) or known.get(tree.calendar)


def due_json(tree: Tree, found: Due) -> dict[str, Any]:
    """A due time as JSON, with the steps of its computation as texts."""
    zone = found.calendar.zone if found.calendar else ""
    said = {
        "by": ("due-by", found.due),
        "open": ("due-opens", found.opens) if found.opens != found.submitted else ("due-open-now", None),
        "uncovered": ("due-uncovered", None),
    }.get(found.kind)
    return {
        "kind": found.kind,
        "submitted": found.submitted,
        "due": found.due,
        "opens": found.opens,
        "calendar": found.calendar.id if found.calendar else None,
        "said": _said(tree, said[0], {"moment": said[1]} if said[1] is not None else {}, "")
        if said
        else None,
        "ends": _said(tree, "due-ends-soon", {"day": date.fromisoformat(found.ends)}, "")
        if found.ends
        else None,
        "reasons": [_reason(tree, reason, zone) for reason in found.reasons],
    }


def _reason(tree: Tree, reason: Reason, zone: str) -> dict[str, Any]:
    return _said(tree, f"due-{reason.code}", reason.values, "" if reason.own_zone else zone)


def _said(tree: Tree, word: str, values: Mapping[str, int | str | date], zone: str) -> dict[str, Any]:
    def value(item: int | str | date) -> Any:
        if isinstance(item, int):
            return {"moment": item, "zone": zone}
        return {"day": item.isoformat()} if isinstance(item, date) else item

    return {"text": tree.words[word], "values": {name: value(item) for name, item in values.items()}}


def _table(tree: Tree, table: Table, rows: Iterable[Row]) -> dict[str, Any]:
    """Rows of a table that count, with their cells, and `text` in which all is on one line."""
    names = {column.id: column.name for column in table.columns}
    return {
        "id": table.id,
        "name": table.name,
        "text": table_text(tree, table, rows),
        "rows": [
            {
                "id": row.id,
                "cells": [
                    {"id": cell.column, "name": names[cell.column], "text": cell.text, "href": cell.href}
                    for cell in row.cells
                ],
                **_cited(tree, row.cites, row.derived),
            }
            for row in rows
        ],
    }


def table_text(tree: Tree, table: Table, rows: Iterable[Row]) -> str:
    """A table's name and what its rows say, on one line."""
    values = " | ".join(" · ".join(cell.text for cell in row.cells) for row in rows)
    return tree.words["table-row"].format(name=table.name, values=values or "–")


def _why(tree: Tree, step: Step, reached: Card) -> list[dict[str, Any]]:
    """The answers that led here and what follows from them, with their sources; of the settings those that
    rows of the outcome's tables ask about."""
    asked = {choice.id: choice for choice in tree.choices}
    tables = tree.outcome_tables(reached.outcome)
    used = set().union(*(names_in(row.when) for table in tables for row in table.rows)) - {PERIOD}
    given = [*step.path, *(pair for pair in step.settings if pair[0] in used)]
    answers = [
        {
            "id": name,
            "name": asked[name].name,
            "answer": label_of(tree, choice_words(asked[name], step.facts), value),
            **_cited_together(tree, chosen_answers(asked[name], value)),
        }
        for name, value in given
    ]
    return answers + [
        {
            "id": one.id,
            "name": one.name,
            "answer": value.name,
            **_cited(tree, one.cites, one.derived),
        }
        for one, value in concluded(tree, step)
    ]


def _cited_together(tree: Tree, answers: Iterable[Answer]) -> dict[str, Any]:
    """What one answer, or all of a selection, rest on."""
    answers = tuple(answers)
    cites = dict.fromkeys(id for answer in answers for id in answer.cites)
    return _cited(tree, cites, " ".join(dict.fromkeys(a.derived for a in answers if a.derived)))


def _cited(tree: Tree, cites: Iterable[str], derived: str) -> dict[str, Any]:
    known = {citation.id: citation for citation in tree.citations}
    found = [known[id] for id in cites if id in known]
    return {"cites": [{"title": c.title, "href": c.href} for c in found], "derived": derived}


def _change(tree: Tree, step: Step, change: Change) -> dict[str, Any]:
    choice = choice_words(next(one for one in tree.choices if one.id == change.name), step.facts)
    asks = tree.question(change.asks)
    group = next((group for group in tree.groups if group.id == change.group), None)
    return {
        "id": change.name,
        "value": "" if group and isinstance(choice, Question) else change.answer,
        "name": choice.name,
        "answer": _changed_answer(
            tree, choice_words(choice, step.facts), change, group.name if group else ""
        ),
        "asks": asks.name if asks else "",
        "ends": _ends(tree, change.ends, _facts_after(tree, step, change)),
    }


def _changed_answer(tree: Tree, choice: Question | Setting, change: Change, group: str) -> str:
    """Another answer in words; of a selection the answer that is chosen too, or no longer."""
    if not change.one:
        return group or label_of(tree, choice, change.answer)
    label = group or label_of(tree, choice, change.one)
    return tree.words["change-with" if change.added else "change-without"].format(answer=label)


def _facts_after(tree: Tree, step: Step, change: Change) -> Mapping[str, str]:
    """What is known once that answer is changed, where words depend on it; of any answer of a group, what was
    answered before."""
    if change.group or not any(outcome.instead for outcome in tree.outcomes):  # then it makes no difference
        before = takewhile(lambda pair: pair[0] != change.name, step.path)
        return {name: value for name, value in (*before, *step.settings) if name != change.name}
    return decide(tree, {**step.facts, **dict(step.unused_answers), change.name: change.answer}).facts


def _ends(tree: Tree, ends: Iterable[End], facts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The ends, each outcome once for each combination of rows of its tables. A variant that holds with the
    `facts`, which are known by now, holds whatever is answered further."""
    outcomes = {outcome.id: outcome_words(outcome, facts) for outcome in tree.outcomes}
    return [
        {
            "outcome": end.outcome,
            "title": outcomes[end.outcome].title,
            "response": row_text(tree, outcomes[end.outcome], end.row),
            "tables": [_shown_text(tree, tree.table(id), rows) for id, rows in end.tables],
        }
        for end in ends
    ]


def _shown_text(tree: Tree, table: Table, ids: Iterable[str]) -> str:
    return table_text(tree, table, [row for row in table.rows if row.id in ids])


def row_text(tree: Tree, outcome: Outcome, id: str) -> str:
    """The sentence of a row of the table that says when an outcome's response comes; "" without one."""
    rows = tree.table(outcome.response).rows if outcome.response else ()
    return next((row.text for row in rows if row.id == id), "")


def _doubt(space: StateSpace, step: Step) -> dict[str, Any] | None:
    tree = space.tree
    left_open = doubt(space, step)
    if left_open is None:
        return None
    facts = step.facts
    questions = {question.id: question for question in tree.questions}
    doubted = [unsure.question for unsure in left_open.unsure]
    known = {name: value for name, value in step.facts.items() if name not in doubted}
    ends = _ends(tree, left_open.ends, known)
    responses = {end["response"] for end in ends}
    return {
        "unsure": [
            {
                "id": unsure.question,
                "name": questions[unsure.question].name,
                "text": question_words(questions[unsure.question], facts).text,
                "help": [item.text for item in questions[unsure.question].help if holds(item.when, facts)],
                "answers": [_change(tree, step, change) for change in unsure.answers],
            }
            for unsure in left_open.unsure
        ],
        "ends": ends,
        "response": responses.pop() if len(responses) == 1 else "",
        "tables": [text for text in ends[0]["tables"] if all(text in end["tables"] for end in ends)],
        "portal": left_open.portal,
    }


def reminder_json(
    tree: Tree, step: Step, typed: Mapping[str, str], submitted: int, calendar: str, now: int
) -> str | None:  # fmt: skip
    """A reminder of the due time as iCalendar text; None where there is no due time.

    `submitted` and `now` are in seconds since 1970, UTC. Raises ValueError for a step at a question.
    """
    reached = card(tree, step)
    if reached.row is None:
        return None
    falls = due(reached.row, _calendar(tree, calendar), submitted).due
    if falls is None:
        return None
    titles = [one.entry.value for one in fill(reached.fields, typed, now) if one.field.title]
    id = receipt(tree, step)
    return reminder(
        title=tree.words["reminder-title"].format(title=next(filter(None, titles), reached.outcome.title)),
        text=tree.words["reminder-text"].format(outcome=reached.outcome.title, receipt=id),
        address=reached.outcome.address,
        due=falls,
        receipt=id,
        now=now,
    )
