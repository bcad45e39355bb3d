"""Words of the guide that is shipped, which no site of another guide has."""

from __future__ import annotations

import re
from pathlib import Path

_SHIPPED = re.compile(r"microsoft(?! yahei| teams)|azure|partner|escalat|contoso", re.IGNORECASE)
"""What that guide is about. A font of Chinese systems and a place to embed guides are no part of it."""


def shipped_words(site: Path) -> dict[str, list[str]]:
    """Those in the files of a built site, by the names of the files that have some."""
    kinds = {".html", ".json", ".js", ".css", ".xml"}
    files = [path for path in site.rglob("*") if path.suffix in kinds and "engine" not in path.parts]
    assert len(files) > 20
    found = {path.name: _SHIPPED.findall(path.read_text(encoding="utf-8")) for path in files}
    return {name: words for name, words in found.items() if words and name != "manifest.json"}
