from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, unquote

import icalendar
import markdown as markdown_library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.card import card
from decision_tree.card_json import reminder_json
from decision_tree.json_form import load_tree
from decision_tree.model import Field, Tree
from decision_tree.receipt import receipt
from decision_tree.sheet_json import sheet_json
from decision_tree.ticket import BLANK, LONGEST_MAIL, Text, fill, markdown
from decision_tree.walk import Step, decide
from site_builder.site.checking import Checked

CRITICAL = {
    "product": "azure", "kind": "critical", "progress": "tried",
    "partner": "direct", "azure-role": "global-admin", "azure-access": "no",
}  # fmt: skip
PROVIDER = {
    "product": "office-365", "kind": "moderate", "progress-criteria": "meets",
    "partner": "indirect-reseller", "on-behalf": "no",
}  # fmt: skip
NOW = 1_795_600_000
HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "a\x00b\x1b[31m", "\u202egnp.exe", "x" * 1_000_000, "{field:summary} {{x}} %(x)s {0}",
    "\r\nBcc: a@b.example",
    "END:VCALENDAR\r\nBEGIN:VCALENDAR", "&subject=other&body=other", "'; DROP TABLE x;--", "\ud800",
    "https://evil.example/",
    "Hello\n===\n\n10. list\n\n01) list\n\n---\n",
    "# heading\n- item\n\n    code\n`tick`", "| a | b |\n|---|---|\n| c | d |", "~~gone~~ **bold** _slanted_",
)  # fmt: skip


@pytest.fixture(scope="module")
def step(checked: Checked) -> Step:
    return decide(checked.tree, CRITICAL)


def own_fields(tree: Tree, step: Step) -> list[str]:
    return [field.id for field in card(tree, step).fields if field.kind == "own"]


def test_the_ticket_holds_the_answers_the_entries_and_the_receipt(tree: Tree, step: Step) -> None:
    typed = {"customer-domain": "Contoso.com", "summary": "No VM starts", "description": "one\ntwo"}
    ticket = sheet_json(tree, step, typed, "", NOW)["ticket"]
    assert ticket["subject"] == "No VM starts"
    lines = ticket["body"].split("\n")
    assert "Customer's domain: contoso.com" in lines
    assert "Severity: Critical: production is down (severity A)" in lines
    assert "Support plan: Cloud Solution Provider" in lines
    assert lines[lines.index("What happens:") + 1 :][:3] == ["one", "two", ""]
    assert lines[-2] == f"Reference: {receipt(tree, step)}"


def test_what_is_missing_is_a_clear_blank(tree: Tree, step: Step) -> None:
    ticket = sheet_json(tree, step, {}, "", NOW)["ticket"]
    assert ticket["subject"] == BLANK
    assert f"Subscription ID: {BLANK}" in ticket["body"]
    assert "None" not in ticket["body"]
    assert "{" not in ticket["body"]


def test_lines_for_fields_that_do_not_apply_are_left_out(tree: Tree) -> None:
    body = sheet_json(tree, decide(tree, PROVIDER), {}, "", NOW)["ticket"]["body"]
    assert body.startswith("Please file this request with Microsoft")
    assert "Severity:" not in body
    assert "Kind of problem: Moderate: production is partly affected (severity B)" in body
    assert "Support plan" not in body
    assert "Meets one of Microsoft's criteria for escalating: Yes" in body


def test_every_field_of_every_card_is_in_its_ticket(tree: Tree, checked: Checked) -> None:
    complete = 0
    for outcome, answers in checked.proof.witnesses.outcomes.items():
        step = decide(tree, answers)
        fields = card(tree, step).fields
        if fields:
            complete += 1
            typed = {field.id: f"typed-{field.id}" for field in fields}
            body = sheet_json(tree, step, typed, "", NOW)["ticket"]["body"]
            for field in fields:
                value = f"typed-{field.id}" if field.kind == "own" else field.value
                if field.entry != "moment":
                    assert value in body, f"{outcome}: {field.id}"
    assert complete == sum(bool(outcome.fields) for outcome in tree.outcomes)


def test_the_ticket_is_in_the_support_language_and_can_be_switched(site: Path) -> None:
    dutch = load_tree((site / "nl-NL" / "tree.json").read_text(encoding="utf-8"))
    step = decide(dutch, CRITICAL)
    english = sheet_json(dutch, step, {"summary": "Storing"}, "", NOW)
    assert english["ticket"]["language"] == "en-US"
    assert "Severity: Critical: production services are down (severity A)" in english["ticket"]["body"]
    assert [one["name"] for one in english["ticket"]["languages"]] == ["Engels", "Nederlands"]
    switched = sheet_json(dutch, step, {"summary": "Storing"}, "nl-NL", NOW)["ticket"]
    assert "Kritiek: productieservices werken niet (ernst A)" in switched["body"]
    local = decide(dutch, {**CRITICAL, "language": "local"})
    assert sheet_json(dutch, local, {}, "", NOW)["ticket"]["language"] == "nl-NL"


def test_the_customers_domain_opens_the_customers_directory_and_nothing_else(tree: Tree, step: Step) -> None:
    def address(typed: str) -> str:
        sheet = sheet_json(tree, step, {"customer-domain": typed}, "", NOW)["sheet"]
        return str(next(one["address"] for one in sheet if one["field"] == "customer-domain"))

    assert address("Contoso.com") == "https://portal.azure.com/contoso.com"
    for typed in (*HOSTILE, "contoso.com/../evil", "contoso.com@evil.example", "//evil.example"):
        assert address(typed) == ""


def test_for_us_government_its_own_address_is_completed(tree: Tree) -> None:
    step = decide(tree, {**CRITICAL, "cloud": "us-government"})
    sheet = sheet_json(tree, step, {"customer-domain": "contoso.com"}, "", NOW)["sheet"]
    assert [one["address"] for one in sheet if one["address"]] == ["https://portal.azure.us/contoso.com"]


def test_an_address_at_the_domain_that_its_field_must_not_be_at_is_pointed_out() -> None:
    asked = ("theirs", "ours", "text")
    domains = [Field(id, id, "", "own", entry="text" if id == "text" else "domain") for id in asked]

    def found(email: str, not_at: str = "theirs", domain: str = "Example.com.") -> str | None:
        fields = (*domains, Field("mail", "mail", "", "own", entry="email", not_at=not_at))
        typed = {"theirs": domain, "ours": "example.org", "text": "example.org", "mail": email}
        finding = fill(fields, typed)[-1].entry.finding
        return finding and finding.code

    assert found("it@example.com") == found("it@mail.EXAMPLE.com") == "email-at-domain"
    assert found("it@bücher.example", domain="xn--bcher-kva.example") == "email-at-domain"
    assert found("it@notexample.com") is None
    assert found("it@example.org") is None
    assert found("it@example.org", "ours") == "email-at-domain"
    assert (
        found("it@example.org", "text") is found("it@example.com", "") is found("it@example.com", "x") is None
    )
    assert found("it@example.com", domain="example") is None
    assert found("it@example.com", domain="") is found("") is None
    assert found("example.com") == "email"


def test_the_contacts_address_must_not_be_the_customers(tree: Tree, step: Step) -> None:
    typed = {"customer-domain": "contoso.com", "contact-email": "it@contoso.com"}
    sheet = sheet_json(tree, step, typed, "", NOW)["sheet"]
    assert [one["finding"] for one in sheet if one["field"] == "contact-email"] == ["email-at-domain"]


def test_only_who_must_be_asked_gets_a_mail(tree: Tree, step: Step) -> None:
    assert "mail" not in sheet_json(tree, step, {}, "", NOW)["ticket"]
    typed = {"summary": "Räksmörgås & co/2", "description": "one\ntwo/three"}
    ticket = sheet_json(tree, decide(tree, PROVIDER), typed, "", NOW)["ticket"]
    assert ticket["whole"]
    scheme, _, query = ticket["mail"].partition("?")
    assert scheme == "mailto:"
    assert "/" not in query
    fields = parse_qs(query, strict_parsing=True)
    assert fields == {"subject": ["Räksmörgås & co/2"], "body": [ticket["body"].replace("\n", "\r\n")]}


def test_a_mail_that_would_be_too_long_says_where_the_text_is(tree: Tree) -> None:
    ticket = sheet_json(tree, decide(tree, PROVIDER), {"description": "é" * 2000}, "", NOW)["ticket"]
    assert not ticket["whole"]
    assert len(ticket["mail"]) <= LONGEST_MAIL
    assert "paste" in unquote(ticket["mail"])


def test_a_mail_without_a_summary_has_the_first_line_as_its_subject(tree: Tree) -> None:
    for summary, subject in (
        ("", "Please file this request with Microsoft for our customer."),
        ("Down", "Down"),
    ):
        ticket = sheet_json(tree, decide(tree, PROVIDER), {"summary": summary}, "", NOW)["ticket"]
        assert parse_qs(ticket["mail"].partition("?")[2])["subject"] == [subject]
        assert ticket["subject"] == (summary or BLANK)


def test_an_entry_that_is_not_right_is_marked_in_the_ticket(tree: Tree, step: Step) -> None:
    typed = {"subscription": "no guid", "customer-domain": "contoso.com", "summary": "a\u0000b"}
    lines = sheet_json(tree, step, typed, "", NOW)["ticket"]["body"].split("\n")
    assert "Subscription ID: no guid (please check)" in lines
    assert "Customer's domain: contoso.com" in lines
    assert "Summary: ab" in lines, "what was taken out is gone: there is nothing to check"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ask a_b@contoso.example.", "ask `a_b@contoso.example`."),
        ("mailto:a+1@b-c.example, é@d.example", "mailto:`a+1@b-c.example`, é@d.example"),
        ("ća.b@c.example *", "ć`a.b@c.example` \\*"),
        ("a@b and @c.example and a@b_.x", "a@b and @c.example and `a@b_.x`"),
        ("a" * 9_000 + "@", "a" * 9_000 + "@"),
    ],
)
def test_an_address_in_markdown_is_code_since_a_link_of_it_could_be_made_else(
    typed: str, written: str
) -> None:
    assert markdown(Text("en-US", "Subject", typed)) == f"# Subject\n\n{written}\n"


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_every_field_stays_text_everywhere(tree: Tree, hostile: str) -> None:
    for answers in (CRITICAL, PROVIDER):
        step = decide(tree, answers)
        typed = dict.fromkeys(own_fields(tree, step), hostile)
        ticket = sheet_json(tree, step, typed, "", NOW)["ticket"]
        for text in (ticket["subject"], ticket["body"], ticket["markdown"]):
            text.encode("utf-8")
            assert not set("\x00\x1b\u202e") & set(text)
        html = markdown_library.markdown(ticket["markdown"], extensions=["tables"])
        tags = {part.split(">")[0].split()[0].rstrip("/") for part in html.split("<")[1:]}
        assert tags <= {"h1", "/h1", "p", "/p", "br", "code", "/code"}, html
        assert set(re.findall("<code>(.*?)</code>", html)) <= {"a@b.example"}
        if "mail" in ticket:
            query = ticket["mail"].partition("?")[2]
            assert set(parse_qs(query, strict_parsing=True)) == {"subject", "body"}
            EmailMessage()["Subject"] = parse_qs(query)["subject"][0]  # raises for a line break
        reminder = reminder_json(tree, step, typed, NOW, "", NOW)
        if reminder:
            events = icalendar.Calendar.from_ical(reminder).walk("VEVENT")
            assert len(events) == 1
            assert len(reminder.encode("utf-8")) < 40_000


@given(st.dictionaries(st.sampled_from(["summary", "description", "customer-domain"]), st.text(max_size=200)))
def test_the_reminder_is_valid_and_says_what_was_typed(tree: Tree, typed: dict[str, str]) -> None:
    step = decide(tree, CRITICAL)
    text = reminder_json(tree, step, typed, NOW, "", NOW)
    assert text is not None
    assert all(len(line.encode("utf-8")) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    calendar = icalendar.Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert not calendar.errors
    assert not event.errors
    assert event.decoded("dtstart").timestamp() == NOW + 7200
    summary = sheet_json(tree, step, typed, "", NOW)["ticket"]["subject"]
    if summary != BLANK:
        assert str(event["summary"]) == f"First response due: {summary}"
    assert receipt(tree, step) in event["description"]
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(minutes=-15), "before it is due, and not when it is late"
    assert event["url"] == card(tree, step).outcome.address
    assert {"uid", "dtstamp", "dtstart", "duration"} <= {name.lower() for name in event}
