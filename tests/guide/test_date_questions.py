"""Questions for a date: fixed days and time from today cut the days into ranges, which are its answers."""

from __future__ import annotations

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_tree.calendar_spans import Span, end_of, lengths, read_span
from decision_tree.day_ranges import TODAY, FixedDays, find_day, read_days
from decision_tree.json_form import dump_tree
from decision_tree.model import Entry
from site_builder.engine.npm import node
from site_builder.guide.day_domain import DayDomain
from site_builder.guide.ranges import Interval, cut
from site_builder.problems import ContentError
from site_builder.site.checking import check_all
from tests.conftest import ROOT
from tests.guide.test_number_questions import with_people
from tests.support.terminal import run_terminal

NUMBER = "number: {from: 1, to: 2000}"
RELATIVE = (
    "date: {from: 2000-01-01, to: today}",
    "since: {under: 2 years}",
    "since: {from: 2 years}",
    "since: {from: 6 months}",
)
FIXED = ("date: {from: 2000-01-01, to: today}", "to: 2019-12-31", "from: 2020-01-01", "from: 2024-02-29")


def with_date(folder: Path, asked: str, first: str, other: str, third: str) -> Path:
    """A new guide that asks for a date: of three conditions the first two are the ways on."""
    with_people(folder)
    for name in ("tree", "outcomes"):
        path = folder / f"docs/guide/{name}.yml"
        text = path.read_text(encoding="utf-8").replace(NUMBER, asked)
        text = text.replace("{people: {to: 8}}", f"{{people: {{{first}}}}}")
        text = text.replace("{people: {from: 9}}", f"{{people: {{{other}}}}}")
        path.write_text(text.replace("{from: 1000}", f"{{{third}}}"), encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "guide"


def labels(folder: Path) -> list[tuple[str, str]]:
    question = check_all(folder).tree.question("people")
    assert question
    return [(answer.id, answer.label) for answer in question.answers]


def test_fixed_days_cut_the_calendar(folder: Path) -> None:
    assert labels(with_date(folder, *FIXED)) == [
        ("2000-01-01-to-2019-12-31", "January 1, 2000 to December 31, 2019"),
        ("2020-01-01-to-2024-02-28", "January 1, 2020 to February 28, 2024"),
        ("from-2024-02-29", "February 29, 2024 or later"),
    ]


def test_time_from_today_cuts_it_in_the_words_of_the_writer(folder: Path) -> None:
    assert labels(with_date(folder, *RELATIVE)) == [
        ("since-from-2-years", "at least 2 years ago"),
        ("since-from-6-months-under-2-years", "at least 6 months ago and less than 2 years ago"),
        ("since-under-6-months", "less than 6 months ago"),
    ]
    names = [(group.answers, group.name) for group in check_all(folder).tree.groups]
    assert (("since-from-6-months-under-2-years", "since-under-6-months"), "less than 2 years ago") in names


def test_what_is_past_and_what_is_to_come_are_told_apart(folder: Path) -> None:
    due = ("date: {}", "until: {to: 14 days}", "until: {over: 14 days}", "until: {over: 30 days}")
    with_date(folder, *due)
    path = folder / "docs/guide/tree.yml"
    text = path.read_text(encoding="utf-8")
    overdue = "      - {to: room, when: {people: {since: {from: 1 day}}}}\n"
    path.write_text(
        text.replace("      - {to: room, when: {p", f"{overdue}      - {{to: room, when: {{p"), "utf-8"
    )
    assert labels(folder) == [
        ("since-from-1-day", "before today"),
        ("until-to-14-days", "at most 14 days from now"),
        ("until-over-14-days-to-30-days", "more than 14 days from now and at most 30 days from now"),
        ("until-over-30-days", "more than 30 days from now"),
    ]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((*RELATIVE[:3], "since: {from: 800 days}"), None),
        ((RELATIVE[0], "since: {under: 1 month}", "since: {from: 1 month}", "since: {from: 30 days}"),
         'has 30 days here and 1 month at docs/guide/tree.yml:30; which is longer depends on the day'),
        ((*RELATIVE[:3], "from: 2020-01-01"), "a question has one of the two"),
        ((*FIXED[:3], "from: 1999-12-31"), "2000-01-01 to today; 1999-12-31 is outside"),
        ((*FIXED[:3], "from: 2023-02-29"), "2023-02-29 is not a date"),
        ((*FIXED[:3], "from: 12"), "asks for a date such as 2024-02-29, and 12 is none"),
        ((FIXED[0], FIXED[1], "over: 2019-12-31", FIXED[3]), 'both included, and no "over"'),
        ((FIXED[0], FIXED[1], "from: 2020-01-02", FIXED[3]), "lead nowhere: 2020-01-01"),
        ((*RELATIVE[:3], "until: {under: 2 days}"), 'no day of it has a time "until"'),
        ((*RELATIVE[:3], "since: {under: 2 yaers}"), "such as 2 years or 30 days"),
        ((*RELATIVE[:3], "since: {under: 2.5 years}"), "such as 2 years or 30 days"),
        ((*RELATIVE[:3], "since: 2 years"), "bounds such as {from: 6 months,"),
        ((*RELATIVE[:3], "since: {under: 0 days}"), "both that early and that late"),
        (("date: {from: 2020-01-01, to: 2019-12-31}", *FIXED[1:]), '"from" is later than "to"'),
        (("date: {from: 2020-13-01}", *FIXED[1:]), "2020-13-01 is not a date"),
        (("date: {from: tomorrow}", *FIXED[1:]), '"tomorrow" is not a date; write one such as'),
        ((NUMBER, "to: 8", "from: 9", "since: {under: 2 years}"), 'asks for a number; "since" is for dates'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_date_is_said_where_it_stands(
    folder: Path, parts: tuple[str, str, str, str], said: str | None
) -> None:
    with_date(folder, *parts)
    if said is None:
        check_all(folder)
        return
    with pytest.raises(ContentError) as caught:
        check_all(folder)
    assert any(said in problem.message and problem.line for problem in caught.value.problems), str(
        caught.value
    )


@pytest.mark.parametrize(
    ("parts", "given", "outcome"),
    [
        (FIXED, "2019-12-31", "room"), (FIXED, "2024-02-29", "front-desk"),
        (FIXED, "from-2024-02-29", "front-desk"), (RELATIVE, "23 months ago", "room"),
        (RELATIVE, "today", "room"), (RELATIVE, "2 years ago", "front-desk"),
        (RELATIVE, "since-from-2-years", "front-desk"),
    ],
)  # fmt: skip
def test_a_scenario_gives_a_day_or_a_time(
    folder: Path, parts: tuple[str, str, str, str], given: str, outcome: str
) -> None:
    answers = {"problem": "heating", "people": given} | ({"room": "office"} if outcome == "room" else {})
    end = "caretaker" if outcome == "room" else outcome
    scenario = {"id": "case", "title": "A case", "answers": answers, "outcome": end}
    path = with_date(folder, *parts) / "docs/guide/scenarios.yml"
    path.write_text(json.dumps({"scenarios": [scenario]}), encoding="utf-8")
    assert check_all(folder).proof.scenarios == 1


def test_a_time_whose_range_depends_on_the_day_is_no_answer(folder: Path) -> None:
    scenario = {"id": "case", "title": "A case", "answers": {"people": "183 days ago"}, "outcome": "room"}
    path = with_date(folder, *RELATIVE) / "docs/guide/scenarios.yml"
    path.write_text(json.dumps({"scenarios": [scenario]}), encoding="utf-8")
    with pytest.raises(ContentError, match='"people" has no answer "183 days ago"'):
        check_all(folder)


def test_a_fixed_day_where_time_is_asked_for_is_told_how_times_are_written(folder: Path) -> None:
    scenario = {"id": "case", "title": "A case", "answers": {"people": "2020-01-01"}, "outcome": "room"}
    path = with_date(folder, *RELATIVE) / "docs/guide/scenarios.yml"
    path.write_text(json.dumps({"scenarios": [scenario]}), encoding="utf-8")
    with pytest.raises(ContentError, match='no answer "2020-01-01": it is asked by time from today'):
        check_all(folder)


def test_in_a_terminal_the_day_is_typed_and_today_may_be_set(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "tree.json"
    path.write_text(dump_tree(check_all(with_date(folder, *RELATIVE)).tree), encoding="utf-8")
    done = run_terminal(
        str(path), "--on", "2024-02-29", typed="2\n2024-03-01\n1999-12-31\n2023-8-30\n2023-08-29\nq\n"
    )
    assert done.out.count("year-month-day") == 4 and "Which kind of room is it?" in done.out
    for day, found in (
        ("2022-02-28", "since-from-2-years"),
        ("2022-03-01", "since-from-6-months-under-2-years"),
    ):
        answers = f"problem=heating,people={day}"
        done = run_terminal(str(path), "--on", "2024-02-29", "--answers", answers, "--json")
        assert f'"people": "{found}"' in done.out
    assert "--on: expected a date" in run_terminal(str(path), "--on", "29 February").error


# Spans and ranges, for any day

DAYS = st.dates(date(1890, 1, 1), date(2110, 12, 31))
SPANS = st.builds(Span, st.integers(0, 40), st.sampled_from(["day", "week", "month", "year"]))


@given(DAYS, SPANS)
def test_a_span_ends_on_the_same_number_or_the_last_of_the_month(start: date, span: Span) -> None:
    end = end_of(start, span)
    fewest, most = lengths(span)
    assert fewest <= (end - start).days <= most
    if span.months:
        months = (end.year - start.year) * 12 + end.month - start.month
        assert months == span.months
        assert end.day == start.day or (end.day < start.day and (end + timedelta(1)).day == 1)
    assert read_span(span.text) == read_span(span.text.replace(" ", "-")) == span


PAIRS = ({"from", "over"}, {"to", "under"})
TIMES = st.dictionaries(st.sampled_from(["from", "over", "to", "under"]), SPANS.map(lambda one: one.text),
                        min_size=1, max_size=2).filter(lambda found: {*found} not in PAIRS)  # fmt: skip
ON_TIME = st.builds(lambda way, bounds: {way: bounds}, st.sampled_from(["since", "until"]), TIMES)
ON_DAYS = st.dictionaries(st.sampled_from(["from", "to"]), DAYS.map(date.isoformat), min_size=1)
ENDS = st.sampled_from([None, TODAY])


def holds(bounds: dict[str, Any], day: date, today: date) -> bool:
    """What a condition says, by its words."""
    for way, start, end in (("since", day, today), ("until", today, day)):
        if way in bounds:
            spans = {
                key: end_of(start, span) for key, text in bounds[way].items() if (span := read_span(text))
            }
            return (
                start <= end
                and spans.get("from", date.min) <= end
                and ("over" not in spans or spans["over"] < end)
                and ("to" not in spans or end <= spans["to"])
                and ("under" not in spans or end < spans["under"])
            )
    return bounds.get("from", "0000") <= day.isoformat() <= bounds.get("to", "9999")


@given(
    ENDS, ENDS, st.one_of(st.lists(ON_TIME, max_size=4), st.lists(ON_DAYS, max_size=4)), DAYS,
    st.lists(st.integers(-900, 900), max_size=8),
)  # fmt: skip
def test_the_ranges_hold_every_day_once_and_conditions_say_the_same_of_all_in_one(
    low: str | None, high: str | None, conditions: list[dict[str, Any]], today: date, offsets: list[int]
) -> None:
    domain = DayDomain.of({"from": low, "to": high}, conditions)
    written = [bounds for bounds in conditions if not [*domain.faults(bounds)]]
    assume((not [*domain.clashes(written)] and low != high) or low is None)
    found = cut(domain, written)
    ids = [id for id, _ in found.answers()]
    assert len(set(ids)) == len(ids) and all(map(read_days, ids))
    entry = Entry("date", low or "", high or "")
    near = [end_of(today, span) for bounds in written for text in _spans(bounds) if (span := read_span(text))]
    near += [today - (day - today) for day in near if (day - today).days < 300_000]
    days = {today + timedelta(by) for by in (*offsets, -1, 0, 1)} | {
        d + timedelta(by) for d in near for by in (-1, 0, 1)
    }
    for day in days:
        id = find_day(entry, ids, day.isoformat(), today)
        inside = FixedDays(low, high).holds(day, today)
        assert (id in ids) == inside
        if id:
            others = [
                one
                for one in ids
                if one != id and any(part.holds(day, today) for part in read_days(one) or ())
            ]
            assert not others, "in one alone"
            for bounds in written:
                assert holds(bounds, day, today) == (
                    id in found.within(Interval(*found.domain.interval(bounds)))
                )
            for group in found.groups("q"):
                label = group["name"].strip("{}").removeprefix("date:")
                assert any(one.holds(day, today) for one in read_days(label) or ()) == (
                    id in group["answers"]
                )


def _spans(bounds: dict[str, Any]) -> list[str]:
    return [text for times in bounds.values() if isinstance(times, dict) for text in times.values()]


RUN = """
import { isIn, readDay } from "./decision_tree/web/guide/calendar_days.js";
import { readFileSync } from "node:fs";
const cases = JSON.parse(readFileSync(0, "utf-8"));
console.log(JSON.stringify(cases.map(([id, day, today]) => isIn(id, readDay(day), readDay(today)))));
"""


IDS = (
    "since-from-{a}", "since-over-{a}", "since-under-{a}", "since-to-{a}", "since-from-{a}-under-{b}",
    "until-over-{a}-to-{b}", "since-to-{a}-or-until-under-{b}", "to-today", "from-today-or-since-under-{a}",
    "today",
    "from-{d}", "to-{d}", "{d}", "2000-02-29-to-{d}", "any",
)  # fmt: skip


def test_javascript_finds_the_same_days_in_the_same_ranges() -> None:
    """At month ends and leap days too: the days lie around those on which a span ends."""
    random = Random(29)
    cases = []
    for _ in range(3000):
        span, other = (
            Span(random.randint(0, 30), random.choice(["day", "week", "month", "year"])) for _ in "ab"
        )
        start = date(random.choice([1999, 2000, 2023, 2024, 2100]), 1, 1) + timedelta(random.randint(0, 800))
        if random.random() < 0.5:  # the last of a month
            start = start.replace(day=1) - timedelta(1)
        days = [start, end_of(start, span) + timedelta(random.randint(-1, 1))]
        random.shuffle(days)
        texts = {"a": span.text.replace(" ", "-"), "b": other.text.replace(" ", "-"), "d": start.isoformat()}
        cases.append((random.choice(IDS).format(**texts), days[0].isoformat(), days[1].isoformat()))
    command = [*node(), "--input-type=module", "--eval", RUN]
    done = subprocess.run(
        command, cwd=ROOT, input=json.dumps(cases), capture_output=True, encoding="utf-8", check=True
    )
    found = json.loads(done.stdout)
    for (id, day, today), is_in in zip(cases, found, strict=True):
        parts = read_days(id)
        assert parts, id
        held = any(one.holds(date.fromisoformat(day), date.fromisoformat(today)) for one in parts)
        assert held == is_in, (id, day, today)
    assert 500 < sum(found) < 2500
