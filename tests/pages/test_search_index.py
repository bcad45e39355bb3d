"""The search's index: what of the guide it has, and by which words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from site_builder.locales.lexicon import Lexicon
from site_builder.pages.search_index import complete_index
from site_builder.site.checking import Checked, check_all

PLACES = (
    "", "#azure-title", "#guide-answers-title", "faq/#phone", "procedures/azure-request/#steps", "about/#age",
    "translation/",
)  # fmt: skip
"""Of each kind of entry that MkDocs makes, one."""


def entries(checked: Checked, locale: str) -> dict[str, dict[str, Any]]:
    """The entries of a locale's index by location, the pages having been those of PLACES."""
    docs = [{"location": place, "title": f"Title of {place}", "text": "<p>Text</p>"} for place in PLACES]
    index = {"config": {"fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}}}, "docs": docs}
    lexicon = Lexicon(
        checked.lexicon(checked.locales.by_id[locale], checked.catalogs[locale]).guide,
        checked.locales.by_id[locale],
        checked.locales,
    )
    found = json.loads(complete_index(json.dumps(index), lexicon))
    assert found["config"]["fields"]["also"]["boost"] > found["config"]["fields"]["title"]["boost"]
    return {entry["location"]: entry for entry in found["docs"]}


def test_an_outcome_is_opened_by_the_page_and_found_by_its_synonyms(checked: Checked) -> None:
    found = entries(checked, "en-US")
    assert "#azure-title" not in found
    assert found["?open=azure"]["title"] == "Title of #azure-title"
    assert "Azure ticket" in found["?open=azure"]["also"]
    assert "#guide-answers-title" not in found, "an empty list of answers is nothing to find"


def test_a_question_and_an_answer_are_found_if_they_have_synonyms(checked: Checked) -> None:
    found = entries(checked, "en-US")
    billing = found["?open=kind.billing"]
    assert billing["title"] == "Billing or a subscription"
    assert "What kind of problem is it?" in billing["text"]
    assert "invoice" in billing["also"]
    assert "severity" in found["?open=kind"]["also"]
    assert "?open=progress.tried" not in found, "it has none"


def test_other_names_of_what_a_title_names_are_synonyms_too(checked: Checked) -> None:
    assert "Microsoft 365" in entries(checked, "en-US")["?open=product.office-365"]["also"]


def test_what_to_do_counts_more_than_other_pages_and_evidence_least(checked: Checked) -> None:
    boosts = {place: entry.get("boost", 1) for place, entry in entries(checked, "en-US").items()}
    first = boosts["?open=azure"]
    assert first == boosts["procedures/azure-request/#steps"] == boosts["?open=kind.billing"]
    assert first > boosts["faq/#phone"] == boosts["?open=kind"] == boosts[""]
    assert 1 <= boosts["about/#age"] < boosts["faq/#phone"] / 1000, "a title counts for a thousand texts"
    assert boosts["about/#age"] == boosts["translation/"]


def test_a_title_may_name_what_the_guide_does_not_list(tmp_path: Path) -> None:
    guide = tmp_path / "docs" / "guide"
    guide.mkdir(parents=True)
    asked = (
        "{id: country, question: Where?, name: Country, list: countries, also_of: {nl: Holland}, to: away}"
    )
    tree = f"title: T\nfirst: country\nquestions: [{asked}]\n"
    (guide / "tree.yml").write_text(tree, "utf-8")
    outcome = 'outcomes: [{id: away, title: "Go to {country:fr}", summary: S., also: leave}]\n'
    (guide / "outcomes.yml").write_text(outcome, "utf-8")
    checked = check_all(tmp_path)
    docs = [{"location": "#away-title", "title": "Go to France", "text": ""}]
    index = json.dumps({"config": {"fields": {"title": {"boost": 1.0}}}, "docs": docs})
    found = json.loads(complete_index(index, checked.lexicon(checked.locales.source)))["docs"]
    assert [(one["title"], one["also"]) for one in found] == [
        ("Go to France", ["leave"]),
        ("Netherlands", ["Holland"]),
    ]
