"""A difference as Markdown, for the conversation of a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from site_builder.diff.comparison import Difference
from site_builder.diff.differences import Finding, Group
from site_builder.diff.report_words import (
    HEADINGS,
    arguments,
    change_words,
    counted,
    group_words,
    link,
    summary,
    tree_lines,
)
from site_builder.diff.text_changes import TextChange
from site_builder.problems import printable

LONGEST = 60_000
"""Characters; GitHub takes no comment of more than 65,536."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def as_markdown(difference: Difference, site: str = "") -> str:
    """The report; `site` is the address of a locale's first page, without which examples are no links."""
    found: list[str] = []
    length = left = 0
    for block in _blocks(difference, site):
        if length + len(block) > LONGEST:
            left += 1
            continue
        found.append(block)
        length += len(block) + 2
    if left:
        found.append(f"{counted(left, 'more part')} of this report would not fit; `diff` prints all.")
    return "\n\n".join(found) + "\n"


def _blocks(difference: Difference, site: str) -> Iterator[str]:
    yield f"### {_escaped(summary(difference))}"
    yield f"{_escaped(difference.old.name)} → {_escaped(difference.new.name)}"
    for note in difference.notes:
        yield f"> {_escaped(note)}"
    tree = difference.tree
    if tree is not None:
        if lines := [f"- {_escaped(line)}" for line in tree_lines(tree)]:
            yield "\n".join(lines)
        for aspect, findings in groupby(tree.findings, key=lambda one: one.changes[0].aspect):
            yield f"#### {HEADINGS[aspect]}"
            for finding in findings:
                yield "\n".join(_finding_lines(finding, tree.combinations, site))
        if tree.untold:
            yield "\n".join(
                ["#### Also changed", "", *(f"- {_escaped(change_words(one))}" for one in tree.untold)]
            )
    for start in range(0, len(difference.texts), 20):
        yield "\n".join(_text_lines(difference.texts[start : start + 20], len(difference.texts), start))


def _finding_lines(finding: Finding, all_combinations: int, site: str) -> Iterator[str]:
    share = f"{finding.combinations:,} of {all_combinations:,}"
    first, *others = finding.changes
    yield f"- **{_escaped(change_words(first))}** ({share})"
    for change in others:
        yield f"  - {_escaped(change_words(change))}"
    for group in finding.groups:
        count = f" ({group.combinations:,})" if len(finding.groups) > 1 else ""
        yield f"  - {_escaped(group_words(group))}{count}: {_example(group, site)}"


def _example(group: Group, site: str) -> str:
    if site:
        return f"[walk there](<{link(group, site)}>)"
    return f"`{arguments(group) or link(group)}`"


def _text_lines(changes: tuple[TextChange, ...], count: int, start: int) -> Iterator[str]:
    name = counted(count, "text") if len(changes) == count else f"Texts {start + 1} to {start + len(changes)}"
    lines = []
    for change in changes:
        place = (change.new or change.old).place  # type: ignore[union-attr]
        lines.append(f"@@ {place or change.context} @@ {change.context if place else ''}".rstrip())
        for sign, text in (("-", change.old), ("+", change.new)):
            lines += [f"{sign} {line}" for line in printable(text.text).split("\n")] if text else []
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"<details><summary>{name}</summary>"
    yield ""
    yield f"{fence}diff"
    yield from lines
    yield fence
    yield ""
    yield "</details>"


def _escaped(text: str) -> str:
    """A text in which Markdown sees no marks, and nobody is mentioned."""
    return _SPECIAL.sub(r"\\\1", printable(text)).replace("@", "@\u200b").replace("\n", " ")
