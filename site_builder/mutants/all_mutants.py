"""All mutants of a guide."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from decision_tree.model import Tree
from site_builder.guide import Content, read_names
from site_builder.guide import model as g
from site_builder.mutants.conclusions import ConclusionMutants
from site_builder.mutants.condition_changes import ConditionChanges
from site_builder.mutants.mutant import Mutant
from site_builder.mutants.pieces import PieceMutants
from site_builder.mutants.routes import RouteMutants
from site_builder.mutants.rows import RowMutants
from site_builder.tree import PiecePlaces

MOST = 5_000
"""Mutants that are made of a guide; of one that has more an even sample. It is our limit."""


def make_mutants(content: Content, tree: Tree, step: int = 1) -> Iterator[Mutant]:
    """The mutants of a proved guide, whose compiled source tree is `tree`, one by one: every `step`-th."""
    yield from islice(_every_mutant(content, tree), 0, None, step)


def sample_step(content: Content, tree: Tree) -> int:
    """The step with which a guide has at most MOST mutants."""
    return max(1, -(-sum(1 for _ in _every_mutant(content, tree)) // MOST))


def _every_mutant(content: Content, tree: Tree) -> Iterator[Mutant]:
    places = PiecePlaces(content, tree)
    changes = ConditionChanges(read_names({"tree": (g.TreeFile, content.documents["tree"])}))
    yield from RouteMutants(tree, places, changes).mutants()
    yield from PieceMutants(tree, places, changes).mutants()
    yield from RowMutants(tree, places, changes).mutants()
    yield from ConclusionMutants(content, tree, places).mutants()
