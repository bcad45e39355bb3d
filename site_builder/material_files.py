"""Where the files of Material, the theme, are, and which languages it has."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import material

TEMPLATES = Path(material.__file__).parent / "templates"
LUNR = TEMPLATES / "assets/javascripts/lunr"
"""The scripts of its search."""
WORKER = next(TEMPLATES.glob("assets/javascripts/workers/search.*.min.js"))
"""The script that its search runs in a worker."""
_SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*\Z")


@cache
def theme_styles() -> tuple[str, ...]:
    """The addresses of the theme's style sheets and of its colours, from the root of a locale's site."""
    found = (next(TEMPLATES.glob(f"assets/stylesheets/{name}.*.min.css")) for name in ("main", "palette"))
    return tuple(path.relative_to(TEMPLATES).as_posix() for path in found)


@cache
def theme_languages() -> frozenset[str]:
    """The names of the theme's language files, such as nl or pt-BR."""
    return frozenset(path.stem for path in (TEMPLATES / "partials" / "languages").glob("*.html"))


def without_source_map(file: bytes) -> bytes:
    """A script or style sheet without the address of its source map, which the site does not have."""
    return _SOURCE_MAP.sub(b"\n", file) if b"sourceMappingURL=" in file else file
