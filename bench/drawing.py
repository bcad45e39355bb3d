"""The two plots from what was found: how the engine starts, and how the build grows with the locales."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Mapping

from bench.boot import Found, Visit
from bench.figures import Results
from bench.plots import Bar, bars, lines
from bench.stage import OURS, PLAIN_PAGE

STAGES = ("page and worker's script", "runtime fetched", "first answer")


def draw_boot(found: Mapping[str, Found]) -> str:
    """Bars of the stages of a start, cold and on the second visit; nothing if one was not measured."""
    rows = []
    for visits, when in (("cold", "first visit"), ("second", "second visit")):
        for variant, name in ((PLAIN_PAGE, "plain Pyodide"), (OURS, "ours")):
            of: list[Visit] = getattr(found.get(variant.title, Found()), visits)
            if not of:
                return ""
            ends = (
                _middle(one.worker for one in of),
                _middle(one.fetched for one in of),
                _middle(one.ready for one in of),
            )
            rows.append(Bar(f"{name}, {when}", ends))
    return bars("From opening the page to the engine's first answer (medians)", rows, STAGES, "s")


def draw_locales(results: Results) -> str:
    """Lines of seconds against the number of locales; nothing if that was not measured."""
    names = {"": "ours", ", then again with compressed copies": "ours, with .br and .gz"}
    found: dict[str, list[tuple[float, float]]] = {}
    for what, figure in results.figures.items():
        said = re.fullmatch(r"build of (\d+) locales(?:, whole command)?(|, then again with .*)", what)
        if said:
            found.setdefault(names[said[2]], []).append((float(said[1]), figure.median))
    if not found:
        return ""
    across = "locales"
    if plain := results.figures.get("plain mkdocs build of the same pages"):
        # it was measured for one locale; for more, plain MkDocs builds one after the other
        across = "locales (plain MkDocs: its build of one, times their number)"
        counts = [count for count, _ in found["ours"]]
        found["plain MkDocs"] = [(count, count * plain.median / 1000) for count in counts]
    return lines("Seconds to build the site", found, across, "s")


def _middle(values: Iterable[float | None]) -> float | None:
    """The median in seconds of those that are there."""
    there = [value / 1000 for value in values if value is not None]
    return statistics.median(there) if there else None
