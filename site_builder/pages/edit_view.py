"""Edit links of a page: HTML that leads from its texts to the lines where they stand."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from site_builder.pages.edit_links import EditLinks, as_comment
from site_builder.pages.html import HtmlWriter

MOST_LETTERS = 60
"""Of a text, in the name of the link that leads to its line."""


class EditView:
    """What templates ask for as `view.edit_links`. Without `links`, all of it is empty.

    `word` gives an interface word; `root` is the way to the locale's root.
    """

    def __init__(
        self, links: EditLinks | None, writer: HtmlWriter, word: Callable[..., Markup], root: str
    ) -> None:
        self.links = links
        self.writer = writer
        self.word = word
        self.root = root

    @property
    def present(self) -> bool:
        """Whether pages link to the lines of the guide's files."""
        return self.links is not None

    @property
    def styles(self) -> Markup:
        """The style sheet of these links, where pages show them themselves."""
        link = Markup('<link rel="stylesheet" href="{}assets/edit.css">')
        return link.format(self.root) if self.links and self.links.view else Markup()

    def paragraph(self, text: str) -> Markup:
        """The link to the part of the guide that a text is of and, in a translation, to the text's own entry;
        empty where pages have no such links."""
        links = [
            self._link(address, word, text, Markup(self.word(word)))
            for word, address in (("edit", self._address(text)), ("edit-translation", self._entry(text)))
            if address
        ]
        if not links:
            return Markup()
        line = Markup('<p class="guide-edit" data-search-exclude>{}</p>').format(Markup(" ").join(links))
        return self._shown(line)

    def sign(self, text: str) -> Markup:
        """The link to the part of the guide, as a sign within a line."""
        address = self._address(text)
        link = Markup("\u00a0") + self._link(address, "edit", text) if address else Markup()
        return self._shown(link)

    def _shown(self, link: Markup) -> Markup:
        return link if self.links and self.links.view else as_comment(link)

    def _address(self, text: str) -> str:
        context = getattr(text, "context", "")
        return self.links.source(context) if self.links and context else ""

    def _entry(self, text: str) -> str:
        context = getattr(text, "context", "")
        return self.links.translation(context) if self.links and context else ""

    def _link(self, address: str, word: str, text: str, shown: Markup | None = None) -> Markup:
        words = self.writer.unlinked(text).striptags()
        title = words if len(words) <= MOST_LETTERS else f"{words[:MOST_LETTERS].rpartition(' ')[0]} …"
        name = self.word(f"{word}-what", title=title).striptags()
        sign = "" if shown else Markup(' class="guide-edit-here" data-search-exclude')
        link = Markup('<a href="{}" aria-label="{}"{}>{}</a>')
        return link.format(address, name, sign, shown or "")
