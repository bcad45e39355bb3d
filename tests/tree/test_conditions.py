"""Conditions put together and settled, against every combination of answers."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.conditions import AnyOf, Condition, Conjunction, Test, holds
from decision_tree.json_form import condition_from_json, condition_to_json
from decision_tree.model import Answer, Question
from site_builder.guide.conditions import SelectionTest, against, both, conjoin, either
from site_builder.tree.conditions import place_of, settle_condition
from site_builder.tree.selection_cases import describe
from tests.support.selection_trees import every_selection, met

ANSWERS = tuple(Answer(id, id) for id in "xyz")
CHOICES = {name: Question(name, "?", name, ANSWERS) for name in "ab"}
CHOICES["c"] = Question("c", "?", "c", (*ANSWERS[:2], Answer("z", "z", alone=True)), several=True)
"""To c several answers are taken, or z alone."""
EVERY = [
    dict(zip(CHOICES, values, strict=True)) for values in product(*map(every_selection, CHOICES.values()))
]


@st.composite
def conjunctions(draw: st.DrawFn) -> Conjunction:
    names = draw(st.lists(st.sampled_from("abc"), max_size=2, unique=True))
    names += draw(st.lists(st.just("c"), max_size=1))
    values = st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True).map(tuple)
    return tuple(
        (SelectionTest if name == "c" else Test)(name, draw(values), negated=draw(st.booleans()))
        for name in names
    )


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    tests = draw(conjunctions())
    either = draw(st.lists(conjunctions().filter(bool), max_size=3))
    return (*tests, AnyOf(tuple(either))) if either else tests


@given(conditions(), conditions())
def test_both_hold_where_the_one_made_of_them_holds(first: Condition, second: Condition) -> None:
    whole = conjoin(first, second)
    read = condition_from_json(condition_to_json(whole))
    assert sum(isinstance(clause, AnyOf) for clause in whole) <= 1
    for facts in EVERY:
        assert holds(whole, facts) == holds(read, facts) == (holds(first, facts) and holds(second, facts))


@given(st.lists(conjunctions(), max_size=3), st.lists(conjunctions(), max_size=3))
def test_what_is_made_of_alternatives_holds_where_they_do(
    first: list[Conjunction], second: list[Conjunction]
) -> None:
    domains = {name: list("xyz") for name in CHOICES}
    one, other = either(first, domains), either(second, domains)
    together, refuted = both(one, other, domains), against(one, domains)
    for facts in EVERY:
        assert any(met(tests, facts) for tests in one) == any(met(tests, facts) for tests in first)
        each = [any(met(tests, facts) for tests in some) for some in (first, second)]
        assert any(met(tests, facts) for tests in together) == all(each)
        assert any(met(tests, facts) for tests in refuted) != each[0], "all is answered here"


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


OF_C = list(every_selection(CHOICES["c"]))


@given(st.lists(st.sampled_from([("x",), ("y",), ("z",), ("x", "z"), ("x", "y")]), unique=True), st.data())
def test_selections_in_words_are_just_those_that_are_wanted(
    lists: list[tuple[str, ...]], data: st.DataObject
) -> None:
    def bits(selection: str) -> tuple[bool, ...]:
        return tuple(met((Test("c", values),), {"c": selection}) for values in lists)

    chosen = data.draw(
        st.lists(st.sampled_from(sorted({bits(one) for one in OF_C})), min_size=1, unique=True)
    )
    wanted = [one for one in OF_C if bits(one) in chosen]
    others = [one for one in OF_C if bits(one) not in chosen]
    told = describe("c", lists, wanted, others)
    for selection in OF_C:
        assert any(met(tests, {"c": selection}) for tests in told) == (selection in wanted)


def test_selections_are_told_by_what_they_have_and_in_the_words_of_the_guide() -> None:
    lists = [("a",), ("b",), ("a", "b")]
    assert describe("q", lists, ["a", "b", "a.b"], ["c"]) == ((Test("q", ("a", "b")),),)
    assert describe("q", lists, ["c"], ["a", "b", "a.b"]) == ((Test("q", ("a", "b"), negated=True),),)
    assert describe("q", lists, ["a.b"], ["a", "b", "c"]) == ((Test("q", ("a",)), Test("q", ("b",))),)
    assert describe("q", lists, ["a", "b", "c"], []) == ((),)
