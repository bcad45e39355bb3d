"""Interface words: the texts of buttons, headings and messages, which docs/interface/interface.yml holds by
key; a guide may have some of them anew in its own interface.yml.

Here are the keys that code asks for, who shows them, and the placeholders that each is filled in with. A
template or script gets a word by its key: `word("copy")`, `words["copy"]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decision_tree.words import ENTRY_WORDS, PERIOD_WORDS, SEVERAL_WORDS, TICKET_WORDS, WORDS
from site_builder.guide import inline
from site_builder.guide.localized_text import forms_of, general_form
from site_builder.guide.yaml_file import Document
from site_builder.problems import Problem, did_you_mean

PAGE_WORDS = (
    "back", "change-answers", "leave-as-it-was", "change", "start-again", "question-number",
    "question-number-exact", "no-longer-needed", "unknown-in-address", "and-more", "needs-earlier",
    "example-answers", "engine-failed", "guide-outdated", "load-anew",
    "setting-changed", "typed-stays", "keep-in-tab", "to-fill-in", "to-check", "your-answers",
    "your-answers-and-receipt", "changes-since",
    "use-suggestion", "copy", "copy-what", "copied", "copy-by-hand", "open-address", "print", "ticket",
    "ticket-about", "ticket-about-mail", "ticket-language", "ticket-subject", "ticket-body",
    "ticket-waits", "ticket-unavailable", "copy-text", "copied-text", "copied-link", "new-tab",
    "download-text", "download-markdown", "open-mail", "mail-copied", "unsaved", "due-title", "due-now",
    "due-at", "due-moment", "entry-moment", "due-hours-of", "due-assumed", "due-clock", "reminder",
    "why",
    "why-answers", "why-response-time", "what-would-change", "change-to", "ends-and", "changes-asks",
    "one-of", "more-changes", "nothing-would-change", "while-unsure", "whatever-the-answer",
    "depends-on-answer", "always-outcome", "always-portal", "nothing-the-same",
    "how-to-find-out", "receipt", "receipt-about", "copy-link", "receipt-unavailable", "receipt-waits",
    "inferred", "sandboxed", "due-hours-named", "remember", "remember-about", "remembered", "remembered-tag",
    "forget", "forgotten", "sent-to-you",
)  # fmt: skip
"""Keys of the interface words that the scripts of the page with the tree show."""

LONG_LIST_WORDS = ("find-answer", "answers-found", "no-answer-found")
"""Keys of those that its scripts show where a question has many answers."""
SEVERAL_CHOICE_WORDS = ("choose-any", "several-go", "several-none")
"""Keys of those that they show where a question takes several answers."""
NUMBER_WORDS = ("number-type", "typed-go", "number-outside", "number-expected", "number-steps")
"""Keys of those that they show where a question asks for a number."""
PERIOD_PAGE_WORDS = ("not-offered", "preview-day", "preview-leave")
"""Keys of those that they show where something holds on some days only."""
DATE_WORDS = (
    "date-type", "date-day", "date-month", "date-year", "typed-go", "date-missing", "date-day-wrong",
    "date-month-wrong", "date-year-wrong", "date-no-day", "date-outside",
)  # fmt: skip
"""Keys of those that they show where one asks for a date."""

EMBEDDING_WORDS = ("copy", "copy-what", "copied", "copy-by-hand", "embed-snippet")
"""Keys of those that the scripts of the page with the embedding snippets show."""

THEME_WORDS = (
    "languages", "all-languages", "choose-language", "not-found", "not-found-text",
    "not-found-near", "to-guide", "switch-to-dark", "switch-to-light", "search",
    "open-full", "sandboxed", "single-file",
)  # fmt: skip
"""Keys of those that the theme's templates show, and the pages above the locales."""

OUTCOME_PARTS = ("route", "who", "response", "warnings", "cost", "follow-up")
"""The parts of an outcome in the order in which readers need them; each has its heading under part-<id>.
The fields to fill in follow the route."""

PLACEHOLDERS: dict[str, set[str]] = {
    **{
        key: set(names)
        for words in (WORDS, PERIOD_WORDS, *ENTRY_WORDS.values(), SEVERAL_WORDS, TICKET_WORDS)
        for key, names in words.items()
        if names
    },
    "question-number-exact": {"number", "most"},
    "no-longer-needed": {"names"},
    "unknown-in-address": {"names"},
    "and-more": {"count"},
    "answers-found": {"count"},
    "setting-changed": {"name", "answer", "response"},
    "remember-about": {"names"},
    "remembered": {"names"},
    "use-suggestion": {"value"},
    "copy-what": {"what"},
    "copied": {"what"},
    "open-address": {"address"},
    "due-clock": {"zone"},
    "due-hours-named": {"name"},
    "more-changes": {"count"},
    "to-fill-in": {"count"},
    "to-check": {"count"},
    "changes-since": {"count"},
    "sources-and-inferred": {"count"},
    "follows": {"date"},
    "always-outcome": {"outcome"},
    "always-portal": {"portal"},
    "condition-is": {"name", "answers"},
    "condition-not": {"answers"},
    "condition-with": {"answers"},
    "only-if": {"condition"},
    "condition-without": {"answers"},
    "context-of": {"date"},
    "edit-what": {"title"},
    "edit-translation-what": {"title"},
    "range-between": {"low", "high"},
    "day-from": {"low"},
    "day-to": {"high"},
    **{f"{way}-{bound}": {"span"} for way in ("since", "until") for bound in ("from", "over", "under", "to")},
    "date-missing": {"names"},
    "date-no-day": {"month", "most"},
    "date-outside": {"range"},
    "range-under": {"high"},
    "range-from": {"low"},
    "range-to": {"high"},
    "number-outside": {"range", "example"},
    "number-expected": {"example"},
    "number-steps": {"low", "high"},
    "date-from": {"date"},
    "date-until": {"date"},
    "date-between": {"first", "last"},
    "not-offered": {"question", "answer", "days"},
    "preview-day": {"date"},
    "business-days": {"count"},
    "map-size": {"questions", "outcomes"},
    "untranslated": {"count"},
    "translation-machine": {"date"},
    "translation-machine-checked": {"date"},
    "translation-machine-revised": {"date"},
    "translation-part-machine": {"date"},
    "single-copy": {"date"},
    "single-living": {"address"},
    "single-holidays": {"date"},
    "due-table-before": {"time"},
    "due-table-from": {"time"},
    "due-table-later": {"time", "count"},
    "due-table-holidays": {"first", "last"},
}
"""Key -> the placeholders that code fills in. The other words that code asks for have none."""

BUILD_WORDS = (
    "condition-is", "condition-not", "condition-with", "condition-without", "range-between", "range-under",
    "range-from", "range-to", "number-any", "date-any", "day-from", "day-to", "day-today", "before-today",
    "after-today", "to-today", "from-today", "since-from", "since-over", "since-under", "since-to",
    "until-from", "until-over", "until-under", "until-to", "business-days", "inferred", "context",
    "context-of", "questions", "period", "date-from", "date-until", "date-between", "map-start",
    "map-outcome", "map-part", "map-size", "map-elsewhere", "map-any", "single-copy", "single-living",
    "single-holidays", "due-table-before", "due-table-from", "due-table-later", "due-table-holidays",
)  # fmt: skip
"""Keys of those that the build puts into pages and their navigation."""

COUNTED_WORDS = (
    "and-more", "answers-found", "more-changes", "business-days", "untranslated", "to-fill-in", "to-check",
    "changes-since", "sources-and-inferred", "due-table-later",
)  # fmt: skip
"""Keys of the words with plural forms. No other word that code asks for may have them."""

PLACEHOLDER_MEANINGS: Mapping[str, str] = {
    "address": "an internet address",
    "answer": "the label of an answer",
    "answers": "the labels of one or more answers, joined with “or”",
    "combinations": "a number",
    "condition": "a condition, such as Product: Azure or Office 365",
    "count": "a number, which chooses the form",
    "date": "a date, such as 26 February 2021",
    "duration": "a span of time, such as 2 hours",
    "day": "a day, such as Thursday 26 November",
    "days": "on which days something holds, such as Until 31 December 2026",
    "example": "a number, perhaps with its unit, such as €12.50, or a date such as 2024-05-31",
    "first": "a day",
    "form": "the name of a form",
    "hours": "working hours, such as 09:00–17:00, or a number of hours",
    "last": "a day",
    "link": "an internet address",
    "low": "a number, perhaps with its unit, such as €12.50, or a date",
    "high": "a number, perhaps with its unit, such as €99.99, or a date",
    "range": "a range of numbers or days in words, such as €0 to €5,000",
    "longest": "a number",
    "moment": "a day and a time, such as Thursday 26 November at 14:40",
    "month": "a month, such as February 2023",
    "most": "a number",
    "name": "the short name of a question, a setting, a calendar, a holiday, a table or a column of one",
    "names": "a list of names, or of names with answers",
    "now": "what the guide says now: a version, an outcome or a response time",
    "number": "a number",
    "outcome": "the title of an outcome",
    "outcomes": "a number",
    "part": "what was typed",
    "paths": "a number",
    "portal": "the name of a portal",
    "response": "the sentence of the response table, or nothing",
    "question": "a question, or its short name",
    "questions": "a number",
    "receipt": "a reference code: letters and digits with dashes",
    "section": "the label of a form's section",
    "share": "a percentage, such as 37.7 %",
    "span": "a span of time, such as 2 years",
    "severity": "the label of an answer",
    "time": "a time of day, such as 14:40",
    "title": "a title, such as that of a request or of a question",
    "typical": "a number",
    "value": "what the page suggests to fill in",
    "values": "what a row of a table says, such as €75.80 · 2 hours",
    "version": "the version of the content: letters and digits",
    "was": "what the guide said when a reference code was made",
    "what": "the name of what was copied",
    "zone": "a time zone, such as Europe/Amsterdam",
}
"""What each placeholder of an interface word is filled in with, for translators."""


def required_words() -> set[str]:
    """The keys of all words that code asks for; templates may ask for more."""
    parts = {f"part-{part}" for part in ("where", *OUTCOME_PARTS)}
    shown = {*PAGE_WORDS, *LONG_LIST_WORDS, *NUMBER_WORDS, *DATE_WORDS, *SEVERAL_CHOICE_WORDS}
    shown |= {*PERIOD_PAGE_WORDS, *EMBEDDING_WORDS, *THEME_WORDS, *BUILD_WORDS}
    told = {*WORDS, *SEVERAL_WORDS, *PERIOD_WORDS, *TICKET_WORDS}
    return {*shown, *told, *parts, *(key for words in ENTRY_WORDS.values() for key in words)}


def word_problems(common: Document, own: Document) -> Iterator[Problem]:
    """What is wrong with two well-formed files, the interface's and that of a guide's own words.

    Words that are missing or that nobody knows, and placeholders that are lost or nobody fills in.
    """
    known = common.value.get("words", {})
    for key in sorted(required_words() - set(known)):
        yield common.problem(("words",), f'missing the word "{key}"{did_you_mean(key, set(known))}')
    for key in own.value.get("words", {}):
        if key not in known:
            hint = did_you_mean(key, set(known))
            yield own.problem(("words", key, "@key"), f'the interface has no word "{key}"{hint}')
    yield from _placeholder_problems(common)
    yield from _placeholder_problems(own)


def _placeholder_problems(document: Document) -> Iterator[Problem]:
    for key, wording in document.value.get("words", {}).items():
        if key in required_words() and (key in COUNTED_WORDS) != isinstance(wording, dict):
            expected = "forms such as {one: …, other: …}" if key in COUNTED_WORDS else "one text, not forms"
            yield document.problem(("words", key), f"expected {expected}")
            continue
        for form in forms_of(wording):
            for reference in inline.references(form):
                if reference.kind:
                    message = f"{reference} has no place in an interface word, which scripts show as it is"
                    yield document.problem(("words", key), message)
        if key not in PLACEHOLDERS and key not in required_words():
            continue  # a template's own
        allowed = PLACEHOLDERS.get(key, set())
        for name in sorted(set().union(*map(_placeholders, forms_of(wording))) - allowed):
            yield document.problem(
                ("words", key), f"{{{name}}} is filled in by nobody{did_you_mean(name, allowed)}"
            )
        for name in sorted(allowed - _placeholders(general_form(wording))):
            yield document.problem(("words", key), f"the placeholder {{{name}}} is missing")


def _placeholders(text: str) -> set[str]:
    return {reference.id for reference in inline.references(text) if not reference.kind}
