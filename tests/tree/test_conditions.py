"""Conditions put together, settled and compared, against every combination of answers."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.conditions import AnyOf, Condition, Conjunction, Test, holds
from site_builder.guide.conditions import conjoin
from site_builder.tree.conditions import overlap, place_of, settle_condition

DOMAINS = {name: ["x", "y", "z"] for name in "abc"}
EVERY = [dict(zip(DOMAINS, values, strict=True)) for values in product(*DOMAINS.values())]


@st.composite
def conjunctions(draw: st.DrawFn) -> Conjunction:
    names = draw(st.lists(st.sampled_from("abc"), max_size=2, unique=True))
    values = st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True).map(tuple)
    return tuple(Test(name, draw(values), negated=draw(st.booleans())) for name in names)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    tests = draw(conjunctions())
    either = draw(st.lists(conjunctions().filter(bool), max_size=3))
    return (*tests, AnyOf(tuple(either))) if either else tests


@given(conditions(), conditions())
def test_both_hold_where_the_one_made_of_them_holds(first: Condition, second: Condition) -> None:
    both = conjoin(first, second)
    assert sum(isinstance(clause, AnyOf) for clause in both) <= 1
    for facts in EVERY:
        assert holds(both, facts) == (holds(first, facts) and holds(second, facts))


@given(conditions(), conditions())
def test_two_overlap_where_some_answers_meet_both(first: Condition, second: Condition) -> None:
    met = any(holds(first, facts) and holds(second, facts) for facts in EVERY)
    assert overlap(first, second, DOMAINS) == met


@given(conditions(), st.lists(st.sampled_from(EVERY), min_size=1))
def test_what_is_left_of_a_condition_holds_as_the_whole(when: Condition, facts: list[dict[str, str]]) -> None:
    settled = settle_condition(when, facts)
    for one in facts:
        assert holds(when, one) == (settled is not None and holds(settled, one))


def test_one_alternative_that_is_left_is_a_condition_like_others() -> None:
    when = (AnyOf(((Test("a", ("x",)), Test("b", ("y",))), (Test("c", ("z",)),))),)
    facts = [{"a": "x", "b": value, "c": "x"} for value in "xy"]
    assert settle_condition(when, facts) == (Test("b", ("y",)),)


def test_a_question_of_a_condition_has_its_place_in_the_yaml() -> None:
    when = (Test("a", ("x",)), AnyOf(((Test("b", ("y",)),), (Test("c", ("z",)),))))
    assert place_of(when, "a") == ("a", "@key")
    assert place_of(when, "c") == ("any", 1, "c", "@key")
