"""The engine in the browser's Pyodide says what the engine in CPython says, and what the page says."""

from __future__ import annotations

import json

from decision_tree.json_form import dump_tree
from decision_tree.messages import PROTOCOL, Session
from site_builder.checking import Checked
from tests.browser.conftest import NewPage, answer, ready


def test_every_scenario_comes_out_right_in_the_browser(new_page: NewPage, checked: Checked) -> None:
    page = ready(new_page("en-US/"))
    engine = page.locator("#guide").get_attribute("data-runtime")
    session = page.evaluate_handle(
        """async (engine) => {
            const { Engine } = await import(new URL(engine + "engine.js", location.href));
            const started = new Engine(new URL("tree.json", location.href));
            await started.start();
            return started;
        }""",
        engine,
    )
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
    engine = page.locator("#guide").get_attribute("data-runtime")
    all_answers = [{**s.answers, **s.settings} for s in checked.content.guide.scenarios.scenarios]
    replies = page.evaluate(
        """async ([engine, all]) => {
            const { Engine } = await import(new URL(engine + "engine.js", location.href));
            const started = new Engine(new URL("tree.json", location.href));
            await started.start();
            return Promise.all(all.map((answers) => started.decide(answers)));
        }""",
        [engine, all_answers],
    )
    for number, (answers, reply) in enumerate(zip(all_answers, replies, strict=True), 1):
        request = {"v": PROTOCOL, "id": number, "type": "decide", "answers": answers}
        assert reply == json.loads(session.handle(json.dumps(request)))


def test_the_page_decides_what_applies_as_the_engine_does(new_page: NewPage, checked: Checked) -> None:
    """Before the engine is ready, and without it, the page evaluates the same conditions itself."""
    page = ready(new_page("en-US/"))
    engine = page.locator("#guide").get_attribute("data-runtime")
    all_answers = [{**s.answers, **s.settings} for s in checked.content.guide.scenarios.scenarios]
    different = page.evaluate(
        """async ([engine, all, defaults]) => {
            const from = (name) => import(new URL(engine + name, location.href));
            const { Engine } = await from("engine.js");
            const { StaticTree, holds } = await from("static_walk.js");
            const html = await (await fetch(location.pathname)).text();
            const root = new DOMParser().parseFromString(html, "text/html").getElementById("guide");
            const tree = new StaticTree(root);
            const settings = {
                has: (id) => id in defaults,
                values: (answers) => Object.fromEntries(
                    Object.keys(defaults).map((id) => [id, answers[id] ?? defaults[id]])),
            };
            const started = new Engine(new URL("tree.json", location.href));
            await started.start();
            const different = [];
            for (const answers of all) {
                const reply = await started.decide(answers);
                const walked = tree.walk(answers, settings);
                const pieces = [...root.querySelector(`#${walked.section}`).querySelectorAll("[data-key]")];
                const shown = pieces.filter((p) => holds(JSON.parse(p.dataset.when), walked.facts));
                const keys = shown.map((p) => p.dataset.key).sort();
                const same = walked.at === reply.at && String(keys) === String([...reply.shown].sort());
                if (!same) different.push([answers, keys, reply.shown]);
            }
            return different;
        }""",
        [engine, all_answers, {s.id: s.default for s in checked.tree.settings}],
    )
    assert different == []


def test_the_page_marks_its_stages_for_hosts_and_tools(new_page: NewPage) -> None:
    page = ready(new_page("en-US/"))
    answer(page, "customer")
    page.wait_for_function("performance.getEntriesByName('guide:step').length >= 2")
    names = page.evaluate("performance.getEntriesByType('mark').map(mark => mark.name)")
    assert {"guide:loading", "guide:ready", "guide:step"} <= set(names)
