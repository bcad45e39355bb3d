"""Receipts: a short id for a guide's version, an engine's version and the answers that were given.

    1 GGGG EEE OOOO RRRR N SSSS… AAAA…  CCCC

in the 32 digits of Crockford's base 32 (no I, L, O, U), written in groups of five: the form of the receipt,
the first 20 bits of the guide's version, the engine's version, the outcome and the rows of tables that it led
to, the number of settings that were not at their default, four digits for each of them and for each answer in
the order of asking, and a checksum. Of a question that takes several answers there are four digits for how
many were chosen, and four for each. Outcome, row and answers are the last 20 bits of the CRC-32 of their ids
(of a row also of its response time and the facts in its cells; of several rows their sum without carry), so a
receipt can be read with any later guide: what has gone is not found, what is new is not answered, and what
could be several answers is none. Nothing that anybody typed is in it.

The receipt of a guide in which something holds on some days only has the form 2: after RRRR the first day
of the period in which it was made, in four digits that count days from FIRST_DAY, 0 where it has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from decision_tree import __version__
from decision_tree.conditions import chosen
from decision_tree.model import Question, Setting, Tree, TreeError
from decision_tree.periods import PERIOD, days_of, period_on, period_setting
from decision_tree.receipt_codes import (
    DIGITS,
    LENGTH,
    answer_code,
    code_of,
    count_code,
    day_code,
    day_of,
    engine_code,
    guide_code,
    outcome_code,
    read_digits,
    row_code,
    rows_code,
    shown_code,
    write_digits,
)
from decision_tree.selections import read_selection, selection_id
from decision_tree.tables import response_row
from decision_tree.walk import Step, decide

FORM, DATED_FORM = "1", "2"
MOST_CHOICES = 56
"""Answers and settings that fit a receipt; the build refuses a guide with longer paths."""
MOST_SETTINGS = len(DIGITS) - 1
"""Settings that fit a receipt when none is at its default; the build refuses more."""
_HEAD = 9 + 2 * LENGTH  # digits before the answers, without the period
_LEAST, _MOST = _HEAD + LENGTH, _HEAD + LENGTH * (MOST_CHOICES + 1)  # digits


class ReceiptError(TreeError):
    """The text is not a receipt, or was copied wrongly. `code` is form, later or check."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was when the receipt was made.

    `code` is guide (another version of it: `name` was, `value` is), engine, period (by this guide the day is
    in another one), outcome, row (of the response; `name` was or "", `value` is), tables (the rows that the
    outcome shows), gone (an answer that the guide no longer has, `name` its question where that is known),
    not-offered (an answer to the question `name` that the guide has for other days) or asked (a question,
    `name`, that the receipt does not answer).
    """

    code: str
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Replay:
    """Where a receipt's answers lead today. `same` says that they lead to the same outcome and rows
    of tables."""

    answers: Mapping[str, str]
    step: Step
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether the reader gets what they got then; the versions and the period may differ."""
        return all(one.code in ("guide", "engine", "period") for one in self.differences)


def receipt(tree: Tree, step: Step) -> str:
    """The receipt of a step at an outcome, in groups of five digits. Raises ValueError at a question."""
    outcome = tree.outcome(step.at)
    if outcome is None:
        raise ValueError(f"{step.at!r} is not an outcome")
    defaults = {setting.id: setting.default for setting in tree.settings}
    settings = dict(step.settings)
    period = settings.pop(PERIOD, None)
    changed = [(name, value) for name, value in settings.items() if value != defaults[name]]
    digits = (
        (DATED_FORM if period else FORM)
        + write_digits(guide_code(tree.version), 4)
        + engine_code(__version__)
    )
    digits += outcome_code(outcome.id) + rows_code(tree, outcome, step.facts)
    digits += day_code(days_of(period)[0]) if period else ""
    digits += DIGITS[len(changed)]
    digits += "".join(answer_code(name, value) for name, value in changed)
    digits += "".join(code for name, value in step.path for code in _path_codes(tree, name, value))
    digits += code_of(digits)
    return "-".join(digits[i : i + 5] for i in range(0, len(digits), 5))


def _path_codes(tree: Tree, name: str, value: str) -> Iterable[str]:
    question = tree.question(name)
    ids = chosen(value)
    if question and question.several:
        yield count_code(name, len(ids))
    for id in ids:
        yield answer_code(name, id)


def replay(tree: Tree, text: str) -> Replay:
    """Follow a receipt's answers through this tree. Raises ReceiptError when the text is not a receipt."""
    digits = _read(text)
    guide, engine, outcome, row = digits[1:5], digits[5:8], digits[8:12], digits[12:16]
    head = _head_of(digits)
    count = DIGITS.index(digits[head - 1])
    codes = [digits[i : i + LENGTH] for i in range(head, len(digits) - LENGTH, LENGTH)]
    differences = []
    if guide != write_digits(guide_code(tree.version), 4):
        differences.append(
            Difference("guide", f"{read_digits(guide):05x}", f"{guide_code(tree.version):05x}")
        )
    if engine != engine_code(__version__):
        was = ".".join(str(DIGITS.index(digit)) for digit in engine)
        differences.append(Difference("engine", was, __version__))
    if digits[0] == DATED_FORM:
        differences += _period_differences(tree, digits[16:20])
    answers, gone = _answers(tree, codes[:count], codes[count:])
    step = decide(tree, answers)
    differences += gone
    if step.is_outcome:
        differences += _end_differences(tree, step, outcome, row)
    elif step.at not in [one.name for one in gone]:
        differences.append(Difference("asked", step.at))
    return Replay(answers, step, tuple(differences))


def _period_differences(tree: Tree, code: str) -> Iterable[Difference]:
    """The difference between the tree's period and that of the day which a receipt has."""
    if setting := period_setting(tree):
        was = period_on(setting, day_of(code)).id
        if was != setting.default:
            yield Difference("period", was, setting.default)


def _end_differences(tree: Tree, step: Step, outcome: str, row: str) -> Iterable[Difference]:
    """The difference between the outcome or rows reached now and the receipt's, if there is one."""
    was = next((one.id for one in tree.outcomes if outcome_code(one.id) == outcome), "")
    if was != step.at:
        yield Difference("outcome", was, step.at)
        return
    reached = tree.outcome(step.at)
    if reached is None or rows_code(tree, reached, step.facts) == row:
        return
    now = response_row(tree, reached, step.facts)
    rest = write_digits(read_digits(row) ^ shown_code(tree, reached, step.facts), LENGTH)
    rows = tree.table(reached.response).rows if reached.response else ()
    before = next((one.id for one in rows if row_code(one) == rest), "")
    if before or not reached.tables:
        yield Difference("row", before, now.id if now else "")
    else:
        yield Difference("tables")


def _answers(tree: Tree, settings: list[str], path: list[str]) -> tuple[dict[str, str], list[Difference]]:
    """The answers behind the codes, and those that the guide no longer has or does not offer now."""
    answers: dict[str, str] = {}
    gone: list[Difference] = []
    choosable = [setting for setting in tree.settings if setting.id != PERIOD]
    for code in settings:
        found = _matching_answers(choosable, code)
        answers |= dict(found)
        gone += [] if found else [Difference("gone")]
    codes = iter(path)
    for code in codes:
        step = decide(tree, answers)
        here = tree.question(step.at)
        matches = _matching(here, code) if here else []
        if not matches:
            others = (question for question in tree.questions if question.id not in answers)
            matches = [match for question in others for match in _matching(question, code)]
        if len(matches) != 1:
            gone.append(Difference("gone", here.id if here else ""))
            continue
        question, value, count = matches[0]
        if count:
            value = _read_selection(question, list(islice(codes, count)), count)
        if not value:
            gone.append(Difference("gone", question.id))
        elif decide(tree, {**answers, question.id: value}).notices:
            gone.append(Difference("not-offered", question.id))
        else:
            answers[question.id] = value
    return answers, gone


def _matching(question: Question, code: str) -> list[tuple[Question, str, int]]:
    """The answers to a question that have a code; where it takes several, how many follow."""
    if not question.several:
        return [(question, value, 0) for _, value in _matching_answers((question,), code)]
    counts = [
        count
        for count in range(1, MOST_CHOICES)
        if any(count_code(name, count) == code for name in (question.id, *question.was))
    ]
    return [(question, "", count) for count in counts]


def _read_selection(question: Question, codes: list[str], count: int) -> str:
    """The selection of these codes; "" unless each is that of one answer, and they can be chosen together."""
    found = [_matching_answers((question,), code) for code in codes]
    if len(found) != count or any(len(one) != 1 for one in found):
        return ""
    reading = read_selection(question, selection_id(one[0][1] for one in found))
    return "" if reading.together else reading.id


def _matching_answers(choices: Iterable[Question | Setting], code: str) -> list[tuple[str, str]]:
    """Every (question id, answer id) whose present or former ids have that code."""
    return [
        (choice.id, answer.id)
        for choice in choices
        for answer in choice.answers
        if any(
            answer_code(name, value) == code
            for name in (choice.id, *choice.was)
            for value in (answer.id, *answer.was)
        )
    ]


def _read(text: str) -> str:
    """The digits of a receipt, without separators and misread letters. Raises ReceiptError."""
    digits = re.sub(r"[\s-]+", "", text.upper()).translate(str.maketrans("OIL", "011"))
    if not _LEAST <= len(digits) <= _MOST + LENGTH or any(digit not in DIGITS for digit in digits):
        raise ReceiptError("form", f"{text[:60]!r} is not a receipt; one looks like 1K3X7-0R2M9-…")
    if digits[0] not in (FORM, DATED_FORM):
        raise ReceiptError("later", "this receipt was made by a later engine than this one")
    head = _head_of(digits)
    choices, rest = divmod(len(digits) - head - LENGTH, LENGTH)
    wrong = code_of(digits[:-LENGTH]) != digits[-LENGTH:]
    if rest or wrong or choices < 0 or DIGITS.index(digits[head - 1]) > choices:
        raise ReceiptError("check", "a character of this receipt is wrong or missing; copy it once more")
    return digits


def _head_of(digits: str) -> int:
    """How many digits come before the answers."""
    return _HEAD + (LENGTH if digits[0] == DATED_FORM else 0)
