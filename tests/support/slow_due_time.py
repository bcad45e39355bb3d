"""When a promise falls due, found by walking the clock minute by minute: slow, unlike the engine's way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from decision_tree.model import Row
from decision_tree.working_hours import WorkingCalendar

MINUTE = 60


class SlowClock:
    """A calendar looked at an instant at a time, by the time zone database, not the calendar's shifts."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.zone = ZoneInfo(calendar.zone)
        self.hours = {hours.day: (hours.opens, hours.closes) for hours in calendar.hours}
        self.holidays = set(calendar.holidays)
        self.in_lieu = set(calendar.weekend_workdays)

    def wall(self, instant: int) -> datetime:
        return datetime.fromtimestamp(instant, UTC).astimezone(self.zone)

    def works(self, instant: int) -> bool:
        shown = self.wall(instant)
        day = shown.date().isoformat()
        weekday = min(self.hours) if day in self.in_lieu else shown.weekday()
        if day in self.holidays or weekday not in self.hours:
            return False
        opens, closes = self.hours[weekday]
        return opens <= shown.hour * 60 + shown.minute < closes

    def opening(self, instant: int) -> int:
        """The instant itself when somebody works then, else the next whole minute at which somebody does."""
        if self.works(instant):
            return instant
        instant += MINUTE - instant % MINUTE
        while not self.works(instant):
            instant += MINUTE
        return instant

    def after_days(self, submitted: int, count: int) -> int:
        start = self.opening(submitted)
        seen: set[date] = set() if start > submitted else {self.wall(start).date()}
        wanted = count if start > submitted else count + 1
        minute = start - start % MINUTE
        while True:
            if self.works(minute):
                seen.add(self.wall(minute).date())
                if len(seen) == wanted:
                    break
            minute += MINUTE
        day = self.wall(minute).date()
        if start > submitted:
            return self.closing(minute)
        wall = self.wall(start).time()
        while self.wall(minute).date() == day and self.works(minute):
            if self.wall(minute).time() >= wall:
                return minute
            if self.wall(minute).time() == wall.replace(second=0):
                return minute + start % MINUTE
            minute += MINUTE
        return minute

    def closing(self, minute: int) -> int:
        """The end of the day's working hours that run at that whole minute."""
        day = self.wall(minute).date()
        while self.works(minute) and self.wall(minute).date() == day:
            minute += MINUTE
        return minute

    def after_hours(self, submitted: int, hours: int) -> int:
        instant, left = self.opening(submitted), hours * 3600
        while left:
            to_minute = min(MINUTE - instant % MINUTE, left)
            left -= to_minute if self.works(instant) else 0
            instant += to_minute
        return instant


def slow_due(row: Row, calendar: WorkingCalendar, submitted: int) -> int:
    """When a row that keeps business hours falls due."""
    clock = SlowClock(calendar)
    if row.hours:
        return clock.after_hours(submitted, row.hours)
    return clock.after_days(submitted, row.business_days or 1)
