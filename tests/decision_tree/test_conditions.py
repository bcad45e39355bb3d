from __future__ import annotations

from decision_tree.conditions import AnyOf, Test, each_test, holds, names_in
from decision_tree.json_form import condition_from_json, condition_to_json

CONDITION = (
    Test("kind", ("fault",)),
    AnyOf(
        ((Test("product", ("azure",)),), (Test("role", ("x", "y")), Test("place", ("home",), negated=True)))
    ),
)


def test_of_alternatives_one_must_hold_beside_everything_else() -> None:
    fault = {"kind": "fault"}
    assert holds(CONDITION, {**fault, "product": "azure"})
    assert holds(CONDITION, {**fault, "product": "other", "role": "y", "place": "office"})
    assert not holds(CONDITION, {**fault, "role": "y"}), "what was not answered meets no test"
    assert not holds(CONDITION, {"kind": "question", "product": "azure"})
    assert not holds((AnyOf(()),), fault), "of no alternatives none holds"


def test_every_test_counts_those_of_alternatives_too() -> None:
    assert [test.name for test in each_test(CONDITION)] == ["kind", "product", "role", "place"]
    assert names_in(CONDITION) == {"kind", "product", "role", "place"}


def test_json_has_alternatives_beside_the_questions() -> None:
    written = {
        "kind": ["fault"],
        "any": [{"product": ["azure"]}, {"role": ["x", "y"], "place": {"not": ["home"]}}],
    }
    assert condition_to_json(CONDITION) == written
    assert condition_from_json(written) == CONDITION
