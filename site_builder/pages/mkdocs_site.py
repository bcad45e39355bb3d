"""One locale's pages -> the theme's pages around them, by MkDocs and Material.

The only module that knows MkDocs. It uses of it: the settings in mkdocs.yml (`load_config`), one `build`,
files that are not on disk, and the events of a plugin: pages come in as HTML, and what MkDocs would write
is taken from it instead. Whatever makes pages of a navigation, of HTML and of Material's templates can
take its place; where MkDocs is not installed, ProperDocs does, its fork, under MkDocs' name.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
if find_spec("mkdocs") is None:
    import_module("properdocs.replacement")

import mkdocs
from markdown.extensions.toc import nest_toc_tokens
from markupsafe import escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.theme import Theme

from site_builder.locales import Locale
from site_builder.pages.compiled_templates import CompiledInMemory, CompiledOnDisk
from site_builder.pages.pages import Page
from site_builder.pages.repository import Repository, repository_problems
from site_builder.pages.search import search_language, searched_text
from site_builder.pages.settings import (
    THEME,
    has_setting,
    reading_problem,
    setting_problem,
    setting_problems,
)
from site_builder.pages.template_errors import template_problem
from site_builder.problems import BuildError, ContentError, Problem

GENERATOR: str = mkdocs.__name__
"""What puts the theme around the pages: mkdocs or properdocs."""
LOGGERS = tuple(map(logging.getLogger, dict.fromkeys(("mkdocs", GENERATOR))))
"""The loggers that warn: the theme's plugins use MkDocs' name, whatever runs them."""


@dataclass(frozen=True)
class ThemedSite:
    """What MkDocs made: HTML pages and XML by their paths from the locale's root, and the colors of the
    theme that the settings choose. The search's index is on disk."""

    files: Mapping[str, str]
    colors: frozenset[str]


class _Pages(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Gives MkDocs the pages, and takes what it would write. `root` is the locale's path on its host, such as
    "/guide/nl-NL"."""

    def __init__(self, pages: Mapping[str, Page], root: str) -> None:
        super().__init__()
        self.pages = pages
        self.root = root
        self.written: dict[str, str] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The pages are all the files there are: those of the theme are taken where pages name them."""
        sources = sorted(self.pages, key=_place_in_index)
        return Files([File.generated(config, source, content="") for source in sources])

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, **_: object) -> str:
        """In place of front matter."""
        page.meta = dict(self.pages[page.file.src_uri].meta)
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, **_: object) -> str:
        """In place of what Markdown made."""
        ours = self.pages[page.file.src_uri]
        tokens = [
            {"level": one.level, "id": one.id, "name": str(escape(one.text)), "data-toc-label": ""}
            for one in ours.headings
        ]
        page.toc = get_toc(nest_toc_tokens(tokens))
        return ours.content

    @event_priority(100)
    def _before_search(self, /, context: Any, *, page: MkDocsPage, **_: object) -> None:
        self.content, page.content = page.content, searched_text(page.content or "")

    @event_priority(-100)
    def _after_search(self, /, context: Any, *, page: MkDocsPage, **_: object) -> None:
        page.content = self.content

    on_page_context = CombinedEvent(_before_search, _after_search)

    def on_template_context(self, context: Any, *, template_name: str, **_: object) -> Any:
        """404.html stands in for addresses of any depth: its links begin at the locale's root on the host."""
        if template_name == "404.html":
            context["base_url"] = self.root
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, **_: object) -> str:
        """A page with the theme around it; of an empty one MkDocs writes no file."""
        self.written[page.file.dest_uri] = output
        return ""

    def on_post_template(self, output_content: str, *, template_name: str, **_: object) -> str:
        """A page of the theme's own, such as 404.html, or the sitemap."""
        self.written[template_name] = output_content
        return ""


def _place_in_index(source: str) -> tuple[str, bool, str]:
    """The order of pages in the search's index: by folder, each one's own page first."""
    folder, _, name = source.rpartition("/")
    return folder, name != "index.md", name


class _Warnings(logging.Handler):
    """What the generator warns of in the block."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def __enter__(self) -> Self:
        for logger in LOGGERS:
            logger.addHandler(self)
            logger.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        for logger in LOGGERS:
            logger.removeHandler(self)


def theme_pages(
    pages: Mapping[str, Page], *, config: Path, look: Sequence[Path], navigation: list[Any], title: str,
    locale: Locale, extra: Mapping[str, Any], address: str, out: Path, cache: Path,
) -> ThemedSite:  # fmt: skip
    """Put the theme around the pages of a locale, which come by their source paths.

    Raises ContentError for what is wrong with settings and templates, and else BuildError.

    `look` are the folders with what the theme's files are replaced by, the first one counting before the
    others. `navigation` is MkDocs' own form: a list of {title: source path}. `extra` reaches the theme's
    templates as `config.extra.guide`. `address` is the site's, or "". `out` gets the search's index;
    `cache` is a folder for compiled templates.
    """
    plugin = _Pages(pages, f"{extra['root']}{locale.id}")
    cache.mkdir(parents=True, exist_ok=True)
    warnings = _Warnings()
    try:
        with warnings:
            settings = _load(config, docs_dir=str(cache), site_dir=str(out), site_name=title, nav=navigation)
            settings.theme.dirs = list(dict.fromkeys([*map(str, look), *settings.theme.dirs]))
            settings.site_url = address or None
            _localize(settings, locale, extra)
            _keep_compiled(settings.theme, cache)
            settings.plugins["guide"] = plugin
            mkdocs_build(settings)
    except SystemExit as error:
        raise BuildError("\n".join([f"{locale.id}: MkDocs stopped.", *warnings.messages])) from error
    except MkDocsException as error:
        raise BuildError("\n".join([f"{locale.id}: {error}", *warnings.messages])) from error
    except ContentError:
        raise
    except Exception as error:  # whatever a template of the theme, or a setting, made it do
        raise ContentError([template_problem(error, config.parent, config.name)]) from error
    if warnings.messages:
        raise BuildError("\n".join([f"{locale.id}: MkDocs warned.", *warnings.messages]))
    if not settings.site_url:  # a sitemap without absolute addresses is not one
        plugin.written.pop("sitemap.xml", None)
    return ThemedSite(plugin.written, _colors(settings))


def read_repository(config: Path) -> Repository | None:
    """The repository that the settings name, if they do. Raises ContentError."""
    settings = _load(config)
    if not settings.repo_url:
        return None
    own = has_setting(config, "edit_uri")  # MkDocs has a default, of a branch that may not be there
    return Repository(
        settings.repo_url, (settings.edit_uri or "") if own else None, str(settings.edit_uri_template or "")
    )


def site_address(config: Path) -> str:
    """The site's address as the settings' site_url says, with a slash at its end; "" where they say none.

    Raises ContentError.
    """
    address: str = _load(config).site_url or ""
    return f"{address.rstrip('/')}/" if address else ""


def own_styles(config: Path) -> list[str]:
    """The addresses of the style sheets that the settings add to every page. Raises ContentError."""
    return [str(path) for path in _load(config).extra_css]


_COMPILED = CompiledInMemory()


def theme_problems(config: Path, look: Sequence[Path]) -> Iterator[Problem]:
    """What is wrong with the settings, and with the templates of the theme in some folders as they stand."""
    try:
        settings = _load(config)
    except ContentError as error:
        yield from error.problems
        return
    if settings.repo_url:
        yield from repository_problems(Repository(settings.repo_url), config)
    settings.theme.dirs = list(dict.fromkeys([*map(str, look), *settings.theme.dirs]))
    environment = settings.theme.get_env()
    environment.bytecode_cache = _COMPILED
    kinds = ("*.html", "*.xml")
    found = {path.relative_to(one).as_posix() for one in look for kind in kinds for path in one.rglob(kind)}
    for name in sorted(found):
        try:
            environment.get_template(name)
        except Exception as error:
            yield template_problem(error, config.parent, f"docs/theme/{name}")


def _load(config: Path, **changes: Any) -> MkDocsConfig:
    """The settings with some changes. Raises ContentError with all that is wrong with them."""
    if unreadable := reading_problem(config):
        raise ContentError([unreadable])
    warnings = _Warnings()
    try:
        with warnings:
            settings = load_config(str(config), **changes)
    except (MkDocsException, SystemExit) as error:
        raise ContentError(setting_problems(config, warnings.messages or [str(error)])) from error
    except Exception as error:  # what no check of MkDocs has foreseen
        raise ContentError([Problem(config.name, 0, 0, f"{type(error).__name__}: {error}")]) from error
    if warnings.messages:
        raise ContentError(setting_problems(config, warnings.messages))
    if settings.theme.name != THEME:
        raise ContentError([setting_problem(config, "theme", f'the theme must be "{THEME}"')])
    return settings


def _localize(settings: MkDocsConfig, locale: Locale, extra: Mapping[str, Any]) -> None:
    settings.theme["language"] = locale.theme
    settings.theme["direction"] = locale.direction
    settings.extra["guide"] = dict(extra)
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


def _colors(settings: MkDocsConfig) -> frozenset[str]:
    kinds = ("primary", "accent")
    return frozenset(
        str(one[kind]).replace(" ", "-") for one in _palettes(settings) for kind in kinds if kind in one
    )


def _keep_compiled(theme: Theme, folder: Path) -> None:
    """Keep the theme's compiled templates in a folder, and list none of its 14,000 icons.

    MkDocs would make a new environment whenever it needs one, and list all that the theme has. One serves
    a whole build, but no other: templates keep what they were first given of its settings.
    """
    environment = theme.get_env()
    environment.bytecode_cache = CompiledOnDisk(str(folder))
    environment.auto_reload = False  # a template is not looked at again each time that a page includes it
    loader: Any = environment.loader
    loader.list_templates = lambda: []
    theme.get_env = lambda: environment  # type: ignore[method-assign]
