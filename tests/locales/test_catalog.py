from __future__ import annotations

import dataclasses
import functools
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
import yaml

from site_builder.guide.content import read_content
from site_builder.guide.localized_text import LocalizedText
from site_builder.locales.catalog import (
    TEMPLATE,
    Catalog,
    CatalogReader,
    StatusCounts,
    catalog_name,
    read_catalog,
)
from site_builder.locales.catalog_check import check_catalog
from site_builder.locales.catalog_update import MessageExtract, update_catalog, write_template
from site_builder.locales.locales import read_locales
from site_builder.locales.po_file import read_po, write_po
from site_builder.problems import ContentError
from site_builder.site.checking import Checked, check_all
from site_builder.site.extraction import extract_messages
from tests.conftest import LOCALES, ROOT

pytestmark = pytest.mark.lent

PO = catalog_name("nl-NL")
CONTEXT = "tree.questions.subject.question"
COUNTED_WORD = "interface.words.business-days"
TRANSLATED = LOCALES[1:]
Spoil = Callable[[str, str, str], Path]


def reader_of(root: Path) -> CatalogReader:
    content = read_content(root / "docs" / "guide")
    return CatalogReader.for_guide(root, content, read_locales(root, content.guide))


@functools.cache
def project_reader() -> CatalogReader:
    """Reads catalogs of the project's guide, and of copies in which catalogs alone are changed."""
    return reader_of(ROOT)


def refuse_faults(root: Path, id: str = "nl-NL", *, reader: CatalogReader | None = None) -> None:
    """Raise ContentError with the problems of a catalog; without a reader in a guide that is as it was."""
    reader = reader or dataclasses.replace(project_reader(), root=root)
    if problems := check_catalog(reader, reader.locales.by_id[id]).problems:
        raise ContentError(problems)


def catalog_of(root: Path, id: str = "nl-NL") -> Catalog:
    reader = reader_of(root)
    return read_catalog(reader, reader.locales.by_id[id])


def update(root: Path, id: str = "nl-NL") -> StatusCounts:
    """Bring a catalog in step without the comments, which take a rendering of the pages."""
    reader = reader_of(root)
    update_catalog(root, MessageExtract("Guide", tuple(reader.messages), {}), reader.locales.by_id[id])
    return catalog_of(root, id).counts


def change(root: Path, context: str, words: str, *, comment: str = "", id: str = "nl-NL") -> None:
    path = root / catalog_name(id)
    catalog = read_po(path, path.name)
    entry = next(entry for entry in catalog if entry.msgctxt == context and not entry.obsolete)
    entry.msgstr, entry.tcomment = words, comment or entry.tcomment
    write_po(catalog, path)


def entry_of(root: Path, context: str, id: str = "nl-NL") -> polib.POEntry:
    return next(e for e in polib.pofile(str(root / catalog_name(id))) if e.msgctxt == context)


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
    "calendar": "germany",
    "translation": "human",
    "falls_back_to": "de-DE",
}


@pytest.mark.slow
def test_catalogs_and_template_in_the_repository_are_up_to_date_complete_and_stable(
    whole_copy: Path, checked: Checked
) -> None:
    texts = extract_messages(checked)
    assert not write_template(whole_copy, texts), f"{TEMPLATE} is behind: run translate update"
    for id in TRANSLATED:
        locale = checked.locales.by_id[id]
        assert not update_catalog(whole_copy, texts, locale), f"{id} is behind: run translate update"
        counts = checked.catalogs[id].counts
        assert (counts.stale, counts.missing) == (0, 0)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
@pytest.mark.parametrize("id", TRANSLATED)
def test_gettext_itself_accepts_every_catalog_without_a_warning(id: str) -> None:
    command = ["msgfmt", "--check", "-o", "-", str(ROOT / catalog_name(id))]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_a_message_tells_where_it_stands_where_it_shows_and_what_its_placeholders_mean() -> None:
    entry = entry_of(ROOT, "interface.words.open-portal")
    assert entry.occurrences[0][0] == "docs/guide/interface.yml"
    assert "Shown on: /" in entry.comment
    assert "{portal}: the name of a portal" in entry.comment
    asked = entry_of(ROOT, "faq.questions.azure-direct-sign-in.question")
    assert "/faq/#azure-direct-sign-in" in asked.comment
    assert "{portal:azure} = Azure portal" in asked.comment


def test_every_placeholder_of_the_interface_is_explained_to_translators() -> None:
    unexplained = [
        entry.msgctxt for entry in polib.pofile(str(ROOT / PO)) if "is filled in by" in entry.comment
    ]
    # fields of a ticket are named by their ids: what stands in them is the reader's
    assert all("outcomes.ticket" in context or "outcomes.forms" in context for context in unexplained)


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
    assert update(copy).stale == 1
    assert entry_of(copy, CONTEXT).tcomment == "was: reviewed", "nobody has reviewed the new text"
    tree.write_text(text, encoding="utf-8")
    counts = update(copy)
    assert (counts.stale, counts.missing, counts.reviewed) == (0, 0, 1)
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
    context = "tree.settings.cloud.hint"
    change(copy, context, "De stappen zijn gelijk.")
    spoil("docs/guide/tree.yml", "    hint: The steps are the same; some services differ.\n", "")
    update(copy)
    gone = {e.msgctxt: e.msgstr for e in polib.pofile(str(copy / PO)).obsolete_entries()}
    assert gone[context] == "De stappen zijn gelijk."


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


def test_a_catalog_without_a_date_is_a_problem_because_readers_are_told_it(copy: Path, spoil: Spoil) -> None:
    spoil(PO, '"POT-Creation-Date', '"X-Creation-Date')
    with pytest.raises(ContentError, match="POT-Creation-Date"):
        refuse_faults(copy)


def test_counted_words_have_the_plural_forms_of_each_language() -> None:
    counts = {id: len(entry_of(ROOT, COUNTED_WORD, id).msgstr_plural) for id in TRANSLATED}
    assert counts == {"nl-NL": 2, "de-DE": 2, "fr-FR": 3, "es-ES": 3, "pt-BR": 3, "ja-JP": 1, "ar-SA": 6}
    arabic = catalog_of(ROOT, "ar-SA").texts[COUNTED_WORD]
    assert list(arabic) == ["zero", "one", "two", "few", "many", "other"]  # type: ignore[arg-type]


def test_a_counted_word_that_lacks_a_form_is_missing_and_shown_in_english(copy: Path) -> None:
    catalog = polib.pofile(str(copy / catalog_name("ar-SA")))
    next(e for e in catalog if e.msgctxt == COUNTED_WORD).msgstr_plural[3] = ""
    catalog.save()
    found = catalog_of(copy, "ar-SA")
    assert found.statuses[COUNTED_WORD] == "missing"
    assert list(found.texts[COUNTED_WORD]) == ["one", "other"]  # type: ignore[arg-type]


def test_a_number_may_be_left_out_only_where_the_form_says_it(copy: Path) -> None:
    catalog = polib.pofile(str(copy / catalog_name("ar-SA")))
    forms = next(e for e in catalog if e.msgctxt == COUNTED_WORD).msgstr_plural
    assert "{count}" not in forms[1], "one business day needs no number"
    forms[3] = "أيام عمل"  # three to ten
    catalog.save()
    with pytest.raises(ContentError, match=rf"{COUNTED_WORD}: reference missing: \{{count\}}"):
        refuse_faults(copy, "ar-SA")


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
    for entry in [entry for entry in catalog if not entry.obsolete][:70]:
        entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
    catalog.save()
    found = check_all(copy).catalogs
    assert [id for id, one in found.items() if not one.published] == ["nl-NL"]


def test_machine_checked_is_true_only_with_terms_to_check_against(german_copy: Path) -> None:
    add_locale(german_copy, **{**AUSTRIAN, "translation": "machine-checked"})
    with pytest.raises(ContentError, match=r"no terms of de-AT in docs/locales/glossary\.yml"):
        read_locales(german_copy, None)


def test_a_hostile_catalog_stops_the_build_with_its_line(copy: Path) -> None:
    change(copy, CONTEXT, "<script>alert(1)</script>")
    with pytest.raises(ContentError) as caught:
        check_all(copy)
    assert any(f"{CONTEXT}: HTML is not allowed" in str(p) and p.line for p in caught.value.problems)


@pytest.mark.slow
def test_a_stale_translation_that_lost_a_reference_does_not_stop_the_build(copy: Path, spoil: Spoil) -> None:
    spoil("docs/guide/tree.yml", "What do you need help with?", "What in {portal:partner-center} is wrong?")
    refuse_faults(copy, reader=reader_of(copy))
    update(copy)
    refuse_faults(copy, reader=reader_of(copy))


def test_a_missing_catalog_says_how_to_make_it(copy: Path) -> None:
    (copy / PO).unlink()
    with pytest.raises(ContentError, match="translate update nl-NL"):
        refuse_faults(copy)


def test_a_file_that_is_no_catalog_is_reported_with_its_line(copy: Path) -> None:
    (copy / PO).write_text('msgid ""\nmsgstr ""\n\nmsgid nonsense\n', encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        refuse_faults(copy)
    assert str(caught.value.problems[0]).startswith(f"{PO}:4: is not a gettext catalog")


def test_the_same_source_text_is_rendered_the_same_or_a_reason_is_given(copy: Path) -> None:
    context = "pages.pages.home.title"
    change(copy, context, "Wegwijzer")
    with pytest.raises(ContentError, match=rf'{context}: the same source text is rendered "Escalatiegids"'):
        refuse_faults(copy)
    change(copy, context, "Wegwijzer", comment="differs: the page's own title")
    refuse_faults(copy)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('msgctxt "tree.title"\n', "", "an entry without a context"),
        (
            'msgstr "Escalatiegids"',
            'msgstr "Escalatiegids\\n"',
            "begins or ends a line where its source does not",
        ),
        ("nplurals=2", "nplurals=3", "its header Plural-Forms is not that of nl-NL"),
        ("charset=UTF-8", "charset=ISO-8859-1", "its header Content-Type is not that of nl-NL"),
        (
            'msgstr[1] "{count} werkdagen"',
            'msgstr[7] "{count} werkdagen"',
            "expected the forms msgstr[0] to msgstr[1]",
        ),
        (
            'msgctxt "tree.title"',
            '# status: human\n# status: machine\nmsgctxt "tree.title"',
            "in its comment twice",
        ),
    ],
)
def test_a_catalog_that_gettext_would_refuse_or_lose_is_reported(
    spoil: Spoil, old: str, new: str, message: str
) -> None:
    with pytest.raises(ContentError) as caught:
        refuse_faults(spoil(PO, old, new))
    assert any(message in str(problem) for problem in caught.value.problems), str(caught.value)


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
