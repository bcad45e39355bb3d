"""One locale's pages -> one locale's site, by MkDocs and Material.

The only module that knows MkDocs: pages come in as Markdown text and leave as a folder of HTML. Another
generator that reads Markdown and a Material-like theme can take its place here.
"""

from __future__ import annotations

import logging
import os
import re
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from site_builder.problems import BuildError

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.pages import Page

from site_builder.locales import Locale
from site_builder.pages.blocks import Blocks, for_search
from site_builder.pages.pruning import prune
from site_builder.pages.theme import keep_compiled, search_language


class _RawHtml(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Keeps raw HTML from Markdown, and from the search what it does not use; see `blocks`. `base` is the
    locale's path on its host, such as "/guide/nl-NL"."""

    def __init__(self, mark: Callable[[str], str], base: str) -> None:
        super().__init__()
        self.mark = mark
        self.base = base
        self.blocks: dict[str, Blocks] = {}

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        """Before Markdown."""
        self.blocks[page.file.src_uri] = blocks = Blocks()
        return blocks.take(markdown)

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """After Markdown."""
        return self.blocks[page.file.src_uri].show(html)

    @event_priority(100)
    def _before_search(self, /, context: Any, *, page: Page, **_: object) -> None:
        """The search reads the page's content."""
        self.whole, page.content = page.content, for_search(page.content or "")

    @event_priority(-100)
    def _after_search(self, /, context: Any, *, page: Page, **_: object) -> None:
        page.content = self.whole

    on_page_context = CombinedEvent(_before_search, _after_search)

    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """The whole page."""
        return self.mark(self.blocks[page.file.src_uri].show_all(output))

    def on_template_context(self, context: Any, *, template_name: str, **_: object) -> Any:
        """404.html stands in for addresses of any depth: its links begin at the locale's root on the host."""
        if template_name == "404.html":
            context["base_url"] = self.base
        return context

    def on_post_template(self, output_content: str, *, template_name: str, **_: object) -> str:
        """A page of the theme's own, such as 404.html."""
        return self.mark(output_content) if template_name.endswith(".html") else output_content


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def build_locale(
    *, config: Path, pages: Mapping[str, str], navigation: list[Any], title: str, locale: Locale,
    extra: Mapping[str, Any], markdown: Path, out: Path, cache: Path,
) -> None:  # fmt: skip
    """Write the pages below `markdown` and build them into `out`. Raises BuildError.

    `navigation` is MkDocs' own form: a list of {title: source path}. `extra` reaches the theme's templates
    as `config.extra.guide`. `cache` is a folder for compiled templates.
    """
    for name, text in pages.items():
        path = markdown / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    logger.propagate = False
    try:
        settings = load_config(
            str(config), docs_dir=str(markdown), site_dir=str(out), site_name=title, nav=navigation
        )
        _localize(settings, locale, extra, cache)
        mkdocs_build(settings)
    except SystemExit as error:
        raise BuildError("\n".join([f"{locale.id}: MkDocs stopped.", *warnings.said])) from error
    except MkDocsException as error:
        raise BuildError("\n".join([f"{locale.id}: {error}", *warnings.said])) from error
    except Exception as error:  # whatever a template of the theme, or a setting, made it do
        raise BuildError(f"{locale.id}: {_place(error)}{type(error).__name__}: {error}") from error
    finally:
        logger.removeHandler(warnings)
    if warnings.said:
        raise BuildError("\n".join([f"{locale.id}: MkDocs warned.", *warnings.said]))
    prune(out, _colors(settings), has_address=bool(settings.site_url))


def site_address(config: Path) -> str:
    """The site's address as the settings' site_url says, with a slash at its end; "" where they say none.

    Raises BuildError.
    """
    try:
        address: str = load_config(str(config)).site_url or ""
    except MkDocsException as error:
        raise BuildError(f"{config.name}: {error}") from error
    return f"{address.rstrip('/')}/" if address else ""


def _place(error: Exception) -> str:
    """The template's file and line, where the error comes from one."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith((".html", ".xml"))]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}: " if frames else ""


def _localize(settings: MkDocsConfig, locale: Locale, extra: Mapping[str, Any], cache: Path) -> None:
    settings.theme["language"] = locale.theme
    settings.theme["direction"] = locale.direction
    settings.extra["guide"] = dict(extra)
    keep_compiled(settings.theme, cache)
    settings.plugins["guide"] = _RawHtml(
        partial(_mark, locale=locale, search=extra["words"]["search"]), f"{extra['root']}{locale.id}"
    )
    if (search := settings.plugins.get("material/search")) is not None:
        search.config["lang"], search.config["pipeline"] = search_language(locale)
    palettes = _palettes(settings)
    for palette, word in zip(palettes, ("switch-to-dark", "switch-to-light"), strict=False):
        if "toggle" in palette:
            palette["toggle"]["name"] = extra["words"][word]
    if settings.site_url:
        settings.site_url = f"{settings.site_url.rstrip('/')}/{locale.id}/"


def _palettes(settings: MkDocsConfig) -> list[dict[str, Any]]:
    found = settings.theme["palette"] if "palette" in settings.theme else []  # noqa: SIM401 - no dict
    return found if isinstance(found, list) else [found]


def _colors(settings: MkDocsConfig) -> set[str]:
    """The names of the theme's colors that the settings choose."""
    kinds = ("primary", "accent")
    return {str(one[kind]).replace(" ", "-") for one in _palettes(settings) for kind in kinds if kind in one}


def _mark(html: str, *, locale: Locale, search: str) -> str:
    """Mend what the theme leaves open in a page's markup.

    Its language becomes the whole locale, its search dialog gets a name, and the page says that no engine
    runs yet.
    """
    marked = re.sub(r'<html lang="[^"]*"', f'<html lang="{locale.id}" data-engine="static"', html, count=1)
    return marked.replace('role="dialog"', f'role="dialog" aria-label="{escape(search)}"')
