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


def test_links_to_another_outcome_keep_the_answers(walk: Walk) -> None:
    page = walk("en-US/?kind=critical&product=azure")
    page.evaluate(
        """() => {
            const link = document.createElement("a");
            link.href = location.pathname + "#isv";
            link.textContent = "as a search result has it";
            document.querySelector("main").prepend(link);
        }"""
    )
    page.get_by_text("as a search result has it").click()
    at_step(page, "isv")
    assert page.evaluate("location.search") == "?kind=critical&product=azure"


def test_an_anchor_that_needs_earlier_answers_asks_those_first(visit: Visit) -> None:
    page = visit("en-US/#azure-role", engine=True)
    at_step(page, "product")
    expect(page.locator(".guide-notice")).to_contain_text("earlier answers")


def test_an_outcome_opened_on_its_own_shows_everything_with_its_conditions(visit: Visit) -> None:
    page = visit("en-US/#azure", engine=True)
    outcome = page.locator("#azure")
    expect(outcome).to_be_visible()
    assert outcome.locator(".guide-response-time:visible").count() > 3
    expect(outcome.locator(".guide-condition:visible").first).to_contain_text("Only if")
    page.locator(".guide-notice a").click()
    page.wait_for_function("() => document.querySelector('.guide-current').id === 'product'")


def test_the_root_leads_to_the_readers_language(new_page: NewPage) -> None:
    for wanted, locale in (("nl-BE", "nl-NL"), ("en-GB", "en-US")):
        new_page("?", locale=wanted).wait_for_url(f"**/{locale}/", wait_until="commit")


def test_the_root_lists_the_languages_for_who_asks_or_has_another(new_page: NewPage, visit: Visit) -> None:
    assert visit("?languages").locator("a[hreflang]").count() == len(LOCALES)
    other = new_page("index.html", locale="fi-FI")
    assert other.locator("a[hreflang]").count() == len(LOCALES)


def test_a_setting_changed_on_an_outcome_opened_on_its_own_promises_nothing(walk: Walk) -> None:
    page = walk("en-US/#azure")
    page.locator('#azure [data-setting="language"] select').select_option("local")
    page.wait_for_function("() => location.search.includes('language=local')")
    expect(page.locator(".guide-notice")).not_to_contain_text("2 hours")
    expect(page.locator(".guide-notice a")).to_have_text("Answer the questions")
