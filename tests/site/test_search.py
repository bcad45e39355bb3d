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
    "zh-CN": {"kind.billing": ["账单"], "phone": ["电话"], "kind.critical": ["中断", "故障"]},
    "pl-PL": {"kind.billing": ["faktura", "faktury"], "phone": ["telefon"], "kind.critical": ["awaria"]},
}  # fmt: skip
"""What is found first, and the words for it."""
TYPED = {
    "en-US": ("outages", "outage"),
    "nl-NL": ("serviceproblemen", "serviceprobleem"),
    "de-DE": ("Störungen", "Störung"),
    "fr-FR": ("pannes", "panne"),
    "es-ES": ("interrupciones", "interrupción"),
    "pt-BR": ("cobranças", "cobrança"),
    "ja-JP": ("重大度", "重大度"),
    "ar-SA": ("خطورات", "خطورة"),
    "zh-CN": ("严重性", "严重性"),
    "pl-PL": ("ważnościom", "ważność"),
}
"""What a reader types, and the word of the pages that is found by it. Japanese and Chinese do not inflect."""
DO, READ, EVIDENCE = 0, 1, 2
"""The ranks of hits: outcomes, answers and procedures; other pages; those on the guide itself."""


pytestmark = pytest.mark.xdist_group("search")  # to fill the index of a locale takes a second


@cache
def search(folder: Path) -> dict[str, list[list[str]]]:
    """For each query of this module its hits in their order: the location of each, and what is below it."""
    words = [word for words in FIRST[folder.name].values() for word in words]
    queries = [*words, *TYPED[folder.name], TYPED[folder.name][1][:-1], *evidence_words(folder)]
    done = subprocess.run(
        [*node(), WORKER, folder, *queries], check=True, capture_output=True, encoding="utf-8"
    )
    return dict(zip(queries, json.loads(done.stdout), strict=True))


def indexed(folder: Path) -> list[dict[str, str]]:
    """What a locale's search looks through."""
    found: list[dict[str, str]] = json.loads((folder / "search/search_index.json").read_text("utf-8"))["docs"]
    return found


def evidence_words(folder: Path) -> list[str]:
    """The words of the titles of the pages on the guide itself."""
    titles = [doc["title"] for doc in indexed(folder) if rank(doc["location"]) == EVIDENCE]
    return sorted({word for title in titles for word in re.findall(r"[^\W\d_]{4,}", title)})


def rank(location: str) -> int:
    """The rank of a hit."""
    if location.startswith(("procedures/", "?open=")):
        return DO
    return READ if location.startswith(("faq/", "response-times/", "names/")) or not location else EVIDENCE


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_of_a_tired_reader_find_what_to_do_first(site: Path, locale: str) -> None:
    hits = search(site / locale)
    asked = [(place, word) for place, words in FIRST[locale].items() for word in words]
    found = [(word, hits[word][0][0] if hits[word] else "") for _, word in asked]
    assert found == [(word, f"?open={place}") for place, word in asked]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_word_is_found_as_it_is_inflected_as_it_stands_and_while_it_is_typed(
    site: Path, locale: str
) -> None:
    typed, word = TYPED[locale]
    texts = [doc["title"] + doc["text"] for doc in indexed(site / locale)]
    words = {one for text in texts for one in re.findall(r"\w+", text.casefold())}
    assert any(word.casefold() in one for one in words)
    if typed != word:
        assert typed.casefold() not in words, "else it would be found without any stem"
    hits = search(site / locale)
    assert hits[typed] and hits[word] and hits[word[:-1]]


@pytest.mark.parametrize("locale", LOCALES)
def test_evidence_comes_after_all_that_helps(site: Path, locale: str) -> None:
    """For every word of the titles of the pages on the guide itself."""
    words = evidence_words(site / locale)
    assert words
    mixed = 0
    for word in words:
        hits = search(site / locale)[word]
        ranks = [rank(hit[0]) == EVIDENCE for hit in hits]
        assert ranks == sorted(ranks), (word, [hit[0] for hit in hits])
        mixed += len(set(ranks)) > 1
    assert mixed


def test_an_outcome_comes_before_a_question_of_the_faq_that_says_the_same(site: Path) -> None:
    places = [place for hit in search(site / "en-US")["phone"] for place in hit]
    assert places.index("?open=phone") < places.index("faq/#phone") < places.index("evidence/#phone-later")
