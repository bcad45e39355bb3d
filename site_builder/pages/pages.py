"""A localized guide -> the Markdown of its pages. Knows nothing of the program that turns it into a site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from site_builder.guide import LocalizedText
from site_builder.locales import make_page_note, summarize_translation
from site_builder.pages.page_view import NOTE_PLACE, Edition, PageView
from site_builder.pages.templates import page_environment, render

EMBED = "embed/index.md"
"""The home page's tree once more, for frames in other sites: no page of its own to readers."""


@dataclass(frozen=True)
class PageText:
    """A page's Markdown, and the texts of the guide that it shows, by context."""

    markdown: str
    met: Mapping[str, LocalizedText]


def render_pages(templates: Path, edition: Edition) -> dict[str, PageText]:
    """Every page of the locale's site by its source path ("faq.md").

    Raises ContentError when a template is wrong.
    """
    environment = page_environment(templates)
    pages: dict[str, PageText] = {}

    def add(path: str, template: str, page: str, root: str, **more: object) -> None:
        pages[path] = _render(environment, template, PageView(edition, page, root), **more)

    add("index.md", "home.md.j2", "home", "")
    add("procedures/index.md", "procedures.md.j2", "procedures", "../")
    for procedure in edition.lexicon.guide.procedures:
        path = f"procedures/{procedure.id}.md"
        add(path, "procedure.md.j2", "procedures", "../../", procedure=procedure)
    add(EMBED, "embed.md.j2", "home", "../")
    pages[EMBED] = PageText(_beside(pages[EMBED].markdown), pages[EMBED].met)
    for id in ("response-times", "roles", "faq", "about", "embedding"):
        add(f"{id}.md", f"{id}.md.j2", id, "../")
    shown = {path: one.met for path, one in pages.items() if path != EMBED}
    state = summarize_translation(edition.catalog, edition.weights, shown)
    add("translation.md", "translation.md.j2", "translation", "../", state=state)
    return pages


def _beside(text: str) -> str:
    """The page, with a tab of its own for each link that leads out of it: a frame is no place for others."""
    return re.sub(r'<a (?=[^>]*href="(?:https?:|\.\./))', '<a target="_blank" rel="noopener" ', text)


def _render(environment: Environment, name: str, view: PageView, **more: object) -> PageText:
    context = {"view": view, "w": view.writer, "word": view.word, "guide": view.guide}
    met = view.lexicon.used_texts
    met.clear()
    text = render(environment, name, **context, **more)
    shown = dict(met)
    # what the note says depends on every text of the page, so it is written last
    note = render(environment, "note.j2", **context, note=make_page_note(view.edition.catalog, shown))
    return PageText(text.replace(NOTE_PLACE, note), shown)
