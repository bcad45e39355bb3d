"""Texts as HTML. Every character of a text is escaped; only references become elements, and only ours."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from site_builder.inline import Code, Literal, Reference, parse
from site_builder.lexicon import Lexicon


class HtmlWriter:
    """Writes the texts of one page. `root` leads from the page to its locale's root, such as "../"."""

    def __init__(self, lexicon: Lexicon, root: str) -> None:
        self.lexicon = lexicon
        self.root = root

    def text(self, text: str, *, links: bool = True) -> Markup:
        """A text with its references; marked with its language where that is not the page's."""
        body = Markup().join(self._segment(segment, links) for segment in parse(text))
        return self.foreign(self.lexicon.lang(text), body)

    def unlinked(self, text: str) -> Markup:
        """As `text`, for places that are links, labels or headings themselves."""
        return self.text(text, links=False)

    def foreign(self, lang: str, body: Markup) -> Markup:
        """The body, marked as being in another language than the page, if it is."""
        if lang == self.lexicon.locale.id:
            return body
        direction = self.lexicon.source.direction if lang == self.lexicon.source.id else "auto"
        return Markup('<span lang="{}" dir="{}" class="guide-foreign">{}</span>').format(
            lang, direction, body
        )

    def href(self, path: str) -> str:
        """The address, seen from this page, of a path from the locale's root; others stay as they are."""
        if path.startswith("https://"):
            return path
        return f"{self.root}{path}" or "./"

    def _segment(self, segment: Literal | Code | Reference, links: bool) -> Markup:
        if isinstance(segment, Literal):
            return escape(segment.text)
        if isinstance(segment, Code):
            return Markup("<code>{}</code>").format(segment.text)
        name = self.lexicon.name(segment)
        if name.style == "label":
            return self._label(name.text, name.lang, name.source_text)
        body = self.foreign(name.lang, escape(name.text))
        if name.style == "code":
            return Markup("<code>{}</code>").format(body)
        if links and name.href:
            return Markup('<a href="{}">{}</a>').format(self.href(name.href), body)
        return body

    def label(self, id: str) -> Markup:
        """An interface label by its id."""
        name = self.lexicon.label(id)
        return self._label(name.text, name.lang, name.source_text)

    def _label(self, text: str, lang: str, source_text: str) -> Markup:
        shown = Markup('<b class="guide-label">{}</b>').format(self.foreign(lang, escape(text)))
        if not source_text:
            return shown
        english = self.foreign(self.lexicon.source.id, escape(source_text))
        return Markup('{} <span class="guide-label-source">({})</span>').format(shown, english)


Say = Callable[[str], str]
"""How a compiled tree writes its texts: `Lexicon.plain`, or `HtmlWriter.text` for a page."""
