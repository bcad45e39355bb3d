"""Fetches the Pyodide that package.json pins, once, and makes sure that it is that and whole."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from site_builder.engine import npm
from site_builder.problems import BuildError

PROJECT = Path(__file__).resolve().parents[2]
FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
# Written last, beside the files: what they are and the SHA-256 of each.
RECORD = "fetched.json"


def fetch(cache: Path, report: Callable[[str], None], project: Path = PROJECT) -> Path:
    """The folder with the pinned Pyodide's FILES, downloaded into `cache` unless it is there and whole.

    `project` holds the package.json and package-lock.json to follow. `report` is told, in one line each,
    what happens. Raises BuildError if those files pin nothing, npm is missing or broken, the
    network is down, what arrives is not what the lock says, or it cannot be stored; `cache` is then as it
    was.
    """
    version, integrity = pinned(project)
    folder = cache / f"pyodide-{version}"
    if is_whole(folder, integrity):
        report(f"Pyodide {version} is there already.")
        return folder
    report(f"Fetching Pyodide {version} from npm (6.5 MB) …")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix="fetching-") as staging:
            package = download(Path(staging), project)
            (package / RECORD).write_text(json.dumps(record_of(package, integrity), indent=2), "utf-8")
            # Another build may have put the same one there meanwhile, and may be using it.
            if not is_whole(folder, integrity):
                shutil.rmtree(folder, ignore_errors=True)
                package.rename(folder)
    except OSError as error:
        raise BuildError(f"Pyodide could not be stored in {cache}: {error}.") from error
    return folder


def pinned(project: Path) -> tuple[str, str]:
    """Version and integrity (`sha512-…`) of the Pyodide that the package-lock.json in `project` pins.

    Raises BuildError if it pins none.
    """
    try:
        lock = json.loads((project / "package-lock.json").read_text("utf-8"))
        entry = lock["packages"]["node_modules/pyodide"]
        version, integrity = str(entry["version"]), str(entry["integrity"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BuildError("package-lock.json does not pin a version of pyodide.") from error
    if not integrity.startswith("sha512-"):
        raise BuildError("package-lock.json pins pyodide without a SHA-512.")
    return version, integrity


def is_whole(folder: Path, integrity: str) -> bool:
    """Whether `folder` holds the package of this integrity, no file missing or changed since."""
    try:
        found = record_of(folder, integrity)
        return bool(found == json.loads((folder / RECORD).read_text("utf-8")))
    except (OSError, ValueError):
        return False


def record_of(folder: Path, integrity: str) -> dict[str, Any]:
    """What RECORD holds when the files of `folder` are those of this package."""
    return {"integrity": integrity, "sha256": {name: sha256(folder / name) for name in FILES}}


def download(staging: Path, project: Path) -> Path:
    """Let npm install into the empty folder `staging`; the folder of the package."""
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(project / name, staging / name)
    (staging / ".npmrc").write_text("omit=dev\n", encoding="utf-8")  # esbuild is page_scripts' to fetch
    try:
        npm.install_locked(staging)
    except npm.NpmError as error:
        raise BuildError(str(error)) from error
    package = staging / "node_modules" / "pyodide"
    missing = [name for name in FILES if not (package / name).is_file()]
    if missing:
        raise BuildError(f"This version of Pyodide comes without {', '.join(missing)}.")
    return package


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
