"""Pieces of outcomes whose condition never holds: no reader would ever see them, so writers must know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from decision_tree.model import Item, Outcome, Tree
from site_builder.guide import Content, Document
from site_builder.guide import model as g
from site_builder.problems import Problem

OWN = (("steps", "route"), ("who", "who"), ("response", "response"), ("cost", "cost"),
       ("follow_up", "follow-up"))  # fmt: skip
"""An outcome's lists of items in YAML, and the parts of the compiled outcome that they become."""


def idle_pieces(content: Content, tree: Tree) -> Iterator[Problem]:
    """Items, fields and warnings that no combination of answers shows.

    `tree` is the guide's compiled tree, from which what never applies is gone. What several outcomes share,
    the steps of procedures and the fields of forms, must be shown at one of them.
    """
    guide, document = content.guide, content.documents["outcomes"]
    shown = {outcome.id: set(_keys(outcome)) for outcome in tree.outcomes}
    for i, outcome in enumerate(guide.outcomes.outcomes):
        keys = shown[outcome.id]
        for name, part in OWN:
            items = getattr(outcome, name)
            if not isinstance(items, str):  # the response may be "table"
                yield from _idle_items(document, ("outcomes", i, name), f"{part}/", items, keys)
        for j, warning in enumerate(outcome.warnings):
            if f"warnings/{warning.id}" not in keys:
                message = f'the warning "{warning.id}" never applies at the outcome "{outcome.id}"'
                yield document.problem(("outcomes", i, "warnings", j), message)
    files = {file.value["id"]: file for file in content.procedures}
    for procedure in guide.procedures:
        routed = [shown[outcome.id] for outcome in guide.outcomes.outcomes if procedure.id in outcome.route]
        if routed:
            prefix = f"route/{procedure.id}."
            file = files[procedure.id]
            yield from _idle_items(file, ("steps",), prefix, procedure.steps, set().union(*routed))
    for i, field in enumerate(guide.outcomes.fields):
        forms = {form.id for form in guide.outcomes.forms if any(f.id == field.id for f in form.fields)}
        asking = [shown[outcome.id] for outcome in guide.outcomes.outcomes if outcome.form in forms]
        if field.when and asking and f"fields/{field.id}" not in set().union(*asking):
            message = f'the condition of the field "{field.id}" never holds'
            yield document.problem(("fields", i, "when"), message)


def _idle_items(
    document: Document, path: tuple[str | int, ...], prefix: str, items: Iterable[g.Item], shown: Set[str]
) -> Iterator[Problem]:
    for index, item in enumerate(items):
        key = f"{prefix}{item.id}"
        if key not in shown:
            yield document.problem((*path, index, "when"), f'the condition of "{item.id}" never holds here')
        else:
            yield from _idle_items(document, (*path, index, "points"), f"{key}/", item.points, shown)


def _keys(outcome: Outcome) -> Iterator[str]:
    """The keys of an outcome's items, points and fields; see citations.outcome_pieces."""
    for part in outcome.parts:
        yield from _item_keys(f"{part.id}/", part.items)
    for field in outcome.fields:
        yield f"fields/{field.id}"


def _item_keys(prefix: str, items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield f"{prefix}{item.id}"
        yield from _item_keys(f"{prefix}{item.id}/", item.points)
