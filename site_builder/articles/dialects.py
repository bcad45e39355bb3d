"""What documentation sites write in ways of their own, as blocks of one kind: notes, tabs, folds, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from site_builder.articles.blocks import (
    Admonition,
    Block,
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
    Tabs,
    Unplaced,
    plain,
)
from site_builder.articles.vocabulary import KINDS_BY_WORD, LEVELS

_TAB_MARKS = {
    "tab", "tabitem", "zone", "mac", "windows", "linux", "webui", "cli", "desktop", "vscode", "visualstudio",
    "jetbrains", "api", "curl", "powershell", "bash", "codespaces", "mobile", "importer",
}  # fmt: skip
_TAB_TITLES = {
    "mac": "Mac", "windows": "Windows", "linux": "Linux", "webui": "Web browser", "cli": "GitHub CLI",
    "desktop": "GitHub Desktop", "vscode": "VS Code", "visualstudio": "Visual Studio", "api": "API",
    "powershell": "PowerShell", "bash": "Bash", "mobile": "GitHub Mobile", "codespaces": "Codespaces",
    "jetbrains": "JetBrains IDEs", "curl": "cURL", "importer": "Importer",
}  # fmt: skip
"""How GitHub's documentation shows the names of its tools and systems."""
_INSERTING = {"include", "data", "readfile", "codenew", "code_sample", "snippet", "embed", "code", "video"}
INSERTED = "what the site inserts here from another file"
_LAYOUT = {"tabs", "tabpane", "row", "column", "raw", "rowheaders", "tabbed", "steps", "step",
           "cardgrid", "columns", "fragment", "tabset", "codegroup", "accordiongroup"}  # fmt: skip
_WORDED = {word for word, kind in KINDS_BY_WORD.items() if kind in (
    "note", "tip", "important", "warning", "caution", "danger", "attention")}  # fmt: skip
_BEGINS = re.compile(r"^\s*([^\W\d_][\w’' ]{1,22}?)\s*([:：])\s*")
_ALERT = re.compile(r"^\s*\[!(\w+)[^\]]*\]\s*")
_EMOJI = {"⚠": "warning", "ℹ": "note", "💡": "tip", "📝": "note", "🚨": "danger", "❗": "important",
          ":warning:": "warning", ":bulb:": "tip", ":memo:": "note", ":information_source:": "note",
          ":exclamation:": "important", ":rotating_light:": "danger"}  # fmt: skip
_NAMED = re.compile(
    r"""\b(?:name|label|title|header|pivot|type|language)\s*=\s*["']([^"']+)["']|\bvalue\s*=\s*["']([^"']+)["']""",
    re.IGNORECASE,
)


def settle(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which notes are admonitions and alternatives are tabs, whatever site they are from."""
    inside = [_inside(block) for block in blocks]
    return [*_noted([*_tabbed([*_tab_headings([*_paired(inside)])])])]


def _inside(block: Block) -> Block:
    match block:
        case Quote() | Admonition() | Tab() | ListItem():
            return replace(block, blocks=tuple(settle(block.blocks)))
        case List():
            items = (replace(item, blocks=tuple(settle(item.blocks))) for item in block.items)
            return replace(block, items=tuple(items))
    return block


def _paired(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks without marks: what stands between two that belong together is a note, a tab, or as it is."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if not isinstance(block, Mark):
            yield block
        elif block.closes or (end := _partner(blocks, at - 1)) is None:
            if block.name not in _LAYOUT | _TAB_MARKS | {"details", "summary"}:
                yield Unplaced(block.line, block.text, _reason(block))
        else:
            inner = [*_paired(blocks[at:end])]
            at = end + 1
            yield from _between(block, inner)


def _reason(mark: Mark) -> str:
    """Why a mark that stands alone has no place."""
    if mark.name in ("image", "figure"):
        return "a picture"
    return (
        INSERTED
        if mark.text.endswith("/>") or mark.name in _INSERTING
        else "a mark of the documentation system"
    )


def _partner(blocks: Sequence[Block], start: int) -> int | None:
    """The place of the mark that ends what another begins; None where there is none."""
    name, depth = getattr(blocks[start], "name", ""), 0
    for at in range(start, len(blocks)):
        block = blocks[at]
        if isinstance(block, Mark) and block.name == name:
            depth += -1 if block.closes else 1
            if depth == 0:
                return at
    return None


def _between(mark: Mark, inner: list[Block]) -> Iterator[Block]:
    found = [*_NAMED.finditer(mark.text)]
    named = next((one[1] for one in found if one[1]), found[0][2] if found else "")
    kind = (
        named.lower()
        if named and mark.name in ("alert", "admonition", "callout", "aside", "notice")
        else mark.name
    )
    if kind in LEVELS:
        yield Admonition(mark.line, kind, "", tuple(settle(inner)))
    elif mark.name in _TAB_MARKS:
        html = "" if mark.text.startswith(("{", ":", "<")) else mark.text
        title = named.replace("-", " ") if mark.name == "zone" else named or _TAB_TITLES.get(mark.name, "")
        yield Tab(mark.line, title or html or mark.name, tuple(settle(inner)))
    elif mark.name == "summary":
        yield from (
            replace(one, spans=tuple(replace(span, bold=True) for span in one.spans))
            if isinstance(one, Paragraph) else one
            for one in inner
        )  # fmt: skip
    else:
        if mark.name not in _LAYOUT | {"details"}:
            yield Unplaced(
                mark.line, mark.text, "a mark of the documentation system; what it is about is kept"
            )
        yield from inner


def _tab_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Headings such as `# [Azure](#tab/azure)`, up to a horizontal line, as tabs."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if not _is_tab_heading(block):
            yield block
            continue
        assert isinstance(block, Heading)
        inner: list[Block] = []
        while at < len(blocks) and not isinstance(blocks[at], Rule):
            following = blocks[at]
            if isinstance(following, Heading) and (
                _is_tab_heading(following) or following.level <= block.level
            ):
                break
            inner.append(following)
            at += 1
        if at < len(blocks) and isinstance(blocks[at], Rule):
            at += 1
        yield Tab(block.line, plain(block.spans), tuple(_tabbed(inner)))


def _is_tab_heading(block: Block) -> bool:
    return isinstance(block, Heading) and any(span.href.startswith("#tab/") for span in block.spans)


def _tabbed(blocks: Sequence[Block]) -> Iterator[Block]:
    """Neighboring tabs as one group."""
    group: list[Tab] = []
    for block in blocks:
        if isinstance(block, Tab):
            group.append(block)
            continue
        if group:
            yield Tabs(group[0].line, tuple(group))
            group = []
        yield block
    if group:
        yield Tabs(group[0].line, tuple(group))


def _noted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Paragraphs, quotations and headings that begin with "Note", "Warning" … as admonitions."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        match block:
            case Heading() if block.level > 2 and (kind := KINDS_BY_WORD.get(plain(block.spans).lower(), "")):
                taken = blocks[at : at + 1] if at < len(blocks) and isinstance(blocks[at], Paragraph) else ()
                at += len(taken)
                if taken and at < len(blocks) and isinstance(blocks[at], List):
                    taken = [*taken, blocks[at]]
                    at += 1
                yield Admonition(block.line, kind, "", tuple(taken)) if taken else block
            case Paragraph():
                before, after = _cut_at_note(block)
                if before:
                    yield worded_note(before.line, (before,)) or before
                yield worded_note(after.line, (after,)) or after
            case Quote():
                yield worded_note(block.line, block.blocks) or block
            case Admonition() if not block.title:
                again = worded_note(block.line, block.blocks)
                inner = again.blocks if isinstance(again, Admonition) else ()
                yield replace(block, blocks=inner) if inner else block
            case _:
                yield block


def _cut_at_note(block: Paragraph) -> tuple[Paragraph | None, Paragraph]:
    """A paragraph in two, where a bold "Note" begins a sentence in it."""
    for number, span in enumerate(block.spans[1:], 1):
        word = span.text.strip(" :：").lower()
        ended = block.spans[number - 1].text.rstrip().endswith((".", "!", "?", ":"))
        if span.bold and word in _WORDED and ended:
            return Paragraph(block.line, block.spans[:number]), Paragraph(span.line, block.spans[number:])
    return None, block


def worded_note(line: int, blocks: Sequence[Block]) -> Block | None:
    """The note that blocks make whose first words say so, such as "**Note:** …"; None for any others."""
    if not blocks or not isinstance(first := blocks[0], Paragraph):
        return None
    kind, rest = _kind(first.spans)
    if not kind:
        return None
    kept = (Paragraph(first.line, rest),) if plain(rest) else ()
    if kind in ("div", "checklist"):
        return Quote(line, (*kept, *blocks[1:]))
    if kind not in KINDS_BY_WORD:  # [!INCLUDE …], [!VIDEO …]
        return Unplaced(line, plain(first.spans), INSERTED) if len(blocks) == 1 else None
    return Admonition(line, kind, "", (*kept, *blocks[1:]))


def _kind(spans: Spans) -> tuple[str, Spans]:
    """The kind of note that words begin with, and the words after that; "" for none."""
    first, rest = spans[0], spans[1:]
    text = first.text.lstrip()
    if found := _ALERT.match("".join(span.text for span in spans)):
        return found[1].lower(), _without(spans, found.end())
    for sign, kind in _EMOJI.items():
        if text.startswith(sign):
            cut = _without(spans, len(first.text) - len(text) + len(sign))
            cut = (replace(cut[0], text=cut[0].text.lstrip("\ufe0f ")), *cut[1:]) if cut else cut
            again = _kind(cut) if cut and plain(cut) else ("", cut)
            return again if again[0] else (kind, cut)
    word = text.strip().rstrip(":：.").strip().lower()
    if first.bold and word in _WORDED:
        return KINDS_BY_WORD[word], _without_colon(rest)
    if first.is_plain and (found := _BEGINS.match(text)) and found[1].lower() in _WORDED:
        return KINDS_BY_WORD[found[1].lower()], (replace(first, text=text[found.end() :]), *rest)
    return "", spans


def _without(spans: Spans, count: int) -> Spans:
    """Spans without so many characters at their beginning."""
    kept: list[Span] = []
    for span in spans:
        cut = min(count, len(span.text))
        count -= cut
        if span.text[cut:] or span.image:
            kept.append(replace(span, text=span.text[cut:]))
    return tuple(kept)


def _without_colon(spans: Spans) -> Spans:
    if spans and spans[0].is_plain:
        return (replace(spans[0], text=re.sub(r"^\s*[:：–—-]?\s*", "", spans[0].text)), *spans[1:])
    return spans
