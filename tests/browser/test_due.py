"""When the page says that a first response falls due, and moments by the reader's own clock."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from babel import Locale
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, Visit
from tests.support.answers import QUERY, REQUEST
from tests.support.outcome_card import card, type_in

AMSTERDAM = "Europe/Amsterdam"
CHECK_THE_YEAR = "Please check the day and the year."


def test_the_reminder_falls_due_when_the_page_says(visit: Visit) -> None:
    page = card(visit(f"en-US/?{QUERY}", engine=True, zone=AMSTERDAM))
    page.locator(".guide-current .guide-due-how summary").click()
    page.get_by_label("at another time").check()
    page.get_by_label("Day and time (your time zone)").fill("2026-12-24T15:00")
    expect(page.locator(".guide-due-result")).to_contain_text("Thursday, December 24 at 5:00")
    with page.expect_download() as download:
        page.get_by_role("button", name="Calendar reminder").click()
    text = Path(download.value.path()).read_bytes()
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event.decoded("dtstart") == datetime.fromisoformat("2026-12-24T17:00+01:00")


def test_the_first_response_falls_due_now_and_two_hours(new_page: NewPage) -> None:
    page = new_page(timezone_id=AMSTERDAM)
    page.clock.set_fixed_time(datetime.fromisoformat("2026-11-24T12:40:30+01:00"))
    page.goto(f"{page.url_root}nl-NL/?{QUERY}")  # type: ignore[attr-defined]
    expect(page.locator(".guide-due-result")).to_have_text("Vóór 14:40 (uw tijdzone)")
    expect(page.locator(".guide-due .guide-inferred")).to_have_attribute("title", "afgeleid")


def test_a_business_day_is_counted_by_the_calendar_that_the_reader_chooses(visit: Visit) -> None:
    page = card(visit(f"nl-NL/?{REQUEST}", engine=True, zone=AMSTERDAM))
    page.locator(".guide-current .guide-due-how summary").click()
    page.get_by_label("op een ander moment").check()
    page.locator(".guide-due-moment input[type=datetime-local]").fill("2026-12-24T15:00")
    result = page.locator(".guide-due-result")
    expect(result).to_contain_text("maandag 28 december")
    expect(result).to_contain_text("15:00")
    expect(page.locator(".guide-current .guide-due-how")).to_contain_text("Eerste kerstdag")
    page.locator("#guide-due-calendar").select_option("japan")
    # 24 December, 15:00 in Amsterdam is 23:00 in Tokyo: after hours, so the whole of Friday counts
    expect(result).to_contain_text("vrijdag 25 december")
    expect(result).to_contain_text("9:00")
    status = page.locator(".guide > [role=status].guide-visually-hidden")
    expect(status).to_contain_text("25 december")


@pytest.mark.parametrize(
    ("zone", "named", "due"),
    [
        (AMSTERDAM, "NL", "2026-12-28T15:00+01:00"),
        # 23:00 in Tokyo: after hours, so the whole of Friday counts
        ("Asia/Tokyo", "JP", "2026-12-25T17:00+09:00"),
        # a country without a calendar: 9:00 in New York, and Christmas Day is free
        ("Europe/Vienna", "US", "2026-12-28T09:00-05:00"),
    ],
)
def test_the_calendar_is_that_of_the_readers_clock_and_the_same_in_every_language(
    visit: Visit, zone: str, named: str, due: str
) -> None:
    submitted = datetime.fromisoformat("2026-12-24T15:00+01:00").astimezone(ZoneInfo(zone))
    locale = "ja-JP" if named == "JP" else "en-US"
    page = card(visit(f"{locale}/?{REQUEST}", engine=True, zone=zone))
    country = Locale.parse(locale, sep="-").territories[named]
    expect(page.locator(".guide-due-zone")).to_contain_text(country)
    page.locator(".guide-current .guide-due-how summary").click()
    page.locator(".guide-due-moment input[value=at]").check()
    page.locator(".guide-due-moment input[type=datetime-local]").fill(f"{submitted:%Y-%m-%dT%H:%M}")
    expect(page.locator(".guide-current .guide-due-how")).to_contain_text(country)
    with page.expect_download() as download:
        page.locator(".guide-reminder").click()
    (event,) = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == datetime.fromisoformat(due)


def test_the_end_of_the_calendar_is_said_on_the_page(visit: Visit) -> None:
    page = card(visit(f"en-US/?{REQUEST}", engine=True, zone=AMSTERDAM))
    year = datetime.now().year + 2
    page.locator(".guide-current .guide-due-how summary").click()
    page.get_by_label("at another time").check()
    moment = page.get_by_label("Day and time (your time zone)")
    moment.fill(f"{year}-12-01T10:00")
    expect(page.locator(".guide-due-ends")).to_contain_text(f"December 31, {year}")
    moment.fill(f"{year + 1}-12-01T10:00")
    expect(page.locator(".guide-due-result")).to_contain_text("does not cover this moment")


def test_a_moment_that_cannot_be_counted_from_says_so_in_place_of_a_result(visit: Visit) -> None:
    page = card(visit(f"en-US/?{QUERY}", engine=True, zone=AMSTERDAM))
    page.locator(".guide-current .guide-due-how summary").click()
    page.get_by_label("at another time").check()
    moment, result = page.get_by_label("Day and time (your time zone)"), page.locator(".guide-due-result")
    others = page.locator(".guide-due-zone, .guide-due-how ol, .guide-due-assumed, .guide-reminder")
    for wrong in ("0026-12-24T15:00", "1969-12-24T15:00", "9999-12-24T15:00", ""):
        moment.fill("2026-12-24T15:00")
        expect(result).to_contain_text("December 24 at 5:00")
        expect(others.first).to_be_visible()
        moment.fill(wrong)
        expect(result).to_have_text(CHECK_THE_YEAR)
        expect(moment).to_have_attribute("aria-invalid", "true")
        expect(others.filter(visible=True)).to_have_count(0)
    page.get_by_label("now", exact=True).check()
    expect(others.first).to_be_visible()
    type_in(page, "began", "0026-11-24T14:40")
    expect(page.locator("[data-field=began] .guide-finding")).to_have_text(CHECK_THE_YEAR)


@pytest.mark.parametrize(
    ("zone", "typed", "said"),
    [
        ("America/New_York", "2026-03-08T04:30", "2026-03-08 04:30 (UTC-04:00)"),
        ("Europe/Amsterdam", "2026-10-25T01:30", "2026-10-25 01:30 (UTC+02:00)"),
    ],
)
def test_when_it_began_is_written_with_the_offset_of_that_moment(
    visit: Visit, zone: str, typed: str, said: str
) -> None:
    page = card(visit(f"en-US/?{QUERY}", engine=True, zone=zone))
    type_in(page, "began", typed)
    expect(page.locator("#guide-ticket-body")).to_have_value(re.compile(re.escape(f"Began: {said}")))
