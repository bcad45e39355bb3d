"""Addresses of the guide: shared, made up, with an anchor, or without a language.

Each leads somewhere, and says what it does not know.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, Visit, Walk
from tests.conftest import LOCALES
from tests.support.answers import QUERY
from tests.support.guide_page import answer, at_step, shown


def test_a_shared_address_opens_the_same_outcome(visit: Visit) -> None:
    page = visit(f"en-US/?{QUERY}", engine=True)
    at_step(page, "azure")
    assert page.evaluate("location.search") == f"?{QUERY}"


def test_the_address_holds_the_answers_sorted_and_nothing_else(walk: Walk) -> None:
    page = walk(f"en-US/?more=1&{QUERY}#azure-access")
    answer(page, "yes")
    at_step(page, "azure")
    assert page.evaluate("location.search + location.hash") == f"?{QUERY}#azure"


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("?product=azur&kind=critical", "product=azur"),
        ("?nonsense=1", "nonsense=1"),
        ("?" + "&".join(f"x{i}=1" for i in range(3000)), "and 75 more"),
        ("?product=%3Cimg%20src=x%20onerror=alert(1)%3E", "<img src=x onerror=alert(1)>"),
        ("?__proto__=1&constructor=2", "__proto__=1"),
    ],
)
def test_unknown_answers_in_an_address_get_a_notice_and_nothing_more(
    walk: Walk, query: str, notice: str
) -> None:
    page = walk(f"en-US/{query}")
    expect(page.locator(".guide-notice")).to_contain_text(notice)
    assert shown(page) == "product"
    assert page.locator(".guide-notice img").count() == 0
    answer(page, "azure")
    assert "nonsense" not in page.evaluate("location.search")
    expect(page.locator(".guide-notice")).to_be_hidden()


def test_an_unknown_setting_in_an_address_gets_a_notice_too(walk: Walk) -> None:
    page = walk("en-US/?language=klingon")
    expect(page.locator(".guide-notice")).to_contain_text("language=klingon")


EXAMPLE = "are an example that leads here"


def test_a_link_to_another_outcome_opens_it_with_example_answers_and_back_returns(walk: Walk) -> None:
    page = walk("en-US/?cloud=us-government&kind=critical&product=azure")
    page.evaluate(
        """() => {
            const link = document.createElement("a");
            link.href = location.pathname + "#azure-domain";
            link.textContent = "as an open point has it";
            document.querySelector("main").prepend(link);
        }"""
    )
    page.get_by_text("as an open point has it").click()
    at_step(page, "azure-domain")
    expect(page.locator(".guide-notice")).to_contain_text(EXAMPLE)
    filled = "azure-access=no&azure-role=global-admin&cloud=us-government&kind=request&partner=direct"
    assert page.evaluate("location.search") == f"?{filled}&product=azure"
    page.go_back()
    at_step(page, "progress")
    assert page.evaluate("location.search") == "?cloud=us-government&kind=critical&product=azure"
    expect(page.locator(".guide-notice")).to_be_hidden()


def test_the_readers_own_answers_stay_where_they_lead_to_the_outcome(walk: Walk) -> None:
    page = walk(f"en-US/?{QUERY}#azure-access")
    page.evaluate("location.hash = 'azure'")
    at_step(page, "azure")
    assert page.evaluate("location.search") == f"?{QUERY}"
    expect(page.locator(".guide-notice")).to_be_hidden()


def test_whole_answers_from_elsewhere_count_more_than_the_outcome_that_their_address_names(
    visit: Visit,
) -> None:
    """The guide may have changed since the address was sent."""
    page = visit(f"en-US/?{QUERY}#azure-domain", engine=True)
    at_step(page, "azure")
    expect(page.locator(".guide-notice")).to_be_hidden()


def test_what_the_search_found_is_opened_with_answers_that_lead_there(visit: Visit) -> None:
    page = visit("en-US/?open=azure-role", engine=True)
    at_step(page, "azure-role")
    expect(page.locator(".guide-notice")).to_contain_text(EXAMPLE)
    assert page.evaluate("location.search + location.hash") == "?kind=request&partner=direct&product=azure"
    page = visit("en-US/?open=kind.fraud", engine=True)
    at_step(page, "azure")
    page.locator(".guide-change-answers").click()
    expect(page.locator(".guide-answer", has_text="Suspected fraud")).to_be_visible()
    page = visit("en-US/?open=nothing", engine=True)
    at_step(page, "product")
    expect(page.locator(".guide-notice")).to_contain_text("open=nothing")


def test_an_anchor_that_needs_earlier_answers_asks_those_first(visit: Visit) -> None:
    page = visit("en-US/#azure-role", engine=True)
    at_step(page, "product")
    expect(page.locator(".guide-notice")).to_contain_text("earlier answers")


def test_an_outcome_that_an_address_names_shows_only_what_its_example_has(visit: Visit) -> None:
    page = visit("en-US/#azure", engine=True)
    at_step(page, "azure")
    outcome = page.locator("#azure")
    expect(page.locator(".guide-notice")).to_be_in_viewport()
    expect(outcome.locator(".guide-response-time:visible")).to_have_count(1)
    expect(outcome.locator(".guide-condition:visible")).to_have_count(0)
    expect(page.locator(".guide-answer")).to_have_count(5)
    page.locator(".guide-change-answers").click()
    page.locator(".guide-answer", has_text="Admin permissions").locator("a").click()
    answer(page, "no")
    at_step(page, "azure-domain")
    expect(page.locator(".guide-notice")).to_be_hidden()


def test_the_root_leads_to_the_readers_language(new_page: NewPage) -> None:
    for wanted, locale in (("nl-BE", "nl-NL"), ("en-GB", "en-US")):
        new_page("?", locale=wanted).wait_for_url(f"**/{locale}/", wait_until="commit")


def test_the_root_lists_the_languages_for_who_asks_or_has_another(new_page: NewPage, visit: Visit) -> None:
    assert visit("?languages").locator("a[hreflang]").count() == len(LOCALES)
    other = new_page("index.html", locale="fi-FI")
    assert other.locator("a[hreflang]").count() == len(LOCALES)
