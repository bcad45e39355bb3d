"""Printing an outcome gives one clean page: where to go, the sheet, the due moment, the receipt."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from site_builder.site.checking import Checked
from tests.browser.conftest import NewPage
from tests.support.answers import DOMAIN, PROVIDER, REQUEST
from tests.support.clocks import BEFORE_HOLIDAYS
from tests.support.guide_page import at_step, follow, ready
from tests.support.outcome_card import card, type_in

TYPED = {
    "summary": "No VM in West Europe starts",
    "description": "Since this morning no VM starts.\nThe portal shows error 500.\nRestarting does not help.",
    "tried": "Restarted, redeployed, checked the quota.",
    "business-impact": "All 300 people of the customer cannot work.",
}


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page by that clock."""
    page = new_page()
    page.add_init_script(BEFORE_HOLIDAYS)
    return page


def printed(page: Page, size: str) -> tuple[int, str]:
    reader = PdfReader(BytesIO(page.pdf(format=size)))
    text = " ".join(page.extract_text() for page in reader.pages)
    return len(reader.pages), " ".join(text.split())


@pytest.mark.parametrize(
    ("locale", "queries"),
    [
        ("en-US", (DOMAIN, PROVIDER, REQUEST, f"{DOMAIN}&cloud=us-government&language=local")),
        ("nl-NL", (f"{DOMAIN}&cloud=us-government&language=local",)),
    ],
)
def test_a_filled_in_card_is_one_page(
    page: Page, address: str, locale: str, queries: tuple[str, ...]
) -> None:
    page.goto(f"{address}{locale}/")
    ready(page)
    for query in queries:
        follow(page, f"{address}{locale}/?{query}")
        printed_whole(card(page), query)


def printed_whole(page: Page, query: str) -> None:
    """Fill in the card of a query and make sure that all of it is on one page."""
    for field, text in TYPED.items():
        if page.locator(f".guide-current [data-field={field}] .guide-entry:visible").count():
            type_in(page, field, text)
    receipt = page.locator(".guide-receipt-id").text_content()
    due = page.locator(".guide-current .guide-due-result:visible").all_text_contents()
    assert printed(page, "A4")[0] == 1, query
    pages, text = printed(page, "Letter")
    assert pages == 1, query
    assert receipt in text.replace(" ", "")
    assert len(due) == (0 if query == PROVIDER else 1)
    assert all(" ".join(moment.split()) in text for moment in due)
    assert TYPED["summary"] in text
    assert "Restarting does not help." in text
    assert "____" in text, "what is missing is a blank"
    title = page.locator(".guide-current .guide-title").text_content()
    assert str(title).strip() in text
    for step in page.locator(".guide-current .guide-route > ol > li:visible").all_text_contents():
        assert " ".join(step.split())[:40] in text
    assert page.locator(".md-footer").count() == 1
    assert "CC BY" not in text
    assert "Copy" not in text


def test_every_outcome_prints_on_one_page(page: Page, address: str, checked: Checked) -> None:
    page.goto(f"{address}en-US/")
    ready(page)
    for outcome, answers in checked.proof.witnesses.outcomes.items():
        follow(page, f"{address}en-US/?{urlencode(answers)}")
        at_step(page, outcome)
        card(page)
        assert printed(page, "Letter")[0] == 1, outcome
