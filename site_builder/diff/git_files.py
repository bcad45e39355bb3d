"""Files of a guide as a git revision has them, written into a folder of their own.

The working tree and its index stay as they are: git gets an index of its own for this. Unlike an archive it
has the files that `export-ignore` leaves out, and has them as a checkout would.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from site_builder.problems import BuildError, did_you_mean, printable
from site_builder.shared_files import GUIDE, SETTINGS

EXTRACTED = ("docs", SETTINGS)
"""What of a guide's folder is read."""


@dataclass(frozen=True)
class Repository:
    """The git repository that a guide is in: its folder, and the guide's in it, "" or "handbook/"."""

    top: Path
    prefix: str

    @classmethod
    def of(cls, root: Path) -> Repository:
        """The repository of the guide below `root`. Raises BuildError where there is none."""
        found = _git(root, "rev-parse", "--show-toplevel", "--show-prefix")
        if found.returncode:
            reason = _reason(found)
            if "not a git repository" in reason:
                reason = "it is in no git repository"
            raise BuildError(
                f"No revision of {root} can be read: {reason}; name two folders or tree.json files."
            )
        top, prefix = found.stdout.split("\n")[:2]
        return cls(Path(top), prefix)

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision names. Raises BuildError where there is none."""
        found = _git(
            self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
        if found.returncode:
            if revision == "HEAD":
                raise BuildError(f"The git repository of {self.top} has no commit yet to compare with.")
            names = _git(self.top, "for-each-ref", "--format=%(refname:short)").stdout.split()
            hint = did_you_mean(revision, names)
            raise BuildError(f'"{revision}" is no revision of {self.top} and no guide\'s folder{hint}.')
        return found.stdout.strip()

    def common_commit(self, one: str, other: str) -> str:
        """The last commit that two revisions have in common. Raises BuildError where there is none."""
        found = _git(self.top, "merge-base", self.commit(one), self.commit(other))
        if found.returncode:
            raise BuildError(f'"{one}" and "{other}" have no commit in common.')
        return found.stdout.strip()

    def write_files(self, revision: str, folder: Path) -> str:
        """Write the guide's files of a revision into a new folder. Returns the commit's id.

        Raises BuildError where there is no such revision, or no guide in it.
        """
        commit = self.commit(revision)
        if _git(self.top, "cat-file", "-e", f"{commit}:{self.prefix}{GUIDE}").returncode:
            where = self.top / self.prefix
            raise BuildError(f'"{revision}" has no guide in {where}: there was no folder {GUIDE} in it then.')
        folder.mkdir(parents=True)
        index = folder.with_name(f"{folder.name}.index")
        _must(self.top, index, "read-tree", f"{commit}:{self.prefix}".removesuffix("/"))
        names = _must(self.top, index, "ls-files", "-z", "--", *EXTRACTED)
        _must(self.top, index, "checkout-index", "-z", "--stdin", f"--prefix={folder}/", files=names)
        return commit


def _git(folder: Path, *arguments: str, index: Path | None = None, files: str | None = None) -> _Result:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    if index is not None:
        environment["GIT_INDEX_FILE"] = str(index)
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],
            env=environment,
            input=files,
            stdin=None if files is not None else subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except FileNotFoundError:
        raise BuildError(
            "git is not installed, so no revision can be read; name two folders instead."
        ) from None


_Result = subprocess.CompletedProcess[str]


def _must(folder: Path, index: Path, *arguments: str, files: str | None = None) -> str:
    found = _git(folder, *arguments, index=index, files=files)
    if found.returncode:
        raise BuildError(f"git {arguments[0]} failed: {_reason(found)}.")
    return found.stdout


def _reason(found: _Result) -> str:
    """The first line of what git says, as part of a sentence."""
    lines = found.stderr.strip().splitlines() or [f"git ended with {found.returncode}"]
    return printable(lines[0].removeprefix("fatal: ").rstrip("."))
