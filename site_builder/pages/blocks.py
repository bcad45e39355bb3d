"""Raw HTML in a page's Markdown, taken out before Markdown reads it and put back where it stood.

Our pages are HTML for the most part. Markdown hands that through unchanged, at a price: it takes every
element apart first. A block of it is therefore replaced by an empty element, and what the search leaves out
anyway is put back only after the search has read the page. What comes out is the same (tested).
"""

from __future__ import annotations

import re

_OPEN = re.compile(r"<(div|section|ul|ol|dl|p|h2|h3|h4|details|script|table)\b([^>]*)>")
EXCLUDED = "data-search-exclude"


class Blocks:
    """The blocks of one page."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def take(self, markdown: str) -> str:
        """The page with each whole block of raw HTML replaced; one that Markdown would read differently, or
        that is not closed at the end of a line, stays."""
        lines = markdown.split("\n")
        found: list[str] = []
        at = 0
        while at < len(lines):
            end = self._run(lines, at) if at == 0 or not lines[at - 1].strip() else None
            if end is None:
                found.append(lines[at])
                at += 1
                continue
            found.append(self._keep(self._without_excluded(lines[at:end])))
            at = end
        return "\n".join(found)

    def show(self, html: str) -> str:
        """The page with its blocks, but for those that the search leaves out."""
        return self._put_back(html, _PLACE)

    def show_all(self, html: str) -> str:
        """The page with all its blocks."""
        return self._put_back(html, _EXCLUDED_PLACE)

    def _without_excluded(self, lines: list[str]) -> str:
        """The inner blocks that the search leaves out, replaced."""
        found: list[str] = []
        at = 0
        while at < len(lines):
            opening = _OPEN.match(lines[at])
            end = self._end(lines, at) if opening and EXCLUDED in opening.group(2) else None
            if end is None:
                found.append(lines[at])
                at += 1
            else:
                found.append(self._keep("\n".join(lines[at:end]), f" {EXCLUDED}"))
                at = end
        return "\n".join(found)

    def _run(self, lines: list[str], start: int) -> int | None:
        """The line after the last of the blocks that begin at a line and follow one another; None where no
        block begins, or something else follows before an empty line."""
        end = self._end(lines, start)
        while end is not None and end < len(lines) and lines[end].strip():
            end = self._end(lines, end)
        return end

    def _end(self, lines: list[str], start: int) -> int | None:
        """The line after the block that begins at a line; None where none begins, or it has no end."""
        opening = _OPEN.match(lines[start])
        if not opening:
            return None
        tag = opening.group(1)
        tags = re.compile(rf"<(/?){tag}\b[^>]*>")
        depth = 0
        for number in range(start, len(lines)):
            last = 0
            for match in tags.finditer(lines[number]):
                depth += -1 if match.group(1) else 1
                last = match.end()
                if depth == 0 and lines[number][last:].strip():
                    return None
            if depth == 0:
                return number + 1
        return None

    def _keep(self, html: str, mark: str = "") -> str:
        self._kept.append(html)
        return f'<div data-block="{len(self._kept) - 1}"{mark}></div>'

    def _put_back(self, html: str, place: re.Pattern[str]) -> str:
        return place.sub(lambda match: self._kept[int(match.group(1))], html)


_PLACE = re.compile(r'<div data-block="(\d+)"></div>')
_EXCLUDED_PLACE = re.compile(rf'<div data-block="(\d+)" {EXCLUDED}></div>')


def for_search(html: str) -> str:
    """A page's content without the attributes, and the elements within words, that the search passes over."""
    return _UNSEARCHED.sub("", _CELL_END.sub(r"\g<0> ", html))  # a cell's last word is one of its own


_CELL_END = re.compile(r"</(?:td|th|dt|dd)>")
_UNSEARCHED = re.compile(
    r' (?:data-(?!search)[\w-]+|aria-[\w-]+|href|lang|dir|tabindex|class)="(?!headerlink")[^"]*"'
    r"|</?(?:span|b)\b(?![^>]*\bid=)[^>]*>"
)
