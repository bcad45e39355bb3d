"""The two sides of a comparison: guides in folders or git revisions, and built tree.json files."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from decision_tree.json_form import load_tree
from decision_tree.model import Tree, TreeError
from site_builder.diff.git_files import Repository
from site_builder.diff.text_changes import PlacedText, content_texts, file_texts, tree_texts
from site_builder.guide import read_content
from site_builder.locales import CatalogReader, Lexicon, read_locales, working_calendars
from site_builder.problems import BuildError, ContentError, Problem
from site_builder.shared_files import GUIDE
from site_builder.site import check_all
from site_builder.tree import build_engine_tree, compile_source_tree

WORKING = ""
"""The name of what is in the guide's folder now, whatever git knows of it."""


@dataclass(frozen=True)
class Side:
    """A guide as it is compared: its name for people, its tree, and its texts by their contexts.

    `problems` are those of `check`. Where they let no tree be made of it, `tree` is None. `file_texts` are
    the texts of single files, for a guide that cannot be read as a whole, and `faulty` the files of which
    none can be told.
    """

    name: str
    tree: Tree | None
    texts: Mapping[str, PlacedText]
    file_texts: Mapping[str, PlacedText] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    faulty: tuple[str, ...] = ()
    is_built: bool = False


def read_side(root: Path, name: str) -> Side:
    """The side of that name: a folder with a guide in it, a tree.json, a git revision of the guide in `root`,
    or WORKING. Raises BuildError for what is none of these."""
    if name == WORKING:
        return read_folder(root, "the working folder")
    path = Path(name)
    if path.is_file():
        return read_tree_file(path)
    if (path / GUIDE).is_dir():
        return read_folder(path.resolve(), name)
    if path.is_dir() and (path / "tree.json").is_file():
        return read_tree_file(path / "tree.json")
    try:
        return read_revision(root, name)
    except BuildError:
        if path.is_dir():
            raise BuildError(f"{name} holds no guide: there is no folder {GUIDE} in it.") from None
        raise


def read_folder(root: Path, name: str) -> Side:
    """A guide in a folder, which need not be without problems."""
    try:
        checked = check_all(root, catalogs=False)
    except ContentError as error:
        return _faulty_side(root, name, error.problems)
    return Side(name, checked.tree, content_texts(checked.content), file_texts(root)[0])


def _faulty_side(root: Path, name: str, problems: tuple[Problem, ...]) -> Side:
    """What can be told of a guide with problems."""
    own, faulty = file_texts(root)
    try:
        content = read_content(root)
    except ContentError:
        return Side(name, None, {}, own, problems, tuple(faulty))
    texts = content_texts(content)
    try:
        locales = read_locales(root, content.guide)
    except ContentError:
        return Side(name, None, texts, own, problems)
    source = locales.source
    catalog = CatalogReader.for_guide(root, content, locales).source_catalog
    lexicon = Lexicon(content.localize(catalog.texts), source, locales)
    compiled, _ = compile_source_tree(lexicon, content.version)
    calendars = working_calendars(locales.calendars, source.babel)
    tree = build_engine_tree(compiled, lexicon, lexicon, calendars)
    return Side(name, tree, texts, own, problems)


def read_revision(root: Path, revision: str) -> Side:
    """The guide in `root` as a git revision has it. Raises BuildError where there is none."""
    repository = Repository.of(root)
    with tempfile.TemporaryDirectory(prefix="guide-revision-") as folder:
        copy = Path(folder) / "guide"
        commit = repository.write_files(revision, copy)
        name = commit[:9] if commit.startswith(revision) else f"{revision} ({commit[:9]})"
        return read_folder(copy, name)


def read_tree_file(path: Path) -> Side:
    """A built tree.json. Raises BuildError where it is none."""
    try:
        tree = load_tree(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise BuildError(f"{path} is no tree.json: it is not UTF-8 text.") from None
    except TreeError as error:
        raise BuildError(f"{path} cannot be compared: {error}.") from None
    return Side(str(path), tree, tree_texts(tree), is_built=True)
