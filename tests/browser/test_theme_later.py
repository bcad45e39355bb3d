"""The theme's own script comes after the page: what it serves works all the same, however early that is.

On the guide's own page it comes when it is needed: there the engine comes after the page.
"""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from site_builder.material_files import TEMPLATES, theme_styles
from tests.browser.conftest import NewPage, Visit
from tests.support.frames import FRAMES, SHIFTS
from tests.support.guide_page import at_step, hold

BUNDLE = "**/static/bundle.*.js"


class Held:
    """A page whose theme's script is on its way until it is let go."""

    def __init__(self, visit: Visit, address: str, size: tuple[int, int] = (1280, 900)) -> None:
        self.page = visit("about:blank", search=True, size={"width": size[0], "height": size[1]})
        self.let_it_come = hold(self.page, BUNDLE)
        self.page.goto(address)

    def let_go(self) -> Page:
        """Let the script come, which the guide's own page asks for at the header, and wait until it runs."""
        assert self.page.locator("html.no-js").count() == 1
        self.page.locator("header .md-logo").dispatch_event("pointerover")
        self.let_it_come()
        self.page.wait_for_selector("html.js")
        return self.page


def found(page: Page) -> None:
    expect(page.locator(".md-search-result__item").first).to_be_visible()


@pytest.mark.parametrize("path", ["en-US/faq/", "ar-SA/procedures/", "nl-NL/no/such/page"])
def test_it_comes_by_itself_after_the_page_is_there(visit: Visit, path: str) -> None:
    page = visit(path, expect=("404", "Not Found"))
    page.wait_for_selector("html.js")
    loaded, *others = page.evaluate(
        """() => [performance.getEntriesByType("navigation")[0].loadEventEnd,
            ...performance.getEntriesByType("resource")
                .filter((one) => /bundle|search/.test(one.name)).map((one) => one.startTime)]"""
    )
    assert others
    assert all(loaded <= one for one in others)
    expect(page.locator("[data-md-component=palette] label:visible")).to_have_count(1)


def test_on_the_guides_own_page_it_comes_when_it_is_needed(visit: Visit) -> None:
    """And until then the colors are those that the device prefers, and can be switched."""
    page = visit("en-US/", engine=True, scheme="dark", size={"width": 1280, "height": 300})
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    page.mouse.wheel(0, 100)
    page.evaluate(FRAMES)
    page.evaluate("() => new Promise((done) => requestIdleCallback(done))")
    assert page.locator("html.no-js").count() == 1
    page.locator("[data-md-component=palette] label:visible").dispatch_event("click")  # as assistive tools do
    page.wait_for_selector("body[data-md-color-scheme=default]")
    expect(page.locator("[data-md-component=palette] label:visible")).to_have_count(1)
    page.reload()
    page.wait_for_selector("body[data-md-color-scheme=default]")
    assert page.locator("html.no-js").count() == 1
    page.evaluate("scrollTo(0, innerHeight + 10)")
    page.wait_for_selector("html.js")


def test_all_of_it_is_at_work(visit: Visit) -> None:
    """Also what it does only once it has been told that the document is there."""
    page = visit("en-US/procedures/azure-request/")
    page.wait_for_function("() => document.querySelector('.md-sidebar--primary').style.top")
    page.mouse.wheel(0, 600)
    page.wait_for_function("() => document.querySelector('.md-nav__link--active[href^=\"#\"]')")
    page.mouse.wheel(0, -200)
    expect(page.locator(".md-top")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator(".md-header--shadow")).to_have_count(1)


@pytest.mark.parametrize("width", [360, 700, 1024, 1280])
def test_before_and_after_it_nothing_lies_over_the_question(visit: Visit, address: str, width: int) -> None:
    held = Held(visit, f"{address}en-US/", (width, 900))
    held.page.locator(".guide-current .guide-choice").first.click()
    expect(held.page.locator("[data-question=kind].guide-current")).to_be_visible()
    page = held.let_go()
    page.locator(".guide-current .guide-choice").first.click()
    at_step(page, "progress")


def test_words_typed_into_the_search_before_it_are_looked_for(visit: Visit, address: str) -> None:
    held = Held(visit, f"{address}en-US/faq/")
    held.page.locator(".md-search__input").click()
    held.page.keyboard.type("telephone")
    page = held.let_go()
    found(page)
    assert page.evaluate("document.activeElement.value") == "telephone"
    page.keyboard.press("Escape")
    expect(page.locator(".md-search-result__item").first).to_be_hidden()


def test_the_shortcut_of_the_search_pressed_before_it_opens_it(visit: Visit, address: str) -> None:
    held = Held(visit, f"{address}en-US/")
    held.page.keyboard.press("/")
    page = held.let_go()
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type("telephone")
    found(page)


def test_a_letter_in_a_field_is_no_shortcut(visit: Visit, address: str) -> None:
    held = Held(visit, f"{address}en-US/faq/")
    held.page.locator(".md-search__input").focus()
    held.page.keyboard.type("fs/")
    page = held.let_go()
    expect(page.locator(".md-search__input")).to_have_value("fs/")


def test_on_a_phone_the_search_and_the_drawer_open_before_it(visit: Visit, address: str) -> None:
    held = Held(visit, f"{address}en-US/faq/", (360, 740))
    held.page.locator("label[for=__search].md-header__button").click()
    expect(held.page.locator(".md-search__input")).to_be_visible()
    page = held.let_go()
    page.locator(".md-search__input").click()
    page.keyboard.type("telephone")
    found(page)
    held = Held(visit, f"{address}en-US/faq/", (360, 740))
    held.page.locator("label[for=__drawer].md-header__button").click()
    expect(held.page.locator(".md-nav--primary")).to_be_in_viewport()
    page = held.let_go()
    expect(page.locator(".md-nav--primary")).to_be_in_viewport()
    page.keyboard.press("Escape")


def test_going_for_the_header_brings_it_at_once(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.clock.install()
    page.add_init_script("window.requestIdleCallback = () => {};")
    page.goto(f"{address}en-US/faq/")
    page.clock.run_for(10_000)
    assert page.locator("html.no-js").count() == 1
    page.locator("header .md-logo").hover()
    page.wait_for_selector("html.js")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colors_are_right_before_it(visit: Visit, address: str, scheme: Literal["light", "dark"]) -> None:
    """Those that the reader chose, and what the device prefers where the reader chose nothing."""
    page = visit("en-US/", scheme="light" if scheme == "dark" else "dark")
    page.locator("[data-md-component=palette] label:visible").click()
    name = {"light": "default", "dark": "slate"}[scheme]
    page.wait_for_selector(f"body[data-md-color-scheme={name}]")
    page.route(BUNDLE, lambda route: None)  # it never comes
    page.goto(f"{address}en-US/faq/", wait_until="commit")
    page.wait_for_selector(f"body[data-md-color-scheme={name}]")
    assert page.locator("html.no-js").count() == 1


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("en-US/", (1280, 900)),
        ("ar-SA/", (360, 740)),
        ("en-US/faq/", (1280, 900)),
        ("en-US/faq/", (360, 740)),
    ],
)
def test_nothing_moves_when_it_comes(visit: Visit, address: str, path: str, size: tuple[int, int]) -> None:
    held = Held(visit, address + path, size)
    held.page.evaluate(FRAMES)
    before = held.page.evaluate(SHIFTS)
    meta = "document.querySelector('.md-search-result__meta').textContent"
    waiting = held.page.evaluate(meta)
    page = held.let_go()
    page.wait_for_function(
        f"waiting => {meta} !== waiting", arg=waiting
    )  # the last that it sets up: the search
    page.evaluate(FRAMES)
    assert page.evaluate(SHIFTS) - before <= 0.01


@pytest.mark.parametrize("path", ["en-US/#azure", "ar-SA/procedures/azure-request/", "en-US/map/"])
def test_the_rules_that_its_style_sheet_has_lost_are_none_of_the_page(visit: Visit, path: str) -> None:
    """Not even once its script and ours have added what they add."""
    outcome = path.endswith("#azure")
    page = visit(path, engine=outcome, search=not outcome)
    page.locator(".md-search__input").click()
    page.wait_for_selector("html.js")
    if not outcome:
        page.keyboard.type("azure")
        found(page)
    (lost, met) = page.evaluate(LOST, (TEMPLATES / theme_styles()[0]).read_text(encoding="utf-8"))
    assert lost > 400
    assert met == []


LOST = """(whole) => {
    const one = (text) => text.split(/,(?![^(]*\\))/);
    const ofRule = (rule) => (rule.cssRules?.length ? selectors(rule) : one(rule.selectorText ?? ""));
    const selectors = (sheet) => [...sheet.cssRules].flatMap(ofRule);
    const anyState = (selector) => selector.trim()
        .replace(/::[a-z-]+(\\([^()]*\\))?/g, "")
        .replace(/:(?!not|is|where)[a-z-]+(\\([^()]*\\))?/g, ":is(*)");
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(whole);
    const kept = new Set([...document.styleSheets].flatMap(selectors).map(anyState));
    const lost = [...new Set(selectors(sheet).map(anyState))].filter((one) => one && !kept.has(one));
    return [lost.length, lost.filter((one) => document.querySelector(one))];
}"""


def test_without_scripts_there_is_no_search_to_be_disappointed_by(new_page: NewPage) -> None:
    page = new_page("en-US/faq/", java_script_enabled=False)
    expect(page.locator(".md-search__input")).to_be_hidden()
