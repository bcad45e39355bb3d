"""The message protocol of the engine: the page's worker passes requests and replies as JSON text.

Protocol version 1. A request is {"v": 1, "id": n, "type": …} and gets one reply with the same v and id:

    load    {"tree": text of tree.json, "day": the reader's, an ISO date; may be left out}
                                          -> loaded  {"engine": version, "guide": version, "locale": …}
    decide  {"answers": {name: answer}}   -> decided {"path", "settings", "at", "outcome", "pending",
                                             "unused", "notices", "left": [fewest, most], "shown", "row"}

    card    {"answers", "submitted": seconds, "calendar": id}
                                          -> carded   what decision_tree.card_json.card_json says
    fill    {"answers", "typed": {field: text}, "language": locale or "", "now": seconds,
             "link": the receiver's page, where a person is written to; may be left out}
                                          -> filled   what sheet_json says
    remind  {"answers", "typed", "submitted", "calendar", "now"}
                                          -> reminder {"text": iCalendar or null}
    replay  {"receipt": text}             -> replayed what replay_json says
    find    {"answers", "submitted", "calendar"}
                                          -> found    what found_json says, or {"refused": sentences}
    list    {}                            -> listed   what questions_json says

Of a question that takes several answers the answer is a selection: their ids in order, with dots between.

Moments are whole seconds since 1970, UTC. `card`, `fill` and `remind` need answers that reach an outcome.
Of the answers to questions that are not asked on this path, `pending` holds those whose question may still be
asked, and `unused` the ids of the other questions.

A request that is wrong gets {"type": "error", "code", "message"}; nothing is raised.
"""

from __future__ import annotations

import json
from typing import Any

from decision_tree import __version__
from decision_tree.card import card
from decision_tree.card_json import card_json, reminder_json
from decision_tree.faults import is_date
from decision_tree.found_json import Asking, found_json, questions_json
from decision_tree.json_form import load_tree
from decision_tree.model import Tree, TreeError
from decision_tree.periods import on_day
from decision_tree.progress import Progress
from decision_tree.refusals import refusal, unknown_calendar
from decision_tree.replay_json import replay_json
from decision_tree.sheet_json import sheet_json
from decision_tree.states import StateSpace
from decision_tree.walk import Step, decide
from decision_tree.working_hours import FARTHEST

PROTOCOL = 1
LARGEST_REQUEST = 2_000_000
"""Characters of a request. The largest is `load`, whose tree.json is well under a tenth of this."""


class _BadRequestError(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Session:
    """A page's session with the engine. Its only state is the tree that was loaded."""

    def __init__(self) -> None:
        self._progress: Progress | None = None

    def handle(self, text: str) -> str:
        """The reply to one request, both as JSON text. Raises nothing."""
        id: Any = None
        try:
            request = _parse(text)
            id = request.get("id")
            reply = self._reply(request)
        except _BadRequestError as error:
            reply = {"type": "error", "code": error.code, "message": str(error)}
        except TreeError as error:
            reply = {"type": "error", "code": "tree", "message": str(error)}
        except Exception as error:  # a fault of ours must not take the page's channel down
            reply = {"type": "error", "code": "internal", "message": f"{type(error).__name__}: {error}"}
        return json.dumps({"v": PROTOCOL, "id": id, **reply}, ensure_ascii=False)

    def _reply(self, request: dict[str, Any]) -> dict[str, Any]:
        if request.get("v") != PROTOCOL:
            raise _BadRequestError(
                "version", f"this engine speaks protocol {PROTOCOL}, not {request.get('v')!r}"
            )
        kind = request.get("type")
        if kind == "load":
            return self._load(request.get("tree"), request.get("day", ""))
        answering = {
            "decide": self._decide,
            "card": self._card,
            "fill": self._fill,
            "remind": self._remind,
            "replay": self._replay,
            "find": self._find,
            "list": self._list,
        }.get(kind if isinstance(kind, str) else "")
        if answering is None:
            raise _BadRequestError("type", f"unknown request {kind!r}; see decision_tree/messages.py")
        if self._progress is None:
            raise _BadRequestError("order", "no tree has been loaded yet; send 'load' first")
        return answering(self._progress, request)

    def _load(self, text: Any, day: Any) -> dict[str, Any]:
        if not isinstance(text, str):
            raise _BadRequestError("tree", "'tree' must be the text of tree.json")
        if not isinstance(day, str) or (day and not is_date(day)):
            raise _BadRequestError("day", "'day' must be a date such as 2027-01-01")
        tree = load_tree(text)
        tree = on_day(tree, day) if day else tree
        self._progress = Progress(StateSpace(tree))
        return {"type": "loaded", "engine": __version__, "guide": tree.version, "locale": tree.locale}

    def _decide(self, progress: Progress, request: dict[str, Any]) -> dict[str, Any]:
        tree = progress.space.tree
        step = decide(tree, _texts(request, "answers"))
        ahead = progress.questions_ahead(step.at, step.facts)
        reply: dict[str, Any] = {
            "type": "decided",
            "path": step.path,
            "settings": step.settings,
            "at": step.at,
            "outcome": step.is_outcome,
            "pending": [pair for pair in step.unused_answers if pair[0] in ahead],
            "unused": [name for name in step.unused if name not in ahead],
            "notices": [{"code": n.code, "name": n.name, "value": n.value} for n in step.notices],
            "left": progress.questions_left(step.at, step.facts),
        }
        if step.is_outcome:
            reached = card(tree, step)
            reply |= {"shown": reached.shown, "row": reached.row.id if reached.row else None}
        return reply

    def _card(self, progress: Progress, request: dict[str, Any]) -> dict[str, Any]:
        step = _outcome(progress.space.tree, request)
        found = card_json(progress.space, step, _moment(request, "submitted"), _text(request, "calendar"))
        return {"type": "carded", **found}

    def _fill(self, progress: Progress, request: dict[str, Any]) -> dict[str, Any]:
        tree = progress.space.tree
        step = _outcome(tree, request)
        typed, language = _texts(request, "typed"), _text(request, "language")
        link = _text(request, "link") if "link" in request else ""
        return {"type": "filled", **sheet_json(tree, step, typed, language, _moment(request, "now"), link)}

    def _remind(self, progress: Progress, request: dict[str, Any]) -> dict[str, Any]:
        tree = progress.space.tree
        step = _outcome(tree, request)
        submitted, now = _moment(request, "submitted"), _moment(request, "now")
        typed, calendar = _texts(request, "typed"), _text(request, "calendar")
        return {"type": "reminder", "text": reminder_json(tree, step, typed, submitted, calendar, now)}

    def _replay(self, progress: Progress, request: dict[str, Any]) -> dict[str, Any]:
        return {"type": "replayed", **replay_json(progress.space.tree, _text(request, "receipt"))}

    def _find(self, progress: Progress, request: dict[str, Any]) -> dict[str, Any]:
        tree = progress.space.tree
        step = decide(tree, _texts(request, "answers"))
        asking = Asking(_moment(request, "submitted"), _text(request, "calendar"))
        refused = [refusal(tree, notice) for notice in step.notices]
        if asking.calendar:
            refused += filter(None, [unknown_calendar(tree, asking.calendar)])
        if refused:
            return {"type": "found", "refused": refused}
        return {"type": "found", **found_json(progress.space, step, asking)}

    def _list(self, progress: Progress, request: dict[str, Any]) -> dict[str, Any]:
        return {"type": "listed", **questions_json(progress.space.tree)}


def _texts(request: dict[str, Any], key: str) -> dict[str, str]:
    value = request.get(key)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise _BadRequestError(key, f"{key!r} must map ids to texts")
    return value


def _text(request: dict[str, Any], key: str) -> str:
    value = request.get(key)
    if not isinstance(value, str):
        raise _BadRequestError(key, f"{key!r} must be a text")
    return value


def _moment(request: dict[str, Any], key: str) -> int:
    value = request.get(key)
    if type(value) is not int or not 0 <= value <= FARTHEST:
        raise _BadRequestError(key, f"{key!r} must be whole seconds since 1970, at most {FARTHEST}")
    return value


def _outcome(tree: Tree, request: dict[str, Any]) -> Step:
    step = decide(tree, _texts(request, "answers"))
    if not step.is_outcome:
        raise _BadRequestError("outcome", f"these answers reach no outcome; {step.at!r} is not answered")
    return step


def _parse(text: str) -> dict[str, Any]:
    if len(text) > LARGEST_REQUEST:
        raise _BadRequestError("size", f"a request may have at most {LARGEST_REQUEST} characters")
    try:
        request = json.loads(text)
    except (ValueError, RecursionError):
        raise _BadRequestError("json", "the request is not JSON") from None
    if not isinstance(request, dict):
        raise _BadRequestError("json", "the request must be a JSON object")
    return request
