"""Scenario coverage: what of a guide no scenario touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from decision_tree.answer_classes import AnswerClass
from decision_tree.conditions import Condition, chosen, holds
from decision_tree.label_order import MOST_IN_GIVEN_ORDER
from decision_tree.model import Case, Item, Outcome, Question, Tree
from decision_tree.periods import PERIOD, in_period
from decision_tree.states import StateSpace
from decision_tree.walk import Step, decide
from site_builder.guide import Content, Scenario
from site_builder.tree.card_pieces import shown_pieces
from site_builder.tree.never import YamlPath
from site_builder.tree.piece_places import PiecePlaces, Place
from site_builder.tree.scenarios import caution_ids, scenario_periods

TOUCHED_KINDS = {
    "answer": "answers", "outcome": "outcomes", "row": "rows", "warning": "warnings", "field": "fields",
    "condition": "conditions",
}  # fmt: skip
"""The kinds of what scenarios touch, each with its plural."""


@dataclass(frozen=True)
class Untouched:
    """Something that no scenario touches. `id` is "question/answer", "table/row", "outcome/part/item" or an
    id alone; `label` says it in words of the source locale, `reason` what no scenario does."""

    kind: str
    id: str
    label: str
    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind} {self.id}: {self.reason}"


@dataclass(frozen=True)
class Coverage:
    """What scenarios touch: an answer is given in one, an outcome and a row come out, a warning and a field
    are named, and a condition holds in one and does not in another.

    `totals` has how many there are of each of TOUCHED_KINDS, in whose order `untouched` has all that is not.
    Of the answers of a long list those that nothing tells apart count as one.
    """

    scenarios: int
    totals: Mapping[str, int]
    untouched: tuple[Untouched, ...]

    def count(self, kind: str) -> int:
        """How many of a kind are touched."""
        return self.totals.get(kind, 0) - sum(one.kind == kind for one in self.untouched)


@dataclass
class _Seen:
    """What scenarios have met. `shown` and `hidden` have the keys of conditional pieces."""

    answers: set[tuple[str, str]] = field(default_factory=set)
    outcomes: set[str] = field(default_factory=set)
    rows: set[tuple[str, str]] = field(default_factory=set)
    warnings: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    shown: set[tuple[str, str]] = field(default_factory=set)
    hidden: set[tuple[str, str]] = field(default_factory=set)


def scenario_coverage(content: Content, tree: Tree) -> Coverage:
    """What scenarios touch of a proved guide, whose compiled source tree is `tree`."""
    seen, cautions = _Seen(), caution_ids(content)
    for scenario in content.guide.scenarios.scenarios:
        for period in scenario_periods(tree, scenario):
            _look(in_period(tree, period), scenario, cautions, seen)
    places = PiecePlaces(content, tree)
    found: list[Untouched] = []
    totals = dict.fromkeys(TOUCHED_KINDS, 0)
    for kind, id, label, place, reason in _all(tree, places, seen):
        totals[kind] += 1
        if reason:
            found.append(Untouched(kind, id, label, place.file, place.line, reason))
    found.sort(key=lambda one: list(TOUCHED_KINDS).index(one.kind))
    return Coverage(len(content.guide.scenarios.scenarios), totals, tuple(found))


def _look(tree: Tree, scenario: Scenario, cautions: frozenset[str], seen: _Seen) -> None:
    step = decide(tree, {**scenario.given, **scenario.settings})
    outcome = tree.outcome(step.at)
    if outcome is None:
        return
    shown = shown_pieces(tree, step.at, step.facts)
    seen.answers.update((name, one) for name, value in step.facts.items() for one in chosen(value))
    seen.outcomes.add(outcome.id)
    seen.rows |= {(outcome.response, shown.row.id)} if shown.row else set()
    seen.rows.update((table, row) for table, rows in shown.tables.items() for row in rows)
    seen.warnings.update((*scenario.warnings, *scenario.never.warnings))
    if scenario.cautions is not None:
        seen.warnings |= cautions.intersection(shown.warnings)
    seen.fields.update(id for _, id, _ in scenario.given_fields)
    seen.fields.update(scenario.never.fields)
    _look_at_conditions(tree, outcome, step, seen)


def _look_at_conditions(tree: Tree, outcome: Outcome, step: Step, seen: _Seen) -> None:
    for key, _, when in (*_conditions(outcome), *_notes(tree, outcome)):
        (seen.shown if holds(when, step.facts) else seen.hidden).add((outcome.id, key))
    for question in tree.questions:
        if question.id in dict(step.path):
            for answer in question.answers:
                for k, case in enumerate(answer.cases):
                    if answer.id == step.facts[question.id] and holds(case.when, step.facts):
                        seen.shown.add((question.id, f"{answer.id}/{k}"))
            for k, case in enumerate(question.cases):
                if holds(case.when, step.facts):
                    seen.shown.add((question.id, f"/{k}"))


def _all(tree: Tree, places: PiecePlaces, seen: _Seen) -> Iterator[tuple[str, str, str, Place, str]]:
    """Everything that scenarios may touch: kind, id, label, place, and the reason why it is not touched."""
    yield from _answers(tree, places, seen)
    for outcome in tree.outcomes:
        reason = "" if outcome.id in seen.outcomes else "no scenario leads to it"
        yield "outcome", outcome.id, outcome.title, places.outcome(outcome.id), reason
    for table in tree.tables:
        for row in table.rows:
            reason = "" if (table.id, row.id) in seen.rows else "it counts in no scenario"
            yield "row", f"{table.id}/{row.id}", row.text or row.id, places.row(table.id, row.id), reason
    yield from _warnings_and_fields(tree, places, seen)
    yield from _cases(tree, places, seen)
    yield from _pieces(tree, places, seen)


def _answers(tree: Tree, places: PiecePlaces, seen: _Seen) -> Iterator[tuple[str, str, str, Place, str]]:
    space = StateSpace(tree)
    for choice in tree.choices:
        classes: list[AnswerClass] = [(answer,) for answer in choice.answers]
        if len(choice.answers) > MOST_IN_GIVEN_ORDER and not (
            isinstance(choice, Question) and choice.several
        ):
            classes = list(space.classes[choice.id])
        for alike in classes if choice.id != PERIOD else ():
            first, more = alike[0], len(alike) - 1
            given = any((choice.id, answer.id) in seen.answers for answer in alike)
            label = f"{choice.name}: {first.label}{f' and {more} alike' if more else ''}"
            what = f"it or any of {more} alike" if more else "it"
            reason = "" if given else f"no scenario gives {what}"
            yield "answer", f"{choice.id}/{first.id}", label, places.answer(choice.id, first.id), reason


def _pieces(tree: Tree, places: PiecePlaces, seen: _Seen) -> Iterator[tuple[str, str, str, Place, str]]:
    """Conditional pieces of outcomes. What several outcomes share is one condition, written once."""
    found: dict[tuple[str, YamlPath], tuple[str, str, Place, list[tuple[str, str]]]] = {}
    for outcome in tree.outcomes:
        for key, text, _ in (*_conditions(outcome), *_notes(tree, outcome)):
            part, _, id = key.partition("/")
            shared = {"warnings": places.warning, "fields": places.field}.get(part)
            if shared:
                place, name = shared(id.partition("/")[0]), key
            elif part == "notes":
                place, name = places.note(outcome.response, id), key
            else:
                place, name = places.piece(outcome.id, key), f"{outcome.id}/{key}"
            met = found.setdefault((place.file, place.path), (name, text, place, []))
            met[3].append((outcome.id, key))
    for name, text, place, keys in found.values():
        yield "condition", name, text, place, _reason(keys, seen)


def _reason(keys: list[tuple[str, str]], seen: _Seen) -> str:
    """Why a condition is not touched at any of the places where it is asked; "" where it is."""
    holds, fails = seen.shown.intersection(keys), seen.hidden.intersection(keys)
    if holds:
        return "" if fails else "it holds in every scenario that leads there"
    return "it holds in no scenario" if fails else "no scenario leads there"


def _warnings_and_fields(
    tree: Tree, places: PiecePlaces, seen: _Seen
) -> Iterator[tuple[str, str, str, Place, str]]:
    warnings, fields = dict[str, str](), dict[str, str]()
    for outcome in tree.outcomes:
        warnings |= {
            item.id: item.text for part in outcome.parts if part.id == "warnings" for item in part.items
        }
        fields |= {one.id: one.label for one in outcome.fields}
    for id, label in warnings.items():
        yield "warning", id, label, places.warning(id), "" if id in seen.warnings else "no scenario names it"
    for id, label in fields.items():
        yield "field", id, label, places.field(id), "" if id in seen.fields else "no scenario names it"


def _cases(tree: Tree, places: PiecePlaces, seen: _Seen) -> Iterator[tuple[str, str, str, Place, str]]:
    """The cases of answers that have several: each is taken in some scenario."""
    for question in tree.questions:
        shared: dict[tuple[Case, ...], list[str]] = {}
        for answer in question.answers:
            shared.setdefault(answer.cases, []).append(answer.id)
        if question.several:
            shared = {question.cases: [""]}
        for cases, ids in shared.items():
            for k, case in enumerate(cases if len(cases) > 1 else ()):
                taken = any((question.id, f"{id}/{k}") in seen.shown for id in ids)
                place = places.answer(question.id, ids[0]).below("to", k)
                label = f"{question.name}: {ids[0]} → {case.to}"
                key = f"{question.id}/{ids[0]}/to/{k}" if ids[0] else f"{question.id}/to/{k}"
                yield "condition", key, label, place, "" if taken else "it holds in no scenario"


def _conditions(outcome: Outcome) -> Iterator[tuple[str, str, Condition]]:
    """The pieces of an outcome that have a condition: key, text, condition."""
    for part in outcome.parts:
        yield from _items(f"{part.id}/", part.items)
    for one in outcome.fields:
        if one.when:
            yield f"fields/{one.id}", one.label, one.when
        if one.address_when:
            yield "addresses/0", one.address, one.address_when
        for number, other in enumerate(one.addresses, 1):
            yield f"addresses/{number}", other.address, other.when
    for number, portal in enumerate(outcome.portals):
        yield f"portals/{number}", portal.name, portal.when
    for variant in outcome.instead:
        yield f"instead/{variant.id}", variant.text or variant.detail, variant.when


def _notes(tree: Tree, outcome: Outcome) -> Iterator[tuple[str, str, Condition]]:
    if outcome.response:
        yield from _items("notes/", tree.table(outcome.response).notes)


def _items(prefix: str, items: tuple[Item, ...]) -> Iterator[tuple[str, str, Condition]]:
    for item in items:
        if item.when:
            yield f"{prefix}{item.id}", item.text, item.when
        yield from _items(f"{prefix}{item.id}/", item.points)
