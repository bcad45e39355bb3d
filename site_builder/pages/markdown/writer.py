"""Texts as Markdown (CommonMark, with the tables and footnotes of GitHub's).

Every character of a text that Markdown would read as markup is escaped; only references become markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit

from site_builder.guide import Code, Literal
from site_builder.locales import Lexicon, Name, Segment

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)|:(?=//)|(?<=www)\.|(?<=\w)@(?=\w)", re.IGNORECASE)
"""What is read as markup wherever it stands; the last three are made links of by GitHub."""
_FIRST = re.compile(r"^([#=+-])(?=[#=+ -]|$)|^(\d{1,9})([.)])(?= |$)")
"""What begins a heading, a list, a line or an underline at the beginning of a line."""
_BREAKS = re.compile(r"[ \t\r\n]+")
Entry = tuple[str, Sequence["Entry"]]
"""An entry of a list: a line, and the entries below it."""


def escape(text: str) -> str:
    """A text as itself, wherever in a line it stands. It stays in one line."""
    return _as_first(within(text).strip(" "))


def within(text: str) -> str:
    """A piece of a text as itself, where something stands before it in its line."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", _BREAKS.sub(" ", text))


def _as_first(words: str) -> str:
    """Markdown in one line that may begin it."""
    return _FIRST.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", words)


def code(text: str) -> str:
    """A text in code, between more backticks than stand in it."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def bold(words: str) -> str:
    """Words in bold, where a space or a mark follows. Words that have some in bold stay as they are."""
    return words if "**" in words or "<b>" in words else f"**{words}**"


def bold_within(words: str) -> str:
    """Words in bold within a sentence. Asterisks would stand for themselves between a letter and a mark, as
    in languages without spaces: there it is HTML's element."""
    plain = words.replace("\\", "")
    return f"**{words}**" if plain[:1].isalnum() and plain[-1:].isalnum() else f"<b>{words}</b>"


def link(words: str, address: str) -> str:
    """A link. `words` are Markdown already."""
    return f"[{words}]({quote(address, safe=_IN_ADDRESSES)})"


_IN_ADDRESSES = "!#$%&'*+,/:;=?@~[]"
"""What may stand in an address beside letters and digits: no space and no bracket that would end the link."""


def listing(entries: Iterable[Entry], *, ordered: bool = False, indent: str = "") -> str:
    """A list, with the lists below its entries."""
    lines = []
    for number, (words, below) in enumerate(entries, 1):
        mark = f"{number}. " if ordered else "- "
        lines.append(f"{indent}{mark}{words}")
        if below:
            lines.append(listing(below, indent=indent + " " * len(mark)))
    return "\n".join(lines)


def flat(lines: Iterable[str]) -> str:
    """A list without lists in it; "" for no lines."""
    return listing((line, ()) for line in lines)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table. Within its cells a vertical bar is escaped in code, too."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(words: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", words)


class MarkdownWriter:
    """Writes the texts of one page. `root` leads from the page to its locale's root, such as "../"."""

    def __init__(self, lexicon: Lexicon, root: str) -> None:
        self.lexicon = lexicon
        self.root = root
        self._written: dict[tuple[str, str, bool], str] = {}

    def text(self, text: str, *, links: bool = True) -> str:
        """A text with its references."""
        key = (text, self.lexicon.lang(text), links)
        if key not in self._written:  # outcomes repeat warnings, steps and fields
            pieces = self.lexicon.pieces(text)
            line = "".join(self._piece(segment, name, links) for segment, name in pieces)
            self._written[key] = _as_first(line.strip(" "))
        return self._written[key]

    def unlinked(self, text: str) -> str:
        """As `text`, for headings and for the words of links."""
        return self.text(text, links=False)

    def href(self, path: str) -> str:
        """The address, seen from this page, of a path from the locale's root; others stay as they are."""
        if urlsplit(path).scheme:
            return path
        address = f"{self.root}{path.removeprefix('./')}"
        return address if address[:1] not in ("", "#") else f"./{address}"

    def _piece(self, segment: Segment, name: Name | None, links: bool) -> str:
        if isinstance(segment, Literal):
            return within(segment.text)
        if isinstance(segment, Code):
            return code(segment.text)
        if name is None:  # a placeholder, shown as it is
            return escape(str(segment))
        if name.style == "label":
            english = f" ({escape(name.source_text)})" if name.source_text else ""
            return f"{bold_within(escape(name.text))}{english}"
        if name.style == "code":
            return code(name.text)
        words = escape(name.text)
        if links and name.href:
            words = link(words, self.href(name.href))
        return f"{name.marks[0]}{words}{name.marks[1]}"
