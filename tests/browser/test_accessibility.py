"""axe finds nothing in any kind of page or state: both locales, light and dark, desktop and phone."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page

from site_builder.site.checking import Checked
from tests.browser.conftest import NewPage, answer, ready
from tests.browser.test_card import PROVIDER, card, type_in
from tests.browser.test_walk import QUERY

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ("faq/", "response-times/", "roles/", "about/", "procedures/", "procedures/azure-without-admin/")


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run({ runOnly: tags })", TAGS)
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "nl-NL"])
def test_the_tree_in_its_states(new_page: NewPage, address: str, locale: str, scheme: str) -> None:
    page = ready(new_page(f"{locale}/", color_scheme=scheme))
    assert not violations(page), "a question"
    page.locator(".guide-current .guide-continue").click()
    assert not violations(page), "a question with an error"
    answer(page, "customer", "azure")
    assert not violations(page), "a question with answers given"
    page.goto(f"{address}{locale}/?{QUERY}&cloud=us-government&nonsense=1")
    ready(page)
    assert not violations(page), "an outcome with a notice"
    page.set_viewport_size({"width": 360, "height": 740})
    assert not violations(page), "an outcome on a phone"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "nl-NL"])
def test_the_card_with_mistakes_and_doubt(new_page: NewPage, address: str, locale: str, scheme: str) -> None:
    page = card(new_page(f"{locale}/?{QUERY.replace('access=yes', 'access=unsure')}", color_scheme=scheme))
    type_in(page, "customer-domain", "https://contoso.com/")
    type_in(page, "subscription", "none")
    page.locator(".guide-current .guide-finding button").wait_for()
    for details in page.locator(".guide-current details").all():
        details.evaluate("one => { one.open = true; }")
    page.get_by_role("button").and_(page.locator(".guide-ticket .md-button--primary")).click()
    page.locator(".guide-copied").wait_for()
    assert not violations(page), "mistakes, doubt, everything open, just copied"
    page.locator(".guide-current .guide-finding button").click()
    page.locator(".guide-current .guide-completed a").wait_for()
    page.locator(".guide-due-moment input[value=at]").check()
    page.set_viewport_size({"width": 360, "height": 740})
    assert not violations(page), "the completed address and another moment, on a phone"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{address}{locale}/?{PROVIDER}")
    assert not violations(card(page)), "a message to the provider"


@pytest.mark.parametrize("locale", ["en-US", "nl-NL"])
def test_every_outcome_with_all_its_conditions(new_page: NewPage, locale: str, checked: Checked) -> None:
    page = ready(new_page(f"{locale}/"))
    for outcome in checked.tree.outcomes:
        page.evaluate("id => { location.hash = id; }", outcome.id)
        page.wait_for_function("id => document.querySelector('.guide-current').id === id", arg=outcome.id)
        assert not violations(page), outcome.id


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "nl-NL"])
def test_every_other_page(new_page: NewPage, address: str, locale: str, scheme: str) -> None:
    page = new_page(f"{locale}/", color_scheme=scheme)
    for path in PAGES:
        page.goto(f"{address}{locale}/{path}")
        assert not violations(page), path


def test_the_page_above_the_locales_and_the_one_for_lost_readers(new_page: NewPage, address: str) -> None:
    page = new_page("?languages", expect=("404",))
    assert not violations(page)
    page.goto(f"{address}nowhere/at/all")
    assert not violations(page)


def test_without_scripts_the_static_tree(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.route("**/home.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{address}en-US/#partner")
    assert not violations(page)
