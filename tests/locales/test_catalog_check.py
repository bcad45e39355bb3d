"""What a translation cannot do, from a catalog written by someone hostile, too."""

from __future__ import annotations

import pytest
from babel import Locale as BabelLocale
from hypothesis import given
from hypothesis import strategies as st

from site_builder.locales.alphabets import scripts_of
from site_builder.locales.catalog_check import synonym_faults, text_faults, translation_faults
from site_builder.locales.messages import normalize_space

ENGLISH, DUTCH = BabelLocale("en", "US"), BabelLocale("nl", "NL")


def faults(source: str, translation: str, locale: str = "nl-NL") -> list[str]:
    return text_faults(source, translation, BabelLocale.parse(locale, sep="-"), ENGLISH)


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("Open {portal:azure}.", "Open Azure.", "reference missing: {portal:azure}"),
        ("Open {portal:azure}.", "Open {portal:x}.", "reference not in the source: {portal:x}"),
        ("See {page:faq}.", "Zie {page:faq} en {page:faq}.", "reference not in the source: {page:faq}"),
        ("Within {duration:severity-a}.", "Binnen 3 uur.", "reference missing: {duration:severity-a}"),
        ("Question {number}", "Vraag {nummer}", "reference missing: {number}"),
        ("Type `az login`", "Typ `az logout`", "code missing: az login"),
        ("Go on", "Typ `rm`", "code not in the source: rm"),
        ("Go on", "Ga <a href='x'>door</a>", "HTML is not allowed"),
        ("Go on", "Ga door &lt;nu&gt;", "HTML entities are not allowed"),
        ("Go on", "Ga naar https://evil.example", "an address in a text"),
        ("Go on", "Ga naar evil.example/login", "address not in the source: evil.example"),
        ("Go on", "Mail naar help@evil.example", "address not in the source"),
        ("Such as contoso.com", "Zoals contosso.com", "address missing: contoso.com"),
        ("Go on", "Ga naar [hier](x)", "a Markdown link"),
        ("Go on", "javascript:alert(1)", "a script address"),
        ("Go on", "Ga \u202edoor", "an invisible character in a text (U+202E)"),
        ("Go on", "Ga\u200bdoor", "an invisible character in a text (U+200B)"),
        ("Go on", "Ga\u200ddoor", "an invisible joining character"),
        ("Go on", "Ga \x07door", "an invisible character in a text (U+0007)"),
        ("Go on", "Ga {door", "without its partner"),
        ("Go on", " ", "the text is empty"),
        ("Within 2 hours", "Binnen 3 uur", "figure missing: 2"),
        ("Within 2 hours", "Binnen 2 uur, of 4", "figure not in the source: 4"),
        ("Go on", "Zie t.co/abc.", "address not in the source: t.co"),
        ("Go on", "Zie evil.xn--node", "address not in the source"),
        ("Go on", "mailto:bob", "an address in a text"),
        ("Go on", "https:evil", "an address in a text"),
        ("Go on", "bob@evil", "mail address not in the source"),
        ("{product:azure}", "<{product:azure}", "HTML is not allowed"),
        ("Within 2 hours", "Binnen 2½ uur", "number not in the source: ½"),
        ("Go on", "Binnen ❶ uur", "number not in the source: ❶"),
        ("Go on", "Om ㍘", "number not in the source: ㍘"),
        ("Within 2 hours", "Binnen ٣ uur", "figure not in the source: 3"),
        ("May 2020", "5 mei 2020, 5 uur", "figure not in the source: 5"),
        ("Go on", "9" * 5000, "figure not in the source"),
        ("Go on", "Ga\u2800door", "an invisible character in a text (U+2800)"),
        ("Go on", "Ga\ufe0fdoor", "an invisible character in a text (U+FE0F)"),
        ("Go on", "Ga\ue000door", "an invisible character in a text (U+E000)"),
        ("Go on", "Ga\u0336door", "drawn over another letter"),
        ("Azure", "\u0251zure", "only looks like an ordinary character"),
        ("Microsoft", "M\u0131crosoft", "only looks like an ordinary character"),
        ("Azure", "\u24b6zure", "only looks like an ordinary character"),
        ("Go on", "- Ga door", "begins like an item of a list"),
        ("Go on", "1. Ga door", "begins like an item of a list"),
        ("Azure", "\u0410zure", "of a script that the locale is not written in"),  # Cyrillic A
        ("Azure", "\uff21zure", "only looks like an ordinary character"),  # full-width A
        ("Azure", "\U0001d400zure", "only looks like an ordinary character"),  # mathematical bold A
    ],
)
def test_a_translation_cannot_change_a_fact_or_add_markup(source: str, translation: str, fault: str) -> None:
    assert any(fault in found for found in faults(source, translation))


@pytest.mark.parametrize(
    ("locale", "source", "translation"),
    [
        ("ja-JP", "Dated 26 February 2021", "2021年2月26日付"),
        ("ja-JP", "The two answers", "2 つの回答"),
        ("ja-JP", "Open {portal:azure}.", "{portal:azure}を開きます。"),
        ("ja-JP", "Azure subscription", "Azureサブスクリプション（契約）"),
        ("ar-SA", "Azure: 2 hours", "Azure: 2 ساعات"),
        ("fr-FR", "Question 1: which?", "Question 1\u00a0: laquelle\u202f?"),
        ("es-ES", "Page 1", "Página 1.ª"),
        ("nl-NL", "E.g. contoso.com", "Bijv. contoso.com"),
    ],
)
def test_what_a_language_needs_is_not_a_fault(locale: str, source: str, translation: str) -> None:
    assert faults(source, translation, locale) == []


def test_a_no_break_space_is_typography_and_stays() -> None:
    assert normalize_space("Question\u00a0:  laquelle\u202f?\n") == "Question\u00a0: laquelle\u202f?"


def test_a_word_cannot_mix_scripts_that_look_alike_even_where_both_are_at_home() -> None:
    russian = BabelLocale("ru", "RU")
    assert "CYRILLIC" in scripts_of(russian)
    assert text_faults("Azure", "Портал Azure", russian, ENGLISH) == []
    found = text_faults("Azure", "Портал \u0410zure", russian, ENGLISH)
    assert any("mixes letters that look alike (Cyrillic and Latin)" in fault for fault in found)


def test_forms_are_held_to_the_language_and_each_to_the_source() -> None:
    source = {"one": "{count} day", "other": "{count} days"}
    assert translation_faults(source, {"one": "{count} dag", "other": "{count} dagen"}, DUTCH, ENGLISH) == []
    assert translation_faults(source, {"other": "{count} dagen"}, DUTCH, ENGLISH) == [
        "has 1 plural forms; nl has 2"
    ]
    wrong = {"one": "{count} dag", "other": "{aantal} dagen"}
    assert "reference missing: {count}" in translation_faults(source, wrong, DUTCH, ENGLISH)


@given(st.text(max_size=40))
def test_no_text_makes_the_check_fail(text: str) -> None:
    assert isinstance(faults("Open {portal:azure} within 2 hours, see `x`.", text), list)


@given(st.lists(st.sampled_from(["{portal:azure}", "`az`", "woord", "2", "contoso.com", "en"]), min_size=1))
def test_a_translation_that_moves_its_parts_is_right_and_one_that_loses_any_is_not(parts: list[str]) -> None:
    source = " ".join(parts)
    assert faults(source, " ".join(reversed(parts))) == []
    kept = [part for part in parts if part not in ("woord", "en")]
    if kept:
        fewer = list(parts)
        fewer.remove(kept[0])
        assert faults(source, " ".join(["x", *fewer]))


def test_words_for_the_search_are_a_languages_own_but_nothing_else_is() -> None:
    """Neither their number nor figures, and not the terms of the glossary: they are what readers type."""
    assert synonym_faults("down, Sev A", "plat, ligt eruit, storing, 24 uur", DUTCH) == []
    for translation, fault in (
        ("plat, <b>storing</b>", "HTML is not allowed"),
        ("plat {portal:azure}", "reference not in the source"),
        ("st\u043ering", "script"),
    ):
        assert any(fault in found for found in synonym_faults("down", translation, DUTCH)), translation
