"""Where the files of Material, the theme, are, and which languages it has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import material

TEMPLATES = Path(material.__file__).parent / "templates"
LUNR = TEMPLATES / "assets/javascripts/lunr/min"
"""Its search's scripts of languages."""


@cache
def theme_styles() -> tuple[str, ...]:
    """The addresses of the theme's style sheets and of its colours, from the root of a locale's site."""
    found = (next(TEMPLATES.glob(f"assets/stylesheets/{name}.*.min.css")) for name in ("main", "palette"))
    return tuple(path.relative_to(TEMPLATES).as_posix() for path in found)


@cache
def theme_languages() -> frozenset[str]:
    """The names of the theme's language files, such as nl or pt-BR."""
    return frozenset(path.stem for path in (TEMPLATES / "partials" / "languages").glob("*.html"))
