"""Due times as tables: what the engine says of each promise, in a week without public holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from decision_tree.due_time import due
from decision_tree.model import Row, Table, Tree
from decision_tree.working_hours import DAY, Hours, Shift, WorkingCalendar
from site_builder.locales import working_calendars
from site_builder.pages.due_table import WeekTable, clock_table, week_tables
from site_builder.site.checking import Checked

OFFICE = WorkingCalendar(
    id="office",
    name="Office",
    zone="Europe/Amsterdam",
    kept="Monday–Thursday 9–17, Friday 9–12",
    starts="2026-01-01",
    ends="2026-12-31",
    hours=(*(Hours(day, 9 * 60, 17 * 60) for day in range(4)), Hours(4, 9 * 60, 12 * 60)),
    shifts=(Shift(0, 3600),),
    holidays={"2026-01-01": "New Year"},
)


@pytest.fixture
def promises(tree: Tree) -> Tree:
    """A tree whose tables promise some times, one of them twice."""
    rows = (
        Row("a", "", (), hours=2, hours_kept="round-the-clock"),
        Row("b", "", (), hours=30, hours_kept="round-the-clock"),
        Row("again", "", (), hours=2, hours_kept="round-the-clock"),
        Row("c", "", (), hours=4, hours_kept="business-hours"),
        Row("d", "", (), business_days=1, hours_kept="business-hours"),
        Row("none", "", (), hours_kept="business-hours"),
    )
    other = Table("other", (), (Row("e", "", (), hours=9, hours_kept="round-the-clock"),))
    return replace(tree, tables=(Table("response-times", (), rows, promise=True), other))


def cells(table: WeekTable, kind: str, hour: int) -> dict[int, tuple[int, int]]:
    (line,) = (one for one in table.lines if (one.kind, one.minute) == (kind, hour * 60))
    return dict(zip(table.days, line.cells, strict=True))


def test_what_is_counted_day_and_night_has_a_line_for_each_hour(promises: Tree) -> None:
    table = clock_table(promises)
    assert table
    assert [row.id for row in table.promises] == ["a", "b"], "each once, and no table without a promise"
    shown = [[(cell.minute, cell.days_later) for cell in line] for line in table.lines]
    assert shown[9] == [(11 * 60, 0), (15 * 60, 1)]
    assert shown[22] == [(0, 1), (4 * 60, 2)]
    assert len(shown) == 24


def test_business_hours_have_a_table_for_each_promise_and_week(promises: Tree) -> None:
    night = replace(OFFICE, id="night", hours=(Hours(6, 0, 24 * 60),))
    tables = week_tables(promises, [OFFICE, night, replace(OFFICE, id="alike")], 6)
    found = [(table.promise.id, [one.id for one in table.calendars]) for table in tables]
    assert found == [
        ("c", ["office", "alike"]), ("c", ["night"]), ("d", ["office", "alike"]), ("d", ["night"])
    ]  # fmt: skip
    hours, _, days, around = tables
    assert hours.days == (6, 0, 1, 2, 3, 4, 5)
    assert [line.kind for line in hours.lines] == ["before", *["at"] * 8, "from"]
    assert {line.kind for line in around.lines} == {"at"}, "nothing comes before midnight or after it"
    assert cells(hours, "before", 9)[0] == (0, 13 * 60)
    assert cells(hours, "at", 15)[0] == (1, 11 * 60), "two hours are left for the next day"
    assert cells(hours, "at", 10)[4] == (0, 11 * 60), "Friday ends at noon"
    assert cells(days, "at", 14)[3] == (4, 12 * 60), "where the next day ends earlier"
    assert cells(days, "at", 10)[4] == (0, 10 * 60)
    assert cells(days, "from", 17)[4] == cells(days, "at", 11)[6] == (0, 17 * 60)


def test_they_say_what_the_engine_says_in_a_real_week(shipped: Checked) -> None:
    """With its time zone, in every calendar: a week that has no public holiday, nor the one after it."""
    calendars = working_calendars(shipped.locales.calendars, shipped.locales.source.babel)
    for table in week_tables(shipped.tree, calendars, 0):
        for calendar in table.calendars:
            monday = quiet_week(calendar)
            for line in table.lines:
                for day, cell in zip(table.days, line.cells, strict=True):
                    minute = 0 if line.kind == "before" else line.minute
                    at = datetime.combine(monday + day * DAY, datetime.min.time()) + timedelta(minutes=minute)
                    moment = due(table.promise, calendar, calendar.instant(at)).due
                    assert moment is not None
                    local = calendar.local(moment)
                    assert (local.weekday(), local.hour * 60 + local.minute) == cell, (calendar.id, at)


def quiet_week(calendar: WorkingCalendar) -> date:
    """The Monday of a week without holidays, nor any in the next, and no day worked at a weekend."""
    monday = date.fromisoformat(calendar.starts)
    monday += timedelta(days=-monday.weekday() % 7)
    special = {*calendar.holidays, *calendar.weekend_workdays}
    while special & {(monday + number * DAY).isoformat() for number in range(14)}:
        monday += 7 * DAY
    return monday
