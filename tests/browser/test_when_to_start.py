"""When the engine is loaded: late, in turn, and where data is dear only for a reader who has begun."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from decision_tree.json_form import dump_tree
from decision_tree.messages import PROTOCOL, Session
from site_builder.site.checking import Checked
from tests.browser.conftest import NewPage, Visit
from tests.support.answers import CRITICAL
from tests.support.engine_loading import DEAR, ENGINE, begun, connection, settle, state, watched
from tests.support.guide_page import answer, at_step, hold, ready


def prepared(new_page: NewPage, script: str = "") -> Page:
    """A page with a clock of the test's, in which a script will run first of all."""
    page = new_page()
    page.clock.install()
    if script:
        page.add_init_script(script)
    return page


def test_nothing_of_the_engine_is_asked_for_before_the_page_is_there_and_painted(visit: Visit) -> None:
    page = visit("en-US/", engine=True)
    arrived, painted, files = page.evaluate(
        """() => [
            performance.getEntriesByType("navigation")[0].responseEnd,
            performance.getEntriesByName("first-contentful-paint")[0].startTime,
            performance.getEntriesByType("resource").map((one) => [one.name, one.startTime]),
        ]"""
    )
    asked = [start for name, start in files if any(part in name for part in ENGINE)]
    assert asked
    assert max(arrived, painted) <= min(asked)


COUNTED = """window.begun = 0;
const Real = Worker;
window.Worker = class extends Real {
    constructor(...about) { super(...about); begun += 1; FAILS }
};"""


@pytest.mark.parametrize("fails", [False, True])
def test_the_engine_takes_over_the_worker_that_began_ahead_of_it(
    new_page: NewPage, address: str, fails: bool
) -> None:
    """Or starts one of its own where that one could not be loaded, or another page has its turn."""
    page = new_page()
    event = 'new ErrorEvent("error", { cancelable: true })'
    failing = f"if (begun === 1) setTimeout(() => this.dispatchEvent({event}));"
    page.add_init_script(COUNTED.replace("FAILS", failing if fails else ""))
    let_paint, let_go = hold(page, "**/pages.*.css"), hold(page, "**/home.js")
    page.goto(f"{address}en-US/", wait_until="commit")
    page.wait_for_function("() => performance.getEntriesByType('navigation')[0].responseEnd > 0")
    let_paint()
    page.wait_for_function("fails => window.engineAhead?.worker && !!engineAhead.failed === fails", arg=fails)
    let_go()
    ready(page)
    assert page.evaluate("begun") == (2 if fails else 1)
    assert page.evaluate("navigator.locks.query().then(({ held }) => held.length)") == 0


def test_a_page_that_nobody_sees_yet_loads_no_engine_until_it_is_seen(
    new_page: NewPage, address: str
) -> None:
    page = prepared(
        new_page,  # no frames are drawn and no paint is told in a tab in the background
        """window.held = [];
        window.requestAnimationFrame = (then) => held.push(then);
        window.PerformanceObserver = class { observe() {} };
        window.beSeen = () => { for (const then of held.splice(0)) then(performance.now()); };""",
    )
    asked = watched(page)
    page.goto(f"{address}en-US/")
    settle(page)
    assert asked == []
    page.evaluate("beSeen(); beSeen()")
    begun(page)


PAGES = ("faq/", "procedures/", "procedures/azure-request/", "names/", "response-times/", "evidence/")


def test_other_pages_never_load_the_engine_and_warm_the_tree_by_its_page_alone(
    new_page: NewPage, address: str
) -> None:
    page = prepared(new_page)
    home = f"{address}en-US/"
    asked, pages = watched(page), asked_for(page, home)
    for path in PAGES:
        pages.clear()
        page.goto(f"{address}en-US/{path}")
        settle(page)
        assert pages == [], path
        to_tree = page.locator("a[href]:visible").evaluate_all(
            """(all, home) => {
                const found = all.filter((one) => one.href.split("#")[0] === home);
                const over = () => new PointerEvent("pointerover", { bubbles: true });
                for (const link of found) link.dispatchEvent(over());
                return found.length;
            }""",
            home,
        )
        assert to_tree, path
        marked(page, address)
        assert pages == [home], path  # once, however many links there are
    page.goto(f"{address}en-US/faq/")
    with page.expect_request(home):
        page.locator("header a.md-logo").hover()
    assert asked == []


def test_where_data_is_dear_no_link_is_warmed(new_page: NewPage, address: str) -> None:
    page = prepared(new_page, connection(DEAR["saveData"]))
    pages = asked_for(page, f"{address}en-US/")
    page.goto(f"{address}en-US/faq/")
    settle(page)
    page.locator("header a.md-logo").hover()
    marked(page, address)
    assert pages == []


def asked_for(page: Page, url: str) -> list[str]:
    """The requests of a page for this address from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url == url else None)
    return asked


def marked(page: Page, address: str) -> None:
    """Let a page ask for something: what it asked for before has been heard of by then."""
    with page.expect_request("**/certificate.json"):
        page.evaluate("url => fetch(url).then((reply) => reply.text())", f"{address}certificate.json")


@pytest.mark.parametrize(
    ("touch", "dear"), [("focus", "saveData"), ("pointer", "2g"), ("continue", "saveData")]
)
def test_where_data_is_dear_the_engine_comes_when_the_reader_begins(
    new_page: NewPage, address: str, touch: str, dear: str
) -> None:
    page = prepared(new_page, connection(DEAR[dear]))
    asked = watched(page)
    page.goto(f"{address}en-US/?product=azure#kind")  # the section gets the focus, which is no touch
    page.mouse.move(640, 400)
    page.mouse.wheel(0, 200)
    page.locator(".md-header__title").click()
    settle(page)
    assert asked == []
    assert state(page) == "static"
    step = page.locator(".guide-current")
    if touch == "focus":
        step.locator("a").first.focus()
    elif touch == "pointer":
        step.locator(".guide-title").click()
    else:  # as a screen reader does
        step.locator("a").first.evaluate("link => link.click()")
    begun(page)


def test_where_data_is_dear_whoever_opens_a_receipt_has_asked_for_the_engine(
    new_page: NewPage, address: str, checked: Checked
) -> None:
    session = Session()
    session.handle(json.dumps({"v": PROTOCOL, "id": 0, "type": "load", "tree": dump_tree(checked.tree)}))
    asked = {"v": PROTOCOL, "id": 1, "type": "card", "answers": CRITICAL, "submitted": 0, "calendar": ""}
    receipt = json.loads(session.handle(json.dumps(asked)))["receipt"]
    page = new_page()
    page.add_init_script(connection(DEAR["2g"]))
    page.goto(f"{address}en-US/?receipt={receipt}")
    ready(page)
    at_step(page, "azure")


REFUSING = '{ request: () => Promise.reject(new DOMException("no", "SecurityError")) }'


@pytest.mark.parametrize(("line", "locks"), [("undefined", "undefined"), ("{}", REFUSING)])
def test_in_a_browser_that_knows_no_line_and_gives_no_lock_it_comes_by_itself(
    new_page: NewPage, address: str, line: str, locks: str
) -> None:
    page = new_page()
    page.add_init_script(connection(line))
    page.add_init_script(f'Object.defineProperty(Navigator.prototype, "locks", {{ value: {locks} }});')
    page.goto(f"{address}en-US/")
    ready(page)


def test_a_click_before_the_engine_takes_effect_at_once(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.add_init_script(connection(DEAR["saveData"]))
    let_go = hold(page, "**/*.wasm")
    page.goto(f"{address}en-US/")
    answer(page, *CRITICAL.values())
    at_step(page, "azure")
    assert state(page) == "loading"
    let_go()
    ready(page)
    at_step(page, "azure")
    expect(page.locator(".guide-receipt-id")).to_be_attached()


STUCK = 'navigator.locks.request("guide-engine-start", () => new Promise(() => {}));'
"""Another page's turn to load its engine, which never ends."""


def test_a_reader_who_begins_waits_for_no_other_page(new_page: NewPage, address: str) -> None:
    page = prepared(new_page, STUCK)
    page.goto(f"{address}en-US/")
    settle(page)
    assert state(page) == "static"
    page.locator(".guide-current a").first.focus()
    begun(page)


def test_a_page_that_is_stuck_is_not_waited_for_for_ever(new_page: NewPage, address: str) -> None:
    page = prepared(new_page, STUCK)
    page.goto(f"{address}en-US/")
    page.clock.run_for(5_000)
    assert state(page) == "static"
    page.clock.run_for(20_000)
    begun(page)
