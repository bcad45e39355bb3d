"""Extraction of messages: the texts of the guide for translators, with the pages that show each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from site_builder.guide import THEME_WORDS, general_form, inline
from site_builder.locales import (
    CatalogReader,
    Lexicon,
    Message,
    MessageExtract,
    TextDomain,
    explain_message,
    own_domains,
    path_of_page,
)
from site_builder.pages import EMBED
from site_builder.site.checking import Checked
from site_builder.site.edition import source_pages

_PART = re.compile(r"(?:tree\.questions|outcomes\.outcomes|faq\.questions|open_points\.points)\.([a-z0-9-]+)")


def extract_messages(checked: Checked) -> tuple[MessageExtract, ...]:
    """The messages of a checked guide by domain, each with its comment for translators."""
    lexicon = checked.lexicon(checked.locales.source)
    reader = CatalogReader.for_guide(checked.root, checked.content, checked.locales)
    pages = find_pages(checked)
    return tuple(
        _extract(domain, reader.messages[domain], lexicon, pages) for domain in own_domains(checked.root)
    )


def _extract(
    domain: TextDomain, messages: list[Message], lexicon: Lexicon, pages: Mapping[str, tuple[str, ...]]
) -> MessageExtract:
    names = {
        str(reference): _meaning(lexicon, reference)
        for message in messages
        for reference in inline.references(general_form(message.text))
    }
    comments = {
        message.context: explain_message(message, pages.get(message.context, ()), names)
        for message in messages
    }
    return MessageExtract(domain, lexicon.plain(lexicon.guide.tree.title), tuple(messages), comments)


def find_pages(checked: Checked) -> dict[str, tuple[str, ...]]:
    """Context -> the pages that show the text, as paths from the locale's root, with the anchor of the
    question, outcome or entry where it is a part of one."""
    pages: dict[str, list[str]] = {}
    for name, page in source_pages(checked).items():
        if name == EMBED:
            continue  # what it shows, the home page does
        for context in page.texts:
            part = _PART.match(context)
            anchor = f"#{part.group(1)}" if part and _is_on(part.group(1), page.content) else ""
            pages.setdefault(context, []).append(f"/{path_of_page(name)}{anchor}")
    everywhere = {f"interface.words.{key}": ("every page",) for key in THEME_WORDS}
    return {context: tuple(paths) for context, paths in pages.items()} | everywhere


def _is_on(anchor: str, page: str) -> bool:
    return f'id="{anchor}"' in page


def _meaning(lexicon: Lexicon, reference: inline.Reference) -> str:
    return "" if reference.kind in ("", "field") else lexicon.name(reference).text
