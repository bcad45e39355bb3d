"""One locale's edition of the guide: its pages, its tree.json and its guide.json, in a folder of its own.

This is the one place where an edition is put together, for the site, for previews and for what translators
are told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from decision_tree.json_form import dump_tree, to_json
from decision_tree.model import Tree
from site_builder.engine import SCRIPTS
from site_builder.guide import THEME_WORDS, LocalizedText, Reference, general_form, parse, tab_ids, yaml_key
from site_builder.locales import GUIDE, Catalog, Lexicon, Locale, calendar_zones, working_calendars
from site_builder.map import MapFacts, draw_pictures, map_facts
from site_builder.material_files import TEMPLATES, theme_styles
from site_builder.pages import (
    ROOT,
    Edition,
    EditLinks,
    HtmlWriter,
    Page,
    RepositoryView,
    complete_index,
    entry_lines,
    markdown_pages,
    own_styles,
    render_pages,
    render_single_file,
    search_files,
    theme_pages,
)
from site_builder.shared_files import CACHE, PAGES, PRODUCT, SETTINGS, THEME, find_shared, folders
from site_builder.site.checking import Checked
from site_builder.site.finishing import Marks, finish_pages
from site_builder.site.lean_styles import classes_of, lean_styles
from site_builder.site.static_files import FOLDER, StaticFiles, hashed_name
from site_builder.tree import Sections, build_engine_tree, compile_tree, count_exposure, plain_tree

TREE = "tree.json"
"""The decision tree of a locale: under this name for other programs, and for its pages with a hash in it."""

SINGLE = "single.html"
"""The guide in one file, without its date: in the folder of an edition, and not in a site."""
SEARCH_INDEX = "search/search_index.json"
"""Where the theme's search looks for its index."""


@dataclass(frozen=True)
class SiteContext:
    """What all editions of a site share. `catalogs` are those of the locales that it has, which pages link
    to, and `titles` the guide's title in each, in plain text; `scripts` are the paths of the scripts from
    the site's root, by their names; `address` is the site's own, or ""; `exposure` says how often readers
    meet a text; `english` is the guide in the source locale. `map_facts` are those of the map, `elk`
    is the folder of elkjs, which lays out its pictures; None where none are drawn."""

    checked: Checked
    catalogs: tuple[Catalog, ...]
    english: Lexicon
    sections: Sections
    exposure: Mapping[str, int]
    titles: Mapping[str, str]
    scripts: Mapping[str, str]
    address: str
    styles: Path | None
    map_facts: MapFacts
    elk: Path | None
    repository: RepositoryView | None = None
    live: bool = False
    """Whether it is served to its writer, whose editor its links to lines open."""

    @property
    def root(self) -> str:
        """The site's path on its host, such as "/guide/"."""
        return urlsplit(self.address).path or "/"

    def theme_file(self, path: str) -> bytes | None:
        """A file of the theme in docs/theme, or else of Material's, by its path from a locale's root.

        None where there is none.
        """
        minified = self.styles / path.removeprefix("assets/") if self.styles else None
        theirs = (*(folder / path for folder in folders(self.checked.root, THEME)), TEMPLATES / path)
        found = (file for file in (minified, *theirs) if file and file.is_file())
        return next((file.read_bytes() for file in found), None)

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The locales that the site has."""
        return tuple(catalog.locale for catalog in self.catalogs)


def site_context(
    checked: Checked,
    catalogs: Iterable[Catalog],
    *,
    scripts: Mapping[str, str] = SCRIPTS,
    address: str = "",
    styles: Path | None = None,
    elk: Path | None = None,
    live: bool = False,
) -> SiteContext:
    """What editions in the locales of these catalogs share."""
    catalogs = tuple(catalogs)
    english = checked.lexicon(checked.locales.source)
    titles = {catalog.locale.id: _plain_text(checked, catalog, "tree.title") for catalog in catalogs}
    exposure = count_exposure(checked.compiled, english)
    repository = None if live else checked.repository
    facts = map_facts(checked.content, checked.tree)
    return SiteContext(
        checked,
        catalogs,
        english,
        checked.sections,
        exposure,
        titles,
        scripts,
        address,
        styles,
        facts,
        elk,
        repository,
        live,
    )


def _plain_text(checked: Checked, catalog: Catalog, id: str) -> str:
    """A text in a locale, by its context, in plain form. For one that names nothing no lexicon is made."""
    text = general_form(catalog.texts[id])
    segments = parse(text)
    words = [segment.text for segment in segments if not isinstance(segment, Reference)]
    if len(words) < len(segments):
        return checked.lexicon(catalog.locale, catalog).plain(text)
    return "".join(words)


def page_titles(context: SiteContext, catalog: Catalog) -> dict[str, str]:
    """The titles in a locale of the pages that somebody may look for, by their paths from its root."""
    ids = tab_ids(context.checked.content.guide)
    return {f"{id}/": _plain_text(context.checked, catalog, f"pages.pages.{id}.title") for id in ids}


def put_together(context: SiteContext, catalog: Catalog) -> Edition:
    """The edition of a catalog's locale."""
    checked, locale = context.checked, catalog.locale
    lexicon = checked.lexicon(locale, catalog)
    version = checked.content.version
    tree = compile_tree(lexicon, context.english, version, context.sections.reached)
    calendars = working_calendars(checked.locales.calendars, locale.babel)
    tree_json = dump_tree(build_engine_tree(tree, lexicon, context.english, calendars))
    return Edition(
        lexicon=lexicon,
        english=context.english,
        tree=tree,
        sections=context.sections,
        calendars=calendars,
        zones=calendar_zones(checked.locales.calendars, checked.locales.calendar),
        catalog=catalog,
        glossary=checked.locales.glossary.get(locale.id, {}),
        exposure=context.exposure,
        proof=checked.proof,
        version=version,
        scripts={name: f"../{path}" for name, path in context.scripts.items()},
        address=context.address,
        published=tuple((one, context.titles[one.id]) for one in context.locales),
        tree_json=tree_json,
        tree_address=f"../{FOLDER}/{hashed_name(TREE, tree_json.encode())}",
        map_facts=context.map_facts,
        pictures=draw_pictures(context.map_facts, lexicon, context.elk, CACHE) if context.elk else (),
        edit=_edit_links(context, locale),
    )


def _edit_links(context: SiteContext, locale: Locale) -> EditLinks | None:
    """Where the pages of a locale link to lines, if they do."""
    if not (context.live or context.repository):
        return None
    checked = context.checked
    catalog = "" if locale.id == checked.locales.source.id else GUIDE.catalog(locale.id)
    entries = entry_lines(checked.root / catalog) if catalog else {}
    return EditLinks(context.repository, checked.content.lines, catalog, entries)


def plain_tree_in(checked: Checked, locale: Locale) -> Tree:
    """The guide's tree in a locale, with its texts in plain form."""
    lexicon, english = checked.lexicon(locale), checked.lexicon(checked.locales.source)
    tree = compile_tree(lexicon, english, checked.content.version, checked.reached)
    return plain_tree(tree, lexicon.plain)


def source_pages(checked: Checked) -> dict[str, Page]:
    """The pages in the source locale, by source path. Raises ContentError for what a build could not show."""
    edition = put_together(site_context(checked, ()), checked.catalogs[checked.locales.source.id])
    return render_pages(folders(checked.root, PAGES), edition)


def build_edition(context: SiteContext, catalog: Catalog, folder: Path, cache: Path) -> None:
    """Write the edition of a catalog's locale into a folder. `cache` is a folder for compiled templates.

    Raises BuildError, ContentError (templates), OSError.
    """
    checked, locale = context.checked, catalog.locale
    edition = put_together(context, catalog)
    lexicon = edition.lexicon
    extra = theme_facts(context, lexicon)
    rendered = render_pages(folders(checked.root, PAGES), edition)
    look = folders(checked.root, THEME)
    site = theme_pages(
        rendered,
        config=find_shared(checked.root, SETTINGS),
        look=look,
        navigation=_navigation(lexicon),
        title=str(lexicon.as_html(lexicon.guide.tree.title)),
        locale=locale,
        extra=extra,
        address=context.address,
        out=folder,
        cache=cache,
    )
    pages = {path: text for path, text in site.files.items() if path.endswith(".html")}
    scripts = [
        *(PRODUCT / "decision_tree/web").rglob("*.js"),
        *(file for root in look for file in root.rglob("*.js")),
    ]
    lean = partial(lean_styles, colors=site.colors, classes=classes_of(pages.values(), scripts))
    files = StaticFiles(context.theme_file, folder, folder / FOLDER, lean)
    marks = Marks(locale.id, lexicon.word("search"))
    finish_pages(pages, folder, f"{locale.id}/", files, context.root, marks)
    for path in site.files.keys() - pages.keys():
        (folder / path).write_text(site.files[path], encoding="utf-8", newline="\n")
    for path, text in markdown_pages(edition, rendered).items():
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    index = folder / SEARCH_INDEX
    index.write_text(
        complete_index(index.read_text(encoding="utf-8"), lexicon), encoding="utf-8", newline="\n"
    )
    for path, script in search_files(locale).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(script)
    (folder / SINGLE).write_text(_single(checked, edition, rendered), encoding="utf-8", newline="\n")
    files.keep(TREE, edition.tree_json.encode())
    (folder / TREE).write_text(edition.tree_json, encoding="utf-8", newline="\n")
    write_json(folder / "guide.json", guide_json(lexicon))


def undated_single_file(context: SiteContext, catalog: Catalog) -> str:
    """The guide in one file, in a catalog's locale, without its date. Raises ContentError."""
    edition = put_together(context, catalog)
    return _single(context.checked, edition, render_pages(folders(context.checked.root, PAGES), edition))


def _single(checked: Checked, edition: Edition, pages: Mapping[str, Page]) -> str:
    styles = own_styles(find_shared(checked.root, SETTINGS))
    return render_single_file(
        folders(checked.root, PAGES), folders(checked.root, THEME), edition, pages, styles
    )


def guide_json(lexicon: Lexicon) -> Any:
    """The guide in a locale as JSON, with the keys of its YAML files."""
    return _plain(to_json(lexicon.guide), lexicon)


def _plain(value: Any, lexicon: Lexicon) -> Any:
    """The guide as JSON with its texts in plain form."""
    if isinstance(value, dict):
        return {yaml_key(key): _plain(item, lexicon) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, lexicon) for item in value]
    return lexicon.plain(value) if isinstance(value, LocalizedText) else value


def _navigation(lexicon: Lexicon) -> list[Any]:
    guide = lexicon.guide
    titles = {page.id: str(lexicon.as_html(page.title)) for page in guide.pages.pages}
    procedures: list[Any] = ["procedures/index.md"]
    procedures += [{str(lexicon.as_html(p.title)): f"procedures/{p.id}.md"} for p in guide.procedures]
    return [
        {str(escape(lexicon.word("questions"))): "index.md"},
        *({titles[id]: procedures if id == "procedures" else f"{id}.md"} for id in tab_ids(guide)),
    ]


def theme_facts(context: SiteContext, lexicon: Lexicon) -> dict[str, Any]:
    """What the theme's templates know of the guide, as `config.extra.guide`; all of it is HTML, in which
    `here` stands for the way to the locale's root."""
    writer = HtmlWriter(lexicon, ROOT)
    return {
        "locale": lexicon.locale.id,
        "locales": [
            {"id": one.id, "name": escape(one.name), "direction": one.direction} for one in context.locales
        ],
        "scripts": context.scripts,
        "root": context.root,
        "styles": theme_styles(),
        "source": context.checked.locales.source.id,
        **{
            page.id: lexicon.as_html(page.title)
            for page in lexicon.guide.pages.pages
            if page.id in ("embedding", "map")
        },
        "footer": Markup(" ").join(writer.text(line.text) for line in lexicon.guide.pages.footer),
        "here": ROOT,
        "words": {key: escape(lexicon.word(key)) for key in THEME_WORDS},
    }


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON, in the order of its keys."""
    path.write_text(json.dumps(value, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
