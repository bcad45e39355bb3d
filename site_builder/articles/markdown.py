"""Markdown to blocks: markdown-it-py with what documentation sites add to it, and its tokens as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from site_builder.articles.blocks import (
    Admonition,
    Block,
    Code,
    Heading,
    List,
    ListItem,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    Tab,
    Table,
    Unplaced,
    plain,
)
from site_builder.articles.html_parts import html_blocks
from site_builder.articles.spans import heading_parts, read_spans
from site_builder.articles.vocabulary import LEVELS

_MARK = re.compile(
    r"\{%-?\s*(?P<liquid>[\w-]+)[^%]*-?%\}$|\{\{[<%]\s*(?P<hugo>/?\s*[\w-]+).*[>%]\}\}$|:::\s*(?P<colons>[\w-]+).*$"
    r"|(?P<module>import|export)\s.+\sfrom\s+[\"'][^\"']+[\"'];?$"
)
"""A line that is only a mark of Liquid, Hugo or Microsoft Learn, or that imports a component."""
_TAG = re.compile(r"<(/?[A-Z][\w.]*)(?:\s[^<>]*)?>")
_COMPONENTS = re.compile(rf"(?:{_TAG.pattern}\s*)+")
"""A line of tags of components, as MDX has them: <Tabs>, <TabItem label="A">."""
_TAB = re.compile(r'={3}[!+]?\s+"(?P<title>[^"]*)"\s*$')
_ATTRIBUTES = re.compile(r"^\s*\{:?[^{}]*\}\s*$")


@cache
def parser() -> MarkdownIt:
    """The parser: CommonMark with tables, alerts, admonitions, tabs, definition lists and front matter."""
    markdown = MarkdownIt("commonmark", {"alerts": True}).enable(["table", "strikethrough"])
    for plugin in (front_matter_plugin, admon_plugin, deflist_plugin, footnote_plugin):
        markdown.use(plugin)
    markdown.use(container_plugin, "note", validate=_opens_note)
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.before("fence", "content_tab", _content_tab, ends)
    markdown.block.ruler.before("fence", "mark", _mark, ends)
    return markdown


def read_blocks(text: str) -> list[Block]:
    """The blocks of an article's text. Its front matter is no block."""
    return list(_blocks(parser().parse(text)))


def _opens_note(parameters: str, *_: object) -> bool:
    """Whether a ::: container is a note: of Docusaurus, VitePress or Microsoft Learn."""
    found = re.match(r"\s*(\w+)", parameters)
    return found is not None and found[1].lower() in LEVELS


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _mark(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: a line that is a mark of a documentation system and nothing else."""
    line = _line(state, start).strip()
    found = _MARK.match(line)
    if _COMPONENTS.fullmatch(line):
        if not silent:
            state.line = start + 1
            for tag in _TAG.finditer(line):
                token = state.push("mark", "", 0)
                token.map, token.content, token.info = [start, start + 1], tag.group(), tag[1]
        return True
    if not found or (found["colons"] and _opens_note(found["colons"])):
        return False
    if not silent:
        state.line = start + 1
        token = state.push("mark", "", 0)
        token.map, token.content = [start, start + 1], line
        token.info = re.sub(
            r"\s", "", found["liquid"] or found["hugo"] or found["colons"] or found["module"] or ""
        )
    return True


def _content_tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: a tab of MkDocs Material, === "Title" with its content indented below it."""
    found = _TAB.match(_line(state, start))
    if not found:
        return False
    if silent:
        return True
    indent, after = state.blkIndent + 4, start + 1
    while after < end and (state.isEmpty(after) or state.sCount[after] >= indent):
        after += 1
    kept = state.blkIndent, state.lineMax, state.parentType
    token = state.push("tab_open", "", 1)
    token.map, token.info = [start, after], found["title"]
    state.blkIndent, state.lineMax, state.parentType = indent, after, "content_tab"
    state.md.block.tokenize(state, start + 1, after)
    state.blkIndent, state.lineMax, state.parentType = kept
    state.push("tab_close", "", -1)
    state.line = after
    return True


def _first_line(tokens: list[Token]) -> int:
    return next((token.map[0] + 1 for token in tokens if token.map), 1)


def _grouped(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each block: one, or from the opening one to the closing one."""
    at = 0
    while at < len(tokens):
        depth, end = int(tokens[at].nesting), at + 1
        while depth > 0 and end < len(tokens):
            depth += tokens[end].nesting
            end += 1
        yield tokens[at:end]
        at = end


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    for group in _grouped(tokens):
        yield from _block(group)


def _inside(group: list[Token]) -> tuple[Block, ...]:
    return tuple(_blocks(group[1:-1]))


def _block(group: list[Token]) -> Iterator[Block]:
    token, line = group[0], _first_line(group)
    match token.type:
        case "paragraph_open" | "inline":
            yield from _paragraphs(_spans(group))
        case "heading_open":
            spans, anchor = heading_parts(group[1])
            yield Heading(line, int(token.tag[1:]), spans, anchor)
        case "fence" | "code_block":
            yield Code(line, token.content)
        case "bullet_list_open" | "ordered_list_open":
            first = None if token.type.startswith("bullet") else int(token.attrGet("start") or 1)
            yield List(
                line, first, tuple(ListItem(_first_line(g), _inside(g)) for g in _grouped(group[1:-1]))
            )
        case "blockquote_open":
            yield Quote(line, _inside(group))
        case "alert_open" | "admonition_open" | "container_note_open":
            yield _admonition(group, line)
        case "tab_open":
            yield Tab(line, token.info, _inside(group))
        case "table_open":
            yield _table(group, line)
        case "dl_open":
            yield _definitions(group, line)
        case "html_block":
            yield from html_blocks(token.content, line)
        case "mark":
            name = token.info.lower()
            closes = name.startswith(("/", "end")) or name.endswith("-end")
            yield Mark(line, re.sub(r"^(/|end)|-end$", "", name), token.content, closes)
        case "hr":
            yield Rule(line)
        case "footnote_block_open":
            yield Unplaced(line, plain(_all_spans(group)), "a footnote")


def _paragraphs(spans: Spans) -> Iterator[Block]:
    """A paragraph; pictures that stand alone, and lines that only have attributes, are none."""
    words = plain(spans)
    if not words or _ATTRIBUTES.match(words):
        yield from (Unplaced(one.line, _picture(one), "a picture") for one in spans if one.image)
    else:
        yield Paragraph(spans[0].line, spans)


def _picture(span: Span) -> str:
    return f"{span.text} ({span.href})" if span.text else span.href


def _spans(group: list[Token]) -> Spans:
    return tuple(span for token in group if token.type == "inline" for span in read_spans(token))


def _all_spans(group: list[Token]) -> list[Span]:
    return [span for token in group if token.type == "inline" for span in read_spans(token)]


def _admonition(group: list[Token], line: int) -> Admonition:
    token, inner = group[0], group[1:-1]
    title = ""
    if token.type == "container_note_open":
        found = re.match(r"\s*(\w+)\s*(?:\[(.*)\])?\s*([^{]*)", token.info)
        assert found is not None
        kind, title = found[1], (found[2] or found[3]).strip()
    elif token.type == "alert_open":
        kind = token.info
    else:
        kind = str(token.meta["tag"]).split(" ")[0]
        title = token.content if f'"{token.content}"' in token.info else ""
    if inner and inner[0].type in ("alert_title_open", "admonition_title_open"):
        inner = inner[3:]
    return Admonition(line, kind.lower(), title, tuple(_blocks(inner)))


def _table(group: list[Token], line: int) -> Table:
    rows: list[tuple[int, tuple[Spans, ...]]] = []
    for token in group:
        if token.type == "tr_open":
            rows.append(((token.map or [line - 1])[0] + 1, ()))
        elif token.type == "inline":
            number, cells = rows[-1]
            rows[-1] = number, (*cells, tuple(read_spans(token, number)))
    return Table(line, rows[0][1], tuple(rows[1:]))


def _definitions(group: list[Token], line: int) -> List:
    """A list of definitions: each term with what it means."""
    items: list[ListItem] = []
    term: Spans = ()
    for part in _grouped(group[1:-1]):
        if part[0].type == "dt_open":
            term = tuple(read_spans(part[1]))
        else:
            first, *rest = _inside(part) or (Paragraph(line, ()),)
            words = first.spans if isinstance(first, Paragraph) else ()
            named = Paragraph(_first_line(part), (*term, Span(": ", _first_line(part)), *words))
            items.append(ListItem(_first_line(part), (named, *(() if words else (first,)), *rest)))
    return List(line, None, tuple(items))
