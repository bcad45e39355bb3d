"""Comparison of two sides: their trees as far as there are any, and their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from decision_tree.model import TreeError
from site_builder.diff.aligned import NO_RENAMES, find_renames
from site_builder.diff.compare import compare_trees
from site_builder.diff.differences import TreeDifference
from site_builder.diff.sides import Side, read_folder, read_revision, read_side
from site_builder.diff.text_changes import PlacedText, TextChange, compare_texts, tree_texts
from site_builder.parallel import side_by_side


@dataclass(frozen=True)
class Difference:
    """What differs between two sides. `tree` is None where the trees cannot be compared.

    `notes` say in sentences what is wrong with a side and what could not be compared.
    """

    old: Side
    new: Side
    tree: TreeDifference | None
    texts: tuple[TextChange, ...]
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs, as far as that can be told."""
        tree = self.tree
        return bool(self.texts) or tree is None or bool(tree.findings or tree.gone or tree.new)


def compare_names(root: Path, old: str, new: str) -> Difference:
    """Compare two sides by their names, as `read_side` knows them. Raises BuildError."""
    names = dict.fromkeys((old, new))
    sides = dict(side_by_side(read_side, root, [*names], worth_a_start=False))
    return compare_sides(sides[old], sides[new])


def compare_with_revision(root: Path, revision: str = "HEAD") -> Difference:
    """What a guide's folder does differently from a git revision of it. Raises BuildError."""
    return compare_sides(read_revision(root, revision), read_folder(root, "the working folder"))


def compare_sides(old: Side, new: Side) -> Difference:
    """What the new side does differently, as far as both can be told."""
    tree, renames, notes = None, NO_RENAMES, [*_side_notes(old), *_side_notes(new)]
    if old.tree and new.tree:
        renames = find_renames(old.tree, new.tree)
        try:
            tree = compare_trees(old.tree, new.tree)
            notes += tree.notes
        except TreeError as error:
            notes.append(f"What answers lead to cannot be compared: {error}.")
    before, after = _texts(old, new)
    return Difference(old, new, tree, compare_texts(before, after, renames), tuple(notes))


def _side_notes(side: Side) -> Iterator[str]:
    if side.problems:
        count = len(side.problems)
        found = f"{count} problem{'s' if count != 1 else ''}, the first is {side.problems[0]}"
        compared = "" if side.tree else "; so what answers lead to cannot be compared"
        yield f"{side.name} does not pass `check`: {found}{compared}."
    for name in side.faulty:
        yield f"The texts of {name} in {side.name} cannot be told."


def _texts(old: Side, new: Side) -> tuple[Mapping[str, PlacedText], Mapping[str, PlacedText]]:
    """The texts of both, of the same kind: as trees have them, as whole guides or as single files."""
    if old.is_built or new.is_built:
        if old.tree is None or new.tree is None:
            return {}, {}
        return tree_texts(old.tree), tree_texts(new.tree)
    if old.texts and new.texts:
        return old.texts, new.texts
    faulty = {*old.faulty, *new.faulty}

    def told(texts: Mapping[str, PlacedText]) -> dict[str, PlacedText]:
        return {key: text for key, text in texts.items() if text.place.rpartition(":")[0] not in faulty}

    return told(old.file_texts), told(new.file_texts)
