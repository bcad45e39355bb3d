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
from tests.conftest import ROOT

ENGINE = ROOT / "decision_tree"
TERMINAL = {
    f"decision_tree.{name}"
    for name in (
        *("terminal", "__main__", "typed_answers", "number_ranges", "day_ranges", "calendar_spans"),
        *("tools", "tool_text", "published", "mcp"),
    )
}
"""What only a terminal, a server and the build use."""
NOT_ASKED = {
    "dump_tree": "the build writes trees, the browser only reads them",
    "to_json": "the terminal and the build have more to write",
    "condition_to_json": "likewise",
    "_members": "remembers from one tree to the next",
    "__repr__": "for whoever looks into the engine",
    "size": "the build counts combinations",
    "ways": "likewise",
    "longest": "the build and the terminal count questions",
    "period_id": "the build makes periods",
    "in_period": "the build looks at one period at a time",
    "days_of_all": "the build and the terminal say days",
    "say_days": "likewise",
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


Function = tuple[str, int, str]
"""A function by its file, its first line and its name."""


def identity(code: types.CodeType) -> Function:
    return code.co_filename, code.co_firstlineno, code.co_name


class Unreached:
    """A trace function that strikes off the lines that were reached; `lines` has what is left of functions.

    A function whose lines were all reached is traced no longer, which saves nearly all of the time.
    """

    def __init__(self) -> None:
        self.lines: dict[Function, set[int]] = {}

    def __call__(self, frame: types.FrameType, event: str, _: object) -> Any:
        lines = self.lines.get(identity(frame.f_code))
        if not lines:
            return None
        if event == "line":
            lines.discard(frame.f_lineno)
        return self


def functions(code: types.CodeType, outermost: str = "") -> Iterator[tuple[str, types.CodeType]]:
    """The functions in a module's code, each with the name of the outermost one that it is in."""
    is_function = bool(code.co_flags & inspect.CO_OPTIMIZED)  # and no body of a class
    if is_function and not (outermost or code.co_name).startswith("<"):  # nor is it the module's
        outermost = outermost or code.co_name
        yield outermost, code
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from functions(inner, outermost)


def is_to_be_reached(line: str) -> bool:
    """Whether requests should reach a line of this text."""
    return not line.strip().startswith(NEVER)


def lines_to_reach() -> dict[Function, set[int]]:
    """The lines of the engine's functions that requests should reach."""
    found: dict[Function, set[int]] = {}
    for name, module in sorted(sys.modules.items()):
        file = str(getattr(module, "__file__", ""))
        if Path(file).parent == ENGINE and name not in TERMINAL:
            source = Path(file).read_text(encoding="utf-8")
            text = source.splitlines()
            for outermost, code in functions(compile(source, file, "exec")):
                if outermost not in NOT_ASKED:
                    lines = {line for _, _, line in code.co_lines() if line and line != code.co_firstlineno}
                    wanted = {line for line in lines if not text[line - 1].strip().startswith(NEVER)}
                    found.setdefault(identity(code), set()).update(wanted)
    return found


@pytest.mark.slow
def test_the_rehearsal_gets_every_kind_of_reply_and_reaches_every_line_of_the_engine(
    rehearsal: list[str],
) -> None:
    unreached = Unreached()
    unreached.lines = lines_to_reach()
    assert len(unreached.lines) > 100
    before = sys.gettrace()
    sys.settrace(unreached)
    try:
        session = Session()
        replies = [json.loads(session.handle(text)) for text in rehearsal]
    finally:
        sys.settrace(before)
    assert {reply["type"] for reply in replies} == {
        "loaded", "decided", "carded", "filled", "reminder", "replayed", "found", "listed", "error",
    }  # fmt: skip
    assert not [reply for reply in replies if reply.get("code") == "internal"]
    assert {function: lines for function, lines in unreached.lines.items() if lines} == {}
