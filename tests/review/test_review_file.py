"""A saved review is checked before anything is done with it: one sentence says what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from site_builder.cli.translate_review import apply
from site_builder.problems import BuildError
from site_builder.review.review_file import read_review
from tests.support.catalogs import sample_reader

TEXT = {
    "domain": "guide", "context": "tree.title", "source": "A  guide", "before": "Gids", "after": "Gids ",
    "was_stale": False, "right": True, "note": "",
}  # fmt: skip
REVIEW = {
    "format": "translation-review", "version": 1, "locale": "nl-NL", "reviewer": "Jan de Vries",
    "saved": "2026-11-30T14:25:00.000Z", "texts": [TEXT],
}  # fmt: skip


def test_a_review_is_read_with_white_space_as_catalogs_have_it(tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    path.write_text(json.dumps(REVIEW), encoding="utf-8")
    review = read_review(path)
    assert (review.locale, review.reviewer, review.day.isoformat()) == ("nl-NL", "Jan de Vries", "2026-11-30")
    (text,) = review.texts
    assert (text.source, text.after, text.is_changed) == ("A guide", "Gids", False)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r":1:1 is not JSON from here on"),
        ('{"format": 1', r":1:\d+ is not JSON"),
        ('{"version": ' + "9" * 5000, "is not a review: Exceeds the limit"),
        ("[" * 100_000, "is not a review|is not JSON"),
        (b"\xff\xfe{", "is not UTF-8 text"),
        ([], 'expected the JSON file that "Save" of a sheet writes'),
        ({"format": "other"}, "is not a review"),
        ({"version": 2}, "has version 2 of a review; this reads 1"),
        ({"locale": 3}, "does not say of which locale"),
        ({"reviewer": " "}, "does not name its reviewer"),
        ({"reviewer": "Jan\nstatus: human"}, "does not name its reviewer"),
        ({"saved": "2026-13-01"}, "does not say when it was saved"),
        ({"texts": {}}, "has no texts"),
        ({"texts": [1]}, "text 1 is not an object"),
        ({"texts": [TEXT, TEXT]}, "has the text 'tree.title' twice"),
        (
            {"texts": [{**TEXT, "right": "yes"}]},
            r"text 1 \('tree.title'\) needs \"right\" with true or false",
        ),
        ({"texts": [{**TEXT, "after": {"single": "x"}}]}, 'needs "after" with a text or plural forms'),
    ],
)
def test_a_file_that_is_no_review_gets_one_sentence(tmp_path: Path, content: Any, message: str) -> None:
    path = tmp_path / "review.json"
    if isinstance(content, dict):
        content = json.dumps({**REVIEW, **content})
    elif isinstance(content, list):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BuildError, match=message) as caught:
        read_review(path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"gone\.json does not exist"):
        read_review(tmp_path / "gone.json")


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("nl-NO", r'unknown locale "nl-NO" \(did you mean "nl-NL"\?\); docs/locales/locales\.yml'),
        ("en-US", "a review of en-US, the source; its words are in docs/guide/"),
    ],
)
def test_a_review_is_of_a_locale_that_is_translated(tmp_path: Path, locale: str, message: str) -> None:
    path = tmp_path / "review.json"
    path.write_text(json.dumps({**REVIEW, "locale": locale}), encoding="utf-8")
    with pytest.raises(BuildError, match=message):
        apply(sample_reader(), path)
