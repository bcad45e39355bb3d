"""The look of the embedded guide: that of its host, or as its host says."""

from __future__ import annotations

import pytest
from playwright.sync_api import Frame

from tests.browser.embed.conftest import Element
from tests.browser.intranet import Intranet, OpenHost, guide_in


def test_the_look_follows_the_host_at_the_start_and_later(
    new_host_page: OpenHost, host: Intranet, element: Element
) -> None:
    style = "<style>body{background:#fdf6ff} .night{background:#202020;color:#eee}</style>"
    page = new_host_page(host.page(element('accent="#0b5"'), head=style))
    guide = guide_in(page)
    scheme = "document.body.dataset.mdColorScheme"
    ground = "getComputedStyle(document.body).backgroundColor"
    assert guide.evaluate(f"[{scheme}, {ground}]") == ["default", "rgb(253, 246, 255)"]
    page.evaluate("document.body.className = 'night'")
    guide.wait_for_function(f"() => {scheme} === 'slate' && {ground} === 'rgb(32, 32, 32)'")
    page.evaluate("document.querySelector('decision-tree').setAttribute('theme', 'light')")
    guide.wait_for_function(f"() => {scheme} === 'default' && {ground} === 'rgb(255, 255, 255)'")
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.body.className = 'night'")
    assert guide.evaluate(scheme) == "default"


def test_without_a_background_the_host_counts_as_it_says_it_looks(
    open_host: OpenHost, host: Intranet, element: Element
) -> None:
    plain = host.page(element(""), path="/plain")
    both = host.page(element(""), path="/both", head='<meta name="color-scheme" content="light dark">')
    scheme = "document.body.dataset.mdColorScheme"
    assert guide_in(open_host(plain, scheme="dark")).evaluate(scheme) == "default"
    assert guide_in(open_host(both, scheme="dark")).evaluate(scheme) == "slate"
    assert guide_in(open_host(both, scheme="light")).evaluate(scheme) == "default"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_whatever_the_accent_texts_can_be_read(
    open_host: OpenHost, host: Intranet, element: Element, theme: str
) -> None:
    page = open_host(host.page(element(f'accent="{ACCENTS[0]}" theme="{theme}"')))
    guide = guide_in(page)
    assert min(ratios(guide)) >= 4.5, ACCENTS[0]
    for accent in ACCENTS[1:]:
        told = guide.evaluate("received.length")
        page.locator("decision-tree").evaluate("(one, accent) => one.setAttribute('accent', accent)", accent)
        guide.wait_for_function("told => received.length > told", arg=told)
        assert min(ratios(guide)) >= 4.5, accent


ACCENTS = ("#fff", "#000", "#0b5", "#ff0", "#00f", "#808080", "#0b6178")


def ratios(guide: Frame) -> list[float]:
    """The contrast of links and of buttons with what they are on."""
    found: list[float] = guide.evaluate(
        """() => {
            const luminance = (text) => {
                const rgb = text.match(/[\\d.]+/g).slice(0, 3).map((part) => {
                    part /= 255;
                    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
                });
                return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
            };
            const ratio = (one, other) => {
                const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
                return (high + 0.05) / (low + 0.05);
            };
            const style = (selector) => getComputedStyle(document.querySelector(selector));
            const button = style(".guide-portal .md-button");
            const ground = getComputedStyle(document.body).backgroundColor;
            const link = style(".guide-open-full").color;
            return [ratio(link, ground), ratio(button.color, button.backgroundColor)];
        }"""
    )
    return found
