"""The pages around the tree: what is looked up in them, on screens and phones, and what lost readers find."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.support.site_pages import AROUND
from tests.support.tabs import PHONE


def test_pages_show_one_title_and_from_when_its_source_is(visit: Visit) -> None:
    """What the pages of every locale say there is read in their files: see tests/site/test_site_pages.py."""
    for path in AROUND[::3]:
        page = visit(f"en-US/{path}")
        expect(page.locator("h1:visible")).to_have_count(1)
        expect(page.locator("h1 + .guide-followed")).to_contain_text("2021")


def test_bars_are_to_scale_and_say_nothing_to_a_screen_reader(visit: Visit) -> None:
    for locale in ("en-US", "ar-SA"):
        page = visit(f"{locale}/response-times/")
        bars = page.locator(".guide-matrix .guide-scale-part").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().width / one.closest('svg').clientWidth)"
        )
        assert bars == pytest.approx([0.25, 0.5, 1], abs=0.01)
        assert page.locator(".guide-scale:not([aria-hidden=true])").count() == 0
    table = visit("en-US/response-times/").get_by_role("table")
    expect(table.get_by_role("rowheader")).to_have_text(["A Critical", "B Moderate", "C Minimal"])
    expect(table.get_by_role("row").nth(1).get_by_role("cell").first).to_have_text("Within 2 hours")


def test_roles_are_a_table_for_a_screen_reader_on_a_phone_too(visit: Visit) -> None:
    page = visit("nl-NL/names/", size=PHONE)
    table = page.get_by_role("table").first
    expect(table.get_by_role("columnheader")).to_have_count(5)
    row = table.get_by_role("row").nth(1)
    assert row.get_by_role("rowheader").text_content() == "Globale beheerder"
    expect(row.get_by_role("link").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_lost_reader_is_told_which_page_may_be_meant(visit: Visit) -> None:
    page = visit("nl-NL/procedures/azure-requests.html", expect=("404", "Not Found"))
    near = page.locator(".guide-near a")
    expect(near).to_have_text("Een Azure-aanvraag indienen")
    near.click()
    page.wait_for_url("**/nl-NL/procedures/azure-request/")
    page = visit("nl-NL/xyzzy/", expect=("404", "Not Found"))
    expect(page.locator(".guide-near-pages a").first).to_be_visible()
    expect(page.locator(".guide-near")).to_be_hidden()


def test_a_lost_reader_can_search(visit: Visit) -> None:
    page = visit("nl-NL/no/such/page", search=True, expect=("404",))
    page.wait_for_selector("html.js")
    page.locator(".md-search__input").click()
    page.keyboard.type("fraude")
    expect(page.locator(".md-search-result__item a").first).to_have_attribute("href", re.compile("/nl-NL/"))


def test_a_reader_without_a_language_finds_the_pages_in_each(visit: Visit) -> None:
    page = visit("nowhere/at/all", expect=("404",))
    page.get_by_role("link", name="Anleitungen").click()
    page.wait_for_url("**/de-DE/procedures/")


def test_nothing_lies_on_what_is_read_on_a_phone(visit: Visit) -> None:
    page = visit("en-US/faq/", size=PHONE)
    page.wait_for_selector("html.js")  # the theme's script is there
    page.mouse.wheel(0, 2000)
    page.wait_for_function("() => scrollY > 1000")
    page.mouse.wheel(0, -300)
    expect(page.locator(".md-top")).to_be_hidden()


def test_a_page_alone_in_its_place_has_no_list_beside_it(visit: Visit) -> None:
    for path in ("response-times/", "about/"):
        assert not visit(f"en-US/{path}").locator(".md-sidebar--primary").is_visible(), path
    listed = visit("en-US/procedures/find-isv/").locator(".md-sidebar--primary .md-nav__item--section")
    assert listed.get_by_text("Procedures", exact=True).locator("visible=true").count() == 1
