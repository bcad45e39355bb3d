"""One locale's edition of the guide: its site, its tree.json and its guide.json, in a folder of its own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import escape

from decision_tree.json_form import dump_tree, to_json
from site_builder.guide import THEME_WORDS, LocalizedText
from site_builder.locales import Catalog, Lexicon, Locale, working_calendars
from site_builder.material_files import theme_styles
from site_builder.pages import Edition, build_locale, render_pages
from site_builder.site.checking import Checked
from site_builder.site.static_files import FOLDER, gather
from site_builder.tree import Layout, engine_tree


@dataclass(frozen=True)
class Press:
    """What all editions of a build are made with. `catalogs` are those of the locales that it has, which
    pages link to; `engine` is the engine's folder, seen from the site's root; `address` is the site's own, or
    ""; `weights` say how often readers meet a text; `english` is the guide in the source locale."""

    checked: Checked
    catalogs: tuple[Catalog, ...]
    english: Lexicon
    layout: Layout
    engine: str
    address: str
    weights: Mapping[str, int]

    @property
    def root(self) -> str:
        """The site's path on its host, such as "/guide/"."""
        return urlsplit(self.address).path or "/"

    @cached_property
    def titles(self) -> dict[str, str]:
        """The guide's title, in plain text, by the locales that the site has."""
        found = {}
        for catalog in self.catalogs:
            lexicon = self.checked.lexicon(catalog.locale, catalog)
            found[catalog.locale.id] = lexicon.plain(lexicon.guide.tree.title)
        return found

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The locales that the site has."""
        return tuple(catalog.locale for catalog in self.catalogs)


def build_edition(press: Press, catalog: Catalog, folder: Path) -> None:
    """Make the edition of a catalog's locale as `folder`, whole or not at all.

    Raises BuildError, ContentError (templates), OSError.
    """
    checked, locale = press.checked, catalog.locale
    lexicon = checked.lexicon(locale, catalog)
    english = press.english
    calendars = working_calendars(checked.locales.calendars, locale.babel)
    edition = Edition(
        lexicon=lexicon,
        english=english,
        calendars=calendars,
        catalog=catalog,
        glossary=checked.locales.glossary.get(locale.id, {}),
        weights=press.weights,
        proof=checked.proof,
        layout=press.layout,
        version=checked.content.version,
        engine=f"../{press.engine}",
        address=press.address,
        published=tuple((one, press.titles[one.id]) for one in press.locales),
    )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="building-") as work:
        html = Path(work) / "html"
        pages = render_pages(checked.root / "docs" / "pages", edition)
        build_locale(
            config=checked.root / "mkdocs.yml",
            pages={path: page.markdown for path, page in pages.items()},
            navigation=_navigation(lexicon),
            title=str(lexicon.as_html(lexicon.guide.tree.title)),
            locale=locale,
            extra=theme_facts(press, lexicon),
            markdown=Path(work) / "markdown",
            out=html,
            cache=folder.parent.parent / "templates",
        )
        gather(html, sorted(html.rglob("*.html")), f"{locale.id}/", html / FOLDER, press.root)
        tree = dump_tree(engine_tree(lexicon, english, edition.version, calendars, press.layout.met))
        (html / "tree.json").write_text(tree, encoding="utf-8", newline="\n")
        write_json(html / "guide.json", _plain(to_json(lexicon.guide), lexicon))
        try:
            html.rename(folder)
        except OSError:
            if not folder.exists():  # another build may have made the very same just now
                raise


def _plain(value: Any, lexicon: Lexicon) -> Any:
    """The guide as JSON with its texts in plain form."""
    if isinstance(value, dict):
        return {key: _plain(item, lexicon) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, lexicon) for item in value]
    return lexicon.plain(value) if isinstance(value, LocalizedText) else value


def _navigation(lexicon: Lexicon) -> list[Any]:
    guide = lexicon.guide
    titles = {page.id: str(lexicon.as_html(page.title)) for page in guide.pages.pages}
    procedures: list[Any] = ["procedures/index.md"]
    procedures += [{str(lexicon.as_html(p.title)): f"procedures/{p.id}.md"} for p in guide.procedures]
    return [
        {titles["home"]: "index.md"},
        {titles["procedures"]: procedures},
        *({titles[id]: f"{id}.md"} for id in ("response-times", "roles", "faq", "about")),
    ]


def theme_facts(press: Press, lexicon: Lexicon) -> dict[str, Any]:
    """What the theme's templates know of the guide, as `config.extra.guide`; all of it is HTML."""
    return {
        "locale": lexicon.locale.id,
        "locales": [
            {"id": one.id, "name": escape(one.name), "direction": one.direction} for one in press.locales
        ],
        "engine": press.engine,
        "root": press.root,
        "styles": theme_styles(),
        "source": press.checked.locales.source.id,
        "embedding": next(
            lexicon.as_html(page.title) for page in lexicon.guide.pages.pages if page.id == "embedding"
        ),
        "words": {key: escape(lexicon.word(key, licence="{licence}")) for key in THEME_WORDS},
    }


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON, in the order of its keys."""
    path.write_text(json.dumps(value, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
