"""Pieces whose condition never holds where they stand: no reader would ever see them, so writers must know.

Pieces of outcomes are compared with the compiled tree, from which what never applies is gone. Other texts
show their condition in words, and it must be able to hold on some way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set

from decision_tree.conditions import Condition, Test, each_test, holds
from decision_tree.model import Item, Outcome, Tree
from decision_tree.states import StateSpace
from site_builder.guide import RESPONSE_TIMES, Content, Document
from site_builder.guide import model as g
from site_builder.problems import Problem
from site_builder.tree.never import Ways, YamlPath, never_holding_items
from site_builder.tree.tables import table_places

OWN = (("steps", "route"), ("who", "who"), ("response", "response"), ("cost", "cost"),
       ("follow_up", "follow-up"))  # fmt: skip
"""An outcome's lists of items in YAML, and the parts of the compiled outcome that they become."""


def idle_pieces(content: Content, tree: Tree, space: StateSpace) -> Iterator[Problem]:
    """Items, fields, warnings, addresses and remarks that no combination of answers shows.

    `tree` is the guide's compiled tree and `space` its states. What several outcomes share, the steps of
    procedures and the fields of forms, must be shown at one of them.
    """
    ways = Ways(tree)
    shown = {outcome.id: set(_keys(outcome)) for outcome in tree.outcomes}
    yield from _outcomes(content, ways, shown)
    yield from _procedures(content, ways, shown)
    yield from _fields(content, ways, shown)
    yield from _warnings(content)
    yield from _table_notes(content, tree, space)
    yield from _remarks(content, ways)


def _outcomes(content: Content, ways: Ways, shown: dict[str, set[str]]) -> Iterator[Problem]:
    document = content.documents["outcomes"]
    warnings = {warning.id: warning for warning in content.guide.outcomes.warnings}
    for i, outcome in enumerate(content.guide.outcomes.outcomes):
        keys = shown[outcome.id]
        at = [outcome.id]
        for name, part in OWN:
            items = getattr(outcome, name)
            if not isinstance(items, str):  # the response may be a table's
                yield from _idle_items(document, ("outcomes", i, name), f"{part}/", items, keys, ways, at)
        for j, warning in enumerate(outcome.warnings):
            if f"warnings/{warning.id}" not in keys:
                reason = ways.reason((*warnings[warning.id].when, *warning.when), at)
                message = f'the warning "{warning.id}" never applies at the outcome "{outcome.id}"{reason}'
                yield document.problem(("outcomes", i, "warnings", j), message)
        if len(outcome.portal) == 1 and outcome.portal[0].when:
            message = f'"{outcome.portal[0].id}" is the only portal, so it is always shown; remove its "when"'
            yield document.problem(("outcomes", i, "portal", 0, "when"), message)
        for j, address in enumerate(outcome.address):
            facts = ways.at(at, each_test(address.when))
            if address.when and facts and not any(holds(address.when, one) for one in facts):
                reason = ways.reason(address.when, at)
                message = f'the address "{address.id}" never holds at the outcome "{outcome.id}"{reason}'
                yield document.problem(("outcomes", i, "address", j), message)


def _procedures(content: Content, ways: Ways, shown: dict[str, set[str]]) -> Iterator[Problem]:
    files = {file.value["id"]: file for file in content.procedures}
    for procedure in content.guide.procedures:
        at = [one.id for one in content.guide.outcomes.outcomes if procedure.id in one.route]
        if at:
            keys = set[str]().union(*(shown[id] for id in at))
            prefix = f"route/{procedure.id}."
            yield from _idle_items(files[procedure.id], ("steps",), prefix, procedure.steps, keys, ways, at)


def _fields(content: Content, ways: Ways, shown: dict[str, set[str]]) -> Iterator[Problem]:
    outcomes, document = content.guide.outcomes, content.documents["outcomes"]
    for i, field in enumerate(outcomes.fields):
        forms = {form.id for form in outcomes.forms if any(f.id == field.id for f in form.fields)}
        at = [outcome.id for outcome in outcomes.outcomes if outcome.form in forms]
        if not forms:
            yield document.problem(("fields", i, "id"), f'no form has the field "{field.id}"')
        elif field.when and at and not any(f"fields/{field.id}" in shown[id] for id in at):
            message = f'the condition of the field "{field.id}" never holds{ways.reason(field.when, at)}'
            yield document.problem(("fields", i, "when"), message)


def _warnings(content: Content) -> Iterator[Problem]:
    named = {shown.id for outcome in content.guide.outcomes.outcomes for shown in outcome.warnings}
    for i, warning in enumerate(content.guide.outcomes.warnings):
        if warning.id not in named:
            message = f'no outcome names the warning "{warning.id}"; name it there, or remove it'
            yield content.documents["outcomes"].problem(("warnings", i, "id"), message)


def _table_notes(content: Content, tree: Tree, space: StateSpace) -> Iterator[Problem]:
    notes = {RESPONSE_TIMES: content.guide.response_times.notes}
    notes |= {table.id: table.notes for table in content.guide.tables.tables}
    for id, place in table_places(content, tree).items():
        looking = {outcome.id for outcome in tree.outcomes if outcome.response == id}
        facts = [dict(state.facts) for state in space.states if state.at in looking]
        if facts:  # else no row is met, which is reported
            where = "at an outcome with the response table"
            path = (*place.path, "notes")
            yield from never_holding_items(place.document, path, notes[id], facts, where)


def _remarks(content: Content, ways: Ways) -> Iterator[Problem]:
    """Texts of other pages, which say in words when they apply."""
    guide, documents = content.guide, content.documents
    routed = {id for outcome in guide.outcomes.outcomes for id in outcome.route}
    files = {file.value["id"]: file for file in content.procedures}
    places: list[tuple[Document, YamlPath, Collection[g.Item]]] = []
    for procedure in guide.procedures:
        places.append((files[procedure.id], ("notes",), procedure.notes))
        if procedure.id not in routed:
            places.append((files[procedure.id], ("steps",), procedure.steps))
    for i, entry in enumerate(guide.faq.questions):
        places.append((documents["faq"], ("questions", i, "answer"), entry.answer))
    for i, page in enumerate(guide.pages.pages):
        places.append((documents["pages"], ("pages", i, "intro"), page.intro))
    for i, source in enumerate(guide.sources.documents):
        places.append((documents["sources"], ("documents", i, "details"), source.details))
    for i, impact in enumerate(guide.response_times.impacts):
        places.append((documents["response_times"], ("impacts", i, "meaning"), impact.meaning))
    for document, path, items in places:
        if (tests := _tests(items)) and (facts := ways.at(None, tests)):
            yield from never_holding_items(document, path, items, facts, "on any way")


def _idle_items(
    document: Document, path: YamlPath, prefix: str, items: Iterable[g.Item], shown: Set[str], ways: Ways,
    at: Collection[str], above: Condition = (),
) -> Iterator[Problem]:  # fmt: skip
    for index, item in enumerate(items):
        key = f"{prefix}{item.id}"
        if key not in shown:
            reason = ways.reason(item.when, at, above)
            message = f'the condition of "{item.id}" never holds here{reason}'
            yield document.problem((*path, index, "when"), message)
        else:
            points = (*path, index, "points")
            both = (*above, *item.when)
            yield from _idle_items(document, points, f"{key}/", item.points, shown, ways, at, both)


def _tests(items: Iterable[g.Item]) -> set[Test]:
    """The tests in the conditions of items and their points."""
    found: set[Test] = set()
    for item in items:
        found |= {*each_test(item.when)} | _tests(item.points)
    return found


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
