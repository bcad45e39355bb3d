"""What tools answer, as text: an outcome as the terminal prints it, with sources and the page's address."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from decision_tree.found_json import Asking
from decision_tree.periods import PERIOD
from decision_tree.states import StateSpace
from decision_tree.terminal import changes_text, due_text, print_card
from decision_tree.walk import decide


def text_of(space: StateSpace, name: str, found: dict[str, Any]) -> str:
    """The text of what a tool answered, for assistants that read no JSON."""
    tree = space.tree
    match name:
        case "questions":
            lines = _all_questions(found)
        case "answer" if "question" in found:
            lines = ["Ask the person:", *_question(found["question"])]
        case "answer":
            lines = [_card(space, found), *_sources(found)]
        case "explain":
            lines = _reasons(found)
        case _:
            lines = [_title(found), *changes_text(tree, found)]
    if name != "answer" and "receipt" in found:
        lines.append(f"{tree.words['receipt']}: {found['receipt']}")
    if "page" in found:
        lines.append(f"For the person: {found['page']}")
    return "\n".join(lines)


def _title(found: dict[str, Any]) -> str:
    return f"{found['outcome']['title']} ({found['outcome']['id']})"


def _card(space: StateSpace, found: dict[str, Any]) -> str:
    """The outcome as the terminal prints it."""
    settings = {name: value for name, value in found["settings"].items() if name != PERIOD}
    due = found["due"] or {"submitted": 0, "calendar": None}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        step = decide(space.tree, found["answers"] | settings)
        print_card(space, step, Asking(due["submitted"], due["calendar"] or ""))
    return printed.getvalue().strip()


def _all_questions(found: dict[str, Any]) -> list[str]:
    guide = found["guide"]
    lines = [f"{guide['title']} ({guide['locale']}, version {guide['version']}); first: {found['first']}"]
    for question in found["questions"]:
        lines += ["", *_question(question)]
    for setting in found["settings"]:
        lines += ["", f"{setting['name']} (setting {setting['id']}, default {setting['default']})"]
        lines += _answers(setting["answers"])
    return lines


def _question(question: dict[str, Any]) -> list[str]:
    several = ", several answers may be chosen" if question.get("several") else ""
    lines = [f"{question['text']} (question {question['id']}{several})"]
    lines += filter(None, [question.get("hint")])
    if entry := question.get("entry"):
        lines.append(f"Also takes a {entry['kind']}: {json.dumps(entry, ensure_ascii=False)}")
    lines += _answers(question["answers"])
    return lines + [f"Help: {text}" for text in question.get("help", ())]


def _answers(answers: Iterable[dict[str, Any]]) -> list[str]:
    return [
        f"- {answer['id']}: {answer['label']}" + (f" ({answer['hint']})" if answer.get("hint") else "")
        for answer in answers
    ]


def _reasons(found: dict[str, Any]) -> list[str]:
    lines = [_title(found)]
    for one in found["why"]:
        lines += [f"- {one['name']}: {one['answer']}", *_cited(one, found)]
    if row := found["row"]:
        lines += [f"- {row['text']}", *_cited(row, found)]
    if found["due"]:
        lines += [f"  {text}" for text in due_text(found)]
    return lines


def _sources(found: dict[str, Any]) -> list[str]:
    """Each source of the outcome, once."""
    cited = [line for one in (*found["why"], found["row"]) if one for line in _cited(one, found)]
    return ["", "Sources", *dict.fromkeys(cited)] if cited else []


def _cited(one: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """The sources of an answer or a row, with their addresses where the guide's is known."""
    page = found.get("page")
    lines = [
        f"  Source: {cite['title']}" + (f" {urljoin(page, cite['href'])}" if page and cite["href"] else "")
        for cite in one["cites"]
    ]
    return lines + ([f"  Derived: {one['derived']}"] if one["derived"] else [])
