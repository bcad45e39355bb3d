"""A copy of the guide in one locale that is built and published again and again."""

from __future__ import annotations

from pathlib import Path

from decision_tree.model import Tree
from site_builder.site import build_site, check_all
from tests.support.guide_copies import ROOT, copy_guide

Contents = dict[str, bytes]
"""The files of a site by their path."""
FETCHED = ("runtime", "pyodide", "esbuild", "elkjs")
"""What of the project's cache is the same for every copy, and damaged by no case."""


class BuiltCopy:
    """The copy, its cache, which begins with what the project has fetched already, and its site."""

    def __init__(self, folder: Path) -> None:
        self.root = copy_guide(folder / "guide", ["en-US"])
        self.cache, self.out = self.root / ".cache", self.root / "site"
        self.cache.mkdir()
        for path in (ROOT / ".cache").iterdir():
            if path.name.startswith(FETCHED):
                (self.cache / path.name).symlink_to(path)

    def build(self) -> Tree:
        """Build and publish what is there now. Raises BuildError."""
        checked = check_all(self.root)
        build_site(checked, self.out, self.cache, lambda line: None, jobs=1, compressed=False)
        return checked.tree

    def contents(self) -> Contents:
        """All files of the site that is published."""
        files = (path for path in self.out.rglob("*") if path.is_file())
        return {str(path.relative_to(self.out)): path.read_bytes() for path in files}
