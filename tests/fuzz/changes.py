"""Changes that a later version of a guide may have: each kind made at some place of its YAML.

A change knows the form of a guide and none of its content. It may ask for what no guide may have, so whoever
makes one checks the guide, and tries another place.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

Guide = dict[str, Any]
"""What the YAML files of docs/guide hold, by the file's name, such as "tree"."""
NEW = "-new"


def read_guide(root: Path) -> Guide:
    """Load the files of a guide, and its calendars."""
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in _files(root)}


def write_guide(root: Path, guide: Guide) -> None:
    """Write these files anew, as JSON: all of it is YAML, and no text of it is taken for a number."""
    for path in _files(root):
        path.write_text(json.dumps(guide[path.stem], indent=1, ensure_ascii=False), "utf-8")


def _files(root: Path) -> list[Path]:
    return [*sorted((root / "docs" / "guide").rglob("*.yml")), root / "docs" / "locales" / "calendars.yml"]


def changed(guide: Guide, kind: str, random: Random) -> Guide:
    """A copy of the guide with one change of that kind, at a place that `random` chooses."""
    new = copy.deepcopy(guide)
    CHANGES[kind](new, random)
    return new


def _questions(guide: Guide) -> list[Any]:
    return list(guide["tree"]["questions"])


def _answer(guide: Guide, random: Random) -> tuple[Any, Any]:
    """A question and one of its answers."""
    question = random.choice(_questions(guide))
    return question, random.choice(question["answers"])


def _dicts(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _dicts(inner)


def _conditions(guide: Guide) -> Iterator[dict[str, Any]]:
    return (found["when"] for found in _dicts(guide) if isinstance(found.get("when"), dict))


def _lead_elsewhere(guide: Guide, old: str, new: str) -> None:
    """What led to a question or an outcome, and texts that name an outcome, lead to another."""
    for found in _dicts(guide):
        if found.get("to") == old:
            found["to"] = new
        for key, text in found.items():
            if isinstance(text, str):
                found[key] = text.replace(f"{{outcome:{old}}}", f"{{outcome:{new}}}")


def _hours(guide: Guide, random: Random) -> None:
    random.choice([one for one in guide["response_times"]["durations"] if "hours" in one])["hours"] = 99


def _days(guide: Guide, random: Random) -> None:
    random.choice([one for one in guide["response_times"]["durations"] if "hours" not in one])[
        "business_days"
    ] = 9


def _response(guide: Guide, random: Random) -> None:
    """Two rows of the response times change places."""
    one, other = random.sample(guide["response_times"]["rows"], 2)
    one["when"], other["when"] = other["when"], one["when"]


def _row_text(guide: Guide, random: Random) -> None:
    random.choice(guide["response_times"]["rows"])["text"] = "Another text of this row."


def _calendar(guide: Guide, random: Random) -> None:
    for calendar in guide["calendars"]["calendars"]:
        calendar["hours"] = [{**hours, "opens": "11:00"} for hours in calendar["hours"]]


def _answer_renamed(guide: Guide, random: Random, *, known: bool = False) -> None:
    question, answer = _answer(guide, random)
    old, new = answer["id"], answer["id"] + NEW
    answer["id"] = new
    if known:
        answer["was"] = old
    for condition in _conditions(guide):
        value = condition.get(question["id"])
        if value == old:
            condition[question["id"]] = new
        elif isinstance(value, list):
            condition[question["id"]] = [new if one == old else one for one in value]


def _answer_gone(guide: Guide, random: Random) -> None:
    question, answer = _answer(guide, random)
    question["answers"].remove(answer)


def _answer_added(guide: Guide, random: Random) -> None:
    question, answer = _answer(guide, random)
    question["answers"].insert(0, {**answer, "id": answer["id"] + NEW, "label": "Another answer"})


def _answers_moved(guide: Guide, random: Random) -> None:
    for question in _questions(guide):
        question["answers"].reverse()


def _question_renamed(guide: Guide, random: Random, *, known: bool = False) -> None:
    question = random.choice(_questions(guide))
    old, new = question["id"], question["id"] + NEW
    question["id"] = new
    if known:
        question["was"] = old
    for found in list(_conditions(guide)):
        if old in found:
            found[new] = found.pop(old)
    for found in _dicts(guide["outcomes"]):
        if "from" in found and found["from"] == old:
            found["from"] = new
    inputs = guide["response_times"]["inputs"]
    guide["response_times"]["inputs"] = [new if one == old else one for one in inputs]
    _lead_elsewhere(guide, old, new)


def _question_added(guide: Guide, random: Random) -> None:
    _, answer = _answer(guide, random)
    to = random.choice([found for found in _dicts(answer) if "to" in found and isinstance(found["to"], str)])
    question = copy.deepcopy(random.choice(_questions(guide)))
    answers = [{**one, "to": to["to"]} for one in question["answers"]]
    added = {
        **question,
        "id": f"added{NEW}",
        "name": "Another",
        "question": "Another question?",
        "answers": answers,
    }
    guide["tree"]["questions"].append(added)
    to["to"] = added["id"]


def _question_gone(guide: Guide, random: Random) -> None:
    question = random.choice(_questions(guide)[1:])
    guide["tree"]["questions"].remove(question)
    for found in _dicts(guide):
        if isinstance(found.get("when"), dict):
            found["when"].pop(question["id"], None)
            if not found["when"]:
                del found["when"]
    _lead_elsewhere(guide, question["id"], random.choice(question["answers"])["to"])


def _questions_moved(guide: Guide, random: Random) -> None:
    guide["tree"]["questions"].reverse()


def _led_elsewhere(guide: Guide, random: Random) -> None:
    question, answer = _answer(guide, random)
    answer["to"] = random.choice([one for one in question["answers"] if one is not answer])["to"]


def _outcome_renamed(guide: Guide, random: Random) -> None:
    outcome = random.choice(guide["outcomes"]["outcomes"])
    old = outcome["id"]
    outcome["id"] += NEW
    _lead_elsewhere(guide, old, outcome["id"])


def _outcome_added(guide: Guide, random: Random) -> None:
    outcome = copy.deepcopy(random.choice(guide["outcomes"]["outcomes"]))
    outcome |= {"id": f"added{NEW}", "title": "Another outcome"}
    guide["outcomes"]["outcomes"].append(outcome)
    _, answer = _answer(guide, random)
    answer["to"] = outcome["id"]


def _outcome_gone(guide: Guide, random: Random) -> None:
    gone, other = random.sample(guide["outcomes"]["outcomes"], 2)
    guide["outcomes"]["outcomes"].remove(gone)
    _lead_elsewhere(guide, gone["id"], other["id"])


def _warning_gone(guide: Guide, random: Random) -> None:
    warning = random.choice(guide["outcomes"]["warnings"])
    guide["outcomes"]["warnings"].remove(warning)
    for outcome in guide["outcomes"]["outcomes"]:
        if "warnings" in outcome:
            outcome["warnings"] = [one for one in outcome["warnings"] if one != warning["id"]]


def _warning_added(guide: Guide, random: Random) -> None:
    warnings = guide["outcomes"]["warnings"]
    warnings.insert(0, {**random.choice(warnings), "id": f"added{NEW}", "title": "Another warning"})
    for outcome in guide["outcomes"]["outcomes"]:
        if "warnings" in outcome:
            outcome["warnings"].insert(0, f"added{NEW}")


def _field_gone(guide: Guide, random: Random) -> None:
    for form in guide["outcomes"]["forms"]:
        form["fields"].pop()


def _steps_moved(guide: Guide, random: Random) -> None:
    for outcome in guide["outcomes"]["outcomes"]:
        outcome.get("steps", []).reverse()


def _default(guide: Guide, random: Random) -> None:
    setting = random.choice(guide["tree"]["settings"])
    setting["default"] = random.choice(
        [one["id"] for one in setting["answers"] if one["id"] != setting["default"]]
    )


def _setting_added(guide: Guide, random: Random) -> None:
    setting = copy.deepcopy(random.choice(guide["tree"]["settings"]))
    guide["tree"]["settings"].insert(0, setting | {"id": f"added{NEW}", "name": "Another setting"})


def _texts(guide: Guide, random: Random) -> None:
    guide["tree"]["title"] = "Another title"
    for question in _questions(guide):
        question["question"] = f"Otherwise: {question['question']}"
    for outcome in guide["outcomes"]["outcomes"]:
        outcome["summary"] = f"Otherwise: {outcome['summary']}"


CHANGES: dict[str, Callable[[Guide, Random], None]] = {
    "hours": _hours,
    "business days": _days,
    "response times": _response,
    "text of a response time": _row_text,
    "working hours": _calendar,
    "answer renamed": _answer_renamed,
    "answer renamed, with was": lambda guide, random: _answer_renamed(guide, random, known=True),
    "answer gone": _answer_gone,
    "answer added": _answer_added,
    "answers moved": _answers_moved,
    "question renamed": _question_renamed,
    "question renamed, with was": lambda guide, random: _question_renamed(guide, random, known=True),
    "question added": _question_added,
    "question gone": _question_gone,
    "questions moved": _questions_moved,
    "answer leads elsewhere": _led_elsewhere,
    "outcome renamed": _outcome_renamed,
    "outcome added": _outcome_added,
    "outcome gone": _outcome_gone,
    "warning gone": _warning_gone,
    "warning added": _warning_added,
    "fields gone": _field_gone,
    "steps moved": _steps_moved,
    "default of a setting": _default,
    "setting added": _setting_added,
    "titles and questions": _texts,
}
