"""Words that all reports of a difference share: changes, groups of answers, links and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from site_builder.diff.comparison import Difference
from site_builder.diff.differences import Group, TreeDifference
from site_builder.diff.outcome_changes import Change

HEADINGS = {
    "outcome": "Outcome",
    "answer": "Answers",
    "question": "Questions",
    "response": "First response",
    "portal": "Portal",
    "step": "Steps",
    "who": "Who may file",
    "field": "Fields",
    "ticket": "Ticket",
    "warning": "Warnings",
    "cost": "Cost",
    "follow-up": "Follow-up",
    "table": "Tables",
    "words": "Words only",
}
"""By what changes (ASPECTS)."""
AROUND = 40
"""Characters of a text that are shown before and after what differs."""
EVERYBODY = "everybody"


def summary(difference: Difference) -> str:
    """The whole in one sentence."""
    tree = difference.tree
    texts = counted(len(difference.texts), "text")
    if tree is None:
        return f"What answers lead to is not compared; {texts} changed."
    if not tree.findings:
        return f"The same for all {tree.combinations:,} combinations of answers; {texts} changed."
    return f"{tree.changed:,} of {tree.combinations:,} combinations of answers change; {texts} changed."


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 text", "1,204 texts"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def tree_lines(tree: TreeDifference) -> Iterator[str]:
    """What one of the trees does not have, and what is called otherwise: a sentence for each."""
    for word, found in (("Gone", tree.gone), ("New", tree.new)):
        for kind, id, text in found:
            yield f"{word}: the {kind} {id} ({text})" if text else f"{word}: the {kind} {id}"
    renames = tree.renames
    for kind, names in (("question or setting", renames.choices), ("outcome", renames.outcomes)):
        for old, new in names.items():
            yield f"Renamed: the {kind} {old} is {new}"
    for name, answers in renames.answers.items():
        for old, new in answers.items():
            yield f"Renamed: the answer {old} to {name} is {new}"


def change_words(change: Change) -> str:
    """A change in a line: what it is, before and after."""
    old, new = change.old, change.new
    if change.aspect == "question":
        return f"{change.id} is {'now' if new else 'no longer'} asked: {new or old}"
    if change.aspect == "answer" and not (old and new):
        return f"an answer to {change.id} is {'new' if new else 'gone'}"
    if change.aspect == "outcome" and " -> " in change.id:
        return f"{old} → {new}"
    name = f"{change.id}: " if change.id else ""
    if old and new:
        old, new = differing(old, new)
        return f"{name}{old} → {new}"
    if not old and not new:
        return f"{change.id} has other words"
    return f"{name}{'now' if new else 'no longer'} “{new or old}”"


def differing(old: str, new: str) -> tuple[str, str]:
    """Two texts without the most of what they begin and end with alike, cut between words."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    start = max(0, old.rfind(" ", 0, max(0, start - AROUND)) + 1) if start > 2 * AROUND else 0
    cut = []
    for text in (old, new):
        stop = len(text)
        if end > 2 * AROUND and (space := text.find(" ", len(text) - end + AROUND)) > 0:
            stop = space
        cut.append(f"{'… ' if start else ''}{text[start:stop]}{' …' if stop < len(text) else ''}")
    return cut[0], cut[1]


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def group_words(group: Group) -> str:
    """The answers of a group: "Product: Azure · Partner: reseller"."""
    words = " · ".join(test.words for test in group.tests) or EVERYBODY
    return words if group.exact else f"some of: {words}"


def link(group: Group, site: str = "") -> str:
    """The address of the example's end, below the address of a locale's first page, or relative to it."""
    return _address(group.answers, group.at, group.day, site)


def link_before(group: Group) -> str:
    """The relative address of the example's end in the old guide, "" where it is that of the new one."""
    before = _address(group.old_answers, group.old_at, group.day, "")
    return "" if before == link(group) else before


def _address(answers: Mapping[str, str], at: str, day: str, site: str) -> str:
    query = urlencode([*sorted(answers.items()), *([("on_day", day)] if day else [])])
    return f"{site}{f'?{query}' if query else ''}{f'#{at}' if at else ''}"


def arguments(group: Group) -> str:
    """The example as options of `python -m decision_tree tree.json`."""
    answers = ",".join(f"{name}={value}" for name, value in group.answers.items())
    return " ".join(
        [*([f"--answers {answers}"] if answers else []), *([f"--on {group.day}"] if group.day else [])]
    )
