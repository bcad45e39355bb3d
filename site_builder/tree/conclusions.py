"""The proof that a conclusion has exactly one value wherever a condition asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decision_tree import model as m
from decision_tree.answer_classes import SelectionLimitError
from decision_tree.conditions import holds, names_in
from decision_tree.states import CycleError, StateLimitError, StateSpace
from site_builder.guide import Content
from site_builder.locales import Lexicon
from site_builder.problems import Problem
from site_builder.tree.asking import SEVERAL, Ask, asks_for
from site_builder.tree.class_names import ClassNames
from site_builder.tree.combinations import NOTHING, Finding
from site_builder.tree.compile import compile_as_written
from site_builder.tree.reachability import facts_in, space_about
from site_builder.tree.witnesses import way_to


def conclusion_problems(content: Content, english: Lexicon) -> Iterator[Problem]:
    """Combinations of answers with which a condition asks for a conclusion that has no value or several.

    `english` is the guide in its source locale.
    """
    for one in _conclusions(content, english):
        yield from one.undecided()


def idle_values(content: Content, english: Lexicon) -> Iterator[Problem]:
    """Values of conclusions that no combination of answers has, in a proved guide."""
    for one in _conclusions(content, english):
        yield from one.never()


def _conclusions(content: Content, english: Lexicon) -> Iterator[_Conclusion]:
    if content.guide.tree.conclusions:
        tree = compile_as_written(english, content.version)
        for index, conclusion in enumerate(tree.conclusions):
            yield _Conclusion(content, tree, index, conclusion)


class _Conclusion:
    """A conclusion with the combinations of answers that matter to it, wherever it is asked for."""

    def __init__(self, content: Content, tree: m.Tree, index: int, conclusion: m.Conclusion) -> None:
        self.document = content.documents["tree"]
        self.groups = content.guide.tree.groups
        self.tree, self.conclusion = tree, conclusion
        self.path = ("conclusions", index)
        self.names = set[str]().union(*(names_in(value.when) for value in conclusion.values))
        self.findings: dict[tuple[int, ...], Finding] = {}
        self.unasked: dict[str, None] = {}
        """Questions that are not asked where no value holds."""
        self.example: Mapping[str, str] = {}
        """The answers of a way there."""

    def undecided(self) -> Iterator[Problem]:
        """Combinations of answers without a value, or with several."""
        asks = list(asks_for(self.tree, self.conclusion.id))
        conditions = [*(ask.beside for ask in asks), *(value.when for value in self.conclusion.values)]
        try:
            space = space_about(self.tree, conditions)
            reached = facts_in(space)
        except CycleError:
            return  # said by the proof of the tree
        except (StateLimitError, SelectionLimitError) as error:
            yield self.document.problem((*self.path, "id"), str(error))
            return
        names = ClassNames(space, self.groups)
        asked = set[str]().union(*map(names_in, conditions))
        for ask in asks:
            for own in _own_answers(space, ask):
                for facts in reached.get(ask.at, ()):
                    decided = self._look(ask, {**facts, **own}, names, asked)
                    if not decided and not self.example:
                        self.example = {**_way(space, ask.at, facts), **own}
        yield from (finding.problem() for finding in self.findings.values())

    def _look(self, ask: Ask, facts: Mapping[str, str], names: ClassNames, asked: set[str]) -> bool:
        """Note what is wrong where a condition asks after these answers, if it does; and whether a value
        holds."""
        values = self.conclusion.values
        met = tuple(index for index, value in enumerate(values) if holds(value.when, facts))
        if len(met) == 1 or not holds(ask.beside, facts):
            return True
        if met not in self.findings:
            path = (*self.path, "values", met[-1]) if met else (*self.path, "values")
            self.findings[met] = Finding(
                self.document, path, lambda given, places: self._message(met, given, places), names
            )
        self.findings[met].add(names.given(facts, asked), ask.at)
        self.unasked |= {} if met else dict.fromkeys(sorted(self.names - facts.keys()))
        return bool(met)

    def _message(self, met: tuple[int, ...], given: str, places: str) -> str:
        id, values = self.conclusion.id, self.conclusion.values
        if met:
            named = [f'"{values[k].id}" ({self.document.place((*self.path, "values", k))})' for k in met]
            return f'several values of "{id}" hold for {given}: {" and ".join(named)}; exactly one must'
        left = " and ".join(f'"{name}"' for name in self.unasked)
        way = ", ".join(f"{name}={value}" for name, value in self.example.items())
        verb = "are" if len(self.unasked) > 1 else "is"
        where = f" where {left} {verb} not asked (as after {way or 'no answer'})" if left else ""
        known = f" for {given}{',' if where else ''}" if given != NOTHING else ""
        return f'no value of "{id}" holds{known}{where}; a condition asks for it at {places}, so one must'

    def never(self) -> Iterator[Problem]:
        """Values that hold on no way to any outcome."""
        space = space_about(self.tree, [value.when for value in self.conclusion.values])
        outcomes = {outcome.id for outcome in self.tree.outcomes}
        facts = [dict(state.facts) for state in space.states if state.at in outcomes]
        for index, value in enumerate(self.conclusion.values):
            if not any(holds(value.when, one) for one in facts):
                message = f'the value "{value.id}" of "{self.conclusion.id}" never holds on any way'
                yield self.document.problem((*self.path, "values", index), message)


def _way(space: StateSpace, at: str, facts: Mapping[str, str]) -> dict[str, str]:
    """The answers of a shortest way to a place with what is known there."""
    state = next(one for one in space.states if one.at == at and dict(one.facts) == facts)
    return dict(way_to(space, state))


def _own_answers(space: StateSpace, ask: Ask) -> list[dict[str, str]]:
    """The answers to the question itself after which a condition asks."""
    if ask.answer == SEVERAL:
        return [{ask.at: alike[0].id} for alike in space.classes[ask.at]]
    return [{ask.at: space.representative(ask.at, ask.answer)} if ask.answer else {}]
