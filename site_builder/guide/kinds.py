"""The guide's own kinds of names (`names` of facts.yml): which there are, and what refers to none of them.

They are read of files that may still have mistakes, so that one mistake does not hide others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from site_builder.guide.inline import REFERENCE_KINDS, Reference
from site_builder.guide.yaml_file import Document, YamlPath
from site_builder.problems import Problem, did_you_mean

Kinds = dict[str, dict[str, Any]]
"""Kind -> what it lists, by id."""


def read_kinds(facts: Document, built_in: Collection[str]) -> Kinds:
    """The kinds of a guide; one that is called as one that every guide has does not count."""
    names = entries_by_id(facts.value, "names")
    return {id: entries_by_id(kind, "items") for id, kind in names.items() if id not in built_in}


def kind_problems(facts: Document, built_in: Collection[str]) -> Iterator[Problem]:
    """Kinds that are called as those that every guide has."""
    for index, kind in enumerate(facts.value.get("names", [])):
        if kind["id"] in built_in:
            taken = ", ".join(sorted(built_in))
            message = f'the kind "{kind["id"]}" is built in; these are taken: {taken}'
            yield facts.problem(("names", index, "id"), message)


def unknown_kind(reference: Reference, kinds: Kinds) -> str:
    """What is wrong with the kind of a reference, or ""."""
    known = (*REFERENCE_KINDS, *kinds)
    if reference.kind in known:
        return ""
    return f"{reference} refers to an unknown kind{_nearest(reference.kind, known)}"


def names_problems(procedure: Document, kinds: Kinds) -> Iterator[Problem]:
    """What a procedure is for, if there is no such thing."""
    for kind, ids in procedure.value.get("for", {}).items():
        if kind not in kinds:
            message = f'unknown kind "{kind}"{_nearest(kind, kinds)}'
            yield procedure.problem(("for", kind, "@key"), message)
            continue
        for index, id in enumerate(ids if isinstance(ids, list) else [ids]):
            if id not in kinds[kind]:
                path: YamlPath = ("for", kind, index) if isinstance(ids, list) else ("for", kind)
                yield procedure.problem(path, f'unknown {kind} "{id}"{did_you_mean(id, kinds[kind])}')


def entries_by_id(value: Any, key: str) -> dict[str, Any]:
    """The entries that a value lists under a key, by id."""
    items = value.get(key) if isinstance(value, dict) else None
    return by_id(items if isinstance(items, list) else [])


def by_id(values: list[Any]) -> dict[str, Any]:
    """The values that have an id."""
    return {v["id"]: v for v in values if isinstance(v, dict) and isinstance(v.get("id"), str)}


def _nearest(kind: str, kinds: Collection[str]) -> str:
    """A hint for the end of a message: the nearest of some kinds, or else all of them."""
    return did_you_mean(kind, kinds) or (f"; expected one of: {', '.join(kinds)}" if kinds else "")
