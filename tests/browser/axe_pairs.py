"""axe finds nothing in any question or outcome, so that each is seen in every locale and in both themes.

Each pair is covered: a question or outcome with a locale, one with a theme, a locale with a theme. It takes
minutes, so it is no part of the suite: python3 build_site.py test tests/browser/axe_pairs.py
"""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from site_builder.site.checking import Checked
from tests.browser.conftest import Walk
from tests.browser.test_accessibility import choose
from tests.conftest import LOCALES
from tests.support.axe import violations
from tests.support.guide_page import at_step
from tests.support.outcome_card import card
from tests.support.trees import every_path


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_every_question_and_outcome(walk: Walk, checked: Checked, locale: str) -> None:
    tree = checked.tree
    steps: dict[str, dict[str, str]] = {}
    for answers, outcome in sorted(every_path(tree), key=lambda path: len(path[0])):
        given = list(answers.items())
        for number, (question, _) in enumerate(given):
            steps.setdefault(question, dict(given[:number]))
        steps.setdefault(outcome, answers)
    assert len(steps) == len(tree.questions) + len(tree.outcomes)
    found = []
    for number, (id, answers) in enumerate(steps.items()):
        page = walk(f"{locale}/?{urlencode(answers)}#{id}")
        at_step(page, id)
        if tree.outcome(id):
            card(page)
        theme = ("default", "slate")[(number + LOCALES.index(locale)) % 2]
        choose(page, theme)
        found += [f"{id} in {locale}, {theme}: {text}" for text in violations(page)]
    assert not found, "\n".join(found)
