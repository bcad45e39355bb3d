"""References in texts: what is read as one, and how long that takes at the worst."""

from __future__ import annotations

import pytest

from site_builder.guide.inline import Literal, Reference, find_faults, parse


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("{portal:azure}", [Reference("portal", "azure")]),
        ("{count} days", [Reference("", "count"), Literal(" days")]),
        ("{{portal:azure}}", [Literal("{portal:azure}")]),
        ("{Portal:azure}", [Literal("{Portal:azure}")]),
        ("{open-point:f-7}", [Reference("open-point", "f-7")]),
        ("{tier-2:desk}", [Reference("tier-2", "desk")]),
    ],
)
def test_what_is_a_reference(text: str, segments: list[object]) -> None:
    assert list(parse(text)) == segments


@pytest.mark.parametrize("letters", ["{" + "a" * 1_000_000, "{a" * 500_000, "`" + "a" * 1_000_000])
def test_a_brace_without_its_partner_costs_no_more_than_the_length_of_the_text(letters: str) -> None:
    # with an expression that tries every way to divide the letters this would take hours
    assert "a brace or backtick without its partner; write {{ or }} for a brace itself" in find_faults(
        letters
    )


def test_a_kind_that_looks_like_an_id_may_be_one_of_the_guides_own() -> None:
    assert find_faults("{tier-2:desk}") == []
    for text in ("{-tier:desk}", "{tier-:desk}", "{:desk}"):
        assert "is not a reference; write {kind:id}" in find_faults(text)[0]
