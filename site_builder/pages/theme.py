"""What we know of Material: its languages, its search, and how to build with it many times quickly."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from mkdocs.theme import Theme

from site_builder.locales import Locale
from site_builder.material_files import LUNR

OWN = Path(__file__).parent / "search"
ENGLISH = "english"
"""Our name for the search's English, which lunr has built in: by its own name no script would be loaded."""
SEGMENTERS = {"tinyseg.js": {"ja"}, "wordcut.js": {"hi", "th"}}
"""Material's scripts that cut a text without spaces into words, and the languages that it loads them for."""


def search_language(locale: Locale) -> tuple[list[str], list[str]]:
    """The search's language and its steps for a locale: a stemmer where lunr has one for its language.

    Where it has none, words are found as they are typed: English endings are not theirs to lose.
    """
    code = {"nb": "no", "nn": "no"}.get(locale.language, locale.language)
    if code == "en":
        return [ENGLISH], ["stemmer"]
    if (LUNR / f"lunr.{code}.min.js").exists():
        return [code], ["stemmer"]
    return ["en"], []


def search_script(code: str) -> str:
    """The script of a search language for the search's worker: lunr's, and ours."""
    original = OWN / "english.js" if code == ENGLISH else LUNR / f"lunr.{code}.min.js"
    stems = (OWN / "stems.js").read_text(encoding="utf-8").replace("LANGUAGE", json.dumps(code))
    return original.read_text(encoding="utf-8") + "\n" + stems


def keep_compiled(theme: Theme, folder: Path) -> None:
    """Keep the theme's compiled templates in a folder, and pass over its 14,000 icons when files are listed.

    MkDocs makes a new environment for each build and lists all that the theme has. What comes out is the
    same, byte for byte (tested); with many locales it takes half the time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    original: Callable[[], Environment] = theme.get_env

    def get_env() -> Environment:
        environment = original()
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))
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
