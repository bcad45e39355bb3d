"""ROOM."""

from site_builder.pages.mkdocs_site import build_locale, site_address
from site_builder.pages.page_view import Edition
from site_builder.pages.pages import EMBED, render_pages
from site_builder.pages.templates import TEMPLATES, page_environment, render, template_problems
from site_builder.pages.theme import ENGLISH, OWN, search_script

__all__ = [
    "EMBED",
    "ENGLISH",
    "OWN",
    "TEMPLATES",
    "Edition",
    "build_locale",
    "page_environment",
    "render",
    "render_pages",
    "search_script",
    "site_address",
    "template_problems",
]
