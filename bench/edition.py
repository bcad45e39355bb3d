"""Times one locale's edition beside a plain `mkdocs build` of the same pages: edition.py CHECKOUT GUIDE RUNS.

Runs with the Python of any checkout, and prints JSON. The plain build has the content of the finished pages
as HTML in Markdown files, which Markdown passes through, and Material with its search.
"""

from __future__ import annotations

import importlib
import json
import logging
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

EDITIONS = ("editions", "locales")
"""Where a checkout's cache keeps the editions, now and in former commits."""
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
CONTENT = (re.compile(rf"<{tag}\b[^>]*>(.*)</{tag}>", re.DOTALL) for tag in ("article", "main", "body"))
SETTINGS = """site_name: Plain
theme: {name: material, language: nl, font: false}
plugins: [search]
markdown_extensions: [attr_list, tables, toc: {permalink: true}]
validation: {links: {not_found: ignore, anchors: ignore, absolute_links: ignore}}
"""


def main(checkout: Path, guide: Path, runs: int) -> None:
    """Build both in turn. Of a guide with several locales the last edition counts: the first warms up."""
    building = _module(checkout, "building")
    checked = _module(checkout, "checking").check_all(guide)
    seconds: list[float] = []
    building.build_edition = _timed(building.build_edition, seconds)
    found: dict[str, list[float]] = {"edition": [], "mkdocs": []}
    for number in range(runs + 1):
        for name in EDITIONS:
            shutil.rmtree(guide / ".cache" / name, ignore_errors=True)
        seconds.clear()
        site = guide / f"site-{number}"
        building.build_site(checked, site, guide / ".cache", _silent, jobs=1, compressed=False)
        if not number:
            _write_plain(site / "nl-NL", guide / "plain")
        plain = _plain_build(guide / "plain")
        if number:
            found["edition"].append(seconds[-1])
            found["mkdocs"].append(plain)
    print(json.dumps(found))


def _module(checkout: Path, name: str) -> Any:
    (path,) = (checkout / "site_builder").rglob(f"{name}.py")
    return importlib.import_module(".".join(path.relative_to(checkout).with_suffix("").parts))


def _timed(work: Callable[..., object], seconds: list[float]) -> Callable[..., object]:
    def timed(*given: object, **named: object) -> object:
        started = time.perf_counter()
        result = work(*given, **named)
        seconds.append(time.perf_counter() - started)
        return result

    return timed


def _silent(_: str) -> None:
    """Report nothing."""


def _write_plain(edition: Path, folder: Path) -> None:
    patterns = list(CONTENT)
    for page in sorted(edition.rglob("index.html")):
        html = page.read_text(encoding="utf-8")
        content = next(match[1] for pattern in patterns if (match := pattern.search(html)))
        title = TITLE.search(html)
        target = folder / "docs" / page.relative_to(edition).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        content = re.sub(r"\n\s*\n", "\n", content)  # an empty line would end the HTML
        head = f"---\ntitle: {json.dumps(title[1] if title else '')}\n---\n\n"
        target.write_text(f"{head}<div>\n{content}\n</div>\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")


def _plain_build(folder: Path) -> float:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    started = time.perf_counter()
    build(load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site")))
    return time.perf_counter() - started


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sys.path.insert(0, sys.argv[1])
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
