"""Catalogs as they are read, with other texts, forms and fallbacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest
import yaml

from site_builder.guide.localized_text import LocalizedText
from site_builder.locales import INTERFACE, make_page_note
from site_builder.locales.locales import read_locales
from site_builder.problems import ContentError
from site_builder.site.checking import check_all
from tests.conftest import LOCALES, ROOT
from tests.support.catalogs import (
    CONTEXT,
    COUNTED_WORD,
    PO,
    catalog_of,
    change,
    entry_of,
    refuse_faults,
    update,
)

pytestmark = pytest.mark.lent

TRANSLATED = LOCALES[1:]
Spoil = Callable[[str, str, str], Path]


def add_locale(root: Path, **keys: object) -> None:
    path = root / "docs/locales/locales.yml"
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    listed["locales"].append(keys)
    path.write_text(yaml.safe_dump(listed, allow_unicode=True), encoding="utf-8")


AUSTRIAN = {
    "id": "de-AT",
    "name": "Deutsch",
    "direction": "ltr",
    "theme": "de",
    "translation": "human",
    "falls_back_to": "de-DE",
}


def test_a_message_tells_where_it_stands_where_it_shows_and_what_its_placeholders_mean(copy: Path) -> None:
    entry = entry_of(copy, "interface.words.open-portal")
    assert entry.occurrences[0][0] == "docs/interface/interface.yml"
    assert "Shown on: /" in entry.comment
    assert "{portal}: the name of a portal" in entry.comment
    asked = entry_of(copy, "faq.questions.azure-direct-sign-in.question")
    assert "/faq/#azure-direct-sign-in" in asked.comment
    assert "{portal:azure} = Azure portal" in asked.comment


def test_counted_words_have_the_plural_forms_of_each_language() -> None:
    counts = {id: len(entry_of(ROOT, COUNTED_WORD, id).msgstr_plural) for id in TRANSLATED}
    assert counts == {
        "nl-NL": 2, "de-DE": 2, "fr-FR": 3, "es-ES": 3, "pt-BR": 3, "ja-JP": 1, "ar-SA": 6, "zh-CN": 1,
        "pl-PL": 4,
    }  # fmt: skip
    arabic = catalog_of(ROOT, "ar-SA").texts[COUNTED_WORD]
    assert list(arabic) == ["zero", "one", "two", "few", "many", "other"]  # type: ignore[arg-type]


def test_a_counted_word_that_lacks_a_form_is_missing_and_shown_in_english(copy: Path) -> None:
    catalog = polib.pofile(str(copy / INTERFACE.catalog("ar-SA")))
    next(e for e in catalog if e.msgctxt == COUNTED_WORD).msgstr_plural[3] = ""
    catalog.save()
    found = catalog_of(copy, "ar-SA")
    assert found.statuses[COUNTED_WORD] == "missing"
    assert list(found.texts[COUNTED_WORD]) == ["one", "other"]  # type: ignore[arg-type]


def test_the_status_of_a_text_is_its_locales_unless_its_comment_says_otherwise(copy: Path) -> None:
    assert catalog_of(copy).statuses[CONTEXT] == "machine"
    change(copy, CONTEXT, "Waar hebt u hulp bij nodig?", comment="status: human")
    assert catalog_of(copy).statuses[CONTEXT] == "human"
    change(copy, CONTEXT, "Waar hebt u hulp bij nodig?", comment="status: perfect")
    with pytest.raises(ContentError, match=r'unknown status "perfect" .expected one of: human'):
        refuse_faults(copy)


def test_a_text_is_looked_for_along_the_fallbacks_and_counts_as_it_was_made_there(german_copy: Path) -> None:
    add_locale(german_copy, **AUSTRIAN)
    update(german_copy, "de-AT")
    change(german_copy, CONTEXT, "Wobei brauchen Sie Hilfe, bitte?", id="de-AT")
    change(german_copy, "tree.title", "", id="de-DE")
    found = catalog_of(german_copy, "de-AT")
    shown = {
        context: found.texts[context] for context in (CONTEXT, "tree.title", "faq.questions.phone.question")
    }
    assert [word.lang for word in shown.values() if isinstance(word, LocalizedText)] == [
        "de-AT",
        "en-US",
        "de-DE",
    ]
    assert found.statuses[CONTEXT] == "human"
    assert found.statuses["faq.questions.phone.question"] == "machine"
    assert found.statuses["tree.title"] == "missing"


def test_fallbacks_do_not_run_in_circles(german_copy: Path) -> None:
    add_locale(german_copy, **AUSTRIAN)
    path = german_copy / "docs/locales/locales.yml"
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    next(one for one in listed["locales"] if one["id"] == "de-DE")["falls_back_to"] = "de-AT"
    path.write_text(yaml.safe_dump(listed), encoding="utf-8")
    with pytest.raises(ContentError, match="falls back to itself: de-DE -> de-AT -> de-DE"):
        read_locales(german_copy, None)


def test_a_locale_with_too_little_is_not_published(copy: Path) -> None:
    catalog = polib.pofile(str(copy / PO))
    for entry in [entry for entry in catalog if not entry.obsolete][:80]:
        entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
    catalog.save()
    found = check_all(copy).catalogs
    assert [id for id, one in found.items() if not one.published] == ["nl-NL"]


def test_machine_checked_is_true_only_with_terms_to_check_against(german_copy: Path) -> None:
    add_locale(german_copy, **{**AUSTRIAN, "translation": "machine-checked"})
    with pytest.raises(ContentError, match=r"no terms of de-AT in docs/locales/glossary\.yml"):
        read_locales(german_copy, None)


@pytest.mark.parametrize("made", ["machine", "machine-checked", "machine-revised"])
def test_what_machines_made_is_said_in_words_of_its_own_and_counts_as_machine(copy: Path, made: str) -> None:
    path = copy / "docs/locales/locales.yml"
    path.write_text(path.read_text("utf-8").replace("machine-checked", made), encoding="utf-8")
    found = catalog_of(copy)
    assert found.statuses[CONTEXT] == "machine"
    assert make_page_note(found, {CONTEXT: found.texts[CONTEXT]}).word == f"translation-{made}"


def test_a_text_without_words_of_its_own_needs_no_translation(copy: Path) -> None:
    label = "tree.questions.product.answers.azure.label"
    assert entry_of(copy, label).msgid == "{product:azure}"
    change(copy, label, "")
    change(copy, CONTEXT, "")
    found = catalog_of(copy)
    assert (found.statuses[label], found.texts[label]) == ("machine", "{product:azure}")
    assert found.statuses[CONTEXT] == "missing"
