"""The frame of the snippet without a script: its height follows the content, within bounds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Frame, Page, expect

from site_builder.pages.html import snippets
from tests.browser.intranet import Intranet, OpenHost, guide_in
from tests.support.answers import CRITICAL
from tests.support.frames import FRAMES
from tests.support.guide_page import answer, start_again

MOST = 20_000
FITS = """() => {
    const content = Math.max(document.body.getBoundingClientRect().height, 700);
    return content * 0.95 < innerHeight && innerHeight < content * 1.2;
}"""
"""Nearly: the browser answers media queries for the width that the frame had at first."""
EXACT = "() => innerHeight === Math.round(document.body.getBoundingClientRect().height)"

HIGHER_THAN = "height => document.querySelector('iframe').clientHeight > height"


@pytest.fixture
def framed(open_host: OpenHost, host: Intranet, address: str) -> tuple[Page, Frame]:
    """A page with the snippet between other things of its own."""
    snippet = snippets(address, "en-US", "Guide")["frame"]
    above, below = ('<div style="height: 400px">News</div>', '<div style="height: 2000px">More</div>')
    page = open_host(host.page(f"{above}{snippet}{below}"), size={"width": 1000, "height": 800})
    if not page.evaluate("CSS.supports('frame-sizing', 'content-height')"):
        pytest.skip("this browser has no frame-sizing")
    return page, guide_in(page)


def height(page: Page) -> float:
    return float(page.evaluate("document.querySelector('iframe').clientHeight"))


def test_a_frame_by_hand_is_as_high_as_its_content_at_every_step_and_width(
    framed: tuple[Page, Frame],
) -> None:
    page, guide = framed
    guide.wait_for_function(EXACT)
    answer(guide, *CRITICAL.values())
    guide.evaluate("for (const fold of document.querySelectorAll('.guide-current details')) fold.open = true")
    page.wait_for_function(HIGHER_THAN, arg=1200)
    guide.wait_for_function(EXACT)
    wide = height(page)
    page.set_viewport_size({"width": 400, "height": 800})
    page.wait_for_function(HIGHER_THAN, arg=wide)
    guide.wait_for_function(FITS)
    assert guide.evaluate("document.documentElement.scrollWidth <= innerWidth")
    start_again(guide)
    guide.wait_for_function(FITS)
    assert height(page) < wide


def test_it_cannot_grow_without_end(framed: tuple[Page, Frame]) -> None:
    """As if the guide's page were somebody else's."""
    page, guide = framed
    guide.evaluate("document.body.style.height = '1000000px'")
    page.wait_for_function(f"() => document.querySelector('iframe').clientHeight === {MOST}")
    guide.evaluate("document.body.style.height = ''")
    page.wait_for_function("() => document.querySelector('iframe').clientHeight < 1000")


def test_its_host_is_scrolled_only_to_bring_the_next_step_into_view(framed: tuple[Page, Frame]) -> None:
    page, guide = framed
    guide.wait_for_function(FITS)
    page.evaluate("scrollTo(0, 380)")
    answer(guide, "azure")
    guide.wait_for_function(FITS)
    page.evaluate(FRAMES)
    assert page.evaluate("scrollY") == 380  # the step's top is in sight
    page.evaluate("scrollTo(0, 800)")
    guide.evaluate("document.querySelector('.guide-current .guide-choice').click()")
    page.wait_for_function("() => scrollY < 600")
    expect(guide.locator(".guide-current .guide-title")).to_be_in_viewport()


def test_in_a_closed_tab_it_does_not_keep_the_height_of_a_width_that_nobody_saw(
    open_host: OpenHost, host: Intranet, address: str
) -> None:
    for hidden in ("display: none", "width: 0; overflow: hidden"):
        body = f'<div id="tab" style="{hidden}">{snippets(address, "en-US", "Guide")["frame"]}</div>'
        page = open_host(host.page(body), size={"width": 1000, "height": 800})
        page.evaluate("tab.style = ''")
        guide_in(page).wait_for_function(FITS)
