"""The height of the embedded guide, and who scrolls."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from site_builder.pages.html import snippets
from tests.browser.embed.conftest import ANSWERED, Element
from tests.browser.intranet import Intranet, OpenHost, guide_in
from tests.support.frames import FRAMES, SHIFTS
from tests.support.guide_page import answer


def height(page: object, selector: str = "decision-tree") -> float:
    return float(page.locator(selector).first.bounding_box()["height"])  # type: ignore[attr-defined]


def test_the_frame_is_as_high_as_its_content_and_has_no_scroll_bar(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    page = open_host(host.page(f"<p>Above</p>{element(ANSWERED)}<p>Below</p>"), engine=True)
    guide = guide_in(page)
    guide.wait_for_selector("html[data-engine=ready] .guide-receipt-id", state="attached")
    guide.evaluate("for (const fold of document.querySelectorAll('.guide-current details')) fold.open = true")
    body = "Math.ceil(document.body.getBoundingClientRect().height)"
    page.wait_for_function("() => document.querySelector('decision-tree').clientHeight > 2000")
    guide.wait_for_function(f"() => innerHeight === {body}")
    assert guide.evaluate("getComputedStyle(document.documentElement).overflowY") == "hidden"
    before = height(page)
    page.set_viewport_size({"width": 400, "height": 800})
    guide.wait_for_function(f"() => innerWidth <= 400 && innerHeight === {body}")
    assert height(page) > before
    assert guide.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_height_does_not_tell_how_much_is_typed(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    page = open_host(host.page(element(ANSWERED)), engine=True)
    guide = guide_in(page)
    guide.wait_for_selector("html[data-engine=ready] .guide-receipt-id", state="attached")
    guide.locator(".guide-current .guide-fields > summary").click()
    ticket, lines = (
        guide.locator("#guide-ticket-body"),
        guide.locator(".guide-current textarea:not([readonly])"),
    )
    heights = set()
    for text in ("Zebra", "Zebra\n" * 40 + "Quagga", "Zebra " * 200 + "Quagga"):
        for entry in lines.all():
            entry.fill(text)
            entry.blur()
        expect(ticket).to_have_value(re.compile(text.split()[-1]))
        page.evaluate(FRAMES)
        heights.add(height(page))
    assert lines.count() and len(heights) == 1


WIDTHS = {"en-US": (1280, 360), "de-DE": (480, 360), "ja-JP": (360,), "ar-SA": (360,)}
"""At which widths of the host's page it is looked at: with the engine, and see LAID_OUT."""


@pytest.mark.parametrize("locale", WIDTHS)
def test_nothing_of_the_host_moves_before_the_reader_has_touched_the_guide(
    open_host: OpenHost, host: Intranet, address: str, locale: str
) -> None:
    snippet = snippets(address, locale, "Guide")["element"]
    body = f"<h1>News</h1>{snippet}<p>Below</p>" + "<p>More</p>" * 30
    for width in WIDTHS[locale]:
        size = {"width": width, "height": 1200 if width > 1000 else 740}
        engine = (locale, width) == ("en-US", 360)
        page = open_host(host.page(body), engine=engine, size=size)
        guide = guide_in(page)
        if engine:
            guide.wait_for_selector("html[data-engine=ready]")
        page.wait_for_function("() => heard.some(([type]) => type === 'step')")
        page.evaluate(FRAMES)
        assert page.evaluate(SHIFTS) <= 0.02, width


def test_the_host_is_scrolled_only_to_bring_the_next_step_into_view(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    body = f'<div style="height: 500px"></div>{element("")}<div style="height: 3000px"></div>'
    page = open_host(host.page(body), size={"width": 1280, "height": 700})
    guide = guide_in(page)
    assert page.evaluate("scrollY") == 0
    page.evaluate("scrollTo(0, 300)")
    guide.evaluate("document.querySelector('.guide-current .guide-choice').click()")
    guide.wait_for_selector("[data-question=kind].guide-current")
    page.wait_for_function("() => heard.at(-1)?.[1].at === 'kind'")
    page.evaluate(FRAMES)
    assert page.evaluate("scrollY") == 300  # the step's top is in sight
    page.evaluate("scrollTo(0, 900)")
    guide.evaluate("document.querySelector('.guide-current .guide-choice').click()")
    page.wait_for_function("() => Math.abs(scrollY - 508) < 2")  # it was above: now it is just in sight
    assert guide.evaluate("document.activeElement.matches('.guide-current .guide-title')")


def test_in_a_scrolled_and_transformed_container_it_fits_and_leads_on(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    box = "height: 600px; width: 700px; overflow: auto; transform: rotate(0.5deg) scale(0.9)"
    body = f'<div id="box" style="{box}"><div style="height: 400px"></div>{element("")}</div>'
    page = open_host(host.page(body))
    guide = guide_in(page)
    page.evaluate("box.scrollTo(0, 800)")
    guide.evaluate("document.querySelector('.guide-current .guide-choice').click()")
    page.wait_for_function("() => Math.abs(box.scrollTop - 400) <= 10")
    assert page.evaluate("scrollY") == 0


def test_at_a_fixed_height_there_is_one_scroll_bar_and_the_step_begins_at_the_top(
    open_host: OpenHost, host: Intranet, address: str
) -> None:
    src = f"{address}nl-NL/embed/?theme=dark&accent=0b5"
    page = open_host(host.page(f'<iframe width="420" height="500" src="{src}"></iframe>' + "<p>x</p>" * 80))
    guide = guide_in(page)
    assert guide.evaluate("document.body.dataset.mdColorScheme") == "slate"
    bars = """[...document.querySelectorAll("*")].filter((one) => {
        const style = getComputedStyle(one);
        const scrolls = /auto|scroll/.test(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
        return scrolls && one.clientHeight > 0 && one !== document.documentElement && one !== document.body;
    }).map((one) => one.className)"""
    assert guide.evaluate(bars) == []
    page.evaluate("scrollTo(0, 200)")
    for value in ("azure", "critical"):
        guide.evaluate("scrollTo(0, document.body.scrollHeight)")
        answer(guide, value)
        top = guide.evaluate("document.querySelector('.guide-ways').getBoundingClientRect().top")
        assert -1 <= top <= 20
    assert "theme=dark" in guide.url  # so that a reload keeps the look
    page.evaluate("scrollTo(0, 200)")
    assert guide.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.context.expect_page() as full:
        guide.locator(".guide-open-full").click()
    full.value.wait_for_url("**/nl-NL/?kind=critical&product=azure#progress")
