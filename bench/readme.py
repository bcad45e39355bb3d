"""The lines in README.md that say how fast it is; a whole run of the bench writes them anew."""

from __future__ import annotations

from bench.figures import Figure, Results
from bench.serving import SLOW_LINES
from bench.stage import HOME_PAGE, OURS, PLAIN_PAGE

BEGIN = "<!-- bench: what follows is written by `python3 build_site.py bench` -->"
END = "<!-- bench ends -->"
_FAST, _SLOW = (line.name for line in SLOW_LINES)
LINES = {
    "ready": "first visit",
    "ready, second visit": "second visit",
    f"ready, {_FAST}": f"first visit, {_FAST}",
    f"ready, {_SLOW}": f"first visit, {_SLOW}",
    "ready, Firefox": "first visit, Firefox",
    "sent before ready": "sent until then",
}
"""The figures that the table has, and what a reader calls them."""
CHOOSING = f"ready, {_SLOW}"
"""The figure in which the home page counts, which chooses on a slow line how to start; a bare page cannot."""


def table(results: Results) -> str:
    """The table; a figure that was not measured has no line, and without any there is no table."""
    rows = []
    for of, title in LINES.items():
        page = HOME_PAGE if of == CHOOSING else OURS
        ours = results.figures.get(f"{page.title}: {of}")
        plain = results.figures.get(f"{PLAIN_PAGE.title}: {of}")
        if ours and plain:
            rows.append(f"| {title} | {_said(ours)} | {_said(plain)} | {ours.median / plain.median:.2f} |")
    if not rows:
        return ""
    head = "| until the engine's first answer | ours | plain Pyodide | ratio |\n|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def renewed(readme: str, results: Results) -> str:
    """The README with this table between its marks; as it was without marks or without a table."""
    made = table(results)
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{made}\n{END}{after}" if made and begin and end else readme


def _said(figure: Figure) -> str:
    """Seconds for milliseconds, megabytes for kilobytes."""
    unit = {"ms": "s", "kB": "MB"}[figure.unit]
    return f"{figure.median / 1000:.2f} {unit}"
