"""The cards of a picture: texts in lines that fit, and the words of edges."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from decision_tree.conditions import Test
from decision_tree.periods import PERIOD
from site_builder.map import MapWords, map_facts
from site_builder.map.cards import WIDTH, make_cards
from site_builder.map.graph import Edge, Route, split_by_answers
from site_builder.map.text_size import ELLIPSIS, width, wrap
from site_builder.site.checking import Checked, check_all
from tests.conftest import ROOT


@settings(max_examples=50)
@given(st.text(max_size=60), st.integers(1, 4))
def test_lines_fit_and_keep_the_words_in_order(text: str, most: int) -> None:
    lines = wrap(text, 13, 200, most)
    assert len(lines) <= most
    assert all(width(line, 13) <= 200 or len(line) <= 2 for line in lines)
    kept = "".join("".join(lines).removesuffix(ELLIPSIS).split())
    assert "".join(text.split()).startswith(kept) or ELLIPSIS in text


def test_lines_break_where_a_reader_expects_it() -> None:
    assert wrap("Azure, Office 365 or Dynamics 365", 13, 130, 3) == ["Azure, Office 365 or", "Dynamics 365"]
    assert wrap("どの製品についてのお問い合わせですか。", 13, 13 * 18, 2) == [
        "どの製品についてのお問い合わせです",
        "か。",
    ]
    assert wrap("、Dynamics 365、または", 13, 115, 2) == ["、Dynamics 365、", "または"]
    assert wrap("one two three four", 13, 62, 1) == ["one two…"]


def test_a_card_has_its_answers_with_conditions_and_every_edge_leaves_one(checked: Checked) -> None:
    facts = map_facts(checked.content, checked.tree)
    words = MapWords(checked.lexicon(checked.locales.source), facts.graph)
    cards = {card.id: card for card in make_cards(facts.parts[0], facts, words)}
    assert set(cards) == set(facts.graph.nodes)
    assert {index for card in cards.values() for link in card.links for index in link.edges} == set(
        range(len(facts.graph.edges))
    )
    for card in cards.values():
        assert all(0 < link.top < card.height for link in card.links)
        assert all(width(line, 13) < WIDTH for row in card.rows for line in (*row.lines, *row.small))
    first = cards[facts.graph.first]
    assert first.tag[0].startswith("Start · ")
    assert facts.all == facts.passing[facts.graph.first] == checked.proof.combinations


def test_all_kinds_of_questions_have_words() -> None:
    checked = check_all(ROOT / "examples" / "it-helpdesk", catalogs=False)
    facts = map_facts(checked.content, checked.tree)
    words = MapWords(checked.lexicon(checked.locales.source), facts.graph)
    said = {
        (edge.source, edge.target): words.edge(edge)
        for whole in facts.graph.edges
        for edge in split_by_answers(whole)
    }
    several = said["signs", "danger"]
    assert several.answers == "with A case or touchpad that bulges or A burnt smell or great heat"
    assert said["bought", "repair"].answers == "less than 4 years ago"
    assert said["country", "travel-freely"].answers == "another country of the European Union"
    assert said["country", "travel-freely"].all_answers.startswith("Austria, Belgium, ")
    dated = Edge("lesson", "signs", (Route(("no",), (Test(PERIOD, ("until-2031-07-31",)),)),))
    assert words.edge(dated).whole == "No (Until July 31, 2031)"
    assert said["lesson", "signs"].whole == "No (Only for – Topic: A computer)"
