"""Words that follow the answers, and rows of tables, in the browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.own_guide.conftest import Open
from tests.support.axe import violations
from tests.support.guide_page import at_step, ready
from tests.support.shipped_words import shipped_words


@pytest.mark.parametrize("engine", [True, False])
def test_words_follow_the_answers_with_the_engine_and_without(open_own: Open, engine: bool) -> None:
    folder = "en-US/" if engine else "en-US/embed/"
    page = open_own(f"{folder}?problem=heating&people=1-to-8")
    if engine:
        ready(page)
    page.locator(".guide-current .guide-choice").first.click()
    page.locator(".guide-current [data-answer=since-under-2-years] a").click()
    at_step(page, "room")
    title = page.locator(".guide-current .guide-title")
    expect(title).to_have_text("Which room is it?")
    expect(page).to_have_title(re.compile("^Which room is it?"))
    hint = page.locator(".guide-current .guide-hint")
    expect(hint).to_have_text("Feel it.")
    expect(hint).to_be_visible()
    page.get_by_role("link", name="An office, with all of you in it").click()
    at_step(page, "caretaker")
    expect(title).to_have_text("Write to the caretaker and stay warm")
    expect(page).to_have_title(re.compile("^Write to the caretaker and stay warm"))
    expect(page.locator(".guide-answers")).to_contain_text("An office, with all of you in it")
    page.evaluate("location.hash = 'problem'")
    page.locator(".guide-current [data-answer=water] a").click()
    page.locator(".guide-current [data-answer=stopped] a").click()
    at_step(page, "caretaker")
    expect(title).to_have_text("Write to the caretaker")
    expect(page).to_have_title(re.compile("^Write to the caretaker – "))
    expect(page.locator(".guide-current .guide-summary")).to_have_text("The caretaker brings a bucket.")
    expect(page.locator(".guide-answer dd").nth(4)).to_have_text("An office")


def test_without_scripts_a_text_is_what_is_always_true(open_own: Open) -> None:
    page = open_own("en-US/#caretaker", java_script_enabled=False)
    expect(page.get_by_role("heading", name="Write to the caretaker", exact=True)).to_be_visible()
    expect(page.get_by_text("stay warm")).to_have_count(0)


def test_an_outcome_shows_the_row_that_holds_and_its_promise(open_own: Open) -> None:
    page = open_own("en-US/?problem=other&symptoms=noise")
    ready(page)
    at_step(page, "front-desk")
    rows = page.locator(".guide-current .guide-table-rows li")
    expect(rows.filter(visible=True)).to_have_count(1)
    expect(rows.first).to_contain_text("€12.50")
    expect(page.locator(".guide-current .guide-response-time").filter(visible=True)).to_have_text(
        "Answers within: 2 hours"
    )
    expect(page.locator(".guide-due-result")).to_contain_text("Before")
    expect(page.locator(".guide-current .guide-condition").filter(visible=True)).to_have_count(0)
    assert not violations(page)
    page.goto(page.url.split("?")[0] + "?people=9-to-999&problem=heating")
    ready(page)
    expect(rows.filter(visible=True)).to_have_text(re.compile(r"The office\s+Answers within\s+24 hours"))
    page.get_by_text("What would change the outcome").click()
    expect(page.locator(".guide-why li", has_text="Something else")).to_contain_text(
        "Desks: The hall · €12.50"
    )


def test_without_scripts_each_row_says_when_it_holds(open_own: Open) -> None:
    page = open_own("en-US/#front-desk", java_script_enabled=False)
    rows = page.locator("#front-desk .guide-table-rows")
    expect(rows).to_contain_text("The first that applies counts.")
    expect(rows.locator("li").first).to_contain_text("Only for – Problem: Something else")
    expect(rows.locator("li").nth(1)).to_contain_text("Only for – People: 9")


def test_the_page_of_tables_is_a_list_of_rows_on_a_phone(open_own: Open) -> None:
    page = open_own("ar-SA/tables/", viewport={"width": 360, "height": 740})
    expect(page.get_by_role("heading", name="Desks")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    cell = page.locator("td[data-name=Fee]").first
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") == '"Fee"'
    expect(cell).to_contain_text("12.50")
    expect(page.locator("td[data-name=Fee]").last).to_be_hidden()
    assert not violations(page)


def test_the_site_has_no_word_of_the_guide_that_is_shipped(own: Path) -> None:
    assert not shipped_words(own / "site")
