"""Fetches the peers that the bench compares with, as bench/peers/package-lock.json pins them."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from site_builder.engine.npm import install_locked

LOCKED = Path(__file__).resolve().parent / "peers"
NAMES = ("package.json", "package-lock.json")


def peers_package(cache: Path) -> tuple[Path, Path]:
    """The folders of PyScript's files and of MicroPython, kept in `cache`. Raises BuildError."""
    digest = hashlib.sha256(b"".join((LOCKED / name).read_bytes() for name in NAMES)).hexdigest()[:12]
    folder = cache / f"peers-{digest}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix="fetching-") as staging:
            for name in NAMES:
                shutil.copyfile(LOCKED / name, Path(staging) / name)
            install_locked(Path(staging))
            (Path(staging) / "node_modules").rename(folder)
    return folder / "@pyscript/core/dist", folder / "@micropython/micropython-webassembly-pyscript"
