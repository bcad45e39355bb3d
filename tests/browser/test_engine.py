"""The engine in the browser's Pyodide says what the engine in CPython says, and what the page says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from decision_tree.json_form import dump_tree
from decision_tree.messages import PROTOCOL, Session
from site_builder.site.checking import Checked
from tests.browser.conftest import NewPage, answer, ready
from tests.support.trees import every_path
from tests.support.web_modules import start_engine


def test_every_scenario_comes_out_right_in_the_browser(new_page: NewPage, checked: Checked) -> None:
    page = ready(new_page("en-US/"))
    session = start_engine(page)
    for scenario in checked.content.guide.scenarios.scenarios:
        answers = {**scenario.answers, **scenario.settings}
        reply = session.evaluate("(engine, answers) => engine.decide(answers)", answers)
        warnings = {key.removeprefix("warnings/") for key in reply["shown"] if key.startswith("warnings/")}
        assert reply["at"] == scenario.outcome, scenario.id
        assert reply["row"] == scenario.row, scenario.id
        assert not warnings & set(scenario.not_warnings), scenario.id


def test_the_browsers_engine_and_cpython_say_the_same_about_every_scenario(
    new_page: NewPage, checked: Checked
) -> None:
    session = Session()
    session.handle(json.dumps({"v": PROTOCOL, "id": 0, "type": "load", "tree": dump_tree(checked.tree)}))
    page = ready(new_page("en-US/"))
    all_answers = [{**s.answers, **s.settings} for s in checked.content.guide.scenarios.scenarios]
    replies = start_engine(page).evaluate(
        "(engine, all) => Promise.all(all.map((answers) => engine.decide(answers)))", all_answers
    )
    for number, (answers, reply) in enumerate(zip(all_answers, replies, strict=True), 1):
        request = {"v": PROTOCOL, "id": number, "type": "decide", "answers": answers}
        assert reply == json.loads(session.handle(json.dumps(request)))


TYPED = {
    "summary": "Störung: <b>nichts</b> & niemand", "description": "eins\nzwei\u202e", "tried": "é" * 900,
    "customer-domain": "münchen.example", "contact-email": "x@münchen.example", "subscription": "no guid",
    "began": "2026-11-24T14:40+01:00",
}  # fmt: skip


@pytest.mark.parametrize("locale", ["en-US", "nl-NL"])
def test_every_outcomes_card_is_the_same_in_the_browser_as_in_cpython(
    new_page: NewPage, site: Path, checked: Checked, locale: str
) -> None:
    """Card, sheet, ticket, reminder and receipt of each outcome, in both support languages."""
    page = ready(new_page(f"{locale}/"))
    moment = 1_795_600_000
    requests = []
    for outcome in checked.proof.witnesses.values():
        for language in ("english", "local"):
            answers = {**outcome, "language": language}
            counted = {"answers": answers, "submitted": moment, "calendar": "japan"}
            requests += [
                ("card", counted),
                ("fill", {"answers": answers, "typed": TYPED, "language": "", "now": moment}),
                ("remind", {**counted, "typed": TYPED, "now": moment}),
            ]
    replies = start_engine(page).evaluate(
        """async (engine, requests) => {
            const replies = [];
            for (const [type, request] of requests) replies.push(await engine.ask(type, request));
            for (const { receipt } of replies.filter((reply) => reply.receipt)) {
                replies.push(await engine.ask("replay", { receipt }));
            }
            return replies;
        }""",
        requests,
    )
    session = Session()
    text = (site / locale / "tree.json").read_text(encoding="utf-8")
    session.handle(json.dumps({"v": PROTOCOL, "id": 0, "type": "load", "tree": text}))
    receipts = [reply["receipt"] for reply in replies if "receipt" in reply]
    assert len(receipts) == 2 * len(checked.tree.outcomes)
    requests += [("replay", {"receipt": receipt}) for receipt in receipts]
    for number, ((kind, request), reply) in enumerate(zip(requests, replies, strict=True), 1):
        asked = {"v": PROTOCOL, "id": number, "type": kind, **request}
        assert reply == json.loads(session.handle(json.dumps(asked)))


def test_every_path_of_the_guide_ends_in_the_same_card_in_the_browser(
    new_page: NewPage, checked: Checked
) -> None:
    page = ready(new_page("en-US/"))
    paths = [answers for answers, _ in every_path(checked.tree)]
    assert len(paths) == checked.proof.paths
    replies = start_engine(page).evaluate(
        """async (engine, [paths, moment]) => {
            const replies = [];
            for (const answers of paths) {
                replies.push(await engine.ask("card", { answers, submitted: moment, calendar: "" }));
            }
            return replies;
        }""",
        [paths, 1_795_600_000],
    )
    session = Session()
    session.handle(json.dumps({"v": PROTOCOL, "id": 0, "type": "load", "tree": dump_tree(checked.tree)}))
    for number, (answers, reply) in enumerate(zip(paths, replies, strict=True), 1):
        asked = {"v": PROTOCOL, "id": number, "type": "card", "answers": answers}
        asked |= {"submitted": 1_795_600_000, "calendar": ""}
        assert reply == json.loads(session.handle(json.dumps(asked)))


def test_the_page_marks_its_stages_for_hosts_and_tools(new_page: NewPage) -> None:
    page = ready(new_page("en-US/"))
    answer(page, "customer")
    page.wait_for_function("() => performance.getEntriesByName('guide:step').length >= 2")
    names = page.evaluate("performance.getEntriesByType('mark').map(mark => mark.name)")
    assert {"guide:loading", "guide:ready", "guide:step"} <= set(names)
