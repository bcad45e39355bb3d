"""The map: chosen by mouse and keyboard, read without scripts, fit for its texts in every alphabet."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from decision_tree.progress import routing_space
from site_builder.map.graph import edges_off_the_ways, tree_graph
from site_builder.site.checking import Checked
from tests.browser.conftest import NewPage, Visit
from tests.conftest import LAID_OUT
from tests.support.tabs import PHONE

LIT = """() => [...new Set([...document.querySelectorAll('.map-edge.map-on')].flatMap(
    (one) => one.dataset.e.split(' ').map(Number)))].sort((a, b) => a - b)"""


def edges_through(checked: Checked, id: str) -> list[int]:
    """The edges on ways through a node, from the edges at hand and those that are off."""
    graph = tree_graph(checked.tree)
    found: set[int] = set()
    for beside, far in ((graph.into, "source"), (graph.out, "target")):
        waiting = [id]
        for node in waiting:
            new = set(beside[node]) - found
            found |= new
            waiting += [getattr(graph.edges[index], far) for index in new]
    return sorted(found - set(edges_off_the_ways(graph, routing_space(checked.tree)).get(id, ())))


def test_a_card_that_is_clicked_shows_its_ways_and_what_the_list_says(visit: Visit, checked: Checked) -> None:
    page = visit("en-US/map/")
    page.locator("#card-on-behalf > a").click()
    assert page.evaluate(LIT) == edges_through(checked, "on-behalf")
    panel = page.get_by_role("region", name="The chosen box")
    expect(panel).to_contain_text("Can you manage services on behalf of this customer?")
    expect(panel).to_contain_text("of 1,676 combinations of answers")
    expect(panel).to_contain_text("docs/guide/tree.yml:")
    assert page.url.endswith("/map/#at-on-behalf")
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)
    assert page.evaluate(LIT) == []


def test_the_keyboard_chooses_a_card_and_escape_returns_to_it(visit: Visit) -> None:
    page = visit("ar-SA/map/")
    page.locator("#card-kind > a").focus()
    outline = "one => getComputedStyle(one.querySelector('.map-box')).strokeWidth"
    assert page.locator("#card-kind > a").evaluate(outline) == "4px", "the focus is seen"
    page.keyboard.press("Enter")
    expect(page.locator(".map-panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#card-kind > a")).to_be_focused()
    first, second = (page.locator(f"#card-{id}").bounding_box() for id in ("product", "kind"))
    assert first and second
    assert first["x"] > second["x"], "it is read from the right"


def test_without_scripts_a_card_leads_to_its_entry_in_the_list(new_page: NewPage) -> None:
    page = new_page("en-US/map/", java_script_enabled=False, viewport=PHONE)
    page.locator("#card-product > a").click(position={"x": 20, "y": 20})
    entry = page.locator(".map-entry:target")
    expect(entry).to_be_in_viewport()
    for way in ("Something else", "This guide does not cover this subject", "1,676 of 1,676 combinations"):
        expect(entry).to_contain_text(way)
    entry.get_by_role("link", name="What kind of problem is it?").click()
    expect(page.locator("#at-kind")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("locale", LAID_OUT)
def test_every_text_is_inside_of_its_card(visit: Visit, locale: str) -> None:
    page = visit(f"{locale}/map/")
    assert spilt(page) == []


def spilt(page: Page) -> list[str]:
    """The texts that stick out of their cards."""
    found: list[str] = page.evaluate("""() => [...document.querySelectorAll('.map-card')].flatMap((card) => {
        const box = card.querySelector('.map-box').getBoundingClientRect();
        const out = ({ left, right, top, bottom }) =>
            left < box.left || right > box.right || top < box.top || bottom > box.bottom;
        const texts = [...card.querySelectorAll('text')];
        return texts.filter((one) => out(one.getBoundingClientRect())).map((one) => one.textContent);
    })""")
    return found
