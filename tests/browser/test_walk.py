"""A walk from the first question to an outcome, and back, in Chromium with the engine."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, Walk
from tests.support.answers import CRITICAL, QUERY
from tests.support.guide_page import answer, at_step, change, choose_language, ready, start_again


def test_a_walk_with_the_mouse_ends_with_the_portal_and_the_response_time(walk: Walk) -> None:
    page = walk("en-US/")
    answer(page, *CRITICAL.values())
    outcome = page.locator(".guide-current")
    at_step(page, "azure")
    expect(outcome.locator(".guide-portal a")).to_have_attribute("href", re.compile("partner.microsoft.com"))
    expect(outcome.locator(".guide-response-time:visible")).to_have_count(1)
    expect(outcome.locator(".guide-response-time:visible")).to_contain_text("2 hours")
    expect(outcome.locator("[data-field=support-plan]")).to_contain_text("Cloud Solution Provider")
    expect(page.locator(".guide-answer")).to_have_count(len(CRITICAL))
    expect(outcome.locator("[data-field=severity] .guide-field-value")).to_contain_text("severity A")


def given(page: Page) -> list[str]:
    """The answers of the question that is shown that are marked as given."""
    links = page.locator(".guide-current [aria-current]")
    found: list[str] = links.evaluate_all("all => all.map(one => one.parentElement.dataset.answer)")
    return found


def test_a_walk_with_the_keyboard_alone(walk: Walk) -> None:
    page = walk("en-US/")
    page.locator(".guide-current").focus()  # as on every later step
    for question, value in CRITICAL.items():
        at_step(page, question)
        values = page.locator(".guide-current li").evaluate_all("all => all.map(one => one.dataset.answer)")
        for _ in range(values.index(value) + 1):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "before => document.querySelector('.guide-current').dataset.question !== before", arg=question
        )
    at_step(page, "azure")
    assert page.evaluate("document.activeElement.id") == "azure-title", "the reader is taken to the outcome"


def test_back_forward_and_reload_keep_every_answer(walk: Walk) -> None:
    page = walk("en-US/")
    answer(page, "azure", "critical")
    at_step(page, "progress")
    page.go_back()
    at_step(page, "kind")
    page.go_back()
    at_step(page, "product")
    assert given(page) == ["azure"]
    page.go_forward()
    page.go_forward()
    at_step(page, "progress")
    page.reload()
    ready(page)
    at_step(page, "progress")
    expect(page.locator(".guide-answer")).to_have_count(2)


def test_forward_again_before_the_engine_has_answered_loses_no_step(visit: Visit) -> None:
    page = visit("en-US/", engine=True)
    answer(page, "azure", "critical")
    page.evaluate("history.go(-2)")
    at_step(page, "product")
    page.evaluate(SLOW_ENGINE)
    page.evaluate(
        "addEventListener('popstate', () => setTimeout(() => history.forward(), 20), { once: true })"
    )
    page.evaluate("history.forward()")
    at_step(page, "progress")
    assert page.evaluate("location.hash") == "#progress"


SLOW_ENGINE = """() => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (request) {
        setTimeout(() => postMessage.call(this, request), 500);
    };
}"""
"""Every request reaches the engine half a second later."""


def test_changing_an_answer_keeps_the_others_that_count(walk: Walk) -> None:
    page = walk(f"en-US/?{QUERY}")
    change(page, 1)
    at_step(page, "kind")
    assert given(page) == ["critical"]
    answer(page, "minimal")
    at_step(page, "progress-criteria")  # only what became newly needed is asked
    answer(page, "meets")
    at_step(page, "azure")
    expect(page.locator(".guide-current .guide-response-time:visible")).to_contain_text("8 hours")


def test_changing_an_answer_names_what_no_longer_counts(walk: Walk) -> None:
    page = walk(f"en-US/?{QUERY}")
    change(page, 0)
    answer(page, "office-365")
    at_step(page, "role")
    expect(page.locator(".guide-notice")).to_have_text("No longer needed: Admin permissions and Your role.")
    assert "azure-role" not in page.evaluate("location.search")


def test_start_again_clears_the_answers(walk: Walk) -> None:
    page = walk(f"en-US/?{QUERY}&language=local")
    start_again(page)
    at_step(page, "product")
    assert page.evaluate("location.search") == "?language=local"
    assert given(page) == []


def test_the_support_language_changes_the_response_time_in_place(walk: Walk) -> None:
    page = walk(f"en-US/?{QUERY}")
    outcome = page.locator(".guide-current")
    choose_language(page, "local")
    expect(outcome.locator(".guide-response-time:visible")).to_contain_text("business hours")
    expect(page.locator(".guide-notice")).to_contain_text("business hours")
    assert "language=local" in page.evaluate("location.search")
    expect(outcome.locator('[data-key="warnings/hours-in-english-only"]')).to_be_visible()
    expect(outcome.locator('[data-key="warnings/us-government"]')).to_be_hidden()
    page.locator('[data-setting="cloud"] select').select_option("us-government")
    expect(outcome.locator('[data-key="warnings/us-government"]')).to_be_visible()


def test_switching_the_language_in_the_middle_keeps_page_anchor_and_answers(walk: Walk) -> None:
    page = walk("en-US/?product=azure")
    answer(page, "critical")
    here = page.evaluate("location.search + location.hash")
    page.locator(".guide-footer a[hreflang=nl-NL]").click()
    page.wait_for_url("**/nl-NL/**")
    ready(page)
    assert page.evaluate("location.search + location.hash") == here
    at_step(page, "progress")
    expect(page.locator(".guide-current h2")).to_contain_text("gedaan")


def test_the_second_of_two_clicks_is_not_meant_for_the_next_question(walk: Walk) -> None:
    page = walk("en-US/")
    page.locator(".guide-current .guide-choice").first.click()
    at_step(page, "kind")
    page.locator(".guide-current .guide-choice").first.hover()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.locator(".guide-current").evaluate("(section) => section.querySelector('a').click()")
    at_step(page, "progress")
    assert page.evaluate("location.search") == "?kind=critical&product=azure"


def test_every_step_leads_back_and_a_change_can_be_left(walk: Walk) -> None:
    page = walk("en-US/")
    expect(page.locator(".guide-ways")).to_be_hidden()
    answer(page, "azure", "critical")
    page.locator(".guide-back").click()
    at_step(page, "kind")
    assert given(page) == ["critical"]
    page.locator(".guide-back").click()
    at_step(page, "product")
    page.locator(".guide-leave").click()
    at_step(page, "progress")
    expect(page.locator(".guide-answer")).to_have_count(2)
    page.locator(".guide-change-answers").click()
    expect(page.locator(".guide-answers-title")).to_be_focused()
    expect(page.locator(".guide-answers-title")).to_be_in_viewport()


def test_an_answer_opens_in_a_tab_of_its_own(walk: Walk) -> None:
    page = walk("en-US/?language=local")
    link = page.locator(".guide-current [data-answer=azure] a")
    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    at_step(opened.value, "kind")
    assert "language=local" in opened.value.url
    opened.value.close()
    at_step(page, "product")


def test_after_a_step_that_comes_first_the_reader_goes_on_with_all_answers(walk: Walk) -> None:
    page = walk("en-US/?product=azure&kind=critical")
    answer(page, "not-checked")
    at_step(page, "check-health")
    page.locator(".guide-current .guide-resume a:visible").click()
    at_step(page, "progress")
    answer(page, "tried")
    at_step(page, "partner")


def test_a_setting_is_the_pages_and_survives_back(walk: Walk) -> None:
    page = walk(f"en-US/?{QUERY}#azure-access")
    answer(page, "yes")
    at_step(page, "azure")
    page.locator('[data-setting="cloud"] select').select_option("us-government")
    page.wait_for_function("() => location.search.includes('us-government')")
    page.go_back()
    at_step(page, "azure-access")
    answer(page, "yes")
    at_step(page, "azure")
    expect(page.locator('.guide-current [data-key="warnings/us-government"]')).to_be_visible()


def test_whoever_finds_out_goes_on_at_the_question_that_led_there(walk: Walk) -> None:
    answers = "product=azure&kind=critical&progress=tried"
    page = walk(f"en-US/?{answers}&partner=indirect-reseller")
    answer(page, "unsure")
    at_step(page, "via-provider")
    page.locator(".guide-current .guide-resume a:visible").click()
    at_step(page, "azure-granted")
    answer(page, "yes")
    at_step(page, "azure-role")


def test_two_quick_deeds_both_count(walk: Walk) -> None:
    """The engine answers a little later; what the reader does meanwhile waits its turn."""
    page = walk(f"en-US/?{QUERY}")
    page.evaluate(
        """() => {
            for (const [setting, value] of [["language", "local"], ["cloud", "us-government"]]) {
                const menu = document.querySelector(`[data-setting=${setting}] select`);
                menu.value = value;
                menu.dispatchEvent(new Event("change"));
            }
        }"""
    )
    page.wait_for_function("() => location.search.includes('language=local')")
    page.wait_for_function("() => location.search.includes('cloud=us-government')")
