"""The guide embedded, in Firefox and in WebKit: what differs between engines is the frame, not the tree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.intranet import LISTEN, Intranet
from tests.support.answers import CRITICAL
from tests.support.driven_page import answer, at_step, engine, find, ready, until, visible
from tests.support.engines import Firefox, WebKit

Driver = Firefox | WebKit
HEIGHT = "return Math.ceil(document.body.getBoundingClientRect().height)"


@pytest.fixture
def driver(other_engine: Driver) -> Iterator[Driver]:
    """The browser, at the page itself and not in a frame of it once the test is over."""
    yield other_engine
    other_engine.switch_to.default_content()


def within(driver: Driver) -> None:
    """Go into the guide's frame, once its scripts run."""
    driver.switch_to.default_content()
    until(driver, lambda: driver.find_elements("css selector", "iframe"))
    driver.switch_to.frame(find(driver, "iframe"))
    until(driver, lambda: visible(driver, ".guide--live .guide-current"))


def test_under_a_policy_of_the_host_the_element_is_walked_to_an_outcome_and_speaks(
    driver: Driver, host: Intranet, address: str
) -> None:
    origin = address.rstrip("/")
    policy = f"default-src 'none'; script-src 'unsafe-inline' {origin}; style-src 'unsafe-inline'; "
    policy += f"frame-src {origin}; img-src data:"
    listen = f"<script>{LISTEN}</script>"
    snippet = f'<script type="module" src="{address}embed.js"></script>'
    snippet += '<decision-tree locale="nl-NL" accent="#0b5"></decision-tree>'
    head = f"{listen}<style>body {{ background: #222 }}</style>"
    driver.get(host.page(snippet, head=head, Content_Security_Policy=policy))
    within(driver)
    ready(driver)
    assert driver.execute_script("return document.body.dataset.mdColorScheme") == "slate"
    answer(driver, *CRITICAL.values())
    at_step(driver, "azure")
    until(driver, lambda: visible(driver, ".guide-current .guide-due-result"))
    until(driver, lambda: driver.execute_script("return innerHeight") == driver.execute_script(HEIGHT))
    driver.switch_to.default_content()
    until(driver, lambda: driver.execute_script("return heard.at(-1)[0]") == "outcome")
    assert driver.execute_script("return heard.at(-1)[1]") == {"at": "azure", "answers": CRITICAL}
    assert driver.execute_script("return scrollX") == 0


def test_a_plain_frame_is_walked_and_leaves_the_host_where_it_is(
    driver: Driver, host: Intranet, address: str
) -> None:
    frame = f'<iframe width="600" height="500" src="{address}en-US/embed/?theme=dark"></iframe>'
    driver.get(host.page(f"<p>x</p>{frame}" + "<p>y</p>" * 90))
    driver.execute_script("scrollTo(0, 120)")
    within(driver)
    for question, value in (("product", "azure"), ("kind", "critical")):
        at_step(driver, question)
        # by script: a driver that clicks brings what it clicks into view, the host included
        driver.execute_script(
            "document.querySelector(`.guide-current [data-answer=${arguments[0]}] a`).click()",
            value,
        )
    at_step(driver, "progress")
    driver.switch_to.default_content()
    assert driver.execute_script("return scrollY") == 120


def test_without_an_origin_the_tree_serves(driver: Driver, host: Intranet, address: str) -> None:
    frame = f'<iframe sandbox="allow-scripts" width="900" height="700" src="{address}en-US/embed/"></iframe>'
    driver.get(host.page(frame))
    driver.switch_to.default_content()
    driver.switch_to.frame(find(driver, "iframe"))
    until(driver, lambda: "allow-same-origin" in find(driver, "body").text)
    if isinstance(driver, Firefox):
        assert engine(driver) == "failed"
        answer(driver, *CRITICAL.values())
        at_step(driver, "azure")
        return
    # WebKit takes nothing for our own there, no script and no style: the document and its links are left
    assert engine(driver) == "static"
    for question, value in CRITICAL.items():
        step = f"[data-question={question}]"
        anchor = driver.execute_script("return location.hash.slice(1)")
        section = f"#{anchor}{step}" if anchor else f".guide-first{step}"
        find(driver, f'{section} li[data-answer="{value}"] a').click()
    assert driver.execute_script("return location.hash") == "#azure"
