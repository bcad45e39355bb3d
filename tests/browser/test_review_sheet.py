"""The review sheet as it is really written, opened from its file: from a reviewer's keys to the catalogs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import build_site
from site_builder.cli.translate_review import review
from site_builder.locales.po_file import read_po
from site_builder.site.checking import check_all
from tests.conftest import ROOT
from tests.support.axe import contrast_violations, violations
from tests.support.catalogs import CONTEXT, PO, WORDS, change, entry_of, update
from tests.support.complaints import Complaints
from tests.support.guide_copies import FEW, copy_guide
from tests.support.linking import link_tree
from tests.support.tabs import PATIENCE, PHONE, SIZE

QUESTION = "tree.questions.product"
HINT = f"{QUESTION}.answers.office-365.hint"
NASTY = '</textarea></script><script>document.title = "broken"</script><img src=x onerror="document.title=1">'


def translate(root: Path, *arguments: str) -> int:
    return build_site.main(["--root", str(root), "translate", *arguments])


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide with sheets in two locales; a text of each would break out of a page that escapes nothing."""
    root = copy_guide(tmp_path_factory.mktemp("reviewed"), FEW)
    link_tree(ROOT / ".cache" / "esbuild", root / ".cache" / "esbuild")
    for locale in ("nl-NL", "ar-SA"):
        update(root, locale)
        change(root, f"{QUESTION}.name", NASTY, comment=f"differs: {NASTY}", id=locale)
    checked = check_all(root, catalogs=False)
    for locale in ("nl-NL", "ar-SA"):
        assert review(checked, checked.locales.by_id[locale], root / f"{locale}.html") == 0
    return root


@pytest.fixture
def sheet(browser: Browser, guide: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A sheet without a network; a complaint of the page fails the test."""
    locale, options = request.param
    context = browser.new_context(offline=True, accept_downloads=True, **options)
    complaints = Complaints(lambda: [])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    complaints.watch(page)
    page.goto((guide / f"{locale}.html").as_uri())
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    yield page
    context.close()
    complaints.check()


def text_of(page: Page, context: str) -> Locator:
    """The text of a context; by CSS, since roles of thousands of elements take seconds to find."""
    return page.locator(f'article[data-context="{context}"]')


def save(page: Page, path: Path) -> Path:
    with page.expect_download() as download:
        page.locator("#save").click()
    download.value.save_as(path)
    return path


def change_as_poedit_does(path: Path, context: str, words: str) -> None:
    catalog = polib.pofile(str(path), wrapwidth=79)
    next(entry for entry in catalog if entry.msgctxt == context).msgstr = words
    catalog.metadata |= {
        "PO-Revision-Date": "2026-12-01 10:15+0100",
        "Last-Translator": "Ann <ann@example.org>",
        "X-Generator": "Poedit 3.5",
    }
    catalog.save()


@pytest.mark.parametrize("sheet", [("nl-NL", {"viewport": SIZE, "color_scheme": "dark"})], indirect=True)
def test_what_a_reviewer_ticks_and_changes_comes_into_the_catalogs_around_what_poedit_changed(
    sheet: Page, guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = text_of(sheet, f"{QUESTION}.question")
    first.locator("textarea").press("Enter")
    expect(first.locator("button.right")).to_have_attribute("aria-pressed", "true")
    hint = text_of(sheet, f"{QUESTION}.hint").locator("textarea")
    expect(hint).to_be_focused()
    hint.press("Enter")  # one key for a text that is right
    expect(sheet.locator("#done")).to_contain_text("2 of ")

    label = text_of(sheet, HINT)
    box = label.locator("textarea")
    was = box.input_value()
    box.fill("Nu iets anders")
    expect(label.locator(".findings")).to_contain_text("{term:microsoft-365} is missing")
    box.press("Enter")
    expect(sheet.locator("#message")).to_contain_text("is missing")
    expect(label.locator("button.right")).to_have_attribute("aria-pressed", "false")
    box.fill("Heet nu {term:microsoft-365}")
    expect(label.locator(".preview")).to_have_text("Heet nu Microsoft 365")
    box.press("Enter")
    label.locator(".note").fill("was: “Nu”")

    # its state is kept: the page goes on where its reader was
    sheet.reload()
    expect(sheet.locator("#done")).to_contain_text("3 of ")
    expect(sheet.locator("#message")).to_contain_text("You go on where you were")
    assert box.input_value() == "Heet nu {term:microsoft-365}" != was
    sheet.locator("#filter").select_option("Changed")
    expect(sheet.locator("article:not([hidden])")).to_have_count(1)
    sheet.locator("#filter").select_option("All")
    sheet.locator("#search").fill("werkdag")
    word = text_of(sheet, "interface.words.business-days")
    word.locator("textarea").first.fill("één werkdag")
    word.locator("textarea").first.press("Enter")

    sheet.locator("#save").click()
    expect(sheet.locator("#message")).to_contain_text("Write your name first")
    sheet.locator("#reviewer").fill("Jan de Vries")
    saved = save(sheet, tmp_path / "review.json")
    assert [one["context"] for one in json.loads(saved.read_text("utf-8"))["texts"]] == [
        CONTEXT, f"{QUESTION}.hint", HINT, "interface.words.business-days",
    ]  # fmt: skip
    assert sheet.title().startswith("Review of nl-NL"), "no text got out of its place"
    sheet.evaluate(
        "document.querySelectorAll('main section:nth-of-type(n+3)').forEach((one) => one.remove())"
    )
    assert contrast_violations(sheet) == []

    change_as_poedit_does(guide / PO, f"{QUESTION}.hint", "Kies bij een service van een klant het product.")
    assert translate(guide, "apply", str(saved)) == 1
    told = capsys.readouterr()
    assert f"{QUESTION}.hint: was changed since the sheet was written, to" in told.err
    assert "2 texts changed, 3 marked, 1 left out" in told.out and f"{HINT}: was: “Nu”" in told.out
    catalog = read_po(guide / PO, PO)
    assert catalog.metadata["X-Generator"] == "Poedit 3.5"
    assert entry_of(guide, f"{QUESTION}.hint").msgstr == "Kies bij een service van een klant het product."
    assert entry_of(guide, HINT).msgstr == "Heet nu {term:microsoft-365}"
    assert "status: reviewed\nreviewed by: Jan de Vries, 20" in entry_of(guide, CONTEXT).tcomment
    assert entry_of(guide, "interface.words.business-days").msgstr_plural[0] == "één werkdag"
    both = [(guide / name).read_bytes() for name in (PO, WORDS)]
    translate(guide, "apply", str(saved))
    assert both == [(guide / name).read_bytes() for name in (PO, WORDS)]


@pytest.mark.parametrize("sheet", [("ar-SA", {"viewport": PHONE})], indirect=True)
def test_a_sheet_from_right_to_left_on_a_phone_takes_a_saved_file_and_keeps_the_rules(
    sheet: Page, guide: Path, tmp_path: Path
) -> None:
    assert sheet.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    first = text_of(sheet, f"{QUESTION}.question")
    box = first.locator("textarea")
    assert box.evaluate("box => [box.lang, getComputedStyle(box).direction]") == ["ar-SA", "rtl"]
    first.locator("button.right").click()
    sheet.locator("#reviewer").fill("Amal")
    saved = save(sheet, tmp_path / "review.json")
    first.locator("button.right").click()
    expect(sheet.locator("#done")).to_contain_text("0 of ")
    sheet.locator("#load").set_input_files(saved)
    expect(sheet.locator("#message")).to_have_text("1 text was taken over.")
    expect(sheet.locator("#done")).to_contain_text("1 of ")
    sheet.evaluate(
        "document.querySelectorAll('main section:nth-of-type(n+3)').forEach((one) => one.remove())"
    )
    assert violations(sheet) == []
