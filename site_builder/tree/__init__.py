"""ROOM."""

from site_builder.tree.citations import Citations, outcome_pieces
from site_builder.tree.compile import Compiler
from site_builder.tree.engine_tree import engine_tree
from site_builder.tree.exposure import walks_meeting
from site_builder.tree.layout import Layout, layout_of
from site_builder.tree.proof import Proof, prove
from site_builder.tree.sections import Given, StaticTree

__all__ = [
    "Citations",
    "Compiler",
    "Given",
    "Layout",
    "Proof",
    "StaticTree",
    "engine_tree",
    "layout_of",
    "outcome_pieces",
    "prove",
    "walks_meeting",
]
