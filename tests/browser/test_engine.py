"""The engine in the browser's Pyodide says what the engine in CPython says, and what the page says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, JSHandle

from decision_tree.json_form import dump_tree
from decision_tree.messages import PROTOCOL, Session
from site_builder.site.checking import Checked
from tests.browser.conftest import Visit, Walk
from tests.support.guide_page import answer, ready
from tests.support.tabs import PATIENCE
from tests.support.trees import every_path
from tests.support.web_modules import start_engine

Request = tuple[str, dict[str, Any]]
"""The type of a request, and its fields."""

pytestmark = pytest.mark.xdist_group("engine")  # whose engine starts once for the tests of this module


@pytest.fixture(scope="module")
def engine(browser: Browser, address: str) -> Iterator[JSHandle]:
    """An engine in a page of the English guide, beside the page's own."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}en-US/")
        yield start_engine(ready(page))


def in_cpython(tree: str, requests: Sequence[Request]) -> list[Any]:
    """The replies of an engine here to requests, numbered from 1 on."""
    session = Session()
    session.handle(json.dumps({"v": PROTOCOL, "id": 0, "type": "load", "tree": tree}))
    return [
        json.loads(session.handle(json.dumps({"v": PROTOCOL, "id": number, "type": kind, **request})))
        for number, (kind, request) in enumerate(requests, 1)
    ]


def in_the_browser(engine: JSHandle, requests: Sequence[Request]) -> list[Any]:
    """The replies of the browser's engine, numbered in the same way."""
    replies: list[Any] = engine.evaluate(
        """async (engine, requests) => {
            const replies = [];
            for (const [type, request] of requests) replies.push(await engine.ask(type, request));
            return replies;
        }""",
        requests,
    )
    return [{**reply, "id": number} for number, reply in enumerate(replies, 1)]


def test_every_scenario_comes_out_right_in_the_browser(engine: JSHandle, checked: Checked) -> None:
    scenarios = checked.content.guide.scenarios.scenarios
    requests = [("decide", {"answers": {**one.answers, **one.settings}}) for one in scenarios]
    replies = in_the_browser(engine, requests)
    for scenario, reply in zip(scenarios, replies, strict=True):
        warnings = {key.removeprefix("warnings/") for key in reply["shown"] if key.startswith("warnings/")}
        assert reply["at"] == scenario.outcome, scenario.id
        assert reply["row"] == scenario.row, scenario.id
        assert not warnings & set(scenario.never.warnings), scenario.id
    assert replies == in_cpython(dump_tree(checked.tree), requests)


TYPED = {
    "summary": "Störung: <b>nichts</b> & niemand", "description": "eins\nzwei\u202e", "tried": "é" * 900,
    "customer-domain": "münchen.example", "contact-email": "x@münchen.example", "subscription": "no guid",
    "began": "2026-11-24T14:40+01:00",
}  # fmt: skip


def test_every_outcomes_card_is_the_same_in_the_browser_as_in_cpython(
    walk: Walk, site: Path, checked: Checked
) -> None:
    """Card, sheet, ticket, reminder and receipt of each outcome, in both support languages."""
    engine = start_engine(walk("nl-NL/"))
    moment = 1_795_600_000
    requests: list[Request] = []
    for outcome in checked.proof.witnesses.outcomes.values():
        for language in ("english", "local"):
            answers = {**outcome, "language": language}
            counted = {"answers": answers, "submitted": moment, "calendar": "japan"}
            requests += [
                ("card", counted),
                ("fill", {"answers": answers, "typed": TYPED, "language": "", "now": moment}),
                ("remind", {**counted, "typed": TYPED, "now": moment}),
            ]
    replies = in_the_browser(engine, requests)
    tree = (site / "nl-NL" / "tree.json").read_text(encoding="utf-8")
    assert replies == in_cpython(tree, requests)
    receipts = [reply["receipt"] for reply in replies if "receipt" in reply]
    assert len(receipts) == 2 * len(checked.tree.outcomes)
    requests = [("replay", {"receipt": receipt}) for receipt in receipts]
    assert in_the_browser(engine, requests) == in_cpython(tree, requests)


def test_paths_of_the_guide_end_in_the_same_card_in_the_browser(engine: JSHandle, checked: Checked) -> None:
    """Every seventh path: every outcome and every scenario is asked for above."""
    moment = {"submitted": 1_795_600_000, "calendar": ""}
    paths = [answers for answers, _ in every_path(checked.tree)]
    assert len(paths) == checked.proof.paths
    requests: list[Request] = [("card", {"answers": answers, **moment}) for answers in paths[::7]]
    replies = in_the_browser(engine, requests)
    for request, reply, expected in zip(
        requests, replies, in_cpython(dump_tree(checked.tree), requests), strict=True
    ):
        assert reply == expected, request


def test_the_page_marks_its_stages_for_hosts_and_tools(visit: Visit) -> None:
    page = visit("en-US/", engine=True)
    answer(page, "azure")
    page.wait_for_function("() => performance.getEntriesByName('guide:step').length >= 2")
    names = page.evaluate("performance.getEntriesByType('mark').map(mark => mark.name)")
    assert {"guide:loading", "guide:ready", "guide:step"} <= set(names)
