"""Pieces that no reader can ever see are refused, with their place and what is known there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.guide_problems import OUTCOMES, TIMES, TREE, problems

pytestmark = pytest.mark.lent

Spoil = Callable[[str, str, str], Path]
START = "docs/guide/procedures/start-in-partner-center.yml"
REQUEST = "docs/guide/procedures/azure-request.yml"
REMARK = "- id: x\n    text: X\n    when: {product: ems, own-product: azure}\n    source: F34\n"
NOT_TOGETHER = (
    'the condition of "x" never holds on any way: '
    'no way there has these answers to "product" and "own-product" together'
)
HELP = "    help:\n      - id: x\n        text: X\n        source: F1\n        when: {%s}\n"
BEFORE_OWN = "    source: [F75, F76, F81, F82]\n"

CASES = [
    (
        OUTCOMES,
        "        when: {kind: billing}\n        source: G35",
        "        when: {kind: billing, product: ems}\n        source: G35",
        'the condition of "credit" never holds here: "product" is azure there',
    ),
    (
        OUTCOMES,
        "        when: {kind: billing}\n        source: G35",
        "        when: {own-product: azure}\n        source: G35",
        'the condition of "credit" never holds here: "own-product" is not asked on any way there',
    ),
    (
        START,
        "when: {cloud: us-government}",
        "when: {product: ems}",
        'the condition of "us-government" never holds here: "product" is azure there',
    ),
    (
        OUTCOMES,
        "warnings: [own-only,",
        "warnings: [{id: own-only, when: {kind: fraud}},",
        'the warning "own-only" never applies at the outcome "own-azure": "kind" is not asked on any way',
    ),
    (
        OUTCOMES,
        "      - {id: azure-us-government-directory, when: {cloud: us-government}}\n",
        "      - {id: azure-us-government-directory, when: {product: ems}}\n",
        'the address "azure-us-government-directory" never holds at the outcome "azure-domain": "product" is',
    ),
    (
        OUTCOMES,
        "    portal: partner-center\n",
        "    portal: {id: partner-center, when: {kind: fraud}}\n",
        '"partner-center" is the only portal, so it is always shown; remove its "when"',
    ),
    (
        OUTCOMES,
        "fields: [product-name,",
        "fields: [",
        'no form has the field "product-name"',
    ),
    (OUTCOMES, "[helpdesk-critical, ", "[", 'no outcome names the warning "helpdesk-critical"'),
    (
        TIMES,
        "when: {kind: [critical, moderate, minimal]}",
        "when: {product: marketplace}",
        'the condition of "you-state-it" never holds at an outcome with the response table: "product" is ',
    ),
    (REQUEST, "notes:\n  ", f"notes:\n  {REMARK}    kind: note\n  ", NOT_TOGETHER),
    (TREE, BEFORE_OWN, BEFORE_OWN + HELP % "own-product: azure", "which is being asked; known at"),
    (
        TREE,
        BEFORE_OWN,
        BEFORE_OWN + HELP % "product: ems",
        'the condition of "x" never holds at the question "own-product": "product" is own there',
    ),
    (
        TREE,
        "    source: [F18, F25, F52, F57, F59, F74, F77, G11]\n",
        "    source: [F18, F25, F52, F57, F59, F74, F77, G11]\n" + HELP % "kind: fraud",
        'the help "x" depends on "kind", which is asked later; known at "product": cloud, language',
    ),
    (
        TREE,
        "    help:\n      - id: find-out\n        text: >-\n          Who",
        HELP % "progress: tried" + "      - id: find-out\n        text: >-\n          Who",
        'depends on "progress", which not every way there asks before; known at "partner": cloud, language, '
        "product, kind",
    ),
    (
        TREE,
        BEFORE_OWN,
        BEFORE_OWN + HELP % "kind: fraud",
        'depends on "kind", which no way there asks before; known at "own-product": cloud, language, product',
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), CASES, ids=[case[3][:60] for case in CASES])
def test_a_piece_that_can_never_show_is_refused(
    spoil: Spoil, file: str, old: str, new: str, message: str
) -> None:
    found = problems(spoil(file, old, new))
    (line,) = [one for one in found if message in one] or ["\n".join(found)]
    place, _, rest = line.partition(": ")
    assert message in rest
    assert place.startswith(f"{file}:") and place.count(":") == 2, "with its line and column"


def test_a_condition_that_is_decided_before_the_question_is_free_for_its_help(spoil: Spoil) -> None:
    """The first error is that of the outcome alone."""
    spoil(TREE, BEFORE_OWN, BEFORE_OWN + HELP % "cloud: us-government, product: own")
    (line,) = problems(spoil(OUTCOMES, "[helpdesk-critical, ", "["))
    assert "helpdesk-critical" in line
