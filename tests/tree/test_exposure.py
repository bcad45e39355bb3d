"""How often readers meet a text."""

from __future__ import annotations

from site_builder.site.checking import Checked
from site_builder.tree.exposure import count_exposure


def test_texts_are_weighted_by_the_combinations_that_meet_them(checked: Checked) -> None:
    exposure = count_exposure(checked.compiled, checked.lexicon(checked.locales.source))
    first = f"tree.questions.{checked.content.guide.tree.first}.question"
    assert exposure[first] == checked.proof.combinations == max(exposure.values())
    ends = [exposure[f"outcomes.outcomes.{outcome.id}.title"] for outcome in checked.tree.outcomes]
    assert sum(ends) >= checked.proof.combinations, "every combination ends at an outcome"
    assert "sources.documents" not in {context.rsplit(".", 2)[0] for context in exposure}
    assert exposure.get("pages.pages.about.title", 0) == 0, "no way leads past the page about the guide"
