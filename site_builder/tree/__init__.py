"""ROOM."""

from site_builder.tree.citations import Citations, outcome_pieces
from site_builder.tree.compile import compile_source_tree, compile_tree
from site_builder.tree.engine_tree import build_engine_tree, plain_tree
from site_builder.tree.exposure import count_exposure
from site_builder.tree.proof import Proof, prove
from site_builder.tree.reachability import ReachedFacts
from site_builder.tree.sections import Given, Sections, make_sections

__all__ = [
    "Citations",
    "Given",
    "Proof",
    "ReachedFacts",
    "Sections",
    "build_engine_tree",
    "compile_source_tree",
    "compile_tree",
    "count_exposure",
    "make_sections",
    "outcome_pieces",
    "plain_tree",
    "prove",
]
