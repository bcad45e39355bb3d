"""test: lint, types and all tests; every check runs, even after one has failed."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from site_builder.cli.environment import ROOT, call
from site_builder.problems import BuildError

BEFORE = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
}
"""Checks that run side by side: each is short, or uses one core."""
QUICK = ["-m", "not slow", "--ignore=tests/browser"]
"""What --quick asks of pytest: neither a browser, nor WebAssembly, nor a whole site.

Only to import the tests that start browsers takes as long as to import all others.
"""


@dataclass
class Done:
    """A check that has ended: its title, exit code, seconds and, if it was kept back, its output."""

    title: str
    code: int
    seconds: float
    output: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument(
        "--quick", action="store_true", help="leave out what is slow: browsers, WebAssembly, whole sites"
    )
    parser.add_argument(
        "--fuzz", action="store_true", help="run the fuzzer alone, with --seed, --cases, --area and --first"
    )
    parser.add_argument(
        "--mutants",
        action="store_true",
        help="change the engine place by place, and see if tests notice",
    )
    parser.epilog = "Other arguments go to pytest, such as tests/cli -k help."


def run(options: argparse.Namespace) -> int:
    """Run every check, print where the time went, and say what failed."""
    if options.fuzz:
        return call([sys.executable, "-m", "tests.fuzz", *options.rest], cwd=ROOT, env=with_browser())
    if options.mutants:
        mutmut = [sys.executable, "-m", "mutmut"]
        return call([*mutmut, "run", *options.rest], cwd=ROOT) or call([*mutmut, "results"], cwd=ROOT)
    variables = dict(os.environ) if options.quick else with_browser()
    started = time.monotonic()
    done = _side_by_side(BEFORE, variables)
    quick = QUICK if options.quick else []
    done.append(_run("pytest", ["pytest", *_workers(), "--durations=10", *quick, *options.rest], variables))
    print("\n=== seconds ===")
    for check in done:
        print(f"{check.seconds:7.1f}  {check.title}{'' if not check.code else '  FAILED'}")
    print(f"{time.monotonic() - started:7.1f}  in all (what runs side by side counts once)", flush=True)
    if failed := [check.title for check in done if check.code]:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def with_browser() -> dict[str, str]:
    """Environment variables that name a browser for the tests, which is installed if there is none."""
    command = [sys.executable, "-m", "tests.support.chromium"]
    found = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if found.returncode:
        raise BuildError("Without a browser nothing can be tested or measured.")
    return {**os.environ, "GUIDE_CHROMIUM": found.stdout.strip()}


def _workers() -> list[str]:
    """Tests side by side: one process for each core, and at least two, since much of a test is waiting."""
    return ["-n", str(max(os.cpu_count() or 1, 2)), "--dist", "loadgroup"]


def _side_by_side(checks: dict[str, list[str]], variables: dict[str, str]) -> list[Done]:
    """Run the checks at once, and print what each said when all have ended."""
    done: dict[str, Done] = {}

    def run_one(title: str, check: list[str]) -> None:
        done[title] = _run(title, check, variables, kept=True)

    threads = [threading.Thread(target=run_one, args=check) for check in checks.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for title in checks:
        print(f"\n=== {title} ===\n{done[title].output}", end="", flush=True)
    return [done[title] for title in checks]


def _run(title: str, check: list[str], variables: dict[str, str], *, kept: bool = False) -> Done:
    """Run one check to its end; with `kept` its output is kept, and printed by the caller."""
    if not kept:
        print(f"\n=== {title} ===", flush=True)
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", *check],
        cwd=ROOT,
        env=variables,
        stdout=subprocess.PIPE if kept else None,
        stderr=subprocess.STDOUT if kept else None,
        text=True,
        errors="replace",
    ) as child:
        try:
            output = child.communicate()[0] or ""
        except KeyboardInterrupt:
            child.wait()  # it was told as well, and tidies up first
            raise
    return Done(title, child.returncode, time.monotonic() - started, output)
