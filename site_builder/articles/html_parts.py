"""HTML between the paragraphs of an article: its words, and the marks of tabs and folds that it has."""

from __future__ import annotations

from html.parser import HTMLParser

from site_builder.articles.blocks import Block, Heading, Mark, Paragraph, Span, Unplaced

_MARKS = ("tabs", "tabitem", "tab", "details", "summary")
_INLINE = (
    "a",
    "abbr",
    "b",
    "code",
    "em",
    "i",
    "kbd",
    "mark",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
    "var",
)

_KNOWN = frozenset(_INLINE) | frozenset(
    """
    article aside br blockquote button center cite col colgroup dd del div dl dt figure figcaption font
    footer h1 h2 h3 h4 h5 h6 header hr ins li main nav ol p picture pre q s samp section source table
    tbody td tfoot th thead tr ul wbr
    """.split()  # noqa: SIM905
)
"""The tags of HTML whose words are kept, and which themselves say nothing."""


class _Reader(HTMLParser):
    def __init__(self, line: int) -> None:
        super().__init__()
        self.first = line
        self.blocks: list[Block] = []
        self.spans: list[Span] = []
        self.level = self.bold = self.code = 0
        self.anchor = self.href = ""
        self.in_summary = False

    @property
    def line(self) -> int:
        return self.first + self.getpos()[0] - 1

    def flush(self) -> None:
        if any(span.text.strip() for span in self.spans):
            spans = tuple(self.spans)
            heading = Heading(spans[0].line, self.level, spans, self.anchor) if self.level else None
            self.blocks.append(heading or Paragraph(spans[0].line, spans))
        self.spans = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag not in _INLINE:
            self.flush()
        if tag in _MARKS:
            label = given.get("label") or given.get("title") or given.get("value", "")
            self.blocks.append(Mark(self.line, tag, label))
        elif tag == "img":
            text = " ".join(part for part in (given.get("alt"), given.get("src")) if part)
            self.blocks.append(Unplaced(self.line, text, "a picture"))
        elif tag in ("iframe", "video", "script", "style"):
            self.blocks.append(Unplaced(self.line, given.get("src", tag), f"<{tag}>"))
        elif tag not in _KNOWN:
            self.blocks.append(Unplaced(self.line, (self.get_starttag_text() or tag), "HTML that is none"))
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.level, self.anchor = int(tag[1]), given.get("id", "")
        self.href = given.get("href", "") if tag == "a" else self.href
        self.bold += tag in ("b", "strong")
        self.code += tag in ("code", "kbd")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.flush()
        if tag in _MARKS:
            self.blocks.append(Mark(self.line, tag, "", closes=True))
        self.level = 0 if tag[0] == "h" else self.level
        self.href = "" if tag == "a" else self.href
        self.bold -= tag in ("b", "strong")
        self.code -= tag in ("code", "kbd")

    def handle_data(self, data: str) -> None:
        if data.strip() or self.spans:
            line = self.line + (len(data) - len(data.lstrip("\n")))
            self.spans.append(Span(" ".join(data.split("\n")), line, self.bold > 0, self.code > 0, self.href))

    def handle_comment(self, data: str) -> None:
        if data.strip():
            self.blocks.append(Unplaced(self.line, " ".join(data.split()), "a comment"))


def html_blocks(text: str, line: int) -> list[Block]:
    """The blocks of a piece of HTML that begins in `line`."""
    reader = _Reader(line)
    reader.feed(text)
    reader.close()
    reader.flush()
    return reader.blocks
