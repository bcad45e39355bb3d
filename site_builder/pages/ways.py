"""The ways to a request, from the reader over portals to the form: as a list, and as a drawing."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.guide import model as g

WIDTH = 360
"""Of the drawing, in its own units: about a phone's pixels, so that its letters can be read there."""
LINE = 15
LETTER = 7.3
"""The height of a line of text, and about the width of a letter."""
EDGE = 34
"""Room at one side for the line that goes past the portals in the middle."""


@dataclass(frozen=True)
class Way:
    """Portals in the order in which they are opened, for a task, and the procedures that go this way."""

    task: str
    portals: tuple[str, ...]
    procedures: tuple[g.Procedure, ...]


def find_ways(guide: g.Guide) -> tuple[Way, ...]:
    """The ways of the outcomes of the first kind, each once.

    Of portals by condition the first: the others stand in its place, for another cloud.
    """
    procedures = {procedure.id: procedure for procedure in guide.procedures}
    wanted = next((kind.id for kind in guide.outcomes.kinds), None)
    found: dict[tuple[str, tuple[str, ...]], dict[str, g.Procedure]] = {}
    for outcome in guide.outcomes.outcomes:
        route = [procedures[id] for id in outcome.route]
        first = [shown.id for shown in outcome.portal[:1]]
        portals = dict.fromkeys([*first, *(procedure.portal for procedure in route)])
        passed = tuple(portal for portal in portals if portal)
        if outcome.kind == wanted and route and passed:
            found.setdefault((route[-1].task or "", passed), {}).update({one.id: one for one in route})
    return tuple(Way(task, portals, tuple(on.values())) for (task, portals), on in found.items())


@dataclass(frozen=True)
class Box:
    """A box with its name, in lines."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """Where its name is centered."""
        return self.x + self.width / 2

    def baseline(self, line: int) -> float:
        """Where a line of its name stands."""
        return self.y + self.height / 2 + LINE * (line - (len(self.lines) - 1) / 2) + 4.5


@dataclass(frozen=True)
class Line:
    """A line with an arrow's head at its end, as the `d` of a path.

    It is `direct` where it passes no other portal.
    """

    d: str
    direct: bool


@dataclass(frozen=True)
class Drawing:
    """Boxes, lines and the words beside them, in a space of WIDTH times `height`."""

    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    words: tuple[Box, ...]


def draw_ways(
    ways: tuple[Way, ...], names: Mapping[str, str], tasks: Mapping[str, str], you: str, *, mirrored: bool
) -> Drawing | None:
    """The reader above, portals to start in below, those with the form at the bottom; None without ways.

    A direct way goes down the side and comes to its portal from below. `names` are those of portals by id,
    `tasks` the words of tasks. Mirrored, it reads from right to left.
    """
    if not ways:
        return None
    over = [way for way in ways if len(way.portals) > 1]
    direct = [way for way in ways if len(way.portals) == 1]
    starts = list(dict.fromkeys(way.portals[0] for way in over))
    ends = list(dict.fromkeys(way.portals[-1] for way in (*over, *direct)))
    reader = Box(WIDTH / 2 - 50, 4, 100, 34, (you,))
    middle = dict(zip(starts, _row([names[one] for one in starts], 104), strict=True))
    below = max((box.y + box.height for box in middle.values()), default=56)
    bottom = dict(zip(ends, _row([names[one] for one in ends], below + 52), strict=True))
    lines = [Line(_straight(reader, middle[one]), False) for one in starts]
    pairs = dict.fromkeys((way.portals[0], way.portals[-1]) for way in over)
    lines += [Line(_straight(middle[start], bottom[end]), False) for start, end in pairs]
    base = max(box.y + box.height for box in bottom.values())
    words: list[Box] = []
    if over:
        words.append(_words(" / ".join(dict.fromkeys(tasks[way.task] for way in over)), 88, 70, 150))
    if direct:
        side, bus = WIDTH - 8, base + 34
        for end in dict.fromkeys(way.portals[-1] for way in direct):
            at = bottom[end]
            way = f"M{reader.x + reader.width:g} {reader.y + 17:g}H{side}V{bus:g}H{at.middle:g}V{base + 5:g}"
            lines.append(Line(way, True))
        words.append(
            _words(" / ".join(dict.fromkeys(tasks[way.task] for way in direct)), WIDTH / 2, bus + 18, 320)
        )
        base = bus + 32
    drawing = Drawing(base + 6, (reader, *middle.values(), *bottom.values()), tuple(lines), tuple(words))
    return _mirrored(drawing) if mirrored else drawing


def _row(names: list[str], y: float) -> list[Box]:
    """Boxes side by side, as high as the longest name needs."""
    if not names:
        return []
    room = WIDTH - 2 * EDGE
    gap = 14.0
    width = min(150.0, (room - gap * (len(names) - 1)) / len(names))
    wrapped = [_wrap(name, width - 12) for name in names]
    height = LINE * max(len(lines) for lines in wrapped) + 18
    left = (WIDTH - width * len(names) - gap * (len(names) - 1)) / 2
    return [Box(left + (width + gap) * i, y, width, height, lines) for i, lines in enumerate(wrapped)]


def _words(text: str, middle: float, y: float, width: float) -> Box:
    """Words without a border around them."""
    return Box(middle - width / 2, y - LINE, width, LINE * 2, _wrap(text, width))


def _wrap(text: str, width: float) -> tuple[str, ...]:
    """A text in lines of about this width; an East Asian letter is as wide as two others."""
    letters = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    most = max(4, int(width / LETTER * len(text) / max(letters, 1)))
    return tuple(textwrap.wrap(text, most, break_long_words=letters > len(text))) or ("",)


def _straight(above: Box, under: Box) -> str:
    """A line from the one box down to the other, which stops before it for the arrow's head."""
    return f"M{above.middle:g} {above.y + above.height:g}L{under.middle:g} {under.y - 5:g}"


def _mirrored(drawing: Drawing) -> Drawing:
    """Boxes and words at their places in the mirror. The page turns the lines, which hold no letters."""

    def turn(box: Box) -> Box:
        return Box(WIDTH - box.x - box.width, box.y, box.width, box.height, box.lines)

    return Drawing(
        drawing.height, tuple(map(turn, drawing.boxes)), drawing.lines, tuple(map(turn, drawing.words))
    )
