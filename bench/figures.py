"""What a bench has found: figures with all their values, ratios between them, and what they were found on."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Figure:
    """One thing that was measured; a value for each run, or for each of many calls."""

    unit: str
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse a figure of nothing: it has no median."""
        if not self.values:
            raise ValueError("a figure needs a value")

    @property
    def median(self) -> float:
        """The value in the middle."""
        return statistics.median(self.values)

    @property
    def ninety_fifth(self) -> float:
        """The value that 95 of a hundred do not exceed."""
        return sorted(self.values)[max(0, -(-len(self.values) * 95 // 100) - 1)]


@dataclass(frozen=True)
class Ratio:
    """A comparison to make: the median of `ours` over that of `other`. `goal`: at most this, if any."""

    what: str
    ours: str
    other: str
    goal: float | None = None


@dataclass
class Results:
    """All that one run of the bench found. `tables` are other benches' Markdown, `notes` are for readers."""

    figures: dict[str, Figure] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, what: str, unit: str, values: Sequence[float]) -> None:
        """Keep a figure; one without values is left out."""
        if values:
            self.figures[what] = Figure(unit, tuple(values))

    def add_all(self, found: Mapping[str, tuple[str, Sequence[float]]]) -> None:
        """Keep several."""
        for what, (unit, values) in found.items():
            self.add(what, unit, values)

    def note(self, sentence: str) -> None:
        """Keep a sentence for the readers, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def ratios(self, wanted: Sequence[Ratio]) -> list[tuple[Ratio, float]]:
        """Those of the ratios whose two figures were measured."""
        return [
            (ratio, self.figures[ratio.ours].median / self.figures[ratio.other].median)
            for ratio in wanted
            if ratio.ours in self.figures and self.figures.get(ratio.other, Figure("", (0,))).median
        ]

    def as_json(self, about: Mapping[str, object], wanted: Sequence[Ratio]) -> str:
        """The text of results.json."""
        figures = {
            what: {
                "unit": one.unit,
                "median": one.median,
                "min": min(one.values),
                "max": max(one.values),
                "values": one.values,
            }
            for what, one in self.figures.items()
        }
        ratios = {
            ratio.what: {"ratio": value, "goal": ratio.goal, "ours": ratio.ours, "other": ratio.other}
            for ratio, value in self.ratios(wanted)
        }
        whole = {**about, "figures": figures, "ratios": ratios, "tables": self.tables, "notes": self.notes}
        return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def in_turns(variants: Sequence[T], runs: int) -> Iterator[T]:
    """Every variant once a round, in the reverse order every second round: what drifts meets all alike."""
    for number in range(runs):
        yield from reversed(variants) if number % 2 else variants


def about(runs: int, versions: Mapping[str, str]) -> dict[str, Any]:
    """The machine, the day and the versions, for results.json and the table."""
    memory = _first("/proc/meminfo", "MemTotal:").removesuffix("kB").strip()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "runs": runs,
        "machine": {
            "system": platform.platform(),
            "processor": _first("/proc/cpuinfo", "model name") or platform.machine(),
            "cores": os.cpu_count(),
            "memory, GiB": round(int(memory) / 2**20, 1) if memory.isdigit() else None,
            "load before": load,
        },
        "versions": {"Python": platform.python_version(), **versions},
    }


def version_of(*command: str) -> str:
    """The first line that a program says of its version; nothing if it does not start."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout.strip().splitlines() or [""])[0].strip()


def _first(file: str, key: str) -> str:
    """What a file of the system says behind `key`, in the first line that begins with it."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.removeprefix(key).strip(" \t:") for line in lines if line.startswith(key)), "")
