"""The check of conclusions: what they follow from comes before them, something asks for each, and conditions
that ask for them stay small. It reads them for all conditions of the guide, in `ConditionNames`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from decision_tree.conditions import ANY
from site_builder.guide.conclusions import ConditionNames
from site_builder.guide.conditions import (
    MOST_ALTERNATIVES,
    Alternatives,
    TooManyAlternativesError,
    against,
    alternatives_of,
    either,
)
from site_builder.guide.format import ConditionFormat
from site_builder.guide.groups import group_answers
from site_builder.guide.instances import build_condition, find_leaves
from site_builder.guide.yaml_file import Document, YamlPath
from site_builder.problems import ContentError, Problem

Documents = Mapping[str, tuple[Any, Document]]
"""Well-formed files by name, each with its kind."""


def names_asked(condition: Mapping[str, Any]) -> Iterator[tuple[YamlPath, str]]:
    """What a condition in YAML asks about, with its path in it."""
    for name, answers in condition.items():
        if name != ANY:
            yield (name,), name
            continue
        for index, alternative in enumerate(answers):
            for path, inner in names_asked(alternative):
                yield (ANY, index, *path), inner


def conclusion_problems(files: Documents) -> Iterator[Problem]:
    """Conclusions with the id of something else, that follow from later ones, or that nothing asks for."""
    tree = files["tree"][1]
    listed = tree.value.get("conclusions", [])
    taken = {one["id"]: "question" for one in tree.value["questions"]}
    taken |= {one["id"]: "setting" for one in tree.value.get("settings", [])}
    order = {one["id"]: index for index, one in enumerate(listed)}
    asked: dict[str, set[str]] = {one["id"]: set() for one in listed}
    places: dict[tuple[str, str], YamlPath] = {}
    used = set[str]()
    for name, (kind, document) in files.items():
        for leaf in find_leaves(kind, document.value):
            if isinstance(leaf.format, ConditionFormat):
                for path, id in names_asked(leaf.value):
                    if name == "tree" and leaf.path[0] == "conclusions":
                        own = listed[leaf.path[1]]["id"]
                        asked[own].add(id)
                        places.setdefault((own, id), (*leaf.path, *path, "@key"))
                    used.add(id)
    for index, one in enumerate(listed):
        id = one["id"]
        if id in (ANY, "not") or id in taken:
            owner = f"a {taken[id]}" if id in taken else "conditions"
            yield tree.problem(("conclusions", index, "id"), f'the id "{id}" is taken by {owner}')
        elif id not in used:
            message = f'no condition asks for the conclusion "{id}"; ask for it, or remove it'
            yield tree.problem(("conclusions", index, "id"), message)
        for other in sorted(asked[id] & order.keys(), key=order.__getitem__):
            if order[other] >= index:
                if circle := _way_back(other, id, asked):
                    message = f"these conclusions follow from each other: {' -> '.join((id, *circle))}"
                else:
                    message = f'"{other}" is concluded further below; list it before "{id}"'
                yield tree.problem(places[id, other], message)


def _way_back(start: str, end: str, asked: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The conclusions on a way from one to another that it follows from; nothing where there is none."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = [start]
    for id in waiting:  # grows meanwhile
        if id == end:
            return ways[id]
        for other in sorted(asked[id] & asked.keys()):
            if other not in ways:
                ways[other] = (*ways[id], other)
                waiting.append(other)
    return ()


def read_names(files: Documents) -> ConditionNames:
    """What the conditions of a guide may name, from its checked files.

    Raises ContentError with the conclusions and conditions that would be too large.
    """
    tree = files["tree"][1]
    value = tree.value
    choices = [*value["questions"], *value.get("settings", [])]
    domains = {one["id"]: [answer["id"] for answer in one["answers"]] for one in choices}
    several = frozenset(one["id"] for one in value["questions"] if "choose" in one)
    names = ConditionNames(groups=group_answers(value), domains=domains, several=several)
    for index, conclusion in enumerate(value.get("conclusions", [])):
        try:
            values = _read_values(conclusion["values"], names)
        except TooManyAlternativesError:
            message = _too_many(f'the conclusion "{conclusion["id"]}"')
            raise ContentError([tree.problem(("conclusions", index, "id"), message)]) from None
        names = replace(names, conclusions={**names.conclusions, conclusion["id"]: values})
    if problems := list(_size_problems(files, names)):
        raise ContentError(problems)
    return names


def _read_values(listed: list[Any], names: ConditionNames) -> dict[str, Alternatives]:
    found = {
        value["id"]: either(alternatives_of(build_condition(value["when"], names)), names.domains)
        for value in listed
        if "when" in value
    }
    for value in listed:
        if value.get("otherwise"):
            others = (one for id, when in found.items() if id != value["id"] for one in when)
            rest = against(either(others, names.domains), names.domains)
            found[value["id"]] = either((*found.get(value["id"], ()), *rest), names.domains)
    return {value["id"]: found[value["id"]] for value in listed}


def _size_problems(files: Documents, names: ConditionNames) -> Iterator[Problem]:
    """Conditions of the guide that would be too large without conclusions."""
    if not names.conclusions:
        return
    for name, (kind, document) in files.items():
        for leaf in find_leaves(kind, document.value):
            if isinstance(leaf.format, ConditionFormat) and (name, leaf.path[0]) != ("tree", "conclusions"):
                try:
                    build_condition(leaf.value, names)
                except TooManyAlternativesError:
                    yield document.problem(leaf.path, _too_many("the condition"))


def _too_many(what: str) -> str:
    return (
        f"{what} becomes more than {MOST_ALTERNATIVES} combinations of answers; conclude in fewer steps, or "
        "from fewer questions"
    )
