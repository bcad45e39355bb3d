"""The whole check in one call: content, locales, catalogs, proof."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from decision_tree.model import Tree
from site_builder.catalog import catalog_problems
from site_builder.compile import plain_tree
from site_builder.content import Content, read_content
from site_builder.lexicon import Lexicon
from site_builder.locales import Locales, read_locales
from site_builder.problems import ContentError, Problem
from site_builder.prove import Proof, prove


@dataclass(frozen=True)
class Checked:
    """Content that may be published, with its proof."""

    root: Path
    content: Content
    locales: Locales
    tree: Tree
    proof: Proof


def check_all(root: Path) -> Checked:
    """Read and prove everything under `root` (the folder that holds docs/).

    Raises ContentError with the problems of the guide's files, or, where those are right, with all
    problems of the locales and of the proof together.
    """
    content = read_content(root / "docs" / "guide")
    locales = read_locales(root, content.guide)
    lexicon = Lexicon(content.guide, locales.source, locales.source, {})
    tree = plain_tree(lexicon, content.version)
    problems: list[Problem] = []
    for locale in locales.all:
        if locale.id != locales.source.id:
            problems += catalog_problems(root, content, locale)
    try:
        proof = prove(content, tree)
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from None
    if problems:
        raise ContentError(problems)
    return Checked(root, content, locales, tree, proof)
