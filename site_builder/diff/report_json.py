"""A difference as JSON, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from site_builder.diff.comparison import Difference
from site_builder.diff.differences import Finding, Group, TreeDifference
from site_builder.diff.report_words import arguments, link, link_before
from site_builder.diff.sides import Side
from site_builder.diff.text_changes import PlacedText

FORMAT = 1


def as_json(difference: Difference, site: str = "") -> dict[str, Any]:
    """The report as plain JSON values; `site` is the address of a locale's first page."""
    return {
        "format": FORMAT,
        "differs": bool(difference),
        "old": _side(difference.old),
        "new": _side(difference.new),
        "notes": list(difference.notes),
        "tree": None if difference.tree is None else _tree(difference.tree, site),
        "texts": [
            {"context": one.context, "old": _text(one.old), "new": _text(one.new)} for one in difference.texts
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "name": side.name,
        "version": side.tree.version if side.tree else None,
        "problems": [asdict(problem) for problem in side.problems],
    }


def _text(text: PlacedText | None) -> dict[str, str] | None:
    return None if text is None else {"text": text.text, "place": text.place}


def _tree(tree: TreeDifference, site: str) -> dict[str, Any]:
    return {
        "combinations": tree.combinations,
        "changed": tree.changed,
        "gone": [_named(*one) for one in tree.gone],
        "new": [_named(*one) for one in tree.new],
        "renamed": {
            "choices": dict(tree.renames.choices),
            "outcomes": dict(tree.renames.outcomes),
            "answers": {name: dict(answers) for name, answers in tree.renames.answers.items()},
        },
        "findings": [_finding(one, site) for one in tree.findings],
        "untold": [asdict(one) for one in tree.untold],
    }


def _named(kind: str, id: str, text: str) -> Mapping[str, str]:
    return {"kind": kind, "id": id, "text": text}


def _finding(finding: Finding, site: str) -> dict[str, Any]:
    return {
        "changes": [asdict(one) for one in finding.changes],
        "combinations": finding.combinations,
        "groups": [_group(one, site) for one in finding.groups],
    }


def _group(group: Group, site: str) -> dict[str, Any]:
    return {
        "tests": [{**asdict(one), "answers": list(one.answers)} for one in group.tests],
        "combinations": group.combinations,
        "exact": group.exact,
        "new": {"answers": dict(group.answers), "at": group.at},
        "old": {"answers": dict(group.old_answers), "at": group.old_at},
        "day": group.day or None,
        "link": link(group, site),
        "link_before": link_before(group) or None,
        "arguments": arguments(group),
    }
