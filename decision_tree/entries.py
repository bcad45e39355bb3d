"""Entries: what a reader types into the fields of a form, sanitized and checked.

No entry is refused. Its value is sanitized (no control characters, limited length), and a finding says what a
portal would not take, with a suggestion where one can be read out of the entry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from decision_tree.domain_names import DomainNameError, ascii_domain

LONGEST_ENTRY = 10_000
"""Characters of one entry that are used: our limit, so that a page stays quick. No source gives one."""

KINDS = ("text", "lines", "domain", "guid", "email", "phone", "moment")
"""What a field may ask for: a line, several lines, a domain name, a GUID, an e-mail address, a telephone
number, or a moment (ISO 8601 with its offset from UTC)."""

# Invisible characters of text copied from web pages and of right-to-left text: removed without a finding.
_HARMLESS = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]")
# Bidirectional overrides and other invisible characters can make a line read as something that it is not.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u180e\u2028-\u202e\u2061-\u206f"
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_BARE_GUID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_PHONE = re.compile(r"\+?[\d\s()./-]*(\s*(x|ext\.?)\s*\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with an entry: `code` names the interface word entry-<code>, `values` fill it in.

    `suggestion` is what was perhaps meant, which itself has no finding, or "".
    """

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A checked entry: `value` is safe in any plain text; `finding` says what is wrong with it, or None."""

    value: str
    finding: Finding | None = None


def read_entry(kind: str, typed: str, longest: int = 0, now: int = 0, portals: Collection[str] = ()) -> Entry:
    """The entry typed into a field of that kind, sanitized, with the first finding if there is one.

    `longest` is the number of characters that the form takes, 0 for no known limit; `now` is in seconds
    since 1970, UTC: a moment must not be later; `portals` are hosts of portals: in an address of theirs a
    domain name is looked for in the path. An empty entry has no finding. Raises KeyError for a kind
    that is not one of KINDS.
    """
    check = _CHECKS[kind]
    read = _HARMLESS.sub("", re.sub(r"\r\n?|[\u0085\u2028\u2029]", "\n", typed[: 4 * LONGEST_ENTRY]))
    clean, removed = _INVISIBLE.subn("", read)
    clean = _spaced(clean, lines=kind == "lines")
    limit = longest or LONGEST_ENTRY
    if len(clean) > limit:
        return Entry(clean[:limit].rstrip(), Finding("too-long", {"most": str(limit)}))
    entry = check(clean, now, portals) if clean else Entry("")
    if entry.finding is None and removed:
        return Entry(entry.value, Finding("control"))
    return entry


def _spaced(text: str, *, lines: bool) -> str:
    """Text with its white space normalized; line breaks stay only in a field of several `lines`."""
    if not lines:
        return " ".join(text.split())
    kept = "\n".join(line.rstrip() for line in text.replace("\t", "    ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _unchecked(clean: str, now: int, portals: Collection[str]) -> Entry:
    return Entry(clean)


def _domain(clean: str, now: int, portals: Collection[str]) -> Entry:
    try:
        ascii_domain(clean)
        return Entry(clean.removesuffix(".").lower())
    except DomainNameError as error:
        inside = _domain_inside(clean, portals)
        if inside:
            return Entry(clean, Finding("domain-in-it", suggestion=inside))
        return Entry(clean, Finding(f"domain-{error.code}", {"part": error.part} if error.part else {}))


def _domain_inside(clean: str, portals: Collection[str]) -> str:
    """The domain name in a pasted web or e-mail address, or "". Of a portal's address it is in the path."""
    text = re.sub(r"^[a-z][a-z0-9+.-]*:/*", "", clean.strip("<>\"' "), flags=re.IGNORECASE)
    first, *rest = re.split(r"[/?#\\]", text)
    host = re.sub(r":\d*$", "", first.rpartition("@")[2]).strip("<>\"' .,;").lower()
    if host not in portals:
        return host if _is_domain(host) and host != clean else ""
    behind = [part.removeprefix("@").lower() for part in rest]
    return next((part for part in behind if _is_domain(part)), "")


def _is_domain(text: str) -> bool:
    try:
        return bool(ascii_domain(text))
    except DomainNameError:
        return False


def _guid(clean: str, now: int, portals: Collection[str]) -> Entry:
    lower = clean.lower()
    if _GUID.fullmatch(lower):
        return Entry(lower)
    found = _GUID.findall(lower)
    if not found and (bare := _BARE_GUID.search(lower)):
        digits = bare.group()
        found = ["-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))]
    if len(set(found)) == 1:
        return Entry(clean, Finding("guid-in-it", suggestion=found[0]))
    return Entry(clean, Finding("guid"))


def _email(clean: str, now: int, portals: Collection[str]) -> Entry:
    if _is_email(clean):
        return Entry(clean)
    inside = [part for part in re.split(r"[\s<>,;\"'()\[\]]+|mailto:", clean) if _is_email(part)]
    if len(inside) == 1:
        return Entry(clean, Finding("email-in-it", suggestion=inside[0]))
    return Entry(clean, Finding("email"))


def _is_email(text: str) -> bool:
    name, at, host = text.rpartition("@")
    if not at or not re.fullmatch(r"[^\s@<>(),;:\\\"\[\]]{1,64}", name) or ".." in f".{name}.":
        return False
    return _is_domain(host)


def _phone(clean: str, now: int, portals: Collection[str]) -> Entry:
    digits = sum(unicodedata.category(character) == "Nd" for character in clean)
    right = _PHONE.fullmatch(clean) and 5 <= digits <= 20
    return Entry(clean, None if right else Finding("phone"))


def _moment(clean: str, now: int, portals: Collection[str]) -> Entry:
    try:
        moment = datetime.fromisoformat(clean)
        seconds = moment.timestamp() if moment.tzinfo else None
    except (ValueError, OverflowError):
        seconds = None
    if seconds is None or seconds < 0:  # a year of two digits is one before 1970
        return Entry(clean, Finding("moment"))
    offset = moment.strftime("%z")  # +0100
    shown = f"{moment:%Y-%m-%d %H:%M} (UTC{offset[:3]}:{offset[3:5]})"
    return Entry(shown, Finding("future") if now and seconds > now + 60 else None)


_CHECKS: Mapping[str, Callable[[str, int, Collection[str]], Entry]] = {
    "text": _unchecked,
    "lines": _unchecked,
    "domain": _domain,
    "guid": _guid,
    "email": _email,
    "phone": _phone,
    "moment": _moment,
}
