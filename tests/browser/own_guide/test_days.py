"""What a guide holds on some days only, in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.own_guide.conftest import Open
from tests.support.axe import violations
from tests.support.guide_page import at_step, ready


def offered(page: Page) -> list[str]:
    """The answers that the first question offers."""
    return page.locator("#problem li").evaluate_all("items => items.map((one) => one.dataset.answer)")


@pytest.mark.parametrize("engine", [True, False])
def test_a_page_shows_what_holds_on_the_readers_day(open_own: Open, engine: bool) -> None:
    page = open_own("en-US/404.html", timezone_id="Pacific/Auckland")
    start = page.url.replace("404.html", "")
    if not engine:
        page.route("**/*.wasm", lambda route: route.abort())
    running = "html[data-engine=ready]" if engine else "html[data-engine=failed]"
    page.clock.set_fixed_time("2026-12-31T10:30:00Z")
    page.goto(start)
    page.wait_for_selector(running)
    assert "badge" in offered(page) and "pass" not in offered(page)
    page.clock.set_fixed_time("2026-12-31T11:30:00Z")  # in Auckland another year has begun
    page.goto(f"{start}?problem=badge")
    page.wait_for_selector(running)
    assert "pass" in offered(page) and "badge" not in offered(page)
    days = "Until December 31, 2026"
    said = (
        f"Problem: the answer “A lost badge” cannot be chosen on this day ({days}), so the guide asks again."
    )
    expect(page.get_by_text(said)).to_be_visible()
    assert "badge" not in page.url and not (engine and violations(page))
    page.get_by_role("link", name="A lost badge").click()
    at_step(page, "pass-desk")
    expect(page.get_by_text(said)).to_be_hidden()
    expect(page.get_by_text("Fill in the form.")).to_be_visible()
    expect(page.get_by_text("Use the app.")).to_be_hidden()
    assert "period" not in page.url and "From January" not in page.locator("#pass-desk").inner_text()


def test_a_page_shows_another_day_and_the_next_step_after_midnight_the_new_one(open_own: Open) -> None:
    page = open_own("en-US/404.html", timezone_id="UTC")
    start = page.url.replace("404.html", "")
    page.clock.install(time="2027-06-30T23:59:00Z")
    page.goto(f"{start}?on_day=2027-07-01&problem=pass")
    expect(page.get_by_text("on another day: July 1, 2027.")).to_be_visible()
    expect(page.get_by_text("Use the app.")).to_be_visible()
    page.get_by_role("link", name="Back").click()
    assert "on_day=2027-07-01" in page.url
    page.get_by_role("link", name="See the guide as it is today").click()
    page.wait_for_url(lambda url: "on_day" not in url)
    ready(page)
    page.goto(f"{start}embed/?on_day=2027-07-01&problem=pass")
    expect(page.get_by_text("Use the app.")).to_be_visible()
    page.goto(start)
    ready(page)
    page.clock.set_system_time("2027-07-01T00:01:00Z")
    page.get_by_role("link", name="A lost badge").click()
    expect(page.get_by_text("Use the app.")).to_be_visible()
    at_step(page, "pass-desk")


def test_without_scripts_what_has_dates_says_them(open_own: Open) -> None:
    page = open_own("en-US/", java_script_enabled=False)
    expect(page.get_by_role("link", name="A lost badge Until December 31, 2026")).to_be_visible()
    page.get_by_role("link", name="A lost badge From January 1, 2027").click()
    expect(page.locator("#pass-desk").get_by_text("From January 1, 2027", exact=True)).to_be_visible()
    expect(page.get_by_text("Use the app. From July 1, 2027")).to_be_visible()
