"""A picture as SVG: cards with links, and edges. It has classes and no styles, as the policy asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from site_builder.map.cards import (
    CONDITION_LINE,
    GAP,
    MARGIN,
    ROUND,
    ROW_GAP,
    ROW_LINE,
    TAG_LINE,
    TITLE_LINE,
    TOP,
    WIDTH,
    Card,
    Row,
)
from site_builder.map.layout import Layout

BEND = 8
"""The radius of an edge's bends."""
ARROW = 5


def write_svg(cards: Sequence[Card], layout: Layout, name: str, *, mirrored: bool) -> Markup:
    """The picture, with an accessible name; `mirrored` where it is read from the right."""
    body = [*_edges(cards, layout, mirrored), *_cards(cards, layout, mirrored)]
    head = Markup(
        '<svg class="map-svg" xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" '
        'viewBox="0 0 {0} {1}" role="group" aria-label="{2}">'
    ).format(layout.width, layout.height, name)
    return head + Markup("").join(body) + Markup("</svg>")


def _edges(cards: Sequence[Card], layout: Layout, mirrored: bool) -> Iterator[Markup]:
    """The edges, in the order of their cards' links."""
    points = iter(layout.edges)
    for card in cards:
        for link in card.links:
            path = _path(next(points), layout.width if mirrored else 0)
            numbers = " ".join(map(str, link.edges))
            yield Markup('<path class="map-edge" data-e="{}" d="{}"/>').format(numbers, path)


def _path(points: list[int], mirror: int) -> str:
    """A line with round bends and an arrow at its end; `mirror` is the picture's width if it is mirrored."""
    corners = [(mirror - x if mirror else x, y) for x, y in zip(points[::2], points[1::2], strict=True)]
    path = f"M{corners[0][0]} {corners[0][1]}"
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        start, end = _towards(corner, before), _towards(corner, after)
        path += f"L{start[0]} {start[1]}Q{corner[0]} {corner[1]} {end[0]} {end[1]}"
    x, y = corners[-1]
    back = ARROW if mirror else -ARROW
    return f"{path}L{x} {y}m{back} {-ARROW}l{-back} {ARROW}l{back} {ARROW}"


def _towards(corner: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """The point where a bend begins: BEND away from its corner, or half of the way."""
    length = abs(other[0] - corner[0]) + abs(other[1] - corner[1])
    part = min(BEND, length // 2) / length if length else 0
    return (
        round(corner[0] + (other[0] - corner[0]) * part),
        round(corner[1] + (other[1] - corner[1]) * part),
    )


def _cards(cards: Sequence[Card], layout: Layout, mirrored: bool) -> Iterator[Markup]:
    for card, (x, y) in zip(cards, layout.cards, strict=True):
        left = layout.width - x - WIDTH if mirrored else x
        start = WIDTH - MARGIN if mirrored else MARGIN
        own = "" if card.kind in ("part", "elsewhere") else Markup(' id="card-{}"').format(card.id)
        begin = Markup('<g class="map-card map-{}"{} data-n="{}" transform="translate({} {})">')
        yield begin.format(card.kind, own, card.id, left, y)
        yield Markup('<a href="{}" aria-label="{}">').format(_address(card), _name(card))
        yield Markup("").join(_shape(card))
        yield Markup("").join(_texts(card, start))
        yield from (_row(row, start) for row in card.rows if not row.opens)
        yield Markup("</a>")
        yield from (_row(row, start) for row in card.rows if row.opens)  # no link may be in another
        yield Markup("</g>")


def _address(card: Card) -> str:
    """Where a card's link goes: to its entry in the list, its own picture, or its card in another picture."""
    to = {"part": "part", "elsewhere": "card"}.get(card.kind, "at")
    return f"#{to}-{card.id}"


def _name(card: Card) -> str:
    """What a card's link is called."""
    return ": ".join(filter(None, (" ".join(card.tag), " ".join(card.title))))


def _shape(card: Card) -> Iterator[Markup]:
    """A question is a box, an outcome has round ends and a second line inside, a part is a pile."""
    box = '<rect class="map-box{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>'
    if card.kind == "part":
        yield Markup(box).format(" map-behind", 5, 5, WIDTH, card.height, 6)
    if card.kind == "outcome":
        yield Markup(box).format("", 0, 0, WIDTH, card.height, ROUND)
        yield Markup(box).format(" map-inner", 4, 4, WIDTH - 8, card.height - 8, ROUND - 4)
    else:
        yield Markup(box).format("", 0, 0, WIDTH, card.height, 6)


def _texts(card: Card, x: int) -> Iterator[Markup]:
    top = TOP
    for kind, lines, height in (("tag", card.tag, TAG_LINE), ("title", card.title, TITLE_LINE)):
        yield from _lines(kind, lines, x, top, height)
        top += height * len(lines)
    yield from _lines("about", card.about, x, top + GAP // 2, ROW_LINE)


def _row(row: Row, x: int) -> Markup:
    whole = Markup("<title>{}</title>").format(row.whole) if row.whole else ""
    line = Markup('<path class="map-line" d="M0 {0}H{1}"/>').format(row.top, WIDTH)
    top = row.top + ROW_GAP // 2
    texts = [
        *_lines("answer", row.lines, x, top, ROW_LINE),
        *_lines("when", row.small, x, top + ROW_LINE * len(row.lines), CONDITION_LINE),
    ]
    begin = Markup('<g class="map-row" data-e="{}">').format(row.edge)
    inside = Markup("").join([whole, line, *texts])
    if row.opens:  # the box is for the pointer, and shows the focus
        ground = Markup('<rect class="map-ground" x="2" y="{}" width="{}" height="{}" rx="3"/>')
        box = ground.format(row.top + 2, WIDTH - 4, row.height - 4)
        inside = Markup('<a class="map-opens" href="#part-{}">{}{}</a>').format(row.opens, box, inside)
    return begin + inside + Markup("</g>")


def _lines(kind: str, lines: Sequence[str], x: int, top: int, height: int) -> Iterator[Markup]:
    """Lines of text whose letters stand on three quarters of each line's height."""
    for number, line in enumerate(lines):
        y = top + height * number + height * 3 // 4
        yield Markup('<text class="map-{}" x="{}" y="{}">{}</text>').format(kind, x, y, escape(line))
