"""The whole guide of a locale in one file: no script, no request, every link inside it leads to a part of it.

Its parts are the pages of the site, as they were rendered. What only scripts would show is left out.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from babel.dates import format_date
from markupsafe import Markup, escape
from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.locales import Locale
from site_builder.pages.edition import Edition
from site_builder.pages.pages import EMBED, Page, without_edit_links
from site_builder.pages.single_view import SingleView
from site_builder.pages.templates import page_environment, render

STYLES = "assets/single.css"
"""The style sheet of such a file alone: what the theme's own say on the site. The pages' own follow it."""
DUE_TIMES = "due-times/"
"""The anchor of the tables of due times, which no page of the site has."""
DATE = "\ue001"
"""Stands for the date of the guide's sources until the file is put into a site; `with_date` writes it."""
LEFT_OUT = {"index.md", EMBED, "embedding.md", "map.md", "translation.md"}
"""The pages that a file has no part for: its first is the questions, the others need the site or scripts."""
_FOR_SCRIPTS = (
    "script", "template", "link", "[hidden]", "a.headerlink", ".guide-progress", ".guide-left",
    ".guide-edit", "p.guide-actions",
)  # fmt: skip
_DATED = "guide-single-date"
"""The class of the lines that say the file's date."""
_RESPONSES = re.compile(r'<ul class="guide-response-times">.*?</ul>', re.DOTALL)
_POINTS_AT = ("aria-labelledby", "aria-describedby", "for", "name")
"""The attributes with an id, or several, of the same page; `name` is that of details which open in turn."""
_ROOT = "https://site.invalid/"
_USED_BY_STYLES = re.compile(r"(?:\[|\battr\()(data-[\w-]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DARK = re.compile(r"""\[data-md-color-scheme=["']?slate["']?\]\s*(\{[^{}]*\})""")


@dataclass(frozen=True)
class Part:
    """A page of the site as a part of the file: its anchor, and its content."""

    anchor: str
    title: Markup
    content: Markup


def render_single_file(
    templates: Sequence[Path], look: Sequence[Path], edition: Edition, pages: Mapping[str, Page],
    styles: Sequence[str],
) -> str:  # fmt: skip
    """The guide in one file, with DATE in place of its date.

    `pages` are those of the locale, as they were rendered from `templates`; `look` are the theme's folders,
    and `styles` the addresses of the style sheets that all its pages load. Raises ContentError.
    """
    home = LexborHTMLParser(without_edit_links(pages["index.md"].content))
    linked = [link.attributes["href"] or "" for link in home.css("link[rel=stylesheet]")]
    css = _style(look, [STYLES, *styles, "assets/around.css", *(one.removeprefix("./") for one in linked)])
    links = _Links(edition, pages, frozenset(_USED_BY_STYLES.findall(css)))
    environment = page_environment(*templates)
    view = SingleView(edition, "home", "")
    parts = [
        Part(_folder(path), view.page_title(path), Markup(links.inside(path, page.content)))
        for path, page in pages.items()
        if path not in LEFT_OUT
    ]
    body = _body(LexborHTMLParser(links.inside("index.md", without_edit_links(pages["index.md"].content))))
    steps = "\n".join(node.html or "" for node in body.css("section.guide-step"))
    for intro in body.css(".guide-intro"):
        steps = steps.replace("<h2", f"{intro.html}<h2", 1)  # of the first question
    if view.has_due_times:
        due = Markup('\\g<0><p><a href="#{}">{}</a></p>').format(DUE_TIMES, view.word("due-table"))
        steps = _RESPONSES.sub(due, steps)
    notes = [node.html or "" for node in body.css(".guide-translation")]
    html = render(
        environment,
        "single.html.j2",
        view=view,
        w=view.writer,
        word=view.word,
        styles=Markup(css),
        policy=_policy(css),
        steps=Markup(steps),
        notes=Markup("\n".join(notes)),
        parts=parts,
        due_times=DUE_TIMES,
        date=DATE,
        dated=_DATED,
    )
    page = LexborHTMLParser(html)
    links.lead_inside(page, "index.md")
    _number(page)
    return _without_indents(page.html or "")


def with_date(html: str, day: datetime.date | None, locale: Locale) -> str:
    """A file with the date of its sources; without the lines that say one where there is none."""
    if day is None:
        return re.sub(rf'<p class="{_DATED}">.*?</p>', "", html)
    return html.replace(DATE, str(escape(format_date(day, "long", locale=locale.babel))))


class _Links:
    """Makes links between pages of a site links between parts of a file.

    A part's ids begin with its page's path, so that no two parts have the same: "faq/" is the page, and
    "faq/severity" what is "severity" in it. Questions and outcomes keep their ids.
    """

    def __init__(self, edition: Edition, pages: Mapping[str, Page], kept: frozenset[str]) -> None:
        self.first = edition.sections.of(edition.tree.first)[0].anchor
        self.living = f"{edition.address}{edition.lexicon.locale.id}/" if edition.address else ""
        self.folders = {_folder(path): path for path in pages if path not in LEFT_OUT} | {"": "index.md"}
        self.kept = kept

    def inside(self, path: str, content: str) -> str:
        """The content of a page as a part of the file."""
        page = LexborHTMLParser(without_edit_links(content))
        for node in page.css(", ".join(_FOR_SCRIPTS)):
            node.decompose()
        folder = _folder(path)
        for node in page.css("*"):
            for name, value in node.attributes.items():
                if name.startswith("data-") and name not in self.kept:
                    del node.attrs[name]
                elif folder and value and (name == "id" or name in _POINTS_AT):
                    node.attrs[name] = " ".join(f"{folder}{id}" for id in value.split())
                elif folder and value and value.startswith("url(#"):
                    node.attrs[name] = f"url(#{folder}{value.removeprefix('url(#')}"
        self.lead_inside(page, path)
        return _body(page).inner_html or ""

    def lead_inside(self, page: LexborHTMLParser, path: str) -> None:
        """Let links lead to parts of the file, those to other pages to the living guide, if its address is
        known; where it is not, they are no links."""
        here = f"{_ROOT}site/{_folder(path)}"
        for link in page.css("a[href]"):
            href = link.attributes["href"] or ""
            if urlsplit(href).scheme or (href.startswith("#") and path == "index.md"):
                continue
            split = urlsplit(urljoin(here, href))
            folder = split.path.removeprefix("/site/")
            if folder in self.folders:
                link.attrs["href"] = (
                    f"#{folder}{split.fragment}" if folder or split.fragment else f"#{self.first}"
                )
            elif self.living:
                link.attrs["href"] = urljoin(f"{self.living}{_folder(path)}", href)
            else:
                link.unwrap()


def _folder(path: str) -> str:
    """The way from the locale's root to a page by its source path: "faq/" of faq.md."""
    folder = path.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{folder}/" if folder else ""


def _body(page: LexborHTMLParser) -> LexborNode:
    body = page.body
    assert body is not None  # the parser makes one
    return body


def _number(page: LexborHTMLParser) -> None:
    """Number the steps, and say at each answer where it leads: for paper, where nothing can be clicked."""
    numbers = {step.attributes["id"]: number for number, step in enumerate(page.css(".guide-step"), 1)}
    for step in page.css(".guide-step"):
        step.attrs["data-number"] = str(numbers[step.attributes["id"]])
    for choice in page.css(".guide-choice"):
        choice.attrs["data-to"] = str(numbers[(choice.attributes["href"] or "").removeprefix("#")])


def _style(look: Sequence[Path], paths: Sequence[str]) -> str:
    """Style sheets by their addresses as one text, as the folders of the theme have them.

    The colors for the dark are those of readers who want them, since there is no script to choose them.
    """
    sheets = []
    for path in dict.fromkeys(paths):
        file = next((folder / path for folder in look if (folder / path).is_file()), None)
        if file is not None:
            sheet = file.read_text(encoding="utf-8")
            sheets.append(f"@media print {{ {sheet} }}" if path == "assets/print.css" else sheet)
    css = " ".join(_COMMENT.sub("", " ".join(sheets)).split()).replace("</", "<\\/")
    dark = r"@media screen and (prefers-color-scheme: dark) { [data-md-color-scheme] \1 }"
    return _DARK.sub(dark, css)


def _policy(css: str) -> str:
    """The policy (CSP) of a file that loads nothing, and whose only style sheet is this."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _without_indents(html: str) -> str:
    return re.sub(r"\n\s+", "\n", html)
