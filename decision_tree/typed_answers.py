"""What readers type at a question whose answers are ranges, as the answer that it is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from decision_tree import day_ranges, number_ranges
from decision_tree.faults import is_date, word_faults
from decision_tree.model import Question, Tree
from decision_tree.words import ENTRY_WORDS


def find_answer(question: Question, typed: str, today: date) -> str | None:
    """The id of the range that a number or a day is in, or None. `today` is the reader's day."""
    if question.entry is None:
        return None
    ids = [answer.id for answer in question.answers]
    if question.entry.kind == day_ranges.KIND:
        return day_ranges.find_day(question.entry, ids, typed, today)
    return number_ranges.find_number(question.entry, ids, typed)


def with_ranges(tree: Tree, answers: Mapping[str, str], today: date) -> dict[str, str]:
    """Answers with the range in place of what was typed. Others stay, as does what is in none."""
    asked = {question.id: question for question in tree.questions if question.entry}

    def answer_of(name: str, value: str) -> str:
        ids = {answer.id for answer in asked[name].answers} if name in asked else {value}
        return value if value in ids else find_answer(asked[name], value, today) or value

    return {name: answer_of(name, value) for name, value in answers.items()}


def entry_faults(tree: Tree) -> Iterator[str]:
    """The faults of what may be typed, as those of `faults`: only a terminal reads it, pages have scripts."""
    for question in tree.questions:
        yield from _entry_faults(question)
    for kind in sorted({question.entry.kind for question in tree.questions if question.entry}):
        yield from word_faults("tree.words", tree.words, ENTRY_WORDS.get(kind, {}))


def _entry_faults(question: Question) -> Iterator[str]:
    """Of a question whose answers are ranges: bounds and ranges that cannot be read."""
    if (entry := question.entry) is None:
        return
    place = f"tree.questions, {question.id}"
    if entry.kind not in ENTRY_WORDS:
        yield f"{place}: an entry of the unknown kind {entry.kind!r}"
        return
    is_date_asked = entry.kind == day_ranges.KIND
    for text in filter(None, (entry.low, entry.high, "" if is_date_asked else entry.step or "?")):
        if is_date_asked and text != day_ranges.TODAY and not is_date(text):
            yield f"{place}: {text!r} is no date"
        if not is_date_asked and (
            len(text) > number_ranges.MOST_DIGITS + 2
            or number_ranges.scaled(text, number_ranges.decimals(text)) is None
        ):
            yield f"{place}: {text!r} is no number"
    read = day_ranges.read_days if is_date_asked else number_ranges.read_range
    for answer in question.answers:
        if read(answer.id) is None:
            yield f"{place}: {answer.id!r} is no range"
