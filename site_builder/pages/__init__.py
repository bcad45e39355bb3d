"""ROOM."""

from site_builder.pages.edition import Edition
from site_builder.pages.mkdocs_site import site_address, theme_pages
from site_builder.pages.pages import EMBED, render_pages
from site_builder.pages.search import ENGLISH, SEARCH_SCRIPTS, search_files, search_script
from site_builder.pages.templates import TEMPLATES, page_environment, render, template_problems

__all__ = [
    "EMBED",
    "ENGLISH",
    "SEARCH_SCRIPTS",
    "TEMPLATES",
    "Edition",
    "page_environment",
    "render",
    "render_pages",
    "search_files",
    "search_script",
    "site_address",
    "template_problems",
    "theme_pages",
]
