"""The ways to a request, and their drawing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from site_builder.guide import model as g
from site_builder.pages.ways import WIDTH, Box, Drawing, draw_ways, find_ways
from site_builder.site.checking import Checked

TASKS = {"customer": "For a customer", "own": "For your own tenant"}


@pytest.fixture(scope="module")
def guide(checked: Checked) -> g.Guide:
    """The sample guide in its source locale."""
    return checked.lexicon(checked.locales.source).guide


def drawing_of(guide: g.Guide, *, longest: str = "", mirrored: bool = False) -> Drawing:
    names = {portal.id: f"{portal.name}{longest}" for portal in guide.facts.portals}
    drawing = draw_ways(find_ways(guide), names, TASKS, "You", mirrored=mirrored)
    assert drawing
    return drawing


def test_a_customers_request_goes_through_the_portal_to_start_in_and_ones_own_past_it(guide: g.Guide) -> None:
    assert [(way.task, way.portals) for way in find_ways(guide)] == [
        ("customer", ("partner-center", "azure")),
        ("customer", ("partner-center", "office-365-admin")),
        ("own", ("azure",)),
        ("own", ("office-365-admin",)),
    ]


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_drawing_names_each_portal_once_and_nothing_lies_on_anything_else(
    guide: g.Guide, mirrored: bool
) -> None:
    drawing = drawing_of(guide, longest=" with a name of many words", mirrored=mirrored)
    assert sum("Partner" in " ".join(box.lines) for box in drawing.boxes) == 1
    everything = (*drawing.boxes, *drawing.words)
    for box in drawing.boxes:
        assert box.x >= 0 and box.x + box.width <= WIDTH and box.y + box.height <= drawing.height
        assert len(box.lines) * 15 <= box.height
        assert not [other for other in everything if other is not box and overlap(box, other)]


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def test_mirrored_it_is_the_same_from_right_to_left(guide: g.Guide) -> None:
    left, right = drawing_of(guide), drawing_of(guide, mirrored=True)
    for one, other in zip(left.boxes, right.boxes, strict=True):
        assert one.lines == other.lines
        assert one.x + one.width == pytest.approx(WIDTH - other.x)


def test_a_name_without_spaces_is_cut_only_where_its_writing_allows_that(guide: g.Guide) -> None:
    names = {portal.id: "管理センター" * 5 for portal in guide.facts.portals}
    drawing = draw_ways(find_ways(guide), names, TASKS, "自分", mirrored=False)
    assert drawing and max(len(box.lines) for box in drawing.boxes) > 1
    latin = drawing_of(guide, longest="Verwaltungszentrum" * 2)
    assert any("VerwaltungszentrumVerwaltungszentrum" in line for box in latin.boxes for line in box.lines)


def test_more_portals_stand_side_by_side_and_without_a_way_there_is_no_drawing(guide: g.Guide) -> None:
    own = next(way for way in find_ways(guide) if way.task == "own")
    ways = tuple(replace(own, portals=(f"portal-{number}",)) for number in range(3))
    names = {way.portals[0]: way.portals[0] for way in ways}
    drawing = draw_ways(ways, names, TASKS, "You", mirrored=False)
    assert drawing
    assert all(one.x + one.width <= other.x for one, other in pairwise(drawing.boxes[1:]))
    assert draw_ways((), {}, {}, "You", mirrored=False) is None
