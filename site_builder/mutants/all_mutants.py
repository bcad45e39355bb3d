"""All mutants of a guide."""

from __future__ import annotations

from collections.abc import Iterator

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


def make_mutants(content: Content, tree: Tree) -> Iterator[Mutant]:
    """The mutants of a proved guide, whose compiled source tree is `tree`, made one by one."""
    places = PiecePlaces(content, tree)
    changes = ConditionChanges(read_names({"tree": (g.TreeFile, content.documents["tree"])}))
    yield from RouteMutants(tree, places, changes).mutants()
    yield from PieceMutants(tree, places, changes).mutants()
    yield from RowMutants(tree, places, changes).mutants()
    yield from ConclusionMutants(content, tree, places).mutants()
