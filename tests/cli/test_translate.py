"""The commands of translators, as they type them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

import build_site
from site_builder.guide.content import read_content
from site_builder.locales import GUIDE
from site_builder.locales.catalog import read_catalog
from site_builder.locales.locales import read_locales
from site_builder.locales.new_locale import add_locale
from site_builder.site.checking import check_all
from tests.support.catalogs import CONTEXT, change, entry_of, reader_of, update

PO = GUIDE.catalog("nl-NL")
# A second each: the texts of the whole guide are read and written.
pytestmark = [pytest.mark.slow, pytest.mark.lent]


def translate(root: Path, *arguments: str) -> int:
    return build_site.main(["--root", str(root), "translate", *arguments])


def add(root: Path, id: str) -> None:
    """What `translate new` does, without the comments to translators, which take a rendering of the pages."""
    guide = read_content(root).guide
    add_locale(root, guide, read_locales(root, guide), id)
    update(root, id)


def test_a_new_locale_has_all_it_needs_at_once_and_falls_back(
    german_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert translate(german_copy, "new", "de-AT") == 0
    said = capsys.readouterr().out
    assert "falling back to de-DE" in said
    assert "added austria (Europe/Vienna" in said
    checked = check_all(german_copy)
    locale = checked.locales.by_id["de-AT"]
    assert (locale.name, locale.theme) == ("Deutsch (Österreich)", "de")
    assert checked.locales.calendars[-1].id == "austria"
    assert [one.id for one in checked.locales.chain(locale)] == ["de-AT", "de-DE", "en-US"]
    assert checked.catalogs["de-AT"].published, "all of it is there in German"
    assert checked.locales.labels_of(locale)["customers"].text == "Kunden"
    comments = (german_copy / "docs/locales/locales.yml").read_text(encoding="utf-8")
    assert comments.startswith("# yaml-language-server"), "what writers wrote stays"


@pytest.mark.parametrize(
    ("id", "name", "calendar", "direction", "days"),
    [
        ("he-IL", "עברית", "israel", "rtl", 5),
        ("nb-NO", "Norsk bokmål", "norway", "ltr", 5),
        ("zh-Hant-TW", "繁體中文 (台灣)", "taiwan", "ltr", 5),
    ],
)
def test_a_new_locale_of_a_new_language_waits_for_its_texts(
    copy: Path, id: str, name: str, calendar: str, direction: str, days: int
) -> None:
    add(copy, id)
    reader = reader_of(copy)
    locale = reader.locales.by_id[id]
    assert (locale.name, locale.direction) == (name, direction)
    (hours,) = next(one for one in reader.locales.calendars if one.id == calendar).hours
    assert len(hours.days) == days
    assert not read_catalog(reader, locale).published


@pytest.mark.parametrize(
    ("id", "message"),
    [
        ("nl-NL", "nl-NL is in docs/locales/locales.yml already"),
        ("de", '"de" is not a locale; write the language and the country'),
        ("qq-QQ", '"qq-QQ" is a locale that CLDR does not know'),
        ("../evil", '"../evil" is not a locale'),
    ],
)
def test_a_new_locale_that_cannot_be_is_refused_and_nothing_is_written(
    copy: Path, id: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (copy / "docs/locales/locales.yml").read_bytes()
    assert translate(copy, "new", id) == 2
    assert message in capsys.readouterr().err
    assert (copy / "docs/locales/locales.yml").read_bytes() == before


def test_status_for_scripts_says_of_every_text_how_it_is(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(copy, CONTEXT, "")
    assert translate(copy, "status", "nl-NL", "--json") == 0
    found = json.loads(capsys.readouterr().out)["nl-NL"]
    assert (found["missing"], found["stale"], found["human"]) == (1, 0, 0)
    assert found["total"] == found["machine"] + 1 == len(found["texts"])
    assert found["texts"][CONTEXT] == "missing"
    missing = next(row for row in found["shares"] if row["status"] == "missing")
    assert missing["share_met"] > missing["share"], "the first question is met on every way"


def test_check_lists_the_problems_of_the_chosen_catalogs(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(copy, CONTEXT, "<b>Waarmee?</b>")
    assert translate(copy, "check", "ar-SA") == 0
    assert translate(copy, "check") == 1
    error = capsys.readouterr().err
    assert f"{PO}:" in error
    assert "HTML is not allowed" in error


def test_what_people_have_read_is_marked_and_counts(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(copy, "faq.questions.phone.question", "")
    assert translate(copy, "mark", "nl-NL", "reviewed", "faq", "tree.questions.*.question") == 0
    assert entry_of(copy, CONTEXT).tcomment == "status: reviewed"
    assert entry_of(copy, "faq.questions.phone.question").tcomment == "", "a missing text was not read"
    assert translate(copy, "mark", "nl-NL", "human", CONTEXT) == 0
    assert entry_of(copy, CONTEXT).tcomment == "status: human"
    assert translate(copy, "mark", "nl-NL", "human", "tree.questoins") == 2
    assert 'no text is called "tree.questoins"' in capsys.readouterr().err


def test_extract_writes_the_template_once(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "docs/locales/guide.pot").unlink(missing_ok=True)
    assert translate(copy, "extract") == 0
    assert translate(copy, "extract") == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("texts, unchanged.")


def toolkit(name: str, source: Path, target: Path) -> None:
    tool = Path(sys.executable).with_name(name)
    subprocess.run([tool, "--progress=none", source, target], check=True, capture_output=True)


def test_a_catalog_comes_back_from_xliff_as_it_went(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id = "ar-SA"  # with six forms of what is counted, and from right to left
    change(copy, CONTEXT, entry_of(copy, CONTEXT, id).msgstr, comment="status: reviewed", id=id)
    out, xliff, back = (tmp_path / f"vendor.{kind}" for kind in ("po", "xlf", "back.po"))
    before = (copy / GUIDE.catalog(id)).read_bytes()
    assert translate(copy, "export", id, str(out)) == 0
    toolkit("po2xliff", out, xliff)
    toolkit("xliff2po", xliff, back)
    assert translate(copy, "import", id, str(back)) == 0
    assert "0 translations changed" in capsys.readouterr().out
    assert (copy / GUIDE.catalog(id)).read_bytes() == before
    text = xliff.read_text(encoding="utf-8")
    old = entry_of(copy, "faq.questions.phone.question", id).msgstr
    xliff.write_text(text.replace(f">{old}<", ">12345<"), encoding="utf-8")
    toolkit("xliff2po", xliff, back)
    assert translate(copy, "import", id, str(back)) == 1, "a figure that no source text has"
    assert f"{back}:" in (error := capsys.readouterr().err)
    assert "figure not in the source: 12345" in error
    assert (copy / GUIDE.catalog(id)).read_bytes() == before, "all of a file comes in, or nothing"
    xliff.write_text(text.replace(f">{old}<", ">…؟<"), encoding="utf-8")
    toolkit("xliff2po", xliff, back)
    assert translate(copy, "import", id, str(back)) == 0
    assert entry_of(copy, "faq.questions.phone.question", id).msgstr == "…؟"


def test_an_import_leaves_out_what_was_made_from_an_older_source(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert translate(copy, "export", "nl-NL", str(tmp_path / "out.po")) == 0
    catalog = polib.pofile(str(tmp_path / "out.po"))
    entry = next(entry for entry in catalog if entry.msgctxt == CONTEXT)
    entry.msgid, entry.msgstr = "What was it about?", "Waar ging het over?"
    entry.msgctxt = "lost by a tool"
    catalog.save()
    assert translate(copy, "import", "nl-NL", str(tmp_path / "out.po")) == 0
    assert "1 were left out" in capsys.readouterr().out
    assert entry_of(copy, CONTEXT).msgstr != "Waar ging het over?"


def test_an_import_of_texts_that_the_guide_does_not_have_names_them(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(copy / PO, tmp_path / "in.po")
    text = (tmp_path / "in.po").read_text(encoding="utf-8").replace(f'"{CONTEXT}"', '"tree.questions.subjct"')
    (tmp_path / "in.po").write_text(text, encoding="utf-8")
    assert translate(copy, "import", "nl-NL", str(tmp_path / "in.po")) == 1
    assert '"tree.questions.subjct" names no text of the guide (did you mean' in capsys.readouterr().err
    assert translate(copy, "import", "nl-NL", str(tmp_path / "nowhere.po")) == 2
    (tmp_path / "empty.po").touch()
    assert translate(copy, "import", "nl-NL", str(tmp_path / "empty.po")) == 2


def test_an_import_changes_nothing_where_nothing_was_translated(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (copy / PO).read_bytes()
    assert translate(copy, "export", "nl-NL", str(tmp_path / "out.po")) == 0
    catalog = polib.pofile(str(tmp_path / "out.po"))
    for entry in catalog:
        entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
    catalog.save()
    assert translate(copy, "import", "nl-NL", str(tmp_path / "out.po")) == 0
    assert (copy / PO).read_bytes() == before


@pytest.mark.parametrize("target", ["docs/guide/tree.yml", "docs/locales/ar-SA/guide.po", "docs"])
def test_an_export_overwrites_nothing_of_the_guide(
    copy: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert translate(copy, "export", "nl-NL", str(copy / target)) == 2
    assert "docs" in capsys.readouterr().err


def test_a_new_locale_uses_the_calendar_of_its_country_whatever_its_region(copy: Path) -> None:
    before = read_locales(copy, None).calendars
    add(copy, "en-GB")
    assert read_locales(copy, None).calendars == before


def test_files_that_cannot_be_added_to_stay_as_they_were(
    german_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = german_copy / "docs/locales/locales.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("\n  ", "\n    "), encoding="utf-8")
    before = path.read_bytes(), (german_copy / "docs/locales/calendars.yml").read_bytes()
    assert translate(german_copy, "new", "de-AT") == 2
    assert "Add this by hand:" in capsys.readouterr().err
    assert (path.read_bytes(), (german_copy / "docs/locales/calendars.yml").read_bytes()) == before
