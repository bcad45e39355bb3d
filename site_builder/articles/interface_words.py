"""The interface in the language of an article: what the product has in its catalogs, as files of a guide.

The product's own words are English, so a guide whose source is another locale has them in its interface.yml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polib
from babel import Locale

from site_builder.articles.vocabulary import OF_PRODUCT, by_language
from site_builder.guide import COUNT_PLACEHOLDER, plural_categories, read_yaml
from site_builder.locales import INTERFACE, find_catalog
from site_builder.shared_files import INTERFACE as FOLDER
from site_builder.shared_files import PRODUCT


def has_interface(locale: str) -> bool:
    """Whether the product has the interface's words in the language of a locale."""
    return (
        locale.startswith("en-")
        or find_catalog(PRODUCT, INTERFACE, locale).exists()
        or _similar(locale) is not None
    )


def _similar(locale: str) -> Any:
    language = locale.partition("-")[0]
    return next(iter(sorted((PRODUCT / FOLDER).glob(f"{language}-*.po"))), None)


def _catalog(locale: str) -> Mapping[str, polib.POEntry]:
    path = find_catalog(PRODUCT, INTERFACE, locale)
    found = path if path.exists() else _similar(locale)
    return {entry.msgctxt: entry for entry in polib.pofile(str(found))} if found else {}


def _source(name: str) -> Any:
    return read_yaml(PRODUCT / FOLDER / f"{name}.yml", f"{FOLDER}/{name}.yml").value


def interface_words(locale: str) -> dict[str, Any]:
    """The words of the interface in a locale; English where there is none in its language. A counted word has
    the forms that its language has."""
    catalog = _catalog(locale)
    categories = plural_categories(Locale.parse(locale, sep="-"))
    words: dict[str, Any] = {}
    for key, value in _source("interface")["words"].items():
        entry = catalog.get(f"interface.words.{key}")
        if isinstance(value, str):
            words[key] = (entry.msgstr if entry else "") or value
        else:
            forms = [*entry.msgstr_plural.values()] if entry and all(entry.msgstr_plural.values()) else []
            if len(forms) != len(categories):
                forms = [value.get(category, value["other"]) for category in categories]
            other = forms[-1]
            words[key] = {
                category: form if COUNT_PLACEHOLDER in form else other
                for category, form in zip(categories, forms, strict=True)
            }
    return words


def product_pages(locale: str) -> list[dict[str, Any]]:
    """The product's own pages in a locale, without what they say of a guide that is written in English."""
    catalog = _catalog(locale)
    why = by_language(OF_PRODUCT, locale.partition("-")[0])
    pages = [
        dict(_translated(page, f"pages.pages.{page['id']}", catalog, why))
        for page in _source("pages")["pages"]
    ]
    return [{k: v for k, v in page.items() if page["id"] != "translation" or k != "intro"} for page in pages]


def _translated(
    value: Mapping[str, Any], context: str, catalog: Mapping[str, polib.POEntry], why: str
) -> Iterator[tuple[str, Any]]:
    for key, below in value.items():
        if isinstance(below, list):
            yield (
                key,
                [
                    {**dict(_translated(one, f"{context}.{key}.{one['id']}", catalog, why)), "derived": why}
                    for one in below
                ],
            )
        else:
            entry = catalog.get(f"{context}.{key}")
            yield key, (entry.msgstr if entry else "") or below


_PRODUCT: dict[str, dict[str, str]] = {}


def product_texts(locale: str) -> dict[str, str]:
    """The product's own words in a locale, by their contexts in catalogs, without those that are counted."""
    if locale not in _PRODUCT:
        words = {f"interface.words.{k}": v for k, v in interface_words(locale).items() if isinstance(v, str)}
        _PRODUCT[locale] = words | dict(_leaves(product_pages(locale), "pages.pages"))
    return _PRODUCT[locale]


def _leaves(items: Sequence[Mapping[str, Any]], context: str) -> Iterator[tuple[str, str]]:
    for item in items:
        for key, value in item.items():
            if isinstance(value, list):
                yield from _leaves(value, f"{context}.{item['id']}.{key}")
            elif key != "id":
                yield f"{context}.{item['id']}.{key}", str(value)
