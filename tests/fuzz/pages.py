"""What reaches a page from outside: its address, and messages of the page around its frame."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from decision_tree.receipt import receipt
from decision_tree.walk import decide
from tests.fuzz.browsing import Browsing
from tests.fuzz.built_copy import BuiltCopy
from tests.fuzz.case import ACCEPTED, REFUSED, Case
from tests.fuzz.mutations import HOSTILE, damaged_json, damaged_text
from tests.fuzz.page_judge import answers_in, judge_page
from tests.support.complaints import Complaints
from tests.support.trees import every_path

UNSAFE = ("", "", "%", "?&=#/:@'\"<>%")
"""Characters that an address has as they are, in some cases: not every program escapes them."""
MESSAGES = 6
"""Messages of a host in one case: fewer than the guide hears in a second."""
FRAME_ID = "0123456789abcdef" * 2
HOST_PAGE = "host.html"
HOST = b'<!doctype html><title>Host</title><link rel="icon" href="data:,">'
ID = "[a-z0-9][a-z0-9-]{0,79}"


class _Pages(Browsing):
    """The guide as it is, built and served, and what may be asked of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        copy = BuiltCopy(folder)
        self.tree = copy.build()
        self.host.files = {**copy.contents(), HOST_PAGE: HOST}
        self.host.send("Content-Security-Policy", to=lambda name: name == HOST_PAGE)
        origin = self.root.rstrip("/")
        self.complaints = Complaints(lambda: [origin])
        self.paths = list(every_path(self.tree))

    def _answers(self, random: Random) -> dict[str, str]:
        answers = list(random.choice(self.paths)[0].items())
        return dict(answers[: random.randrange(len(answers) + 1)])


class _Addresses(_Pages):
    def __call__(self, random: Random) -> str:
        answers = self._answers(random)
        step = decide(self.tree, answers)
        query, fragment = urlencode(answers), random.choice((step.at, step.at, "", *HOSTILE))
        if step.is_outcome and random.random() < 0.3:
            query = f"receipt={receipt(self.tree, step)}"
        if random.random() < 0.7:
            query = damaged_text(random, query)
        if random.random() < 0.3:
            fragment = damaged_text(random, fragment)
        safe = random.choice(UNSAFE) + "&="
        address = f"{self.home}?{_escaped(query, safe)}#{_escaped(fragment, safe)}"
        with self.page(address, complaints=self.complaints) as page:
            page.goto(address)
            said = judge_page(page, self.tree)
        return REFUSED if said else ACCEPTED


def _escaped(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="replace").replace("#", "%23")


class _Messages(_Pages):
    def __call__(self, random: Random) -> str:
        sent = [self._message(random, number) for number in range(1, MESSAGES + 1)]
        with self.page(json.dumps(sent), complaints=self.complaints) as page:
            page.add_init_script(COUNT)
            page.goto(f"{self.root}{HOST_PAGE}")
            name = json.dumps({"decisionTree": 1, "id": FRAME_ID, "host": self.root.rstrip("/")})
            page.evaluate(ADD_FRAME, [name, f"{self.home}embed/"])
            frame = page.frames[1]
            frame.wait_for_selector(".guide--live .guide-current")
            page.evaluate("all => { for (const one of all) frames[0].postMessage(one, '*'); }", sent)
            frame.wait_for_function("count => window.received === count", arg=len(sent))
            judge_page(frame, self.tree)
            expected = _started(sent)
            assert answers_in(frame) == expected, f"the host started with {expected}"
        return ACCEPTED if expected else REFUSED

    def _message(self, random: Random, number: int) -> str:
        fields: dict[str, object] = random.choice(
            (
                {"type": "start", "answers": self._answers(random)},
                {"type": "theme", "scheme": "dark", "accent": "#0a0", "ground": "#fff"},
                {"type": "locale", "locale": "en-US"},
            )
        )
        message = {"decisionTree": 1, "id": FRAME_ID, "page": "ab" * 16, "n": number, **fields}
        text = json.dumps(damaged_json(random, message) if random.random() < 0.8 else message)
        return damaged_text(random, text) if random.random() < 0.2 else text


def _started(sent: list[str]) -> dict[str, str]:
    """The answers that the last message starts the guide with, as handbook/embedding.md says."""
    answers: dict[str, str] = {}
    number, document = 0, ""
    for text in sent:
        try:
            message = json.loads(text) if len(text) <= 4096 else None
        except ValueError:
            continue
        if not isinstance(message, dict) or not _fits(message):
            continue
        if message["n"] > number and document in ("", message["page"]):
            number, document = message["n"], message["page"]
            answers = message.get("answers", answers)
    return answers


def _fits(message: dict[str, Any]) -> bool:
    tests = {"decisionTree": "1", "id": FRAME_ID, "page": "[0-9a-f]{32}", "n": r"[1-9]\d{0,15}"}
    match message.get("type"):
        case "theme":
            color = "#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|"
            tests |= {"scheme": "light|dark", "accent": color, "ground": color}
        case "locale":
            tests |= {"locale": "en-US"}
        case "start":
            answers = message.get("answers")
            ids = [*answers, *answers.values()] if isinstance(answers, dict) else [None]
            if len(ids) > 160 or not all(isinstance(id, str) and re.fullmatch(ID, id) for id in ids):
                return False
            tests |= {"answers": ".*"}
        case _:
            return False
    whole = message.keys() == {"type", *tests}
    return whole and all(re.fullmatch(test, _text(message[name])) for name, test in tests.items())


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def addresses(folder: Path) -> Case:
    """Addresses copied wrongly: the page shows what their answers lead to, or says what is wrong."""
    return _Addresses(folder)


def messages(folder: Path) -> Case:
    """Messages of the page around the frame: those that fit the protocol are followed, and no others."""
    return _Messages(folder)


COUNT = "addEventListener('message', () => { window.received = (window.received ?? 0) + 1; })"
"""Counts the messages that have come, in any page."""
ADD_FRAME = """([name, url]) => {
    const frame = document.createElement("iframe");
    Object.assign(frame, { name, src: url, width: 900, height: 700 });
    document.body.append(frame);
}"""
"""Puts the guide into a page, as embed.js does."""
