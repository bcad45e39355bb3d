"""A question that takes several answers, in the browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.own_guide.conftest import Open
from tests.support.axe import violations
from tests.support.guide_page import at_step, ready


def checked(page: Page) -> list[str]:
    """The answers that are checked at the question that is shown."""
    boxes = page.locator(".guide-current .guide-box").all()
    return [box.get_attribute("value") or "" for box in boxes if box.is_checked()]


def test_several_answers_are_checked_and_lead_on_together(open_own: Open) -> None:
    page = open_own("en-US/?problem=other")
    ready(page)
    at_step(page, "symptoms")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert").filter(has_text="choose at least one")).to_be_visible()
    expect(page.get_by_label("A noise")).to_be_focused()
    assert not violations(page)
    page.keyboard.press("Space")
    page.get_by_label("None of these").check()
    assert checked(page) == ["none"], "it excludes the others"
    page.get_by_label("Smoke").check()
    page.get_by_label("A noise").check()
    assert checked(page) == ["noise", "smoke"]
    page.keyboard.press("Enter")
    at_step(page, "emergency")
    assert "symptoms=noise.smoke" in page.url
    expect(page.locator(".guide-answer").filter(has_text="Symptoms")).to_contain_text("A noise and Smoke")
    expect(page.get_by_text("What would change the outcome")).to_be_visible()
    page.get_by_text("What would change the outcome").click()
    page.get_by_role("link", name="Symptoms: without “Smoke”").click()
    at_step(page, "front-desk")
    page.go_back()
    page.go_back()
    at_step(page, "symptoms")
    assert checked(page) == ["noise", "smoke"]


def test_several_answers_of_an_address_count_before_the_engine_does(open_own: Open) -> None:
    page = open_own("ar-SA/?problem=other&symptoms=smell.gone.noise", viewport={"width": 360, "height": 740})
    at_step(page, "front-desk")
    expect(page.locator(".guide-notice")).to_contain_text("symptoms=gone")
    page.goto(page.url.partition("?")[0] + "?problem=other&symptoms=none.smoke")
    at_step(page, "symptoms")
    expect(page.locator(".guide-notice")).to_contain_text("symptoms=none.smoke")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_several_answers_need_no_form_which_a_sandbox_would_not_submit(open_own: Open) -> None:
    page = open_own("en-US/")
    frame_of = '<iframe sandbox="allow-scripts allow-same-origin" height="900" src="{}"></iframe>'
    page.set_content(frame_of.format(f"{page.url}embed/?problem=other"))
    frame = page.frame_locator("iframe")
    frame.get_by_label("Fire").check()
    frame.get_by_role("button", name="Continue").click()
    expect(frame.locator("#emergency.guide-current")).to_be_visible()


def test_without_scripts_several_answers_are_cases_with_a_link_each(open_own: Open) -> None:
    page = open_own("en-US/#symptoms", java_script_enabled=False)
    expect(page.locator(".guide-box")).to_have_count(0)
    page.get_by_role("link", name="with Smoke or Fire", exact=True).click()
    expect(page.get_by_role("heading", name="Call the caretaker on duty now")).to_be_visible()
