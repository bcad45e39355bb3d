"""The texts of a draft in the words of another edition of its article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from site_builder.articles.alignment import align
from site_builder.articles.blocks import Span, Spans, plain
from site_builder.articles.draft import Draft
from site_builder.articles.interface_words import product_texts
from site_builder.articles.item_parts import join_texts
from site_builder.articles.reading import Article
from site_builder.articles.register import sentences
from site_builder.articles.texts import TO_COMPLETE, TextWriter, escape, web_address
from site_builder.articles.vocabulary import ASKED, DERIVED, TITLES, by_language
from site_builder.guide import inline

WORDED_KEYS = ("title", "description", "intro")
"""The keys of front matter whose values are words, which an edition has in its language."""
_LOCALE = re.compile(r"/[a-z]{2}-[a-z]{2}(?=/)", re.IGNORECASE)


@dataclass
class Edition:
    """A draft in another locale. `texts` are translations by the draft's own text; `labels` what the edition
    calls each label; `missed` what does not align, in lines of text."""

    locale: str
    translation: str
    file: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)


NO_PARTNER = "is in one edition only"


class _UnmatchedError(Exception):
    """A link or label of a translation that the source does not have."""


@dataclass
class _References:
    """The references of one text, for the words of its translation, in place of a draft's facts."""

    facts: Mapping[str, Any]
    left: list[inline.Reference]
    labels: list[str]
    asked: list[str] = field(default_factory=list)
    loose_bold: list[Any] = field(default_factory=list)

    def label(self, words: str, source: list[str]) -> str:
        """The id of the label at this place."""
        self.asked.append(words)
        return self.labels[len(self.asked) - 1] if len(self.asked) <= len(self.labels) else "none"

    def link(self, url: str, name: str, source: list[str]) -> str:
        """The reference to an address, if the source has one."""
        for reference in self.left:
            listed = self.facts.get(f"{reference.kind}s", ())
            if any(one["id"] == reference.id and _same_page(one["url"], url) for one in listed):
                self.left.remove(reference)
                return f"{reference.kind}:{reference.id}"
        raise _UnmatchedError

    def address(self, start: str, placeholder: str, source: list[str]) -> str:
        """The id of the address to complete, if the source has one."""
        return self._next(("address",)).id

    def inside(self, href: str) -> str | None:
        """The reference to a section of the article, where the link is one."""
        if href.startswith("#") or ".md" in href:
            kinds = ("outcome", "question", "faq", "page", "procedure")
            if any(reference.kind in kinds for reference in self.left):
                return str(self._next(kinds))
        return None

    def _next(self, kinds: Sequence[str]) -> inline.Reference:
        for reference in self.left:
            if reference.kind in kinds:
                self.left.remove(reference)
                return reference
        raise _UnmatchedError


def translate_draft(
    draft: Draft,
    articles: Sequence[Article],
    editions: Sequence[Article],
    locale: str,
    translation: str,
    base: str,
) -> Edition:
    """The draft's texts in the words of other editions of its articles, each of the article in its place."""
    edition = Edition(locale, translation, PurePath(editions[0].file).name)
    maker = _Maker(draft, edition, base)
    for article, other in zip(articles, editions, strict=False):
        maker.add(article, other)
    maker.finish()
    return edition


class _Maker:
    def __init__(self, draft: Draft, edition: Edition, base: str) -> None:
        self.draft, self.edition, self.base = draft, edition, base
        self.language = edition.locale.partition("-")[0]
        self.partners: dict[tuple[str, str], Spans] = {}
        self.files: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def add(self, article: Article, other: Article) -> None:
        """Align an article with its other edition."""
        self.files[article.file] = other.file
        found = align(article.outline, other.outline)
        for spans, partner in found.pairs:
            self.partners.setdefault((article.file, plain(spans)), partner)
            self._add_sentences(article.file, spans, partner)
            self._add_rest(article.file, spans, partner)
            self._add_names(spans, partner)
        for key in WORDED_KEYS:
            mine, theirs = article.front.get(key), other.front.get(key)
            if mine and theirs:
                self.names.setdefault(escape(mine), escape(theirs))
        for line, far, words in found.missed:
            self.edition.missed.append(_both(article.file, line, other.file, far, NO_PARTNER, words))

    def _add_sentences(self, file: str, spans: Spans, partner: Spans) -> None:
        """Where both have as many sentences, those are partners too: a summary may be the first one alone."""
        mine, theirs = sentences(plain(spans)), sentences(plain(partner))
        if 1 < len(mine) == len(theirs) and all(span.is_plain for span in (*spans, *partner)):
            for cut in (slice(0, 1), slice(1, None)):
                words = (Span(" ".join(theirs[cut]), partner[0].line),)
                self.partners.setdefault((file, " ".join(mine[cut])), words)

    def _add_rest(self, file: str, spans: Spans, partner: Spans) -> None:
        """What follows bold words, as in "**Roles:** …"; and the placeholders of addresses to complete."""
        if len(spans) > 1 and len(partner) > 1 and spans[0].bold and partner[0].bold:
            words = (replace(partner[1], text=partner[1].text.lstrip(" :：")), *partner[2:])
            self.partners.setdefault((file, plain(spans[1:]).lstrip(" :：")), words)
        for mine, theirs in zip(
            *(TO_COMPLETE.finditer(plain(one)) for one in (spans, partner)), strict=False
        ):
            self.names.setdefault(mine[2], theirs[2])

    def _add_names(self, spans: Spans, partner: Spans) -> None:
        """The names of links, by their addresses."""
        theirs = [span for span in partner if span.href and not span.image]
        for span in spans:
            if span.href and not span.image:
                same = next((one for one in theirs if _same_page(one.href, span.href)), None)
                if same:
                    theirs.remove(same)
                    self.names.setdefault(escape(_bare(span.text)), escape(_bare(same.text)))

    def finish(self) -> None:
        """Translate every text that words of the article were made of, and the draft's own words."""
        texts = self.edition.texts
        own = dict(self._own_words())
        later: list[tuple[str, Spans, Spans]] = []
        for text, (file, spans) in self.draft.rendered.items():
            partner = self.partners.get((file, plain(spans)))
            if partner is None:
                continue
            if (made := self._render(text, spans, partner)) is not None:
                texts[text] = made
            else:
                later.append((text, spans, partner))
        for text, spans, partner in later:  # now that the labels are known
            if (made := self._render_with_known_labels(text, partner)) is not None:
                texts[text] = made
            else:
                file = self.draft.rendered[text][0]
                reason = "has other labels or links"
                self.edition.missed.append(
                    _both(file, spans[0].line, self.files[file], partner[0].line, reason, plain(spans))
                )
        for name, words in self.names.items():
            texts.setdefault(name, words)
        for text, parts in self.draft.joined.items():
            if all(part in texts for part in parts):
                texts.setdefault(text, join_texts([texts[part] for part in parts]))
        texts |= {text: words for text, words in own.items() if text not in texts}

    def _render(self, text: str, spans: Spans, partner: Spans) -> str | None:
        """A text of a partner's words, with the references of the draft's own; None where they differ."""
        references = inline.references(text)
        labels = [one.id for one in references if one.kind == "label"]
        first = self._write(references, labels, partner)
        if first is None or len(first[1]) != len(labels):
            return None
        ordered = self._ordered(labels, first[1])
        made = self._write(references, ordered, partner)
        if made is None or made[2]:
            return None
        for id, words in zip(ordered, made[1], strict=True):
            self.edition.labels.setdefault(id, words)
        return _ended_as(text, made[0])

    def _write(
        self, references: list[inline.Reference], labels: list[str], partner: Spans
    ) -> tuple[str, list[str], int] | None:
        """The text, the words of its labels, and how many references are left."""
        left = [one for one in references if one.kind != "label"]
        known = _References(self.draft.files.get("facts", {}), left, labels)
        writer = TextWriter(known, lambda line, text, reason: None, self.base, known.inside)  # type: ignore[arg-type]
        try:
            text = writer.text(partner, [], labels=bool(labels))
        except _UnmatchedError:
            return None
        return text, known.asked, len(left)

    def _ordered(self, labels: list[str], words: list[str]) -> list[str]:
        """The labels in the order in which a translation has them: those it knows by name first."""
        texts = {one["id"]: one["text"] for one in self.draft.files.get("facts", {}).get("labels", ())}
        free = [*labels]
        places: list[str | None] = []
        for one in words:
            same = next((id for id in free if one in (self.edition.labels.get(id), texts.get(id))), None)
            places.append(same)
            if same:
                free.remove(same)
        return [place if place else free.pop(0) for place in places]

    def _render_with_known_labels(self, text: str, partner: Spans) -> str | None:
        """As `_render`, where bold words differ: labels are found by the words that they have elsewhere."""
        references = inline.references(text)
        labels = [one.id for one in references if one.kind == "label"]
        bare = tuple(Span(s.text, s.line, code=s.code, href=s.href, image=s.image) for s in partner)
        made = self._write(references, [], bare)
        if made is None or made[2] or len(set(labels)) != len(labels):
            return None
        words = made[0]
        for id in labels:
            label = escape(self.edition.labels.get(id, ""))
            if not label or words.count(label) != 1:
                return None
            words = words.replace(label, f"{{label:{id}}}")
        return _ended_as(text, words)

    def _own_words(self) -> Iterator[tuple[str, str]]:
        """What the draft says in words of its own, and the product's, in both languages."""
        mine = self.draft.locale.partition("-")[0]
        titles = by_language(TITLES, self.language)
        yield from ((word, titles[kind]) for kind, word in by_language(TITLES, mine).items())
        yield from zip(by_language(ASKED, mine)[:2], by_language(ASKED, self.language)[:2], strict=True)
        yield by_language(DERIVED, mine), by_language(DERIVED, self.language)


def text_in(edition: Edition, draft: Draft, context: str, text: str) -> str:
    """The translation of one text of a draft, by its context in catalogs; "" where there is none."""
    if context.startswith(("interface.", "pages.pages.")):
        own = product_texts(edition.locale)
        if context in own and text == product_texts(draft.locale).get(context):
            return own[context]
    if ".details." in context and text.startswith("`"):
        key, _, value = text.partition(": ")
        words = edition.texts.get(value, "") if key.strip("`") in WORDED_KEYS else value
        return f"{key}: {words}" if words else ""
    found = edition.texts.get(text, "")
    if found or not text.endswith(tuple(")?？؟")):
        return found
    head, _, number = text.rpartition(" (")
    if number.rstrip(")").isdigit() and head in edition.texts:
        return f"{edition.texts[head]} ({number}"
    asked = by_language(ASKED, draft.locale.partition("-")[0])[2]
    before, _, after = asked.partition("{title}")
    if text.startswith(before) and text.endswith(after):
        title = edition.texts.get(text[len(before) : len(text) - len(after)], "")
        return by_language(ASKED, edition.locale.partition("-")[0])[2].format(title=title) if title else ""
    return ""


def _both(file: str, line: int, other: str, far: int, reason: str, words: str) -> str:
    places = " and ".join(f"{name}:{at}" for name, at in ((file, line), (other, far)) if at)
    return f"{places}: {reason}: {words if len(words) <= 80 else f'{words[:79]}…'}"


def _same_page(one: str, other: str) -> bool:
    """Whether two addresses are the same but for a locale in them."""
    return _LOCALE.sub("", web_address(one) or one) == _LOCALE.sub("", web_address(other) or other)


def _bare(text: str) -> str:
    return text.strip().rstrip(".,:;")


def _ended_as(text: str, made: str) -> str:
    """A translation without the colon at its end, where the source has none."""
    return made if text.endswith((":", "：")) else made.rstrip(":： ")
