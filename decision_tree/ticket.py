"""The fill-in sheet and the text of a ticket: the guide's words, the answers, and what was typed.

The words may be of another language than the reader's: the first response is promised for support in
English only, so a Dutch reader reads a Dutch sheet and copies an English ticket. Typed text is only ever
put into plain text; whoever writes it into another format (Markdown, an address) escapes it there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from decision_tree.conditions import chosen
from decision_tree.domain_names import ascii_domain, completed
from decision_tree.entries import Entry, Finding, read_entry
from decision_tree.model import Field, Line, Span, Ticket, TicketLanguage, Tree
from decision_tree.selections import list_labels

BLANK = "____"
"""Stands in a ticket for what is not known yet."""

LONGEST_MAIL = 1800
"""Characters of a mailto: address. Some mail programs and browsers cut or refuse addresses above 2,000."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A field of the sheet with its entry. `address` is the field's, completed by the entry, or ""."""

    field: Field
    entry: Entry
    address: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A ticket in one language, ready to copy: its subject and its body with the receipt below."""

    locale: str
    subject: str
    body: str


def fill(
    fields: Iterable[Field], typed: Mapping[str, str], now: int = 0, portals: Collection[str] = ()
) -> tuple[Filled, ...]:
    """The own fields with their entries checked. `typed` maps field ids to texts; unknown ids are ignored.

    `now` is in seconds since 1970, UTC; `portals` are the hosts of the tree's portals.
    """
    filled = []
    for field in fields:
        if field.kind == "own":
            text = typed.get(field.id, "")
            entry = read_entry(field.entry or "text", text, field.longest, now, portals)
            right = field.address and entry.value and entry.finding is None
            filled.append(Filled(field, entry, completed(field.address, entry.value) if right else ""))
    return tuple(_check_email_domains(filled))


def _check_email_domains(filled: list[Filled]) -> Iterable[Filled]:
    """Add a finding to an e-mail address at the domain, or below it, that its field must not be at."""
    domains = {
        one.field.id: ascii_domain(one.entry.value)
        for one in filled
        if one.field.entry == "domain" and one.entry.value and one.entry.finding is None
    }
    for one in filled:
        domain = domains.get(one.field.not_at)
        if domain and one.entry.value and one.entry.finding is None:
            host = ascii_domain(one.entry.value.rpartition("@")[2])
            if host == domain or host.endswith(f".{domain}"):
                one = replace(one, entry=replace(one.entry, finding=Finding("email-at-domain")))
        yield one


def language_for(tree: Tree, facts: Mapping[str, str], wanted: str = "") -> TicketLanguage | None:
    """The language of the ticket: `wanted` (a locale), else as the chosen support language has it, else the
    first; None where the tree has none."""
    known = {language.locale: language for language in tree.ticket_languages}
    if wanted in known:
        return known[wanted]
    for name, value in facts.items():
        if (locale := tree.ticket_language.get(f"{name}/{value}")) in known:
            return known[locale]
    return tree.ticket_languages[0] if tree.ticket_languages else None


def write(
    language: TicketLanguage, ticket: str, fields: Iterable[Field], facts: Mapping[str, str],
    filled: Iterable[Filled], receipt: str, link: str = "",
) -> Text:  # fmt: skip
    """The text of the ticket with the id `ticket`. A line whose field does not apply is left out; a missing
    value is a BLANK. `link` is the address of the receiver's page in the guide, or ""."""
    found = next(one for one in language.tickets if one.id == ticket)
    values = _values(language, found, fields, facts, filled)
    subject = " ".join(_line(found.subject, values).split())
    lines = [_line(line, values) for line in found.lines if _applies(line, values)]
    if link:
        lines.append(language.words["ticket-link"].format(link=link))
    lines.append(language.words["ticket-receipt"].format(receipt=receipt))
    return Text(language.locale, subject, "\n".join(lines) + "\n")


def _values(
    language: TicketLanguage, ticket: Ticket, fields: Iterable[Field], facts: Mapping[str, str],
    filled: Iterable[Filled],
) -> dict[str, str]:  # fmt: skip
    """The value of every field that applies, in the ticket's language; "" where there is none yet."""
    typed = {one.field.id: _marked(one.entry, language) for one in filled}
    values = {}
    for field in fields:
        if field.kind == "answer":
            given = [f"{field.question}/{id}" for id in chosen(facts.get(field.question, ""))]
            labels = [language.answers[one] for one in given if one in language.answers]
            values[field.id] = list_labels(labels, language.list_pattern)
        else:
            values[field.id] = typed.get(field.id, "") if field.kind == "own" else ticket.fixed[field.id]
    return values


def _marked(entry: Entry, language: TicketLanguage) -> str:
    """The entry's value, marked where something of it is not right, for whoever reads the ticket."""
    if entry.finding is None or entry.finding.code == "control" or not entry.value:
        return entry.value
    return language.words["ticket-check"].format(value=entry.value)


def _applies(line: Line, values: Mapping[str, str]) -> bool:
    return all(span.field in values for span in line.spans if span.field)


def _line(line: Line, values: Mapping[str, str]) -> str:
    """The line with its values. A value of several lines begins on one of its own, with a blank one below."""

    def value(span: Span) -> str:
        found = values.get(span.field) or BLANK
        return f"\n{found}\n" if "\n" in found else found

    text = "".join(value(span) if span.field else span.text for span in line.spans)
    return "\n".join(one.rstrip() for one in text.split("\n"))


_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~&]|^[#+=-]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""What Markdown (CommonMark and GitHub's) reads as markup, to be escaped."""
_EMAIL = re.compile(r"(?<![A-Za-z0-9._+-])([A-Za-z0-9._+-]++@[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)+)")
"""What GitHub's Markdown makes a link of, whatever is escaped in it; it does not within code."""


def markdown(text: Text) -> str:
    """The ticket as Markdown: the subject as a heading, each line a line. Nothing in it is read as markup."""

    def escaped(line: str) -> str:
        stripped = line.lstrip(" ")  # four blanks would begin a block of code
        parts = _EMAIL.split(stripped)
        parts[::2] = [_MARKDOWN.sub(lambda found: f"\\{found.group()}", part) for part in parts[::2]]
        parts[1::2] = [f"`{address}`" for address in parts[1::2]]
        marked = "".join(parts)
        return re.sub(r"^(\d+)([.)])", r"\1\\\2", marked)  # a numbered list

    lines = [f"# {escaped(text.subject)}", ""]
    paragraphs = text.body.strip().split("\n")
    for line, following in zip(paragraphs, [*paragraphs[1:], ""], strict=True):
        lines.append(f"{escaped(line)}\\" if line and following else escaped(line))
    return "\n".join(lines) + "\n"


def mail(language: TicketLanguage, text: Text) -> tuple[str, bool]:
    """A mailto: address with the ticket and no recipient, and whether all of the ticket is in it.

    A long ticket does not fit into an address; the mail then says where the rest belongs. While the case has
    no name, the subject is the ticket's first line.
    """
    subject = text.subject if text.subject != BLANK else text.body.partition("\n")[0]
    address = _mailto(subject, text.body)
    if len(address) <= LONGEST_MAIL:
        return address, True
    return _mailto(subject[:100], language.words["ticket-long-mail"]), False


def _mailto(subject: str, body: str) -> str:
    # RFC 6068: line breaks are CRLF, and everything that is not plain is percent-encoded
    encoded = quote(body.replace("\n", "\r\n"), safe="")
    return f"mailto:?subject={quote(subject, safe='')}&body={encoded}"
