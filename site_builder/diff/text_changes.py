"""Texts that differ between two guides, each with the lines where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from decision_tree.model import Tree
from site_builder.diff.aligned import Renames
from site_builder.guide import (
    FILES,
    Content,
    Document,
    TextForms,
    check_format,
    find_leaves,
    forms_of,
    read_yaml,
)
from site_builder.guide import model as g
from site_builder.shared_files import GUIDE
from site_builder.tree import TEXTS


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text, and its place as file:line, "" where it is in none."""

    text: str
    place: str = ""


Texts = Mapping[str, PlacedText]
"""By context, the path of ids to a text: tree.questions.product.question."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that is not the same: before and now, None where there is none."""

    context: str
    old: PlacedText | None
    new: PlacedText | None


def content_texts(content: Content) -> dict[str, PlacedText]:
    """The texts of a guide and of its interface, and how grave its warnings are."""
    texts = {
        leaf.context: PlacedText(_one_text(leaf.value), document.place(leaf.path))
        for interface in (False, True)
        for document, leaf in content.texts(interface=interface)
    }
    return texts | dict(_warning_levels(content.documents["outcomes"]))


def file_texts(root: Path) -> tuple[dict[str, PlacedText], list[str]]:
    """The texts of those files of a guide that have no problem, though others may; and the names of the files
    that have some."""
    found: dict[str, PlacedText] = {}
    faulty = []
    kinds = {f"{GUIDE}/{name}.yml": (kind, name) for name, kind in FILES.items()}
    for path in sorted((root / GUIDE / "procedures").glob("*.yml")):
        kinds[path.relative_to(root).as_posix()] = (g.Procedure, "procedures")
    for name, (kind, context) in kinds.items():
        if not (root / name).exists():
            continue
        document = read_yaml(root / name, name)
        check_format(kind, document, cited=False)
        if document.problems:
            faulty.append(name)
            continue
        if kind is g.Procedure:
            context = f"{context}.{document.value['id']}"
        found |= dict(_document_texts(kind, document, context))
        if context == "outcomes":
            found |= dict(_warning_levels(document))
    return found, faulty


def _document_texts(kind: Any, document: Document, context: str) -> Iterator[tuple[str, PlacedText]]:
    for leaf in find_leaves(kind, document.value, context):
        if leaf.is_translated:
            yield leaf.context, PlacedText(_one_text(leaf.value), document.place(leaf.path))


def _warning_levels(outcomes: Document) -> Iterator[tuple[str, PlacedText]]:
    """No text of the tree, and readers see it: what is more than a note stands on the first screen."""
    for index, warning in enumerate(outcomes.value.get("warnings") or ()):
        place = outcomes.place(("warnings", index, "level"))
        yield f"outcomes.warnings.{warning['id']}.level", PlacedText(warning["level"], place)


def _one_text(text: TextForms) -> str:
    return " | ".join(forms_of(text))


def tree_texts(tree: Tree) -> dict[str, PlacedText]:
    """The texts of a tree that stands in no guide's files."""
    return dict(_object_texts(tree, "tree"))


def _object_texts(value: Any, context: str) -> Iterator[tuple[str, PlacedText]]:
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _object_texts(item, f"{context}.{getattr(item, 'id', number)}")
    elif is_dataclass(value) and not isinstance(value, type):
        texts = TEXTS.get(type(value), ())
        for one in fields(value):
            part = getattr(value, one.name)
            if one.name in texts and part:
                yield f"{context}.{one.name}", PlacedText(part)
            elif isinstance(part, tuple):
                yield from _object_texts(part, f"{context}.{one.name}")


def compare_texts(old: Texts, new: Texts, renames: Renames) -> tuple[TextChange, ...]:
    """The texts that differ, those of the new guide in its order, then those that are gone."""
    before = {_renamed(context, renames): text for context, text in old.items()}
    return tuple(
        TextChange(context, before.get(context), new.get(context))
        for context in dict.fromkeys((*new, *before))
        if (before[context].text if context in before else None)
        != (new[context].text if context in new else None)
    )


def _renamed(context: str, renames: Renames) -> str:
    """The context of a text of the old guide in the new guide's ids."""
    parts: list[str] = [*context.split("."), "", "", "", ""]
    first, kind, name, rest = parts[0], parts[1], parts[2], parts[3:]
    if first == "tree" and kind in ("questions", "settings"):
        name = renames.choices.get(name, name)
        if rest[0] == "answers":
            rest[1] = renames.answers.get(name, {}).get(rest[1], rest[1])
    elif kind == "outcomes" and first in ("tree", "outcomes"):
        name = renames.outcomes.get(name, name)
    return ".".join([first, kind, name, *rest]).rstrip(".")
