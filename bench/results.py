"""Figures of one run, with all their values, and the machine that they were measured on."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class Results:
    """The figures by name, in the order in which they came, and the versions of what was measured."""

    def __init__(self, runs: int) -> None:
        self.figures: dict[str, tuple[str, list[float]]] = {}
        self.versions = {"Python": platform.python_version()}
        self.failed: list[str] = []
        self.about = {
            "date": datetime.now(UTC).date().isoformat(),
            "runs": runs,
            "system": platform.platform(),
            "processor": _from_file("/proc/cpuinfo", "model name") or platform.machine(),
            "cores": os.cpu_count(),
            "memory": _from_file("/proc/meminfo", "MemTotal"),
            "load before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        }

    def add(self, name: str, unit: str, *values: float) -> None:
        """Add values to a figure."""
        self.figures.setdefault(name, (unit, []))[1].extend(values)

    def as_data(self) -> dict[str, Any]:
        """What results.json holds, from which everything else is written."""
        figures = {
            name: {
                "unit": unit,
                "median": round(statistics.median(values), 4),
                "min": round(min(values), 4),
                "max": round(max(values), 4),
                "values": len(values),
            }
            for name, (unit, values) in self.figures.items()
        }
        return {
            "machine": self.about,
            "versions": self.versions,
            "figures": figures,
            "failed": self.failed,
        }


def in_turns(variants: Sequence[T], runs: int) -> Iterator[T]:
    """Every variant once a round, backwards every second round: a drift of the machine meets all alike."""
    for number in range(runs):
        yield from reversed(variants) if number % 2 else variants


def version_of(*command: str) -> str:
    """The first line that a program says of its version; nothing if it does not start."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout.splitlines() or [""])[0].strip()


def versions_in_lock(lock: Path, *names: str) -> dict[str, str]:
    """The versions that a package-lock.json pins."""
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return {name: str(packages[f"node_modules/{name}"]["version"]) for name in names}


def _from_file(file: str, key: str) -> str:
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")
