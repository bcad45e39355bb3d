"""The example of an IT help desk in the browser: each kind of question, with scripts and without."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import served
from tests.browser.intranet import EMBEDDERS, guide_in, intranet
from tests.conftest import build
from tests.support.axe import violations
from tests.support.clocks import BEFORE_HOLIDAYS
from tests.support.guide_copies import ROOT
from tests.support.guide_page import answer, at_step, ready
from tests.support.outcome_card import card
from tests.support.shipped_words import shipped_words

Open = Callable[..., Page]
DESK = ROOT / "examples" / "it-helpdesk" / "docs"
PHONE = {"width": 360, "height": 740}
MENU = """() => {
    const [menu, ways] = [".guide-top .guide-menu", ".guide-ways"].map((one) => document.querySelector(one));
    const { width, top } = menu.getBoundingClientRect();
    menu.style.cssText = "position: absolute; max-inline-size: none";
    return [menu.getBoundingClientRect().width - width, Math.abs(top - ways.getBoundingClientRect().top)];
}"""
"""How much of a setting's menu is cut, and how far it is from the top of the links before it."""


@pytest.fixture(scope="module")
def desk(shared: Path, cache_of_project: Callable[[Path], None]) -> Path:
    """The example with its site, which is another one than the shared sites: built once."""
    root = shared / "it-helpdesk"
    with FileLock(shared.with_suffix(".it-helpdesk.lock")):
        if not (root / "site").exists():
            shutil.copytree(DESK, root / "docs")
            build(root, root / "site", "--no-compress")
    return root / "site"


@pytest.fixture
def open_desk(browser: Browser, desk: Path) -> Iterator[Open]:
    """Opens it in a context of its own, at a clock before holidays."""
    with served(desk, EMBEDDERS) as where:
        contexts = []

        def open_page(path: str, **options: Any) -> Page:
            contexts.append(browser.new_context(timezone_id="Europe/Amsterdam", **options))
            page = contexts[-1].new_page()
            if options.get("java_script_enabled", True):
                page.add_init_script(BEFORE_HOLIDAYS)
            page.goto(path if path.startswith("http") else f"{where}{path}")
            return page

        open_page.where = where  # type: ignore[attr-defined]
        yield open_page
        for context in contexts:
            context.close()


def test_several_signs_decide_the_row_of_a_table_and_stand_in_the_ticket(open_desk: Open) -> None:
    page = open_desk("en-US/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ready(page)
    answer(page, "computer", "university", "no")
    page.get_by_role("checkbox", name="Something spilt on it").check()
    page.get_by_role("checkbox", name="A dark or broken screen").check()
    page.get_by_role("button", name="Continue").click()
    at_step(page, "bought")
    for part, number in (("Day", "25"), ("Month", "12"), ("Year", "2022")):  # four years tomorrow
        page.get_by_label(part, exact=True).fill(number)
    page.keyboard.press("Enter")
    at_step(page, "repair")
    card(page)
    expect(page.locator("#repair .guide-due-result")).to_contain_text("Monday")
    assert page.locator("#repair .guide-cells dd:visible").all_inner_texts() == [
        "€150",
        "10 business days",
        "The group that has the computer",
    ]
    said = re.compile("Signs: Something spilt on it and a dark or broken screen", re.IGNORECASE)
    expect(page.locator("#guide-ticket-body")).to_have_value(said)
    assert not violations(page)
    assert not [url for url in asked if "secondary.wasm" in url], "the engine has all that it calls"


def test_typed_numbers_and_amounts_and_a_country_lead_on(open_desk: Open) -> None:
    page = open_desk("nl-NL/")
    ready(page)
    answer(page, "network", "no")
    page.locator("#people-entry").fill("25")
    page.keyboard.press("Enter")
    at_step(page, "call-now")
    expect(card(page).locator("#call-now .guide-portal a")).to_have_attribute("href", "tel:+31-20-555-0100")
    page.goto(f"{open_desk.where}nl-NL/?topic=software&role=employee")  # type: ignore[attr-defined]
    ready(page)
    page.locator("#price-entry").fill("4.999,99")
    page.keyboard.press("Enter")
    at_step(page, "budget-holder")
    page.goto(f"{open_desk.where}nl-NL/?topic=travel")  # type: ignore[attr-defined]
    ready(page)
    page.locator(".guide-current [role=combobox]").fill("duits")
    page.get_by_role("option", name="Duitsland").click()
    at_step(page, "travel-freely")


def test_without_scripts_each_kind_of_question_has_links(open_desk: Open) -> None:
    page = open_desk("en-US/", java_script_enabled=False, viewport=PHONE)
    for name in ("A computer", "The university's", "No"):
        page.locator(".guide-step:visible").get_by_role("link", name=name, exact=True).click()
    page.locator(".guide-step:visible").get_by_role("link", name="Without").first.click()
    page.locator(".guide-step:visible").get_by_role("link", name="less than 4 years").first.click()
    expect(page.get_by_role("heading", name="Hand it in for repair")).to_be_visible()


def test_without_the_engine_too_the_first_row_that_applies_is_the_only_one(open_desk: Open) -> None:
    page = open_desk("en-US/404.html")
    page.route("**/*.wasm", lambda route: route.abort())
    given = "topic=computer&owner=university&lesson=no&signs=dropped&bought=since-under-4-years"
    page.goto(f"{open_desk.where}en-US/?{given}")  # type: ignore[attr-defined]
    page.wait_for_selector("html[data-engine=failed]")
    expect(page.locator("#repair .guide-cells:visible")).to_contain_text(["€150"])


def test_it_is_embedded_and_printed(open_desk: Open) -> None:
    where = open_desk.where  # type: ignore[attr-defined]
    with intranet() as host:
        script = f'<script type="module" src="{where}embed.js"></script>'
        page = open_desk(host.page(f'{script}<decision-tree lang="nl-NL"></decision-tree>'))
        guide = guide_in(page)
        guide.wait_for_selector("html[data-engine=ready]")
        answer(guide, "message", "money")
        guide.wait_for_selector("#security-now .guide-due-result")
        assert not violations(guide)
    page = open_desk(
        "en-US/?topic=computer&owner=university&lesson=no&signs=dropped&bought=since-under-4-years"
    )
    card(page)
    reader = PdfReader(BytesIO(page.pdf(format="A4")))
    text = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert len(reader.pages) == 1
    assert "Hand it in for repair" in text and "€150" in text and "Signs" in text


def test_axe_finds_nothing_on_its_own_kinds_of_page(open_desk: Open) -> None:
    page = open_desk("en-US/", viewport=PHONE, color_scheme="dark")
    for path in ("nl-NL/tables/", "en-US/about-us/"):  # kinds of page that the shipped guide lacks
        page.goto(f"{open_desk.where}{path}")  # type: ignore[attr-defined]
        assert not violations(page), path


def test_the_page_of_tables_names_what_a_row_asks_and_which_is_for_other_cases(open_desk: Open) -> None:
    page = open_desk("en-US/tables/", java_script_enabled=False)
    asked = page.locator(".guide-rows td:first-child")
    expect(asked).to_have_text(["Something spilt on it or A fall", "A dark or broken screen", "Other cases"])


@pytest.mark.parametrize("locale", ["en-US", "nl-NL"])
def test_on_a_phone_a_settings_menu_stands_whole_beside_the_ways(open_desk: Open, locale: str) -> None:
    page = open_desk(f"{locale}/?topic=travel", viewport=PHONE)
    page.wait_for_selector(".guide-ways:not([hidden])")
    cut, below = page.evaluate(MENU)
    assert cut < 1 and below < 10


def test_it_has_no_word_of_the_guide_that_is_shipped(desk: Path) -> None:
    assert not shipped_words(desk)
    assert {path.name for path in desk.iterdir() if (path / "index.html").exists()} == {"en-US", "nl-NL"}
