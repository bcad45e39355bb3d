"""When an embedded guide and its engine are loaded: late, in sight, and in turn."""

from __future__ import annotations

from playwright.sync_api import Browser, Frame

from tests.browser.embed.conftest import Element
from tests.browser.intranet import Intranet, OpenHost, guide_in, intranet, opener
from tests.support.engine_loading import DEAR, connection, settle, state, watched
from tests.support.guide_page import answer, at_step


def embed(address: str, *between: str) -> str:
    """The script, and a guide before each of these texts and after the last."""
    guide = '<decision-tree locale="en-US"></decision-tree>'
    script = f'<script type="module" src="{address}embed.js"></script>'
    return script + guide + "".join(text + guide for text in between)


def test_a_guide_far_below_costs_a_small_script_and_nothing_else(
    new_host_page: OpenHost, host: Intranet, element: Element, address: str
) -> None:
    far = '<div style="height: 6000px"></div>'
    page = new_host_page()
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host.page(far + element("")))
    page.wait_for_function("() => !!customElements.get('decision-tree')")
    page.clock.run_for(10_000)
    from_guide = [url.removeprefix(address).split("/")[-1] for url in asked if url.startswith(address)]
    assert sorted(from_guide) == ["element.js", "embed.js"]
    # near, and its page is loaded; in sight, and its engine is
    page.evaluate("scrollTo(0, 6000 - innerHeight - 300)")
    guide = guide_in(page)
    page.clock.run_for(10_000)
    assert guide.evaluate("document.documentElement.dataset.engine") == "static"
    assert not any("pyodide" in url for url in asked)
    page.evaluate("document.querySelector('decision-tree').scrollIntoView()")
    guide.wait_for_selector("html[data-engine=ready]")
    assert any("pyodide" in url for url in asked)


def test_in_a_frame_on_a_line_that_is_dear_seeing_is_not_beginning(
    new_host_page: OpenHost, host: Intranet, address: str
) -> None:
    page = new_host_page(before=connection(DEAR["saveData"]))
    page.clock.install()
    asked = watched(page)
    page.goto(host.page(embed(address)))
    guide = guide_in(page)
    guide.locator(".guide-current .guide-title").hover()
    settle(page)
    assert asked == []
    answer(guide, "azure")
    at_step(guide, "kind")
    guide.wait_for_selector("html[data-engine=ready]")


def test_of_two_guides_the_one_below_waits_until_it_is_in_sight(
    new_host_page: OpenHost, host: Intranet, address: str
) -> None:
    near = '<div style="height: 100px"></div>'  # its page is loaded, but it is not in sight
    page = new_host_page(viewport={"width": 1280, "height": 700})
    page.clock.install()
    page.goto(host.page(embed(address, near)))
    one, two = guide_in(page, 0), guide_in(page, 1)
    one.wait_for_selector("html[data-engine=ready]")
    settle(page)
    assert state(two) == "static"
    page.locator("decision-tree").nth(1).scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    two.wait_for_selector("html[data-engine=ready]")
    answer(two, "azure")


BESIDE = "<style>decision-tree { width: 45%; float: left }</style>"


def test_two_guides_in_sight_start_one_after_the_other_and_share_what_is_loaded(
    browser: Browser, address: str
) -> None:
    with (
        intranet("127.0.0.1") as host,  # the guide's own site, and another origin of it
        opener(browser, lambda: [address.rstrip("/"), host.origin]) as open_page,
    ):
        page = open_page(host.page(embed(address, ""), head=BESIDE))
        in_turn(guide_in(page, 0), guide_in(page, 1))


def test_where_the_browser_refuses_frames_of_other_sites_a_lock_they_start_at_once(
    open_host: OpenHost, host: Intranet, address: str
) -> None:
    page = open_host(host.page(embed(address, ""), head=BESIDE), engine=True)
    for number in (0, 1):
        guide_in(page, number).wait_for_selector("html[data-engine=ready]")


def in_turn(one: Frame, two: Frame) -> None:
    """Make sure that one starts after the other, and fetches nothing that the first has fetched."""
    for guide in (one, two):
        guide.wait_for_selector("html[data-engine=ready]")
    stages = """() => ["guide:loading", "guide:ready"].map((name) =>
        performance.timeOrigin + performance.getEntriesByName(name)[0].startTime)"""
    (_, first_ready), (second_loading, _) = sorted(
        (guide.evaluate(stages) for guide in (one, two)), key=lambda both: float(both[1])
    )
    assert first_ready <= second_loading
    fetched = """() => performance.getEntriesByType("resource")
        .filter((one) => one.transferSize > 0 && one.name.includes("/engine/")).length"""
    first, second = sorted((worker.evaluate(fetched) for worker in one.page.workers), reverse=True)
    assert first > 3
    assert second == 0  # what never changes under its name is there already
