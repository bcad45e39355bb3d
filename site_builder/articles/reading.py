"""An article's file: its text, what its front matter says, and its outline. What is no article is refused."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from babel.core import get_global

from site_builder.articles.dialects import settle
from site_builder.articles.markdown import parser, read_blocks
from site_builder.articles.outline import Section, make_outline
from site_builder.problems import BuildError, ContentError, Problem

LARGEST_FILE = 500_000
"""Bytes of an article that are read: a book has as many, and a file of a guide not many more."""
LONGEST_LINE = 20_000
"""Characters of a line that are read: the longest paragraphs of articles have two thousand."""
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\x0b\x0c]")
_NOTHING = re.compile("[\u200b\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
_HTML = re.compile(r"\s*(?:<!doctype\b|<html\b|<head\b|<body\b)", re.IGNORECASE)
_INSERTED = (
    (re.compile(r"\{\{[<%]\s*glossary_tooltip\b[^}\n]*\btext=\"([^\"\n]+)\"[^}\n]*\}\}"), r"\1"),
    (re.compile(r"\{\{[<%]\s*glossary_tooltip\b[^}\n]*\bterm_id=\"([^\"\n]+)\"[^}\n]*\}\}"), r"\1"),
    (re.compile(r"\{\{[<%]\s*heading\s+\"whatsnext\"\s*[%>]\}\}"), "What's next"),
    (re.compile(r"\{\{[<%]\s*heading\s+\"prerequisites\"\s*[%>]\}\}"), "Before you begin"),
    (re.compile(r"\{\{[<%]\s*heading\s+\"(\w+)\"\s*[%>]\}\}"), r"\1"),
    (re.compile(r"\{/\*\s*(#[\w-]+)\s*\*/\}"), r"{\1}"),
    (re.compile(r"\{/\*(.*?)\*/\}"), r"<!--\1-->"),
    (
        re.compile(r"^<\$>\[(\w+)\][ ]*\n(.*?)\n<\$>[ ]*$", re.DOTALL | re.MULTILINE),
        r"{% \1 %}\n\2\n{% end\1 %}",
    ),
    (re.compile(r":(?:heavy|white)_check_mark:"), "✓"),
)
"""What sites write in ways of their own, and the same in a way that is read."""
_LOCALE_KEYS = ("ms.contentlocale", "contentlocale", "locale", "lang", "language")
_DATE_KEYS = ("ms.date", "date", "last_reviewed", "last_updated", "lastmod", "updated", "last-reviewed")


@dataclass(frozen=True)
class Article:
    """An article. `file` is its name in messages, `front` its front matter, `lines` the lines of its keys."""

    file: str
    front: Mapping[str, str]
    lines: Mapping[str, int]
    outline: Section

    @property
    def title(self) -> str:
        """Its title: of the front matter, its first heading, or its file."""
        named = re.sub(r"[-_.]+", " ", Path(self.file).stem).strip().capitalize()
        return self.front.get("title") or self.outline.title or named or "Article"

    @property
    def locale(self) -> str:
        """The locale that its front matter names; "" where it names none."""
        return next((found for key in _LOCALE_KEYS if (found := as_locale(self.front.get(key, "")))), "")

    @property
    def date(self) -> str:
        """The day that its front matter names, as an ISO date, or ""."""
        return next((found for key in _DATE_KEYS if (found := _iso_date(self.front.get(key, "")))), "")

    @property
    def translation(self) -> str:
        """How it was translated: "machine", "human", or "" where its front matter does not say."""
        made = (self.front.get("ms.translationtype") or self.front.get("translationtype") or "").lower()
        if made in ("mt", "machine", "machine translation"):
            return "machine"
        return "human" if made in ("ht", "human", "human translation") else ""


def read_article(path: Path) -> Article:
    """Read an article. Raises BuildError for what is no file, ContentError for what is no Markdown."""
    if not path.exists():
        raise BuildError(f"{path} does not exist.")
    if path.is_dir():
        raise BuildError(f"{path} is a folder; name the articles in it.")
    return parse_article(path.read_bytes(), str(path))


def parse_article(raw: bytes, name: str) -> Article:
    """The article of a file's bytes; `name` is what messages call it. Raises ContentError."""
    text = _text(raw, name)
    front, lines, text = _front_matter(text, name)
    outline = make_outline(settle(read_blocks(text)))
    if not outline.blocks and not outline.children:
        raise _refused(name, 0, "has a title and nothing else" if outline.title else "holds nothing to place")
    return Article(name, front, lines, outline)


def _refused(name: str, line: int, message: str, column: int = 0) -> ContentError:
    return ContentError([Problem(name, line, column, message)])


def _text(raw: bytes, name: str) -> str:
    if len(raw) > LARGEST_FILE:
        raise _refused(name, 0, f"is too large: {len(raw):,} bytes, at most {LARGEST_FILE:,} are read")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
        raise _refused(name, 0, "is no text in UTF-8; if it is an article, save it as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _refused(name, line, "is not UTF-8 text; save the file as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for pattern, words in _INSERTED:
        text = pattern.sub(words, text)
    text = _NOTHING.sub("", _SPACES.sub(" ", text))
    if not text.strip():
        raise _refused(name, 0, "is empty")
    if _is_html(text):
        raise _refused(name, 1, "is HTML, and only Markdown is read; convert it first")
    for number, words in enumerate(text.split("\n"), 1):
        if len(words) > LONGEST_LINE:
            message = f"the line has {len(words):,} characters; at most {LONGEST_LINE:,} are read"
            raise _refused(name, number, message)
    return text


def _is_html(text: str) -> bool:
    """Whether a text is a page of HTML, or hardly anything but tags."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    tagged = sum(line.startswith("<") and not line.startswith("<!--") for line in lines)
    return bool(_HTML.match(text)) or (len(lines) > 2 and tagged > 0.8 * len(lines))


def _front_matter(text: str, name: str) -> tuple[dict[str, str], dict[str, int], str]:
    """The front matter's values and their lines, and the text with empty lines in the place of TOML."""
    if found := re.match(r"\+\+\+\n(.*?)^\+\+\+[ ]*$", text, re.DOTALL | re.MULTILINE):
        try:
            read: Any = tomllib.loads(found[1])
        except tomllib.TOMLDecodeError as error:
            raise _refused(name, 1, f"its front matter is no TOML: {error}") from None
        text = "\n" * found.group().count("\n") + text[found.end() :]
    else:
        text = text.lstrip("\n") if re.match(r"\n+---\n", text) else text
        tokens = parser().parse(text.split("\n---", 2)[0] + "\n---\n" if text.startswith("---") else "")
        content = tokens[0].content if tokens and tokens[0].type == "front_matter" else ""
        if not content or "\n---" not in text[3:]:
            return {}, {}, text
        try:
            read = yaml.load(content, Loader=yaml.BaseLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 2, mark.column + 1) if mark else (1, 0)
            message = f"its front matter is not YAML: {error.problem or 'it cannot be read'}"
            raise _refused(name, place[0], message, place[1]) from None
        except yaml.YAMLError:
            raise _refused(name, 1, "its front matter is not YAML") from None
    values = dict(_flat(read)) if isinstance(read, dict) else {}
    head = text.split("\n")[:400]
    lines = {}
    for key in values:
        pattern = re.compile(rf"\s*[\"']?{re.escape(key.rpartition('/')[2])}[\"']?\s*[:=]")
        lines[key] = next((n for n, line in enumerate(head, 1) if pattern.match(line)), 1)
    return values, lines, text


def _flat(read: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """Keys with their values as text; those of `metadata:` are its own."""
    for key, value in read.items():
        if isinstance(value, dict):
            yield from (
                _flat(value) if str(key) == "metadata" else ((f"{key}/{k}", v) for k, v in _flat(value))
            )
        elif isinstance(value, list):
            if listed := ", ".join(str(one) for one in value if not isinstance(one, dict | list)):
                yield str(key), listed
        elif (text := " ".join(str(value).split())) and value is not None:
            yield (str(key).lower() if str(key).istitle() else str(key)), text


def as_locale(text: str) -> str:
    """A locale's id of a tag such as nl-nl, nl_NL or nl; "" for what is none."""
    found = re.fullmatch(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}))?", text.strip().lower())
    if not found:
        return ""
    language, script, country = found.groups()
    if not country:
        likely = get_global("likely_subtags").get(f"{language}_{script.title()}" if script else language)
        if not likely:
            return ""
        country = str(likely).rpartition("_")[2].lower()
    return "-".join((language, *((script.title(),) if script else ()), country.upper()))


def _iso_date(text: str) -> str:
    """An ISO date of 02/26/2021 (month first, as on Microsoft Learn), 2021-02-26 or a moment; "" for none."""
    if found := re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})$", text.strip()):
        parts = int(found[3]), int(found[1]), int(found[2])
    elif found := re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$", text.strip()):
        parts = int(found[1]), int(found[2]), int(found[3])
    else:
        return ""
    try:
        return datetime.date(*parts).isoformat()
    except ValueError:
        return ""
