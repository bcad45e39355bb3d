"""What a tired reader types finds what to do first, by the search as the browser runs it."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from site_builder.engine.npm import node
from tests.conftest import LOCALES

WORKER = Path(__file__).parents[1] / "support" / "search_worker.mjs"
FIRST = {
    "en-US": {"kind.billing": ["invoice", "invoices", "refund"], "phone": ["phone", "telephone"],
              "kind.critical": ["down", "outage"]},
    "nl-NL": {"kind.billing": ["factuur", "facturen"], "phone": ["telefoon", "bellen"],
              "kind.critical": ["storing", "ligt eruit", "down"]},
    "de-DE": {"kind.billing": ["Rechnung", "Rechnungen"], "phone": ["Telefon", "anrufen"],
              "kind.critical": ["Ausfall", "Störung"]},
    "fr-FR": {"kind.billing": ["facture", "factures"], "phone": ["téléphone"], "kind.critical": ["panne"]},
    "es-ES": {"kind.billing": ["factura", "facturas"], "phone": ["teléfono"], "kind.critical": ["caído"]},
    "pt-BR": {"kind.billing": ["fatura", "boleto"], "phone": ["telefone"], "kind.critical": ["fora do ar"]},
    "ja-JP": {"kind.billing": ["請求書"], "phone": ["電話"], "kind.critical": ["障害", "ダウン"]},
    "ar-SA": {"kind.billing": ["فاتورة", "الفاتورة"], "phone": ["هاتف"], "kind.critical": ["عطل"]},
}  # fmt: skip
"""What is found first, and the words for it."""
DO, READ, EVIDENCE = 0, 1, 2
"""The ranks of hits: outcomes, answers and procedures; other pages; those on the guide itself."""


@cache
def search(folder: Path, *queries: str) -> list[list[list[str]]]:
    """For each query its hits in their order: the location of each, and of what the theme lists below it."""
    done = subprocess.run(
        [*node(), WORKER, folder, *queries], check=True, capture_output=True, encoding="utf-8"
    )
    found: list[list[list[str]]] = json.loads(done.stdout)
    return found


def rank(location: str) -> int:
    """The rank of a hit."""
    if location.startswith(("procedures/", "?open=")):
        return DO
    return READ if location.startswith(("faq/", "response-times/", "names/")) or not location else EVIDENCE


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_of_a_tired_reader_find_what_to_do_first(site: Path, locale: str) -> None:
    asked = [(place, word) for place, words in FIRST[locale].items() for word in words]
    hits = search(site / locale, *(word for _, word in asked))
    found = [(word, result[0][0] if result else "") for (_, word), result in zip(asked, hits, strict=True)]
    assert found == [(word, f"?open={place}") for place, word in asked]


@pytest.mark.parametrize("locale", LOCALES)
def test_evidence_comes_after_all_that_helps(site: Path, locale: str) -> None:
    """For every word of the titles of the pages on the guide itself."""
    index = json.loads((site / locale / "search/search_index.json").read_text(encoding="utf-8"))
    titles = [doc["title"] for doc in index["docs"] if rank(doc["location"]) == EVIDENCE]
    words = sorted({word for title in titles for word in re.findall(r"[^\W\d_]{4,}", title)})
    assert words
    mixed = 0
    for word, hits in zip(words, search(site / locale, *words), strict=True):
        ranks = [rank(hit[0]) == EVIDENCE for hit in hits]
        assert ranks == sorted(ranks), (word, [hit[0] for hit in hits])
        mixed += len(set(ranks)) > 1
    assert mixed


def test_an_outcome_comes_before_a_question_of_the_faq_that_says_the_same(site: Path) -> None:
    (hits,) = search(site / "en-US", "phone")
    places = [place for hit in hits for place in hit]
    assert places.index("?open=phone") < places.index("faq/#phone") < places.index("evidence/#phone-later")
