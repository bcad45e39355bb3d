"""How the engine starts: from a snapshot where that works, else without one; and both ways say the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from decision_tree.json_form import dump_tree
from decision_tree.messages import PROTOCOL, Session
from site_builder.engine.runtime import Runtime
from site_builder.site.checking import Checked
from tests.browser.conftest import NewPage
from tests.support.answers import CRITICAL
from tests.support.guide_page import answer, at_step, ready, until
from tests.support.splitting import split_pyodide
from tests.support.web_modules import start_engine

pytestmark = pytest.mark.xdist_group("engine start")  # whose other cut is made once

SLOW = "Object.defineProperty(navigator, 'connection', { value: { effectiveType: '3g' } })"
SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } })"


def open_home(page: Page) -> list[str]:
    """Open the home page; the names of all files that it, and its workers, ask for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(page.url_root + "en-US/")  # type: ignore[attr-defined]
    return asked


def way(page: Page) -> str | None:
    """The way in which the engine started, once it has."""
    return ready(page).locator("html").get_attribute("data-engine-start")


def test_it_starts_from_a_snapshot_and_loads_no_library(new_page: NewPage) -> None:
    page = new_page()
    asked = open_home(page)
    assert way(page) == "snapshot"
    assert asked.count("snapshot.bin") == 1
    assert asked.count("pyodide.primary.wasm") == 1
    assert not {"standard_library.zip", "pyodide.secondary.wasm"} & set(asked)


@pytest.mark.parametrize("line", [SLOW, SAVING])
def test_on_a_slow_or_metered_line_it_loads_the_library_and_no_snapshot(new_page: NewPage, line: str) -> None:
    page = new_page()
    page.add_init_script(line)
    asked = open_home(page)
    answer(page, "azure")  # where data is to be saved, the engine waits for the reader
    assert way(page) == "library"
    assert "snapshot.bin" not in asked


def flipped(snapshot: bytes) -> bytes:
    """The snapshot with another bit in the middle of the memory, which Pyodide itself would not notice."""
    at = len(snapshot) // 2
    return snapshot[:at] + bytes([snapshot[at] ^ 1]) + snapshot[at + 1 :]


SPOILED: dict[str, Callable[[Route], None]] = {
    "not there": lambda route: route.fulfill(status=404, body="gone"),
    "with a flipped bit": lambda route: route.fulfill(body=flipped(route.fetch().body())),
}
"""Whatever is wrong with it, its hash tells."""


def test_with_a_snapshot_that_cannot_be_used_it_starts_without_by_itself(new_page: NewPage) -> None:
    page = new_page(expect=("",))  # Pyodide may say much of it
    for how, spoiled in SPOILED.items():
        page.route("**/snapshot.bin", spoiled)
        open_home(page)
        answer(page, "azure")
        assert way(page) == "library", how
        answer(page, "critical")
        at_step(page, "progress")
        page.unroute("**/snapshot.bin")


WORDS = b"must map ids to texts"
"""What the engine says of a request without answers."""


def of_another_engine(snapshot: bytes) -> bytes:
    """The snapshot as one with another engine has it: other words in its memory, and the hash of those."""
    memory = snapshot[:-32]
    assert memory.count(WORDS) == 1
    memory = memory.replace(WORDS, WORDS.upper())
    return memory + hashlib.sha256(memory).digest()


def test_from_a_snapshot_of_an_earlier_engine_it_starts_with_its_own(new_page: NewPage) -> None:
    page = new_page()
    page.route("**/snapshot.bin", lambda route: route.fulfill(body=of_another_engine(route.fetch().body())))
    asked = open_home(page)
    assert way(page) == "snapshot"
    assert asked.count("engine.zip") == 1 and "standard_library.zip" not in asked
    engine = start_engine(page)
    said = engine.evaluate("engine => engine.ask('decide', {answers: 3}).catch((error) => error.message)")
    assert WORDS.decode() in said


HANGING = """
  if (about.snapshot) {
    await Promise.all([about.wasm, about.snapshot]);  // as every start must
    await new Promise((resolve) => setTimeout(resolve));
    const request = new XMLHttpRequest();
    request.open("GET", "hanging", false);
    request.send();
    for (;;);
  }
"""
"""What makes a start from a snapshot ask for a file, and then never come to an end."""
HEARD = """
globalThis.heard = "";
globalThis.Worker = class extends Worker {
  constructor(...options) {
    super(...options);
    this.addEventListener("message", ({ data }) => { heard += data; });
  }
};
"""
"""What keeps all that workers say."""


def test_a_start_that_hangs_is_ended_and_made_without_the_snapshot(new_page: NewPage) -> None:
    page = new_page(expect=("",))
    page.clock.install()
    page.add_init_script(HEARD)
    hanging: list[str] = []

    def hang(route: Route) -> None:
        start = "export async function startPyodide(about) {"
        text = route.fetch().text()
        assert start in text
        route.fulfill(body=text.replace(start, start + HANGING), content_type="text/javascript")

    page.route("**/runtime.js", hang)
    page.route("**/hanging", lambda route: (hanging.append(""), route.fulfill(body="")))
    open_home(page)
    answer(page, "azure")
    until(page, lambda: bool(hanging) and page.evaluate("heard.includes('fetched')"))
    page.clock.fast_forward(31_000)  # RUN_LIMIT of engine.js
    assert way(page) == "library"


def test_started_from_the_library_it_says_of_every_outcome_what_cpython_says(
    new_page: NewPage, checked: Checked, site: Path
) -> None:
    """As it does when started from the snapshot: see test_engine."""
    session = Session()
    tree = (site / "en-US" / "tree.json").read_text(encoding="utf-8")
    session.handle(json.dumps({"v": PROTOCOL, "id": 0, "type": "load", "tree": tree}))
    page = new_page()
    page.add_init_script(SLOW)
    asked = open_home(page)
    assert way(page) == "library"
    requests = []
    for answers in checked.proof.witnesses.outcomes.values():
        typed = {"summary": "münchen.example é€😀", "customer-domain": "münchen.example"}
        calendar = checked.locales.calendars[0].id
        moment = {"answers": answers, "submitted": 1_790_000_000, "calendar": calendar}
        requests += [
            ("decide", {"answers": answers}),
            ("card", moment),
            ("fill", {"answers": answers, "typed": typed, "language": "", "now": 1_790_000_000}),
            ("remind", {**moment, "typed": typed, "now": 1_790_000_000}),
        ]
    requests.append(("replay", {"receipt": "1W9SG-010DE-AY0T3-0D9E0-6K3JW-KZ295-H"}))
    replies = start_engine(page).evaluate(
        """async (engine, all) => {
            const said = (reply) => ({ ...reply, id: 1 });
            const wrong = (error) => ({ v: 1, id: 1, type: "error", message: error.message });
            const replies = [];  // one after the other: each has the time that a page gives a reply
            for (const [type, request] of all) {
                replies.push(await engine.ask(type, request).then(said, wrong));
            }
            return replies;
        }""",
        requests,
    )
    assert len(replies) == len(requests)
    for (kind, request), reply in zip(requests, replies, strict=True):
        said = json.loads(session.handle(json.dumps({"v": PROTOCOL, "id": 1, "type": kind, **request})))
        said.pop("code", None)
        assert reply == said
    assert "pyodide.secondary.wasm" not in asked


@pytest.fixture(scope="module")
def cut_short(runtime: Runtime, checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with another cut: what only outcomes need lies in the secondary module."""
    folder = tmp_path_factory.mktemp("cut")
    tree = {"type": "load", "tree": dump_tree(checked.tree)}
    decide = {"type": "decide", "answers": CRITICAL}
    requests = [json.dumps({"v": PROTOCOL, "id": 1, **one}) for one in (tree, decide)]
    replies, joins = split_pyodide(runtime, folder, requests)
    assert [reply["at"] for reply in replies] == ["azure", "azure"]
    assert joins == 0
    return folder


def test_a_function_of_the_secondary_module_is_loaded_when_it_is_called(
    new_page: NewPage, cut_short: Path
) -> None:
    page = new_page()
    page.route(
        "**/pyodide.primary.wasm", lambda route: route.fulfill(path=cut_short / "pyodide.primary.wasm")
    )
    held: list[Route] = []
    page.route("**/pyodide.secondary.wasm", lambda route: held.append(route))
    asked = open_home(page)
    assert way(page) == "snapshot"
    answer(page, *CRITICAL.values())
    at_step(page, "azure")
    until(page, lambda: bool(held))
    page.wait_for_timeout(3000)  # a slow line: longer than the page waits for any other answer
    held[0].fulfill(path=cut_short / "pyodide.secondary.wasm")
    expect(page.locator("#azure .guide-due-result")).to_be_visible()
    assert asked.count("pyodide.secondary.wasm") == 1
    expect(page.locator("html")).to_have_attribute("data-engine", "ready")


def test_without_a_secondary_module_that_is_needed_the_guide_goes_on(
    new_page: NewPage, cut_short: Path
) -> None:
    page = new_page(expect=("",))
    page.route(
        "**/pyodide.primary.wasm", lambda route: route.fulfill(path=cut_short / "pyodide.primary.wasm")
    )
    page.route("**/pyodide.secondary.wasm", lambda route: route.fulfill(status=404, body="gone"))
    open_home(page)
    assert way(page) == "snapshot"
    answer(page, *CRITICAL.values())
    at_step(page, "azure")
    expect(page.locator("#azure .guide-response-time:visible")).to_contain_text("2 hours")
