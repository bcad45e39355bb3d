"""The folder that the bench serves: the built site, and beside it the pages that it is compared with."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import build_site
from bench.peers_package import peers_package
from site_builder.engine.npm import PYODIDE, fetch
from site_builder.engine.page_scripts import WEB
from site_builder.site.compressing import compress

ROOT = Path(__file__).resolve().parent.parent
PAGES = Path(__file__).resolve().parent / "pages"
CACHE = ROOT / ".cache"
PLAIN = "engine/bench-plain"
"""Where the plainest Pyodide lies: below engine/, so that it is compressed and kept as the site's own is."""
HOME = "en-US/index.html"
TWIN = "en-US/bench-without-tree.html"
"""The home page without the tree: with the scripts that every page has, and no others."""


class StageError(Exception):
    """Why there is nothing to measure, as one sentence."""


@dataclass(frozen=True)
class Variant:
    """A page to be compared. `ready` is an expression: ms until the first answer, or nothing yet."""

    title: str
    path: str
    ready: str = "window.bench?.ready"
    failed: str = "window.bench?.error"


HOME_READY = "performance.getEntriesByName('guide:ready')[0]?.startTime"
HOME_FAILED = "document.documentElement.dataset.engine === 'failed' && 'the engine failed'"
PLAIN_PAGE = Variant("plain Pyodide", "bench/plain.html")
OURS = Variant("ours, bare page", "bench/ours.html")
HOME_PAGE = Variant("ours, home page", "en-US/", HOME_READY, HOME_FAILED)
OWN = (PLAIN_PAGE, OURS, HOME_PAGE)
PYSCRIPT = Variant("PyScript, Pyodide", "bench/peers/pyscript.html")
MICROPYTHON = Variant("PyScript, MicroPython (simplified engine)", "bench/peers/micropython.html")


def make_stage(out: Path) -> list[Variant]:
    """Build the site into `out`, put the bench's pages into it, compress all; the pages to be opened."""
    with Path(os.devnull).open("w") as quiet, redirect_stdout(quiet):
        if build_site.main(["build", "--out", str(out)]):
            raise StageError("The site could not be built; python3 build_site.py site says why.")
    home = (out / HOME).read_text(encoding="utf-8")
    runtime = runtime_of(home)
    pyodide = fetch(PYODIDE, CACHE, lambda _: None)
    plain = out / PLAIN
    plain.mkdir()
    for name in PYODIDE.files:
        shutil.copyfile(pyodide / name, plain / name)
    write_engine_zip(plain / "engine.zip")
    words = {"ENGINE_PLAIN": PLAIN, "RUNTIME": runtime}
    for page in sorted(PAGES.rglob("*.*")):
        target = out / "bench" / page.relative_to(PAGES)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_filled(page.read_text(encoding="utf-8"), words), encoding="utf-8")
    shutil.copytree(WEB, out / "bench" / "web")
    (out / TWIN).write_text(without_tree(home), encoding="utf-8")
    compress(out, CACHE, None)
    return [*OWN]


def write_engine_zip(path: Path) -> None:
    """The engine's Python files, as an archive that Pyodide and PyScript unpack."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for source in sorted((ROOT / "decision_tree").rglob("*.py")):
            archive.write(source, source.relative_to(ROOT))


def add_peers(out: Path) -> list[Variant]:
    """Put the peers into the built site in `out`; their pages. Raises BuildError."""
    for package, name in zip(peers_package(CACHE / "bench"), ("core", "micropython"), strict=True):
        shutil.copytree(package, out / "bench" / "peers" / name)
    compress(out, CACHE, None)
    return [PYSCRIPT, MICROPYTHON]


def runtime_of(home: str) -> str:
    """The engine's folder from the site's root, as the home page of a locale says: "engine/<hash>"."""
    tag = re.search(r'<[^>]*\bid="guide"[^>]*>', home)
    found = tag and re.search(r'data-runtime="(?:\.\./)*([^"]+?)/?"', tag[0])
    if not found:
        raise StageError("The built home page does not say where its engine is.")
    return found[1]


def without_tree(home: str) -> str:
    """The page as it were without the tree: its section and its data are taken out, and of the scripts it has
    those of the guide's other pages."""
    text = re.sub(r'<script\b[^>]*\bid="guide-.*?</script>', "", home, flags=re.DOTALL)
    text = re.sub(r'(<script\b[^>]*/)home\.js"', r'\1every_page.js"', text)
    start = text.index('<div class="guide" id="guide"')
    depth, end = 0, start
    for tag in re.compile(r"<(/?)div\b[^>]*>").finditer(text, start):
        depth += -1 if tag[1] else 1
        if not depth:
            end = tag.end()
            break
    return text[:start] + text[end:]


def _filled(text: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        text = text.replace(name, word)
    return text
