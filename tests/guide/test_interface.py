"""The interface's words and the places that use them keep in step."""

from __future__ import annotations

import re

from site_builder.guide.interface import (
    DATE_WORDS,
    EMBEDDING_WORDS,
    LONG_LIST_WORDS,
    NUMBER_WORDS,
    PAGE_WORDS,
    PERIOD_PAGE_WORDS,
    SEVERAL_CHOICE_WORDS,
    THEME_WORDS,
)
from site_builder.site.checking import Checked
from tests.conftest import ROOT

GLOBS = (
    "docs/pages/*.j2",
    "docs/theme/**/*.html",
    "site_builder/**/*.py",
    "decision_tree/*.py",
    "decision_tree/web/**/*.js",
)


def sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for glob in GLOBS for path in sorted(ROOT.glob(glob)))


def test_every_interface_word_is_shown_somewhere(checked: Checked) -> None:
    text = sources()
    prefixes = (*re.findall(r'word\("([a-z-]+-)" ~', text), "business-days-", "part-")
    unused = [
        key
        for key in checked.content.guide.interface.words
        if not key.startswith(prefixes) and not re.search(rf"""["'.]{re.escape(key)}["')\s}}|]""", text)
    ]
    assert not unused


def test_the_words_that_scripts_and_theme_ask_for_are_there(checked: Checked) -> None:
    words = checked.content.guide.interface.words
    asked = set(re.findall(r'\bword\("([a-z-]+)"[,)]', sources())) | set(PAGE_WORDS) | set(THEME_WORDS)
    assert not asked - set(words)


def test_scripts_ask_only_for_words_that_the_page_carries() -> None:
    web = ROOT / "decision_tree/web"
    embedding = {
        web / "entries/embedding.js",
        web / "page/clipboard.js",
    }  # what the page with the snippets loads
    long_lists = {web / "guide/answer_combobox.js"}  # what a page with many answers loads besides
    numbers = {web / "guide/number_fields.js", web / "guide/range_entry.js"}  # and one that asks for a number
    dates = {web / "guide/date_fields.js", web / "guide/range_entry.js"}
    several = {web / "guide/several_answers.js"}  # and one that takes several answers
    effective = {web / "guide/effective_dates.js"}  # and one of which something holds on some days only
    own = long_lists | numbers | dates | several | effective
    rest = set(web.rglob("*.js")) - {web / "entries/embedding.js"} - own
    carried_by = (
        (rest, PAGE_WORDS), (embedding, EMBEDDING_WORDS), (long_lists, LONG_LIST_WORDS),
        (numbers, NUMBER_WORDS), (dates, DATE_WORDS), (several, SEVERAL_CHOICE_WORDS),
        (effective, (*PERIOD_PAGE_WORDS, *PAGE_WORDS)),
    )  # fmt: skip
    for scripts, carried in carried_by:
        text = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
        asked = set(re.findall(r'\bword\("([a-z-]+)"', text))
        assert asked and asked <= set(carried)
