"""How often readers meet a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.model import Tree
from site_builder.site.checking import Checked
from site_builder.tree.exposure import WayCounter, count_exposure
from tests.support.trees import every_path, trees


def test_texts_are_weighted_by_the_combinations_that_meet_them(checked: Checked) -> None:
    exposure = count_exposure(checked.compiled, checked.lexicon(checked.locales.source))
    first = f"tree.questions.{checked.content.guide.tree.first}.question"
    assert exposure[first] == checked.proof.combinations == max(exposure.values())
    ends = [exposure[f"outcomes.outcomes.{outcome.id}.title"] for outcome in checked.tree.outcomes]
    assert sum(ends) >= checked.proof.combinations, "every combination ends at an outcome"
    assert "sources.documents" not in {context.rsplit(".", 2)[0] for context in exposure}
    assert exposure.get("pages.pages.about.title", 0) == 0, "no way leads past the page about the guide"


@given(trees(), st.data())
def test_ways_that_meet_some_questions_and_outcomes_are_counted_as_if_each_were_walked(
    tree: Tree, data: st.DataObject
) -> None:
    ids = [*(question.id for question in tree.questions), *(outcome.id for outcome in tree.outcomes)]
    wanted = data.draw(st.frozensets(st.sampled_from(ids), min_size=1))
    paths = [{*answers, end} for answers, end in every_path(tree)]
    count = WayCounter(tree)
    assert count.all == len(paths)
    assert count.meeting(wanted) == sum(not wanted.isdisjoint(path) for path in paths)
