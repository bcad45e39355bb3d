"""Who may show the guide at all: the embedders, and nobody around them (frame-ancestors)."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Route, expect

from site_builder.pages.html import FRAME_HEIGHT, snippets
from tests.browser.conftest import served
from tests.browser.embed.protocol import frame_of, named
from tests.browser.intranet import LISTEN, Intranet, guide_in, opener
from tests.support.guide_page import answer

PATHS = ("en-US/embed/", "en-US/", "nl-NL/faq/", "", "nowhere/", "embed.js", "certificate.json")


def test_a_page_that_is_not_among_the_embedders_can_show_nothing_of_the_guide(
    browser: Browser, host: Intranet, site: Path
) -> None:
    with (
        served(site, embedders=()) as address,
        opener(browser, lambda: [address.rstrip("/"), host.origin]) as open_page,
    ):
        page = open_page(expect=("frame-ancestors", "404", "Failed to load resource"))
        for path in PATHS:
            with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
                page.goto(host.page(frame_of(f"{address}{path}", named(host.origin))))
            frame = page.locator("iframe").element_handle().content_frame()
            assert frame, path
            frame.wait_for_url("chrome-error://**")
            assert frame.locator("body *").filter(has_text="Escalation").count() == 0, path


def test_the_element_in_a_page_that_is_refused_links_to_the_guide(
    browser: Browser, host: Intranet, site: Path
) -> None:
    with (
        served(site, embedders=()) as address,
        opener(browser, lambda: [address.rstrip("/"), host.origin]) as open_page,
    ):
        page = open_page(expect=("frame-ancestors",))
        element = '<decision-tree locale="nl-NL" answers="product=azure"></decision-tree>'
        script = f'<script type="module" src="{address}embed.js"></script>'
        page.goto(host.page(script + element, head=f"<script>{LISTEN}</script>"))
        link = page.locator("decision-tree > a")
        expect(link).to_have_text("Escalatiegids")
        assert link.get_attribute("href") == f"{address}nl-NL/?product=azure"
        expect(page.locator("iframe")).to_be_hidden()
        assert page.evaluate("heard") == [["error", {"code": "no-answer"}]]


def test_the_frame_in_a_page_that_is_refused_has_a_link_to_the_guide_beneath_it(
    browser: Browser, host: Intranet, site: Path
) -> None:
    with (
        served(site, embedders=()) as address,
        opener(browser, lambda: [address.rstrip("/"), host.origin]) as open_page,
    ):
        page = open_page(expect=("frame-ancestors",))
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            page.goto(host.page(snippets(address, "nl-NL", "Escalatiegids")["frame"]))
        box = page.locator("iframe").bounding_box()
        assert box and box["height"] == FRAME_HEIGHT
        with page.context.expect_page() as guide:
            page.get_by_role("link", name="Escalatiegids").click()
        expect(guide.value.locator(".guide-current")).to_be_visible()


def test_a_guide_that_answers_late_takes_the_place_of_the_link(
    browser: Browser, host: Intranet, site: Path
) -> None:
    with (
        served(site, embedders=(host.origin,)) as address,
        opener(browser, lambda: [address.rstrip("/"), host.origin]) as open_page,
    ):
        page = open_page()
        held: list[Route] = []
        page.route("**/embedded.js", lambda route: held.append(route))
        page.clock.install()
        script = f'<script type="module" src="{address}embed.js"></script>'
        with page.expect_request("**/embedded.js"):
            page.goto(host.page(f"{script}<decision-tree></decision-tree>"))
        page.clock.run_for(20_000)
        link = page.locator("decision-tree > a")
        expect(link).to_be_visible()
        held[0].continue_()
        expect(link).to_have_count(0)
        expect(page.locator("iframe")).to_be_visible()


def test_a_page_that_is_among_them_can_show_it_unless_another_that_is_not_shows_that_page(
    browser: Browser, host: Intranet, hostile: Intranet, site: Path
) -> None:
    """So nothing can be laid over it by strangers."""
    with (
        served(site, embedders=(host.origin,)) as address,
        opener(browser, lambda: [address.rstrip("/"), host.origin, hostile.origin]) as open_page,
    ):
        friendly = host.page(frame_of(f"{address}en-US/embed/", named(host.origin)))
        answer(guide_in(open_page(friendly)), "azure")
        page = open_page(expect=("frame-ancestors",))
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            page.goto(hostile.page(f'<iframe src="{friendly}" width="1000" height="800"></iframe>'))
        outer = page.frame_locator("iframe")
        inner = outer.locator("iframe").element_handle().content_frame()
        assert inner
        inner.wait_for_url("chrome-error://**")
