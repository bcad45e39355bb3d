"""Domain names, internationalised ones (IDN) included, and the addresses that they complete.

The rules are those of RFC 1035 (lengths), RFC 5890 to 5892 (which characters a label may have, here by
their general categories) and RFC 3492 (punycode). A letter such as ß stays itself, as browsers have it.
"""

from __future__ import annotations

import encodings.punycode  # noqa: F401 - a later import fails where a snapshot runs without its library
import re
import unicodedata

LONGEST_NAME = 253
LONGEST_LABEL = 63

# Letters in their small form, marks and digits: what RFC 5892 derives as valid, but for its exceptions.
_CATEGORIES = frozenset(("Ll", "Lo", "Lm", "Mn", "Mc", "Nd"))
_STAY = frozenset("ßς")  # valid by RFC 5892, section 2.6, though case folding would change them
_JOINERS = frozenset("\u200c\u200d")


class DomainNameError(Exception):
    """The text is not a domain name. `code` says why: form, one-label, label, character, long.

    `part` is the label or character that is wrong; with the other codes it is "".
    """

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(f"{code}: {part}" if part else code)
        self.code = code
        self.part = part


def ascii_domain(text: str) -> str:
    """A domain name in ASCII form, its labels as A-labels ("xn--…") where needed. Raises DomainNameError.

    The result has small letters, digits, dashes and dots only, so that in a URL it is nothing but the host.
    """
    if re.search(r"[\s/\\@:?#%&=<>\"'\[\](){}|^`,;*!$+~_]", text) or not text.strip("."):
        raise DomainNameError("form")
    name = unicodedata.normalize("NFC", re.sub("[。．｡]", ".", text)).removesuffix(".")
    if len(name) > LONGEST_NAME:
        raise DomainNameError("long")
    labels = [_label(label) for label in name.split(".")]
    if len(labels) < 2:
        raise DomainNameError("one-label")
    if labels[-1].isdecimal():
        raise DomainNameError("form")  # an IP address, or nothing at all
    whole = ".".join(labels)
    if len(whole) > LONGEST_NAME:
        raise DomainNameError("long")
    return whole


def _label(label: str) -> str:
    small = unicodedata.normalize("NFC", label.lower())
    if not small:
        raise DomainNameError("form")
    if small.startswith("-") or small.endswith("-"):
        raise DomainNameError("label", label)
    for before, character, after in zip(f" {small}", small, f"{small[1:]} ", strict=False):
        if (before, character, after) != ("l", "·", "l"):  # Catalan: RFC 5892, appendix A.3
            _check(character)
    if small.isascii():
        if small.startswith("xn--"):
            _check_punycode(small)
        made = small
    else:
        if unicodedata.category(small[0]).startswith("M"):
            raise DomainNameError("label", label)
        made = f"xn--{small.encode('punycode').decode('ascii')}"
    if len(made) > LONGEST_LABEL:
        raise DomainNameError("long")
    return made


def _check(character: str) -> None:
    if character == "-" or character in _STAY:
        return
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    known = unicodedata.category(character) in _CATEGORIES
    if not known or folded != character or character in _JOINERS:
        raise DomainNameError("character", character)


def _check_punycode(label: str) -> None:
    """An A-label must decode to a Unicode label that encodes to the same again. Raises DomainNameError."""
    try:
        plain = label.removeprefix("xn--").encode("ascii").decode("punycode")
        again = "" if plain.isascii() else _label(plain)
    except (UnicodeError, DomainNameError):
        again = ""
    if again != label:
        raise DomainNameError("label", label)


def completed(pattern: str, domain: str) -> str:
    """An address pattern with its part in angle brackets replaced by a domain. Raises DomainNameError."""
    return re.sub(r"<[^>]*>", lambda _: ascii_domain(domain), pattern)
