"""Later changes: each is told at the pieces that it touches, and no address is left that does not apply."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from decision_tree.card import card
from decision_tree.json_form import to_json
from decision_tree.model import Item
from decision_tree.walk import decide
from site_builder.guide import SINCE
from site_builder.guide import model as g
from site_builder.site.checking import Checked
from site_builder.tree import outcome_pieces


def notes(items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """The notes on later changes below some items: the change and the text."""
    for item in items:
        if item.id.startswith(SINCE):
            yield item.id.removeprefix(SINCE), item.text
        yield from notes(item.points)


def test_a_note_is_a_point_of_the_item_that_names_the_change(checked: Checked) -> None:
    points = {point.id: point for point in checked.content.guide.open_points.points}
    found = set()
    for outcome in checked.compiled.outcomes:
        for part in outcome.parts:
            for id, text in notes(part.items):
                assert text == points[id].note
                found.add(id)
    warned = {id for warning in checked.content.guide.outcomes.warnings for id in warning.since}
    later = {point.id for point in points.values() if point.kind == "changed-later"}
    assert found | warned == later, "every later change is told at some outcome"


def test_a_note_is_cited_by_its_own_facts(checked: Checked) -> None:
    guide = checked.content.guide
    outcome = next(one for one in guide.outcomes.outcomes if one.id == "azure-domain")
    piece = outcome_pieces(guide, outcome)["route/azure-without-admin.copy-domain/since-no-admin-later"]
    assert isinstance(piece, g.OpenPoint)
    assert "X4" in piece.source


US_GOVERNMENT = [
    {"product": "own", "own-product": "azure"},
    {
        "product": "azure", "kind": "critical", "progress": "tried", "partner": "direct",
        "azure-role": "global-admin", "azure-access": "no",
    },
    {
        "product": "azure", "kind": "critical", "progress": "tried", "partner": "direct",
        "azure-role": "global-admin", "azure-access": "yes",
    },
]  # fmt: skip


@pytest.mark.parametrize("answers", US_GOVERNMENT, ids=["own", "azure-domain", "azure"])
def test_us_government_gets_its_own_portal_and_never_the_worldwide_one(
    checked: Checked, answers: dict[str, str]
) -> None:
    step = decide(checked.tree, answers | {"cloud": "us-government"})
    reached = card(checked.tree, step)
    shown = [reached.outcome.address, *(field.address for field in reached.fields)]
    text = json.dumps([to_json(reached.parts), shown], ensure_ascii=False)
    assert "portal.azure.us" in text
    assert "portal.azure.com" not in text


def test_help_never_gives_the_worldwide_address(checked: Checked) -> None:
    """The help of a question is the same for every cloud."""
    assert "portal.azure.com" not in json.dumps([to_json(one) for one in checked.tree.questions])


def test_pages_show_the_notes_marked_and_linked(checked: Checked, site: Path) -> None:
    later = {p.id for p in checked.content.guide.open_points.points if p.kind == "changed-later"}
    home = (site / "en-US" / "index.html").read_text("utf-8")
    marked = {id for ids in re.findall(r'data-since="([^"]+)"', home) for id in ids.split()}
    assert marked == later
    way = (site / "en-US" / "procedures" / "start-in-partner-center" / "index.html").read_text("utf-8")
    assert 'data-since="menu-later"' in way
    assert "evidence/#menu-later" in way
