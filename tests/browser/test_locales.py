"""Every locale that is published, and the two pseudo-locales, as their readers meet them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser

from decision_tree.json_form import load_tree
from site_builder.site.checking import Checked
from tests.browser.conftest import Visit, Walk
from tests.conftest import LOCALES
from tests.site.test_search import TYPED
from tests.support.answers import QUERY
from tests.support.axe import violations
from tests.support.guide_page import answer, at_step, start_again
from tests.support.outcome_card import card
from tests.support.tabs import PHONE

ALPHABETS = ("nl-NL", "ja-JP", "ar-SA")
"""A locale of each."""
PSEUDO = ("en-XA", "ar-XB")
ELSEWHERE = ("another host",)
"""Said of another edition of the site: it has another address."""
KINDS = ("file", "hand-over", "first", "elsewhere")
PAGES = (
    "", f"?{QUERY}#azure", "faq/", "procedures/azure-request/", "translation/", "names/", "response-times/",
    "about/", "procedures/own-azure-request/",
)  # fmt: skip


def shortest_ways(checked: Checked) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Of each kind of outcome one, and the answers of its shortest scenario in the order of the questions."""
    kinds = {outcome.id: outcome.kind for outcome in checked.tree.outcomes}
    scenarios = [one for one in checked.content.guide.scenarios.scenarios if not one.settings]
    found = {}
    for kind in KINDS:
        shortest = min(
            (one for one in scenarios if kinds[one.outcome] == kind), key=lambda one: len(one.answers)
        )
        found[kind] = (shortest.outcome, list(shortest.answers.items()))
    return found


@pytest.mark.parametrize("locale", ALPHABETS)
def test_a_walk_to_an_outcome_of_each_kind(walk: Walk, site: Path, checked: Checked, locale: str) -> None:
    tree = load_tree((site / locale / "tree.json").read_text(encoding="utf-8"))
    titles = {outcome.id: outcome.title for outcome in tree.outcomes}
    for outcome, answers in shortest_ways(checked).values():
        page = walk(f"{locale}/?{urlencode(dict(answers[:-1]))}")
        assert page.evaluate("document.documentElement.lang") == locale
        assert page.evaluate("getComputedStyle(document.body).direction") == tree.direction
        answer(page, answers[-1][1])
        at_step(page, outcome)
        expect(page.locator(".guide-current .guide-title")).to_have_text(titles[outcome])
        start_again(page)
        at_step(page, tree.first)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_of_the_tree_is_translated(site: Path, locale: str) -> None:
    tree = load_tree((site / locale / "tree.json").read_text(encoding="utf-8"))
    page = parsed(site / locale / "index.html")
    assert page.css_first("html").attributes["lang"] == locale
    assert page.css_first("body").attributes["dir"] == tree.direction
    assert page.css_first("main .guide-foreign") is None
    for outcome in tree.outcomes:
        assert page.css_first(f"#{outcome.id} .guide-title").text().strip() == outcome.title


def parsed(page: Path) -> LexborHTMLParser:
    return LexborHTMLParser(page.read_text(encoding="utf-8"))


MARKED = """part => {
    const marks = [...document.querySelectorAll(".md-search-result__item mark")];
    const found = document.querySelector(".md-search-result__item");
    return found && marks.every((mark) => mark.textContent.toLocaleLowerCase().includes(part));
}"""


def search(page: Page, words: str, part: str) -> list[str]:
    """The words that are marked in what is found, for words typed key by key, once all hold that part.

    Until then they are what is found for the first of the keys. A word that is found by its stem alone is
    not marked.
    """
    results = page.locator(".md-search-result__item")
    page.locator(".md-search__input").fill("")
    expect(results).to_have_count(0)
    page.locator(".md-search__input").click()
    page.keyboard.type(words)
    page.keyboard.press("Shift")  # letters that this keyboard lacks come without a key of their own
    page.wait_for_function(MARKED, arg=part)
    return page.locator(".md-search-result__item mark").all_text_contents()


@pytest.mark.parametrize("locale", ["en-US", "ja-JP", "ar-SA"])
def test_the_search_marks_a_word_as_it_is_inflected_and_as_it_stands(visit: Visit, locale: str) -> None:
    """That every locale's is found, `test_search` shows."""
    typed, word = TYPED[locale]
    page = visit(f"{locale}/faq/", search=True)
    for asked in (typed, word):
        found = search(page, asked, word.casefold()[:2])
        assert not any("<" in one or ">" in one for one in found), "each place is marked once"
    part = word.casefold()[:2]
    search(page, word[:-1] if locale != "ja-JP" else word, part)  # found while it is typed


def test_the_search_keeps_the_words_of_neighbouring_cells_apart(site: Path) -> None:
    index = json.loads((site / "en-US/search/search_index.json").read_text(encoding="utf-8"))
    text = next(doc["text"] for doc in index["docs"] if doc["location"] == "response-times/#first-response")
    assert "Severity English A local language A Critical" in re.sub(r"(<[^>]*>|\s)+", " ", text)


def test_another_language_keeps_page_answers_and_place(visit: Visit) -> None:
    page = visit(f"nl-NL/?{QUERY}")
    at_step(page, "azure")
    page.locator(".guide-footer__languages a[hreflang=ar-SA]").click()
    page.wait_for_url("**/ar-SA/**")
    at_step(page, "azure")
    assert sorted(page.url.partition("?")[2].partition("#")[0].split("&")) == sorted(QUERY.split("&"))
    page = visit("de-DE/about/#proof")
    page.locator(".guide-footer__languages a[hreflang=ja-JP]").click()
    page.wait_for_url("**/ja-JP/about/#proof")


def test_the_language_menu_shows_every_language_on_a_phone(visit: Visit) -> None:
    page = visit("ar-SA/faq/", size={"width": 360, "height": 640})
    page.locator(".md-header .md-select button").focus()
    links = page.locator(".md-select__list a")
    assert links.count() == len(LOCALES)
    page.wait_for_function(
        "() => document.querySelector('.md-select__inner').getBoundingClientRect().height > 100"
    )
    for link in links.all():
        link.scroll_into_view_if_needed()
        box = link.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360


@pytest.mark.parametrize(("locale", "paths"), [("en-XA", PAGES), ("ar-XB", PAGES[:3]), ("ja-JP", PAGES[:3])])
def test_nothing_is_cut_off_on_a_phone(
    visit: Visit, address: str, other_edition: str, locale: str, paths: tuple[str, ...]
) -> None:
    """The longest texts, in both directions, and lines without a space. Long words: `test_accessibility`."""
    root = other_edition if locale in PSEUDO else address
    for path in paths:
        page = visit(f"{root}{locale}/{path}", size=PHONE, expect=ELSEWHERE)
        all_of_it_is_seen(page, path)


@pytest.mark.parametrize("locale", PSEUDO)
def test_nor_in_an_outcome_that_the_engine_has_completed(
    visit: Visit, other_edition: str, locale: str
) -> None:
    """With the longest texts, in both directions."""
    page = visit(f"{other_edition}{locale}/?{QUERY}#azure", engine=True, size=PHONE, expect=ELSEWHERE)
    all_of_it_is_seen(card(page), locale)


def all_of_it_is_seen(page: Page, where: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, where
    assert page.evaluate(CUT_OFF) == [], where


CUT_OFF = """() => [
        ...document.querySelectorAll("main :is(p, li, h1, h2, h3, h4, dt, dd, button, a, label, summary)")
    ]
    .filter((one) => one.checkVisibility())
    .filter((one) => !one.closest(".guide-table, .md-sidebar, .guide-visually-hidden"))
    .filter((one) => !one.matches(".guide-setting--line label")) // for screen readers only
    .filter((one) => !one.matches(".guide-case")) // one line: the answers have all of it
    .filter((one) => !one.matches(".guide-translation:has(~ .guide--under-way) > a")) // likewise: its page
    .filter((one) => {
        const box = one.getBoundingClientRect();
        const hides = getComputedStyle(one).overflow !== "visible" && one.scrollWidth > one.clientWidth + 1;
        return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1 || hides);
    })
    .map((one) => one.outerHTML.slice(0, 100))"""


def test_the_mirrored_page_is_laid_out_from_right_to_left(visit: Visit) -> None:
    page = visit("ar-SA/")
    label = page.locator(".guide-current .guide-choice-label").first
    text = label.evaluate(
        "one => { const range = new Range(); range.selectNodeContents(one);"
        " const { right } = range.getBoundingClientRect();"
        " return one.closest('a').getBoundingClientRect().right - right; }"
    )
    assert text < 40, "the words begin at the right"
    assert page.evaluate(
        "getComputedStyle(document.querySelector('.guide-current .guide-title')).textAlign"
    ) in (
        "start",
        "right",
    )


def test_moments_are_in_the_readers_words_with_the_figures_of_portals(visit: Visit) -> None:
    page = card(visit(f"ar-SA/?{QUERY}", engine=True))
    said = page.locator(".guide-current .guide-due-result").inner_text()
    assert re.search(r"\d", said)
    assert not re.search("[٠-٩]", said), "digits are 0 to 9, as in the ticket"


def test_what_is_not_translated_is_marked_with_its_language_and_said(
    visit: Visit, other_edition: str
) -> None:
    page: Page = visit(f"{other_edition}ar-SA/", expect=ELSEWHERE)
    for place, text in (
        (".guide-current .guide-title", "What do you need help with?"),
        (".guide-current [data-answer=own]", "Our own tenant or subscription"),
        (".guide-current .guide-progress", "Question 1 of at most"),
    ):
        mark = page.locator(f"{place} .guide-foreign")
        expect(mark).to_contain_text(text)
        expect(mark).to_have_attribute("lang", "en-US")
        expect(mark).to_have_attribute("dir", "ltr")
    expect(page.locator(".guide-translation .guide-foreign")).to_be_visible()
    assert not violations(page)
    page.goto(f"{other_edition}ar-SA/faq/")
    expect(page.locator(".guide-translation")).to_be_visible()
    assert page.locator(".guide-translation .guide-foreign").count() == 0, "nothing of this page is missing"
    page.goto(f"{other_edition}ar-SA/translation/")
    expect(page.locator(".guide-to-do li")).to_have_count(3)


TOP = "main h1 + .guide-translation, main h1 + .guide-followed + .guide-translation"
"""Where the note on the translation is: below the title, and below the line on the age of the source."""


@pytest.mark.parametrize("locale", LOCALES[1:])
def test_a_machines_translation_says_so_at_the_top_of_every_page(site: Path, locale: str) -> None:
    pages = list((site / locale).rglob("index.html"))
    assert len(pages) > 15
    for path in pages:
        # below the tree where the guide is a frame, which has little room
        place = ".guide-translation" if path.parent.name == "embed" else TOP
        (note,) = parsed(path).css(place)
        assert re.search(r"20\d\d", note.text()), path
        assert str(note.css_first("a").attributes["href"]).endswith("translation/"), path


def test_what_is_said_of_a_translation_is_seen(visit: Visit) -> None:
    for path in ("", "faq/"):
        expect(visit(f"nl-NL/{path}").locator(TOP)).to_be_visible()
