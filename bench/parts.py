"""The parts of the bench by name, and how each is run; what they find is added to one Results."""

from __future__ import annotations

import io
import json
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from subprocess import CalledProcessError

from playwright.sync_api import sync_playwright

from bench import embedding, hosting
from bench.boot import Found, add_boot, measure_boot, measure_ready_engine, measure_slow_lines
from bench.builds import Measured, measure_builds, measure_proof
from bench.cold_chromium import BrowserError
from bench.figures import Results
from bench.home import measure_home
from bench.locales import base_cache, measure_against_mkdocs, measure_locales
from bench.other_browsers import measure_other_browsers
from bench.peers_package import LOCKED
from bench.serving import BenchServer, serving
from bench.stage import OWN, Variant, add_peers, make_stage
from bench.steps import measure_steps
from site_builder.problems import BuildError
from tests.support import chromium

ON_STAGE = ("boot", "peers", "ready", "home", "slow", "browsers", "steps", "embedding")
"""The parts that open pages of the built site."""
PARTS = (*ON_STAGE, "prove", "build", "mkdocs", "locales", "hosting")
SHORT = ("boot", "ready", "home", "prove")
NO_JUPYTER = (
    "JupyterLite's kernel was not measured: at every start it loads IPython and what that needs from "
    "Pyodide's CDN, and those wheels are neither in Pyodide's npm package nor in jupyterlite-pyodide-kernel."
)


@dataclass
class Done:
    """What a run has come to: results, the visits at the start for a plot, versions of what was met.

    `failed` are the parts that did not work; what the others found is no less true.
    """

    results: Results = field(default_factory=Results)
    boot: dict[str, Found] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def measure(parts: Sequence[str], runs: int, folder: Path) -> Done:
    """Run the parts, in an order of their own, with what they need below the empty `folder`."""
    done = Done()
    results, site = done.results, folder / "site"
    if set(parts) & set(ON_STAGE):
        say("Building the site …")
        variants = make_stage(site)
        if "peers" in parts:
            variants += _peers(site, done)
        with serving(site) as server:
            _measure_pages(parts, runs, server, variants, done)

    def base() -> Path:
        return base_cache(folder / "base")

    builds: dict[str, Callable[[], Measured]] = {
        "prove": lambda: measure_proof(runs),
        "build": lambda: measure_builds(runs, folder / "builds", base()),
        "mkdocs": lambda: measure_against_mkdocs(runs, folder / "one"),
        "locales": lambda: measure_locales(min(runs, 3), folder / "many", base()),
    }
    for part, measured in builds.items():
        _do(part, parts, done, partial(_add, results, measured))
    tables: dict[str, tuple[str, Callable[[], object]]] = {
        "embedding": ("Embedded in another page", lambda: embedding.main([str(runs)], site)),
        "hosting": ("nginx", hosting.main),
    }
    for part, (title, printing) in tables.items():
        _do(part, parts, done, partial(_add_printed, results, title, printing))
    return done


def _measure_pages(
    parts: Sequence[str], runs: int, server: BenchServer, variants: Sequence[Variant], done: Done
) -> None:
    results = done.results

    def boot() -> None:
        done.boot = measure_boot(runs, server, variants, say)
        add_boot(results, done.boot)
        for variant in OWN:
            if len(done.boot[variant.title].cold) < runs:
                raise BrowserError(f"{variant.title} was not always ready")

    def slow() -> None:
        found = measure_slow_lines(runs, server, say)
        results.add_all({what: ("ms", values) for what, values in found.items()})

    def steps() -> None:
        with sync_playwright() as playwright:
            program, switches = str(chromium.find()), chromium.arguments()
            browser = playwright.chromium.launch(executable_path=program, args=switches)
            results.add_all(measure_steps(runs, browser, server.address + "en-US/"))
            browser.close()

    _do("boot", ["boot"] if {"boot", "peers"} & set(parts) else [], done, boot)
    _do("ready", parts, done, lambda: measure_ready_engine(results, runs, server))
    _do("home", parts, done, lambda: measure_home(results, runs, server, slow="slow" in parts))
    _do("slow", parts, done, slow)
    _do("browsers", parts, done, lambda: measure_other_browsers(results, runs, server, say, done.versions))
    _do("steps", parts, done, steps)


def _do(part: str, parts: Sequence[str], done: Done, work: Callable[[], object]) -> None:
    """Run a part if it is asked for; note that it failed, and go on."""
    if part not in parts:
        return
    say(f"Part {part} …")
    try:
        work()
    except Exception as error:  # whatever it is: an hour of the other parts is worth more
        traceback.print_exc()
        done.failed.append(part)
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        if isinstance(error, CalledProcessError):
            reason = "a command failed"  # whose paths are this machine's, and no matter of the readers'
        done.results.note(f"The part {part} did not work to its end: {reason}")
        say(f"The part {part} did not work: {reason}")


def _peers(site: Path, done: Done) -> list[Variant]:
    """Put the peers beside the site; none, and a note, where npm does not bring them."""
    done.results.note(NO_JUPYTER)
    say("Fetching the peers from npm, unless they are there …")
    try:
        found = add_peers(site)
    except BuildError as error:
        done.results.note(f"PyScript was not measured: {error}")
        return []
    done.versions |= peers_versions()
    return found


def peers_versions() -> dict[str, str]:
    """The versions of the peers that the bench's lock file pins, by their names."""
    packages = json.loads((LOCKED / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = packages[""]["dependencies"]
    return {name: str(packages[f"node_modules/{name}"]["version"]) for name in wanted}


def say(text: str) -> None:
    """Tell the person how far it is; on stderr, since stdout belongs to the table."""
    print(text, file=sys.stderr, flush=True)


def _add(results: Results, measured: Callable[[], Measured]) -> None:
    results.add_all(measured())


def _add_printed(results: Results, title: str, work: Callable[[], object]) -> None:
    """Keep what another bench prints."""
    text = io.StringIO()
    with redirect_stdout(text):
        work()
    results.tables[title] = text.getvalue()
