"""The catalogs of a draft's other editions: what aligns, and what the check of catalogs accepts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.articles.draft import Draft
from site_builder.articles.interface_words import interface_words, product_texts
from site_builder.articles.translation import Edition, text_in
from site_builder.guide import TextForms
from site_builder.locales import (
    GUIDE,
    CatalogReader,
    Message,
    check_catalog,
    fill_catalog,
    update_catalog,
    write_template,
)
from site_builder.site import check_all, extract_messages


def write_catalog(root: Path, draft: Draft, edition: Edition) -> tuple[int, int, list[str]]:
    """Write the catalog of an edition of a draft that is in `root` already.

    Returns how many texts are translated, of how many, and what the check of catalogs refused, in lines.
    Raises ContentError where the draft itself is refused.
    """
    checked = check_all(root, catalogs=False)
    (extract,) = (one for one in extract_messages(checked) if one.domain == GUIDE)
    locale = checked.locales.by_id[edition.locale]
    write_template(root, extract)
    update_catalog(root, extract, locale)
    texts = {m.context: made for m in extract.messages if (made := _text(draft, edition, m))}
    fill_catalog(root, GUIDE, locale, texts)
    reader = CatalogReader.for_guide(root, checked.content, checked.locales)
    refused: dict[str, str] = {}
    for problem in check_catalog(reader, locale).problems:
        context, _, fault = problem.message.partition(": ")
        if context in texts:
            refused.setdefault(context, fault)
    fill_catalog(root, GUIDE, locale, dict.fromkeys(refused, ""))
    own = [m.context for m in extract.messages if not _is_of_product(draft, m)]
    done = sum(context in texts and context not in refused for context in own)
    return done, len(own), _explained(draft, refused, extract.messages)


def _is_of_product(draft: Draft, message: Message) -> bool:
    """Whether a text is the product's own, and no words of the article."""
    return message.text == product_texts(draft.locale).get(message.context) or message.context.startswith(
        "interface."
    )


def _text(draft: Draft, edition: Edition, message: Message) -> TextForms:
    if isinstance(message.text, str):
        return text_in(edition, draft, message.context, message.text)
    return _forms(edition.locale, message.context)


def _forms(locale: str, context: str) -> TextForms:
    """The forms of a counted word of the interface."""
    found = interface_words(locale).get(context.removeprefix("interface.words."), "")
    return found if isinstance(found, dict) else ""


def _explained(draft: Draft, refused: Mapping[str, str], messages: tuple[Message, ...]) -> list[str]:
    """What was refused, with the line of the article that it is of."""
    texts = {message.context: message.text for message in messages}
    lines = []
    for context, fault in refused.items():
        file, spans = draft.rendered.get(str(texts[context]), ("", ()))
        place = f"{file}:{spans[0].line}: " if spans else ""
        lines.append(f"{place}{context} is not translated: {fault}")
    return lines
