"""The fill-in sheet and its ticket as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from decision_tree.card import Card, card
from decision_tree.model import Tree
from decision_tree.receipt import receipt
from decision_tree.ticket import Filled, fill, language_for, mail, markdown, write
from decision_tree.variants import ticket_words
from decision_tree.walk import Step


def sheet_json(
    tree: Tree, step: Step, typed: Mapping[str, str], language: str, now: int, link: str = ""
) -> dict[str, Any]:  # fmt: skip
    """The fill-in sheet with its entries checked, and the ticket made from them.

    `typed` maps field ids to texts, `language` is the locale of the ticket ("": as the answers have it),
    `now` is in seconds since 1970, UTC, `link` the address of the receiver's page, or "". Raises ValueError
    for a step at a question.
    """
    reached = card(tree, step)
    filled = fill(reached.fields, typed, now, _portals(tree))
    return {
        "sheet": [_entry(tree, one) for one in filled],
        "ticket": _ticket(tree, step, reached, filled, language, link),
    }


def _portals(tree: Tree) -> frozenset[str]:
    """The hosts of the portals that outcomes link to: none of them is a domain that a form asks for."""
    addresses = [outcome.address for outcome in tree.outcomes]
    for outcome in tree.outcomes:
        addresses += [field.address for field in outcome.fields]
        addresses += [one.address for one in outcome.conditional_addresses]
    return frozenset(filter(None, (urlsplit(address).hostname for address in addresses)))


def _ticket(
    tree: Tree, step: Step, reached: Card, filled: tuple[Filled, ...], language: str, link: str
) -> dict[str, Any] | None:
    words = language_for(tree, step.facts, language)
    if words is None or not reached.outcome.ticket:
        return None
    words = ticket_words(words, tree, step.facts)
    text = write(words, reached.outcome.ticket, reached.fields, step.facts, filled, receipt(tree, step), link)
    found: dict[str, Any] = {
        "language": text.locale,
        "direction": words.direction,
        "languages": [{"locale": one.locale, "name": one.name} for one in tree.ticket_languages],
        "subject": text.subject,
        "body": text.body,
        "markdown": markdown(text),
    }
    if reached.outcome.by_mail:
        address, whole = mail(words, text)
        found |= {"mail": address, "whole": whole}
    return found


def _entry(tree: Tree, one: Filled) -> dict[str, Any]:
    finding = one.entry.finding
    return {
        "field": one.field.id,
        "value": one.entry.value,
        "address": one.address,
        "finding": finding.code if finding else None,
        "message": tree.words[f"entry-{finding.code}"].format(**finding.values) if finding else "",
        "suggestion": finding.suggestion if finding else "",
    }
