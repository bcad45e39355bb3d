"""What the template of the guide in one file may ask besides: due times as tables, public holidays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from functools import cached_property

from babel.dates import format_time, get_day_names
from markupsafe import Markup

from decision_tree.model import Item, Row
from decision_tree.working_hours import WorkingCalendar
from site_builder.guide import Duration
from site_builder.pages.around_view import AroundView
from site_builder.pages.due_table import ClockCell, ClockTable, WeekTable, clock_table, week_tables


class SingleView(AroundView):
    """What the template of the guide in one file may ask."""

    @cached_property
    def clock_table(self) -> ClockTable | None:
        """The due times of what is counted day and night."""
        return clock_table(self.edition.tree)

    @cached_property
    def week_tables(self) -> tuple[WeekTable, ...]:
        """The due times of what is counted in business hours."""
        return week_tables(self.edition.tree, self._by_name, self.locale.babel.first_week_day)

    @property
    def calendars(self) -> list[WorkingCalendar]:
        """The calendars whose holidays are listed: all, where business hours are counted."""
        return self._by_name if self.week_tables else []

    @property
    def _by_name(self) -> list[WorkingCalendar]:
        return sorted(self.edition.calendars, key=lambda calendar: calendar.name.casefold())

    @property
    def has_due_times(self) -> bool:
        """Whether any response time is stated that can be counted."""
        return bool(self.clock_table or self.week_tables)

    @property
    def living_link(self) -> Markup:
        """The address of the guide that the file is a copy of, as a link."""
        address = f"{self.edition.address}{self.locale.id}/"
        return Markup('<a href="{}">{}</a>').format(address, self.writer.address(address))

    @property
    def assumptions(self) -> list[Item]:
        """What is assumed of when the clock runs, of every table with a response time, each once."""
        tables = (table for table in self.edition.tree.tables if table.promise)
        return list({item.text: item for table in tables for item in table.assumptions}.values())

    def promise(self, row: Row) -> Markup:
        """How soon a response comes by a row."""
        span = Duration(id=row.id, hours=row.hours, business_days=row.business_days)
        return self.word("within", duration=self.lexicon.duration(span))

    def clock(self, minute: int) -> str:
        """A time of day, in minutes, as the locale writes it; midnight at the day's end is 24:00."""
        if minute == 24 * 60:
            return "24:00"
        return str(format_time(time(*divmod(minute, 60)), "short", locale=self.locale.babel))

    def clock_cell(self, cell: ClockCell) -> Markup:
        """A time of day, of the same day or of a later one."""
        if not cell.days_later:
            return Markup(self.clock(cell.minute))
        return self.word("due-table-later", count=cell.days_later, time=self.clock(cell.minute))

    def weekday(self, day: int) -> str:
        """The short name of a day of the week; 0 is Monday."""
        return str(get_day_names("abbreviated", context="stand-alone", locale=self.locale.babel)[day])

    def holidays(self, calendar: WorkingCalendar) -> Iterator[tuple[str, str]]:
        """The public holidays of a calendar that fall on one of its working days: the day, and its name."""
        working = {hours.day for hours in calendar.hours}
        for iso, name in calendar.holidays.items():
            if date.fromisoformat(iso).weekday() in working:
                yield self.date(iso), name
