"""Releases: pages of one version of the guide with the files of another, in a browser."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Page

from decision_tree.model import Tree
from decision_tree.receipt import receipt
from decision_tree.walk import decide
from site_builder.problems import ContentError
from tests.fuzz.browsing import Browsing
from tests.fuzz.built_copy import BuiltCopy, Contents
from tests.fuzz.case import ACCEPTED, REFUSED, Case
from tests.fuzz.changes import CHANGES, changed, read_guide, write_guide
from tests.fuzz.judge import JudgeError
from tests.fuzz.page_judge import answers_in, judge_page, settled
from tests.support.guide_page import answer
from tests.support.trees import every_path

MOST_PLACES = 100
"""Places that a change is tried at, until the guide is one that a check accepts."""
ENGINE = "engine"
"""A change of scripts alone: they have other addresses."""
KINDS = [*CHANGES, ENGINE]


class Version(NamedTuple):
    """A version of the guide: its tree, and the files of its site by their path."""

    tree: Tree
    files: Contents

    @property
    def scripts(self) -> frozenset[str]:
        """The folders of the scripts that pages name: each is a hash of the script."""
        named = (path.split("/") for path in self.files if path.startswith("engine/"))
        return frozenset(folder for _, folder, name in named if name.endswith(".js") and name != "runtime.js")

    @property
    def tree_file(self) -> str:
        """The name of the tree's file, which has its hash."""
        return next(path for path in self.files if path.startswith("static/tree."))


class Versions:
    """The guide as it is, and as each kind of change makes it; built when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.copy = BuiltCopy(folder)
        self.guide = read_guide(self.copy.root)
        self.guide["scenarios"]["scenarios"] = []  # they name what changes
        self.first = self._built()
        self.later: dict[str, Version] = {}

    def after(self, kind: str) -> Version:
        """The version that has this kind of change."""
        if kind not in self.later:
            self.later[kind] = _moved_engine(self.first) if kind == ENGINE else self._changed(kind)
        return self.later[kind]

    def _changed(self, kind: str) -> Version:
        for place in range(MOST_PLACES):
            write_guide(self.copy.root, changed(self.guide, kind, Random(f"{kind}/{place}")))
            try:
                return self._built()
            except ContentError as error:
                refused = error
        raise JudgeError(f"no place for the change {kind!r}: {refused}")

    def _built(self) -> Version:
        return Version(self.copy.build(), self.copy.contents())


def _moved_engine(version: Version) -> Version:
    files = version.files
    for folder in version.scripts:
        moved = folder[::-1]
        files = {
            path.replace(folder, moved): content.replace(folder.encode(), moved.encode())
            for path, content in files.items()
        }
    return Version(version.tree, files)


def releases(folder: Path) -> Case:
    """Two versions that differ by one change, in either order: every page answers as its own version does."""
    return _Case(Versions(folder))


class _Case(Browsing):
    """A case of `releases`."""

    def __init__(self, versions: Versions) -> None:
        super().__init__()
        self.versions = versions

    def __call__(self, random: Random) -> str:
        kind = random.choice(KINDS)
        pair = [self.versions.first, self.versions.after(kind)]
        random.shuffle(pair)
        way = random.choice([self._mixed, self._released, self._shared])
        with self.page(f"{kind}, {way.__name__}") as page:
            said = way(page, random, *pair)
        return REFUSED if said else ACCEPTED

    def _mixed(self, page: Page, random: Random, one: Version, other: Version) -> bool:
        """Pages of one version, all other files of the other: as a cache between them may have it."""
        pages = {path: content for path, content in one.files.items() if path.endswith(".html")}
        self.host.files = {**other.files, **pages}
        page.goto(self.home)
        if not one.scripts & other.scripts:  # none of its scripts is there: it is walked by its links
            ways = page.locator(".guide-question:target a[href^='#'], .guide-first a[href^='#']")
            assert ways.first.is_visible(), "without its scripts the page leads nowhere"
            return False
        _walk(page, _answers(random, one.tree))
        return _said(page, judge_page(page, one.tree), one, other)

    def _released(self, page: Page, random: Random, one: Version, other: Version) -> bool:
        """A page that is open while the other version comes, is read to its end, and is then loaded anew."""
        self.host.files = one.files
        page.goto(self.home)
        answers = _answers(random, one.tree)
        before = random.randrange(len(answers))
        if random.random() < 0.5:
            settled(page)
        _walk(page, answers[:before])
        self.host.files = other.files
        _walk(page, answers[before:])
        _said(page, judge_page(page, one.tree), one, other)
        page.reload()
        return judge_page(page, other.tree)

    def _shared(self, page: Page, random: Random, one: Version, other: Version) -> bool:
        """An address, or a receipt, of one version in the other."""
        self.host.files = other.files
        answers = dict(_answers(random, one.tree))
        if random.random() < 0.5:
            page.goto(f"{self.home}?receipt={receipt(one.tree, decide(one.tree, answers))}")
            said = judge_page(page, other.tree)
            wrong = {pair for pair in answers_in(page).items() if _renamed(other.tree, answers, *pair)}
            assert not wrong, f"the receipt of {answers} is read as {wrong}"
            return said
        page.goto(f"{self.home}?{urlencode(answers)}#{decide(one.tree, answers).at}")
        return judge_page(page, other.tree)


def _walk(page: Page, answers: list[tuple[str, str]]) -> None:
    answer(page, *(value for _, value in answers))


def _said(page: Page, said: bool, one: Version, other: Version) -> bool:
    """`said`, which must be so if the page could not start the engine with the tree of its own version."""
    failed = settled(page) == "failed"
    assert said or not failed or one.tree_file == other.tree_file, (
        "no notice says that there is another version"
    )
    return said


def _answers(random: Random, tree: Tree) -> list[tuple[str, str]]:
    return list(random.choice(list(every_path(tree)))[0].items())


def _renamed(tree: Tree, given: dict[str, str], name: str, value: str) -> bool:
    """Whether an answer is none of those that were given, by their ids of now or of before."""
    choice = next(one for one in tree.choices if one.id == name)
    found = next(one for one in choice.answers if one.id == value)
    return not any(given.get(was) in (found.id, *found.was) for was in (choice.id, *choice.was))
