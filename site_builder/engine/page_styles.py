"""Minifies the style sheets of a guide's theme (docs/theme/assets) with esbuild."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from site_builder.engine.npm import ESBUILD, fetch, node, pinned
from site_builder.problems import BuildError
from site_builder.store import made, sha256_of

OPTIONS = ("--minify", "--charset=utf8", "--legal-comments=none", "--log-level=error", "--color=false")


def make_page_styles(cache: Path, report: Callable[[str], None], assets: Sequence[Path]) -> Path:
    """The folder with all style sheets of some folders, minified, made into `cache` unless it is there. Of
    two with the same name, that of the folder which comes first.

    Raises BuildError if esbuild cannot be had or run, OSError.
    """
    found = {sheet.name: sheet for folder in reversed(assets) for sheet in folder.glob("*.css")}
    sheets = [found[name] for name in sorted(found)]

    def make(folder: Path) -> None:
        if not sheets:
            return
        esbuild = fetch(ESBUILD, cache, report) / "bin" / "esbuild"
        command = [*node(), str(esbuild.resolve()), *(str(sheet.resolve()) for sheet in sheets)]
        done = subprocess.run(
            [*command, *OPTIONS, f"--outdir={folder.resolve()}", "--entry-names=[name]"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        if done.returncode:
            fault = done.stderr.strip().partition("\n")[0] or "it gave no reason"
            raise BuildError(f"The style sheets could not be minified; esbuild says: {fault}")

    _, integrity = pinned(ESBUILD.name)
    digest = hashlib.sha256(repr((integrity, OPTIONS)).encode())
    for sheet in sheets:
        digest.update(f"\n{sheet.name} {sha256_of(sheet)}".encode())
    return made(cache / "styles", digest.hexdigest()[:16], make, keep=4, compared=True)
