from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_tree.due_time import due
from decision_tree.model import Row
from decision_tree.working_hours import Hours, WorkingCalendar
from site_builder.locales.calendars import Calendar, CalendarSpan, DayHours, working_calendar
from tests.support.slow_due_time import SlowClock, slow_due

SPAN = CalendarSpan(date(2025, 12, 1), date(2028, 12, 31))
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")
ONE_DAY = Row("day", "", (), business_days=1, hours_kept="business-hours")
ENGLISH = Row("a", "", (), hours=2, hours_kept="round-the-clock")
LOCAL = Row("local", "", (), hours_kept="business-hours")


def calendar(country: str, zone: str, days: tuple[str, ...] = WEEK) -> WorkingCalendar:
    hours = (DayHours(days=days, opens="09:00", closes="17:00"),)  # type: ignore[arg-type]
    made = Calendar(id="test", country=country, zone=zone, hours=hours)
    return working_calendar(made, SPAN, Locale("en", "US"))


DUTCH = calendar("NL", "Europe/Amsterdam")
AMERICAN = calendar("US", "America/New_York")
SAUDI = calendar("SA", "Asia/Riyadh", ("sunday", "monday", "tuesday", "wednesday", "thursday"))
CHINESE = calendar("CN", "Asia/Shanghai")
POLISH = calendar("PL", "Europe/Warsaw")


def at(text: str) -> int:
    """An instant, from its ISO form with an offset."""
    return int(datetime.fromisoformat(text).timestamp())


def shown(instant: int | None, zone: str) -> str:
    assert instant is not None
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).isoformat()


# Each line was worked out by hand, from a printed calendar of the year.
BY_HAND = {
    "in working hours": (DUTCH, "2026-11-24T14:40+01:00", "2026-11-25T14:40:00+01:00"),
    "a second before closing": (DUTCH, "2026-11-24T16:59:59+01:00", "2026-11-25T16:59:59+01:00"),
    "at closing": (DUTCH, "2026-11-24T17:00+01:00", "2026-11-25T17:00:00+01:00"),
    "at opening": (DUTCH, "2026-11-24T09:00+01:00", "2026-11-25T09:00:00+01:00"),
    "before opening": (DUTCH, "2026-11-24T03:12+01:00", "2026-11-24T17:00:00+01:00"),
    "on Friday": (DUTCH, "2026-11-27T16:00+01:00", "2026-11-30T16:00:00+01:00"),
    "at the weekend": (DUTCH, "2026-11-28T12:00+01:00", "2026-11-30T17:00:00+01:00"),
    "before Christmas on Friday and Saturday": (DUTCH, "2026-12-24T15:00+01:00", "2026-12-28T15:00:00+01:00"),
    "over Good Friday, Easter Monday and the night that loses an hour": (
        DUTCH, "2027-03-25T16:59:59+01:00", "2027-03-30T16:59:59+02:00",
    ),
    "on Good Friday": (DUTCH, "2027-03-26T10:00+01:00", "2027-03-30T17:00:00+02:00"),
    "King's Day of 2027 is a Tuesday": (DUTCH, "2027-04-26T11:00+02:00", "2027-04-28T11:00:00+02:00"),
    "over a leap day that is a Tuesday": (DUTCH, "2028-02-28T11:30+01:00", "2028-02-29T11:30:00+01:00"),
    "from a leap day": (DUTCH, "2028-02-29T11:30+01:00", "2028-03-01T11:30:00+01:00"),
    "over the night that gains an hour": (DUTCH, "2026-10-23T12:00+02:00", "2026-10-26T12:00:00+01:00"),
    "a Fourth of July on a Saturday is kept on Friday": (
        AMERICAN, "2026-07-02T10:00-04:00", "2026-07-06T10:00:00-04:00",
    ),
    "the clock of the office counts, not the sender's": (
        AMERICAN, "2026-11-25T01:00+01:00", "2026-11-25T17:00:00-05:00",
    ),
    "over the New Year": (AMERICAN, "2026-12-31T16:30-05:00", "2027-01-04T16:30:00-05:00"),
    "a Saturday worked in lieu of a day of the Spring Festival": (
        CHINESE, "2026-02-13T15:00+08:00", "2026-02-14T15:00:00+08:00",
    ),
    "over the Spring Festival, which is longer than the days that the law names": (
        CHINESE, "2026-02-14T15:00+08:00", "2026-02-24T15:00:00+08:00",
    ),
    "a Saturday of no festival": (CHINESE, "2026-11-27T15:00+08:00", "2026-11-30T15:00:00+08:00"),
    "Independence Day is a Wednesday": (POLISH, "2026-11-10T11:00+01:00", "2026-11-12T11:00:00+01:00"),
    "over a Christmas that begins with its eve": (
        POLISH, "2026-12-23T12:00+01:00", "2026-12-28T12:00:00+01:00",
    ),
    "a week from Sunday to Thursday": (SAUDI, "2026-11-26T16:00+03:00", "2026-11-29T16:00:00+03:00"),
}  # fmt: skip


@pytest.mark.parametrize(("kept", "submitted", "expected"), BY_HAND.values(), ids=BY_HAND)
def test_one_business_day_as_worked_out_by_hand(kept: WorkingCalendar, submitted: str, expected: str) -> None:
    assert shown(due(ONE_DAY, kept, at(submitted)).due, kept.zone) == expected


def test_the_hours_for_english_run_round_the_clock_whatever_the_calendar() -> None:
    for moment in ("2026-12-25T23:59:59+01:00", "2027-03-28T01:30+01:00", "2026-10-25T02:30+02:00"):
        found = due(ENGLISH, DUTCH, at(moment))
        assert (found.kind, found.due, found.calendar) == ("by", at(moment) + 7200, None)


def test_where_no_time_is_promised_the_next_working_hours_are_said() -> None:
    during = due(LOCAL, DUTCH, at("2026-11-24T10:00+01:00"))
    assert (during.kind, during.due, during.opens) == ("open", None, during.submitted)
    before = due(LOCAL, DUTCH, at("2026-12-25T10:00+01:00"))
    assert shown(before.opens, DUTCH.zone) == "2026-12-28T09:00:00+01:00"


def test_every_day_that_does_not_count_is_a_reason_with_the_holiday_named() -> None:
    reasons = due(ONE_DAY, DUTCH, at("2026-12-24T15:00+01:00")).reasons
    said = [(reason.code, reason.values.get("day"), reason.values.get("name")) for reason in reasons]
    assert said[:3] == [("calendar", None, "Netherlands (Amsterdam)"), ("submitted", None, None),
                        ("within", None, None)]  # fmt: skip
    assert said[3:] == [
        ("holiday", date(2026, 12, 25), "Christmas Day"),
        ("free", date(2026, 12, 26), None),
        ("free", date(2026, 12, 27), None),
        ("days", None, None),
    ]


def test_without_a_response_time_or_hours_that_are_stated_nothing_is_worked_out() -> None:
    assert due(replace(ENGLISH, hours_kept="unstated"), DUTCH, 0).kind == "unstated"
    assert due(ONE_DAY, None, at("2026-11-24T10:00+01:00")).kind == "unstated"


def test_beyond_the_calendar_nothing_is_guessed() -> None:
    for moment in ("2028-12-29T16:00+01:00", "2031-01-01T10:00+01:00", "1999-12-31T10:00+01:00"):
        found = due(ONE_DAY, DUTCH, at(moment))
        assert (found.kind, found.due) == ("uncovered", None)
    last = due(ONE_DAY, DUTCH, at("2028-12-28T10:00+01:00"))
    assert shown(last.due, DUTCH.zone) == "2028-12-29T10:00:00+01:00"


def test_the_end_of_the_calendar_is_said_from_sixty_days_before_on() -> None:
    assert due(ONE_DAY, DUTCH, at("2028-11-01T10:00+01:00")).ends == ""
    assert due(ONE_DAY, DUTCH, at("2028-11-02T10:00+01:00")).ends == "2028-12-31"


ZONES = ("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo")
MADE = {zone: working_calendar(
    Calendar(id=zone.lower().replace("/", "-").replace("_", "-"), country="NL", zone=zone,
             hours=(DayHours(days=WEEK, opens="09:00", closes="17:00"),)), SPAN, Locale("en", "US"))
    for zone in ZONES}  # fmt: skip


def _whole_hour_at_night(minute: int) -> int:
    """Hours that begin or end within the hour that a clock repeats are two spans: no calendar has those."""
    return minute if minute >= 240 else minute - minute % 60


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Calendars of odd hours, the small hours in which clocks are shifted among them, and odd holidays."""
    days = draw(st.sets(st.integers(0, 6), min_size=1))
    hours = []
    for day in sorted(days):
        opens = _whole_hour_at_night(draw(st.integers(0, 22 * 60)))
        hours.append(Hours(day, opens, _whole_hour_at_night(draw(st.integers(opens + 60, 24 * 60)))))
    first = date(2027, 1, 1)
    numbers = st.sets(st.integers(0, 364), max_size=12)
    holidays, worked = ([(first + timedelta(days=day)).isoformat() for day in draw(numbers)] for _ in "12")
    made = MADE[draw(st.sampled_from(ZONES))]
    named = dict.fromkeys(holidays, "")
    return replace(made, hours=tuple(hours), holidays=named, weekend_workdays=tuple(worked))


# Around the shifts of the clock, and anywhere in the year.
_SHIFTS = [
    shift.at for zone in ZONES for shift in MADE[zone].shifts if shift.at > at("2027-01-02T00:00+00:00")
]
INSTANTS = st.integers(at("2027-01-02T00:00+00:00"), at("2028-11-01T00:00+00:00")) | st.builds(
    lambda shift, before: shift + before, st.sampled_from(_SHIFTS[:8]), st.integers(-90_000, 90_000)
)


@given(calendars(), INSTANTS, st.integers(1, 3))
def test_business_days_agree_with_walking_the_clock(kept: WorkingCalendar, submitted: int, days: int) -> None:
    row = replace(ONE_DAY, business_days=days)
    assert due(row, kept, submitted).due == slow_due(row, kept, submitted)


@given(calendars(), INSTANTS, st.integers(1, 4))
def test_working_hours_agree_with_walking_the_clock(
    kept: WorkingCalendar, submitted: int, hours: int
) -> None:
    row = Row("hours", "", (), hours=hours, hours_kept="business-hours")
    assert due(row, kept, submitted).due == slow_due(row, kept, submitted)


@given(calendars(), INSTANTS)
def test_the_next_working_hours_agree_with_walking_the_clock(kept: WorkingCalendar, submitted: int) -> None:
    assert due(LOCAL, kept, submitted).opens == SlowClock(kept).opening(submitted)


@settings(max_examples=200)
@given(calendars(), INSTANTS, st.integers(1, 3), st.integers(1, 100_000))
def test_submitting_later_never_falls_due_earlier(
    kept: WorkingCalendar, submitted: int, days: int, later: int
) -> None:
    row = replace(ONE_DAY, business_days=days)
    first, second = due(row, kept, submitted).due, due(row, kept, submitted + later).due
    assert first is not None
    assert second is not None
    assert first > submitted
    # Due at the same time of day: in the hour that a clock shows twice, the later of two may be the earlier.
    if kept.local(submitted) <= kept.local(submitted + later):
        assert first <= second


@given(st.sampled_from(ZONES), st.integers(0, 100), st.integers(-12, 12))
def test_a_local_time_is_the_first_instant_that_shows_it_or_that_a_shift_skips_it_at(
    zone: str, shift: int, quarters: int
) -> None:
    kept = MADE[zone]
    at_shift = kept.shifts[shift % len(kept.shifts)].at
    around = [at_shift + 900 * step for step in range(-40, 40)]
    shown = kept.local(at_shift - 1) + timedelta(seconds=1 + 900 * quarters)
    first = next((one for one in around if kept.local(one) == shown), None)
    assert kept.instant(shown) == (at_shift if first is None else first), (
        "what no instant shows is at the shift"
    )


@settings(max_examples=300)
@given(st.sampled_from(ZONES), INSTANTS)
def test_a_calendar_shows_the_time_that_the_time_zone_database_shows(zone: str, instant: int) -> None:
    expected = datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert MADE[zone].local(instant) == expected
