"""The check of translated labels: answers that differ in the source must differ in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from site_builder.guide import general_form
from site_builder.locales.catalog import TRANSLATED_STATUSES, Translation
from site_builder.problems import Problem

_LABEL = re.compile(r"(tree\.(?:questions|settings)\.[^.]+)\.answers\.([^.]+)\.(?:instead\.[^.]+\.)?label\Z")
"""The context of an answer's label, or of a variant of it."""


def same_labels(translations: Iterable[Translation], name: str) -> Iterator[Problem]:
    """Answers to one question with the same label, which readers could not choose between.

    `name` is that of the catalog's file.
    """
    seen: dict[tuple[str, str], tuple[str, Translation]] = {}
    for translation in translations:
        found = _LABEL.match(translation.message.context)
        if not found or translation.entry is None or translation.status not in TRANSLATED_STATUSES:
            continue
        label = general_form(translation.text)
        answer, other = seen.setdefault((found[1], _fold(label)), (found[2], translation))
        if other.entry and answer != found[2] and _source(other) != _source(translation):
            message = (
                f"{translation.message.context}: the label is that of {other.message.context} in line "
                f'{other.entry.linenum or 0}, "{label}", and their sources differ; readers could not choose'
            )
            yield Problem(name, translation.entry.linenum or 0, 0, message)


def _source(translation: Translation) -> str:
    return _fold(general_form(translation.message.text))


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
