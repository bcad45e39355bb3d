"""Every page of a localized guide as Markdown, beside the one that readers see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from site_builder.locales import summarize_translation
from site_builder.pages.edition import Edition
from site_builder.pages.markdown import around, names, tree
from site_builder.pages.markdown.view import MarkdownView
from site_builder.pages.pages import EMBED, Page

CONTENT: Mapping[str, Callable[..., Iterator[str]]] = {
    "home": tree.home,
    "procedures": around.procedures,
    "faq": around.faq,
    "response-times": around.response_times,
    "tables": around.tables,
    "evidence": around.evidence,
    "about": around.about,
    "names": names.names,
    "translation": names.translation,
    "map": names.map,
    "embedding": names.embedding,
}
"""What stands below the title of a page, as blocks, by its id; other pages are prose."""


def markdown_path(source: str) -> str:
    """The path of a page's Markdown from its source path: beside its index.html."""
    return source if source.endswith("index.md") else f"{source.removesuffix('.md')}/index.md"


def markdown_pages(edition: Edition, pages: Mapping[str, Page]) -> dict[str, str]:
    """The Markdown of every page, by its path from the locale's root.

    It is made of what the pages are made of, and not of `pages`, whose texts only say what the note at the
    top is about. The page for frames has none: the home page's says the same.
    """
    written: dict[str, str] = {}

    def add(source: str, id: str, title: str = "", content: Any = None, **more: Any) -> None:
        directory = markdown_path(source).removesuffix("index.md")
        view = MarkdownView(edition, id, "../" * directory.count("/"))
        heading = view.md.unlinked(title or view.page.title)
        blocks = [
            *view.beginning(heading, dict(pages[source].texts)),
            *(content or CONTENT.get(id, around.prose))(view, **more),
            *view.sources(),
        ]
        written[markdown_path(source)] = "\n\n".join(filter(None, blocks)) + "\n"

    procedures = {f"procedures/{one.id}.md": one for one in edition.lexicon.guide.procedures}
    shown = {path: page.texts for path, page in pages.items() if path != EMBED}
    for source in shown:
        if one := procedures.get(source):
            add(source, "procedures", one.title, around.procedure, procedure=one)
        elif source == "translation.md":
            state = summarize_translation(edition.catalog, edition.exposure, shown)
            add(source, "translation", state=state)
        else:
            names_of_indexes = {"index.md": "home", "procedures/index.md": "procedures"}
            add(source, names_of_indexes.get(source) or source.removesuffix(".md"))
    return written
