"""The pages of a built site."""

from __future__ import annotations

from pathlib import Path

AROUND = (
    "procedures/", "procedures/azure-request/", "response-times/", "names/", "faq/", "about/", "evidence/",
    "map/", "translation/", "embedding/",
)  # fmt: skip
"""The pages around the tree of the shipped guide, one of each kind."""


def pages(site: Path) -> list[Path]:
    """Those that readers are led to."""
    return [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
