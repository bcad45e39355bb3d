"""Mutants of outcomes: items, warnings, fields, portals, addresses and words, dropped or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from decision_tree.conditions import Condition, holds
from decision_tree.model import Address, Field, Item, Outcome, Part, Tree
from site_builder.guide import SINCE
from site_builder.mutants.condition_changes import ConditionChanges
from site_builder.mutants.mutant import Facts, Mutant, differing, holding, never, with_outcome
from site_builder.tree import PiecePlaces, Place

PART_KINDS = {"route": "step", "warnings": "warning"}
"""The kinds of mutants of an outcome's parts, where they are not just items."""
NAMES = {"route": "step", "warnings": "warning", "follow-up": 'item of "follow_up"'}

Items = tuple[Item, ...]


@dataclass(frozen=True)
class PieceMutants:
    """Makes the mutants of a tree's outcomes."""

    tree: Tree
    places: PiecePlaces
    changes: ConditionChanges

    def mutants(self) -> Iterator[Mutant]:
        """All of them, in the order of the tree."""
        for outcome in self.tree.outcomes:
            for index, part in enumerate(outcome.parts):
                yield from self._of_part(outcome, index, part)
            for index in range(len(outcome.fields)):
                yield from self._of_field(outcome, index)
            yield from self._of_portals(outcome)
            yield from self._of_words(outcome)

    def _mutant(
        self, kind: str, what: str, place: Place, outcome: Outcome, asked: Sequence[Condition],
        differs: Callable[[Facts], bool], refused: Callable[[Sequence[Facts]], bool] | None = None,
    ) -> Mutant:  # fmt: skip
        """A mutant that shows at one outcome, which is given as it is there."""
        made = Mutant(
            kind, f'"{outcome.id}": {what}', place, with_outcome(self.tree, outcome), (outcome.id,),
            tuple(asked), differs,
        )  # fmt: skip
        return replace(made, refused=refused) if refused else made

    def _of_part(self, outcome: Outcome, index: int, part: Part) -> Iterator[Mutant]:
        def with_items(items: Items) -> Outcome:
            changed = (replace(part, items=items),) if items else ()
            return replace(outcome, parts=(*outcome.parts[:index], *changed, *outcome.parts[index + 1 :]))

        name = NAMES.get(part.id, f'item of "{part.id}"')
        kind = PART_KINDS.get(part.id, "item")
        yield from self._of_items(outcome, f"{part.id}/", part.items, with_items, (kind, name), ())
        for k in range(len(part.items) - 1) if part.id == "route" else ():
            first, second = part.items[k : k + 2]
            swapped = (*part.items[:k], second, first, *part.items[k + 2 :])
            yield self._mutant(
                kind, f'the step "{second.id}" comes before "{first.id}"',
                self.places.piece(outcome.id, f"route/{second.id}"), with_items(swapped),
                (first.when, second.when),
                holding((*first.when, *second.when)),
            )  # fmt: skip

    def _of_items(
        self, outcome: Outcome, prefix: str, items: Items, with_items: Callable[[Items], Outcome],
        named: tuple[str, str], above: Condition,
    ) -> Iterator[Mutant]:  # fmt: skip
        kind, name = named
        for k, item in enumerate(items):
            if item.id.startswith(SINCE) or (kind == "warning" and above):
                continue
            key = f"{prefix}{item.id}"
            what, place = f'the {name} "{key.partition("/")[2]}"', self.places.piece(outcome.id, key)
            shown = (*above, *item.when)
            yield self._mutant(
                kind, f"without {what}", place, with_items((*items[:k], *items[k + 1 :])), (shown,),
                holding(shown), self._last(outcome, item.id) if kind == "warning" else None,
            )  # fmt: skip
            for words, when in self.changes.of(item.when):
                changed = (*items[:k], replace(item, when=when), *items[k + 1 :])
                new = (*above, *when)
                yield self._mutant(
                    "condition", f"{what} {words}", place, with_items(changed), (shown, new),
                    differing(shown, new), never(new),
                )  # fmt: skip
            if kind == "warning":
                continue  # its one point is its text

            def with_points(points: Items, k: int = k, item: Item = item) -> Outcome:
                return with_items((*items[:k], replace(item, points=points), *items[k + 1 :]))

            yield from self._of_items(outcome, f"{key}/", item.points, with_points, named, shown)

    def _last(self, outcome: Outcome, warning: str) -> Callable[[Sequence[Facts]], bool]:
        """A warning that no other outcome names, so that the proof finds it in vain."""
        parts = [part for one in self.tree.outcomes if one.id != outcome.id for part in one.parts]
        named = {item.id for part in parts if part.id == "warnings" for item in part.items}
        return lambda _: warning not in named

    def _of_field(self, outcome: Outcome, index: int) -> Iterator[Mutant]:
        field = outcome.fields[index]
        place, what = self.places.piece(outcome.id, f"fields/{field.id}"), f'the field "{field.id}"'

        def with_field(*changed: Field) -> Outcome:
            return replace(outcome, fields=(*outcome.fields[:index], *changed, *outcome.fields[index + 1 :]))

        def is_shown(facts: Facts) -> bool:
            return holds(field.when, facts)

        alone = sum(field.id in {f.id for f in one.fields} for one in self.tree.outcomes) == 1
        yield self._mutant(
            "field", f"without {what}", place, with_field(), (field.when,), is_shown, lambda _: alone
        )
        for words, value in self._other_values(field):
            yield self._mutant(
                "field", f"{what} {words}", self.places.field(field.id), with_field(value), (field.when,),
                is_shown,
            )  # fmt: skip
        own = self.places.field(field.id).below("when")
        for words, when in self.changes.of(field.when):
            yield self._mutant(
                "condition", f"{what} {words}", own, with_field(replace(field, when=when)),
                (field.when, when), differing(field.when, when), never(when),
            )  # fmt: skip
        yield from self._of_addresses(outcome, field, with_field)

    def _other_values(self, field: Field) -> Iterator[tuple[str, Field]]:
        """A fixed value that another field has, an answer that another one takes."""
        others = [other for one in self.tree.outcomes for other in one.fields if other.kind == field.kind]
        if field.kind == "fixed":
            value = next((one.value for one in others if one.value != field.value), f"{field.value} 2")
            yield f'with the value "{value}" in place of "{field.value}"', replace(field, value=value)
        if field.kind == "answer":
            asked = [one.question for one in others] + [setting.id for setting in self.tree.settings]
            if other := next((id for id in asked if id != field.question), ""):
                words = f'with the answer to "{other}" in place of "{field.question}"'
                yield words, replace(field, question=other)

    def _of_addresses(
        self, outcome: Outcome, field: Field, with_field: Callable[[Field], Outcome]
    ) -> Iterator[Mutant]:
        """Mutants of the addresses that a field completes."""
        if not field.address:
            return
        first = Address("", field.address, field.address_when)
        addresses = (first, *field.addresses)

        def with_addresses(changed: tuple[Address, ...]) -> Outcome:
            one = changed[0]
            return with_field(
                replace(field, address=one.address, address_when=one.when, addresses=changed[1:])
            )

        yield from self._of_choices(outcome, addresses, with_addresses, "addresses", fewest=0)

    def _of_portals(self, outcome: Outcome) -> Iterator[Mutant]:
        if outcome.portals:

            def with_portals(portals: tuple[Address, ...]) -> Outcome:
                return replace(outcome, portals=portals, address=portals[0].address)

            yield from self._of_choices(outcome, outcome.portals, with_portals, "portals", fewest=1)
        elif outcome.address:
            other = self._other_address(outcome.address)
            place = self.places.piece(outcome.id, "portals/0")
            changed = replace(outcome, address=other)
            what = f"the portal has {other} in place of {outcome.address}"
            yield self._mutant("address", what, place, changed, (), lambda facts: True)
            gone = replace(outcome, address="", portal="")
            yield self._mutant("address", "without its portal", place, gone, (), lambda facts: True)

    def _of_choices(
        self, outcome: Outcome, choices: tuple[Address, ...],
        with_choices: Callable[[tuple[Address, ...]], Outcome], part: str, fewest: int,
    ) -> Iterator[Mutant]:  # fmt: skip
        """Mutants of several addresses of which one holds, `fewest` at least."""

        for k, choice in enumerate(choices):
            place = self.places.piece(outcome.id, f"{part}/{k}")
            other = self._other_address(choice.address, [one.address for one in choices])
            changed = [("address", f"{choice.address} is {other}", replace(choice, address=other))]
            for words, when in self.changes.of(choice.when):
                changed.append(("condition", f"{choice.address} {words}", replace(choice, when=when)))
            for kind, words, one in changed:
                new = (*choices[:k], one, *choices[k + 1 :])
                yield self._mutant(
                    kind, words, place, with_choices(new), [c.when for c in (*choices, *new)],
                    _elsewhere(choices, new), _unclear(new, fewest),
                )  # fmt: skip

    def _other_address(self, address: str, nearest: Sequence[str] = ()) -> str:
        """An address that stands elsewhere in the guide; of a list one that stands beside it, if it can."""
        listed = [*nearest, *(one.address for one in self.tree.outcomes)]
        return next((one for one in listed if one and one != address), f"{address}/other")

    def _of_words(self, outcome: Outcome) -> Iterator[Mutant]:
        """Mutants of the variants of an outcome's words."""
        for k, variant in enumerate(outcome.instead):
            place, what = self.places.piece(outcome.id, f"instead/{variant.id}"), f'the words "{variant.id}"'
            rest = (*outcome.instead[:k], *outcome.instead[k + 1 :])
            yield self._mutant(
                "words", f"without {what}", place, replace(outcome, instead=rest), (variant.when,),
                holding(variant.when),
            )  # fmt: skip
            for words, when in self.changes.of(variant.when):
                one = replace(variant, when=when)
                new = (*outcome.instead[:k], one, *outcome.instead[k + 1 :])
                yield self._mutant(
                    "condition", f"{what} {words}", place, replace(outcome, instead=new),
                    (variant.when, when), differing(variant.when, when), never(when),
                )  # fmt: skip


def _addresses(listed: tuple[Address, ...], facts: Facts) -> list[str]:
    return [one.address for one in listed if holds(one.when, facts)]


def _elsewhere(old: tuple[Address, ...], new: tuple[Address, ...]) -> Callable[[Facts], bool]:
    """Where other addresses hold."""
    return lambda facts: _addresses(old, facts) != _addresses(new, facts)


def _unclear(listed: tuple[Address, ...], fewest: int) -> Callable[[Sequence[Facts]], bool]:
    """Addresses of which none or several hold at once, or one never does, which the proof refuses."""

    def refused(all: Sequence[Facts]) -> bool:
        if any(not fewest <= len(_addresses(listed, facts)) <= 1 for facts in all):
            return True
        return any(never(one.when)(all) for one in listed)

    return refused
