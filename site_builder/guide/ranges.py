"""Questions whose answers are ranges: what conditions name cuts the numbers or days into parts, the answers.

So all that holds for answers holds for numbers and days: a proof over every range, links without scripts,
receipts. A domain (number_domain, day_domain) knows what a bound means: where it cuts a line of whole
numbers. Its labels, such as `{number:9-to-500}`, are ranges in words of the reader's locale, so nobody
translates them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from decision_tree.conditions import ANY
from decision_tree.day_ranges import KIND as DATE
from decision_tree.number_ranges import KIND as NUMBER
from site_builder.guide.day_domain import WAYS, DayDomain
from site_builder.guide.format import ConditionFormat
from site_builder.guide.instances import find_leaves
from site_builder.guide.number_domain import NumberDomain
from site_builder.guide.yaml_file import Document, YamlPath
from site_builder.problems import Problem

BOUNDS = ("from", "over", "to", "under")
"""The keys of a condition on a number. "from" and "to" include the bound, "over" and "under" do not."""
KINDS = (NUMBER, DATE)
"""The keys of questions whose answers are ranges, which are the kinds of the references to them as well."""

Documents = Mapping[str, tuple[Any, Document]]
"""Well-formed files by name, each with its kind."""


class Interval(NamedTuple):
    """A part of a line, from one cut to before the next; None where it is open."""

    start: int | None
    end: int | None

    def holds(self, other: Interval) -> bool:
        """Whether all of another is in it."""
        after = self.start is None or (other.start is not None and self.start <= other.start)
        return after and (self.end is None or (other.end is not None and other.end <= self.end))


class Domain(Protocol):
    """What may be typed at a question, as cuts of a line."""

    kind: str

    @property
    def whole(self) -> tuple[int | None, int | None]:
        """All of it."""

    def clashes(self, tests: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int, str]]:
        """Bounds without faults that cannot stand beside others: both their numbers, and why."""

    def faults(self, bounds: Mapping[str, Any]) -> Iterator[tuple[YamlPath, str]]:
        """What is wrong with the bounds of a condition, each with its place below them."""

    def interval(self, bounds: Mapping[str, Any]) -> tuple[int | None, int | None]:
        """The part of the line that bounds without faults name."""

    def named_by(self, conditions: Iterable[Mapping[str, Any]]) -> Domain:
        """The same, with names for ranges in the way that these bounds without faults are written."""

    def position(self, typed: str) -> int | None:
        """The cut right before what a scenario gives; None for what is no value of it."""

    def id(self, start: int | None, end: int | None) -> str:
        """The id of a range."""

    def label(self, start: int | None, end: int | None, *, threshold: bool = False) -> str:
        """What its name is made of: a reference's part after the kind. A `threshold` is one to the end."""


class Ranges(NamedTuple):
    """The answers to a question, and the unions of them that conditions and changes of answers name."""

    domain: Domain
    ranges: list[Interval]
    unions: list[Interval]

    def within(self, interval: Interval) -> list[str]:
        """The ids of the ranges in an interval."""
        return [self.domain.id(*one) for one in self.ranges if interval.holds(one)]

    def answers(self) -> list[tuple[str, str]]:
        """The id and the label of each answer."""
        return [
            (self.domain.id(*one), f"{{{self.domain.kind}:{self.domain.label(*one)}}}") for one in self.ranges
        ]

    def groups(self, question: str) -> list[dict[str, Any]]:
        """The unions as groups of answers, named by the thresholds that readers see."""
        whole = self.domain.whole
        return [
            {
                "id": f"{question}-{self.domain.id(*one)}",
                "question": question,
                "answers": self.within(one),
                "name": f"{{{self.domain.kind}:"
                f"{self.domain.label(*one, threshold=one.start == whole[0] or one.end == whole[1])}}}",
            }
            for one in self.unions
        ]


def has_bounds(answers: Any) -> bool:
    """Whether what a condition has for a question is bounds and no answers."""
    return isinstance(answers, dict) and bool({*answers}.intersection((*BOUNDS, *WAYS)))


def with_ranges(files: Documents) -> tuple[dict[str, Document], dict[str, Ranges]]:
    """The files with ranges in place of bounds in their conditions, and the ranges of each question.

    Files without such questions are the same. Problems are in the files.
    """
    documents = {name: document for name, (_, document) in files.items()}
    asked = {
        one["id"]: one for one in documents["tree"].value["questions"] if any(kind in one for kind in KINDS)
    }
    if not asked:
        _report(documents, [*_bounds_of_others(files, asked)])
        return documents, {}
    documents = {
        name: replace(document, value=copy.deepcopy(document.value)) for name, document in documents.items()
    }
    copied = {name: (kind, documents[name]) for name, (kind, _) in files.items()}
    written = [(question, bounds) for _, _, question, bounds in _bounded(copied)]
    domains = {
        id: _domain(one, [bounds for name, bounds in written if name == id]) for id, one in asked.items()
    }
    problems = [*_bounds_of_others(copied, asked), *_bounds_with_faults(copied, domains)]
    clashes = {id: [*_clashes(copied, id, domain)] for id, domain in domains.items()}
    _report(documents, [*problems, *(problem for found in clashes.values() for problem in found)])
    tests = [
        (question, bounds)
        for question, bounds in written
        if question in domains and not clashes[question] and not any(domains[question].faults(bounds))
    ]
    found = {
        id: cut(domain, [bounds for question, bounds in tests if question == id])
        for id, domain in domains.items()
    }
    for _, _, condition in _conditions(copied):
        for name, answers in condition.items():
            if (name, answers) in tests:
                interval = Interval(*found[name].domain.interval(answers))
                condition[name] = found[name].within(interval)
            elif name in found and has_bounds(answers):  # what is wrong with it is said
                condition[name] = [id for id, _ in found[name].answers()]
    for scenario in documents["scenarios"].value.get("scenarios", []) if "scenarios" in documents else []:
        for name, answer in scenario.get("answers", {}).items():
            if (
                name in found
                and isinstance(answer, str)
                and (position := found[name].domain.position(answer)) is not None
            ):
                met = found[name].ranges
                ids = (found[name].domain.id(*one) for one in met if _is_in(position, one))
                scenario["answers"][name] = next(ids, answer)
    return documents, found


def _domain(question: Mapping[str, Any], conditions: Sequence[Mapping[str, Any]]) -> Domain:
    """The domain of a question's YAML, of which conditions have these bounds."""
    if DATE in question:
        return DayDomain.of(question[DATE], conditions)
    return NumberDomain.of(question[NUMBER])


def cut(domain: Domain, conditions: Sequence[Mapping[str, Any]]) -> Ranges:
    """The ranges that conditions tell apart, in their order, and their unions that have a name."""
    domain = domain.named_by(conditions)
    whole = Interval(*domain.whole)
    named = [_clipped(Interval(*domain.interval(bounds)), whole) for bounds in conditions]
    ends = {end for one in named for end in one if end is not None}
    inside = sorted(
        end
        for end in ends
        if (whole.start is None or whole.start < end) and (whole.end is None or end < whole.end)
    )
    ranges = [Interval(*pair) for pair in pairwise([whole.start, *inside, whole.end])]
    to_ends = [one for end in inside for one in (Interval(whole.start, end), Interval(end, whole.end))]
    unions = [one for one in dict.fromkeys([*to_ends, *named]) if one not in ranges and one != whole]
    return Ranges(domain, ranges, unions)


def _clipped(one: Interval, whole: Interval) -> Interval:
    return Interval(
        whole.start if one.start is None else one.start, whole.end if one.end is None else one.end
    )


def _is_in(position: int, one: Interval) -> bool:
    return (one.start is None or one.start <= position) and (one.end is None or position < one.end)


def _report(documents: Mapping[str, Document], problems: Iterable[tuple[str, Problem]]) -> None:
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


def _bounded(files: Documents) -> Iterator[tuple[str, YamlPath, str, dict[str, Any]]]:
    """The tests by bounds: file, path, question, bounds."""
    for name, path, condition in _conditions(files):
        for question, answers in condition.items():
            if has_bounds(answers):
                yield name, (*path, question), question, answers


def _bounds_of_others(files: Documents, asked: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
    for name, path, question, _ in _bounded(files):
        if question not in asked:
            message = f'"{question}" is no question for a number or a date; name its answers'
            yield name, files[name][1].problem(path, message)


def _bounds_with_faults(files: Documents, domains: Mapping[str, Domain]) -> Iterator[tuple[str, Problem]]:
    for name, path, question, bounds in _bounded(files):
        if question in domains:
            for place, message in domains[question].faults(bounds):
                yield name, files[name][1].problem((*path, *place), f'"{question}" {message}')


def _clashes(files: Documents, id: str, domain: Domain) -> Iterator[tuple[str, Problem]]:
    """Bounds of one question that cannot stand beside each other, with both places."""
    tests = [
        (files[name][1], name, path, bounds)
        for name, path, question, bounds in _bounded(files)
        if question == id and not any(domain.faults(bounds))
    ]
    for here, other, message in domain.clashes([bounds for *_, bounds in tests]):
        place = tests[other][0].place(tests[other][2])
        document, name, path, _ = tests[here]
        yield name, document.problem(path, f'"{id}" {message.format(place=place)}')
