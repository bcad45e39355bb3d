"""The link for whoever files in the reader's place: it opens as their page, with what is known filled in."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.support.answers import PROVIDER
from tests.support.guide_page import answer, at_step, start_again
from tests.support.outcome_card import card, type_in

SENT = "This was sent to you. Answer the other questions, then do the following."
NO_ROLE = "product=azure&kind=critical&progress=tried&partner=direct&azure-role=other"


@pytest.mark.parametrize(
    ("given", "changed", "left", "files"),
    [
        (PROVIDER, {"partner": "direct"}, ["role", "access"], "microsoft-365"),
        (NO_ROLE, {"azure-role": "global-admin"}, ["azure-access"], "azure"),
    ],
)
def test_the_link_opens_as_the_page_of_its_receiver(
    visit: Visit, given: str, changed: dict[str, str], left: list[str], files: str
) -> None:
    page = card(visit(f"nl-NL/?{given}", engine=True))
    type_in(page, "summary", "Zebra Quagga")
    body = page.locator("#guide-ticket-body")
    expect(body).to_have_value(re.compile("Zebra"))
    found = re.search(r"https?://\S+sent=1\S*", body.input_value())
    assert found, "it is in the text of the message"
    link = found.group()
    mail = page.locator("a[href^='mailto:']").get_attribute("href") or ""
    assert link in unquote(mail)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".guide-hand-over button").click()
    expect(page.locator(".guide-hand-over .guide-copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    query = {name: value for name, (value,) in parse_qs(urlsplit(link).query).items()}
    own = dict(pair.split("=") for pair in given.split("&")) | changed | {"sent": "1"}
    assert query == {name: value for name, value in own.items() if name != "on-behalf"}, (
        "nothing typed is in it"
    )

    receiver = visit(link.replace("nl-NL", "en-US"))
    for question in left:
        at_step(receiver, question)
        expect(receiver.locator(".guide-notice")).to_have_text(SENT)
        answer(receiver, "yes" if "access" in question else "global-admin")
    at_step(receiver, files)
    expect(receiver.locator(".guide-notice")).to_have_text(SENT)
    start_again(receiver)
    at_step(receiver, "product")
    expect(receiver.locator(".guide-notice")).to_be_hidden()


def test_what_the_device_remembers_of_the_sender_is_not_in_the_link(visit: Visit) -> None:
    page = visit("en-US/", engine=True)
    kept = json.dumps({"partner": "direct", "azure-role": "other"})
    page.evaluate("kept => localStorage.setItem('decision-tree:/', kept)", kept)
    page.reload()
    answer(page, "azure", "critical", "tried")
    at_step(page, "no-role")
    body = page.locator("#guide-ticket-body")
    expect(body).to_have_value(re.compile("sent=1#partner"))
    assert "partner=" not in body.input_value()
    assert "azure-role=global-admin" in body.input_value()
