"""The clocks of scenarios: calendars of the year that a scenario names, so that it never depends on today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from babel import Locale as BabelLocale

from decision_tree.due_time import due
from decision_tree.model import Row
from decision_tree.working_hours import EPOCH, WorkingCalendar
from site_builder.guide import DueCase, read_moment
from site_builder.locales import Calendar, CalendarSpan, working_calendar


@dataclass(frozen=True)
class DueFound:
    """What comes of a DueCase: the moment `by` which the response falls due, or at which work `opens`, each
    as scenarios write it; neither where nothing can be counted."""

    by: str = ""
    opens: str = ""


class ScenarioClocks:
    """The working calendars of a guide, for any year. Without any, clocks show UTC."""

    def __init__(self, calendars: Iterable[Calendar] = (), default: str = "") -> None:
        self._calendars = {calendar.id: calendar for calendar in calendars}
        self.default = default
        self._of_year = cache(self._make)

    @property
    def ids(self) -> list[str]:
        """The ids of the calendars."""
        return list(self._calendars)

    def find_due(self, row: Row, case: DueCase) -> DueFound:
        """When the response of a row falls due. The calendar of the case is one of `ids`, if it names one."""
        asked = read_moment(case.asked)
        assert asked is not None  # the format is checked
        calendar = self._of_year(case.calendar or self.default, asked.year)
        submitted = calendar.instant(asked) if calendar else int((asked - EPOCH).total_seconds())
        found = due(row, calendar, submitted)
        return DueFound(
            by=_shown(calendar, found.due),
            opens=_shown(calendar, found.opens) if found.kind == "open" else "",
        )

    def _make(self, id: str, year: int) -> WorkingCalendar | None:
        if id not in self._calendars:
            return None
        span = CalendarSpan(date(year - 1, 12, 1), date(year + 2, 12, 31))
        return working_calendar(self._calendars[id], span, BabelLocale("en"))


def _shown(calendar: WorkingCalendar | None, instant: int | None) -> str:
    """A moment by a calendar's clock."""
    if instant is None:
        return ""
    local: datetime = calendar.local(instant) if calendar else EPOCH + timedelta(seconds=instant)
    return local.strftime("%Y-%m-%d %H:%M")
