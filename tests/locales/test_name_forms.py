"""Names in running text: which form stands where, and which names are set in quotation marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale as BabelLocale
from hypothesis import given
from hypothesis import strategies as st

from site_builder.guide import parse, read_content
from site_builder.locales import Lexicon, read_catalog
from site_builder.locales.name_forms import capitalize, choose_name
from site_builder.locales.punctuation import quotation_marks
from site_builder.locales.sentence_places import needs_quotation, place_of
from site_builder.pages.html import HtmlWriter
from site_builder.problems import ContentError
from tests.support.catalogs import change, reader_of, refuse_faults
from tests.support.guide_copies import copy_guide

FORMS = {"in-text": "portal Azure", "locative": "portalu Azure"}


def place(text: str) -> str:
    segments = parse(text)
    return place_of(segments, next(i for i, one in enumerate(segments) if "r:x" in str(one)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{r:x}", "alone"),
        ("Bericht aan „{r:x}“.", "alone"),
        ("« {r:x} »", "alone"),
        ("{r:x} kan dit.", "start"),
        ("Eerst dit. {r:x} kan dit.", "start"),
        ("Kan dat? ({r:x} kan dit.)", "start"),
        ("¿{r:x} o no?", "start"),
        ("In 2020. {r:x} kan dit.", "start"),
        ("終わり。{r:x}は", "start"),
        ("Een {r:x} kan dit.", "within"),
        ("Één rol: {r:x}.", "within"),
        ("Eine Rolle, z. B. {r:x}.", "within"),
        ("Een rol, bijv. {r:x}.", "within"),
        ("{r:y} of {r:x}", "within"),
        ("`az` {r:x}", "within"),
        ("Een rol ({r:x}).", "within"),
    ],
)
def test_the_place_of_a_name_is_read_from_the_text(text: str, expected: str) -> None:
    assert place(text) == expected


@pytest.mark.parametrize(
    ("where", "asked", "forms", "words"),
    [
        ("alone", "", FORMS, "Portal Azure"),
        ("within", "", FORMS, "portal Azure"),
        ("start", "", FORMS, "Portal Azure"),
        ("within", "locative", FORMS, "portalu Azure"),
        ("start", "locative", FORMS, "Portalu Azure"),
        ("within", "dative", FORMS, "portal Azure"),  # of another locale's text
        ("start", "", {"in-text": "de portal", "at-start": "The portal"}, "The portal"),
        ("start", "", {}, "Portal Azure"),
    ],
)
def test_the_form_of_a_name_is_chosen_by_its_place(
    where: str, asked: str, forms: dict[str, str], words: str
) -> None:
    assert choose_name("Portal Azure", forms, where, asked, "pl") == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "language", "capitalized"),
    [
        ("ijskast", "nl", "IJskast"), ("ijskast", "de", "Ijskast"), ("izmir", "tr", "İzmir"),
        ("l’agent", "fr", "L’agent"), ("élu", "fr", "Élu"), ("管理者", "ja", "管理者"), ("", "nl", ""),
    ],
)  # fmt: skip
def test_a_first_letter_becomes_a_capital_by_the_rules_of_the_language(
    words: str, language: str, capitalized: str
) -> None:
    assert capitalize(words, language) == capitalized


@given(st.text(), st.sampled_from(["alone", "start", "within"]), st.sampled_from(["", "genitive"]))
def test_a_name_without_forms_stands_as_it_is(name: str, where: str, asked: str) -> None:
    assert choose_name(name, {}, where, asked, "tr") == name  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("{page:faq}", False),
        ("{page:faq}.", False),
        ("Zie {page:faq}.", True),
        ("Neem de stappen van {page:faq} en kijk.", True),
        ("{page:faq} zegt het.", True),
        ("Zo gaat het: {page:faq}.", False),
        ("Zo gaat het: {page:faq}. En dan verder.", False),
        ("Zo gaat het: {page:faq} en {page:x}.", True),
        ("Hoe gaat dat? {page:faq}.", False),
        ("Er is een weg ({page:faq}).", False),
        ("Zie “{page:faq}”.", False),
        ("Voir « {page:faq} ».", False),
        ("「{page:faq}」を参照", False),
    ],
)
def test_a_title_in_a_sentence_is_set_in_quotation_marks(text: str, quoted: bool) -> None:
    segments = parse(text)
    index = next(i for i, one in enumerate(segments) if str(one) == "{page:faq}")
    assert needs_quotation(segments, index) == quoted


def test_the_quotation_marks_are_those_of_the_language() -> None:
    locales = ("de-AT", "de-CH", "fr-FR", "fr-CH", "ja-JP", "zh-TW", "zh-CN", "sw-KE")
    marks = [quotation_marks(BabelLocale.parse(one, sep="-")) for one in locales]
    assert [f"x{'y'.join(pair)}" for pair in marks] == [
        "x„y“", "x«y»", "x«\u00a0y\u00a0»", "x«y»", "x「y」", "x「y」", "x“y”", "x“y”",
    ]  # fmt: skip


def test_a_catalog_asks_for_forms_that_its_locale_has(tmp_path: Path) -> None:
    root = copy_guide(tmp_path)
    context = "outcomes.warnings.helpdesk-critical.text"
    change(root, context, "Een {role:global-admin|plurall} van u.")
    with pytest.raises(ContentError, match=r'guide\.po:\d+: .*form "plurall" .*did you mean "plural"'):
        refuse_faults(root)
    change(root, context, "Twee {role:global-admin|plural} van u.")
    refuse_faults(root)
    change(root, context, "Een {field:kind|plural}.")
    with pytest.raises(ContentError, match="asks for a form, which only a name has"):
        refuse_faults(root)


def test_all_that_shows_a_text_shows_the_same_form(tmp_path: Path) -> None:
    root = copy_guide(tmp_path)
    content, reader = read_content(root), reader_of(root)
    locale = reader.locales.by_id["nl-NL"]
    guide = content.localize(read_catalog(reader, locale).texts)
    lexicon = Lexicon(guide, locale, reader.locales)
    text = "Een {role:global-admin} leest {page:faq} in de {portal:azure}. {role:global-admin} komt."
    expected = "Een globale beheerder leest “Veelgestelde vragen” in de Azure Portal. Globale beheerder komt."
    assert lexicon.plain(text) == expected
    written = HtmlWriter(lexicon, "../").text(text)
    assert written.striptags() == expected
    assert '“<a href="../faq/">Veelgestelde vragen</a>”' in written
