"""The guide in one file, opened from a disk with the network off: all of it is there; it asks for nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from site_builder.site.checking import Checked
from tests.browser.conftest import Visit
from tests.support.axe import contrast_violations, violations
from tests.support.tabs import PATIENCE

Open = Callable[..., Page]


@pytest.fixture
def open_file(browser: Browser, site: Path, tmp_path: Path) -> Iterator[Open]:
    """Opens a copy of a locale's file that lies alone in a folder; at the end nothing else was asked for."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    complaints: list[str] = []

    def open_copy(locale: str, anchor: str = "", **options: object) -> Page:
        copy = tmp_path / f"guide-{locale}.html"
        copy.write_bytes((site / copy.name).read_bytes())
        context = browser.new_context(offline=True, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(copy.as_uri() + (f"#{anchor}" if anchor else ""))
        return page

    yield open_copy
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(tmp_path.as_uri())] == []
    assert len(asked) == len(contexts), asked
    assert complaints == []


def shown(page: Page) -> list[str]:
    """The ids of the steps that are seen."""
    ids: list[str] = page.evaluate(
        """[...document.querySelectorAll(".guide-step")]
        .filter((one) => one.checkVisibility()).map(({ id }) => id)"""
    )
    return ids


def test_from_the_first_question_links_lead_to_every_outcome(open_file: Open, checked: Checked) -> None:
    page = open_file("en-US")
    (first,) = shown(page)
    assert first == checked.tree.first
    reached, open_steps = {first}, [first]
    while open_steps:
        step = open_steps.pop()
        page.evaluate("(id) => { location.hash = id; }", step)
        links = page.locator(f'[id="{step}"] .guide-choice')
        for href in links.evaluate_all("(all) => all.map((one) => one.getAttribute('href'))"):
            target = href.removeprefix("#")
            if target in reached:
                continue
            page.evaluate("(id) => { location.hash = id; }", step)
            page.locator(f'[id="{step}"] .guide-choice[href="{href}"]').first.click()
            expect(page.locator(f'[id="{target}"]')).to_be_visible()
            assert shown(page) == [target]
            reached.add(target)
            open_steps.append(target)
    assert {outcome.id for outcome in checked.tree.outcomes} <= reached


def test_every_link_inside_leads_to_a_part_that_is_then_seen(open_file: Open) -> None:
    page = open_file("nl-NL")
    assert (
        page.evaluate("""() => [...document.querySelectorAll("a[href]")]
        .map((one) => one.getAttribute("href"))
        .filter((href) => href.startsWith("#") ? !document.getElementById(href.slice(1))
            : !/^(https|mailto|tel):/.test(href))""")
        == []
    )
    foot = page.locator(".guide-single-foot nav a")
    for number in range(foot.count() - 1):
        foot.nth(number).click()
        (target,) = shown(page)
        assert page.url.endswith(f"#{target}")
    foot.last.click()
    assert len(shown(page)) == page.locator(".guide-step").count(), "to search and to print"


def test_a_page_offers_it_and_the_browser_keeps_it(visit: Visit, site: Path) -> None:
    """Also where its address is opened: below the header's policy it would have no styles."""
    page = visit("nl-NL/faq/")
    with page.expect_download() as kept:
        page.locator(".guide-footer a[download]").click()
    assert kept.value.suggested_filename == "guide-nl-NL.html"
    assert kept.value.path().read_bytes() == (site / "guide-nl-NL.html").read_bytes()
    address = page.url.replace("nl-NL/faq/", "guide-nl-NL.html")
    with page.expect_download() as kept:
        page.evaluate("(url) => { location.href = url; }", address)
    assert kept.value.suggested_filename == "guide-nl-NL.html"


def test_the_file_is_read_from_right_to_left_too_and_in_the_dark(open_file: Open) -> None:
    page = open_file("ar-SA", color_scheme="dark", viewport={"width": 360, "height": 740})
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", ground)[:3])) < 80
    assert contrast_violations(page) == []
    page.locator(".guide-single-foot nav a").nth(-2).click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert contrast_violations(page) == []


def test_axe_finds_nothing(open_file: Open, checked: Checked) -> None:
    page = open_file("en-US")
    assert violations(page) == []
    for id in (checked.tree.outcomes[0].id, "due-times/", "procedures/"):
        page.evaluate("(id) => { location.hash = id; }", id)
        assert shown(page) == [id]
        assert violations(page) == []
