"""How far a locale's translation is, and what a page must say of it to its readers."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from site_builder.guide import LocalizedText, Status, general_form
from site_builder.locales.catalog import Catalog, StatusCounts, count_statuses

STATUSES: tuple[Status, ...] = ("human", "reviewed", "machine", "stale", "missing")


@dataclass(frozen=True)
class Row:
    """Some texts: how many, and their share of all (0 to 1), each counted once, or by its exposure."""

    status: Status
    texts: int
    share: float
    share_met: float


@dataclass(frozen=True)
class PageState:
    """The texts that a page is the first to show, by its source path: their counts."""

    source: str
    counts: StatusCounts

    @property
    def path(self) -> str:
        """The page's path from the locale's root."""
        return path_of_page(self.source)


@dataclass(frozen=True)
class ToDo:
    """A text that readers see in another language."""

    context: str
    status: Status
    text: str
    source: str

    @property
    def path(self) -> str:
        """The path, from the locale's root, of the page that shows it first."""
        return path_of_page(self.source)


@dataclass(frozen=True)
class TranslationState:
    """What the page about a locale's translation shows. `walks` are those that texts are weighted by."""

    rows: tuple[Row, ...]
    pages: tuple[PageState, ...]
    to_do: tuple[ToDo, ...]
    walks: int


@dataclass(frozen=True)
class PageNote:
    """What a page says at its top. `word` is the interface word to say it with, "" for none; `behind`
    whether some passages are in another language."""

    word: str
    date: datetime.date | None
    behind: bool


def summarize_translation(
    catalog: Catalog, weights: Mapping[str, int], met: Mapping[str, Mapping[str, LocalizedText]]
) -> TranslationState:
    """The state of a catalog. `met` are the contexts that each page shows, by its source path, in the
    order of the pages; a text counts for the first of them, and one that none shows for none."""
    walks = max(weights.values(), default=0)
    by_status = Counter(catalog.statuses.values())
    weighted: Counter[Status] = Counter()
    for context, status in catalog.statuses.items():
        weighted[status] += weights.get(context, 0)
    total, total_weight = catalog.counts.total, sum(weighted.values())
    rows = tuple(
        Row(status, by_status[status], by_status[status] / total, weighted[status] / (total_weight or 1))
        for status in STATUSES
        if by_status[status]
    )
    first: dict[str, str] = {}
    for source, contexts in met.items():
        for context in contexts:
            first.setdefault(context, source)
    pages = tuple(
        PageState(source, _counts(catalog, (c for c in first if first[c] == source))) for source in met
    )
    to_do = tuple(
        ToDo(context, status, general_form(catalog.texts[context]), first.get(context, ""))
        for context, status in catalog.statuses.items()
        if status in ("stale", "missing")
    )
    return TranslationState(rows, tuple(page for page in pages if page.counts.total), to_do, walks)


def make_page_note(catalog: Catalog, met: Mapping[str, LocalizedText]) -> PageNote:
    """What a page that shows these texts says of them."""
    statuses = {status for context in met if (status := catalog.statuses.get(context))}
    behind = bool(statuses & {"stale", "missing"})
    word = ""
    if "machine" in statuses:
        by_people = statuses & {"human", "reviewed"}
        locale = catalog.locale.translation
        checked = "machine-checked" if locale == "machine-checked" else "machine"
        word = "translation-part-machine" if by_people else f"translation-{checked}"
    return PageNote(word, catalog.made_from, behind)


def _counts(catalog: Catalog, contexts: Iterable[str]) -> StatusCounts:
    known = (catalog.statuses.get(context) for context in contexts)
    return count_statuses(status for status in known if status)


def path_of_page(source: str) -> str:
    """A page's path from the locale's root: "faq.md" -> "faq/", "index.md" -> ""."""
    path = source.removesuffix(".md")
    return "" if path == "index" else f"{path.removesuffix('/index')}/"
