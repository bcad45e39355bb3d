"""Refusals: a sentence on an answer that does not count, with the nearest valid name."""

from __future__ import annotations

from collections.abc import Sequence

from decision_tree.conditions import each_test
from decision_tree.model import Tree
from decision_tree.periods import PERIOD, days_of_all, say_days
from decision_tree.selections import read_selection
from decision_tree.walk import Notice

FAR = 0.4
"""The part of a name's letters that may differ where it was perhaps meant."""
LONGEST = 100
"""Letters of a name that is compared: no id has as many."""


def refusal(tree: Tree, notice: Notice) -> str:
    """One sentence on an unknown question or answer, with what was perhaps meant; no full stop."""
    asked = {one.id: one for one in tree.choices if one.id != PERIOD}
    if notice.code == "unknown-question":
        return f"there is no question {notice.name!r}{nearest(notice.name, list(asked))}"
    one = next(one for one in asked.values() if notice.name in (one.id, *one.was))
    if notice.code == "not-together":
        alone = [answer.id for answer in read_selection(one, notice.value).answers if answer.alone]
        return f"{alone[0]!r} cannot be chosen with others, as in {notice.name}={notice.value}"
    if notice.code == "not-offered":
        answer = next(answer for answer in one.answers if answer.id == notice.value)
        days = say_days(*days_of_all(value for test in each_test(answer.when) for value in test.values))
        return f"{notice.name!r} has the answer {notice.value!r} {days} only, and this is another day"
    ids = [answer.id for answer in one.answers]
    return f"{notice.name!r} has no answer {notice.value!r}{nearest(notice.value, ids)}"


def unknown_calendar(tree: Tree, id: str) -> str:
    """One sentence on the id of a calendar that the tree does not have; "" where it has it."""
    known = [calendar.id for calendar in tree.calendars]
    return f"there is no calendar {id!r}{nearest(id, known)}" if id not in known else ""


def nearest(name: str, names: Sequence[str]) -> str:
    """What follows a wrong name in a sentence: the name that was perhaps meant, or all that there are."""
    close = "" if len(name) > LONGEST else min(names, key=lambda one: _changes(name, one), default="")
    if close and _changes(name, close) <= FAR * max(len(name), len(close)):
        return f" (did you mean {close!r}?)"
    return f"; expected one of: {', '.join(names)}"


def _changes(one: str, other: str) -> int:
    """How many letters to add, leave out or replace make one text of the other (Levenshtein's distance)."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for at, found in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != found))
    return row[-1]
