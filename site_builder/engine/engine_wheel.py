"""Builds the wheel of the engine, the same bytes from the same sources, and only when those changed."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from site_builder.problems import BuildError

PROJECT = Path(__file__).resolve().parents[2]
# The earliest time that a zip archive can hold, as seconds since 1970.
EARLIEST = "315532800"


def engine_wheel(cache: Path, project: Path = PROJECT) -> Path:
    """The wheel of `decision_tree`, built into `cache` unless one of these very sources is there.

    `project` holds pyproject.toml and decision_tree/. Files are dated 1980, whenever it is built: nobody
    sees their dates, and the engine's address changes with every byte. Needs no network. Raises
    BuildError if the build fails.
    """
    wheels = cache / "engine"
    folder = wheels / fingerprint(project)
    if not folder.exists():
        wheels.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=wheels, prefix="building-") as staging:
            built = build(project, Path(staging) / "wheel")
            try:
                built.rename(folder)
            except OSError:
                # Another build may have put the same one there just now.
                if not folder.exists():
                    raise
        for old in wheels.iterdir():
            if old != folder and not old.name.startswith("building-"):
                shutil.rmtree(old, ignore_errors=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def fingerprint(project: Path) -> str:
    """A name for all that decides the wheel's bytes: its sources, its settings and its builder."""
    digest = hashlib.sha256(f"hatchling {version('hatchling')}, {EARLIEST}".encode())
    for path in sources(project):
        content = path.read_bytes()
        digest.update(f"\n{path.relative_to(project).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def sources(project: Path) -> Iterator[Path]:
    """The files that the wheel is made from, in a fixed order."""
    yield project / "pyproject.toml"
    yield from sorted(project.glob("LICEN[CS]E*"))
    package = project / "decision_tree"
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        if path.is_file() and parts[0] != "web" and "__pycache__" not in parts:
            yield path


def build(project: Path, folder: Path) -> Path:
    """Build the wheel into `folder` with the hatchling that is installed here; the folder."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": EARLIEST},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        said = done.stdout.strip().splitlines() or ["nothing"]
        raise BuildError(f"The engine's wheel could not be built; hatchling says: {said[-1]}")
    return folder
