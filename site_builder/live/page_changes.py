"""Comparison of a page with itself before an edit: the elements that read otherwise now.

Compared is what a reader sees and where it leads, element by element; the markup around it is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from selectolax.lexbor import LexborHTMLParser, LexborNode

MARK = "data-live-changed"
"""The attribute of an element that reads otherwise since the last edit."""
CONTENT = "article"
"""The part of a page that is compared: not the navigation around it, which all pages share."""
STEP = ".guide-step"
"""The parts of the guide's page, of which it shows one at a time."""
CHOOSER = "guide-chooser"
"""The class of a part for readers without scripts alone, which says what other parts say."""
# fmt: off
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "br", "button", "cite", "code", "data", "em", "i", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u",
})
# fmt: on
"""Elements whose text belongs to the element that they are in."""
SKIPPED = frozenset({"script", "style", "svg", "template"})

Unit = tuple[str, str, tuple[str, ...], str]
"""An element as it is compared: its tag, its own text, where its links lead, and when it is shown."""


@dataclass(frozen=True, order=True)
class Place:
    """How many elements of a part of a page read otherwise, and how many have gone. `kind` is "question",
    "outcome" or "page"; `id` is that of the question or outcome, and "" of a page."""

    kind: str
    id: str
    title: str
    changed: int
    gone: int = 0


@dataclass(frozen=True)
class PageChanges:
    """A page with its changed elements marked, and the places that have some."""

    html: str
    places: tuple[Place, ...]


def compare_pages(before: str, after: str) -> PageChanges:
    """Mark the elements of a page that read otherwise than before an edit. Both are whole HTML pages."""
    if before == after:
        return PageChanges(after, ())
    page = LexborHTMLParser(after)
    old_parts, new_parts = _parts(LexborHTMLParser(before)), _parts(page)
    places: dict[tuple[str, str], Place] = {}
    for name, part in new_parts.items():
        old = old_parts.get(name)
        if old is not None and old.html == part.html:
            continue
        changed, gone = _mark(old, part)
        if changed or gone:
            place = replace(_place(part, page), changed=changed, gone=gone)
            key = place.kind, place.id
            # A question stands in the page once for each state of the tree.
            places[key] = max(places.get(key, place), place, key=lambda one: one.changed + one.gone)
    return PageChanges((page.html or "") if places else after, tuple(places.values()))


def page_title(page: LexborHTMLParser) -> str:
    """The heading of a page, else its title."""
    heading = page.css_first("h1") or page.css_first("title")
    return _words(heading).removesuffix("¶") if heading else ""


def _parts(page: LexborHTMLParser) -> dict[str, LexborNode]:
    """The parts of a page by name: the steps of the guide by their ids, and by "" all else."""
    content = page.css_first(CONTENT) or page.body
    if content is None:
        return {}
    steps = (step for step in content.css(STEP) if CHOOSER not in _classes(step))
    return {"": content} | {step.attributes.get("id") or "": step for step in steps}


def _place(part: LexborNode, page: LexborHTMLParser) -> Place:
    for kind in ("question", "outcome"):
        if id := part.attributes.get(f"data-{kind}"):
            title = part.css_first(".guide-title")
            return Place(kind, id, _words(title) if title else id, 0)
    return Place("page", "", page_title(page), 0)


def _mark(old: LexborNode | None, new: LexborNode) -> tuple[int, int]:
    """Mark what differs in a part. Returns how many elements it has marked, and how many have gone."""
    before = [unit for unit, _ in _units(old)] if old is not None else []
    after = list(_units(new))
    matcher = SequenceMatcher(None, before, [unit for unit, _ in after], autojunk=False)
    changed = gone = 0
    for operation, i, j, k, m in matcher.get_opcodes():
        if operation == "equal":
            continue
        for _, element in after[k:m]:
            element.attrs[MARK] = ""
        changed += m - k
        gone += max(0, (j - i) - (m - k))
    return changed, gone


def _units(part: LexborNode) -> Iterator[tuple[Unit, LexborNode]]:
    """The elements of a part that have text of their own, in reading order."""
    texts: list[str] = []
    links: list[str] = []
    inner: list[tuple[Unit, LexborNode]] = []
    _read(part, texts, links, inner)
    text = " ".join("".join(texts).split())
    if text:
        attributes = part.attributes
        when = f"{attributes.get('data-when') or ''}{attributes.get('data-answer') or ''}"
        yield (part.tag or "", text, tuple(links), when), part
    yield from inner


def _read(node: LexborNode, texts: list[str], links: list[str], inner: list[tuple[Unit, LexborNode]]) -> None:
    """Gather the text of a node that is its own or of inline elements; others are units for themselves."""
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            texts.append(child.text_content or "")
        elif tag in INLINE:
            if tag == "a":
                links.append(_target(child.attributes.get("href") or ""))
            _read(child, texts, links, inner)
        elif tag not in SKIPPED and STEP[1:] not in _classes(child):
            inner += _units(child)


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _target(address: str) -> str:
    """Where a link leads; of a question that stands in the page once for each state, the question."""
    return address.partition("--")[0] if address.startswith("#") else address
