"""The engine's contract: what it says, to the letter, of an example guide that never changes.

Pages, scripts and other engines rely on every key and every text of it. `contract/requests.json` has the
requests, `contract/replies.json` what is replied, `contract/terminal.json` command lines and what is printed.
A request to load has the example guide, `contract/tree.json`, with the `changes` that it names, each a path
and the value there; one that is "raw" is sent as it is, "times" as often.
After a change that is meant: python -m tests.decision_tree.test_contract, and read the difference.
"""

from __future__ import annotations

import copy
import json
import os
import time
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from decision_tree.messages import PROTOCOL, Session
from tests.support.terminal import run_terminal

FOLDER = Path(__file__).parent / "contract"
TREE = FOLDER / "tree.json"


def read(name: str) -> list[dict[str, Any]]:
    """A file of the contract."""
    found: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return found


REQUESTS = read("requests")
REPLIES = read("replies")
RUNS = read("terminal")


def replied(number: int) -> Any:
    """What is replied to a request, by its number from 0."""
    return json.loads(copy.copy(_before(number)).handle(_text(number)))


@cache
def _before(number: int) -> Session:
    """The session as the requests before this one leave it: those that load a tree change it."""
    if number == 0:
        return Session()
    session = _before(number - 1)
    if REQUESTS[number - 1].get("type") == "load":
        session = copy.copy(session)
        session.handle(_text(number - 1))
    return session


def _text(number: int) -> str:
    request = dict(REQUESTS[number])
    text = str(request.pop("raw", "")) * request.pop("times", 1)
    if request.get("type") == "load" and "tree" not in request:
        request["tree"] = _changed(request.pop("changes", []))
    return text or json.dumps({"v": PROTOCOL, "id": number + 1, **request})


def _changed(changes: list[Any]) -> str:
    tree = json.loads(TREE.read_text("utf-8"))
    for *path, value in changes:
        *way, last = path
        at = tree
        for key in way:
            at = at[key]
        at[last] = value
    return json.dumps(tree)


def printed(run: dict[str, Any]) -> dict[str, Any]:
    """A command line with what is typed, and the exit code and the lines printed, on a Dutch machine."""
    with mock.patch.dict(os.environ, TZ="Europe/Amsterdam", COLUMNS="80"):
        time.tzset()
        found = run | _run(run["arguments"], run["typed"])
    time.tzset()
    return found


def _run(arguments: list[str], typed: str) -> dict[str, Any]:
    with mock.patch("time.time", lambda: 1_795_600_000.5):
        done = run_terminal(str(TREE), *arguments, typed=typed)
    said = {"code": done.code, "out": done.out.split("\n"), "error": done.error.split("\n")}
    return json.loads(json.dumps(said).replace(str(TREE), "tree.json"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("number", range(len(REQUESTS)))
def test_every_request_gets_the_reply_of_the_contract(number: int) -> None:
    assert replied(number) == REPLIES[number]


@pytest.mark.parametrize("run", RUNS, ids=lambda run: " ".join(run["arguments"])[:60])
def test_every_command_line_prints_what_the_contract_says(run: dict[str, Any]) -> None:
    assert printed(run) == run


if __name__ == "__main__":
    found = {
        "replies": [replied(number) for number in range(len(REQUESTS))],
        "terminal": [printed(run) for run in RUNS],
    }
    for name, value in found.items():
        text = json.dumps(value, indent=1, ensure_ascii=False)
        (FOLDER / f"{name}.json").write_text(f"{text}\n", "utf-8")
