"""Two plots as SVG, without a plotting library: bars of how a start goes, and lines of how a build grows.

Colours are for both a light and a dark page; words are in the reader's own font.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 760
STYLE = """
text { font: 14px system-ui, sans-serif; fill: #24292f; }
.title { font-size: 16px; font-weight: 600; }
.small { font-size: 12px; fill: #57606a; }
.grid { stroke: #d0d7de; }
.a { fill: #8b949e; } .b { fill: #0969da; } .c { fill: #bc4c00; }
.line { fill: none; stroke-width: 2.5; }
.line.a { stroke: #8b949e; } .line.b { stroke: #0969da; } .line.c { stroke: #bc4c00; }
.line.a, .line.b, .line.c { fill: none; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; } .small { fill: #9198a1; } .grid { stroke: #3d444d; }
  .a { fill: #7d8590; } .b { fill: #4493f8; } .c { fill: #f0883e; }
  .line.a { stroke: #7d8590; } .line.b { stroke: #4493f8; } .line.c { stroke: #f0883e; }
  .line.a, .line.b, .line.c { fill: none; }
}
"""
CLASSES = ("a", "b", "c")


@dataclass(frozen=True)
class Bar:
    """One row of stages. `ends`: when each ended, in the unit of the axis; None for one that was not seen."""

    title: str
    ends: tuple[float | None, ...]


def bars(title: str, rows: Sequence[Bar], stages: Sequence[str], unit: str) -> str:
    """A horizontal bar for each row, from 0, cut where its stages ended."""
    left, right, top, step = 230, 74, 84, 40
    most = max(end for row in rows for end in row.ends if end is not None)
    ticks = [tick for tick in ticks_to(most) if tick <= most]
    scale = (WIDTH - left - right) / most
    height = top + step * len(rows) + 34
    parts = [_text(20, 30, title, "title")]
    x = 20.0
    for name, kind in zip(stages, CLASSES, strict=False):
        parts += [
            f'<rect class="{kind}" x="{x:g}" y="46" width="13" height="13"/>',
            _text(x + 19, 57, name, "small"),
        ]
        x += 19 + 7.2 * len(name) + 22
    for tick in ticks:
        at = left + tick * scale
        parts.append(_line(at, top - 8, at, height - 34))
        parts.append(_text(at, height - 16, f"{tick:g} {unit}", "small", "middle"))
    for index, row in enumerate(rows):
        y = top + step * index
        parts.append(_text(left - 12, y + 17, row.title, anchor="end"))
        begin = 0.0
        for end, kind in zip(row.ends, CLASSES, strict=False):
            if end is not None and end > begin:
                parts.append(
                    f'<rect class="{kind}" x="{left + begin * scale:.1f}" y="{y}"'
                    f' width="{(end - begin) * scale:.1f}" height="24"/>'
                )
                begin = end
        parts.append(_text(left + begin * scale + 8, y + 17, f"{begin:.2f} {unit}"))
    return _svg(title, height, parts)


def lines(title: str, found: Mapping[str, Sequence[tuple[float, float]]], across: str, unit: str) -> str:
    """A line for each name, through its points; both axes begin at 0."""
    left, right, top, height = 64, 236, 60, 340
    bottom = height - 56
    points = [point for of in found.values() for point in of]
    across_ticks, up_ticks = ticks_to(max(x for x, _ in points)), ticks_to(max(y for _, y in points))
    scale_x = (WIDTH - left - right) / across_ticks[-1]
    scale_y = (bottom - top) / up_ticks[-1]
    parts = [_text(20, 30, title, "title")]
    for tick in up_ticks:
        y = bottom - tick * scale_y
        parts += [
            _line(left, y, WIDTH - right, y),
            _text(left - 8, y + 4, f"{tick:g} {unit}", "small", "end"),
        ]
    for tick in across_ticks:
        parts.append(_text(left + tick * scale_x, bottom + 20, f"{tick:g}", "small", "middle"))
    parts.append(_text((left + WIDTH - right) / 2, bottom + 42, across, "small", "middle"))
    for (name, of), kind in zip(found.items(), ("b", "a", "c"), strict=False):
        places = [(left + x * scale_x, bottom - y * scale_y) for x, y in sorted(of)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline class="line {kind}" points="{path}"/>')
        parts += [f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in places]
        parts.append(_text(places[-1][0] + 12, places[-1][1] + 5, f"{name}: {sorted(of)[-1][1]:.1f} {unit}"))
    return _svg(title, height, parts)


def ticks_to(most: float) -> list[float]:
    """Round numbers from 0 to the first that is not below `most`, four to ten of them."""
    size = 10.0 ** (len(str(int(most))) - 1) if most >= 1 else 0.1
    step = next(size * part for part in (0.1, 0.2, 0.5, 1, 2) if most / (size * part) <= 8)
    count = -int(-most // step) if most > 0 else 1
    return [round(step * number, 6) for number in range(count + 1)]


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}"'
        f' height="{height:g}" role="img" aria-label="{escape(title)}">\n'
        f"<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<text{name} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<line class="grid" x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"/>'
