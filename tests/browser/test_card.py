"""The card of an outcome as its reader has it: the sheet, the ticket, the due moment, the receipt."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Visit, Walk
from tests.support.answers import DOMAIN, PROVIDER, QUERY
from tests.support.guide_page import KEEP_ENGINE, answer, at_step, change, choose_language
from tests.support.outcome_card import card, type_in

CLIPBOARD = ["clipboard-read", "clipboard-write"]


def entry(page: Page, field: str) -> None:
    page.locator(f".guide-current [data-field={field}] .guide-entry").focus()


def body(page: Page) -> str:
    return page.locator("#guide-ticket-body").input_value()


def finding(page: Page, field: str) -> str:
    return f".guide-current [data-field={field}] .guide-finding"


def test_a_pasted_address_is_offered_its_domain_which_opens_the_customers_directory(
    walk: Walk,
) -> None:
    page = card(walk(f"en-US/?{DOMAIN}"))
    type_in(page, "customer-domain", "https://Contoso.com/start?x=1")
    said = page.locator(finding(page, "customer-domain"))
    expect(said).to_contain_text("This looks like more than a domain name.")
    expect(said).to_have_attribute("aria-live", "polite")
    place = page.locator(".guide-current [data-field=customer-domain] .guide-entry")
    expect(place).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".guide-current .guide-completed")).to_be_hidden()
    said.get_by_role("button").click()
    expect(place).to_have_value("contoso.com")
    expect(said).to_be_empty()
    link = page.locator(".guide-current .guide-completed a")
    expect(link).to_have_attribute("href", "https://portal.azure.com/contoso.com")
    expect(page.locator("#guide-ticket-body")).to_have_value(re.compile("Customer's domain: contoso.com"))


def test_nobody_is_told_of_a_mistake_while_still_typing(walk: Walk) -> None:
    page = card(walk(f"en-US/?{QUERY}"))
    place = page.locator(".guide-current [data-field=contact-email] .guide-entry")
    place.press_sequentially("me@")
    expect(page.locator("#guide-ticket-body")).to_have_value(re.compile("me@"))  # the engine has looked at it
    expect(page.locator(finding(page, "contact-email"))).to_be_empty()
    place.blur()
    expect(page.locator(finding(page, "contact-email"))).to_contain_text("not an e-mail address")
    place.press_sequentially("partner.example")
    expect(page.locator(finding(page, "contact-email"))).to_be_empty()


def test_a_dutch_reader_copies_an_english_ticket_and_can_switch(visit: Visit) -> None:
    page = card(visit(f"nl-NL/?{QUERY}", engine=True))
    type_in(page, "summary", "Geen enkele VM start")
    ticket = page.locator("#guide-ticket-body")
    expect(ticket).to_have_value(re.compile("Critical: production services are down \\(severity A\\)"))
    expect(ticket).to_have_attribute("lang", "en-US")
    expect(page.locator("#guide-ticket-subject")).to_have_value("Geen enkele VM start")
    page.get_by_label("Nederlands", exact=True).check()
    expect(ticket).to_have_value(re.compile("Kritiek: productieservices werken niet \\(ernst A\\)"))
    expect(ticket).to_have_attribute("lang", "nl-NL")


def test_support_in_the_local_language_gets_a_ticket_in_it(walk: Walk) -> None:
    page = card(walk(f"nl-NL/?{QUERY}&language=local"))
    expect(page.locator("#guide-ticket-body")).to_have_attribute("lang", "nl-NL")
    choose_language(page, "english")
    expect(page.locator("#guide-ticket-body")).to_have_attribute("lang", "en-US")


def test_labels_stand_in_the_readers_language_and_in_english(walk: Walk) -> None:
    page = card(walk(f"nl-NL/?{QUERY}"))
    for field, english in (("support-plan", "(Support plan)"), ("subscription", "(Subscription ID)")):
        expect(page.locator(f".guide-current [data-field={field}] dt")).to_contain_text(english)


@pytest.mark.parametrize("way", ["clipboard", "no permission", "nothing allowed"])
def test_copying_works_however_little_is_allowed_and_is_seen_and_heard(visit: Visit, way: str) -> None:
    page = card(visit(f"en-US/?{QUERY}", engine=True))
    if way == "clipboard":
        page.context.grant_permissions(CLIPBOARD)
    else:
        page.evaluate(
            """() => {
                navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
                const copied = () => { window.copies = getSelection().toString() || 'x'; };
                document.addEventListener('copy', copied);
            }"""
        )
    if way == "nothing allowed":
        page.evaluate("document.execCommand = () => false")
    type_in(page, "summary", "Nothing starts")
    expect(page.locator("#guide-ticket-body")).to_have_value(re.compile("Nothing starts"))
    button = page.get_by_role("button", name="Copy the text")
    button.click()
    status = page.locator(".guide > [role=status].guide-visually-hidden")
    if way == "nothing allowed":
        expect(status).to_contain_text("press Ctrl+C")
        area = page.locator(".guide-copy-area--shown")
        expect(area).to_be_visible()
        assert page.evaluate("getSelection().toString()") == area.input_value() == body(page)
        return
    expect(status).to_have_text("Copied: the text")
    expect(button).to_have_class(re.compile("guide-copied"))
    if way == "clipboard":
        assert page.evaluate("navigator.clipboard.readText()") == body(page)
    else:
        assert page.evaluate("window.copies") is not None
        expect(page.locator(".guide-copy-area")).to_have_count(0)
        assert page.evaluate("document.activeElement.textContent") == "Copy the text"


def test_every_value_can_be_copied_by_itself(walk: Walk) -> None:
    page = card(walk(f"nl-NL/?{QUERY}"))
    page.context.grant_permissions(CLIPBOARD)
    page.locator(".guide-current [data-field=support-plan]").get_by_role("button").click()
    expect(page.locator(".guide > [role=status].guide-visually-hidden")).to_contain_text("Ondersteuningsplan")
    assert page.evaluate("navigator.clipboard.readText()") == "Cloud Solution Provider"


def test_the_ticket_is_saved_as_text_and_as_markdown(walk: Walk) -> None:
    page = card(walk(f"en-US/?{QUERY}"))
    type_in(page, "summary", "VM <b>down</b>")
    expect(page.locator("#guide-ticket-subject")).to_have_value("VM <b>down</b>")
    saved = {}
    for name in ("Save as .txt", "Save as .md"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        path = Path(download.value.path())
        saved[download.value.suggested_filename.rpartition(".")[2]] = path.read_text(encoding="utf-8")
    assert saved["txt"] == f"VM <b>down</b>\n\n{body(page)}"
    assert saved["md"].startswith("# VM \\<b\\>down\\</b\\>\n")


def test_an_engine_that_dies_leaves_nothing_that_goes_out_of_date(new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script(KEEP_ENGINE)
    page.goto(f"{page.url_root}en-US/?{QUERY}")  # type: ignore[attr-defined]
    card(page)
    page.evaluate("window.engineWorker.dispatchEvent(new ErrorEvent('error', { message: 'gone' }))")
    page.wait_for_selector("html[data-engine=failed]")
    for part in (".guide-due", ".guide-receipt", ".guide-why", "#guide-ticket-body"):
        expect(page.locator(f".guide-current {part}")).to_be_hidden()
    expect(page.locator(".guide-current .guide-ticket")).to_contain_text("could not start")
    expect(page.locator(".guide-current .guide-print")).to_be_visible()
    expect(page.locator(".guide-current .guide-response-time:visible")).to_contain_text("2 hours")


def test_a_change_is_a_link_to_where_it_leads(walk: Walk) -> None:
    page = card(walk(f"en-US/?{QUERY}&language=local"))
    type_in(page, "summary", "No VM starts")
    change = page.locator(".guide-why li", has_text="Support language: English").first
    expect(change).to_contain_text("within 2 hours")
    change.get_by_role("link").click()
    expect(page.locator(".guide-current .guide-response-time:visible")).to_contain_text("2 hours")
    expect(page.locator(".guide-current .guide-setting[data-setting=language] select")).to_have_value(
        "english"
    )
    expect(page.locator("#guide-ticket-subject")).to_have_value("No VM starts")
    page.go_back()
    expect(page.locator(".guide-current .guide-why")).to_be_visible()
    expect(page.locator(".guide-current .guide-why")).to_contain_text("Your answers")


def test_doubt_says_what_stays_the_same_and_how_to_find_out(walk: Walk) -> None:
    page = card(walk(f"en-US/?{QUERY.replace('azure-access=yes', 'azure-access=unsure')}"))
    doubt = page.locator(".guide-current .guide-doubt")
    expect(doubt).to_contain_text("You start in Partner Center.")
    expect(doubt.locator("li", has_text="No, the customer took them away")).to_contain_text(
        "restore your admin permissions"
    )
    doubt.locator("summary").click()
    expect(doubt).to_contain_text("Did you ask the customer for admin permissions")
    change(page, -1)
    answer(page, "yes")
    at_step(page, "azure")
    expect(page.locator(".guide-current .guide-doubt")).to_be_hidden()


HOSTILE = {
    "markup": "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "script address": "javascript:alert(1)",
    "invisible": "a\u202eb\u0000c",
    "a megabyte": "x" * 1_000_000,
}


def test_hostile_text_stays_text(new_page: NewPage) -> None:
    page = card(new_page(f"en-US/?{PROVIDER}"))
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    elements = "document.querySelectorAll('.guide-current *').length"
    count = "document.querySelectorAll('img, script, iframe').length"
    before = page.evaluate(count)
    places = page.locator(".guide-current .guide-field .guide-entry:not([type=datetime-local])")
    for name, hostile in HOSTILE.items():
        places.evaluate_all(
            """(places, text) => {
                for (const place of places) {
                    place.value = text;
                    for (const kind of ["input", "change"]) place.dispatchEvent(new Event(kind));
                }
            }""",
            hostile,
        )
        start = re.escape(hostile[:3].replace("\u202e", ""))
        expect(page.locator("#guide-ticket-body")).to_have_value(re.compile(start))
        assert page.evaluate(count) == before, name
        assert page.evaluate(elements) < 3000, name
        mail = page.locator(".guide-ticket a[href^='mailto:']").get_attribute("href")
        assert mail is not None
        assert set(parse_qs(mail.partition("?")[2])) == {"subject", "body"}, name
        hrefs = page.locator(".guide-current a").evaluate_all("all => all.map(a => a.href)")
        assert not [href for href in hrefs if href.startswith("javascript:")], name
        assert "\u202e" not in body(page)
    expect(page.locator(finding(page, "description"))).to_contain_text("only the first 10000 characters")


def tab_to(page: Page, text: str) -> None:
    """Press Tab until the button or link of that text has the focus."""
    for _ in range(80):
        if (
            page.evaluate("document.activeElement.matches('button, a') && document.activeElement.textContent")
            == text
        ):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {text!r}")


def test_the_card_is_worked_with_the_keyboard_alone(walk: Walk) -> None:
    page = card(walk(f"en-US/?{DOMAIN}"))
    page.context.grant_permissions(CLIPBOARD)
    entry(page, "customer-domain")
    page.keyboard.type("jan@contoso.com")
    page.keyboard.press("Tab")
    expect(page.locator(finding(page, "customer-domain"))).to_contain_text("Use contoso.com")
    tab_to(page, "Use contoso.com")
    page.keyboard.press("Enter")
    expect(page.locator(".guide-current [data-field=customer-domain] .guide-entry")).to_have_value(
        "contoso.com"
    )
    tab_to(page, "Copy the text")
    page.keyboard.press("Space")
    expect(page.locator(".guide > [role=status].guide-visually-hidden")).to_have_text("Copied: the text")
    assert "contoso.com" in page.evaluate("navigator.clipboard.readText()")


def test_arriving_at_a_card_is_said_once(visit: Visit) -> None:
    page = visit(f"en-US/?{QUERY}#azure-access", engine=True)
    page.evaluate(
        """() => {
            window.said = [];
            new MutationObserver((all) => {
                for (const { target } of all) {
                    const place = target.closest ? target : target.parentElement;
                    const region = place.closest("[role=status], [role=alert], [aria-live]");
                    if (region?.textContent.trim()) window.said.push(region.textContent);
                }
            }).observe(document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )
    answer(page, "yes")
    card(page)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert page.evaluate("document.activeElement.id") == "azure-title", "read as it has the focus"
    assert page.evaluate("window.said") == []


def test_without_scripts_the_sheet_the_response_times_and_the_sources_are_there(new_page: NewPage) -> None:
    page = new_page("en-US/#azure", java_script_enabled=False)
    outcome = page.locator("#azure")
    expect(outcome.locator("[data-field=support-plan]")).to_contain_text("Cloud Solution Provider")
    expect(outcome.locator("[data-field=contact-email]")).to_contain_text("Your own address, never")
    expect(outcome.locator(".guide-response-times > li")).to_have_count(10)
    expect(outcome.locator(".guide-response-times > li").first).to_contain_text("Only for –")
    outcome.locator(".guide-sources summary").click()
    expect(outcome.locator(".guide-sources li a").first).to_be_visible()


def test_the_sheet_says_how_much_is_left_and_the_ticket_marks_what_is_not_right(walk: Walk) -> None:
    page = card(walk(f"en-US/?{QUERY}"))
    left = page.locator(".guide-current .guide-fields > summary .guide-left")
    expect(left).to_have_text("11 to fill in")
    type_in(page, "contact-email", "not an address")
    expect(left).to_have_text("10 to fill in, 1 to check")
    expect(page.locator(".guide-ticket p.guide-left")).to_have_text("10 to fill in, 1 to check")
    expect(page.locator("#guide-ticket-body")).to_have_value(re.compile(r"not an address \(please check\)"))


def test_later_changes_are_counted_and_named_at_the_top(walk: Walk) -> None:
    page = card(walk(f"en-US/?{QUERY}"))
    follows = page.locator(".guide-current .guide-follows")
    named = follows.locator("li:visible")
    shown = page.locator(".guide-current [data-since]:visible").evaluate_all(
        "all => new Set(all.flatMap((one) => one.dataset.since.split(' '))).size"
    )
    assert shown == named.count() > 0
    expect(follows.locator("summary")).to_contain_text(f"{shown} changes since then")
