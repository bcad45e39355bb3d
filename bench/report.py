"""RESULTS.md, the table in README.md and the plots, all written from the data of results.json."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.large import LARGE, SHIPPED
from bench.lists import FEW as FEW_LISTED
from bench.lists import MANY as MANY_LISTED
from bench.proof import FEW, MANY, QUESTIONS
from bench.server import SLOW_LINES
from bench.slow_processor import FIRST_VISIT
from bench.stage import ENGINE, HOME_PAGE, MICROPYTHON, PLAIN_PYODIDE, PYSCRIPT

FAST, SLOW = (f"first visit, {line.name}" for line in SLOW_LINES)
PAINTS = ("first paint", f"first paint, {SLOW_LINES[0].name}")
START = (
    ("first visit", ENGINE),
    ("second visit", ENGINE),
    (FAST, ENGINE),
    (SLOW, HOME_PAGE),  # on a slow line the home page chooses another way to start; a bare page cannot
    ("sent until then", ENGINE),
)
"""The lines of README's table: a figure, and the page of ours that is compared with plain Pyodide."""
RATIOS = (
    *((f"{page.title}: {what}", f"{PLAIN_PYODIDE.title}: {what}") for what, page in START),
    *((f"{HOME_PAGE.title}: {what}", f"{PLAIN_PYODIDE.title}: {what}") for what in ("first visit", FAST)),
    *((f"{ENGINE.title}: first visit", f"{peer.title}: first visit") for peer in (PYSCRIPT, MICROPYTHON)),
    *((f"home page: {what}", f"without tree: {what}") for what in PAINTS),
    tuple(f"{page.title}: {FIRST_VISIT}" for page in (HOME_PAGE, ENGINE)),
    ("one edition", "plain mkdocs build of its pages"),
    *((f"{MANY_LISTED}: {what}", f"{FEW_LISTED}: {what}") for what in ("weight", *PAINTS)),
    *((f"check of the {guide}", f"check of the {SHIPPED}") for guide in LARGE),
    tuple(f"proof of {QUESTIONS} questions with {number} answers" for number in (MANY, FEW)),
)
"""What is divided by what; a figure of another checkout is compared with ours besides."""
OTHER = "other checkout: "
BEGIN = "<!-- bench: written by `python3 build_site.py bench` -->"
END = "<!-- bench ends -->"
HOW = """\
Medians of all rounds, variants in turn. Times are this machine's: compare within the table. Every first visit
has a new browser with an empty profile. A visit ends with the first answer that the engine computed. "Plain
Pyodide" is `loadPyodide()` of the same version in a worker, with the same engine and tree; "our engine" is a
page that starts ours at once and has nothing else. The server sends brotli, and shapes the slow lines. With
MicroPython only a walk through the questions is compared: the whole engine does not run there. A build is
the whole command, with Pyodide and the engine in its cache and no locale. The plain `mkdocs build` has the
content of the finished pages as HTML, and Material with its search. Bytes of nginx are with their headers.
A release has one changed line, and comes between two visits of the same browser. A processor is slowed by
DevTools, on the page's main thread. A large guide has 500 questions and 5,000 answers, and no translation; a
check is the whole command."""


def ratios(figures: Mapping[str, Any]) -> dict[str, float]:
    """Each ratio of two medians that were both measured."""
    pairs = [*RATIOS, *((name.removeprefix(OTHER), name) for name in figures if name.startswith(OTHER))]
    return {
        f"{ours} / {other}": figures[ours]["median"] / figures[other]["median"]
        for ours, other in pairs
        if ours in figures and figures.get(other, {}).get("median")
    }


def markdown(data: Mapping[str, Any]) -> str:
    """The text of RESULTS.md."""
    about = {**data["machine"], **data["versions"]}
    lines = ["# What the bench found", "", HOW, "", "| | |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in about.items() if value]
    lines += ["", "## Ratios", "", "| ratio of the medians | |", "|---|---|"]
    lines += [f"| {name} | {value:.2f} |" for name, value in ratios(data["figures"]).items()]
    lines += ["", "## Figures", "", "| what | median | min–max | values |", "|---|---|---|---|"]
    for name, figure in data["figures"].items():
        median, least, most = (_number(figure[key]) for key in ("median", "min", "max"))
        unit = f" {figure['unit']}" if figure["unit"] else ""
        lines.append(f"| {name} | {median}{unit} | {least}–{most} | {figure['values']} |")
    lines += ["", *(f"Not measured to its end: {part}." for part in data["failed"])]
    return "\n".join(lines).rstrip() + "\n"


def with_table(readme: str, data: Mapping[str, Any]) -> str:
    """README.md with the table of starts between its marks, as far as they were measured."""
    rows = []
    for what, page in START:
        ours, plain = (data["figures"].get(f"{title}: {what}") for title in (page.title, PLAIN_PYODIDE.title))
        if ours and plain:
            unit = "MB" if ours["unit"] == "kB" else "s"
            cells = [f"{figure['median'] / 1000:.2f} {unit}" for figure in (ours, plain)]
            rows.append(f"| {what} | {cells[0]} | {cells[1]} | {ours['median'] / plain['median']:.2f} |")
    head = "| until the engine's first answer | ours | plain Pyodide | ratio |\n|---|---|---|---|"
    table = "\n".join([BEGIN, "", head, *rows, "", END])
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: table, readme, flags=re.DOTALL)


def write_plots(data: Mapping[str, Any], folder: Path) -> None:
    """start.svg and builds.svg, the same bytes from the same data."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "bench", "svg.fonttype": "none", "font.size": 11})
    from matplotlib import pyplot

    figures = data["figures"]
    figure, axes = pyplot.subplots(figsize=(8, 3.6), layout="constrained")
    wanted = ("first visit", "second visit", FAST)
    kinds = [what for what in wanted if f"{PLAIN_PYODIDE.title}: {what}" in figures]
    for number, page in enumerate((PYSCRIPT, PLAIN_PYODIDE, HOME_PAGE, ENGINE)):
        named = [(at, figures.get(f"{page.title}: {what}")) for at, what in enumerate(kinds)]
        found = [(at, one["median"] / 1000) for at, one in named if one]
        bars = axes.barh(
            [-at + (number - 1.5) * 0.2 for at, _ in found],
            [seconds for _, seconds in found],
            height=0.19,
            label=page.title,
        )
        axes.bar_label(bars, fmt="%.2f s", padding=3)
    axes.set_yticks([-at for at in range(len(kinds))], kinds)
    axes.set_title("Seconds from opening a page to the engine's first answer")
    _save(figure, axes, folder / "start.svg")
    figure, axes = pyplot.subplots(figsize=(8, 3.6), layout="constrained")
    for ending, label in (("", "all pages"), (", compressed copies too", "compressed copies too")):
        pattern = re.compile(rf"build of (\d+) locales?{ending}")
        matches = [(match, figures[match[0]]) for match in map(pattern.fullmatch, figures) if match]
        points = [(int(match[1]), one["median"]) for match, one in matches]
        axes.plot(*zip(*points, strict=True) if points else ([], []), marker="o", label=label)
        for count, seconds in points:
            axes.annotate(f"{seconds:.1f}", (count, seconds), (0, 7), textcoords="offset points", ha="center")
    axes.set_ylim(bottom=0)
    axes.margins(y=0.15)
    axes.set_title("Seconds to build the site, by the number of locales")
    _save(figure, axes, folder / "builds.svg")


def _save(figure: Any, axes: Any, path: Path) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    handles, labels = axes.get_legend_handles_labels()
    axes.legend(handles[::-1], labels[::-1], frameon=False, loc="best")
    figure.savefig(path, metadata={"Date": None, "Creator": None})


def _number(value: float) -> str:
    """A figure for reading, with about three digits."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.{1 if value >= 10 else 2}f}"
