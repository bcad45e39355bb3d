"""The contents of a review sheet: every text with its translation and what a reviewer must know of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import polib
from markupsafe import Markup

from site_builder.guide import (
    Code,
    Literal,
    TextForms,
    general_form,
    inline,
    numbers_of_category,
    plural_categories,
)
from site_builder.locales import (
    SYNONYMS,
    Lexicon,
    Locale,
    Locales,
    TermRules,
    Translation,
    entry_forms,
    excused_terms,
    normalize_space,
    plain_piece,
    read_notes,
)
from site_builder.problems import Problem
from site_builder.review.reading_order import MessageGroup, OrderedMessage

_COMMENT_STARTS = ("Shown on: ", "{", "`", "Words for the search")
"""How the parts of an entry's comment to translators begin; other lines go on with the part before."""


@dataclass(frozen=True)
class TermHit:
    """A glossary term that a source text has. `use` are its renderings, any of which will do; `excused` says
    that the translator has given a reason for another."""

    id: str
    term: str
    use: tuple[str, ...]
    note: str
    excused: bool


@dataclass(frozen=True)
class LabelHit:
    """A label of a screen that a text mentions: its words there, and where they were seen, if they were."""

    english: str
    text: str
    seen: bool
    seen_in: str
    note: str


@dataclass(frozen=True)
class SheetText:
    """A text of the sheet. `rendered` is its source with names in place of references, `translation` the raw
    text that is reviewed; both by plural category, which is "" where nothing is counted. `names` are those of
    the translation's references in their places.

    `has_words` is False of a text that only stands for a name: there is nothing to review.
    """

    number: int
    ordered: OrderedMessage
    status: str
    has_words: bool
    rendered: Mapping[str, Markup]
    translation: Mapping[str, str]
    names: Mapping[str, str]
    terms: tuple[TermHit, ...]
    labels: tuple[LabelHit, ...]
    places: str
    comments: tuple[str, ...]
    reviewers: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether a person has written or reviewed it before."""
        return self.status in ("human", "reviewed")


@dataclass(frozen=True)
class SheetGroup:
    """Texts that are read together, under the title of their question or outcome."""

    id: str
    kind: str
    title: str
    texts: tuple[SheetText, ...]


@dataclass(frozen=True)
class Sheet:
    """A whole sheet. `names` has what each reference stands for in the locale, `countless` the plural
    categories whose form may leave out the number, `most` the combinations of answers that there are."""

    title: str
    locale: Locale
    source: Locale
    groups: tuple[SheetGroup, ...]
    names: Mapping[str, str]
    countless: tuple[str, ...]
    most: int

    @property
    def texts(self) -> list[SheetText]:
        """All texts, in reading order."""
        return [text for group in self.groups for text in group.texts]

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits of a hash over all texts, by which the browser keeps what is done."""
        told = [[text.ordered.key, text.ordered.message.text, dict(text.translation)] for text in self.texts]
        return hashlib.sha256(json.dumps([self.locale.id, told]).encode()).hexdigest()[:12]


class SheetMaker:
    """Makes the sheet of a locale; `english` and `lexicon` have the names in the source and in the locale."""

    def __init__(self, locales: Locales, locale: Locale, english: Lexicon, lexicon: Lexicon) -> None:
        self._locales, self._locale = locales, locale
        self._english, self._lexicon = english, lexicon
        self._glossary = locales.glossary.get(locale.id, {})
        self._terms = TermRules(self._glossary)
        self._labels = locales.labels_of(locale)

    def make(
        self,
        groups: Sequence[MessageGroup],
        translations: Mapping[str, Translation],
        problems: Mapping[str, Sequence[str]],
    ) -> Sheet:
        """The sheet. `translations` and `problems` are by the keys of ordered messages; entries must have
        their comments to translators."""
        number = 0
        made = []
        for index, group in enumerate(groups, 1):
            texts = []
            for one in group.messages:
                number += 1
                texts.append(self._text(number, one, translations[one.key], problems.get(one.key, ())))
            title = self._english.plain(group.title)
            made.append(SheetGroup(f"group-{index}", group.kind, title, tuple(texts)))
        references = (
            reference
            for text in (text for group in made for text in group.texts)
            for form in (*_forms(text.ordered.message.text).values(), *text.translation.values())
            for reference in inline.references(form)
        )
        return Sheet(
            title=self._english.plain(self._english.guide.tree.title),
            locale=self._locale,
            source=self._locales.source,
            groups=tuple(made),
            names=self._names(references),
            countless=tuple(
                category
                for category in plural_categories(self._locale.babel)
                if len(numbers_of_category(self._locale.babel, category)) == 1
            ),
            most=max((one.weight for group in groups for one in group.messages), default=0),
        )

    def _text(
        self, number: int, one: OrderedMessage, translation: Translation, problems: Sequence[str]
    ) -> SheetText:
        source = general_form(one.message.text)
        notes = read_notes(translation.entry) if translation.entry is not None else {}
        is_search = bool(SYNONYMS.match(one.message.context))  # the glossary does not bind these
        places, comments = _comments(translation.entry)
        if translation.status == "stale" and translation.entry is not None:
            comments.append(f"The source before: {translation.entry.previous_msgid or 'not known'}")
        for key, values in notes.items():
            if key not in ("status", "was", "reviewed by"):
                comments += [f"{key}: {value}" for value in values]
        return SheetText(
            number=number,
            ordered=one,
            status=translation.status,
            has_words=inline.has_words(source) or not isinstance(one.message.text, str),
            rendered={category: self._rendered(form) for category, form in _forms(one.message.text).items()},
            translation=(forms := _forms(self._raw(translation))),
            names={token: name for form in forms.values() for token, name in self._names_in(form).items()},
            terms=() if is_search else tuple(self._term_hits(source, excused_terms(notes))),
            labels=tuple(self._label_hits(source)),
            places=places,
            comments=tuple(comments),
            reviewers=tuple(notes.get("reviewed by", ())),
            problems=tuple(problems),
        )

    def _raw(self, translation: Translation) -> TextForms:
        if translation.entry is None:
            return translation.text
        return normalize_space(entry_forms(translation.entry, self._locale.babel)) or translation.text

    def _rendered(self, source: str) -> Markup:
        """A source text with its terms marked, and names in place of references, which are titles."""
        pieces = []
        for segment, name in self._english.pieces(source):
            if isinstance(segment, Literal):
                pieces.append(self._marked(segment.text))
            elif isinstance(segment, Code):
                pieces.append(Markup("<code>{}</code>").format(segment.text))
            else:
                words = plain_piece(segment, name)
                pieces.append(Markup('<b class="name" title="{}">{}</b>').format(segment, words))
        return Markup("").join(pieces)

    def _marked(self, words: str) -> Markup:
        marked, at = Markup(""), 0
        for start, end, id in self._terms.named(words):
            if start >= at:
                mark = Markup('<mark title="{}">{}</mark>').format(id, words[start:end])
                marked += words[at:start] + mark  # Markup escapes what it is joined with
                at = end
        return marked + words[at:]

    def _term_hits(self, source: str, excused: Sequence[str]) -> Iterable[TermHit]:
        words = inline.plain_words(source)
        found: dict[str, str] = {}
        for start, end, id in self._terms.named(words):
            found.setdefault(id, words[start:end])
        for id, word in found.items():
            term = self._glossary[id]
            yield TermHit(id, word, term.use, term.note or "", id in excused)

    def _label_hits(self, source: str) -> Iterable[LabelHit]:
        for reference in dict.fromkeys(inline.references(source)):
            if reference.kind == "label":
                name, word = self._lexicon.label(reference.id), self._labels.get(reference.id)
                english = self._english.label(reference.id).text
                seen_in, note = (word.seen_in or "", word.note or "") if word else ("", "")
                yield LabelHit(english, name.text, name.seen, seen_in, note)

    def _names_in(self, form: str) -> dict[str, str]:
        """The references of a translation, as they read in their places there."""
        if not all(map(self._is_known, inline.references(form))):
            return {}
        pieces = self._lexicon.pieces(form)
        return {str(segment): str(name) for segment, name in pieces if name is not None}

    def _names(self, references: Iterable[inline.Reference]) -> dict[str, str]:
        """What references stand for on their own, and in each of their forms, which a text may ask for."""
        names = {}
        for reference in dict.fromkeys(one.formless for one in references):
            if reference.kind not in ("", "field") and self._is_known(reference):
                names[str(reference)] = str(self._lexicon.name(reference))
                for form in self._lexicon.forms(reference):
                    asked = replace(reference, form=form)
                    names[str(asked)] = str(self._lexicon.name(asked, "within"))
        return names

    def _is_known(self, reference: inline.Reference) -> bool:
        """Whether there is something to name: the references of a translation are not checked yet."""
        try:
            if reference.kind not in ("", "field"):
                self._lexicon.name(reference)
        except (KeyError, ValueError):
            return False
        return True


def problems_by_key(problems: Iterable[Problem], files: Mapping[str, str]) -> dict[str, list[str]]:
    """Problems of catalogs by the keys of ordered messages; `files` maps a catalog's name to its domain's."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        context, _, sentence = problem.message.partition(": ")
        if sentence and problem.file in files:
            found.setdefault(f"{files[problem.file]}:{context}", []).append(sentence)
    return found


def _forms(text: TextForms) -> dict[str, str]:
    """The forms of a text by plural category; that of a text without forms is ""."""
    return {"": text} if isinstance(text, str) else dict(text)


def _comments(entry: polib.POEntry | None) -> tuple[str, list[str]]:
    """The pages of an entry's comment to translators, and its other parts."""
    parts: list[str] = []
    for line in (entry.comment or "").splitlines() if entry is not None else ():
        if not parts or line.startswith(_COMMENT_STARTS):
            parts.append(line)
        else:
            parts[-1] += f" {line}"
    shown = _COMMENT_STARTS[0]
    places = next((part.removeprefix(shown) for part in parts if part.startswith(shown)), "")
    return places, [part for part in parts if not part.startswith(shown)]
