"""Refusals: a sentence on an answer that does not count, with the nearest valid name."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from decision_tree.conditions import each_test
from decision_tree.model import Tree
from decision_tree.periods import PERIOD, days_of_all, say_days
from decision_tree.selections import read_selection
from decision_tree.walk import Notice


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


def nearest(name: str, names: Sequence[str]) -> str:
    """What follows a wrong name in a sentence: the name that was perhaps meant, or all that there are."""
    close = difflib.get_close_matches(name, names, n=1)
    return f" (did you mean {close[0]!r}?)" if close else f"; expected one of: {', '.join(names)}"
