"""Bytes that a returning reader loads after a release, by what it changed: a text, a script, the engine.

Each release is one changed line in a copy of the checkout, built in place of the site that the reader has
visited, with the same browser.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.builds import Checkout, copy_guide
from bench.chromium import Chromium, cold_chromium
from bench.results import Results
from bench.server import BenchServer, serving
from bench.stage import CACHE, HOME_PAGE, ROOT
from bench.start import open_until_ready

PRODUCT = (
    "site_builder",
    "decision_tree",
    "locks",
    "build_site.py",
    "pyproject.toml",
    "package.json",
    "package-lock.json",
)
"""What of a checkout makes a site, besides the guide."""
LATER = "new Promise((resolve) => setTimeout(resolve, 2500))"
"""What a page loads when the engine is ready, such as the search's script, has come by then."""


@dataclass(frozen=True)
class Release:
    """A release that changes `line` of a file to `changed`."""

    what: str
    file: str
    line: str
    changed: str


RELEASES = (
    Release(
        "a text", "docs/guide/tree.yml", "apply only to support in English", "are for support in English"
    ),
    Release(
        "a script",
        "decision_tree/web/entries/home.js",
        "if (root) {",
        'if (root) {\n  root.dataset.later = "";',
    ),
    Release("the engine", "decision_tree/walk.py", "leads back to itself", "leads back to where it began"),
)


def measure_release(results: Results, runs: int, folder: Path) -> None:
    """Visit, release, and visit again, below `folder`. Raises BrowserError, CalledProcessError."""
    copy = _checkout(folder / "checkout")
    site = copy / "site"
    _build(copy)
    shutil.copytree(site, folder / "before")
    for release in RELEASES:
        path = copy / release.file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(release.line, release.changed, 1), encoding="utf-8")
        _build(copy)
        path.write_text(text, encoding="utf-8")
        for _ in range(runs):
            _measure(results, release.what, folder, site)


def _checkout(folder: Path) -> Path:
    """A copy of the checkout, with the guide in one locale, the cache and the environment."""
    copy_guide(ROOT, folder, 1, CACHE)
    for name in PRODUCT:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(path, folder / name)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder


def _build(copy: Path) -> None:
    command = [Checkout(copy).python, str(copy / "build_site.py"), "site"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _measure(results: Results, what: str, folder: Path, after: Path) -> None:
    served = folder / "served"
    shutil.copytree(folder / "before", served)
    with serving(served) as server, cold_chromium() as browser:
        _visit(browser, server)
        shutil.rmtree(served)
        shutil.copytree(after, served)
        ready, size = _visit(browser, server)
    shutil.rmtree(served)
    results.add(f"release of {what}: sent on the next visit", "kB", size / 1000)
    results.add(f"release of {what}: next visit", "ms", ready)


def _visit(browser: Chromium, server: BenchServer) -> tuple[float, int]:
    """Milliseconds until the engine is ready, and the bytes of bodies until all else has come, too."""
    server.sent.clear()
    with browser.page() as page:
        ready = open_until_ready(page, server, HOME_PAGE)
        page.ask(LATER)
    return ready, sum(size for _, size in list(server.sent))
