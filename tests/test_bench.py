"""The bench's report: its ratios, and that README and RESULTS.md are those of results.json."""

from __future__ import annotations

import json
from typing import Any

from bench.report import markdown, with_table
from tests.conftest import ROOT


def figure(median: float, unit: str) -> dict[str, Any]:
    return {"unit": unit, "median": median, "min": median - 1, "max": median + 1, "values": 3}


def test_a_report_has_the_ratios_of_what_was_measured() -> None:
    figures = {
        "our engine: first visit": figure(500, "ms"),
        "plain Pyodide: first visit": figure(2000, "ms"),
        "our engine: second visit": figure(400, "ms"),
        "build of 10 locales": figure(5, "s"),
        "other checkout: build of 10 locales": figure(10, "s"),
    }
    data = {"machine": {"cores": 2}, "versions": {"Python": "3.11"}, "figures": figures, "failed": ["home"]}
    text = markdown(data)
    assert "| our engine: first visit / plain Pyodide: first visit | 0.25 |" in text
    assert "| build of 10 locales / other checkout: build of 10 locales | 0.50 |" in text
    assert "| our engine: first visit | 500 ms | 499–501 | 3 |" in text
    assert "second visit /" not in text and "Not measured to its end: home." in text


def test_readme_and_report_are_those_of_the_stored_results() -> None:
    data = json.loads((ROOT / "bench/results.json").read_text("utf-8"))
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "| first visit |" in readme and with_table(readme, data) == readme
    assert markdown(data) == (ROOT / "bench/RESULTS.md").read_text("utf-8")
