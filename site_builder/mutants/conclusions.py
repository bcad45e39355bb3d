"""Mutants of conclusions: other conditions of their values, in all that asks for them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from decision_tree.conditions import ANY, holds
from decision_tree.model import Conclusion, Tree
from site_builder.guide import (
    Concluded,
    ConditionNames,
    Content,
    TooManyAlternativesError,
    condition_of,
    read_names,
)
from site_builder.guide import model as g
from site_builder.mutants.mutant import Facts, Mutant
from site_builder.problems import ContentError
from site_builder.tree import PiecePlaces, Place

Raw = dict[str, Any]


@dataclass(frozen=True)
class ConclusionMutants:
    """Makes the mutants of a guide's conclusions, whose conditions are read anew from their YAML."""

    content: Content
    tree: Tree
    places: PiecePlaces

    def mutants(self) -> Iterator[Mutant]:
        """All of them, in the order of the tree."""
        raw = self.content.documents["tree"].value.get("conclusions", [])
        for index, one in enumerate(raw):
            place = self.places.conclusion(one["id"])
            for k, value in enumerate(one["values"]):
                for words, when in _raw_changes(value.get("when", {})):
                    changed = [*one["values"][:k], {**value, "when": when}, *one["values"][k + 1 :]]
                    what = f'"{one["id"]}" is "{value["id"]}" {words}'
                    yield from self._mutant(raw, index, changed, what, place.below("values", k, "when"))
            yield from self._swapped(raw, index)

    def _swapped(self, raw: list[Raw], index: int) -> Iterator[Mutant]:
        """Two values with each other's ids."""
        one = raw[index]
        first, second, *rest = one["values"]
        changed = [{**first, "id": second["id"]}, {**second, "id": first["id"]}, *rest]
        what = f'"{one["id"]}" is "{first["id"]}" where it is "{second["id"]}", and the other way round'
        yield from self._mutant(raw, index, changed, what, self.places.conclusion(one["id"]))

    def _mutant(
        self, raw: list[Raw], index: int, values: list[Raw], what: str, place: Place
    ) -> Iterator[Mutant]:
        document = self.content.documents["tree"]
        conclusions = [*raw[:index], {**raw[index], "values": values}, *raw[index + 1 :]]
        changed = replace(document, value={**document.value, "conclusions": conclusions})
        try:
            names = read_names({"tree": (g.TreeFile, changed)})
            tree = _expanded(self.tree, names)
        except (ContentError, TooManyAlternativesError):
            return  # it cannot be written
        before, after = self.tree.conclusions[index], tree.conclusions[index]
        asked = tuple(one.when for both in (before, after) for one in both.values)
        yield Mutant(
            "conclusion", what, place, tree, before.asked, asked,
            lambda facts: _values(before, facts) != _values(after, facts),
            lambda all: any(len(_values(before, f)) == 1 != len(_values(after, f)) for f in all),
        )  # fmt: skip


def _values(conclusion: Conclusion, facts: Facts) -> list[str]:
    return [one.id for one in conclusion.values if holds(one.when, facts)]


def _expanded(tree: Tree, names: ConditionNames) -> Tree:
    """The tree with its conclusions as `names` have them, in all conditions that ask for them."""
    conclusions = tuple(
        replace(
            one,
            values=tuple(
                replace(value, when=condition_of(names.conclusions[one.id][value.id])) for value in one.values
            ),
        )
        for one in tree.conclusions
    )
    changed: Tree = _with_names(replace(tree, conclusions=()), names)
    return replace(changed, conclusions=conclusions)


def _with_names(value: Any, names: ConditionNames) -> Any:
    """A part of a tree with every clause that conclusions became expanded anew."""
    if isinstance(value, tuple):
        if not any(isinstance(item, Concluded) for item in value):
            items = tuple([_with_names(item, names) for item in value])
            return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
        expanded = [names.expand(item.written) if isinstance(item, Concluded) else (item,) for item in value]
        return tuple(clause for clauses in expanded for clause in clauses)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for field in dataclasses.fields(value):
        before = getattr(value, field.name)
        after = _with_names(before, names)
        if after is not before:
            changes[field.name] = after
    return replace(value, **changes) if changes else value


def _raw_changes(when: Mapping[str, Any]) -> Iterator[tuple[str, Raw]]:
    """Wrong conditions in YAML: without an alternative or a test, or with one negated."""
    for key, asked in when.items():
        rest = {name: one for name, one in when.items() if name != key}
        if key == ANY:
            for k, one in enumerate(asked):
                others = [*asked[:k], *asked[k + 1 :]]
                if others:
                    yield f"without its alternative {k + 1}", {**rest, ANY: others}
                for words, changed in _raw_changes(one):
                    yield words, {**rest, ANY: [*asked[:k], changed, *asked[k + 1 :]]}
            continue
        if rest:
            yield f"without {key}", rest
        if not isinstance(asked, dict):
            yield f"with {key} negated", {**when, key: {"not": asked}}
        elif set(asked) == {"not"}:
            yield f"with {key} negated", {**when, key: asked["not"]}
