from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from site_builder.catalog import catalog_name, status, translation_faults, translator, update
from site_builder.checking import check_all
from site_builder.content import Content, read_content
from site_builder.locales import Locale, read_locales
from site_builder.problems import ContentError

PO = catalog_name("nl-NL")
CONTEXT = "tree.questions.subject.question"


def dutch(root: Path) -> tuple[Content, Locale]:
    content = read_content(root / "docs" / "guide")
    locale = read_locales(root, content.guide).named("nl-NL")
    assert locale is not None
    return content, locale


def translate(root: Path, context: str, words: str) -> None:
    catalog = polib.pofile(str(root / PO))
    next(entry for entry in catalog if entry.msgctxt == context).msgstr = words
    catalog.save()


def test_a_catalog_brought_up_to_date_twice_does_not_change(copy: Path) -> None:
    content, locale = dutch(copy)
    update(copy, content, locale, "Guide")
    once = (copy / PO).read_bytes()
    update(copy, content, locale, "Guide")
    assert (copy / PO).read_bytes() == once


def test_the_catalog_in_the_repository_is_up_to_date_and_complete(copy: Path) -> None:
    before = (copy / PO).read_bytes()
    content, locale = dutch(copy)
    counts = update(copy, content, locale, content.guide.tree.title)
    assert (counts.stale, counts.missing) == (0, 0)
    assert (copy / PO).read_bytes() == before


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
def test_gettext_itself_accepts_the_catalog() -> None:
    from tests.conftest import ROOT

    done = subprocess.run(
        ["msgfmt", "--check-format", "-o", "-", str(ROOT / PO)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_a_changed_source_makes_its_translation_stale_and_keeps_it(
    copy: Path, spoil: Callable[[str, str, str], Path]
) -> None:
    translate(copy, CONTEXT, "Waarmee?")
    spoil("docs/guide/tree.yml", "What do you need help with?", "What is it about?")
    content, locale = dutch(copy)
    before = status(copy, content, locale)
    assert before.stale == 1
    update(copy, content, locale, "Guide")
    entry = next(e for e in polib.pofile(str(copy / PO)) if e.msgctxt == CONTEXT)
    assert (entry.msgstr, entry.fuzzy) == ("Waarmee?", True)
    assert entry.previous_msgid == "What do you need help with?"
    words = translator(copy, content, read_locales(copy, content.guide), locale)
    shown = words(CONTEXT, "What is it about?")
    assert (shown, shown.lang) == ("What is it about?", "en-US"), "a stale translation is not shown as fresh"


def test_a_source_that_is_changed_back_makes_its_translation_current_again(copy: Path) -> None:
    translate(copy, CONTEXT, "Waarmee?")
    tree = copy / "docs/guide/tree.yml"
    text = tree.read_text(encoding="utf-8")
    for words in (text.replace("What do you need help with?", "What is it about?"), text):
        tree.write_text(words, encoding="utf-8")
        content, locale = dutch(copy)
        counts = update(copy, content, locale, "Guide")
    assert (counts.stale, counts.missing) == (0, 0)


def test_what_a_translators_tool_writes_into_the_header_stays(copy: Path) -> None:
    catalog = polib.pofile(str(copy / PO))
    catalog.metadata["Last-Translator"] = "Somebody"
    catalog.save()
    content, locale = dutch(copy)
    update(copy, content, locale, "Guide")
    assert polib.pofile(str(copy / PO)).metadata["Last-Translator"] == "Somebody"


def test_a_stale_translation_that_lost_a_reference_does_not_stop_the_build(
    copy: Path, spoil: Callable[[str, str, str], Path]
) -> None:
    spoil("docs/guide/tree.yml", "What do you need help with?", "What in {portal:partner-center} is wrong?")
    check_all(copy)
    content, locale = dutch(copy)
    update(copy, content, locale, "Guide")
    check_all(copy)


def test_white_space_alone_invalidates_nothing(copy: Path, spoil: Callable[[str, str, str], Path]) -> None:
    translate(copy, CONTEXT, "Waarmee?")
    spoil(
        "docs/guide/tree.yml",
        "question: What do you need help with?",
        "question: >-\n      What do you\n      need help with?",
    )
    content, locale = dutch(copy)
    words = translator(copy, content, read_locales(copy, content.guide), locale)
    assert words(CONTEXT, "What do you need help with?") == "Waarmee?"


def test_a_text_that_is_gone_is_kept_as_obsolete(copy: Path, spoil: Callable[[str, str, str], Path]) -> None:
    context = "tree.settings.cloud.hint"
    translate(copy, context, "De stappen zijn gelijk.")
    spoil("docs/guide/tree.yml", "    hint: The steps are the same; some services differ.\n", "")
    content, locale = dutch(copy)
    check_all(copy)
    gone_before = {entry.msgctxt for entry in polib.pofile(str(copy / PO)).obsolete_entries()}
    update(copy, content, locale, "Guide")
    gone = polib.pofile(str(copy / PO)).obsolete_entries()
    assert [(entry.msgctxt, entry.msgstr) for entry in gone if entry.msgctxt not in gone_before] == [
        (context, "De stappen zijn gelijk.")
    ]


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("Open {portal:azure}.", "Open Azure.", "reference missing: {portal:azure}"),
        (
            "Open {portal:azure}.",
            "Open {portal:partner-center}.",
            "reference not in the source: {portal:partner-center}",
        ),
        ("Within {duration:severity-a}.", "Binnen 3 uur.", "reference missing: {duration:severity-a}"),
        ("Question {number}", "Vraag {nummer}", "reference missing: {number}"),
        ("Type `az login`", "Typ `az logout`", "code missing: az login"),
        ("Go on", "Ga <a href='x'>door</a>", "HTML is not allowed"),
        ("Go on", "Ga door &lt;nu&gt;", "HTML entities are not allowed"),
        ("Go on", "Ga naar https://evil.example", "an address in a text"),
        ("Go on", "Ga naar [hier](x)", "a Markdown link"),
        ("Go on", "javascript:alert(1)", "a script address"),
        ("Go on", "Ga \u202edoor", "an invisible control character"),
        ("Go on", "Ga {door", "without its partner"),
    ],
)
def test_a_translation_cannot_change_a_fact_or_add_markup(source: str, translation: str, fault: str) -> None:
    assert any(fault in found for found in translation_faults(source, translation))


def test_a_hostile_catalog_stops_the_build_with_its_line(copy: Path) -> None:
    translate(copy, CONTEXT, "<script>alert(1)</script>")
    with pytest.raises(ContentError) as caught:
        check_all(copy)
    assert any(f"{CONTEXT}: HTML is not allowed" in str(p) and p.line for p in caught.value.problems)


def test_a_missing_catalog_says_how_to_make_it(copy: Path) -> None:
    (copy / PO).unlink()
    with pytest.raises(ContentError, match="translate update nl-NL"):
        check_all(copy)


def test_a_file_that_is_no_catalog_is_reported_with_its_line(copy: Path) -> None:
    (copy / PO).write_text('msgid ""\nmsgstr ""\n\nmsgid nonsense\n', encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        check_all(copy)
    assert str(caught.value.problems[0]).startswith(f"{PO}:4: is not a gettext catalog")
