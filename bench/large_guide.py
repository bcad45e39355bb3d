"""Guides of a given size as YAML: questions, groups, cases by earlier answers, outcomes with conditions.

The same arguments give the same files. A broad guide has many areas of few questions, a deep one few of many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import yaml

ANSWERS_OF_A_LIST = 250
IMPACTS = ("all", "team", "one", "none")
WORDS = (
    "pump", "valve", "filter", "door", "window", "roof", "drain", "boiler", "sensor", "cable", "socket",
    "lamp", "lift", "ramp", "fence", "gate", "tank", "meter", "fan", "duct", "hose", "seal", "hinge", "lock",
    "panel", "switch", "fuse", "motor", "belt", "wheel",
)  # fmt: skip
SIGNS = (
    "leaks", "is loud", "is hot", "does not start", "stops", "smells", "is loose", "is broken", "blinks",
    "is cold",
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """How many areas the questions are in, and how many questions ahead an answer can lead at most."""

    areas: int
    ahead: int


BROAD, DEEP = Shape(areas=50, ahead=3), Shape(areas=10, ahead=1)
OUTCOMES_OF_AN_AREA = 5


class NoAliases(yaml.CSafeDumper):
    """Writes a list anew wherever it stands, as a writer would."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write_large_guide(root: Path, shape: Shape, questions: int = 500, answers: int = 5_000) -> None:
    """Write a guide with exactly so many questions and answers below `root`."""
    portal = {"id": "desk", "name": "Service desk", "url": "https://desk.example.org/"}
    files = {
        "tree": _tree(shape, questions, answers),
        "outcomes": _outcomes(shape),
        "facts": {"portals": [portal]},
        "response_times": _response_times(),
    }
    _write(root, files)


def _write(root: Path, files: Mapping[str, object]) -> None:
    folder = root / "docs" / "guide"
    folder.mkdir(parents=True)
    for name, content in files.items():
        text = yaml.dump(content, Dumper=NoAliases, sort_keys=False, width=120)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")


def _tree(shape: Shape, questions: int, answers: int) -> dict[str, object]:
    """Impact, area, then the areas' questions, of which the first one of all is a long list."""
    in_areas = questions - 2
    per_question, left_over = divmod(answers - len(IMPACTS) - shape.areas - ANSWERS_OF_A_LIST, in_areas - 1)
    sizes = (per_question + (number < left_over) for number in count())
    sizes_in_areas = iter([ANSWERS_OF_A_LIST, *(next(sizes) for _ in range(in_areas - 1))])
    areas = [in_areas // shape.areas + (area < in_areas % shape.areas) for area in range(shape.areas)]
    impacts = [{"id": id, "label": f"It keeps {id} of us from work", "to": "area"} for id in IMPACTS]
    places = [
        {"id": f"area-{area}", "label": f"{_thing(area)} of line {area}", "also": f"L{area}, hall {area}",
         "to": f"a{area}-q0"}
        for area in range(shape.areas)
    ]  # fmt: skip
    asked: list[Mapping[str, object]] = [
        {"id": "impact", "question": "Who cannot work?", "name": "Impact", "answers": impacts},
        {"id": "area", "question": "What is it about?", "name": "Area", "answers": places},
    ]
    for area, length in enumerate(areas):
        for number in range(length):
            asked.append(_question(shape, area, number, length, next(sizes_in_areas)))
    groups = [
        {"id": f"a{area}-moving", "name": f"Moving part of line {area}", "question": f"a{area}-q0",
         "answers": [f"c{number}" for number in range(4)]}
        for area in range(shape.areas)
    ]  # fmt: skip
    return {"title": "A large guide", "first": "impact", "questions": asked, "groups": groups}


def _question(shape: Shape, area: int, number: int, length: int, size: int) -> Mapping[str, object]:
    id = f"a{area}-q{number}"
    answers = [
        {
            "id": f"c{choice}",
            "label": f"The {_thing(choice)} {choice} {SIGNS[(choice + number) % len(SIGNS)]}",
            "to": _to(shape, area, number, length, choice),
        }
        for choice in range(size)
    ]
    return {
        "id": id,
        "question": f"What of the {_thing(area + number)} in section {number} of line {area}?",
        "name": f"Section {number}",
        "hint": f"Look at the plate beside the {_thing(number)}, and choose what comes nearest.",
        "answers": answers,
    }


def _to(shape: Shape, area: int, number: int, length: int, choice: int) -> object:
    """Where an answer leads: on, to an outcome, or to either by an earlier answer."""
    outcome = f"a{area}-end{(number + choice) % OUTCOMES_OF_AN_AREA}"
    further = number + 1 + choice % shape.ahead
    if further >= length:
        further = length - 1
    if further <= number or choice % 10 == 9:
        return outcome
    on = f"a{area}-q{further}"
    if 0 < number < 16 and choice % 10 == 5:
        first, group = f"a{area}-q0", f"a{area}-moving"
        return [{"to": on, "when": {first: group}}, {"to": outcome, "when": {first: {"not": group}}}]
    if shape.ahead == 1 and number % 4 == 2 and choice % 10 == 6:
        earlier = f"a{area}-q{number - 2}"
        return [
            {"to": on, "when": {earlier: ["c0", "c1"]}},
            {"to": outcome, "when": {earlier: {"not": ["c0", "c1"]}}},
        ]
    return on


def _outcomes(shape: Shape) -> dict[str, object]:
    outcomes = [
        _outcome(area, number) for area in range(shape.areas) for number in range(OUTCOMES_OF_AN_AREA)
    ]
    warning = {
        "id": "power",
        "level": "stop",
        "title": "Switch the power off first",
        "text": "Nobody opens the case while the line is under power.",
        "when": {"impact": ["all", "team"]},
    }
    report = {"id": "report", "name": "Report", "portal": "desk", "fields": ["part", "found"]}
    lines = [
        {"id": "part", "text": "Part: {field:part}"},
        {"id": "found", "text": "Found: {field:found}"},
    ]
    return {
        "warnings": [warning],
        "fields": [
            {
                "id": "part",
                "name": "Part",
                "value": "Its number",
                "kind": "own",
                "entry": "text",
                "title": True,
            },
            {"id": "found", "name": "Found", "value": "What you see", "kind": "own", "entry": "lines"},
        ],
        "ticket": {"subject": "{field:part}", "lines": lines},
        "forms": [report],
        "kinds": [{"id": "do", "name": "You repair it"}, {"id": "ask", "name": "Somebody else does it"}],
        "outcomes": outcomes,
    }


def _outcome(area: int, number: int) -> Mapping[str, object]:
    first, group = f"a{area}-q0", f"a{area}-moving"
    outcome: dict[str, object] = {
        "id": f"a{area}-end{number}",
        "kind": ("do", "ask")[number % 2],
        "title": f"Look after the {_thing(area + number)} of line {area}, case {number}",
        "also": f"line {area} case {number}",
        "summary": f"Line {area} has a plan for this; it takes an hour.",
        "who": [
            {"id": "fitter", "text": f"A fitter of line {area}.", "when": {first: group}},
            {"id": "anybody", "text": f"Anybody who works at line {area}.", "when": {first: {"not": group}}},
        ],
        "steps": [
            {"id": f"step-{step}", "text": f"{action} the {_thing(area + number + step)} of line {area}."}
            for step, action in enumerate(("Stop", "Open", "Clean", "Close", "Start"))
        ],
        "warnings": ["power"],
    }
    if number == 0:
        outcome |= {"portal": "desk", "form": "report", "response": "table"}
    return outcome


def _response_times() -> dict[str, object]:
    rows = [
        {"id": id, "when": {"impact": id}, "within": f"within-{id}", "hours_kept": "round-the-clock",
         "text": f"Somebody comes within {{duration:within-{id}}}."}
        for id in IMPACTS
    ]  # fmt: skip
    durations = [{"id": f"within-{id}", "hours": 2**power} for power, id in enumerate(IMPACTS, 1)]
    assumption = {"id": "round-the-clock", "text": "Nights and weekends count too."}
    return {
        "inputs": ["impact"],
        "hit_policy": "unique",
        "durations": durations,
        "rows": rows,
        "assumptions": [assumption],
    }


def _thing(number: int) -> str:
    return WORDS[number % len(WORDS)]


def write_list_guide(root: Path, answers: int) -> None:
    """Write a guide that first asks a question with so many answers, of which the first is named apart."""
    to = [{"to": "one", "when": {"part": "c0"}}, {"to": "many", "when": {"part": {"not": "c0"}}}]
    listed = [
        {"id": f"c{number}", "label": _thing(number) + f" {number}", "to": "use"} for number in range(answers)
    ]
    uses = [{"id": id, "label": f"It is {id}", "to": to} for id in ("new", "old")]
    questions = [
        {"id": "part", "question": "Which part is it?", "name": "Part", "answers": listed},
        {"id": "use", "question": "How old is it?", "name": "Age", "answers": uses},
    ]
    outcomes = [
        {"id": id, "title": f"Take {id}", "summary": "They are on the shelf."} for id in ("one", "many")
    ]
    tree = {"title": "A list", "first": "part", "questions": questions}
    _write(root, {"tree": tree, "outcomes": {"outcomes": outcomes}})
