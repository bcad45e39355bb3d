"""The Markdown that a bench ends in: the machine, the figures, the ratios beside their goals, and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bench.figures import Figure, Ratio, Results

HEADING = "# What the bench found"
HOW = """\
Medians of all rounds. Each cold visit has a new browser process with an empty profile (for paints and long
tasks: an empty profile in the same process); variants take turns, in the reverse order every second round.
Times are this machine's: compare within the table. "Ready" counts from the navigation's start until the first
answer that the engine computed is in the page. "Plain Pyodide" is `loadPyodide()` of the same package in a
module worker, then the same engine and tree. The "bare page" starts our engine at once, as that does, and has
nothing else. All is sent with brotli to browsers that take it; the server shapes the lines."""


def number(value: float) -> str:
    """A figure for reading, with about three digits."""
    if abs(value) < 10:
        return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"


def row(what: str, figure: Figure) -> str:
    """One line of the table of figures."""
    unit = f" {figure.unit}" if figure.unit else ""
    spread = f"{number(min(figure.values))}–{number(max(figure.values))}"
    many = f"{number(figure.ninety_fifth)}{unit}" if len(figure.values) > 20 else ""
    return f"| {what} | {number(figure.median)}{unit} | {spread} | {many} | {len(figure.values)} |"


def markdown(results: Results, about: Mapping[str, object], wanted: Sequence[Ratio]) -> str:
    """The text of RESULTS.md."""
    machine, versions = about["machine"], about["versions"]
    assert isinstance(machine, Mapping) and isinstance(versions, Mapping)
    lines = [HEADING, "", HOW, ""]
    lines += ["| | |", "|---|---|", f"| date | {about['date']} |", f"| rounds | {about['runs']} |"]
    lines += [f"| {name} | {value} |" for name, value in {**machine, **versions}.items() if value]
    if ratios := results.ratios(wanted):
        lines += ["", "## Ratios", "", "| ratio of the medians | found | goal: at most |", "|---|---|---|"]
        lines += [
            f"| {ratio.what} | {value:.2f} | {'' if ratio.goal is None else f'{ratio.goal:.2f}'} |"
            for ratio, value in ratios
        ]
    lines += ["", "## Figures", "", "| what | median | min–max | 95 % | values |", "|---|---|---|---|---|"]
    lines += [row(what, figure) for what, figure in results.figures.items()]
    for title, table in results.tables.items():
        lines += ["", f"## {title}", "", table.strip()]
    if results.notes:
        lines += ["", "## Notes", "", *(f"- {note}" for note in results.notes)]
    return "\n".join(lines) + "\n"
