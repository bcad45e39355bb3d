"""Groups: named sets of answers to one question, which conditions name in place of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from site_builder.guide.format import Id, Text, ref
from site_builder.guide.statements import Ids

GroupAnswers = Mapping[str, Mapping[str, list[str]]]
"""Id of a question or setting -> id of each of its groups -> the answers in it."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A set of answers to one question or setting. With a name, readers see that and not the answers."""

    id: Id
    question: Annotated[str, ref("question", "setting")]
    answers: Ids
    name: Text | None = None

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """It has answers."""
        return ["a group has one answer or more"] if raw.get("answers") == [] else []


def group_answers(tree: Any) -> GroupAnswers:
    """The groups in the value of a tree.yml without format problems.

    One of an unknown question counts for all: that is one mistake, and conditions with the group are none.
    """
    choices = [one["id"] for one in (*tree.get("questions", []), *tree.get("settings", []))]
    found: dict[str, dict[str, list[str]]] = {}
    for group in tree.get("groups", []):
        for name in (group["question"],) if group["question"] in choices else choices:
            found.setdefault(name, {})[group["id"]] = listed(group["answers"])
    return found


def named_answers(condition: Any) -> list[Any]:
    """The answers and groups that a condition names of one question: {not: …}, {all: …} and {any: …} too."""
    if isinstance(condition, dict):
        return [id for part in condition.values() for id in listed(part)]
    return listed(condition)


def takes_one_answer(name: str) -> str:
    """The message on a condition, or a case, that chooses several answers to a question that takes one."""
    return f'"{name}" takes one answer; with "choose: several" it would take several'


def listed(value: Any) -> list[Any]:
    """A list that YAML may write as its one item."""
    return value if isinstance(value, list) else [value]
