"""Mutants of where answers lead: dropped and swapped routes, wrong conditions of cases, days, defaults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from decision_tree.conditions import Condition, Test, holds, is_chosen
from decision_tree.label_order import MOST_IN_GIVEN_ORDER
from decision_tree.model import Answer, Case, Question, Setting, Tree
from decision_tree.periods import PERIOD
from site_builder.mutants.condition_changes import ConditionChanges
from site_builder.mutants.mutant import Facts, Mutant, differing, with_question
from site_builder.tree import PiecePlaces, Place


@dataclass(frozen=True)
class RouteMutants:
    """Makes the mutants of a tree's questions and settings."""

    tree: Tree
    places: PiecePlaces
    changes: ConditionChanges

    def mutants(self) -> Iterator[Mutant]:
        """All of them, in the order of the tree."""
        for question in self.tree.questions:
            yield from self._dropped_answers(question)
            for alike in _alike(question):
                yield from self._of_cases(question, alike)
                yield from self._of_days(question, alike[0])
            if question.several:
                yield from self._of_cases(question, ())
        for setting in self.tree.settings:
            if setting.id != PERIOD:
                yield from self._other_defaults(setting)

    def _dropped_answers(self, question: Question) -> Iterator[Mutant]:
        """None of a long list: no scenarios give all of those."""
        dropped = question.answers if len(question.answers) <= MOST_IN_GIVEN_ORDER else ()
        for answer in dropped if len(question.answers) > 1 else ():
            rest = tuple(one for one in question.answers if one is not answer)
            yield Mutant(
                kind="route",
                what=f'"{question.id}" without the answer "{answer.id}"',
                place=self.places.answer(question.id, answer.id),
                tree=with_question(self.tree, replace(question, answers=rest)),
                at=(question.id,),
                asked=_own(question, answer),
                differs=_giving(question.id, answer.id),
            )

    def _of_cases(self, question: Question, alike: Sequence[Answer]) -> Iterator[Mutant]:
        """Mutants of the cases that some answers share, or that the question has itself."""
        cases = alike[0].cases if alike else question.cases
        ids = {answer.id for answer in alike}
        named = f'"{question.id}"' + (f', answer "{alike[0].id}"' if alike else "")
        place = self.places.answer(question.id, alike[0].id) if alike else self.places.choice(question.id)
        for k, case in enumerate(cases):
            at = place.below("to", k) if len(cases) > 1 else place.below("to")
            other = self._other_target(question, case)
            changed: list[tuple[str, str, Case | None]] = []
            if other:
                changed.append(("route", f"leads to {other} in place of {case.to}", replace(case, to=other)))
            if len(cases) > 1:
                changed.append(("route", f"without the case that leads to {case.to}", None))
            for words, when in self.changes.of(case.when):
                changed.append(("condition", f"leads to {case.to} {words}", replace(case, when=when)))
            for kind, words, one in changed:
                new = (*cases[:k], *((one,) if one else ()), *cases[k + 1 :])
                yield self._rerouted(kind, f"{named} {words}", at, question, ids, cases, new)

    def _rerouted(
        self, kind: str, what: str, place: Place, question: Question, ids: set[str],
        old: tuple[Case, ...], new: tuple[Case, ...],
    ) -> Mutant:  # fmt: skip
        if ids:
            answers = tuple(replace(one, cases=new) if one.id in ids else one for one in question.answers)
            changed = replace(question, answers=answers)
        else:
            changed = replace(question, cases=new)

        def concerned(facts: Facts) -> bool:
            return not ids or facts[question.id] in ids

        return Mutant(
            kind=kind,
            what=what,
            place=place,
            tree=with_question(self.tree, changed),
            at=(question.id,),
            asked=(
                *(case.when for case in (*old, *new)),
                *(_own(question, *question.answers) if ids else ()),
            ),
            differs=lambda facts: concerned(facts) and _targets(old, facts) != _targets(new, facts),
            refused=lambda all: any(concerned(facts) and len(_targets(new, facts)) != 1 for facts in all),
            rerouted=True,
        )

    def _other_target(self, question: Question, case: Case) -> str:
        """Where an answer may lead by mistake: where another answer does, else to another outcome."""
        targets = list(dict.fromkeys(one.to for one in question.all_cases))
        if len(targets) > 1:
            return targets[(targets.index(case.to) + 1) % len(targets)]
        return next((outcome.id for outcome in self.tree.outcomes if outcome.id != case.to), "")

    def _of_days(self, question: Question, answer: Answer) -> Iterator[Mutant]:
        """An answer that is offered on other days."""
        for words, when in self.changes.of(answer.when):
            answers = tuple(replace(one, when=when) if one is answer else one for one in question.answers)
            yield Mutant(
                kind="condition",
                what=f'"{question.id}", answer "{answer.id}" {words}',
                place=self.places.answer(question.id, answer.id),
                tree=with_question(self.tree, replace(question, answers=answers)),
                at=(question.id,),
                asked=(answer.when, when),
                differs=differing(answer.when, when),
                rerouted=True,
            )

    def _other_defaults(self, setting: Setting) -> Iterator[Mutant]:
        for answer in setting.answers:
            if answer.id != setting.default:
                settings = tuple(
                    replace(one, default=answer.id) if one.id == setting.id else one
                    for one in self.tree.settings
                )
                yield Mutant(
                    kind="setting",
                    what=f'the default of "{setting.id}" is "{answer.id}" in place of "{setting.default}"',
                    place=self.places.choice(setting.id).below("default"),
                    tree=replace(self.tree, settings=settings),
                    at=tuple(outcome.id for outcome in self.tree.outcomes),
                    asked=(),
                    differs=lambda facts: True,
                )


def _alike(question: Question) -> list[tuple[Answer, ...]]:
    """The answers that share their cases and days in a long list, each for itself in a short one."""
    if question.several:
        return []
    if len(question.answers) <= MOST_IN_GIVEN_ORDER and not question.entry:
        return [(answer,) for answer in question.answers]
    found: dict[object, list[Answer]] = {}
    for answer in question.answers:
        found.setdefault((answer.cases, answer.when), []).append(answer)
    return [tuple(alike) for alike in found.values()]


def _giving(question: str, answer: str) -> Callable[[Facts], bool]:
    """Where an answer is given, perhaps among others."""
    return lambda facts: is_chosen(facts[question], (answer,))


def _targets(cases: tuple[Case, ...], facts: Facts) -> list[str]:
    return [case.to for case in cases if holds(case.when, facts)]


def _own(question: Question, *answers: Answer) -> tuple[Condition, ...]:
    """Conditions that tell answers of a question from the others."""
    return tuple((Test(question.id, (answer.id,)),) for answer in answers)
