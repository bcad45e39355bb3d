"""The tree as sections of one page, linked by anchors: what a reader without scripts walks.

A link cannot depend on earlier answers. A question whose answers lead to different places, depending on
what was answered before, therefore appears once for each way it can go on: as variants, made by merging
all states that behave alike (as a minimal automaton is made). Following the links of a page is following
the tree, exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from decision_tree.answer_classes import asked_lists
from decision_tree.conditions import Conjunction
from decision_tree.model import Question, Tree
from decision_tree.periods import PERIOD
from decision_tree.progress import Progress, routing_space
from decision_tree.states import State, StateSpace
from site_builder.tree.reachability import ReachedFacts, several_ids
from site_builder.tree.selection_cases import describe
from site_builder.tree.tables import reached_rows

Given = tuple[tuple[str, str], ...]
"""A combination of earlier answers: pairs of question id and answer id."""
Way = tuple[Given, Conjunction]
"""Earlier answers to questions that take one, and tests of those to questions that take several."""


@dataclass(frozen=True)
class Section:
    """A section for a question: its anchor, and for each answer id the anchor of the next section.

    `question` is its id; `given` holds the combinations of earlier answers that tell this section from the
    question's others, and is empty when there are no others; `ways` says the same with tests of selections.
    `left` are the fewest and the most questions from here to an outcome, this one included. A question that
    takes several answers has `cases` in place of links: the one whose tests its selection meets, or any of
    these, leads to the next section.
    """

    anchor: str
    question: str
    links: Mapping[str, str]
    given: tuple[Given, ...]
    left: tuple[int, int]
    ways: tuple[Way, ...] = ()
    cases: tuple[tuple[Conjunction, str], ...] = ()


@dataclass(frozen=True)
class Sections:
    """All sections of the page, in the tree's order; the one of the first question is the start.

    The same for every locale. `alike` has, by question and answer, the answers for which that one stands in
    `given`, itself included, where it is not alone. `reached` are the answers with which each question and
    outcome is reached, `rows` the ids of the rows of tables that each outcome can show, by table.
    """

    all: tuple[Section, ...]
    reached: ReachedFacts
    rows: Mapping[str, Mapping[str, tuple[str, ...]]]
    alike: Mapping[tuple[str, str], tuple[str, ...]]

    def of(self, question: str) -> tuple[Section, ...]:
        """The sections of one question: as many as there are ways to go on from it."""
        return tuple(section for section in self.all if section.question == question)


def make_sections(tree: Tree, reached: ReachedFacts) -> Sections:
    """The sections of a proved tree, in whatever locale."""
    space = routing_space(tree)
    alike = {
        (name, same[0].id): tuple(answer.id for answer in same)
        for name, classes in space.classes.items()
        for same in classes
        if len(same) > 1
    }
    return Sections(make_question_sections(space), reached, reached_rows(tree), alike)


def make_question_sections(space: StateSpace) -> tuple[Section, ...]:
    """The sections of all questions of a tree whose routing space this is."""
    tree = space.tree
    progress = Progress(space)
    questions = {question.id: question for question in tree.questions}
    several = several_ids(tree)
    lists = {name: list(asked) for name, asked in asked_lists(tree).items() if name in several}
    group: dict[State, tuple[str, int]] = {}
    behaviours: dict[str, dict[tuple[tuple[str, int] | None, ...], list[State]]] = defaultdict(dict)
    for states in reversed(_whatever_the_period(space)):
        at = states[0].at
        if at not in questions:
            group |= dict.fromkeys(states, (at, 0))
            continue
        targets = {move.answer.id: group[move.to[0]] for one in states for move in space.moves(one)}
        behaviour = tuple(targets.get(answer.id) for answer, *_ in space.classes[at])
        alike = behaviours[at].setdefault(behaviour, [])
        alike += states
        group |= dict.fromkeys(states, (at, list(behaviours[at]).index(behaviour)))
    order = {
        (choice.id, id): (i, j)
        for i, choice in enumerate(tree.choices)
        for j, id in enumerate(
            [same[0].id for same in space.classes[choice.id]]
            if choice.id in several
            else [answer.id for answer in choice.answers]
        )
    }
    anchors: dict[tuple[str, int], str] = {(outcome.id, 0): outcome.id for outcome in tree.outcomes}
    givens: dict[tuple[str, int], tuple[Given, ...]] = {}
    for id, found in behaviours.items():
        told = [_in_order(given, order) for given in _shorten(_tell_apart(list(found.values())))]
        for number, given in enumerate(told):
            givens[id, number] = given
            anchors[id, number] = id if len(found) == 1 else _anchor(id, given)
    place = {question.id: index for index, question in enumerate(tree.questions)}
    every = {
        id: [given for number in range(len(found)) for given in givens[id, number]]
        for id, found in behaviours.items()
    }
    ends = {anchor: target for target, anchor in anchors.items()}
    sections = [
        Section(
            anchor=anchors[id, number],
            question=id,
            links={
                answer.id: anchors[target]
                for same, target in zip(space.classes[id], behaviour, strict=True)
                if target
                for answer in same
                if id not in several
            },
            given=givens[id, number] if len(found) > 1 else (),
            left=_left(progress, alike),
            ways=_ways(givens[id, number], every[id], lists) if len(found) > 1 else (),
            cases=_cases(
                questions[id], space, [anchors[target] for target in behaviour if target], ends, lists
            ),
        )
        for id, found in ((q.id, behaviours[q.id]) for q in tree.questions)
        for number, (behaviour, alike) in enumerate(found.items())
    ]
    sections.sort(key=lambda v: (place[v.question], [order[pair] for one in v.given for pair in one]))
    return tuple(sections)


def _whatever_the_period(space: StateSpace) -> list[tuple[State, ...]]:
    """The states that differ in the period alone, together: a page without scripts knows no day.

    It offers what is offered on some day. Each comes before those it leads to.
    """
    period = space.bits((PERIOD,))
    found: dict[tuple[str, int], list[State]] = {}
    for state in space.states:
        found.setdefault((state.at, state.known & ~period), []).append(state)
    return [tuple(states) for states in found.values()]


def _left(progress: Progress, alike: list[State]) -> tuple[int, int]:
    """The fewest and the most questions from states that behave alike to an outcome."""
    left = [progress.questions_left(state.at, dict(state.facts)) for state in alike]
    return min(few for few, _ in left), max(many for _, many in left)


def _cases(
    question: Question,
    space: StateSpace,
    anchors: list[str],
    targets: Mapping[str, tuple[str, int]],
    lists: Mapping[str, list[tuple[str, ...]]],
) -> tuple[tuple[Conjunction, str], ...]:
    """The cases of a question that takes several answers, whose classes lead to these anchors, in the order
    of its own cases."""
    if not question.several:
        return ()
    selections = [same[0].id for same in space.classes[question.id]]
    named = [case.to for case in question.cases]
    found: list[tuple[Conjunction, str]] = []

    def place(anchor: str) -> tuple[int, int]:
        at, number = targets[anchor]
        return named.index(at), number

    for anchor in sorted(dict.fromkeys(anchors), key=place):
        wanted = [id for id, to in zip(selections, anchors, strict=True) if to == anchor]
        others = [id for id, to in zip(selections, anchors, strict=True) if to != anchor]
        told = describe(question.id, lists.get(question.id, []), wanted, others)
        found += [(conjunction, anchor) for conjunction in told]
    return tuple(found)


def _ways(
    given: tuple[Given, ...], every: list[Given], lists: Mapping[str, list[tuple[str, ...]]]
) -> tuple[Way, ...]:
    """Combinations of earlier answers with tests in place of selections, of all those of the question."""
    ways: list[Way] = [(one, ()) for one in given]
    for name in lists:
        occurring = dict.fromkeys(value for one in every for asked, value in one if asked == name)
        alike: dict[Way, list[str]] = {}
        for pairs, tests in ways:
            rest = tuple(pair for pair in pairs if pair[0] != name)
            alike.setdefault((rest, tests), []).extend(value for asked, value in pairs if asked == name)
        ways = []
        for (rest, tests), wanted in alike.items():
            others = [value for value in occurring if value not in wanted]
            told = describe(name, lists[name], wanted, others) if wanted else ((),)
            ways += [(rest, (*tests, *conjunction)) for conjunction in told]
    return tuple(ways)


def _share_a_combination(told: list[tuple[Given, ...]]) -> bool:
    """Whether two groups have a combination in common.

    Where a question may be skipped, having no answer to it can be all that tells two groups apart; then
    this has to do.
    """
    return sum(map(len, told)) != len({given for group in told for given in group})


class _Groups:
    """Which groups a combination of answers fits: those that have one with these answers, or more."""

    def __init__(self, told: list[tuple[Given, ...]]) -> None:
        self._told = told
        self._fitting: dict[frozenset[str], dict[Given, set[int]]] = {}

    def fitting(self, given: Given) -> set[int]:
        """The indexes of the groups. Of each set of questions all combinations are looked at once."""
        names = frozenset(name for name, _ in given)
        if names not in self._fitting:
            fitting = self._fitting[names] = {}
            for index, group in enumerate(self._told):
                for other in group:
                    part = tuple(pair for pair in other if pair[0] in names)
                    if len(part) == len(names):
                        fitting.setdefault(part, set()).add(index)
        return self._fitting[names][given]


def _ambiguous(told: list[tuple[Given, ...]]) -> bool:
    """Whether a combination of one group also fits another: an answer that was not given says nothing."""
    groups = _Groups(told)
    return any(len(groups.fitting(given)) > 1 for group in told for given in group)


def _shorten(told: list[tuple[Given, ...]]) -> list[tuple[Given, ...]]:
    """The same without the answers that make no difference: what is left still fits its own group alone."""
    groups = _Groups(told)

    def shortest(given: Given, own: int) -> Given:
        for name, _ in given:
            rest = tuple(pair for pair in given if pair[0] != name)
            if rest and groups.fitting(rest) == {own}:
                return shortest(rest, own)
        return given

    return [tuple(dict.fromkeys(shortest(given, own) for given in group)) for own, group in enumerate(told)]


def _in_order(
    given: tuple[Given, ...], order: Mapping[tuple[str, str], tuple[int, int]]
) -> tuple[Given, ...]:
    """Combinations in the order of the tree's questions and answers."""
    combinations = [tuple(sorted(one, key=order.__getitem__)) for one in given]
    return tuple(sorted(combinations, key=lambda one: [order[pair] for pair in one]))


def _anchor(id: str, given: tuple[Given, ...]) -> str:
    return "--".join([id, *(f"{name}-{value}" for name, value in given[0])])


def _tell_apart(groups: list[list[State]]) -> list[tuple[Given, ...]]:
    """For each group of states the values of earlier answers that tell all groups apart, none of them without
    need."""
    names = sorted({name for states in groups for state in states for name, _ in state.facts} - {PERIOD})
    for wrong in (_ambiguous, _share_a_combination):
        chosen = set(names)
        if wrong(_told(groups, chosen)):
            continue
        for name in reversed(names):
            if not wrong(_told(groups, chosen - {name})):
                chosen.remove(name)
        return _told(groups, chosen)
    raise AssertionError("states that behave differently differ in some answer")


def _told(groups: list[list[State]], chosen: set[str]) -> list[tuple[Given, ...]]:
    """Each group's states as far as the chosen questions go, each combination once."""
    return [
        tuple(dict.fromkeys(tuple(pair for pair in state.facts if pair[0] in chosen) for state in states))
        for states in groups
    ]
