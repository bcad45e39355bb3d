"""What tests do with the card of an outcome, and what they wait for."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support.guide_page import ready


def card(page: Page) -> Page:
    """The page, once the outcome's card is there, with all that is folded opened."""
    ready(page)
    page.wait_for_function("() => performance.getEntriesByName('guide:card').length > 0")
    expect(page.locator(".guide-receipt-id")).to_be_attached()
    page.locator(".guide-current .guide-fold, .guide-answers").evaluate_all(
        "folds => folds.forEach(fold => { fold.open = true; })"
    )
    return page


def type_in(page: Page, field: str, text: str) -> None:
    """Fill a field and leave it, as a reader does; wait until the engine has looked at it."""
    place = page.locator(f".guide-current [data-field={field}] .guide-entry")
    place.fill(text)
    place.blur()
