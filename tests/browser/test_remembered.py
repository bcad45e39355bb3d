"""Who the reader is, remembered on their device when they want it, so that it is not asked again."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Visit
from tests.support.answers import CRITICAL, PROVIDER, QUERY
from tests.support.guide_page import answer, at_step, ready, start_again, until

WHO = {"partner": "direct", "azure-role": "global-admin"}
KEY = "decision-tree:/"


def remembering(page: Page, kept: str) -> Page:
    """The page, opened anew on a device that remembers this."""
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, kept])
    page.reload()
    return page


def kept(page: Page) -> object:
    """What the device remembers."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "null")


def asked(page: Page) -> dict[str, list[str]]:
    """The answers in the page's address."""
    return parse_qs(urlsplit(page.url).query)


def test_the_same_outage_takes_four_clicks_the_next_time(visit: Visit) -> None:
    page = visit("en-US/", engine=True)
    answer(page, *CRITICAL.values())
    at_step(page, "azure")
    assert kept(page) is None, "nothing is kept before the reader wants it"
    page.get_by_role("button", name="Remember answers on this device").click()
    line = page.locator(".guide-remembered")
    expect(line).to_contain_text(
        "Partner type: Direct-bill partner or indirect provider · Your role: Global admin"
    )
    expect(line).to_be_focused()
    expect(page.locator(".guide-remember")).to_be_hidden()
    assert kept(page) == WHO
    expect(page.locator(".guide-answer .guide-tag")).to_have_text(["remembered", "remembered"])
    start_again(page)
    at_step(page, "product")
    answer(page, "azure", "critical", "tried", "yes")
    at_step(page, "azure")
    expect(page.locator(".guide-receipt-id")).to_be_attached()  # the engine has all the answers
    expect(page.locator(".guide-answer")).to_have_count(len(CRITICAL))
    own = {name: [value] for name, value in CRITICAL.items() if name not in WHO}
    assert asked(page) == own, "whom the address is sent to is asked who they are"
    page.reload()
    at_step(page, "azure")
    page.go_back()
    at_step(page, "azure-access")
    page.go_back()
    at_step(page, "progress")


def test_a_question_that_is_skipped_is_not_counted_and_back_passes_it(visit: Visit) -> None:
    page = remembering(visit("en-US/"), json.dumps(WHO))
    answer(page, "azure", "critical", "tried")
    at_step(page, "azure-access")
    expect(page.locator(".guide-current .guide-progress")).to_have_text("Question 4 of 4")
    page.locator(".guide-back").click()
    at_step(page, "progress")


def test_a_remembered_answer_is_changed_for_once_and_forgotten(visit: Visit) -> None:
    page = remembering(visit("en-US/"), json.dumps(WHO))
    answer(page, "azure", "critical", "tried", "yes")
    at_step(page, "azure")
    page.locator(".guide-change-answers").click()
    page.locator(".guide-change a", has_text="Your role").click()
    at_step(page, "azure-role")
    expect(page.locator(".guide-current [aria-current]")).to_contain_text("Global admin")
    answer(page, "global-admin")
    at_step(page, "azure")
    assert "azure-role" not in asked(page), "the same answer again is still the device's"
    page.locator(".guide-change-answers").click()
    page.locator(".guide-change a", has_text="Your role").click()
    answer(page, "support-group")
    at_step(page, "azure")
    assert asked(page)["azure-role"] == ["support-group"]
    expect(page.locator(".guide-remember")).to_contain_text("next time: Your role.")
    page.locator(".guide-change-answers").click()
    page.get_by_role("button", name="Forget Partner type").click()
    at_step(page, "azure")
    expect(page.locator(".guide-remembered")).to_contain_text("Forgotten on this device.")
    expect(page.locator(".guide-remembered")).to_be_focused()
    assert asked(page)["partner"] == ["direct"], "it counts on, as an answer given here"
    assert kept(page) == {"azure-role": "global-admin"}
    page.locator(".guide-remembered .guide-forget").click()
    expect(page.locator(".guide-remembered")).not_to_contain_text("Remembered")
    assert kept(page) is None
    start_again(page)
    answer(page, "azure", "critical", "tried")
    at_step(page, "partner")


def test_the_address_says_more_than_the_device(visit: Visit) -> None:
    page = remembering(visit(f"en-US/?{QUERY}"), '{"partner": "indirect-reseller", "azure-role": "other"}')
    at_step(page, "azure")
    expect(page.locator(".guide-answer .guide-tag")).to_have_count(0)
    assert asked(page)["partner"] == ["direct"]


def test_damaged_content_of_the_storage_counts_for_nothing(visit: Visit) -> None:
    for damaged in ("{", '{"partner": "nobody", "access": "yes", "kind": "critical"}'):
        page = remembering(visit("en-US/"), damaged)
        answer(page, "office-365")
        at_step(page, "kind")
        answer(page, "billing")
        at_step(page, "partner")
        expect(page.locator(".guide-remembered")).to_be_hidden()


def test_without_storage_nothing_is_offered_and_all_else_works(new_page: NewPage) -> None:
    page = new_page(expect=("no storage",))  # the theme's own scripts complain
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no storage'); } })"
    )
    page.goto(f"{page.url_root}en-US/?{PROVIDER}")  # type: ignore[attr-defined]
    at_step(page, "via-provider")
    expect(page.locator(".guide-answer")).to_have_count(5)
    expect(page.locator(".guide-remember")).to_be_hidden()


def test_a_remembered_setting_is_that_of_the_page_and_of_its_address(visit: Visit) -> None:
    page = visit(f"en-US/?{QUERY}&cloud=us-government", engine=True)
    page.get_by_role("button", name="Remember answers on this device").click()
    page.goto(page.url.partition("?")[0])
    menu = page.locator("[data-setting=cloud] select")
    expect(menu).to_have_value("us-government")
    assert asked(page) == {"cloud": ["us-government"]}
    menu.select_option("worldwide")
    until(page, lambda: asked(page) == {"cloud": ["worldwide"]})
    page.reload()
    expect(menu).to_have_value("worldwide")
    ready(page)


def test_hosts_are_told_all_that_counts(visit: Visit) -> None:
    """Their events are made of this one."""
    page = remembering(visit("en-US/embed/"), json.dumps(WHO))
    page.evaluate(
        "document.querySelector('#guide').addEventListener('guide:step', ({ detail }) => (told = detail))"
    )
    answer(page, "azure", "critical", "tried")
    at_step(page, "azure-access")
    own = {"product": "azure", "kind": "critical", "progress": "tried"}
    told = {"at": "azure-access", "answers": own | WHO, "outcome": False}
    assert page.evaluate("told") == told
    assert asked(page) == {name: [value] for name, value in own.items()}
