"""What is wrong with a tree whose JSON has the right form: ids, references, words, fields, calendars.

A tree of the build has none. Whoever changes a tree.json by hand gets a sentence, and no traceback later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from urllib.parse import urlsplit

from decision_tree.conditions import RESERVED, SEPARATOR, Test
from decision_tree.entries import KINDS
from decision_tree.model import Outcome, Tree
from decision_tree.periods import PERIOD, days_of, period_setting
from decision_tree.words import PERIOD_WORDS, SEVERAL_WORDS, TICKET_WORDS, WORDS
from decision_tree.working_hours import FARTHEST, WorkingCalendar

FIELD_KINDS = ("fixed", "answer", "own")
HIT_POLICIES = ("unique", "first", "collect")
MINUTES = 24 * 60
LARGEST_OFFSET = 24 * 3600
"""Seconds: no zone's clock is a day away from UTC."""


def find_faults(tree: Tree) -> Iterator[str]:
    """The faults of a tree, one sentence each, with their place in tree.json."""
    yield from _reference_faults(tree)
    yield from _selection_faults(tree)
    yield from _period_faults(tree)
    several = any(question.several for question in tree.questions)
    own = {**(SEVERAL_WORDS if several else {}), **(PERIOD_WORDS if period_setting(tree) else {})}
    yield from word_faults("tree.words", tree.words, {**WORDS, **own})
    for language in tree.ticket_languages:
        yield from word_faults(f"tree.ticket_languages, {language.locale}", language.words, TICKET_WORDS)
    for outcome in tree.outcomes:
        yield from _outcome_faults(outcome)
    for calendar in tree.calendars:
        yield from _calendar_faults(calendar)


def _reference_faults(tree: Tree) -> Iterator[str]:
    """Ids that are used twice, and ids that name something which is not there."""
    questions, outcomes = ([item.id for item in items] for items in (tree.questions, tree.outcomes))
    ids = [*questions, *outcomes, *(setting.id for setting in tree.settings)]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        yield f"tree: the id {id!r} is used more than once"
    for id in sorted({choice.id for choice in tree.choices}.intersection(RESERVED)):
        yield f"tree: the id {id!r} is a word of conditions"
    if tree.first not in questions:
        yield f"tree.first: there is no question {tree.first!r}"
    for question in tree.questions:
        ways = [(question.id, question.cases)]
        ways += [(f"{question.id}={answer.id}", answer.cases) for answer in question.answers]
        for way, cases in ways:
            for case in cases:
                if case.to not in questions and case.to not in outcomes:
                    yield f"tree: {way} leads to {case.to!r}, which is not there"
    for setting in tree.settings:
        if setting.default not in [answer.id for answer in setting.answers]:
            yield f"tree: the default {setting.default!r} of {setting.id!r} is none of its answers"
    answers = {choice.id: {answer.id for answer in choice.answers} for choice in tree.choices}
    for group in tree.groups:
        if not set(group.answers) <= answers.get(group.question, set()):
            yield f"tree.groups: {group.id!r} has answers that {group.question!r} does not have"
    if tree.calendars and tree.calendar not in [calendar.id for calendar in tree.calendars]:
        yield f"tree.calendar: there is no calendar {tree.calendar!r}"
    yield from _table_faults(tree)
    written = {outcome.ticket for outcome in tree.outcomes if outcome.ticket}
    for language in tree.ticket_languages:
        for ticket in sorted(written - {ticket.id for ticket in language.tickets}):
            yield f"tree.ticket_languages: the ticket {ticket!r} is missing in {language.locale}"


def _table_faults(tree: Tree) -> Iterator[str]:
    """Tables that outcomes name and that are not there, ids that are used twice, and cells of no column."""
    tables = [table.id for table in tree.tables]
    for id in sorted({id for id in tables if tables.count(id) > 1}):
        yield f"tree.tables: the id {id!r} is used more than once"
    promises = [table.id for table in tree.tables if table.promise]
    for outcome in tree.outcomes:
        for id in outcome.tables:
            if id not in tables:
                yield f"tree.outcomes, {outcome.id}: there is no table {id!r}"
        if outcome.response and outcome.response not in promises:
            yield f"tree.outcomes, {outcome.id}: no table {outcome.response!r} promises a response"
    for table in tree.tables:
        if table.hit_policy not in HIT_POLICIES:
            yield f"tree.tables, {table.id}: {table.hit_policy!r} is no hit policy"
        columns = {column.id for column in table.columns}
        for row in table.rows:
            for cell in row.cells:
                if cell.column not in columns:
                    yield f"tree.tables, {table.id}: the row {row.id!r} has no column {cell.column!r}"


def _selection_faults(tree: Tree) -> Iterator[str]:
    """Questions that take several answers and are not made so; ids that cannot be told from selections."""
    for question in tree.questions:
        named = f"tree.questions, {question.id}"
        if question.several and any(answer.cases or answer.unsure for answer in question.answers):
            yield f"{named}: it takes several answers, of which none leads on by itself or is unsure"
        if question.several != bool(question.cases):
            yield f"{named}: a question has cases of its own just where it takes several answers"
    for choice in tree.choices:
        for answer in choice.answers:
            for id in (answer.id, *answer.was):
                if SEPARATOR in id:
                    yield f"tree: the id {id!r} of an answer has a dot, which stands between those of several"
    if tree.list_pattern:
        yield from _pattern_faults("tree.list_pattern", tree.list_pattern)
    for language in tree.ticket_languages:
        if language.list_pattern:
            yield from _pattern_faults(f"tree.ticket_languages, {language.locale}", language.list_pattern)


def _pattern_faults(place: str, pattern: Mapping[str, str]) -> Iterator[str]:
    for key in ("2", "start", "middle", "end"):
        if not re.fullmatch(r"[^{}]*\{0\}[^{}]*\{1\}[^{}]*", pattern.get(key, "")):
            yield f"{place}: its list pattern {key!r} does not join two texts"


def _period_faults(tree: Tree) -> Iterator[str]:
    """Periods that do not follow one another, and answers that ask for something else."""
    setting = period_setting(tree)
    if setting and (fault := _succession_fault([answer.id for answer in setting.answers])):
        yield f"tree.settings: {fault}"
    for question in tree.questions:
        for answer in question.answers:
            if any(not isinstance(one, Test) or one.name != PERIOD or one.negated for one in answer.when):
                yield f"tree: {question.id}={answer.id} may ask for periods and for nothing else"


def _succession_fault(periods: Sequence[str]) -> str:
    """What is wrong with periods that should follow one another from the first day to the last; or ""."""
    try:
        ends = [days_of(id) for id in periods]
    except ValueError as error:
        return str(error)
    days = [day for pair in ends for day in pair]
    inner = days[1:-1]
    whole = bool(ends) and not days[0] and not days[-1] and all(map(is_date, inner))
    follow = whole and sorted(inner) == inner and all(map(_adjoin, inner[::2], inner[1::2]))
    return "" if follow else "the periods do not follow one another"


def _adjoin(last: str, first: str) -> bool:
    """Whether a day follows another."""
    return date.fromisoformat(first) - date.fromisoformat(last) == timedelta(days=1)


def word_faults(place: str, words: Mapping[str, str], expected: Mapping[str, Set[str]]) -> Iterator[str]:
    """Words that are missing, and braces in one that are none of the placeholders that are filled in."""
    for word, names in sorted(expected.items()):
        if word not in words:
            yield f"{place}: the word {word!r} is missing"
        elif _has_braces_left(words[word], names):
            yield f"{place}: the word {word!r} has a brace that nothing fills in"


def _has_braces_left(text: str, names: Iterable[str]) -> bool:
    for known in ("{{", "}}", *(f"{{{name}}}" for name in names)):
        text = text.replace(known, "")
    return "{" in text or "}" in text


def _outcome_faults(outcome: Outcome) -> Iterator[str]:
    for address in (outcome.address, *(one.address for one in outcome.conditional_addresses)):
        try:
            urlsplit(address)
        except ValueError:
            yield f"tree.outcomes, {outcome.id}: {address!r} is not an address"
    for field in outcome.fields:
        if field.kind not in FIELD_KINDS or (field.kind == "own") != (field.entry in KINDS):
            kind = f"{field.kind!r} with the entry {field.entry!r}"
            yield f"tree.outcomes, {outcome.id}: the field {field.id!r} has the unknown kind {kind}"
        if field.not_at and field.entry != "email":
            yield f"tree.outcomes, {outcome.id}: the field {field.id!r} has 'not_at' and no entry 'email'"


def _calendar_faults(calendar: WorkingCalendar) -> Iterator[str]:
    place = f"tree.calendars, {calendar.id}"
    for day in (calendar.starts, calendar.ends, *calendar.holidays, *calendar.weekend_workdays):
        if not is_date(day):
            yield f"{place}: {day!r} is not a date"
    for hours in calendar.hours:
        if not (0 <= hours.day <= 6 and 0 <= hours.opens < hours.closes <= MINUTES):
            yield f"{place}: no hours from minute {hours.opens} to {hours.closes} of day {hours.day}"
    if calendar.weekend_workdays and not calendar.hours:
        yield f"{place}: no hours for the weekends that are worked"
    if not calendar.shifts:
        yield f"{place}: its clock has no shifts"
    for shift in calendar.shifts:
        if abs(shift.at) > FARTHEST or abs(shift.offset) > LARGEST_OFFSET:
            yield f"{place}: no clock shifts at {shift.at} to {shift.offset} seconds from UTC"


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar in ISO form, such as 2021-02-26."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
