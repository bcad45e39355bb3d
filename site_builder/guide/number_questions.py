"""Questions for a number: the bounds that conditions name cut it into ranges, and each range is an answer.

So all that holds for answers holds for numbers: a proof over every range, links without scripts, receipts.
`{number:9-to-500}` is a range in words, in the reader's locale, and needs no translation.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from decision_tree.conditions import ANY
from site_builder.guide.format import ConditionFormat
from site_builder.guide.instances import find_leaves
from site_builder.guide.yaml_file import Document, YamlPath
from site_builder.problems import Problem

KIND = "number"
"""The kind of the references to ranges."""
BOUNDS = ("from", "to")
"""The keys of a condition on a number: it is this or more, and this or less."""
_RANGE = re.compile(r"(minus-)?(\d+)(?:-to-(minus-)?(\d+))?")


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers from `low` to `high`, both included."""

    low: int
    high: int

    @property
    def id(self) -> str:
        """The id of the answer: "9-to-500", "minus-5-to-3", or "7" for a single number."""
        ends = (self.low,) if self.low == self.high else (self.low, self.high)
        return "-to-".join(str(end).replace("-", "minus-") for end in ends)


def asks_number(labels: Iterable[str]) -> bool:
    """Whether these are the labels of ranges, as the build has made them, and not of answers in YAML."""
    return any(re.fullmatch(rf"\{{{KIND}:{_RANGE.pattern}\}}", label) for label in labels)


def range_of(id: str) -> Range | None:
    """The range of an answer's id; None for another id."""
    if (found := _RANGE.fullmatch(id)) is None:
        return None
    low = int(found[2]) * (-1 if found[1] else 1)
    return Range(low, low if found[4] is None else int(found[4]) * (-1 if found[3] else 1))


Documents = Mapping[str, tuple[Any, Document]]
"""Well-formed files by name, each with its kind."""


def with_ranges(files: Documents) -> tuple[dict[str, Document], dict[str, list[Range]]]:
    """The files with ranges in place of bounds in their conditions, and the ranges of each question.

    Files without numbers are the same. Problems are in the files.
    """
    documents = {name: document for name, (_, document) in files.items()}
    tree = documents["tree"].value
    asked = {one["id"]: one["number"] for one in tree["questions"] if "number" in one}
    if not asked:
        problems = [*_bounds_of_others(files, asked)]
        _report(documents, problems)
        return documents, {}
    wholes = {id: Range(number["from"], number["to"]) for id, number in asked.items()}
    documents = {
        name: replace(document, value=copy.deepcopy(document.value)) for name, document in documents.items()
    }
    copied = {name: (kind, documents[name]) for name, (kind, _) in files.items()}
    problems = [*_bounds_of_others(copied, asked), *_bounds_outside(copied, wholes)]
    _report(documents, problems)
    tests = [(question, bounds) for _, _, question, bounds in _bounded(copied)]
    ranges = {
        id: _cut(whole, (bounds for question, bounds in tests if question == id))
        for id, whole in wholes.items()
    }
    for _, _, condition in _conditions(copied):
        for name, answers in condition.items():
            if name in ranges and isinstance(answers, dict) and not {*answers} - {*BOUNDS}:
                condition[name] = [one.id for one in ranges[name] if _within(one, answers)]
    for scenario in documents["scenarios"].value.get("scenarios", []) if "scenarios" in documents else []:
        for name, answer in scenario.get("answers", {}).items():
            if name in ranges and re.fullmatch(r"-?\d+", answer):
                met = (one.id for one in ranges[name] if one.low <= int(answer) <= one.high)
                scenario["answers"][name] = next(met, answer)
    return documents, ranges


def _report(documents: Mapping[str, Document], problems: Sequence[tuple[str, Problem]]) -> None:
    for name, problem in problems:
        documents[name].problems.append(problem)


def _conditions(files: Documents) -> Iterator[tuple[str, YamlPath, dict[str, Any]]]:
    """The conjunctions of all conditions, with their file and path."""
    for name, (kind, document) in files.items():
        for leaf in find_leaves(kind, document.value):
            if isinstance(leaf.format, ConditionFormat):
                yield name, leaf.path, leaf.value
                for index, one in enumerate(leaf.value.get(ANY, [])):
                    yield name, (*leaf.path, ANY, index), one


def _bounded(files: Documents) -> Iterator[tuple[str, YamlPath, str, dict[str, int]]]:
    """The tests by bounds: file, path, question, bounds."""
    for name, path, condition in _conditions(files):
        for question, answers in condition.items():
            if isinstance(answers, dict) and {*answers} & {*BOUNDS}:
                yield name, (*path, question), question, answers


def _bounds_of_others(files: Documents, asked: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
    for name, path, question, _ in _bounded(files):
        if question not in asked:
            message = f'"{question}" is no question for a number; name its answers'
            yield name, files[name][1].problem(path, message)


def _bounds_outside(files: Documents, wholes: Mapping[str, Range]) -> Iterator[tuple[str, Problem]]:
    """Bounds that no number of the question meets or passes, and those in the wrong order."""
    for name, path, question, bounds in _bounded(files):
        if (whole := wholes.get(question)) is None:
            continue
        document = files[name][1]
        for key, bound in bounds.items():
            if not whole.low <= bound <= whole.high:
                message = f'"{question}" is asked from {whole.low} to {whole.high}; {bound} is outside'
                yield name, document.problem((*path, key), message)
        if bounds.get("from", whole.low) > bounds.get("to", whole.high):
            yield name, document.problem(path, "no number is both that much and that little")


def _cut(whole: Range, bounds: Iterable[dict[str, int]]) -> list[Range]:
    """The ranges that conditions tell apart, in their order."""
    starts = {whole.low}
    for one in bounds:
        starts |= {one["from"]} if "from" in one else set()
        starts |= {one["to"] + 1} if "to" in one else set()
    inside = sorted(start for start in starts if whole.low <= start <= whole.high)
    ends = [*(start - 1 for start in inside[1:]), whole.high]
    return [Range(low, high) for low, high in zip(inside, ends, strict=True)]


def _within(one: Range, bounds: Mapping[str, int]) -> bool:
    return bounds.get("from", one.low) <= one.low and one.high <= bounds.get("to", one.high)
