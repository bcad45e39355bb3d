"""When the engine is loaded: late, in turn, and where data is dear only for a reader who has begun."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.conftest import NewPage, answer, at_step, ready
from tests.browser.intranet import Intranet, OpenHost, guide_in, intranet, opened
from tests.browser.test_walk import CRITICAL, QUERY

ENGINE = (
    "outcome_card.js", "worker.js", "runtime.js", "pyodide", "snapshot.bin", "standard_library",
    "engine.json", "tree.json",
)  # fmt: skip
"""What only the engine needs, by parts of the addresses."""
DEAR = {
    "saveData": '{ saveData: true, effectiveType: "4g" }',
    "2g": '{ saveData: false, effectiveType: "2g" }',
}
FAR = '<div style="height: 6000px"></div>'
ENGINE_STATE = "document.documentElement.dataset.engine"


def connection(value: str) -> str:
    """A script for a page's start, after which its line is as it says."""
    return f'Object.defineProperty(Navigator.prototype, "connection", {{ value: {value} }});'


def watched(page: Page) -> list[str]:
    """The addresses of the engine's files that a page and its frames and workers ask for from now on."""
    asked: list[str] = []
    page.context.on(
        "request",
        lambda request: asked.append(request.url) if any(p in request.url for p in ENGINE) else None,
    )
    return asked


def settle(page: Page) -> None:
    """Wait until a page that would load an engine when idle would have begun."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(1500)


def state(page: Page | Frame) -> str:
    return str(page.evaluate(ENGINE_STATE))


def embed(address: str, *between: str) -> str:
    """The script, and a guide before each of these texts and after the last."""
    guide = '<escalation-guide locale="en-US"></escalation-guide>'
    script = f'<script type="module" src="{address}embed.js"></script>'
    return script + guide + "".join(text + guide for text in between)


def test_nothing_of_the_engine_is_asked_for_before_the_page_is_painted(new_page: NewPage) -> None:
    page = ready(new_page("en-US/"))
    painted, begun, names = page.evaluate(
        """() => [
            performance.getEntriesByName("first-contentful-paint")[0].startTime,
            performance.getEntriesByName("guide:loading")[0].startTime,
            performance.getEntriesByType("resource").filter(one => one.startTime < performance
                .getEntriesByName("first-contentful-paint")[0].startTime).map(one => one.name),
        ]"""
    )
    assert painted < begun
    assert not [name for name in names if any(part in name for part in ENGINE)]


def test_a_page_that_nobody_sees_yet_loads_no_engine_until_it_is_seen(
    new_page: NewPage, address: str
) -> None:
    page = new_page()
    page.add_init_script(  # no frames are drawn in a tab in the background
        """window.held = [];
        window.requestAnimationFrame = (then) => held.push(then);
        window.beSeen = () => { for (const then of held.splice(0)) then(performance.now()); };"""
    )
    asked = watched(page)
    page.goto(f"{address}en-US/")
    settle(page)
    assert asked == []
    page.evaluate("beSeen(); beSeen()")
    ready(page)


@pytest.mark.parametrize(
    "path", ["faq/", "procedures/", "procedures/azure-request/", "roles/", "response-times/", "about/"]
)
def test_other_pages_never_load_the_engine_and_warm_the_tree_by_its_page_alone(
    new_page: NewPage, address: str, path: str
) -> None:
    page = new_page()
    asked = watched(page)
    pages: list[str] = []
    page.on(
        "request", lambda one: pages.append(one.url) if one.url.split("?")[0].endswith("/en-US/") else None
    )
    page.goto(f"{address}en-US/{path}")
    settle(page)
    assert pages == []
    home = f"{address}en-US/"
    links = page.locator("a[href]:visible")
    to_tree = [one for one in links.all() if one.evaluate("one => one.href.split('#')[0]") == home]
    assert to_tree
    for link in to_tree:
        link.hover()
    page.wait_for_timeout(500)
    assert pages == [home]  # once, however many links there are
    assert asked == []


def test_where_data_is_dear_no_link_is_warmed(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.add_init_script(connection(DEAR["saveData"]))
    pages: list[str] = []
    page.on("request", lambda request: pages.append(request.url))
    page.goto(f"{address}en-US/faq/")
    settle(page)
    page.locator("header a.md-logo").hover()
    page.wait_for_timeout(500)
    assert f"{address}en-US/" not in pages


@pytest.mark.parametrize("dear", DEAR)
@pytest.mark.parametrize("touch", ["focus", "pointer", "continue"])
def test_where_data_is_dear_the_engine_comes_when_the_reader_begins(
    new_page: NewPage, address: str, dear: str, touch: str
) -> None:
    page = new_page()
    page.add_init_script(connection(DEAR[dear]))
    asked = watched(page)
    page.goto(f"{address}en-US/?subject=customer#product")  # the section gets the focus, which is no touch
    settle(page)
    page.mouse.move(640, 400)
    page.mouse.wheel(0, 200)
    page.locator(".md-header__title").click()
    page.wait_for_timeout(300)
    assert asked == []
    assert state(page) == "static"
    step = page.locator(".guide-current")
    if touch == "focus":
        step.locator("input").first.focus()
    elif touch == "pointer":
        step.locator(".guide-title").click()
    else:  # as a screen reader does
        step.locator(".guide-continue").evaluate("button => button.click()")
    ready(page)
    answer(page, "azure")
    at_step(page, "kind")


def test_where_data_is_dear_whoever_opens_a_receipt_has_asked_for_the_engine(
    new_page: NewPage, address: str
) -> None:
    page = ready(new_page(f"en-US/?{QUERY}"))
    receipt = page.locator("#azure .guide-receipt-id").inner_text()
    page = new_page()
    page.add_init_script(connection(DEAR["2g"]))
    page.goto(f"{address}en-US/?receipt={receipt}")
    ready(page)
    at_step(page, "azure")


@pytest.mark.parametrize("value", ["undefined", '{ saveData: false, effectiveType: "4g" }', "{}"])
def test_elsewhere_it_comes_by_itself(new_page: NewPage, address: str, value: str) -> None:
    page = new_page()
    page.add_init_script(connection(value))
    page.goto(f"{address}en-US/")
    ready(page)


def test_a_click_before_the_engine_takes_effect_at_once(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.add_init_script(connection(DEAR["saveData"]))
    held = []
    page.route("**/*.wasm", lambda route: held.append(route))
    page.goto(f"{address}en-US/")
    answer(page, *CRITICAL.values())
    at_step(page, "azure")
    assert state(page) == "loading"
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    ready(page)
    at_step(page, "azure")
    expect(page.locator("#azure .guide-receipt-id")).to_be_visible()


def test_a_browser_without_locks_or_one_that_refuses_them_starts_at_once(
    new_page: NewPage, address: str
) -> None:
    refusing = '{ request: () => Promise.reject(new DOMException("no", "SecurityError")) }'
    for locks in ("undefined", refusing):
        page = new_page()
        page.add_init_script(f'Object.defineProperty(Navigator.prototype, "locks", {{ value: {locks} }});')
        page.goto(f"{address}en-US/")
        ready(page)


def test_a_reader_who_begins_waits_for_no_other_page(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.add_init_script('navigator.locks.request("guide-engine-start", () => new Promise(() => {}));')
    page.goto(f"{address}en-US/")
    settle(page)
    assert state(page) == "static"
    page.locator(".guide-current input").first.focus()
    ready(page)


def test_a_page_that_is_stuck_is_not_waited_for_for_ever(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.clock.install()
    page.add_init_script('navigator.locks.request("guide-engine-start", () => new Promise(() => {}));')
    page.goto(f"{address}en-US/")
    page.clock.run_for(5_000)
    assert state(page) == "static"
    page.clock.run_for(20_000)
    ready(page)


def test_in_a_frame_on_a_line_that_is_dear_seeing_is_not_beginning(
    open_host: OpenHost, host: Intranet, address: str
) -> None:
    page = open_host(host.page(embed(address)), before=connection(DEAR["saveData"]))
    asked = watched(page)
    guide = guide_in(page)
    guide.locator(".guide-current .guide-title").hover()
    page.wait_for_timeout(1500)
    assert asked == []
    answer(guide, "customer")
    at_step(guide, "product")  # type: ignore[arg-type]
    guide.wait_for_selector("html[data-engine=ready]")


def test_of_two_guides_the_one_below_waits_until_it_is_in_sight(
    open_host: OpenHost, host: Intranet, address: str
) -> None:
    near = '<div style="height: 100px"></div>'  # its page is loaded, but it is not in sight
    page = open_host(host.page(embed(address, near)), viewport={"width": 1280, "height": 700})
    one, two = guide_in(page, 0), guide_in(page, 1)
    one.wait_for_selector("html[data-engine=ready]")
    page.wait_for_timeout(1000)
    assert state(two) == "static"
    page.locator("escalation-guide").nth(1).scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    two.wait_for_selector("html[data-engine=ready]")
    answer(two, "customer")


BESIDE = "<style>escalation-guide { width: 45%; float: left }</style>"


def test_two_guides_in_sight_start_one_after_the_other_and_share_what_is_loaded(
    browser: Browser, address: str
) -> None:
    with (
        intranet("127.0.0.1") as host,  # the guide's own site, and another origin of it
        opened(browser, lambda: [address.rstrip("/"), host.origin]) as open_page,
    ):
        page = open_page(host.page(embed(address, ""), head=BESIDE))
        in_turn(guide_in(page, 0), guide_in(page, 1))


def test_where_the_browser_refuses_frames_of_other_sites_a_lock_they_start_at_once(
    open_host: OpenHost, host: Intranet, address: str
) -> None:
    page = open_host(host.page(embed(address, ""), head=BESIDE))
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
