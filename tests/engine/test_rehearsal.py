"""The rehearsal, which finds out what the engine needs of Pyodide, leaves nothing of the engine out."""

from __future__ import annotations

import inspect
import json
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from decision_tree.messages import Session
from site_builder.engine.runtime import PARTS
from tests.conftest import ROOT

ENGINE = ROOT / "decision_tree"
TERMINAL = ("decision_tree.terminal", "decision_tree.__main__")
NOT_ASKED = {
    "dump_tree": "the build writes trees, the browser only reads them",
    "to_json": "likewise",
    "condition_to_json": "likewise",
    "__repr__": "for whoever looks into the engine",
    "_hints": "remembers from one tree to the next",
}
"""Functions that no request reaches, and why."""
NEVER = (
    "raise AssertionError",
    "raise ValueError(f",
    "except Exception as",
    'reply = {"type": "error", "code": "internal"',
    "live[id] = 0",
    'raise RoutingError(f"question {at!r} leads back',
)
"""How lines begin that only a fault of the engine itself reaches."""


@pytest.fixture(scope="module")
def requests() -> list[str]:
    """The texts of the rehearsal's requests."""
    sys.path.insert(0, str(PARTS))
    try:
        import rehearsal  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(PARTS))
    return list(rehearsal.requests())


def test_the_rehearsal_is_the_same_each_time_and_gets_every_kind_of_reply(requests: list[str]) -> None:
    session = Session()
    replies = [json.loads(session.handle(text)) for text in requests]
    assert {reply["type"] for reply in replies} == {
        "loaded", "decided", "carded", "filled", "reminder", "replayed", "error",
    }  # fmt: skip
    assert not [reply for reply in replies if reply.get("code") == "internal"]


def test_the_rehearsal_reaches_every_line_of_the_engine(requests: list[str]) -> None:
    reached: set[tuple[str, int]] = set()

    def trace(frame: types.FrameType, event: str, _: object) -> Any:
        if Path(frame.f_code.co_filename).parent != ENGINE:
            return None
        if event == "line":
            reached.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        session = Session()
        for text in requests:
            session.handle(text)
    finally:
        sys.settrace(before)
    left_out = []
    for name, module in sorted(sys.modules.items()):
        file = str(getattr(module, "__file__", ""))
        if Path(file).parent == ENGINE and name not in TERMINAL:
            source = Path(file).read_text(encoding="utf-8")
            for function, line in lines_of(compile(source, file, "exec")):
                text = source.splitlines()[line - 1].strip()
                if (file, line) not in reached and function not in NOT_ASKED and not text.startswith(NEVER):
                    left_out.append(f"{name}:{line}: {text}")
    assert left_out == []


def lines_of(code: types.CodeType, function: str = "") -> Iterator[tuple[str, int]]:
    """The lines of functions in a module's code, each with the name of the outermost one that it is in."""
    is_function = bool(code.co_flags & inspect.CO_OPTIMIZED)  # and no body of a class
    if is_function and not (function or code.co_name).startswith("<"):  # nor is it the module's
        function = function or code.co_name
        lines = {line for _, _, line in code.co_lines() if line and line != code.co_firstlineno}
        yield from ((function, line) for line in sorted(lines))
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from lines_of(inner, function)
