"""The file that a review sheet saves: which texts a person found right, changed or noted something of.

It is JSON, written by the page of the sheet (web/kept.js), and may have come by mail: all of it is checked.
"""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.guide import PLURAL_CATEGORIES, TextForms
from site_builder.locales import ReviewedText, normalize_space
from site_builder.problems import BuildError

FORMAT = "translation-review"
"""What such a file says that it is."""
VERSION = 1
LARGEST_FILE = 10_000_000
"""Bytes that are read: some ten times a review of all texts of the shipped guide."""
LONGEST_NAME = 80
"""Characters of a reviewer's name, which the comment of each entry repeats."""
_KEYS = {"domain": str, "context": str, "was_stale": bool, "right": bool, "note": str}


@dataclass(frozen=True)
class Review:
    """What a person reviewed in a locale, in the order of the sheet, and when the file was saved."""

    locale: str
    reviewer: str
    day: datetime.date
    texts: tuple[ReviewedText, ...]


def read_review(path: Path) -> Review:
    """Read a review. Raises BuildError with one sentence on a file that is none."""
    value = _load(path)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise BuildError(f'{path} is not a review: expected the JSON file that "Save" of a sheet writes.')
    if value.get("version") != VERSION:
        raise BuildError(f"{path} has version {value.get('version')!r} of a review; this reads {VERSION}.")
    locale, reviewer, saved = (value.get(key) for key in ("locale", "reviewer", "saved"))
    if not isinstance(locale, str):
        raise BuildError(f'{path} does not say of which locale it is: expected "locale": "nl-NL".')
    if not isinstance(reviewer, str) or not is_name(reviewer):
        message = f"a line of 1 to {LONGEST_NAME} characters without a colon"
        raise BuildError(f'{path} does not name its reviewer: expected "reviewer" with {message}.')
    texts = value.get("texts")
    if not isinstance(texts, list):
        raise BuildError(f'{path} has no texts: expected "texts" with a list.')
    reviewed = [_text(path, number, text) for number, text in enumerate(texts, 1)]
    counts = Counter(text.key for text in reviewed)
    for (_, context), count in counts.items():
        if count > 1:
            raise BuildError(f"{path} has the text {context!r} twice.")
    return Review(locale, reviewer.strip(), _day(path, saved), tuple(reviewed))


def is_name(text: str) -> bool:
    """Whether a text can name a reviewer in a line of a comment."""
    return 0 < len(text.strip()) <= LONGEST_NAME and text.isprintable() and ":" not in text


def _load(path: Path) -> Any:
    if not path.is_file():
        raise BuildError(f"{path} is not a file." if path.exists() else f"{path} does not exist.")
    if (size := path.stat().st_size) > LARGEST_FILE:
        raise BuildError(f"{path} is too large for a review: {size} bytes, at most {LARGEST_FILE} are read.")
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise BuildError(f"{path} is not a review: it is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise BuildError(f"{place} is not JSON from here on ({error.msg}); save the review again.") from None
    except ValueError as error:  # a number of thousands of digits
        raise BuildError(f"{path} is not a review: {str(error).partition(';')[0]}.") from None
    except RecursionError:
        raise BuildError(f"{path} is not a review: its values lie too deep in one another.") from None


def _day(path: Path, saved: object) -> datetime.date:
    try:
        if isinstance(saved, str) and re.match(r"\d{4}-\d\d-\d\d", saved):
            return datetime.date.fromisoformat(saved[:10])
    except ValueError:
        pass
    raise BuildError(f'{path} does not say when it was saved: expected "saved": "2026-11-30T14:25:00Z".')


def _text(path: Path, number: int, value: object) -> ReviewedText:
    if not isinstance(value, Mapping):
        raise BuildError(f"{path}: text {number} is not an object with the keys of a reviewed text.")
    for key, kind in _KEYS.items():
        if not isinstance(value.get(key), kind):
            expected = "true or false" if kind is bool else "a text"
            raise BuildError(
                f'{path}: text {number} ({value.get("context")!r}) needs "{key}" with {expected}.'
            )
    forms = {key: _forms(value.get(key)) for key in ("source", "before", "after")}
    for key, found in forms.items():
        if found is None:
            context = value["context"]
            raise BuildError(
                f'{path}: text {number} ({context!r}) needs "{key}" with a text or plural forms.'
            )
    return ReviewedText(
        domain=value["domain"],
        context=value["context"],
        was_stale=value["was_stale"],
        right=value["right"],
        note=" ".join(value["note"].split()),
        **{key: found for key, found in forms.items() if found is not None},
    )


def _forms(value: object) -> TextForms | None:
    """A text, or its forms by plural category, as catalogs are read; None for neither."""
    if isinstance(value, str):
        return normalize_space(value)
    if not isinstance(value, Mapping) or not value or not {*value} <= {*PLURAL_CATEGORIES}:
        return None
    return normalize_space(value) if all(isinstance(form, str) for form in value.values()) else None
