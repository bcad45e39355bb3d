"""What a page keeps and what it forgets: receipts, reload, leaving, starting again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Dialog, Page, Route, expect

from tests.browser.conftest import NewPage, Visit, Walk
from tests.support.answers import QUERY
from tests.support.guide_page import answer, at_step, change, ready, shown, start_again
from tests.support.outcome_card import card, type_in


@contextmanager
def dialogs(page: Page, *answers: bool) -> Iterator[list[str]]:
    """The kinds of dialogs that a page opens meanwhile, which are answered with yes or no in turn."""
    asked: list[str] = []

    def respond(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept() if answers[len(asked) - 1] else dialog.dismiss()

    page.on("dialog", respond)
    yield asked
    page.remove_listener("dialog", respond)


def test_what_was_typed_stays_at_an_outcome_that_a_link_opens(walk: Walk) -> None:
    page = card(walk(f"en-US/?{QUERY}"))
    type_in(page, "summary", "No VM starts")
    for outcome in ("azure-domain", "azure"):
        page.evaluate(f"location.hash = '{outcome}'")
        at_step(page, outcome)
        summary = page.locator(".guide-current [data-field=summary] .guide-entry")
        expect(summary).to_have_value("No VM starts")


def test_a_receipt_that_waits_does_not_overrule_the_reader(new_page: NewPage) -> None:
    page = new_page()
    held: list[Route] = []
    page.route("**/engine.json", lambda route: held.append(route))
    receipt = "1W9SG-010DE-AY0T3-0D9E0-6K3JW-KZ295-H"
    page.goto(f"{page.url_root}en-US/?receipt={receipt}")  # type: ignore[attr-defined]
    expect(page.locator(".guide-notice")).to_contain_text("reference code is being read")
    answer(page, "azure")
    page.wait_for_function("() => document.documentElement.dataset.engine === 'loading'")
    for route in held:
        route.continue_()
    ready(page)
    answer(page, "critical")
    at_step(page, "progress")


def test_a_receipt_opens_the_outcome_again_and_says_so(visit: Visit, address: str) -> None:
    page = card(visit(f"en-US/?{QUERY}&cloud=us-government", engine=True))
    receipt = page.locator(".guide-receipt-id").text_content()
    page.goto(f"{address}nl-NL/?receipt={receipt}")
    ready(page)
    at_step(page, "azure")
    expect(page.locator(".guide-notice")).to_contain_text(f"{receipt}")
    assert (
        page.evaluate("location.search") == f"?{'&'.join(sorted([*QUERY.split('&'), 'cloud=us-government']))}"
    )
    page.goto(f"{address}en-US/?receipt=1W9SG-ZZZZZ")
    ready(page)
    expect(page.locator(".guide-notice")).to_contain_text("reference code")
    assert shown(page) == "product"


def test_a_receipt_that_cannot_be_read_here_is_said(new_page: NewPage) -> None:
    page = new_page()
    page.route("**/worker.js", lambda route: route.abort())
    page.goto(f"{page.url_root}en-US/?receipt=1W9SG-010DE-AY0T3-0D9E0-6K3JW-KZ295-H")  # type: ignore[attr-defined]
    page.wait_for_selector("html[data-engine=failed]")
    expect(page.locator(".guide-notice")).to_contain_text("reads reference codes could not start")


def test_reload_keeps_the_answers_and_never_what_was_typed(visit: Visit) -> None:
    page = card(visit(f"en-US/?{QUERY}", engine=True))
    type_in(page, "summary", "secret of a customer")
    expect(page.locator("#guide-ticket-subject")).to_have_value("secret of a customer")
    page.reload()  # what a browser asks before that, Playwright accepts
    card(page)
    at_step(page, "azure")
    expect(page.locator(".guide-current [data-field=summary] .guide-entry")).to_have_value("")
    kept = "[{...localStorage}, {...sessionStorage}, document.cookie, location.href, history.state]"
    assert "secret" not in page.evaluate(f"JSON.stringify({kept})")


def test_leaving_with_typed_text_asks_once_unless_it_was_copied(visit: Visit) -> None:
    page = card(visit(f"en-US/?{QUERY}", engine=True))
    page.context.grant_permissions(["clipboard-write"])
    type_in(page, "summary", "not saved")
    with dialogs(page, False) as asked, page.expect_event("dialog"):
        page.locator(".guide-footer__languages a").first.click(no_wait_after=True)
    assert asked == ["beforeunload"]
    assert "en-US" in page.url
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator(".guide > [role=status].guide-visually-hidden")).to_have_text("Copied: the text")
    with dialogs(page) as asked:
        page.locator(".md-tabs a", has_text="FAQ").or_(
            page.get_by_role("link", name="Frequently asked")
        ).first.click()
        page.wait_for_url("**/faq/")
    assert asked == []


def test_start_again_asks_before_it_forgets_what_was_typed(walk: Walk) -> None:
    page = card(walk(f"en-US/?{QUERY}"))
    type_in(page, "summary", "not saved")
    with dialogs(page, False, True) as asked:
        start_again(page)
        at_step(page, "azure")
        start_again(page)
        at_step(page, "product")
    assert asked == ["confirm", "confirm"]
    page.go_back()
    at_step(page, "azure")
    expect(page.locator(".guide-current [data-field=summary] .guide-entry")).to_have_value("")


def test_what_was_typed_stays_while_an_answer_is_changed(walk: Walk) -> None:
    page = card(walk(f"en-US/?{QUERY}"))
    type_in(page, "summary", "No VM starts")
    change(page, -1)
    answer(page, "no")
    at_step(page, "azure-domain")
    expect(page.locator(".guide-current [data-field=summary] .guide-entry")).to_have_value("No VM starts")
    expect(page.locator("#guide-ticket-subject")).to_have_value("No VM starts")


def test_typed_text_is_kept_in_the_tab_where_the_reader_wants_that(new_page: NewPage) -> None:
    page = card(new_page(f"en-US/?{QUERY}"))
    type_in(page, "summary", "No VM starts")
    page.locator(".guide-current .guide-typed-stays input").check()
    page.goto(f"{page.url_root}nl-NL/?{QUERY}")  # type: ignore[attr-defined]
    card(page)
    expect(page.locator(".guide-current [data-field=summary] .guide-entry")).to_have_value("No VM starts")
    page.locator(".guide-current .guide-typed-stays input").uncheck()
    assert page.evaluate("sessionStorage.length") == 0
    page.evaluate("sessionStorage.setItem('decision-tree:typed', '[[1, 2]]')")
    page.reload()
    card(page)
    expect(page.locator(".guide-current [data-field=summary] .guide-entry")).to_have_value("")
