"""What we know of Material: its languages, its search, and how to build with it many times quickly."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import material
from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

from site_builder.locales import Locale

TEMPLATES = Path(material.__file__).parent / "templates"
SEGMENTERS = {"tinyseg.js": {"ja"}, "wordcut.js": {"hi", "th"}}
"""Material's scripts that cut a text without spaces into words, and the languages that it loads them for."""


def theme_languages() -> set[str]:
    """The names of the theme's language files, such as nl or pt-BR."""
    return {path.stem for path in (TEMPLATES / "partials" / "languages").glob("*.html")}


def search_language(locale: Locale) -> tuple[list[str], list[str]]:
    """The search's language and its steps for a locale: a stemmer where lunr has one for its language.

    Where it has none, words are found as they are typed: English endings are not theirs to lose.
    """
    code = {"nb": "no", "nn": "no"}.get(locale.language, locale.language)
    if code == "en":
        return ["en"], ["stemmer", "stopWordFilter"]
    if (TEMPLATES / "assets/javascripts/lunr/min" / f"lunr.{code}.min.js").exists():
        return [code], ["stemmer"]
    return ["en"], []


def keep_compiled(theme: Theme) -> None:
    """Let the theme's templates be compiled once, and its 14,000 icons be passed over when files are copied.

    MkDocs makes a new environment for each build and lists all that the theme has. What comes out is the
    same, byte for byte (tested); with many locales it takes half the time.
    """
    original: Callable[[], Environment] = theme.get_env

    def get_env() -> Environment:
        environment = original()
        environment.bytecode_cache = _COMPILED
        loader: Any = environment.loader
        own = str(theme.custom_dir or "")
        loader.list_templates = lambda: sorted(
            {
                name
                for place in loader.searchpath
                for name in (_files if str(place) == own else _installed)(place)
            }
        )
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]


def _files(place: str | os.PathLike[str]) -> list[str]:
    found = FileSystemLoader(place).list_templates()
    return [name for name in found if not name.startswith(".icons/") and not name.endswith(".map")]


_installed = lru_cache(maxsize=None)(_files)
"""Of a folder that no writer changes: listed once."""


class _Compiled(BytecodeCache):
    """Compiled templates, kept for as long as the process lives."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()
