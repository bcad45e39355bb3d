"""The engine's contract: what it says, to the letter, of an example guide that never changes.

Pages, scripts and other engines rely on every key and every text of it. `contract/requests.json` has the
requests, `contract/replies.json` what is replied, `contract/terminal.json` command lines and what is printed.
A request to load has the example guide, `contract/tree.json`, with the `changes` that it names, each a path
and the value there; one that is "raw" is sent as it is, "times" as often.
After a change that is meant: python -m tests.decision_tree.test_contract, and read the difference.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any
from unittest import mock

from decision_tree.messages import PROTOCOL, Session
from tests.support.terminal import run_terminal

FOLDER = Path(__file__).parent / "contract"
TREE = FOLDER / "tree.json"


def replies() -> list[Any]:
    """What one session replies to all requests, in their order."""
    session = Session()
    found = []
    for number, request in enumerate(json.loads((FOLDER / "requests.json").read_text("utf-8")), 1):
        text = request.pop("raw", "") * request.pop("times", 1)
        if request.get("type") == "load" and "tree" not in request:
            request["tree"] = _changed(request.pop("changes", []))
        text = text or json.dumps({"v": PROTOCOL, "id": number, **request})
        found.append(json.loads(session.handle(text)))
    return found


def _changed(changes: list[Any]) -> str:
    tree = json.loads(TREE.read_text("utf-8"))
    for *path, value in changes:
        *way, last = path
        at = tree
        for key in way:
            at = at[key]
        at[last] = value
    return json.dumps(tree)


def printed() -> list[dict[str, Any]]:
    """Every command line with what is typed, and the exit code and the lines printed, on a Dutch machine."""
    runs = json.loads((FOLDER / "terminal.json").read_text("utf-8"))
    with mock.patch.dict(os.environ, TZ="Europe/Amsterdam", COLUMNS="80"):
        time.tzset()
        found = [run | _run(run["arguments"], run["typed"]) for run in runs]
    time.tzset()
    return found


def _run(arguments: list[str], typed: str) -> dict[str, Any]:
    with mock.patch("time.time", lambda: 1_795_600_000.5):
        done = run_terminal(str(TREE), *arguments, typed=typed)
    said = {"code": done.code, "out": done.out.split("\n"), "error": done.error.split("\n")}
    return json.loads(json.dumps(said).replace(str(TREE), "tree.json"))  # type: ignore[no-any-return]


def test_every_request_gets_the_reply_of_the_contract() -> None:
    expected = json.loads((FOLDER / "replies.json").read_text("utf-8"))
    found = replies()
    for one, other in zip(found, expected, strict=True):
        assert one == other


def test_every_command_line_prints_what_the_contract_says() -> None:
    expected = json.loads((FOLDER / "terminal.json").read_text("utf-8"))
    for one, other in zip(printed(), expected, strict=True):
        assert one == other


if __name__ == "__main__":
    for name, value in (("replies", replies()), ("terminal", printed())):
        text = json.dumps(value, indent=1, ensure_ascii=False)
        (FOLDER / f"{name}.json").write_text(f"{text}\n", "utf-8")
