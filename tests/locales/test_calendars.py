from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
from babel import Locale

import build_site
from decision_tree.working_hours import WorkingCalendar
from site_builder.guide.yaml_file import read_yaml
from site_builder.locales.calendars import (
    CalendarsFile,
    CalendarSpan,
    calendar_notices,
    calendar_problems,
    calendar_span,
    calendar_zones,
    working_calendar,
)
from site_builder.locales.locales import read_locales
from site_builder.problems import ContentError
from site_builder.site.checking import Checked

Spoil = Callable[[str, str, str], Path]
FILE = "docs/locales/calendars.yml"
SPAN = CalendarSpan(date(2025, 12, 1), date(2028, 12, 31))


@pytest.fixture(scope="module")
def calendars(checked: Checked) -> list[WorkingCalendar]:
    return [working_calendar(one, SPAN, Locale("nl", "NL")) for one in checked.locales.calendars]


def test_every_calendar_of_the_guide_has_the_public_holidays_of_its_country(
    checked: Checked, calendars: list[WorkingCalendar]
) -> None:
    for source, made in zip(checked.locales.calendars, calendars, strict=True):
        expected = holidays.country_holidays(source.country, subdiv=source.region, years=range(2026, 2029))
        assert {day for day in made.holidays if day >= "2026"} == {day.isoformat() for day in expected}
        for year in ("2026", "2027", "2028"):
            assert sum(day.startswith(year) for day in made.holidays) >= 6, f"{made.id} in {year}"


def test_the_shifts_of_the_clock_are_those_of_the_time_zone_database(
    calendars: list[WorkingCalendar],
) -> None:
    for made in calendars:
        for shift in made.shifts[1:]:
            for instant in (shift.at - 1, shift.at):
                expected = datetime.fromtimestamp(instant, ZoneInfo(made.zone)).replace(tzinfo=None)
                assert made.local(instant) == expected, made.id
        noon = [datetime(2026 + month // 12, month % 12 + 1, 15, 12) for month in range(36)]
        for shown in noon:
            assert made.instant(shown) == shown.replace(tzinfo=ZoneInfo(made.zone)).timestamp()


def test_calendars_speak_the_locales_language_where_the_names_are_known(
    calendars: list[WorkingCalendar],
) -> None:
    dutch = next(one for one in calendars if one.id == "netherlands")
    assert dutch.name == "Nederland (Amsterdam)"
    assert dutch.kept == "maandag–vrijdag 09:00–17:00"
    assert dutch.holidays["2026-12-25"] == "Eerste kerstdag"
    saudi = next(one for one in calendars if one.id == "saudi-arabia")
    assert saudi.kept == "zondag–donderdag 09:00–17:00"
    assert set(saudi.holidays.values()) == {""}, "there are no Dutch names for these, and none are made up"


def test_a_build_covers_this_year_and_the_next_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert calendar_span().ends == date(datetime.now().year + 2, 12, 31)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795600000")
    assert calendar_span() == CalendarSpan(date(2025, 12, 1), date(2028, 12, 31))


def test_sixty_days_before_its_end_a_calendar_is_said_to_end() -> None:
    assert calendar_notices(SPAN, date(2028, 11, 1)) == []
    (said,) = calendar_notices(SPAN, date(2028, 11, 2))
    assert "2028-12-31, in 59 days" in said


def test_check_says_that_a_calendar_ends_soon(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now()
    past = int(datetime(now.year - 3, 6, 1).timestamp())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(past))
    assert build_site.main(["--root", str(copy), "check"]) == 0
    assert f"ended on {now.year - 1}-12-31; readers" in capsys.readouterr().out


@pytest.mark.parametrize("epoch", ["tomorrow", "99999999999999", "-99999999999999"])
def test_a_source_date_epoch_that_is_no_day_is_refused(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ContentError, match="is not a day that a calendar can begin with"):
        calendar_span()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("country: US", "country: XX", 'no public holidays are known for the country "XX"'),
        (
            "region: ENG",
            "region: ENX",
            'GB has no region "ENX" with holidays of its own (did you mean "ENG"?)',
        ),
        (
            "zone: Europe/Amsterdam",
            "zone: Europe/Amsterdan",
            'unknown time zone "Europe/Amsterdan" (did you mean "Europe/Amsterdam"?)',
        ),
        ("zone: Europe/Amsterdam", "zone: localtime", 'unknown time zone "localtime"'),
        ("country: NL", "country: nl", '"nl" (did you mean "NL"?)'),
        ('opens: "09:00"', 'opens: "9:00"', '"9:00" is not a time; write "09:00", in quotes'),
        ('closes: "17:00"', 'closes: "08:00"', "08:00 is not after 09:00"),
        ("days: [monday, tuesday,", "days: [monday, monday,", "monday has hours already"),
        ("days: [monday, tuesday,", "days: [mondy, tuesday,", "expected one of: monday, tuesday"),
        ("country: US", "land: US", 'unknown key "land"'),
        (
            "default: united-states",
            "default: united-state",
            'calendars.yml:7:10: there is no calendar "united-state" (did you mean "united-states"?)',
        ),
    ],
)
def test_a_wrong_calendar_is_named_with_its_place(spoil: Spoil, old: str, new: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_locales(spoil(FILE, old, new), None)
    problems = [str(problem) for problem in caught.value.problems]
    assert any(message in problem for problem in problems), problems
    assert all(problem.startswith("docs/locales/") for problem in problems)


def test_right_calendars_have_no_problems(checked: Checked) -> None:
    document = read_yaml(checked.root / FILE, FILE)
    file = CalendarsFile(default=checked.locales.calendar, calendars=checked.locales.calendars)
    assert list(calendar_problems(file, document)) == []


def test_readers_begin_with_the_calendar_of_the_country_that_their_time_zone_is_in(checked: Checked) -> None:
    zones = calendar_zones(checked.locales.calendars, checked.locales.calendar)
    assert zones["netherlands"] == ("Europe/Amsterdam",)
    assert {"America/Manaus", "America/Sao_Paulo", "Brazil/East"} < set(zones["brazil"])
    assert "Atlantic/Canary" in zones["spain"]
    assert zones["united-states"] == (), (
        "all others begin with the default, so none of its own need be listed"
    )
    everywhere = [zone for listed in zones.values() for zone in listed]
    assert len(set(everywhere)) == len(everywhere)
    assert not {"America/New_York", "Asia/Kolkata", "UTC", "CET"} & set(everywhere)


def test_of_two_calendars_of_a_country_a_zone_has_its_own(checked: Checked) -> None:
    brazil = next(one for one in checked.locales.calendars if one.id == "brazil")
    west = replace(brazil, id="west", zone="America/Manaus")
    zones = calendar_zones([brazil, west], "brazil")
    assert zones == {"brazil": (), "west": ("America/Manaus", "Brazil/West")}
