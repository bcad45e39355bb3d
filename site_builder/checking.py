"""The whole check in one call: content, locales, catalogs, proof."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from decision_tree.model import Tree
from site_builder.calendars import working_calendars
from site_builder.catalog import catalog_problems
from site_builder.content import Content, read_content
from site_builder.engine_tree import engine_tree
from site_builder.lexicon import Lexicon
from site_builder.locales import Locales, read_locales
from site_builder.problems import ContentError, Problem
from site_builder.prove import Proof, prove
from site_builder.templates import TEMPLATES, template_problems


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

    Raises ContentError with every problem found: a guide that cannot be read as one is not proved, but its
    locales, catalogs and templates are still looked at.
    """
    problems: list[Problem] = []
    content = locales = None
    try:
        content = read_content(root / "docs" / "guide")
    except ContentError as error:
        problems += error.problems
    try:
        locales = read_locales(root, content.guide if content else None)
    except ContentError as error:
        problems += error.problems
    for locale in locales.all if locales else ():
        if locale.translation != "source":
            problems += catalog_problems(root, content, locale)
    problems += template_problems(root / "docs" / "pages", list(TEMPLATES))
    if content is None or locales is None:
        raise ContentError(problems)
    source = locales.source
    lexicon = Lexicon(content.guide, source, source, {})
    calendars = working_calendars(locales.calendars, source.babel)
    tree = engine_tree(lexicon, lexicon, content.version, calendars)
    try:
        proof = prove(content, tree)
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from None
    if problems:
        raise ContentError(problems)
    return Checked(root, content, locales, tree, proof)
