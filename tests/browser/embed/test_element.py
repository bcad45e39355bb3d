"""The element in pages that mean well: what it shows, tells, and does as the host asks."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.embed.conftest import ANSWERED, Element
from tests.browser.intranet import Intranet, OpenHost, guide_in
from tests.support.answers import CRITICAL, QUERY
from tests.support.guide_page import answer, at_step, start_again


def test_one_snippet_gives_the_walk_with_the_engine(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    *given, role, access = CRITICAL.items()
    answers = "&".join(f"{question}={answer}" for question, answer in given)
    page = open_host(host.page(element(f'locale="nl-NL" answers="{answers}"')), engine=True)
    guide = guide_in(page)
    guide.wait_for_selector("html[data-engine=ready]")
    answer(guide, role[1], access[1])
    expect(guide.locator("#azure.guide-current .guide-due-result")).to_be_visible()
    expect(guide.locator("#azure .guide-response-time:visible")).to_contain_text("2 uur")
    heard = page.evaluate("heard")
    assert heard[0] == ["ready", {"locale": "nl-NL"}]
    assert [kind for kind, _ in heard] == ["ready", "step", "step", "step", "outcome"]
    assert heard[-1] == ["outcome", {"at": "azure", "answers": CRITICAL}]


def test_tabbing_leads_through_the_host_the_guide_and_the_host_again(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    far = '<div style="height: 6000px"></div>'
    body = f'<a id="one" href="#">One</a>{far}{element("")}<a id="two" href="#">Two</a>'
    page = open_host(host.page(body), engine=True)
    page.wait_for_function("() => !!customElements.get('decision-tree')")
    page.locator("#one").focus()
    page.keyboard.press("Tab")  # the guide is far below, and comes by this
    guide = guide_in(page)
    page.wait_for_function("() => document.activeElement.matches('iframe')")
    guide.wait_for_selector("html[data-engine=ready]")  # and whoever is in it will want the engine
    page.keyboard.press("Tab")
    guide.wait_for_function("() => document.activeElement.matches('.guide-menu')")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "two":
            break
    assert page.evaluate("document.activeElement.id") == "two"


def test_two_guides_on_a_page_know_nothing_of_each_other(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    body = element('id="one" locale="en-US"')
    body += '<decision-tree id="two" locale="nl-NL"></decision-tree>'
    page = open_host(host.page(body, head="<style>decision-tree{max-width:40rem}</style>"))
    one, two = guide_in(page, 0), guide_in(page, 1)
    answer(one, "azure")
    assert "product=azure" in one.url
    assert "product" not in two.url
    names = page.evaluate("[...document.querySelectorAll('iframe')].map(one => JSON.parse(one.name).id)")
    assert len(set(names)) == 2


def test_taken_out_and_put_back_it_starts_anew_and_leaves_nothing(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    count = """window.listeners = 0;
        const [add, remove] = [window.addEventListener, window.removeEventListener];
        window.addEventListener = function (type, ...rest) {
            listeners += type === "message";
            return add.call(this, type, ...rest);
        };
        window.removeEventListener = function (type, ...rest) {
            listeners -= type === "message" && !!rest[0];
            return remove.call(this, type, ...rest);
        };
    """
    page = open_host(host.page(element(""), head=f"<script>{count}</script>"))
    answer(guide_in(page), "azure")
    first = page.evaluate("document.querySelector('iframe').name")
    page.evaluate("window.kept = document.querySelector('decision-tree'); kept.remove()")
    assert page.evaluate("[listeners, kept.childNodes.length]") == [0, 0]
    assert len(page.frames) == 1
    for _ in range(3):
        page.evaluate("document.body.append(kept)")
        guide_in(page)
        page.evaluate("kept.remove()")
    page.evaluate("document.body.append(kept)")
    guide = guide_in(page)
    assert "product" not in guide.url
    assert page.evaluate("document.querySelector('iframe').name") != first
    assert page.evaluate("listeners") == 1


def test_a_right_to_left_host_gets_the_guide_in_its_own_language(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    page = open_host(host.page(f'<div dir="rtl">{element("")}</div>', lang="ar-EG"))
    guide = guide_in(page)
    assert guide.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]") == [
        "ar-SA",
        "rtl",
    ]
    assert guide.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("asked", "found"), [("NL-be", "nl-NL"), ("../../x", "en-US")])
def test_a_locale_that_the_guide_lacks_becomes_the_nearest(
    open_host: OpenHost, host: Intranet, element: Element, asked: str, found: str
) -> None:
    """Which one that is, tests/web/locales.test.mjs shows."""
    guide = guide_in(open_host(host.page(element(f'locale="{asked}"'))))
    assert guide.evaluate("document.documentElement.lang") == found


def test_the_host_may_change_language_and_answers_later_but_not_lose_what_was_typed(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    page = open_host(host.page(element("")), engine=True)
    guide = guide_in(page)
    answer(guide, "azure")
    page.evaluate("document.querySelector('decision-tree').setAttribute('locale', 'de-DE')")
    guide.wait_for_url("**/de-DE/embed/?product=azure#kind")
    guide.wait_for_selector(".guide--live [data-question=kind].guide-current")
    page.evaluate(f"document.querySelector('decision-tree').setAttribute('answers', '{QUERY}')")
    guide.wait_for_selector("html[data-engine=ready] .guide-receipt-id", state="attached")
    guide.locator("#azure.guide-current .guide-fields > summary").click()
    page.wait_for_function("() => heard.filter(([type]) => type === 'ready').length === 2")
    entry = guide.locator("#azure.guide-current .guide-fields input.guide-entry").first
    entry.fill("contoso.com")
    page.evaluate("document.querySelector('decision-tree').setAttribute('answers', '')")
    page.wait_for_function("() => heard.at(-1)[0] === 'error'")
    assert page.evaluate("heard.at(-1)[1]") == {"code": "typed-text"}
    expect(entry).to_have_value("contoso.com")


def test_links_to_other_pages_and_portals_open_beside_the_host(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    guide = guide_in(open_host(host.page(element(""))))
    inside = guide.evaluate(
        """[...document.querySelectorAll("a[href]")].filter((one) =>
            one.target !== "_blank" && !/^(#|\\.\\/$)/.test(one.getAttribute("href"))
            && one.href.split(/[?#]/)[0] !== location.href.split(/[?#]/)[0]).map((one) => one.outerHTML)"""
    )
    assert inside == []


def test_the_sources_of_an_outcome_open_beside_the_host_and_are_there(
    open_host: OpenHost, host: Intranet, element: Element, address: str
) -> None:
    page = open_host(host.page(element(ANSWERED)))
    guide = guide_in(page)
    at_step(guide, "azure")
    links = guide.evaluate(
        """[...document.querySelectorAll(".guide-current .guide-cites a, .guide-current .guide-sources a")]
            .map((one) => [one.href, one.target])"""
    )
    assert links
    for href, target in links:
        assert href.startswith(f"{address}en-US/")
        assert target == "_blank"
        assert page.request.get(href).ok


def test_what_the_host_asks_while_the_guide_is_loading_is_done_when_it_is_there(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    page = open_host(host.page(element("")))
    page.wait_for_selector("iframe", state="attached")
    page.evaluate(
        f"""() => {{
            const guide = document.querySelector("decision-tree");
            guide.setAttribute("locale", "fr-FR");
            guide.setAttribute("answers", "{QUERY}");
        }}"""
    )
    page.frame_locator("iframe").locator("html[lang=fr-FR] #azure.guide-current").wait_for()


def test_starting_again_in_a_frame_says_first_what_would_be_lost(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    guide = guide_in(open_host(host.page(element(ANSWERED)), engine=True))
    guide.wait_for_selector("html[data-engine=ready] .guide-receipt-id", state="attached")
    guide.locator("#azure.guide-current .guide-fields > summary").click()
    guide.locator("#azure.guide-current .guide-fields input.guide-entry").first.fill("contoso.com")
    start_again(guide)
    expect(guide.locator(".guide-notice")).to_contain_text("would be lost")
    start_again(guide)
    guide.wait_for_selector("#product.guide-current")


def test_printing_the_host_prints_the_guide(open_host: OpenHost, host: Intranet, element: Element) -> None:
    page = open_host(host.page(f"<h1>News</h1>{element(ANSWERED)}<p>End</p>"), engine=True)
    guide = guide_in(page)
    guide.wait_for_selector("html[data-engine=ready] .guide-receipt-id", state="attached")
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(page.pdf())).pages)
    for part in ("News", "Partner Center", "2 hours", "Reference", "End"):
        assert part in text
