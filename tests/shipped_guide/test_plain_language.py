"""The English of the shipped guide, from which all its translations are made."""

from __future__ import annotations

from site_builder.cli.check import plain_language_advice
from site_builder.site.checking import Checked


def test_the_english_has_no_phrase_or_long_sentence_that_translates_badly(checked: Checked) -> None:
    assert plain_language_advice(checked) == []
