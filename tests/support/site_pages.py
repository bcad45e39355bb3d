"""The pages of a built site."""

from __future__ import annotations

from pathlib import Path


def pages(site: Path) -> list[Path]:
    """Those that readers are led to."""
    return [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
