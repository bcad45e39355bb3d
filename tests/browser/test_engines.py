"""The same guide in Firefox and in WebKit: walk, keyboard, outcomes, and the ways without the engine.

Chromium has the thorough tests. Here is what differs between engines: WebAssembly in a worker, the keyboard,
the focus, the history, `:target`, the clipboard, the policy, right to left. Where WebAssembly is missing, see
`embed/test_other_engines`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

import pytest
from selenium.webdriver.common.keys import Keys

from site_builder.site.checking import Checked
from tests.browser.conftest import served
from tests.support.answers import CRITICAL, QUERY
from tests.support.driven_page import (
    answer,
    at_step,
    click,
    engine,
    find,
    ready,
    text_of,
    until,
    visible,
    visible_texts,
)
from tests.support.engines import WATCH, ZONE, Firefox, WebKit, webkit

Driver = Firefox | WebKit

CARD_IS_THERE = """
    const last = (name) => performance.getEntriesByName(name).at(-1)?.startTime;
    return last("guide:card") > last("guide:step");
"""
"""Whether the whole card has come since the step was shown: what comes later would move what is clicked."""
COPIED = ".guide > [role=status].guide-visually-hidden"


@pytest.fixture
def driver(other_engine: Driver) -> Iterator[Driver]:
    """The browser, which must not have complained of anything by the end of the test."""
    other_engine.complaints()
    yield other_engine
    assert other_engine.complaints() == []


def at_home(driver: Driver, address: str, query: str) -> None:
    """The English page with some answers, the engine ready: opened by its address, or in place as by Back."""
    if urlsplit(driver.current_url)._replace(query="", fragment="").geturl() != f"{address}en-US/":
        driver.get(f"{address}en-US/?{query}")
        ready(driver)
        return
    driver.execute_script(
        "history.pushState(null, '', arguments[0]); dispatchEvent(new PopStateEvent('popstate'))",
        f"/en-US/?{query}",
    )


def card(driver: Driver) -> None:
    """Wait for all that the engine puts into the outcome that is shown, and open what is folded."""
    until(driver, lambda: driver.execute_script(CARD_IS_THERE))
    folds = "document.querySelectorAll('.guide-current .guide-fold, .guide-answers')"
    driver.execute_script(f"for (const fold of {folds}) fold.open = true")


def watched(site: Path, folder: Path, pages: Sequence[str]) -> Path:
    """A copy of the site of which some pages first of all watch what is complained of."""
    shutil.copytree(site, folder, copy_function=os.link)
    (folder / "first.js").write_text(WATCH, encoding="utf-8")
    for page in pages:
        path = folder / page / "index.html"
        text = path.read_text(encoding="utf-8")
        path.unlink()  # a link: what is written to it would be in the site
        text, count = re.subn(r"<head>", r'<head><script src="/first.js"></script>', text, count=1)
        assert count == 1, f"{page} has no head"
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_walk_ends_with_the_portal_and_the_due_moment_and_back_works(driver: Driver, address: str) -> None:
    driver.get(f"{address}nl-NL/")
    ready(driver)
    before = datetime.now(ZoneInfo(ZONE))
    answer(driver, *CRITICAL.values())
    at_step(driver, "azure")
    assert urlsplit(driver.current_url).query == QUERY
    assert urlsplit(driver.current_url).fragment == "azure"
    portal = str(find(driver, ".guide-current .guide-portal a").get_attribute("href"))
    assert urlsplit(portal).hostname == "partner.microsoft.com"
    (response_time,) = visible_texts(driver, ".guide-current .guide-response-time")
    assert "2 uur" in response_time
    card(driver)
    due = text_of(driver, ".guide-current .guide-due-result")
    after = datetime.now(ZoneInfo(ZONE))
    expected = {f"{moment + timedelta(hours=2):%H:%M}" for moment in (before, after)}
    times = {time.zfill(5) for time in re.findall(r"\d+:\d\d", due)}  # 7:02 in WebKit, 07:02 elsewhere
    assert times & expected, f"{due!r} has none of {expected}"

    hosts = "return performance.getEntriesByType('resource').map((one) => new URL(one.name).origin)"
    assert {f"{origin}/" for origin in driver.execute_script(hosts)} == {address}

    driver.back()
    at_step(driver, "azure-access")
    assert find(driver, ".guide-current [data-answer=yes] [aria-current]")
    driver.back()
    at_step(driver, "azure-role")
    driver.forward()
    at_step(driver, "azure-access")
    driver.refresh()
    at_step(driver, "azure-access")
    ready(driver)
    assert urlsplit(driver.current_url).query == QUERY, "the answers that still count are kept"
    answer(driver, "yes")
    at_step(driver, "azure")


def test_an_outcome_of_each_kind_is_reached_as_the_certificate_says(
    driver: Driver, address: str, site: Path, checked: Checked
) -> None:
    """Chromium's engine is asked for all of them, by test_engine."""
    certificate = json.loads((site / "certificate.json").read_text(encoding="utf-8"))
    witnesses = {one["outcome"]: one["answers"] for one in certificate["witnesses"]}
    for outcome in {one.kind: one.id for one in checked.tree.outcomes}.values():
        at_home(driver, address, urlencode(sorted(witnesses[outcome].items())))
        at_step(driver, outcome)
        assert engine(driver) == "ready"


def test_a_walk_with_the_keyboard_alone(driver: Driver, address: str) -> None:
    at_home(driver, address, "")
    at_step(driver, "product")
    driver.execute_script(
        "document.querySelector('.guide-current .guide-title').focus()"
    )  # as on every later step
    for question, value in CRITICAL.items():
        at_step(driver, question)
        values = driver.execute_script(
            "return [...document.querySelectorAll('.guide-current li')].map((one) => one.dataset.answer)"
        )
        # each step has the focus itself, and Tab leads from it to its answers
        title = str(find(driver, ".guide-current .guide-title").get_attribute("id"))
        until(driver, partial(is_focused, driver, title))
        for _ in range(values.index(value) + 1):
            driver.switch_to.active_element.send_keys(Keys.TAB)
        driver.switch_to.active_element.send_keys(Keys.ENTER)
    at_step(driver, "azure")
    until(driver, partial(is_focused, driver, "azure-title"))


def is_focused(driver: Driver, id: str) -> bool:
    """Whether the element of that id has the focus."""
    return bool(driver.execute_script("return document.activeElement.id === arguments[0]", id))


@pytest.mark.parametrize("way", ["clipboard", "no permission", "nothing allowed"])
def test_copying_works_however_little_is_allowed(driver: Driver, address: str, way: str) -> None:
    at_home(driver, address, "")
    at_step(driver, "product")  # so that the outcome seen next is not still that of the test before
    at_home(driver, address, QUERY)
    at_step(driver, "azure")
    card(driver)
    with forbidden(driver, way):
        text = until(driver, lambda: find(driver, "#guide-ticket-body").get_attribute("value"))
        click(driver, ".guide-current .guide-ticket .md-button--primary")
        said = "press Ctrl+C" if way == "nothing allowed" else "Copied"
        until(driver, lambda: said in str(find(driver, COPIED).get_attribute("textContent")))
        if way == "nothing allowed":
            area = find(driver, ".guide-copy-area--shown")
            assert area.is_displayed()
            chosen = "return arguments[0].value.slice(arguments[0].selectionStart, arguments[0].selectionEnd)"
            assert driver.execute_script(chosen, area) == text
            driver.execute_script("arguments[0].blur()", area)
            return
        assert pasted(driver) == text


@contextmanager
def forbidden(driver: Driver, way: str) -> Iterator[None]:
    """Take ways of copying from the page, and give them back."""
    if way != "clipboard":
        driver.execute_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    if way == "nothing allowed":
        driver.execute_script("document.execCommand = () => false")
    yield
    driver.execute_script("delete navigator.clipboard.writeText; delete document.execCommand")


def pasted(driver: Driver) -> str:
    """What is on the clipboard, as the reader gets it out of it."""
    area = driver.execute_script(
        "const area = document.createElement('textarea');"
        "document.querySelector('main').prepend(area);"
        "return area"
    )
    area.send_keys(Keys.CONTROL, "v")
    text = until(driver, lambda: str(area.get_property("value")))
    driver.execute_script("arguments[0].remove()", area)
    return text


def test_from_right_to_left(driver: Driver, address: str) -> None:
    driver.get(f"{address}ar-SA/?{QUERY}#azure")
    at_step(driver, "azure")
    wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not driver.execute_script(wide)
    direction = "return getComputedStyle(document.querySelector('.guide-current .guide-title')).direction"
    assert driver.execute_script(direction) == "rtl"


def test_nothing_that_a_page_needs_is_refused_by_its_policy(
    driver: Driver, site: Path, tmp_path: Path
) -> None:
    pages = ("en-US/", "en-US/faq/")
    meta = "return document.querySelector('.md-search-result__meta').textContent"
    touch = "document.querySelector('.md-header').dispatchEvent(new Event('pointerover'))"
    with served(watched(site, tmp_path / "site", pages)) as address:
        for page in pages:
            driver.get(f"{address}{page}")
            assert driver.execute_script("return document.scripts[0].src").endswith("/first.js")
            if page == "en-US/":
                ready(driver)
            driver.execute_script(touch)  # brings the theme's script
            until(driver, lambda: "Type to start" in driver.execute_script(meta))  # its worker is there
            assert driver.complaints() == [], page
        driver.get("about:blank")


def test_without_scripts_the_outcome_is_reached_by_links(other_engine: Driver, address: str) -> None:
    with without_scripts(other_engine) as driver:
        driver.get(f"{address}nl-NL/")
        step = ".guide-first"
        for value in CRITICAL.values():
            click(driver, f"{step} li[data-answer='{value}'] a")
            step = f"#{urlsplit(driver.current_url).fragment}"
        assert step == "#azure"
        (only,) = visible(driver, ".guide-step")
        assert only.get_attribute("id") == "azure"
        assert visible(driver, "#azure .guide-portal a")


@contextmanager
def without_scripts(session: Driver) -> Iterator[Driver]:
    """A browser whose pages run no script: WebKit is told so when it starts."""
    if isinstance(session, Firefox):
        with session.without_scripts():
            yield session
    else:
        with webkit(scripts=False) as driver:
            yield driver
