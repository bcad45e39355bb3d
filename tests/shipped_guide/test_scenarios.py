"""The scenarios of the shipped guide: they would notice a slip."""

from __future__ import annotations

import pytest

from site_builder.mutants import Judge, make_mutants, share
from site_builder.site.checking import Checked
from site_builder.tree import ScenarioClocks, scenario_coverage

LEAST = 95
"""Of a hundred wrong guides so many are noticed."""


@pytest.mark.slow
def test_wrong_guides_are_noticed(checked: Checked) -> None:
    clocks = ScenarioClocks(checked.locales.calendars, checked.locales.calendar)
    judge = Judge(checked.content, checked.tree, clocks)
    found = judge.judge(make_mutants(checked.content, checked.tree))
    places = [(one.mutant.place, one.mutant.what) for one in found.survivors]
    missed = [f"{place.file}:{place.line}: {what}" for place, what in places]
    assert 100 * found.noticed >= LEAST * found.made, "\n".join([share(found), *missed])


def test_nothing_is_left_untouched(checked: Checked) -> None:
    assert [str(one) for one in scenario_coverage(checked.content, checked.tree).untouched] == []
