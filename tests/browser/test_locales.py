"""Every locale that is published, and the two pseudo-locales, as their readers meet them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import build_site
from decision_tree.json_form import load_tree
from site_builder.locales.po_file import read_po, write_po
from site_builder.site.checking import Checked
from tests.browser.conftest import NewPage, answer, at_step, ready, served
from tests.browser.test_accessibility import violations
from tests.browser.test_card import card
from tests.browser.test_walk import QUERY
from tests.conftest import LOCALES, ROOT

PSEUDO = ("en-XA", "ar-XB")
KINDS = ("file", "hand-over", "first", "elsewhere")
PAGES = (
    "", f"?{QUERY}#azure", "procedures/azure-request/", "faq/", "translation/", "roles/", "response-times/",
    "about/",
)  # fmt: skip


@pytest.fixture(scope="session")
def with_pseudo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that has the pseudo-locales too."""
    out = tmp_path_factory.mktemp("pseudo") / "site"
    assert build_site.main(["site", "--pseudo", "--no-compress", "--out", str(out)]) == 0
    with served(out) as where:
        yield where


def shortest_ways(checked: Checked) -> dict[str, tuple[str, list[str]]]:
    """Of each kind of outcome one, and the answers of its shortest scenario in the order of the questions."""
    kinds = {outcome.id: outcome.kind for outcome in checked.tree.outcomes}
    scenarios = [one for one in checked.content.guide.scenarios.scenarios if not one.settings]
    found = {}
    for kind in KINDS:
        shortest = min(
            (one for one in scenarios if kinds[one.outcome] == kind), key=lambda one: len(one.answers)
        )
        found[kind] = (shortest.outcome, list(shortest.answers.values()))
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_a_walk_to_an_outcome_of_each_kind(
    new_page: NewPage, site: Path, checked: Checked, locale: str
) -> None:
    tree = load_tree((site / locale / "tree.json").read_text(encoding="utf-8"))
    titles = {outcome.id: outcome.title for outcome in tree.outcomes}
    page = ready(new_page(f"{locale}/"))
    assert page.evaluate("document.documentElement.lang") == locale
    assert page.evaluate("getComputedStyle(document.body).direction") == tree.direction
    for outcome, answers in shortest_ways(checked).values():
        answer(page, *answers)
        at_step(page, outcome)
        expect(page.locator(".guide-current .guide-title")).to_have_text(titles[outcome])
        assert page.locator("main .guide-foreign").count() == 0, "every text is translated"
        page.locator(".guide-start-again").click()
        at_step(page, tree.first)


TYPED = {
    "en-US": ("outages", "outage"),
    "nl-NL": ("serviceproblemen", "serviceprobleem"),
    "de-DE": ("Störungen", "Störung"),
    "fr-FR": ("pannes", "panne"),
    "es-ES": ("averías", "avería"),
    "pt-BR": ("cobranças", "cobrança"),
    "ja-JP": ("重大度", "重大度"),
    "ar-SA": ("خطورات", "خطورة"),
}
"""What a reader types, and the word of the pages that is found by it. Japanese does not inflect nouns."""


def search(page: Page, words: str) -> list[str]:
    """The words that are marked in what is found, for words typed key by key."""
    page.reload()
    page.locator(".md-search__input").click()
    page.keyboard.type(words)
    page.keyboard.press("Shift")  # letters that this keyboard lacks come without a key of their own
    page.locator(".md-search-result__item").first.wait_for(state="attached")
    return page.locator(".md-search-result__item mark").all_text_contents()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_search_finds_a_word_as_it_is_inflected_and_as_it_stands(
    new_page: NewPage, site: Path, locale: str
) -> None:
    typed, word = TYPED[locale]
    index = json.loads((site / locale / "search/search_index.json").read_text(encoding="utf-8"))
    words = {
        one for doc in index["docs"] for one in re.findall(r"\w+", (doc["title"] + doc["text"]).casefold())
    }
    assert any(word.casefold() in one for one in words)
    if typed != word:
        assert typed.casefold() not in words, "else it would be found without any stem"
    page = new_page(f"{locale}/faq/")
    for asked in (typed, word):
        found = search(page, asked)
        assert all(word.casefold()[:2] in one.casefold() for one in found), (asked, found)
        assert not any("<" in one or ">" in one for one in found), "each place is marked once"
    search(page, word[:-1] if locale != "ja-JP" else word)  # found while it is typed


def test_the_search_keeps_the_words_of_neighbouring_cells_apart(site: Path) -> None:
    index = json.loads((site / "en-US/search/search_index.json").read_text(encoding="utf-8"))
    text = next(doc["text"] for doc in index["docs"] if doc["location"] == "response-times/#impact")
    assert "Severity What it means" in re.sub(r"<[^>]*>|\s+", " ", text)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_search_has_the_scripts_of_its_language_and_no_other(site: Path, locale: str) -> None:
    index = json.loads((site / locale / "search/search_index.json").read_text(encoding="utf-8"))
    (code,) = index["config"]["lang"]
    scripts = {path.name for path in (site / locale).glob("assets/javascripts/lunr/**/*.js")}
    extra = {"tinyseg.js"} if locale == "ja-JP" else set()
    assert scripts == {f"lunr.{code}.min.js", "lunr.stemmer.support.min.js", *extra}


def test_another_language_keeps_page_answers_and_place(new_page: NewPage) -> None:
    page = ready(new_page(f"nl-NL/?{QUERY}"))
    at_step(page, "azure")
    page.locator(".guide-footer__languages a[hreflang=ar-SA]").click()
    page.wait_for_url("**/ar-SA/**")
    at_step(ready(page), "azure")
    assert sorted(page.url.partition("?")[2].partition("#")[0].split("&")) == sorted(QUERY.split("&"))
    page = new_page("de-DE/about/#proof")
    page.locator(".guide-footer__languages a[hreflang=ja-JP]").click()
    page.wait_for_url("**/ja-JP/about/#proof")


def test_the_language_menu_shows_every_language_on_a_phone(new_page: NewPage) -> None:
    page = new_page("ar-SA/faq/")
    page.set_viewport_size({"width": 360, "height": 640})
    page.locator(".md-header .md-select button").focus()
    links = page.locator(".md-select__link")
    assert links.count() == len(LOCALES)
    page.wait_for_function(
        "() => document.querySelector('.md-select__inner').getBoundingClientRect().height > 100"
    )
    for link in links.all():
        link.scroll_into_view_if_needed()
        box = link.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360


@pytest.mark.parametrize("locale", [*LOCALES, *PSEUDO])
def test_nothing_is_cut_off_on_a_phone(new_page: NewPage, with_pseudo: str, locale: str) -> None:
    page = new_page(expect=("another host",))  # the other server of this machine
    page.set_viewport_size({"width": 360, "height": 740})
    for path in PAGES:
        page.goto(f"{with_pseudo}{locale}/{path}")
        if "azure" in path and "?" in path:
            card(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert page.evaluate(CUT_OFF) == [], path


CUT_OFF = """() => [
        ...document.querySelectorAll("main :is(p, li, h1, h2, h3, h4, dt, dd, button, a, label, summary)")
    ]
    .filter((one) => one.checkVisibility())
    .filter((one) => !one.closest(".guide-table, .md-sidebar, .guide-visually-hidden"))
    .filter((one) => {
        const box = one.getBoundingClientRect();
        const hides = getComputedStyle(one).overflow !== "visible" && one.scrollWidth > one.clientWidth + 1;
        return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1 || hides);
    })
    .map((one) => one.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize(
    ("locale", "scheme"),
    [*((locale, "light") for locale in (*LOCALES[2:], *PSEUDO)), ("ar-SA", "dark"), ("en-XA", "dark")],
)
def test_axe_finds_nothing(new_page: NewPage, with_pseudo: str, locale: str, scheme: str) -> None:
    page = new_page(expect=("another host",), color_scheme=scheme)
    for path in PAGES:
        page.goto(f"{with_pseudo}{locale}/{path}")
        if "azure" in path and "?" in path:
            card(page)
        assert not violations(page), path


def test_the_mirrored_page_is_laid_out_from_right_to_left(new_page: NewPage) -> None:
    page = ready(new_page("ar-SA/"))
    input, label = (
        page.locator(f".guide-current .guide-choice {one}").first.bounding_box()
        for one in ("input", ".guide-choice-label")
    )
    assert input and label and input["x"] > label["x"], "the mark stands before its words"
    assert page.evaluate(
        "getComputedStyle(document.querySelector('.guide-current .guide-title')).textAlign"
    ) in (
        "start",
        "right",
    )


def test_moments_are_in_the_readers_words_with_the_figures_of_portals(new_page: NewPage) -> None:
    page = card(new_page(f"ar-SA/?{QUERY}", timezone_id="Asia/Riyadh"))
    said = page.locator(".guide-current .guide-due-result").inner_text()
    assert re.search(r"\d", said)
    assert not re.search("[٠-٩]", said), "digits are 0 to 9, as in the ticket"


@pytest.fixture(scope="session")
def behind(
    tmp_path_factory: pytest.TempPathFactory, cache_of_project: Callable[[Path], None]
) -> Iterator[str]:
    """A site whose Arabic lacks some texts: a question, a word of a button, and one that scripts fill in."""
    root = tmp_path_factory.mktemp("behind")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    cache_of_project(root)
    path = root / "docs/locales/ar-SA/guide.po"
    catalog = read_po(path, path.name)
    gone = ("tree.questions.subject.question", "interface.words.continue", "interface.words.question-number")
    for entry in catalog:
        if entry.msgctxt in gone:
            entry.msgstr = ""
    write_po(catalog, path)
    assert build_site.main(["--root", str(root), "site", "--no-compress"]) == 0
    with served(root / "site") as where:
        yield where


def test_what_is_not_translated_is_marked_with_its_language_and_said(new_page: NewPage, behind: str) -> None:
    page: Page = new_page(expect=("another host",))
    page.goto(f"{behind}ar-SA/")
    ready(page)
    for place, text in (
        (".guide-current .guide-title", "What do you need help with?"),
        (".guide-current .guide-continue", "Continue"),
        (".guide-current .guide-progress", "Question 1 of at most"),
    ):
        mark = page.locator(f"{place} .guide-foreign")
        expect(mark).to_contain_text(text)
        expect(mark).to_have_attribute("lang", "en-US")
        expect(mark).to_have_attribute("dir", "ltr")
    expect(page.locator(".guide-translation .guide-foreign")).to_be_visible()
    assert not violations(page)
    page.goto(f"{behind}ar-SA/faq/")
    expect(page.locator(".guide-translation")).to_be_visible()
    assert page.locator(".guide-translation .guide-foreign").count() == 0, "nothing of this page is missing"
    page.goto(f"{behind}ar-SA/translation/")
    expect(page.locator(".guide-to-do li")).to_have_count(3)
    assert not violations(page)


@pytest.mark.parametrize("locale", LOCALES[1:])
def test_a_machines_translation_says_so_at_the_top_of_every_page(
    new_page: NewPage, address: str, locale: str
) -> None:
    page = new_page()
    for path in (
        "",
        "faq/",
        "procedures/",
        "procedures/azure-request/",
        "response-times/",
        "roles/",
        "about/",
    ):
        page.goto(f"{address}{locale}/{path}")
        note = page.locator("main h1 + .guide-translation")
        expect(note).to_be_visible()
        expect(note).to_contain_text(re.compile(r"20\d\d"))
        assert note.locator("a").get_attribute("href").endswith("translation/")  # type: ignore[union-attr]
