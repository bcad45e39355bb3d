"""The workbench: pages of `serve` for whoever writes the guide, at an address of their own.

What they say is computed when it is asked for, in a process beside the one that builds, so that no preview
waits for it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from site_builder.live.editions import GUIDE, Editions
from site_builder.live.reports import JUDGED_MUTANTS, Describe, Report, make_report
from site_builder.live.sources import read_sources

TEMPLATES = Path(__file__).parent / "pages"
PAGES = {
    "": "Workbench",
    "diff": "Since the last commit",
    "unreached": "Unreached passages",
    "coverage": "Scenario coverage",
    "mutants": "Mutants",
}
"""The pages by their names in addresses, with their headings."""
RUN = "run"
"""The parameter that asks for what takes long."""
KINDER = 10
"""How much the reports' process stands back (nice) behind the builds."""


class Workbench:
    """The pages of the workbench for the guide below `root`. Methods may be called from any thread."""

    def __init__(self, root: Path, editions: Editions, describe: Describe) -> None:
        """`describe` says what was proved; it must be a function of a module, for another process."""
        self._root, self._editions, self._describe = root, editions, describe
        self._reports: ProcessPoolExecutor | None = None
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, name: str, query: Mapping[str, str]) -> bytes | None:
        """A page as HTML by its name; None where there is none. `query` is that of its address."""
        if name not in PAGES:
            return None
        report = self._report(JUDGED_MUTANTS if name == "mutants" and RUN in query else name)
        return self._render(name, f"{name or 'overview'}.html.j2", report)

    def without_site(self) -> bytes:
        """The page in place of any other while there is no site yet."""
        return self._render("", "without_site.html.j2", Report())

    def close(self) -> None:
        """End the process that makes the reports, whatever it is doing."""
        if self._reports:
            self._reports.shutdown(wait=False, cancel_futures=True)

    def _report(self, name: str) -> Report:
        """A report of the guide as its files are now."""
        if self._reports is None:
            context = multiprocessing.get_context("spawn")  # this process has threads
            self._reports = ProcessPoolExecutor(1, context, _stand_back)
        try:
            sources = read_sources(self._root)
            return self._reports.submit(make_report, name, self._root, sources, self._describe).result()
        except (BrokenProcessPool, RuntimeError) as error:  # ended from outside
            self._reports = None
            return Report(error=f"The report was not made: {error}")

    def _render(self, name: str, template: str, report: Report) -> bytes:
        state = self._editions.state(GUIDE)
        if report.problems or report.error:
            template = "problems.html.j2"
        text = self._templates.get_template(template).render(
            pages=PAGES, name=name, state=state, problems=report.problems, error=report.error, **report.facts
        )
        return text.encode()


def _stand_back() -> None:
    """Leave Ctrl-C to the process that serves, and the processors to builds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(AttributeError, OSError):  # Windows has none
        os.nice(KINDER)
