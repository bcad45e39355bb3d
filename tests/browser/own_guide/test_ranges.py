"""Numbers, amounts and dates that readers type, in the browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.own_guide.conftest import Open
from tests.support.axe import violations
from tests.support.guide_page import at_step, ready


def test_a_number_is_typed_or_chosen_and_leads_to_an_outcome(open_own: Open) -> None:
    page = open_own("en-US/?problem=heating")
    ready(page)
    field = page.locator("#people-entry")
    field.fill("3,000")
    field.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="1 to 2,000")).to_be_visible()
    field.fill("1,500")
    page.get_by_role("button", name="Continue").click()
    at_step(page, "front-desk")
    assert "people=1000-to-2000" in page.url and "1500" not in page.url
    expect(page.get_by_text("Bring a list.")).to_be_visible()
    expect(page.get_by_text("What would change the outcome")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="9 to 999").click()
    at_step(page, "front-desk")
    expect(page.get_by_text("Bring a list.")).to_be_hidden()


def test_from_right_to_left_digits_of_the_language_are_read(open_own: Open) -> None:
    page = open_own("ar-SA/?problem=heating", viewport={"width": 360, "height": 740})
    ready(page)
    page.locator(".guide-current .guide-typed-input").fill("٨")
    page.locator(".guide-current .guide-typed-input").press("Enter")
    at_step(page, "amount")
    field = page.locator(".guide-current .guide-typed-input")
    field.fill("٤٩٩٫٩٧")
    field.press("Enter")
    expect(page.locator(".guide-current .guide-typed-fault")).to_contain_text("499.95")
    field.fill("٤٩٩٫٩٥ €")
    field.press("Enter")
    at_step(page, "bought")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    parts = page.locator(".guide-current .guide-typed-input")
    for number, typed in enumerate(("٢٩", "فبراير", "٢٠٠٤")):
        parts.nth(number).fill(typed)
    parts.nth(2).press("Enter")
    at_step(page, "front-desk")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_an_amount_is_typed_with_or_without_its_unit_and_its_thresholds_are_named(open_own: Open) -> None:
    page = open_own("en-US/?problem=heating&people=1-to-8", timezone_id="Asia/Tokyo")
    ready(page)
    field = page.locator(".guide-current").get_by_label("Type the number, or choose:")
    expect(field).to_have_attribute("inputmode", "decimal")
    for typed, fault in (
        ("much", "€0 to €5,000. For example: €499.95"),
        ("5,000.05", "€0 to €5,000. For example: €499.95"),
        ("12.32", "The nearest numbers that can be given are 12.30 and 12.35."),
    ):
        field.fill(typed)
        field.press("Enter")
        expect(page.get_by_role("alert").filter(has_text=fault)).to_be_visible()
    assert not violations(page)
    field.fill("€ 400")
    field.press("Enter")
    page.get_by_role("link", name="less than 2 years ago").click()
    at_step(page, "room")
    page.get_by_role("link", name="An office").click()
    at_step(page, "caretaker")
    changes = page.locator(".guide-why")
    changes.locator("summary").first.click()
    expect(changes.get_by_role("link", name="Damage: €500 or more")).to_be_visible()
    assert "amount=0-to-499p95" in page.url and "400" not in page.url


def test_a_date_is_typed_in_parts_and_counted_from_the_readers_own_day(open_own: Open) -> None:
    page = open_own(
        "en-US/?problem=heating&people=1-to-8&amount=0-to-499p95", timezone_id="Pacific/Kiritimati"
    )
    ready(page)
    page.clock.set_fixed_time("2024-02-28T11:00:00Z")  # there it is the 29th already
    month, day, year = (page.get_by_label(name, exact=True) for name in ("Month", "Day", "Year"))
    for typed, fault, wrong in (
        (("", "1", ""), "Please fill in what is missing: Month and Year.", month),
        (("Feb", "30", "2023"), "There is no such day: February 2023 has 28 days.", day),
        (("13", "1", "2023"), "The month must be a number from 1 to 12, or its name.", month),
        (("3", "1", "2024"), "in this period: January 1, 2000 to today.", month),
    ):
        for part, text in zip((month, day, year), typed, strict=True):
            part.fill(text)
        year.press("Enter")
        expect(page.get_by_role("alert").filter(has_text=fault)).to_be_visible()
        expect(wrong).to_be_focused()
        expect(wrong).to_have_attribute("aria-invalid", "true")
    assert not violations(page)
    for typed, found in (
        (("2", "28", "2022"), "since-from-2-years"),
        (("2", "29", "2024"), "since-under-2-years"),
    ):
        for part, text in zip((month, day, year), typed, strict=True):
            part.fill(text)
        page.locator(".guide-current").get_by_role("button", name="Continue").click()
        page.wait_for_url(f"**bought={found}**")
        assert typed[2] not in page.url.partition("?")[2]
        if found == "since-from-2-years":
            page.go_back()


def test_without_scripts_the_ranges_are_links(open_own: Open) -> None:
    page = open_own("en-US/#people", java_script_enabled=False)
    expect(page.locator(".guide-typed-input")).to_have_count(0)
    page.get_by_role("link", name="1 to 8").click()
    page.get_by_role("link", name="less than €500").click()
    page.get_by_role("link", name="less than 2 years ago").click()
    expect(page.get_by_role("heading", name="Which kind of room is it?")).to_be_visible()
