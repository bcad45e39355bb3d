"""The walk without the engine: what the page's links say of all answers is what the engine says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from decision_tree.json_form import dump_tree
from decision_tree.messages import PROTOCOL, Session
from decision_tree.model import Tree
from site_builder.site.checking import Checked
from tests.browser.conftest import NewPage
from tests.support.trees import every_path
from tests.support.web_modules import serve_modules

Answers = dict[str, str]
WALK = """async (all) => {
    const { readTree } = await import("/modules/guide/sections.js");
    const { walk, holds } = await import("/modules/guide/walk.js");
    const tree = readTree(guide, JSON.parse(document.getElementById("guide-settings").textContent));
    return all.map((answers) => {
        const step = walk(tree, answers);
        const facts = { ...Object.fromEntries(step.path), ...step.settings };
        const pieces = document.getElementById(step.section).querySelectorAll("[data-key]");
        const applies = [...pieces].filter(({ dataset }) => holds(JSON.parse(dataset.when), facts));
        const { at, outcome, path, pending, unused, notices } = step;
        const left = tree.sections.get(step.section)?.left ?? [0];
        // A step of the way stands on its line and again in the list.
        const shown = outcome && [...new Set(applies.map(({ dataset }) => dataset.key))].sort();
        return { at, outcome, path, settings: Object.entries(step.settings), pending, unused, notices,
                 left: [left[0], left.at(-1)], shown };
    });
}"""


def test_the_links_of_the_page_lead_where_the_engine_does(new_page: NewPage, checked: Checked) -> None:
    """Along every path; and with answers that were changed, are missing, or mean nothing."""
    page = new_page()
    page.route("**/home.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    serve_modules(page)
    page.goto(f"{page.url_root}en-US/")  # type: ignore[attr-defined]
    paths = [answers for answers, _ in every_path(checked.tree)]
    assert len(paths) == checked.proof.paths
    asked = [*paths, *changed(checked.tree, paths)]
    found = page.evaluate(WALK, asked)
    assert len({tuple(map(tuple, step["pending"])) for step in found}) > 1
    assert len({tuple(step["unused"]) for step in found}) > 1
    session = Session()
    session.handle(json.dumps({"v": PROTOCOL, "id": 0, "type": "load", "tree": dump_tree(checked.tree)}))
    for answers, step in zip(asked, found, strict=True):
        assert step == said_by(session, answers), answers


def said_by(session: Session, answers: Answers) -> dict[str, Any]:
    """What the engine says of the answers, as far as the page knows it too."""
    request = {"v": PROTOCOL, "id": 1, "type": "decide", "answers": answers}
    reply = json.loads(session.handle(json.dumps(request)))
    names = ("at", "outcome", "path", "settings", "pending", "unused", "left")
    notices = [{"name": one["name"], "value": one["value"]} for one in reply["notices"]]
    shown = sorted(reply["shown"]) if reply["outcome"] else False
    return {name: reply[name] for name in names} | {"notices": notices, "shown": shown}


def changed(tree: Tree, paths: list[Answers]) -> Iterator[Answers]:
    """Every path with one answer changed and then without it, each time another; some with nonsense."""
    answers_to = {choice.id: [answer.id for answer in choice.answers] for choice in tree.choices}
    for number, path in enumerate(paths):
        name = list(path)[number % len(path)]
        others = [id for id in answers_to[name] if id != path[name]]
        yield path | {name: others[number % len(others)]}
        yield {other: answer for other, answer in path.items() if other != name}
        if number % 100 == 0:
            yield path | {name: "no-answer", "no-question": "yes"}
