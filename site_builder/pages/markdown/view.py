"""What the Markdown of every page is made with: words, statements with their facts, cross references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from decision_tree.conditions import Condition
from decision_tree.model import Item, Variant
from site_builder.guide import LocalizedText, inline
from site_builder.guide import model as g
from site_builder.locales import make_page_note
from site_builder.pages.edition import Edition
from site_builder.pages.map_view import MapView
from site_builder.pages.markdown.writer import (
    Entry,
    MarkdownWriter,
    bold,
    code,
    escape,
    flat,
    link,
    listing,
    within,
)


class MarkdownView(MapView):
    """A page's view, which says in Markdown what the page says in HTML.

    A statement is followed by a footnote for each fact that it is of, `sources` has the footnotes; what was
    inferred is followed by why.
    """

    def __init__(self, edition: Edition, page: str, root: str) -> None:
        super().__init__(edition, page, root)
        self.md = MarkdownWriter(edition.lexicon, root)
        self.cited: dict[str, None] = {}
        self._asked: dict[Condition, str] = {}

    # words
    @property
    def arrow(self) -> str:
        """An arrow forward, as the locale reads."""
        return "←" if self.locale.direction == "rtl" else "→"

    def say(self, key: str, **values: str | int) -> str:
        """An interface word; values are Markdown already, but for numbers."""
        words = self.lexicon.word_form(key, values.get("count"))
        said = {name: self.number(v) if isinstance(v, int) else v for name, v in values.items()}
        pieces = (
            said.get(one.id, str(one)) if isinstance(one, inline.Reference) else within(one.text)
            for one in inline.parse(words)
        )
        return "".join(pieces)

    def name(self, kind: str, id: str) -> str:
        """The name of a part of the guide."""
        return self.md.unlinked(f"{{{kind}:{id}}}")

    def to(self, kind: str, id: str) -> str:
        """A link to a part of the guide."""
        return self.md.text(f"{{{kind}:{id}}}")

    def names_of(self, kind: str, ids: Iterable[str]) -> str:
        """The names of some facts as a list."""
        return self.either([self.name(kind, id) for id in ids], "standard")

    def either(self, words: list[str], style: Literal["standard", "or"] = "or") -> str:
        """A list in words of what is Markdown already."""
        marks = [f"\ue001{index}\ue002" for index in range(len(words))]  # the list's own words have none
        joined = escape(str(self.listed(marks, style)))
        for mark, one in zip(marks, words, strict=True):
            joined = joined.replace(mark, one)
        return joined

    def asks(self, condition: Condition) -> str:
        """On which days something holds, and for whom, in brackets; "" where always and for all."""
        if condition not in self._asked:
            self._asked[condition] = self._asks(condition)
        return self._asked[condition]

    def _asks(self, condition: Condition) -> str:
        days, other = self.days(condition), self.on_any_day(condition)
        said = [escape(days)] if days else []
        if other:
            said.append(self.say("only-if", condition=escape(self.when(other))))
        return "".join(f" ({one})" for one in said)

    # statements
    def extras(self, condition: Condition, cited: g.Cited | None) -> str:
        """What follows a statement: its condition, its facts as footnotes, or why it was inferred."""
        said = self.asks(condition)
        if cited is None:
            return said
        if cited.derived:
            said += f" ({self.say('inferred')}: {self.md.text(cited.derived)})"
        if self.citations.is_context(cited):
            date = self.citations.context_date(cited)
            said += (
                f" ({self.say('context-of', date=escape(self.date(date))) if date else self.say('context')})"
            )
        self.cited.update(dict.fromkeys(cited.source))
        return said + "".join(f"[^{fact}]" for fact in cited.source)

    def since(self, ids: Iterable[str]) -> list[str]:
        """The notes on later changes."""
        return [
            f"{link(self.say('since-then'), self.href('open-point', id))} "
            f"{self.md.text(point.note or point.text)}{self.extras((), point)}"
            for id, point in ((id, self.fact("open-point", id)) for id in ids)
        ]

    def entries(self, items: Sequence[g.Item]) -> list[Entry]:
        """The guide's own items as entries of a list."""
        return [
            (
                self.md.text(item.text) + self.extras(item.when, item),
                [*self.entries(item.points), *((line, ()) for line in self.since(item.since))],
            )
            for item in items
        ]

    def compiled(
        self, part: str, items: Iterable[Item], pieces: dict[str, g.Cited]
    ) -> list[Entry]:  # fmt: skip
        """Items of the compiled tree as entries of a list; `part` is what their keys begin with."""
        found: list[Entry] = []
        for item in items:
            if later := self.later_change(item.id):
                found.append((self.since([later])[0], ()))
            else:
                key = f"{part}/{item.id}"
                words = self.md.text(item.text) + self.extras(item.when, pieces.get(key))
                found.append((words, self.compiled(key, item.points, pieces)))
        return found

    def instead(self, variants: Iterable[Variant]) -> list[str]:
        """Other words of a question, an answer or an outcome, and when they hold."""
        found = []
        for one in variants:
            words = " ".join(self.md.text(text) for text in (one.text, one.detail) if text)
            found.append(f"{self.say('only-if', condition=escape(self.when(one.when)))}: {words}")
        return found

    # blocks
    def beginning(self, title: str, texts: dict[str, LocalizedText] | None = None) -> Iterator[str]:
        """The title, from when the source is, how the page was translated, and the page itself."""
        yield f"# {title}"
        lines = []
        if self.followed:
            date = escape(self.date(self.followed))
            lines.append(link(self.say("follows", date=date), self.md.href("evidence/")))
        note = make_page_note(self.edition.catalog, texts or {})
        if note.word:
            said = self.say(note.word, date=escape(self.date(note.date)) if note.date else "")
            lines.append(link(said, self.md.href("translation/")))
        if note.behind:
            lines.append(self.say("passages-in-source"))
        lines.append(self.say("guide-version", version=code(self.edition.version)))
        lines.append(link(self.say("map-open"), "./"))
        yield flat(lines)

    def head(self, level: int, words: str, id: str = "") -> str:
        """A heading, and the id of what stands under it."""
        return f"{'#' * level} {words}" + (f" ({code(id)})" if id else "")

    def paragraphs(self, items: Iterable[g.Item]) -> Iterator[str]:
        """Paragraphs, with their points as lists."""
        for item in items:
            yield self.md.text(item.text) + self.extras(item.when, item)
            if item.points:
                yield listing(self.entries(item.points))
            if item.since:
                yield flat(self.since(item.since))

    def sources(self) -> Iterator[str]:
        """The footnotes of all facts that the page has named: the section that states each, and its date."""
        if not self.cited:
            return
        yield self.head(2, self.say("sources"))
        yield "\n".join(f"[^{fact}]: {self._stated(fact)}" for fact in self.cited)

    def _stated(self, fact: str) -> str:
        """A link to the section that states a fact, with its date."""
        (place,) = self.citations.places([fact])
        document, section = (self.md.unlinked(one.title) for one in (place.document, place.section))
        words = document if document == section else f"{document}: {section}"
        date = f" ({escape(self.date(place.document.date))})" if place.document.date else ""
        return link(words, self.md.href(f"evidence/#{place.anchor}")) + date

    def labelled(self, words: str, said: str) -> str:
        """A line of a list that begins with what it is about."""
        return f"{bold(words)}: {said}"
