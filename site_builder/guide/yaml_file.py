"""YAML as writers expect it: no surprises, and every value knows where it stands.

Read from PyYAML's events, not with its loaders, because those silently turn `no` into False and `12:30`
into 750, keep the last of two equal keys, and follow aliases. Here: text, integers, true/false and null
by YAML 1.2's core rules; anchors, aliases, tags and duplicate keys are problems; size and depth are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from site_builder.problems import Problem

LARGEST_FILE = 1_000_000
"""Bytes. Far above any guide file a person can still edit; stops accidents and attacks early."""
DEEPEST = 24
"""Levels of nesting; the guide's own files use about ten."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel has it: seven times faster

YamlPath = tuple[str | int, ...]
READ_AS = {
    "yes": "true", "on": "true", "y": "true", "true": "true",
    "no": "false", "off": "false", "n": "false", "false": "false",
    "null": "nothing",
}  # fmt: skip
"""Plain words, in lower case, that programs read as another value than the text."""
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_NUMBER_LIKE = re.compile(
    r"[-+.]?[0-9][0-9_]*([.:][0-9_]+)*(e[-+]?[0-9]+)?\Z|0[xob][0-9a-f]+\Z", re.IGNORECASE
)
DATE_LIKE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


@dataclass
class Document:
    """A file's value as dicts, lists, str, int, bool and None, with the position of every part.

    `positions` maps the path to a value (keys and indexes) to its line and column, counted from 1; a
    key's own position is under its path plus "@key". `elsewhere` has the places of parts that come from
    another file, which is named first.
    """

    file: str
    value: Any = None
    positions: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    elsewhere: dict[YamlPath, tuple[str, int, int]] = field(default_factory=dict)

    def problem(self, path: YamlPath, message: str) -> Problem:
        """A problem at that path, or at the nearest part above it that has a position."""
        return Problem(*self.position(path), message)

    def place(self, path: YamlPath) -> str:
        """File and line of that path, as a message names another place than its own."""
        file, line, _ = self.position(path)
        return f"{file}:{line}"

    def position(self, path: YamlPath) -> tuple[str, int, int]:
        """File, line and column of that path, or of the nearest part above it; 0, 0 where there is none."""
        while path and path not in self.positions and path not in self.elsewhere:
            path = path[:-1]
        return self.elsewhere.get(path) or (self.file, *self.positions.get(path, (0, 0)))


class _StopReadingError(Exception):
    """Reading this file any further makes no sense."""


def read_yaml(path: Path, name: str) -> Document:
    """Read one file. All problems found are in the document; nothing is raised for bad content.

    `name` is how the file is called in messages.
    """
    document = Document(name)
    try:
        raw = path.read_bytes()
    except OSError as error:
        document.problems.append(Problem(name, 0, 0, f"cannot be read: {error.strerror or error}"))
        return document
    if len(raw) > LARGEST_FILE:
        message = f"is too large: {len(raw)} bytes, at most {LARGEST_FILE} are read"
        document.problems.append(Problem(name, 0, 0, message))
        return document
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        document.problems.append(Problem(name, line, 1, "is not UTF-8 text; save the file as UTF-8"))
        return document
    parsed = _parse(text, name)
    return replace(parsed, problems=[*parsed.problems])


@lru_cache(maxsize=64)  # while somebody writes, one file changes, and the others are read again as they were
def _parse(text: str, name: str) -> Document:
    """The document of a file's text. It is kept: its value and positions are only read."""
    document = Document(name)
    try:
        _Reader(document, yaml.parse(text, Loader=_LOADER)).read()
    except _StopReadingError:
        pass
    except yaml.reader.ReaderError as error:
        code = int(error.character)
        before = text.partition(chr(code))[0]  # libyaml counts bytes and PyYAML characters
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"holds a character that YAML does not allow: U+{code:04X}"
        document.problems.append(Problem(name, *place, message))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        document.problems.append(Problem(name, *place, _plain(error)))
    return document


def _plain(error: yaml.MarkedYAMLError) -> str:
    reported = error.problem or "this is not YAML"
    if "mapping values are not allowed" in reported:
        return "a second ': ' in one line; put quotes around the text"
    if "tab character" in reported or "cannot start any token" in reported or "'\\t'" in reported:
        return "a tab; indent with spaces"
    if "expected ',' or '}'" in reported or "expected ',' or ']'" in reported:
        return f"this is not YAML: {reported}; a text with braces or commas in it needs quotes"
    return f"this is not YAML: {reported}"


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


class _Reader:
    def __init__(self, document: Document, events: Iterator[yaml.Event]) -> None:
        self.document = document
        self.events = events

    def read(self) -> None:
        next(self.events)  # stream start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self.document.problems.append(Problem(self.document.file, 0, 0, "is empty"))
            return
        self.document.value = self._value(next(self.events), ())
        next(self.events)  # document end
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._report(after, "a second document; a file holds one (remove the '---')")

    def _report(self, event: yaml.Event, message: str) -> None:
        self.document.problems.append(Problem(self.document.file, *_place(event), message))

    def _value(self, event: yaml.Event, path: YamlPath) -> Any:
        self.document.positions[path] = _place(event)
        if len(path) > DEEPEST:
            self._report(event, f"nested too deeply; at most {DEEPEST} levels are read")
            raise _StopReadingError
        if isinstance(event, yaml.AliasEvent):
            self._report(event, f"aliases (*{event.anchor}) are not allowed; write the value again")
            return None
        self._refuse_properties(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                items.append(self._value(event, (*path, len(items))))
            return items
        return self._mapping(path)

    def _refuse_properties(self, event: yaml.Event) -> None:
        if anchor := getattr(event, "anchor", None):
            self._report(event, f"anchors (&{anchor}) are not allowed; write the value where it is needed")
        if (tag := getattr(event, "tag", None)) is not None:
            self._report(event, f"tags ({tag}) are not allowed; values are text, numbers, lists and mappings")

    def _mapping(self, path: YamlPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._report(event, "a key must be a plain word")
                raise _StopReadingError
            self._refuse_properties(event)
            key = event.value
            if not key.isprintable():
                self._report(event, f'the key "{key}" has an invisible character')
            duplicate = key in mapping
            if duplicate:
                line = self.document.positions[(*path, key, "@key")][0]
                self._report(event, f'duplicate key "{key}" (first in line {line})')
            value = self._value(next(self.events), (*path, key))
            if not duplicate:
                mapping[key] = value
                self.document.positions[(*path, key, "@key")] = _place(event)
        return mapping

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text: str = event.value
        if event.style in ("|", ">"):
            return text.rstrip("\n")  # a block ends with a line break that is no part of its text
        if not event.implicit[0]:  # quoted: text as it stands
            return text
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        if read_as := READ_AS.get(text.lower()):
            self._report(event, f'YAML reads {text} as {read_as}; write "{text}" in quotes')
            return text
        if _INTEGER.match(text):
            return int(text) if len(text) < 16 else text
        if _NUMBER_LIKE.match(text) or DATE_LIKE.fullmatch(text):
            self._report(event, f'YAML may read {text} as a number or a date; write "{text}" in quotes')
        return text
