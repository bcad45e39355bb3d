"""Conditions in words."""

from __future__ import annotations

import pytest

from decision_tree.conditions import AnyOf, Condition, Test
from site_builder.site.checking import Checked

AZURE, FRAUD = Test("product", ("azure",)), Test("kind", ("fraud",))
WORLDWIDE = Test("cloud", ("worldwide",))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ((AnyOf(((AZURE,), (FRAUD,))),), "Subject: Azure or Kind of problem: Suspected fraud"),
        (
            (WORLDWIDE, AnyOf(((AZURE,), (FRAUD, Test("language", ("local",), negated=True))))),
            "Partner Center: Worldwide; (Subject: Azure) or (Kind of problem: Suspected fraud; "
            "Support language: any except A local language)",
        ),
    ],
)
def test_alternatives_are_joined_by_or(checked: Checked, condition: Condition, words: str) -> None:
    assert checked.lexicon(checked.locales.source).condition(condition) == words
