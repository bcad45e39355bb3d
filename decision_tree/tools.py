"""The tools for assistants: what they ask of a guide (MCP, WebMCP), answered by the engine and never guessed.

`call` answers one call; `TOOLS` has what assistants are told of each tool.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from decision_tree.conditions import SEPARATOR
from decision_tree.found_json import Asking, found_json, questions_json
from decision_tree.model import Tree
from decision_tree.periods import PERIOD
from decision_tree.refusals import nearest, refusal, unknown_calendar
from decision_tree.states import StateSpace
from decision_tree.typed_answers import with_ranges
from decision_tree.walk import Step, decide
from decision_tree.working_hours import FARTHEST

LONGEST = 5_000
"""Characters of an answer that an assistant may send: of several, with long ids, far fewer."""


class ToolError(Exception):
    """A call that cannot be answered. The message is for the assistant: what is wrong, and what is valid."""


@dataclass(frozen=True, slots=True)
class Tool:
    """What an assistant is told of a tool. `properties` are its arguments, as JSON Schema.

    `parts` are the keys of what it tells of an outcome, beside those of `ALWAYS`; all where there are none.
    """

    name: str
    title: str
    description: str
    properties: Mapping[str, Any]
    required: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments."""
        schema = {"type": "object", "properties": dict(self.properties), "additionalProperties": False}
        return schema | ({"required": list(self.required)} if self.required else {})


_ANSWERS = {
    "answers": {
        "type": "object",
        "description": (
            "What the person has answered: id of a question or setting -> id of the answer. A question with "
            "an entry also takes a number, or a date as 2027-01-31; one that takes several, a list of ids."
        ),
        "additionalProperties": {
            "anyOf": [
                {"type": "string"},
                {"type": "number"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        },
    }
}
_TIMES = {
    "received": {
        "type": "string",
        "description": (
            "When the request is submitted, with its offset from UTC, such as 2026-11-24T14:40+01:00: the "
            "due moment is counted from then. Without it, from now."
        ),
    },
    "calendar": {
        "type": "string",
        "description": "The id of the calendar that business hours are counted by; `questions` lists them.",
    },
}

TOOLS = (
    Tool(
        "questions",
        "All questions of the guide",
        "All questions and settings of the guide with the ids of their answers. You rarely need all: start "
        "with `answer` and no answers, and it gives the first question. Ask the person, never guess.",
        {},
    ),
    Tool(
        "answer",
        "The next question, or the outcome",
        "Where the person's answers lead. Begin with {}. While the result has a `question`, ask the person "
        "that question in these words, with these answers, and call again with theirs added; never answer "
        "for them, and offer “not sure” where it is an answer. The `outcome` says where to file the request, "
        "who may, what to fill in, what to beware of, and when a response comes (`due`: seconds since 1970, "
        "UTC). Pass it on as it is, cite the sources in `why` and `row`, quote the `receipt`, and give the "
        "link in `page` if there is one. Addresses of sources are relative to it.",
        _ANSWERS | _TIMES,
        ("answers",),
    ),
    Tool(
        "explain",
        "Why this outcome",
        "Why the answers lead to their outcome: each answer and what follows from it, with the sources that "
        "say so or the reason where none does, the row of the response times, and how the due moment was "
        "counted. The answers must reach an outcome.",
        _ANSWERS | _TIMES,
        ("answers",),
        ("why", "row", "due", "assumptions", "tables"),
    ),
    Tool(
        "what_would_change",
        "What would change the outcome",
        "Which single other answer would lead elsewhere, or to another response time, the nearest first; and "
        "what “not sure” leaves open. The answers must reach an outcome. It is for telling the person what "
        "matters, not for choosing answers that suit.",
        _ANSWERS,
        ("answers",),
        ("row", "tables", "changes", "doubt"),
    ),
)
ALWAYS = ("receipt", "page")
"""What each tool tells of an outcome; `page` where it is known."""


def call(
    space: StateSpace, name: str, arguments: Mapping[str, Any], *, now: int, today: date, page: str = ""
) -> dict[str, Any]:
    """What a tool answers, as JSON: `answer` what --json says.

    `now` is in seconds since 1970, UTC, and counts where nothing is said of when the request was received.
    `today` is the day from which typed dates are read; `page` the address of the guide's page, or "" where it
    is not known, for a link to the answers. Raises ToolError.
    """
    tool = next((tool for tool in TOOLS if tool.name == name), None)
    if tool is None:
        raise ToolError(f"there is no tool {name!r}{nearest(name, [tool.name for tool in TOOLS])}")
    for given in arguments:
        if given not in tool.properties:
            known = list(tool.properties)
            raise ToolError(
                f"{name!r} has no argument {given!r}{nearest(given, known)}"
                if known
                else f"{name!r} takes no arguments, and got {given!r}"
            )
    if name == "questions":
        return questions_json(space.tree)
    step = _step(space.tree, arguments.get("answers"), today)
    calendar = str(arguments.get("calendar", ""))
    if calendar and (refused := unknown_calendar(space.tree, calendar)):
        raise ToolError(refused)
    asking = Asking(_received(arguments, now), calendar)
    found = found_json(space, step, asking)
    if not step.is_outcome and tool.parts:
        raise ToolError(f"these answers reach no outcome yet; ask the person {step.at!r} next")
    if page:
        found["page"] = address_of(page, space.tree, step)
    if not tool.parts:
        return found
    outcome = {key: found["outcome"][key] for key in ("id", "title")}
    return {"outcome": outcome} | {key: found[key] for key in (*tool.parts, *ALWAYS) if key in found}


def address_of(page: str, tree: Tree, step: Step) -> str:
    """The address of the guide's page with a step's answers, and the settings that are not the default."""
    defaults = {setting.id: setting.default for setting in tree.settings}
    settings = [(name, value) for name, value in step.settings if name != PERIOD and value != defaults[name]]
    query = urlencode(sorted([*step.path, *settings]))
    return f"{page}{query and f'?{query}'}#{step.at}"


def _step(tree: Tree, value: Any, today: date) -> Step:
    """Where an argument of answers leads. Raises ToolError unless every answer counts or is not asked for."""
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise ToolError("'answers' must map ids of questions to answers; begin with {}")
    answers = {name: _answer(name, given) for name, given in value.items()}
    step = decide(tree, with_ranges(tree, answers, today))
    if step.notices:
        raise ToolError("; ".join(refusal(tree, notice) for notice in step.notices))
    return step


def _answer(name: str, value: Any) -> str:
    """An answer as the engine takes it. Raises ToolError."""
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        text = SEPARATOR.join(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        text = f"{value:.15g}"
    elif isinstance(value, str):
        text = value
    else:
        raise ToolError(f"the answer to {name!r} must be an id, a number, or a list of ids")
    if max(len(text), len(name)) > LONGEST:
        raise ToolError(f"an id or an answer has at most {LONGEST} characters")
    return text


def _received(arguments: Mapping[str, Any], now: int) -> int:
    """The moment that is counted from, in seconds since 1970, UTC. Raises ToolError."""
    text = arguments.get("received")
    if text is None:
        return now
    try:
        moment = datetime.fromisoformat(text)
        seconds = int(moment.timestamp()) if moment.tzinfo else -1
    except (TypeError, ValueError, OverflowError):
        seconds = -1
    if not 0 <= seconds <= FARTHEST:
        raise ToolError(
            f"'received' must be a moment with its offset from UTC, as 2026-11-24T14:40+01:00, not {text!r}"
        )
    return seconds
