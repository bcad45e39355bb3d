"""What is compared with what, and the goals. A goal is for reading: no run fails on a time."""

from __future__ import annotations

from bench.figures import Ratio
from bench.serving import SLOW_LINES
from bench.stage import HOME_PAGE, MICROPYTHON, OURS, PLAIN_PAGE, PYSCRIPT

_PLAIN, _OURS, _HOME = PLAIN_PAGE.title, OURS.title, HOME_PAGE.title
_FAST, _SLOW = (line.name for line in SLOW_LINES)


def _boot(of: str, goal: float | None, page: str = _OURS) -> Ratio:
    return Ratio(f"{page} / {_PLAIN}: {of}", f"{page}: {of}", f"{_PLAIN}: {of}", goal)


def _paint(of: str, goal: float | None) -> Ratio:
    return Ratio(
        f"home page with / without the tree: {of}", f"home page: {of}", f"same without tree: {of}", goal
    )


RATIOS = (
    _boot("ready", 0.25),
    _boot("ready", None, _HOME),
    _boot("ready, second visit", 0.25),
    _boot("sent before ready", 0.8),
    _boot(f"ready, {_FAST}", 0.55),
    _boot(f"ready, {_SLOW}", None),
    _boot(f"ready, {_SLOW}", 0.5, _HOME),  # it sees how slow the line is; the bare page takes the snapshot
    _boot("ready, Firefox", 0.35),
    _boot("ready, WebKit", 0.35),
    _boot("peak memory of the page's process", None),
    Ratio(f"{_OURS} / {PYSCRIPT.title}: ready", f"{_OURS}: ready", f"{PYSCRIPT.title}: ready"),
    Ratio(f"{_OURS} / {MICROPYTHON.title}: ready", f"{_OURS}: ready", f"{MICROPYTHON.title}: ready"),
    _paint("first paint", 1.05),
    _paint(f"first paint, {_FAST}", 1.05),
    _paint("its largest text painted", None),
    _paint(f"its largest text painted, {_FAST}", None),
    Ratio(
        "one locale's edition / plain mkdocs build of its pages",
        "one locale's edition, from the checked guide",
        "plain mkdocs build of the same pages",
        1.1,
    ),
)
