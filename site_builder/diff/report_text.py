"""A difference as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from site_builder.diff.comparison import Difference
from site_builder.diff.differences import Finding
from site_builder.diff.report_words import (
    HEADINGS,
    arguments,
    change_words,
    group_words,
    link,
    link_before,
    summary,
    tree_lines,
)
from site_builder.problems import printable


def as_text(difference: Difference, site: str = "") -> str:
    """The report in lines; `site` is the address of a locale's first page, which links then begin with."""
    return printable("\n".join(_lines(difference, site)))


def _lines(difference: Difference, site: str) -> Iterator[str]:
    yield f"{difference.old.name} -> {difference.new.name}"
    yield summary(difference)
    yield from difference.notes
    tree = difference.tree
    if tree is not None:
        yield from tree_lines(tree)
        for aspect, findings in groupby(tree.findings, key=lambda one: one.changes[0].aspect):
            yield ""
            yield HEADINGS[aspect]
            for finding in findings:
                yield from _finding_lines(finding, tree.combinations, site)
        if tree.untold:
            yield ""
            yield "Also changed"
            yield from (f"  {change_words(change)}" for change in tree.untold)
    if difference.texts:
        yield ""
        yield "Texts"
    for change in difference.texts:
        place = (change.new or change.old).place  # type: ignore[union-attr]
        yield f"  {place + '  ' if place else ''}{change.context}"
        if change.old:
            yield f"    - {change.old.text}".replace("\n", "\n      ")
        if change.new:
            yield f"    + {change.new.text}".replace("\n", "\n      ")


def _finding_lines(finding: Finding, all_combinations: int, site: str) -> Iterator[str]:
    for change in finding.changes:
        yield f"  {change_words(change)}".replace("\n", "\n  ")
    share = f"{finding.combinations:,} of {all_combinations:,} combinations"
    if len(finding.groups) != 1:
        yield f"    {share}, by {len(finding.groups)} sets of answers:"
    for group in finding.groups:
        count = share if len(finding.groups) == 1 else f"{group.combinations:,}"
        yield f"    {count}: {group_words(group)}"
        yield f"      {link(group, site)}"
        if before := link_before(group):
            yield f"      before: {before}"
        if options := arguments(group):
            yield f"      {options}"
