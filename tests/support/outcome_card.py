"""What tests do with the card of an outcome, and what they wait for."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support.guide_page import ready


def card(page: Page) -> Page:
    """The page, once the outcome's card is there."""
    ready(page)
    page.wait_for_function("() => performance.getEntriesByName('guide:card').length > 0")
    expect(page.locator(".guide-current .guide-receipt-id")).to_be_visible()
    return page


def type_in(page: Page, field: str, text: str) -> None:
    """Fill a field and leave it, as a reader does; wait until the engine has looked at it."""
    place = page.locator(f".guide-current [data-field={field}] .guide-entry")
    place.fill(text)
    place.blur()
