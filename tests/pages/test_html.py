from __future__ import annotations

import dataclasses
import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.guide.inline import Reference
from site_builder.guide.instances import replace_texts
from site_builder.guide.localized_text import LocalizedText, map_forms
from site_builder.locales.lexicon import Lexicon
from site_builder.locales.locales import LabelWord
from site_builder.pages.html import HtmlWriter
from site_builder.site.checking import Checked


@pytest.fixture(scope="session")
def english(checked: Checked) -> Lexicon:
    return Lexicon(checked.content.guide, checked.locales.source, checked.locales)


@pytest.fixture(scope="session")
def dutch(checked: Checked) -> Lexicon:
    labels = {"new-support-request": LabelWord(text="Nieuwe ondersteuningsaanvraag", status="seen")}
    locales = dataclasses.replace(checked.locales, labels={"nl-NL": labels})
    return Lexicon(checked.content.guide, checked.locales.by_id["nl-NL"], locales)


@given(st.text())
def test_nothing_in_a_text_can_become_markup(english: Lexicon, text: str) -> None:
    shown = str(HtmlWriter(english, "").text(text.replace("{", "(").replace("`", "'")))
    assert "<" not in shown
    assert html.unescape(shown) == text.replace("{", "(").replace("`", "'").replace("}}", "}")


def test_references_become_links_seen_from_the_page(english: Lexicon) -> None:
    text = "See {faq:phone}, {link:dynamics-support}, {outcome:azure}, {page:about}."
    shown = str(HtmlWriter(english, "../../").text(text))
    assert re.findall(r'href="([^"]*)"', shown) == [
        "../../faq/#phone", english.name(Reference("link", "dynamics-support")).href, "../../#azure",
        "../../about/",
    ]  # fmt: skip
    assert "href" not in str(HtmlWriter(english, "").unlinked(text))


def test_a_portal_in_a_text_is_not_a_link_past_the_route(english: Lexicon) -> None:
    assert str(HtmlWriter(english, "").text("Go on to the {portal:azure}.")) == "Go on to the Azure portal."


def test_a_label_shows_the_readers_words_beside_the_english(dutch: Lexicon) -> None:
    shown = str(HtmlWriter(dutch, "").text("{label:new-support-request}"))
    assert "Nieuwe ondersteuningsaanvraag" in shown
    assert '<span lang="en-US" dir="ltr">New support request</span>' in shown, "no text that is missing"
    assert dutch.plain("{label:new-support-request}") == "Nieuwe ondersteuningsaanvraag (New support request)"


def test_a_label_without_a_translation_shows_the_english_once(dutch: Lexicon) -> None:
    assert dutch.plain("{label:create}").count("Create") == 1
    shown = str(HtmlWriter(dutch, "").text("{label:create}"))
    assert 'class="guide-label guide-label--assumed"' in shown, "nobody has seen it in Dutch"


def test_figures_come_from_the_table_and_cldr(english: Lexicon, dutch: Lexicon) -> None:
    assert english.plain("{duration:severity-a}, {duration:one-business-day}") == "2 hours, 1 business day"
    assert dutch.plain("{duration:severity-a}") == "2 uur"


def test_an_address_is_code_with_a_place_to_fill_and_no_link(english: Lexicon) -> None:
    shown = str(HtmlWriter(english, "").text("{address:azure-customer-directory}"))
    assert shown.startswith("<code>https://portal.azure.com/&lt;")
    assert " " not in shown.split("&lt;")[0]


def test_words_in_the_source_language_are_marked_with_it(dutch: Lexicon) -> None:
    shown = str(HtmlWriter(dutch, "").text(LocalizedText("Not translated", "en-US")))
    assert shown == '<span lang="en-US" dir="ltr" class="guide-foreign">Not translated</span>'
    assert str(HtmlWriter(dutch, "").text(LocalizedText("Vertaald", "nl-NL"))) == "Vertaald"


def test_a_translation_cannot_change_a_figure_an_address_or_a_route(checked: Checked) -> None:
    """Whatever the words, everything that is not a text is the same in every locale."""
    plain = checked.content.guide
    other = replace_texts(
        checked.content.guide,
        lambda context, wording: map_forms(wording, lambda text: LocalizedText("Iets heel anders", "nl-NL")),
    )

    def facts(value: object) -> object:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {f.name: facts(getattr(value, f.name)) for f in dataclasses.fields(value)}
        if isinstance(value, tuple):
            return [facts(item) for item in value]
        if isinstance(value, dict):
            return {key: facts(item) for key, item in value.items()}
        return "" if isinstance(value, LocalizedText) else value

    def same(first: object, second: object) -> bool:
        if second == "" and isinstance(first, str):
            return True  # a text
        if isinstance(first, dict) and isinstance(second, dict):
            return first.keys() == second.keys() and all(same(first[k], second[k]) for k in first)
        if isinstance(first, list) and isinstance(second, list):
            return len(first) == len(second) and all(map(same, first, second))
        return first == second

    assert same(facts(plain), facts(other))
    assert other.response_times.durations[0].hours == 2
    assert other.facts.portals[0].url == plain.facts.portals[0].url


def test_words_inside_a_foreign_text_are_marked_against_that_text(dutch: Lexicon) -> None:
    shown = str(HtmlWriter(dutch, "").text(LocalizedText("Within {duration:severity-a}.", "en-US")))
    assert '<span lang="nl-NL" dir="ltr">2 uur</span>' in shown


def test_a_passage_in_another_locale_of_the_language_is_not_marked_for_readers(checked: Checked) -> None:
    german = checked.locales.by_id["de-DE"]
    austrian = dataclasses.replace(german, id="de-AT", falls_back_to="de-DE")
    lexicon = Lexicon(checked.content.guide, austrian, checked.locales)
    shown = str(HtmlWriter(lexicon, "").text(LocalizedText("Auf Deutsch", "de-DE")))
    assert shown == '<span lang="de-DE" dir="ltr">Auf Deutsch</span>'
