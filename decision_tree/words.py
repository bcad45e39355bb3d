"""The interface words that every tree has in its locale, with the {placeholders} of each.

The engine fills in texts. Moments and days are filled in by the page (Intl) or the terminal (ISO form), which
know the reader's time zone and locale.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, frozenset[str]] = {
    key: frozenset(names.split())
    for key, names in {
        # the terminal
        "question-number": "number most",
        "terminal-choose": "most",
        "terminal-keys": "",
        "fields": "",
        "response": "",
        "your-answers": "",
        "ticket": "",
        "receipt": "",
        "what-would-change": "",
        "while-unsure": "",
        # the due time
        "due-by": "moment",
        "due-open-now": "",
        "due-opens": "moment",
        "due-uncovered": "",
        "due-ends-soon": "day",
        "due-calendar": "name hours zone",
        "due-submitted": "moment",
        "due-round-the-clock": "hours moment",
        "due-within": "",
        "due-begins": "moment",
        "due-holiday": "day name",
        "due-nameless-holiday": "day",
        "due-free": "day",
        "due-hours": "number moment",
        "due-days": "number moment",
        "due-calendar-covers": "first last",
        # findings of entries
        "entry-control": "",
        "entry-too-long": "most",
        "entry-domain-in-it": "",
        "entry-domain-form": "",
        "entry-domain-one-label": "",
        "entry-domain-label": "part",
        "entry-domain-character": "part",
        "entry-domain-long": "",
        "entry-guid-in-it": "",
        "entry-guid": "",
        "entry-email-in-it": "",
        "entry-email": "",
        "entry-email-at-domain": "",
        "entry-phone": "",
        "entry-moment": "",
        "entry-future": "",
        # what would change
        "change-to": "name answer",
        "ends-and": "outcome response",
        "table-row": "name values",
        "changes-asks": "question",
        # receipts
        "receipt-same": "receipt",
        "receipt-changed": "receipt",
        "receipt-guide": "was now",
        "receipt-engine": "was now",
        "receipt-outcome": "was now",
        "receipt-outcome-gone": "now",
        "receipt-row": "was now",
        "receipt-row-gone": "now",
        "receipt-tables": "now",
        "receipt-gone": "question",
        "receipt-gone-setting": "",
        "receipt-asked": "question",
        "receipt-form": "",
        "receipt-later": "",
        "receipt-check": "",
        # the reminder
        "reminder-title": "title",
        "reminder-text": "outcome receipt",
    }.items()
}
"""Word -> its placeholders."""

ENTRY_WORDS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "number": {"terminal-number": frozenset({"example"})},
    "date": {"terminal-date": frozenset({"example"})},
}
"""Kind of the entry of a question -> the words of a tree that has such a question."""
PERIOD_WORDS: Mapping[str, frozenset[str]] = {
    "receipt-period": frozenset({"was", "now"}),
    "receipt-not-offered": frozenset({"question"}),
}
"""The words that a tree has as well in which something holds on some days only."""

SEVERAL_WORDS: Mapping[str, frozenset[str]] = {
    "change-with": frozenset({"answer"}),
    "change-without": frozenset({"answer"}),
    "terminal-several": frozenset(),
    "terminal-alone": frozenset({"answer"}),
}
"""The words of a tree with a question that takes several answers, beside WORDS."""

TICKET_WORDS: Mapping[str, frozenset[str]] = {
    "ticket-link": frozenset({"link"}),
    "ticket-receipt": frozenset({"receipt"}),
    "ticket-check": frozenset({"value"}),
    "ticket-long-mail": frozenset(),
}
"""The words of a ticket, in each of the tree's ticket languages."""
