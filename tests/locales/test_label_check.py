"""Answers to one question whose labels differ in the source must differ in a translation."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.problems import ContentError
from tests.support.catalogs import PO, change, refuse_faults

pytestmark = pytest.mark.lent

LABEL = "tree.questions.azure-granted.answers.%s.label"


def test_answers_that_a_translation_makes_equal_are_named_with_their_lines(copy: Path) -> None:
    change(copy, LABEL % "unsure", " nee")
    with pytest.raises(ContentError) as caught:
        refuse_faults(copy)
    (problem,) = [str(one) for one in caught.value.problems if "the label is that of" in str(one)]
    lines = (copy / PO).read_text(encoding="utf-8").splitlines()
    first, second = (lines.index(f'msgctxt "{LABEL % id}"') + 1 for id in ("no", "unsure"))
    assert problem == (
        f"{PO}:{second}: {LABEL % 'unsure'}: the label is that of {LABEL % 'no'} in line {first}, "
        '"nee", and their sources differ; readers could not choose'
    )
