"""The state of a translation: coverage by status, by page and by exposure, and the note on each page."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from site_builder.guide import LocalizedText, Status, general_form
from site_builder.locales.catalog import Catalog, StatusCounts, count_statuses

MACHINE_MADE = ("machine", "machine-checked", "machine-revised")
"""The values of a locale's translation: whose texts are a machine's; each has a word, translation-<value>."""

STATUSES: tuple[Status, ...] = ("human", "reviewed", "machine", "stale", "missing")


@dataclass(frozen=True)
class StatusShare:
    """The texts of one status: how many, their share of all (0 to 1), and the same weighted by exposure."""

    status: Status
    texts: int
    share: float
    share_met: float


@dataclass(frozen=True)
class PageState:
    """The counts of the texts that a page is the first to show; `source` is its source path."""

    source: str
    counts: StatusCounts

    @property
    def path(self) -> str:
        """The page's path from the locale's root."""
        return path_of_page(self.source)


@dataclass(frozen=True)
class ToDo:
    """A text that readers see in another language; `source` is the source path of the page that shows it."""

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
    """The state that the page about a locale's translation shows. `walks`: all combinations of answers."""

    rows: tuple[StatusShare, ...]
    pages: tuple[PageState, ...]
    to_do: tuple[ToDo, ...]
    walks: int


@dataclass(frozen=True)
class PageNote:
    """The note at the top of a page: the key of its interface word ("" for none), the date of the source
    texts, and whether some passages are in another language (`behind`)."""

    word: str
    date: datetime.date | None
    behind: bool


def summarize_translation(
    catalog: Catalog, exposure: Mapping[str, int], page_texts: Mapping[str, Mapping[str, LocalizedText]]
) -> TranslationState:
    """The state of a catalog, given the exposure of each text (in how many walks readers see it).

    `page_texts` are the texts that each page shows, by its source path, in the order of the pages; a text
    counts for the first of them.
    """
    walks = max(exposure.values(), default=0)
    by_status = Counter(catalog.statuses.values())
    weighted: Counter[Status] = Counter()
    for context, status in catalog.statuses.items():
        weighted[status] += exposure.get(context, 0)
    total, total_weight = catalog.counts.total, sum(weighted.values())
    rows = tuple(
        StatusShare(
            status, by_status[status], by_status[status] / total, weighted[status] / (total_weight or 1)
        )
        for status in STATUSES
        if by_status[status]
    )
    first: dict[str, str] = {}
    for source, contexts in page_texts.items():
        for context in contexts:
            first.setdefault(context, source)
    pages = tuple(
        PageState(source, _count(catalog, (c for c in first if first[c] == source))) for source in page_texts
    )
    to_do = tuple(
        ToDo(context, status, general_form(catalog.texts[context]), first.get(context, ""))
        for context, status in catalog.statuses.items()
        if status in ("stale", "missing")
    )
    return TranslationState(rows, tuple(page for page in pages if page.counts.total), to_do, walks)


def make_page_note(catalog: Catalog, texts: Mapping[str, LocalizedText]) -> PageNote:
    """The note at the top of a page that shows these texts, by context."""
    statuses = {status for context in texts if (status := catalog.statuses.get(context))}
    behind = bool(statuses & {"stale", "missing"})
    word = ""
    if "machine" in statuses:
        by_people = statuses & {"human", "reviewed"}
        made = catalog.locale.translation if catalog.locale.translation in MACHINE_MADE else "machine"
        word = "translation-part-machine" if by_people else f"translation-{made}"
    return PageNote(word, catalog.made_from, behind)


def _count(catalog: Catalog, contexts: Iterable[str]) -> StatusCounts:
    statuses = (catalog.statuses.get(context) for context in contexts)
    return count_statuses(status for status in statuses if status)


def path_of_page(source: str) -> str:
    """A page's path from the locale's root: "faq.md" -> "faq/", "index.md" -> ""."""
    path = source.removesuffix(".md")
    return "" if path == "index" else f"{path.removesuffix('/index')}/"
