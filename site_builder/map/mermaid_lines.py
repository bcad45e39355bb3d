"""The lines of a Mermaid flowchart: which nodes it has, with their labels, and which arrows.

What Mermaid has for looks is skipped: classes, styles, links, subgraphs (their nodes stay) and directions.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from site_builder.problems import BuildError, ContentError, Problem

LARGEST_FILE = 5_000_000
"""Bytes of a file that is read."""
LONGEST_LINE = 100_000
"""Characters of a line that is read."""

_HEADER = re.compile(r"(flowchart|graph)(?:\s+(TB|TD|BT|RL|LR))?\s*;?\s*$")
_OTHER_DIAGRAM = re.compile(
    r"(sequenceDiagram|classDiagram|stateDiagram|erDiagram|gantt|pie|journey|mindmap|gitGraph|timeline)"
)
_SKIPPED = re.compile(
    r"(?:classDef|class|style|linkStyle|click|direction|subgraph|accTitle|accDescr)(?:[\s:]|$)|end\s*;?$"
)
_NAME = re.compile(r"\w+(?:[-.]\w+)*")
_SHAPES = (
    ("(((", ")))"), ("([", "])"), ("((", "))"), ("[[", "]]"), ("[(", ")]"), ("{{", "}}"), ("[/", "/]"),
    ("[/", "\\]"), ("[\\", "\\]"), ("[\\", "/]"), ("[", "]"), ("(", ")"), ("{", "}"), (">", "]"),
)  # fmt: skip
"""Signs around a node's label, the longer ones first."""
_LINK = re.compile(r"(?:-{2,}[->]|={2,}[=>]|-\.+-[>]?)")
_WORDED_LINK = re.compile(
    r"(?:--|==|-\.)\s*(?![-=.>ox])(?:\"([^\"]*)\"|([^\"|>]+?))\s*(?:-{2,}>|={2,}>|\.+->)"
)
_CLASS = re.compile(r":::\w+(?:-\w+)*")
_BAR = re.compile(r"\|\s*(?:\"([^\"]*)\"|([^\"|]*))\s*\|")
_TITLE = re.compile(r"title:\s*(.+?)\s*$")


@dataclass
class Node:
    """A node: its name in the file, its label or None, and the line where it stands first."""

    name: str
    line: int
    label: str | None = None


@dataclass(frozen=True)
class Arrow:
    """An arrow from a node to another; `label` is None where it has none."""

    source: str
    target: str
    label: str | None
    line: int
    column: int


@dataclass
class Flowchart:
    """What a file draws. `file` is its name in messages."""

    file: str
    title: str = ""
    nodes: dict[str, Node] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)

    def fault(self, line: int, message: str, column: int = 0) -> ContentError:
        """What is wrong with a line."""
        return ContentError([Problem(self.file, line, column, message)])


def read_flowchart(path: Path) -> Flowchart:
    """The flowchart of a file. Raises ContentError for what cannot be read, BuildError without a file."""
    lines = _text_of(path).splitlines()
    chart = Flowchart(path.name)
    start = _front_matter(lines, chart)
    begun = False
    for number, raw in enumerate(lines[start:], start + 1):
        if len(raw) > LONGEST_LINE:
            message = f"the line has {len(raw):,} characters; at most {LONGEST_LINE:,} are read"
            raise chart.fault(number, message)
        line = raw.strip()
        if not line or line.startswith("%%"):
            continue
        if not begun:
            _check_header(line, number, chart)
            begun = True
        elif not _SKIPPED.match(line):
            _Statement(raw, number, chart).read()
    if not begun:
        raise chart.fault(0, 'there is no flowchart in this file; it begins with "flowchart LR"')
    return chart


def _text_of(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BuildError(f"{path}: cannot be read: {error.strerror or error}.") from None
    if len(raw) > LARGEST_FILE:
        message = f"is too large: {len(raw):,} bytes, at most {LARGEST_FILE:,} are read"
        raise ContentError([Problem(path.name, 0, 0, message)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "is not UTF-8 text; save the file as UTF-8"
        raise ContentError([Problem(path.name, line, 1, message)]) from None


def _front_matter(lines: list[str], chart: Flowchart) -> int:
    """Take the title out of the front matter; how many lines that has."""
    if not lines or lines[0].strip() != "---":
        return 0
    for number, line in enumerate(lines[1:], 2):
        if line.strip() == "---":
            return number
        if found := _TITLE.match(line[:LONGEST_LINE]):
            chart.title = _unquoted(found[1])
    raise chart.fault(1, 'the front matter has no end: a line "---" is missing')


def _unquoted(text: str) -> str:
    if text[0] == text[-1] == '"':
        try:
            return str(json.loads(text))
        except ValueError:
            return text.strip('"')
    return text.strip("'")


def _check_header(line: str, number: int, chart: Flowchart) -> None:
    if _HEADER.match(line):
        return
    found = _OTHER_DIAGRAM.match(line)
    what = f'"{found[1]}" is another kind of diagram' if found else f'found "{line[:40]}"'
    raise chart.fault(number, f'expected "flowchart LR" or "graph TD" here; {what}')


class _Statement:
    """A line of nodes and the arrows between them: `a["Label"] -->|"Answer"| b & c --> d`."""

    def __init__(self, line: str, number: int, chart: Flowchart) -> None:
        self.line, self.number, self.chart = line.rstrip(), number, chart
        self.at = 0

    def read(self) -> None:
        self._space()
        while self.at < len(self.line):
            names = self._names()
            while (label := self._link()) is not None:
                column = self.at + 1
                targets = self._names()
                words = label or None
                self.chart.arrows += [
                    Arrow(one, other, words, self.number, column) for one in names for other in targets
                ]
                names = targets
            if self.at < len(self.line) and not self._skip(";"):
                raise self._strange("an arrow such as -->")
            self._space()

    def _names(self) -> list[str]:
        names = [self._node()]
        while self._skip("&"):
            names.append(self._node())
        return names

    def _node(self) -> str:
        self._space()
        found = _NAME.match(self.line, self.at)
        if not found:
            raise self._strange("the name of a node")
        self.at = found.end()
        node = self.chart.nodes.setdefault(found[0], Node(found[0], self.number))
        label = self._shape()
        if label is not None:
            if node.label is not None and node.label != label:
                message = f'the node "{node.name}" has another label in line {node.line}'
                raise self.chart.fault(self.number, message, found.start() + 1)
            node.label, node.line = label, self.number
        if name := _CLASS.match(self.line, self.at):
            self.at = name.end()
        self._space()
        return found[0]

    def _shape(self) -> str | None:
        """The label of a node, between the signs of its shape."""
        for opening, closing in _SHAPES:
            if not self.line.startswith(opening, self.at):
                continue
            begin = self.at + len(opening)
            quoted = re.compile(r'\s*"([^"]*)"\s*').match(self.line, begin)
            end = quoted.end() if quoted else self.line.find(closing, begin)
            if end < 0 or not self.line.startswith(closing, end):
                continue
            label = quoted[1] if quoted else self.line[begin:end]
            self.at = end + len(closing)
            return label.strip()
        if self.line[self.at : self.at + 1] in {"[", "(", "{", ">", "@"}:
            raise self._strange('a label such as ["Words"]')
        return None

    def _link(self) -> str | None:
        """The label of the arrow that stands here, "" where it has none; None where no arrow is."""
        self._space()
        if self.line.startswith("<", self.at):
            raise self.chart.fault(self.number, "an arrow leads one way, not both", self.at + 1)
        if found := _LINK.match(self.line, self.at):
            self.at = found.end()
            self._space()
            if not self.line.startswith("|", self.at):
                return ""
            if label := _BAR.match(self.line, self.at):
                self.at = label.end()
                return (label[1] if label[1] is not None else label[2]).strip()
            raise self._strange('a label such as |"Yes"|')
        if found := _WORDED_LINK.match(self.line, self.at):
            self.at = found.end()
            return (found[1] if found[1] is not None else found[2]).strip()
        return None

    def _skip(self, sign: str) -> bool:
        self._space()
        if self.line.startswith(sign, self.at):
            self.at += 1
            return True
        return False

    def _space(self) -> None:
        while self.at < len(self.line) and self.line[self.at].isspace():
            self.at += 1

    def _strange(self, expected: str) -> ContentError:
        found = self.line[self.at : self.at + 30]
        what = f'found "{found}"' if found else "the line ends"
        return self.chart.fault(self.number, f"expected {expected}; {what}", self.at + 1)
