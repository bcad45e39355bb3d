"""The engine behind a message channel: the page's worker hands each message over as JSON text.

Protocol version 1. A request is {"v": 1, "id": n, "type": …} and gets one reply with the same v and id:

    load    {"tree": text of tree.json}   -> loaded  {"engine": version, "guide": version, "locale": …}
    decide  {"answers": {name: answer}}   -> decided {"path", "settings", "at", "outcome", "pending",
                                             "unused", "notices", "left": [fewest, most], "shown", "row"}

`pending` holds the answers to questions that may yet be asked on this path (after a change, say);
`unused` names the questions that cannot be.

Whatever is wrong with a request comes back as {"type": "error", "code", "message"}; nothing is raised.
"""

from __future__ import annotations

import json
from typing import Any

from decision_tree import __version__
from decision_tree.card import card
from decision_tree.json_form import load_tree
from decision_tree.model import TreeError
from decision_tree.states import StateSpace
from decision_tree.walk import decide

PROTOCOL = 1
LARGEST_REQUEST = 2_000_000
"""Characters. The largest honest request is `load`, whose tree.json is well under a tenth of this."""


class _BadRequestError(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Session:
    """One page's engine: it remembers the tree that was loaded and nothing else."""

    def __init__(self) -> None:
        self._space: StateSpace | None = None

    def handle(self, text: str) -> str:
        """The reply to one request, both as JSON text."""
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
        match request.get("type"):
            case "load":
                return self._load(request.get("tree"))
            case "decide":
                return self._decide(request.get("answers"))
            case other:
                raise _BadRequestError("type", f"unknown request {other!r}; expected 'load' or 'decide'")

    def _load(self, text: Any) -> dict[str, Any]:
        if not isinstance(text, str):
            raise _BadRequestError("tree", "'tree' must be the text of tree.json")
        tree = load_tree(text)
        self._space = StateSpace(tree)
        return {"type": "loaded", "engine": __version__, "guide": tree.version, "locale": tree.locale}

    def _decide(self, answers: Any) -> dict[str, Any]:
        if self._space is None:
            raise _BadRequestError("order", "no tree has been loaded yet; send 'load' first")
        if not isinstance(answers, dict) or not all(isinstance(value, str) for value in answers.values()):
            raise _BadRequestError("answers", "'answers' must map question ids to answer ids")
        tree = self._space.tree
        step = decide(tree, answers)
        ahead = self._space.questions_ahead(step.at, step.facts)
        reply: dict[str, Any] = {
            "type": "decided",
            "path": step.path,
            "settings": step.settings,
            "at": step.at,
            "outcome": step.is_outcome,
            "pending": [pair for pair in step.unused_answers if pair[0] in ahead],
            "unused": [name for name in step.unused if name not in ahead],
            "notices": [{"code": n.code, "name": n.name, "value": n.value} for n in step.notices],
            "left": self._space.questions_left(step.at, step.facts),
        }
        if step.is_outcome:
            reached = card(tree, step)
            reply |= {"shown": reached.shown, "row": reached.row.id if reached.row else None}
        return reply


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
