"""diff: what a change of the guide does, for every combination of answers."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path

from site_builder.diff import WORKING, Difference, Repository, as_json, as_markdown, as_text, compare_names
from site_builder.problems import BuildError

_RANGE = re.compile(r"(.*?)(\.\.\.?)(.*)")


def as_json_text(difference: Difference, site: str = "") -> str:
    """The report for programs, as text."""
    return json.dumps(as_json(difference, site), indent=2, ensure_ascii=False)


FORMATS: dict[str, Callable[[Difference, str], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json_text,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.epilog = (
        "OLD and NEW are git revisions, folders with a guide, or built tree.json files. Without NEW it is "
        "the working folder; without both, the last commit is compared with that. OLD..NEW and OLD...NEW "
        "are as in git."
    )
    parser.add_argument("old", metavar="OLD", nargs="?", default="HEAD", help="default: the last commit")
    parser.add_argument("new", metavar="NEW", nargs="?", default=WORKING, help="default: the working folder")
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument("--exit-code", action="store_true", help="end with 1 where something differs")
    parser.add_argument(
        "--site",
        metavar="URL",
        default="",
        help="the first page of a locale that links lead to, such as http://127.0.0.1:8000/en-US/",
    )


def run(options: argparse.Namespace) -> int:
    """Print what differs."""
    old, new = _names(options.root, options.old, options.new)
    difference = compare_names(options.root, old, new)
    print(FORMATS[options.format](difference, options.site).rstrip("\n"))
    return 1 if options.exit_code and difference else 0


def _names(root: Path, old: str, new: str) -> tuple[str, str]:
    """The names of both sides, of which the first may be a range of revisions."""
    found = _RANGE.fullmatch(old)
    if found is None or Path(old).exists():
        return old, new
    if new != WORKING:
        raise BuildError(f'"{old}" is two revisions already; name no third one.')
    first, dots, last = found[1] or "HEAD", found[2], found[3] or "HEAD"
    if dots == "...":
        first = Repository.of(root).common_commit(first, last)
    return first, last
