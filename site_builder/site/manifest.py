"""The site's manifest.json: every file with its hash, and of all that runs in a browser where it comes from.

A script or a piece of WebAssembly that comes from nowhere known stops the build: nothing is let in unseen.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache as kept
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from site_builder.engine import PROJECT, make_page_scripts, make_runtime, pinned
from site_builder.material_files import LUNR, TEMPLATES, without_source_map
from site_builder.pages import OWN_SEARCHES, SEARCH_SCRIPTS, search_script, search_worker
from site_builder.problems import BuildError
from site_builder.shared_files import THEME, folders
from site_builder.site.compressing import COMPRESSED
from site_builder.site.origins import (
    RUN,
    SCRIPTS,
    Source,
    inline_forms,
    is_embed_script,
    origin,
    sha256,
)

MANIFEST = "manifest.json"
EMBED = "embed.js"
ENGINE = "engine/"
OURS = "this project"


def write_manifest(folder: Path, version: str, *, root: Path = PROJECT, cache: Path | None = None) -> None:
    """Write manifest.json into the root of the site in `folder`; all its other files must be there.

    `version` is that of the guide; `root` holds docs/, and `cache` (root/.cache) Pyodide and the engine's
    wheel, as the build has put them there. Raises BuildError, OSError.
    """
    sources = known_sources(root, cache or root / ".cache")
    contents = ((path.relative_to(folder).as_posix(), path.read_bytes()) for path in _files(folder))
    value = {"version": version, "files": dict(entries(contents, sources))}
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def entries(
    contents: Iterable[tuple[str, bytes]], sources: Iterable[Source]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entry of each file, of which come in: its path from the site's root, and its content.

    Raises BuildError.
    """
    sources = tuple(sources)
    for path, content in contents:
        entry: dict[str, Any] = {"sha256": sha256(content), "bytes": len(content)}
        suffix = Path(path).suffix.lower()
        if suffix in (*SCRIPTS, ".css"):
            entry["integrity"] = f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"
        if suffix in RUN:
            entry["from"] = _source_of(path, content, sources)
        elif path.startswith(ENGINE) and suffix == ".json" and (found := origin(content, sources)):
            entry["from"] = found
        yield path, entry


def _source_of(path: str, content: bytes, sources: Iterable[Source]) -> str:
    if path == EMBED and is_embed_script(content.decode(errors="replace")):
        return OURS
    if found := origin(content, sources):
        return found
    raise BuildError(
        f"{path} comes neither from Pyodide nor from Material nor from this project, so the site is not made."
    )


def known_sources(root: Path, cache: Path) -> tuple[Source, ...]:
    """All that may run in a browser: Pyodide's pinned package, the installed theme, and this project."""
    release, integrity = pinned("pyodide")
    runtime = make_runtime(cache, lambda line: None)
    assets = [script for folder in folders(root, f"{THEME}/assets") for script in _scripts(folder)]
    own = [*_scripts(make_page_scripts(cache, lambda line: None)), *assets]
    npm = f"pyodide {release} (npm, {integrity})"
    made = [*(path.read_bytes() for path in runtime.made.values()), runtime.record.encode()]
    return (
        Source(npm, _hashes(path.read_bytes() for path in runtime.untouched.values())),
        Source(f"{npm}, with the engine of this project", _hashes(made)),
        Source(OURS, _hashes([*(path.read_bytes() for path in own), runtime.worker.encode()])),
        *theme_sources(),
    )


@kept
def theme_sources() -> tuple[Source, ...]:
    """The scripts of the theme that is installed here, as the build publishes them."""
    theme = f"mkdocs-material {installed('mkdocs-material')}"
    scripts = [path.read_bytes() for path in _scripts(TEMPLATES / "assets")]
    codes = [
        path.name.removeprefix("lunr.").removesuffix(".min.js") for path in LUNR.glob("min/lunr.*.min.js")
    ]
    forms = [
        form
        for path in sorted((TEMPLATES / "partials" / "javascripts").glob("*.html"))
        for form in inline_forms(path.read_text(encoding="utf-8"))
    ]
    both = f"{theme}, with this project's {SEARCH_SCRIPTS.name}/stems.js"
    return (
        Source(theme, _hashes([*scripts, *map(without_source_map, scripts)])),
        Source(f"{theme}, inline", forms=tuple(forms)),
        Source(both, _hashes(search_script(code).encode() for code in codes)),
        Source(f"{theme}, counting last characters", _hashes([search_worker()])),
        Source(OURS, _hashes(search_script(name).encode() for name in OWN_SEARCHES)),
    )


def _scripts(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in SCRIPTS)


def _hashes(contents: Iterable[bytes]) -> frozenset[str]:
    return frozenset(map(sha256, contents))


def _files(folder: Path) -> list[Path]:
    """Every file of a site but the manifest, and the compressed copies, which are made of the others."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in COMPRESSED)
    return sorted((path for path in found if path != folder / MANIFEST), key=Path.as_posix)
