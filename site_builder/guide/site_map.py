"""The pages that a guide's site has: those that its content fills, and pages of prose of its own."""

from __future__ import annotations

from site_builder.guide.model import Guide

BUILT_IN = (
    "home", "procedures", "response-times", "tables", "names", "faq", "about", "evidence",
    "map", "translation", "embedding",
)  # fmt: skip
"""The pages with templates of their own in docs/pages/. Any other is prose."""
FOLDERS = ("static", "assets", "search", "embed", "engine")
"""Folders of a locale's site, which no page may have."""
WITHOUT_TAB = ("home", "evidence", "map", "translation", "embedding")
"""The pages that the navigation does not list; the home page stands first in it, under its own name."""


def has_page(guide: Guide, id: str) -> bool:
    """Whether there is anything for a page to show."""
    facts = guide.facts
    listed = (*(kind.items for kind in facts.names), facts.portals, facts.terms, facts.labels)
    match id:
        case "home" | "map" | "translation" | "embedding":
            return True
        case "procedures":
            return bool(guide.procedures)
        case "faq":
            return bool(guide.faq.questions)
        case "response-times":
            return bool(guide.response_times.rows)
        case "tables":
            return any(table.name for table in guide.tables.tables)
        case "names":
            return any(listed)
        case "evidence":
            return bool(guide.sources.documents or guide.open_points.points)
    return any(page.id == id and page.intro for page in guide.pages.pages)


def page_ids(guide: Guide) -> list[str]:
    """The pages in the order of pages.yml: first the guide's, then the product's."""
    ids = dict.fromkeys(("home", *(page.id for page in guide.pages.pages)))
    return [id for id in ids if has_page(guide, id)]


def tab_ids(guide: Guide) -> list[str]:
    """The pages that the navigation lists, in its order, without the home page."""
    return [id for id in page_ids(guide) if id not in WITHOUT_TAB]
