"""The folder that the bench serves: the built site, and beside it the pages that it is compared with."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.engine.npm import PYODIDE, fetch, install_locked
from site_builder.site.compressing import compress
from site_builder.store import made

ROOT = Path(__file__).resolve().parent.parent
PAGES = Path(__file__).resolve().parent / "pages"
PEERS = Path(__file__).resolve().parent / "peers"
PEER_NAMES = ("@pyscript/core", "@micropython/micropython-webassembly-pyscript")
CACHE = ROOT / ".cache"
PLAIN = "engine/plain-pyodide"
"""Below engine/, so that it is compressed and cached as the site's own files are."""
HOME = "en-US/index.html"
WITHOUT_TREE = "en-US/without-tree.html"


@dataclass(frozen=True)
class Variant:
    """A page to compare. `ready` is an expression: ms until the engine's first answer, or nothing yet."""

    title: str
    path: str
    ready: str = "window.bench?.ready"
    failed: str = "window.bench?.error"


PLAIN_PYODIDE = Variant("plain Pyodide", "bench/plain.html")
ENGINE = Variant("our engine", "bench/ours.html")
HOME_PAGE = Variant(
    "home page",
    "en-US/",
    "performance.getEntriesByName('guide:ready')[0]?.startTime",
    "document.documentElement.dataset.engine === 'failed' && 'the engine failed'",
)
PYSCRIPT = Variant("PyScript with Pyodide", "bench/peers/pyscript.html")
MICROPYTHON = Variant("PyScript with MicroPython", "bench/peers/micropython.html")
OWN = (PLAIN_PYODIDE, ENGINE, HOME_PAGE)


def make_stage(out: Path, *, peers: bool) -> tuple[Variant, ...]:
    """Build the site and add the pages to compare it with; the pages. Raises BuildError."""
    command = [sys.executable, str(ROOT / "build_site.py"), "site", "--out", str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    pyodide = fetch(PYODIDE, CACHE, lambda _: None)
    (out / PLAIN).mkdir()
    for name in PYODIDE.files:
        shutil.copyfile(pyodide / name, out / PLAIN / name)
    _pack_engine(out / PLAIN / "engine.zip")
    (worker,) = (path.relative_to(out).as_posix() for path in out.glob("engine/*/worker.js"))
    for page in sorted(PAGES.rglob("*.*")):
        target = out / "bench" / page.relative_to(PAGES)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = page.read_text(encoding="utf-8").replace("ENGINE_PLAIN", PLAIN).replace("WORKER", worker)
        target.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "decision_tree" / "web", out / "bench" / "web")
    home, other = ((out / path).read_text(encoding="utf-8") for path in (HOME, "en-US/about/index.html"))
    (out / WITHOUT_TREE).write_text(without_tree(home, other), encoding="utf-8")
    if peers:
        for package, name in zip(PEER_NAMES, ("core", "micropython"), strict=True):
            folder = _peers() / package
            if (folder / "dist").is_dir():
                folder = folder / "dist"
            shutil.copytree(folder, out / "bench" / "peers" / name)
    compress(out, CACHE, None)
    return (*OWN, PYSCRIPT, MICROPYTHON) if peers else OWN


def without_tree(home: str, other: str) -> str:
    """The home page without its questions and outcomes, and with the scripts of another page."""
    page = LexborHTMLParser(home)
    for node in page.css("#guide, script[id^=guide-]"):
        node.decompose()
    wanted = {address for address, _ in _scripts(LexborHTMLParser(other), "/en-US/about/")}
    for address, node in _scripts(page, "/en-US/"):
        if address in wanted:
            wanted.remove(address)
        else:
            node.decompose()
    scripts = "".join(f'<script type="module" src="{address}"></script>' for address in sorted(wanted))
    return (page.html or "").replace("</body>", f"{scripts}</body>")


def _scripts(page: LexborHTMLParser, folder: str) -> list[tuple[str, LexborNode]]:
    return [(urljoin(folder, str(node.attributes["src"])), node) for node in page.css("script[src]")]


def _pack_engine(path: Path) -> None:
    """The engine's Python as the zip file that Pyodide and PyScript unpack."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted((ROOT / "decision_tree").glob("*.py")):
            archive.write(file, f"decision_tree/{file.name}")


def _peers() -> Path:
    """The node_modules with PyScript and MicroPython, as bench/peers pins them. Raises BuildError."""
    locked = {name: (PEERS / name).read_bytes() for name in ("package.json", "package-lock.json")}

    def install(folder: Path) -> None:
        for name, content in locked.items():
            (folder / name).write_bytes(content)
        install_locked(folder)

    key = hashlib.sha256(b"".join(locked.values())).hexdigest()[:12]
    return made(CACHE / "bench-peers", key, install) / "node_modules"
