"""A question with many answers: a list that is filtered by what is typed, and letters without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import served
from tests.conftest import build
from tests.support.axe import violations
from tests.support.guide_copies import copy_guide
from tests.support.guide_page import at_step

COUNTRIES = (
    "Åland", "Albania", "Belgium", "Brazil", "Côte d’Ivoire", "Canada", "Denmark", "Egypt", "France",
    "Germany", "Greece", "India", "Japan", "Kenya", "Netherlands", "Norway", "Österreich", "Peru", "Spain",
    "Sweden",
)  # fmt: skip
ANSWER = "      - {{id: country-{0}, label: {1}, also: 'word{0}, land', to: outside, source: F57}}\n"
DOUBT = '      - {id: doubt, label: I am not sure, unsure: true, to: outside, derived: "So."}\n'
LAST = "      - id: other\n        label: Something else"


@pytest.fixture(scope="session")
def many(shared: Path, cache_of_project: Callable[[Path], None]) -> Iterator[str]:
    """The address of a guide whose first question has thirty answers, one of them of doubt."""
    root = shared / "many answers"
    with FileLock(shared.with_suffix(".many-answers.lock")):
        if not (root / "site").exists():
            cache_of_project(copy_guide(root, ("en-US", "ar-SA")))
            path = root / "docs" / "guide" / "tree.yml"
            text = path.read_text(encoding="utf-8")
            assert LAST in text
            answers = "".join(ANSWER.format(i, name) for i, name in enumerate(COUNTRIES))
            path.write_text(text.replace(LAST, answers + DOUBT + LAST, 1), encoding="utf-8")
            build(root, root / "site", "--no-compress")
    with served(root / "site") as where:
        yield where


Open = Callable[..., Page]


@pytest.fixture
def open_guide(browser: Browser, many: str) -> Iterator[Open]:
    """Opens that guide in a language, in a context of its own."""
    contexts = []

    def open_page(locale: str = "en-US", **options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.goto(f"{many}{locale}/")
        return page

    yield open_page
    for context in contexts:
        context.close()


def options(page: Page) -> list[str]:
    """The labels of the answers in the list."""
    found: list[str] = page.locator(".guide-current [role=option]:visible").all_inner_texts()
    return found


def test_letters_filter_the_list_and_enter_goes_on(open_guide: Open) -> None:
    page = open_guide()
    filter = page.locator(".guide-current .guide-filter")
    assert len(options(page)) == 29, "all but the answer of doubt"
    filter.fill("OST")
    assert options(page) == ["Österreich"]
    expect(page.locator(".guide-current .guide-found")).to_have_text("1 answer")
    filter.fill("word7")
    assert options(page) == ["Egypt"], "by another word for it"
    filter.fill("xyz")
    expect(page.locator(".guide-current .guide-found")).to_have_text("No answer contains this text")
    expect(filter).to_have_attribute("aria-expanded", "false")
    filter.fill("denm")
    filter.press("Enter")
    at_step(page, "outside")
    assert "product=country-6" in page.url
    page.go_back()
    at_step(page, "product")
    expect(page.locator(".guide-current [role=option][aria-current]")).to_have_text("Denmark")
    expect(filter).to_have_value("")


def test_the_arrows_go_through_the_list_and_back_to_the_text(open_guide: Open) -> None:
    page = open_guide()
    filter = page.locator(".guide-current .guide-filter")
    filter.fill("n")
    assert options(page)[:2] == ["Netherlands", "Norway"]

    def active() -> str | None:
        text: str | None = page.evaluate(
            """() => {
                const { id } = document.querySelector(".guide-current [aria-selected=true]") ?? {};
                const input = document.querySelector(".guide-current .guide-filter");
                if ((input.getAttribute("aria-activedescendant") ?? undefined) !== id) return "another";
                return id ? document.getElementById(id).textContent : null;
            }"""
        )
        return text

    for key, reached in (
        ("ArrowDown", "Netherlands"), ("ArrowDown", "Norway"), ("ArrowUp", "Netherlands"), ("ArrowUp", None),
        ("ArrowUp", options(page)[-1]), ("ArrowDown", None), ("ArrowDown", "Netherlands"), ("Home", None),
        ("ArrowDown", "Netherlands"), ("End", None),
    ):  # fmt: skip
        filter.press(key)
        assert active() == reached, key
    filter.press("Escape")
    expect(filter).to_have_value("")
    expect(page.locator(".guide-current [role=listbox]")).to_be_hidden()
    filter.press("ArrowDown")
    expect(page.locator(".guide-current [role=listbox]")).to_be_visible()
    filter.press("ArrowDown")
    filter.press("Enter")
    page.wait_for_function("() => document.querySelector('.guide-current').dataset.question !== 'product'")


def test_a_click_goes_on_at_once_and_rows_are_large_enough_for_a_finger(open_guide: Open) -> None:
    page = open_guide("ar-SA", viewport={"width": 360, "height": 740}, has_touch=True)
    rows = page.locator(".guide-current [role=option]")
    heights = rows.evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 44
    box = page.locator(".guide-current [role=listbox]").bounding_box()
    assert box and box["height"] <= 10 * 44 + 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".guide-current [role=option]", has_text="Japan").tap()
    at_step(page, "outside")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_list(open_guide: Open, scheme: str) -> None:
    page = open_guide(color_scheme=scheme)
    page.locator(".guide-current .guide-filter").fill("e")
    page.keyboard.press("ArrowDown")
    assert violations(page) == []


def test_without_scripts_the_answers_are_links_under_their_initials(open_guide: Open) -> None:
    page = open_guide(java_script_enabled=False)
    assert page.locator(".guide-first .guide-letters li[data-answer]").count() == 29, "each once"
    expect(page.locator(".guide-first [data-answer=doubt] a")).to_be_visible()
    page.locator(".guide-first summary", has_text="D").first.click()
    expect(page.locator(".guide-first [data-answer=country-6] a")).to_be_visible()
    page.locator(".guide-first summary", has_text="N").click()
    expect(page.locator(".guide-first [data-answer=country-6] a")).to_be_hidden()
    page.locator(".guide-first [data-answer=country-14] a").click()
    assert page.url.endswith("#outside")
