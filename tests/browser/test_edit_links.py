"""Edit links, in a site whose settings name a repository: at each step, for everybody, and not on paper."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import REPOSITORY, Visit
from tests.support.answers import QUERY
from tests.support.axe import violations

ELSEWHERE = ("another host",)
LINE = re.compile(rf"^{REPOSITORY}/blob/HEAD/docs/guide/\w+\.yml#L\d+$")


def links(page: Page) -> list[str]:
    """The names of the links in sight."""
    found = page.locator(".guide-edit a, a.guide-edit-here").all()
    return [one.get_attribute("aria-label") or "" for one in found if one.is_visible()]


def test_each_step_has_one_and_the_outcome_keeps_it_beside_its_card(visit: Visit, other_edition: str) -> None:
    page = visit(f"{other_edition}en-US/", expect=ELSEWHERE)
    assert links(page) == ["Edit: What do you need help with?"]
    page = visit(f"{other_edition}en-US/?{QUERY}#azure", engine=True, expect=ELSEWHERE)
    page.wait_for_selector(".guide-current .guide-due:visible")
    title = page.locator(".guide-current .guide-title").inner_text()
    link = page.get_by_role("link", name=f"Edit: {title}", exact=True)
    expect(link).to_have_attribute("href", LINE)
    page.locator(".guide-current details").evaluate_all("all => all.forEach((one) => (one.open = true))")
    assert len(links(page)) > 5, "its steps and warnings, too"
    assert violations(page) == []
    page.emulate_media(media="print")
    assert links(page) == []
    page.emulate_media(media="screen")


def test_in_a_translation_from_right_to_left_there_is_the_way_to_the_words_too(
    visit: Visit, other_edition: str
) -> None:
    page = visit(f"{other_edition}ar-SA/faq/", expect=ELSEWHERE)
    found = page.locator(".guide-edit").first.locator("a")
    expect(found).to_have_count(2)
    expect(found.first).to_have_attribute("href", LINE)
    expect(found.last).to_have_attribute("href", re.compile(r"/docs/locales/ar-SA/guide\.po#L\d+$"))


def test_a_frame_and_a_site_without_a_repository_have_none(visit: Visit, other_edition: str) -> None:
    page = visit(f"{other_edition}en-US/embed/", expect=ELSEWHERE)
    expect(page.locator(".guide-edit, .guide-edit-here")).to_have_count(0)
    page = visit("en-US/")
    expect(page.locator(".guide-edit, .guide-edit-here, .md-source")).to_have_count(0)
