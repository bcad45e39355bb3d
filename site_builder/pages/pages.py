"""The pages of a localized guide, as HTML. Knows nothing of the program that makes a site of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from site_builder.guide import LocalizedText, page_ids
from site_builder.locales import make_page_note, summarize_translation
from site_builder.pages.around_view import AroundView
from site_builder.pages.edition import Edition
from site_builder.pages.map_view import MapView
from site_builder.pages.page_view import NOTE_PLACE, Heading, PageView
from site_builder.pages.templates import TEMPLATES, page_environment, render

_EDITING = re.compile(
    r'<!--edit .*?-->|<p class="guide-edit" .*?</p>|\u00a0<a [^>]*class="guide-edit-here".*?</a>'
    r'|<link [^>]*assets/edit\.css">',
    re.DOTALL,
)
"""Links to the lines of the guide's files, with their styles."""
ROOT = "\ue000/"
"""Stands for the way to the locale's root in what pages at several depths show."""
EMBED = "embed/index.md"
"""The home page's tree once more, for frames in other sites: no page of its own to readers."""


@dataclass(frozen=True)
class Page:
    """A page: its content as HTML with its headings, and the texts of the guide that it shows, by context.

    `meta` is what the theme's templates read as `page.meta`: title and description as HTML, and settings.
    """

    content: str
    headings: tuple[Heading, ...]
    texts: Mapping[str, LocalizedText]
    meta: Mapping[str, Any]


def render_pages(templates: Sequence[Path], edition: Edition) -> dict[str, Page]:
    """Every page of the locale's site by its source path ("faq.md"). `templates` are folders, first the one
    that counts before the others.

    Raises ContentError when a template is wrong.
    """
    environment = page_environment(*templates)
    guide = edition.lexicon.guide
    pages: dict[str, Page] = {}

    def add(path: str, template: str, id: str, meta: Mapping[str, Any] | None = None, **more: Any) -> None:
        directory = path.removesuffix(".md").removesuffix("index")
        kind = MapView if id == "map" else AroundView
        view = kind(edition, id, "../" * len(directory.strip("/").split("/")) if directory else "")
        pages[path] = _render(environment, template, view, meta or {}, **more)

    sections = _render(environment, "sections.j2", PageView(edition, "home", ROOT), {})
    add(
        "index.md",
        "home.html.j2",
        "home",
        {"hide": ["navigation", "toc"], "guide": "home"},
        sections=sections,
    )
    embed = {"template": "embed.html", "search": {"exclude": True}, "embed": True}
    add(EMBED, "embed.html.j2", "home", embed, sections=sections)
    alone = {"hide": ["navigation"]}  # a list beside the page would have one entry
    for id in page_ids(guide):
        if id == "procedures":
            add("procedures/index.md", "procedures.html.j2", "procedures")
            for procedure in guide.procedures:
                add(f"procedures/{procedure.id}.md", "procedure.html.j2", "procedures", procedure=procedure)
        elif id == "embedding":
            add("embedding.md", "embedding.html.j2", "embedding", {"guide": "embedding", **alone})
        elif id == "map":
            hidden = {"hide": ["navigation", "toc"], "search": {"exclude": True}}
            add("map.md", "map.html.j2", "map", {"guide": "map", **hidden})
        elif id not in ("home", "translation"):
            template = f"{id}.html.j2" if f"{id}.html.j2" in TEMPLATES else "prose.html.j2"
            add(f"{id}.md", template, id, alone)
    shown = {path: page.texts for path, page in pages.items() if path != EMBED}
    state = summarize_translation(edition.catalog, edition.exposure, shown)
    add("translation.md", "translation.html.j2", "translation", alone, state=state)
    return pages


def _render(
    environment: Environment, template: str, view: PageView, meta: Mapping[str, Any], *,
    sections: Page | None = None, **more: Any,
) -> Page:  # fmt: skip
    """A page. `sections` are those of the tree, which the home page and the embed have both."""
    context = {
        "view": view, "w": view.writer, "word": view.word, "heading": view.heading, "guide": view.guide,
    }  # fmt: skip
    shown = view.lexicon.used_texts
    shown.clear()
    if sections:
        shown.update(sections.texts)
        more["sections"] = Markup(_at_root(sections.content, view.root))
    procedure = more.get("procedure")
    about = (procedure.title, procedure.summary) if procedure else (view.page.title, view.page.description)
    title, description = (str(view.lexicon.as_html(text)) for text in about)
    content = render(environment, template, **context, **more)
    texts = dict(shown)
    # what the note says depends on every text of the page, so it is written last
    note = render(environment, "note.j2", **context, note=make_page_note(view.edition.catalog, texts))
    content = content.replace(NOTE_PLACE, note)
    if meta.get("embed"):
        content = _open_beside(without_edit_links(content))
    return Page(content, tuple(view.headings), texts, {"title": title, "description": description, **meta})


def _at_root(content: str, root: str) -> str:
    """The content with its addresses, which begin with ROOT, as a page sees them whose root is this."""
    return content.replace(f'"{ROOT}"', f'"{root or "./"}"').replace(ROOT, root)


def without_edit_links(content: str) -> str:
    """A page without links to the lines of the guide's files: as in frames of other sites, and in copies."""
    return _EDITING.sub("", content)


def _open_beside(content: str) -> str:
    """A page for a frame: each link that leads out of it opens a tab of its own."""
    return re.sub(r'<a (?=[^>]*href="(?:https?:|\.\./))', '<a target="_blank" rel="noopener" ', content)
