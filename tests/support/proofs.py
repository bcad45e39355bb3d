"""Proofs of trees that no guide belongs to."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from decision_tree.model import Tree
from site_builder.problems import Problem
from site_builder.tree.certificate import Proof
from site_builder.tree.proof import prove


def content_of_nothing() -> Any:
    """The content of a guide without anything, whose problems have no place."""
    document = SimpleNamespace(
        problem=lambda path, message: Problem("tree.yml", 0, 0, message), place=lambda path: "tree.yml:0"
    )
    nothing = SimpleNamespace(
        tree=SimpleNamespace(groups=(), questions=()),
        outcomes=SimpleNamespace(outcomes=(), kinds=(), fields=(), warnings=()),
        pages=SimpleNamespace(pages=()), response_times=SimpleNamespace(impacts=(), notes=(), rows=()),
        tables=SimpleNamespace(tables=()),
        scenarios=SimpleNamespace(scenarios=()),
        sources=SimpleNamespace(documents=(), facts=()), procedures=(), faq=SimpleNamespace(questions=()),
    )  # fmt: skip
    names = ("tree", "outcomes", "response_times", "tables", "sources", "scenarios")
    files = dict.fromkeys(names, document)
    return SimpleNamespace(documents=files, procedures=(), guide=nothing, version="test")


def proof_of(tree: Tree) -> Proof:
    """The proof of a tree that no guide belongs to."""
    return prove(content_of_nothing(), tree)
