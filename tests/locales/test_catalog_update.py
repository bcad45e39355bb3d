"""Catalogs brought in step with a changed source: what becomes stale, obsolete or current again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from site_builder.guide.localized_text import LocalizedText
from site_builder.problems import ContentError
from tests.support.catalogs import CONTEXT, PO, catalog_of, change, entry_of, reader_of, refuse_faults, update

pytestmark = pytest.mark.lent

Spoil = Callable[[str, str, str], Path]


def test_a_changed_source_makes_its_translation_stale_and_keeps_it(copy: Path, spoil: Spoil) -> None:
    change(copy, CONTEXT, "Waarmee?")
    spoil("docs/guide/tree.yml", "What do you need help with?", "What is it about?")
    assert catalog_of(copy).counts.stale == 1
    update(copy)
    entry = entry_of(copy, CONTEXT)
    assert (entry.msgstr, entry.fuzzy) == ("Waarmee?", True)
    assert entry.previous_msgid == "What do you need help with?"
    shown = catalog_of(copy).texts[CONTEXT]
    assert isinstance(shown, LocalizedText)
    assert (shown, shown.lang) == ("What is it about?", "en-US"), "a stale translation is not shown as fresh"


def test_a_source_that_is_changed_back_makes_its_translation_current_again(copy: Path) -> None:
    change(copy, CONTEXT, "Waarmee?", comment="status: reviewed")
    tree = copy / "docs/guide/tree.yml"
    text = tree.read_text(encoding="utf-8")
    tree.write_text(text.replace("What do you need help with?", "What is it about?"), encoding="utf-8")
    changed = update(copy)
    assert changed.stale == 1
    assert entry_of(copy, CONTEXT).tcomment == "was: reviewed", "nobody has reviewed the new text"
    tree.write_text(text, encoding="utf-8")
    counts = update(copy)
    assert (counts.stale, counts.missing, counts.reviewed) == (0, changed.missing, 1)
    assert entry_of(copy, CONTEXT).tcomment == "status: reviewed"


def test_a_review_falls_away_however_its_mark_is_written(copy: Path, spoil: Spoil) -> None:
    change(copy, CONTEXT, "Waarmee?", comment="Status: reviewed")
    assert catalog_of(copy).statuses[CONTEXT] == "reviewed"
    spoil("docs/guide/tree.yml", "What do you need help with?", "What is it about?")
    update(copy)
    assert entry_of(copy, CONTEXT).tcomment == "was: reviewed"


def test_white_space_alone_invalidates_nothing(copy: Path, spoil: Spoil) -> None:
    change(copy, CONTEXT, "Waarmee?")
    spoil(
        "docs/guide/tree.yml",
        "question: What do you need help with?",
        "question: >-\n      What do you\n      need help with?",
    )
    assert catalog_of(copy).texts[CONTEXT] == "Waarmee?"


def test_a_text_that_is_gone_is_kept_as_obsolete(copy: Path, spoil: Spoil) -> None:
    context = "tree.questions.product.answers.marketplace.hint"
    change(copy, context, "Van een ander bedrijf.")
    spoil("docs/guide/tree.yml", "        hint: Published by another company, not by Microsoft\n", "")
    update(copy)
    gone = {e.msgctxt: e.msgstr for e in polib.pofile(str(copy / PO)).obsolete_entries()}
    assert gone[context] == "Van een ander bedrijf."


@pytest.mark.slow
def test_the_date_of_the_source_stays_until_a_text_changes(copy: Path, spoil: Spoil) -> None:
    catalog = polib.pofile(str(copy / PO))
    catalog.metadata["POT-Creation-Date"] = "2020-02-29 12:00+0000"
    catalog.metadata["Last-Translator"] = "Somebody"
    catalog.save()
    update(copy)
    assert str(catalog_of(copy).made_from) == "2020-02-29"
    spoil("docs/guide/tree.yml", "What do you need help with?", "What is it about?")
    update(copy)
    assert str(catalog_of(copy).made_from) > "2026-01-01"
    assert polib.pofile(str(copy / PO)).metadata["Last-Translator"] == "Somebody", "a tool's header stays"


@pytest.mark.slow
def test_a_stale_translation_that_lost_a_reference_does_not_stop_the_build(copy: Path, spoil: Spoil) -> None:
    spoil("docs/guide/tree.yml", "What do you need help with?", "What in {portal:partner-center} is wrong?")
    refuse_faults(copy, reader=reader_of(copy))
    update(copy)
    refuse_faults(copy, reader=reader_of(copy))


def test_an_update_of_a_catalog_in_which_something_would_be_lost_changes_nothing(copy: Path) -> None:
    path = copy / PO
    text = path.read_text(encoding="utf-8")
    doubled = text.replace('msgctxt "tree.settings.cloud.name"', 'msgctxt "tree.title"')
    path.write_text(doubled, encoding="utf-8")
    with pytest.raises(ContentError, match=r"tree\.title is here twice"):
        update(copy)
    assert path.read_text(encoding="utf-8") == doubled


def test_a_current_text_wins_over_an_obsolete_one_of_its_context(copy: Path) -> None:
    path = copy / PO
    with path.open("a", encoding="utf-8") as file:
        file.write(f'\n#~ msgctxt "{CONTEXT}"\n#~ msgid "Old words"\n#~ msgstr "Oude woorden"\n')
    update(copy)
    assert entry_of(copy, CONTEXT).msgstr == "Waar hebt u hulp bij nodig?"
