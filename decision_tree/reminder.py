"""The reminder: a calendar entry (iCalendar, RFC 5545) at the due time of the first response."""

from __future__ import annotations

from datetime import UTC, datetime

LONGEST_LINE = 75
"""Bytes of a content line without its line break: RFC 5545, section 3.1."""

ALARM = 15
"""Minutes before the due time at which a calendar speaks up: time to look whether an answer has come."""


def reminder(*, title: str, text: str, address: str, due: int, receipt: str, now: int) -> str:
    """A calendar with one event at the instant `due`, and an alarm ALARM minutes before.

    Instants are in seconds since 1970, UTC. `title` and `text` may hold anything; they are escaped.
    `address` is the https address of the portal where the request is followed, or "".
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//decision-tree//reminder//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{receipt}-{due}@decision-tree",  # saved again, a reminder replaces itself
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(due)}",
        "DURATION:PT15M",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(text)}",
        *([f"URL:{address}"] if address else []),
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(title)}",
        f"TRIGGER:-PT{ALARM}M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _moment(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for plain in ("\\", ";", ","):
        text = text.replace(plain, f"\\{plain}")
    return "".join(character for character in text if character >= " " and character != "\x7f")


def _folded(line: str) -> list[str]:
    """The line in pieces of at most LONGEST_LINE bytes, never within a character."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode("utf-8")) > LONGEST_LINE:
            pieces.append(piece)
            piece = " "
        piece += character
    return [*pieces, piece]
