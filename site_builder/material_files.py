"""Where the files of Material, the theme, are, and which languages it has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import material

TEMPLATES = Path(material.__file__).parent / "templates"
LUNR = TEMPLATES / "assets/javascripts/lunr/min"
"""Its search's scripts of languages."""


@cache
def theme_languages() -> frozenset[str]:
    """The names of the theme's language files, such as nl or pt-BR."""
    return frozenset(path.stem for path in (TEMPLATES / "partials" / "languages").glob("*.html"))
