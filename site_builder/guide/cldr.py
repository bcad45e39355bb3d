"""Codes of countries, languages and currencies: what CLDR has names for, by Babel, in every locale.

`{country:nl}` in a text is the name in the reader's locale, so it needs no translation.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

KINDS = {"countries": "country", "languages": "language", "currencies": "currency"}
"""Name of a list -> the kind of the references to its entries."""

_NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
"""Codes of two letters that are no country of ISO 3166-1: islands of one, unions, and what is unknown."""
_CODE = re.compile(r"[A-Za-z]{2,3}")
_REFERENCE = re.compile(rf"\{{({'|'.join((*KINDS.values(), 'number', 'date'))}):([a-z0-9-]+)\}}")
PERCENT = "percent"
UNIT_EXAMPLES = "percent, EUR or kilometer"


@cache
def codes(kind: str) -> tuple[str, ...]:
    """The codes of a kind in lower case, in their order: countries of ISO 3166-1 and Kosovo, languages that
    CLDR has more of than their name, currencies that are tender somewhere."""
    english = Locale("en")
    if kind == "country":
        two = {code for code in map(str, english.territories) if len(code) == 2 and code.isalpha()}
        found = two - _NO_COUNTRIES
    elif kind == "language":
        named = {code for code in map(str, english.languages) if _CODE.fullmatch(code)}
        found = named.intersection(locale_identifiers())
    else:
        used = get_global("territory_currencies").values()
        found = {str(code) for entries in used for code, _, end, tender in entries if tender and not end}
    return tuple(sorted(code.lower() for code in found))


def name_of(kind: str, code: str, locale: Locale) -> tuple[str, bool]:
    """The name of a code in a locale, and whether CLDR has one there: if not, it is the English one."""
    for one in (locale, Locale("en")):
        names = {"country": one.territories, "language": one.languages, "currency": one.currencies}[kind]
        name = names.get(code if kind == "language" else code.upper())
        if name:
            return str(name), one is locale
    raise KeyError(code)


@cache
def units() -> dict[str, str]:
    """The units that a number may have: percent, currencies by their codes, and names of CLDR without the
    kind of unit that they stand under; each with its name there."""
    named = {str(name).partition("-")[2]: str(name) for name in Locale("en").unit_display_names}
    return {**named, **{code.upper(): code.upper() for code in codes("currency")}, PERCENT: PERCENT}


def is_name(text: object) -> bool:
    """Whether a text is such a name and nothing else, so that there is nothing to translate."""
    return isinstance(text, str) and _REFERENCE.fullmatch(text) is not None
