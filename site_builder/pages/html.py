"""Texts as HTML, and the HTML that others paste into their pages to embed the guide.

Every character of a text is escaped; only references become elements, and only ours.
"""

from __future__ import annotations

from html import escape as escape_attribute
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from site_builder.guide import Code, Literal
from site_builder.locales import Lexicon, Name, Segment

FRAME_HEIGHT = 700
"""Pixels of a frame that cannot grow: a question with its answers is seen whole, an outcome scrolls."""

FRAME_STYLE = (
    f"border: 0; block-size: auto; min-block-size: {FRAME_HEIGHT}px; max-block-size: 20000px; "
    "frame-sizing: content-height"
)
"""Of a frame: as high as its content where the browser knows `frame-sizing`, within bounds.
Logical sizes: an editor that removes them leaves the height of the attribute. Not lazy: Chromium 156
lays such a frame out at 150 pixels, whatever its height."""

STYLE = "display: block; min-height: 900px"
"""Of our element: room for the first question, so that nothing moves when the script has come."""


class HtmlWriter:
    """Writes the texts of one page. `root` leads from the page to its locale's root, such as "../"."""

    def __init__(self, lexicon: Lexicon, root: str) -> None:
        self.lexicon = lexicon
        self.root = root
        self._written: dict[tuple[str, str, bool], Markup] = {}

    def text(self, text: str, *, links: bool = True) -> Markup:
        """A text with its references; marked with its language where that is not the page's."""
        lang = self.lexicon.lang(self.lexicon.use_text(text))
        key = (text, lang, links)
        if key not in self._written:  # an outcome's pages repeat names and labels
            pieces = self.lexicon.pieces(text)
            body = Markup().join([self._piece(segment, name, links, lang) for segment, name in pieces])
            self._written[key] = self.foreign(lang, body, passage=True)
        return self._written[key]

    def unlinked(self, text: str) -> Markup:
        """As `text`, for places that are links, labels or headings themselves."""
        return self.text(text, links=False)

    def foreign(self, lang: str, body: Markup, around: str = "", *, passage: bool = False) -> Markup:
        """The body, marked as being in another locale than what is `around` it (the page), if it is.

        Readers see a mark on a `passage`: a text that is in another language for want of a translation.
        """
        if lang == (around or self.lexicon.locale.id):
            return body
        mark = ' class="guide-foreign"' if passage and self.lexicon.is_foreign(lang) else ""
        return Markup('<span lang="{}" dir="{}"{}>{}</span>').format(
            lang, self.lexicon.direction(lang), Markup(mark), body
        )

    def href(self, path: str) -> str:
        """The address, seen from this page, of a path from the locale's root; others stay as they are."""
        if urlsplit(path).scheme:
            return path
        return f"{self.root}{path.removeprefix('./')}" or "./"

    def address(self, href: str) -> str:
        """An address as readers see it: without what only programs need."""
        return href.removeprefix("https://").removeprefix("mailto:").removeprefix("tel:")

    def contact_word(self, href: str) -> str:
        """The id of the word on the button that leads to a portal, telephone or mailbox."""
        return {"tel": "call-portal", "mailto": "write-portal"}.get(urlsplit(href).scheme, "open-portal")

    def _piece(self, segment: Segment, name: Name | None, links: bool, around: str) -> Markup:
        if isinstance(segment, Literal):
            return escape(segment.text)
        if isinstance(segment, Code):
            return Markup("<code>{}</code>").format(segment.text)
        if name is None:  # a placeholder, shown as it is
            return escape(str(segment))
        if name.style == "label":
            return self._label(name, around)
        body = self.foreign(name.lang, escape(name.text), around, passage=not name.style)
        if name.style == "code":
            return Markup("<code>{}</code>").format(body)
        if links and name.href:
            body = Markup('<a href="{}">{}</a>').format(self.href(name.href), body)
        return Markup("{}{}{}").format(name.marks[0], body, name.marks[1])

    def _label(self, name: Name, around: str) -> Markup:
        words = self.foreign(name.lang, escape(name.text), around)
        assumed = "" if name.seen else " guide-label--assumed"
        shown = Markup('<b class="guide-label{}">{}</b>').format(assumed, words)
        if not name.source_text:
            return shown
        english = self.foreign(self.lexicon.source.id, escape(name.source_text), around)
        return Markup('{} <span class="guide-label-source">({})</span>').format(shown, english)


def snippets(site: str, locale: str, title: str) -> dict[str, str]:
    """What to paste, for the two ways: by our "element", which needs a script, and by a "frame" with a link
    beneath it, for where the frame is refused.

    `site` is the site's address with a slash at its end. embedding.js writes the same for other choices.
    """
    address = f"{escape_attribute(site)}{locale}/"
    frame = (
        f'<iframe src="{address}embed/" title="{escape_attribute(title)}"\n'
        f'  width="100%" height="{FRAME_HEIGHT}"\n'
        f'  style="{FRAME_STYLE}"\n'
        '  allow="clipboard-write"></iframe>\n'
        f'<p><a href="{address}" target="_blank" rel="noopener">{escape_attribute(title)}</a></p>'
    )
    element = (
        f'<script type="module" src="{escape_attribute(site)}embed.js"></script>\n'
        f'<decision-tree locale="{locale}" style="{STYLE}"></decision-tree>'
    )
    return {"element": element, "frame": frame}
