"""Without scripts, without WebAssembly, before the engine, and on a small screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from site_builder.site.checking import Checked
from tests.browser.conftest import NewPage, Visit
from tests.support.answers import CRITICAL, QUERY
from tests.support.guide_page import KEEP_ENGINE, answer, at_step, change, hold, ready, start_again


def test_without_scripts_an_outcome_of_each_kind_is_reached_by_links(
    new_page: NewPage, checked: Checked
) -> None:
    """That links lead wherever the tree does, `tests/tree/test_sections` shows."""
    page = new_page("nl-NL/", java_script_enabled=False)
    witnesses = checked.proof.witnesses.outcomes
    for outcome in {one.kind: one.id for one in checked.tree.outcomes}.values():
        answers = witnesses[outcome]
        page.goto(page.url.partition("#")[0])
        for question, value in answers.items():
            assert page.evaluate(VISIBLE) == [question], outcome
            page.evaluate(FOLLOW_LINK, value)
        assert page.evaluate(VISIBLE) == [outcome]


VISIBLE = """() => [...document.querySelectorAll(".guide-step")].filter((step) => step.checkVisibility())
    .map((step) => step.dataset.question ?? step.id)"""
"""The questions and outcomes that are seen."""
FOLLOW_LINK = """value => [...document.querySelectorAll(`.guide-step li[data-answer="${value}"] a`)]
    .find((link) => link.checkVisibility()).click()"""
"""Follows the link of an answer that is seen."""


def test_without_scripts_a_plain_anchor_offers_the_ways_it_may_go_on(new_page: NewPage) -> None:
    page = new_page("en-US/#partner", java_script_enabled=False)
    step = page.locator(".guide-step:visible")
    expect(step).to_have_attribute("id", "partner")
    expect(step).to_have_class(re.compile(r"\bguide-chooser\b"))
    step.locator("a", has_text="Azure").first.click()
    expect(page.locator(".guide-step:visible")).to_have_attribute("data-question", "partner")


def test_without_scripts_the_languages_are_plain_links(new_page: NewPage) -> None:
    page = new_page("en-US/faq/", java_script_enabled=False)
    page.locator(".guide-footer a[hreflang=nl-NL]").click()
    assert page.url.endswith("/nl-NL/faq/")


def test_without_webassembly_the_guide_goes_on_and_says_so_quietly(new_page: NewPage, address: str) -> None:
    page = new_page(expect=("wasm", "ERR_FAILED"))
    page.route("**/*.wasm", lambda route: route.abort())
    page.goto(address + "en-US/")
    page.wait_for_selector("html[data-engine=failed]")
    expect(page.locator(".guide-notice")).to_contain_text("You can continue")
    answer(page, *CRITICAL.values())
    at_step(page, "azure")
    expect(page.locator(".guide-current .guide-response-time:visible")).to_have_count(1)
    expect(page.locator(".guide-current .guide-response-time:visible")).to_contain_text("2 hours")
    change(page, 0)
    answer(page, "office-365")
    at_step(page, "role")  # changing an answer works as with the engine
    page.reload()
    at_step(page, "role")


MISSING = ("worker.js", "tree.*.json", "pyodide.asm.mjs")
"""Parts of the engine; what it is without WebAssembly, another test shows."""


def test_without_a_part_of_the_engine_the_guide_goes_on(new_page: NewPage, address: str) -> None:
    page = new_page(expect=("",))  # Pyodide says much when a part of it is missing
    for missing in MISSING:
        page.route(f"**/{missing}", lambda route: route.fulfill(status=404, body="gone"))
        page.goto(address + "en-US/")
        page.wait_for_selector("html[data-engine=failed]")
        answer(page, "marketplace")
        at_step(page, "isv")
        page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("instead", ["nothing", "a page"])
def test_a_page_that_is_open_while_another_version_is_published_loads_it_on_wish(
    new_page: NewPage, address: str, instead: str
) -> None:
    page = new_page(expect=("404", "JSON") if instead == "nothing" else ())
    home = {"status": 200, "content_type": "text/html", "body": "<title>Home</title>"}
    gone = {"status": 404, "body": "gone"} if instead == "nothing" else home
    page.route("**/static/tree.*.json", lambda route: route.fulfill(**gone))  # type: ignore[arg-type]
    page.goto(address + "en-US/?product=azure#kind")
    notice = page.locator(".guide-notice").filter(has_text="Another version of this guide")
    expect(notice).to_be_visible()
    at_step(page, "kind")
    answer(page, "critical")
    expect(notice).to_be_in_viewport()  # at every step from then on, with the answers of that step
    if instead == "a page":
        return
    page.unroute_all(behavior="ignoreErrors")
    notice.get_by_role("link").click()
    ready(page)
    at_step(page, "progress")
    expect(notice).to_have_count(0)


def test_without_the_outcomes_own_script_the_outcome_is_as_it_was_written(
    new_page: NewPage, address: str
) -> None:
    page = new_page(expect=("outcome_card.js", "404"))
    page.route("**/outcome_card.js", lambda route: route.fulfill(status=404, body="gone"))
    page.goto(address + "en-US/")
    ready(page)
    answer(page, *CRITICAL.values())
    at_step(page, "azure")
    expect(page.locator("#azure .guide-response-time:visible")).to_contain_text("2 hours")
    expect(page.locator("#azure .guide-route, #azure .guide-part").first).to_be_visible()
    start_again(page)
    at_step(page, "product")


def test_the_engine_taking_over_moves_nothing_and_loses_nothing(new_page: NewPage, address: str) -> None:
    page = new_page()
    let_go = hold(page, "**/*.wasm")
    page.goto(address + "en-US/")
    page.wait_for_selector("html[data-engine=loading]")
    answer(page, "azure")
    page.locator(".guide-current [data-answer=critical] a").focus()
    before = page.locator(".guide-current").bounding_box()
    page.evaluate(
        """() => { window.shifts = 0; new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shifts += entry.value;
        }).observe({ type: "layout-shift", buffered: false }); }"""
    )
    let_go()
    ready(page)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    at_step(page, "kind")
    expect(page.locator(".guide-current [data-answer=critical] a")).to_be_focused()
    assert page.locator(".guide-current").bounding_box() == before
    assert page.evaluate("window.shifts") == 0


def test_an_outcome_reached_before_the_engine_is_complete_and_stays_as_it_is(
    new_page: NewPage, address: str
) -> None:
    page = new_page()
    let_go = hold(page, "**/*.wasm")
    page.goto(address + f"en-US/?{QUERY}")
    page.wait_for_selector("html[data-engine=loading]")
    expect(page.locator("#azure .guide-response-time:visible")).to_have_count(1)
    let_go()
    ready(page)
    expect(page.locator("#azure .guide-response-time:visible")).to_have_count(1)
    expect(page.locator("#azure .guide-response-time:visible")).to_contain_text("2 hours")


def test_an_engine_that_dies_is_noticed_once_and_then_done_without(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.clock.install()
    page.add_init_script(KEEP_ENGINE)
    page.goto(f"{address}en-US/")
    ready(page)
    page.evaluate("window.engineWorker.terminate()")
    page.locator(".guide-current [data-answer=azure] a").click()
    page.clock.fast_forward(10_000)  # ANSWER_LIMIT of engine.js
    page.wait_for_selector("html[data-engine=failed]")
    expect(page.locator(".guide-notice")).to_contain_text("You can continue")
    at_step(page, "kind")
    answer(page, "critical")
    at_step(page, "progress")
    expect(page.locator(".guide-notice")).to_be_hidden()


def test_the_first_hit_of_the_search_opens_an_outcome_with_answers_to_change(visit: Visit) -> None:
    """Which hit is the first for which word, `tests/site/test_search` shows in every locale."""
    typed, hit, outcome = "factuur", "Facturering", "azure"
    page = visit("nl-NL/faq/", search=True)
    page.locator(".md-search__input").click()
    page.keyboard.type(typed)
    first = page.locator(".md-search-result__link").first
    expect(first).to_contain_text(hit)
    first.click()
    at_step(page, outcome)
    expect(page.locator(".guide-notice")).to_be_in_viewport()
    expect(page.locator(f"#{outcome} .guide-condition:visible")).to_have_count(0)
    assert page.locator(f"#{outcome} .guide-response-time:visible").count() <= 1
    changes = page.locator(".guide-answer .guide-change a")
    expect(changes).to_have_count(len(page.evaluate("[...new URLSearchParams(location.search)]")))
    page.locator(".md-search__input").click()  # and once more, within the page
    page.keyboard.type(typed)
    page.locator(".md-search-result__link").first.click()
    at_step(page, outcome)
    page.locator(".guide-change-answers").click()
    changes.last.click()
    expect(page.locator(".guide-current [aria-current=true]")).to_be_visible()
