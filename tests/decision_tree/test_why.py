from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.card_json import card_json
from decision_tree.conclusions import concluded
from decision_tree.conditions import Test
from decision_tree.model import Answer, Case, Conclusion, ConclusionValue, Group, Question, Tree
from decision_tree.states import StateSpace
from decision_tree.tables import response_row
from decision_tree.walk import decide
from decision_tree.why import End, changes, doubt, possible
from tests.support.trees import every_path, make_tree, trees

REQUEST = {
    "product": "office-365", "kind": "request",
    "partner": "direct", "role": "global-admin", "access": "yes",
}  # fmt: skip


@pytest.fixture(scope="module")
def space(tree: Tree) -> StateSpace:
    return StateSpace(tree)


@given(trees(), st.data())
def test_what_is_still_possible_is_what_the_paths_with_these_answers_reach(
    tree: Tree, data: st.DataObject
) -> None:
    paths = list(every_path(tree))
    answers, _ = data.draw(st.sampled_from(paths))
    kept = {name: answers[name] for name in answers if data.draw(st.booleans())}
    expected = {
        outcome
        for path, outcome in paths
        if all(kept.get(name, value) == value for name, value in path.items())
    }
    assert {end.outcome for end in possible(StateSpace(tree), kept)} == expected


@given(trees(), st.data())
def test_every_change_of_one_answer_that_leads_elsewhere_is_found_and_no_other(
    tree: Tree, data: st.DataObject
) -> None:
    paths = list(every_path(tree))
    answers, here = data.draw(st.sampled_from(paths))
    found = {
        (one.name, one.answer): {end.outcome for end in one.ends}
        for one in changes(StateSpace(tree), decide(tree, answers))
    }
    for name, given_answer in answers.items():
        question = tree.question(name)
        assert question is not None
        for answer in question.answers:
            if answer.id == given_answer:
                continue
            changed = {**answers, name: answer.id}
            reached = {o for path, o in paths if all(changed.get(n, v) == v for n, v in path.items())}
            assert found.get((name, answer.id), {here}) == reached


def test_a_change_of_the_response_time_comes_first(space: StateSpace) -> None:
    step = decide(space.tree, {**REQUEST, "language": "local"})
    first = changes(space, step)[0]
    assert first.ends[0].outcome == step.at
    english = next(one for one in changes(space, step) if one.name == "language")
    assert english.ends == (End("microsoft-365", "request-english"),)
    names = [one.asks == "" for one in changes(space, step)]
    assert names == sorted(names, reverse=True), "what needs no further answer comes before what does"


def test_a_change_that_needs_more_answers_says_what_is_asked_and_where_it_may_lead(space: StateSpace) -> None:
    found = next(
        one
        for one in changes(space, decide(space.tree, REQUEST))
        if (one.name, one.answer) == ("kind", "moderate")
    )
    assert found.asks == "progress-criteria"
    assert {end.row for end in found.ends} == {"break-fix-moderate-english", ""}
    assert {"microsoft-365", "keep", "check-health"} <= {end.outcome for end in found.ends}


def test_the_settings_are_changed_only_where_they_lead_elsewhere(space: StateSpace) -> None:
    assert "cloud" not in {one.name for one in changes(space, decide(space.tree, REQUEST))}


def test_without_doubt_there_is_nothing_to_say_about_it(space: StateSpace) -> None:
    assert doubt(space, decide(space.tree, REQUEST)) is None


def test_doubt_tells_what_stays_the_same_and_what_each_answer_would_lead_to(space: StateSpace) -> None:
    tree = space.tree
    critical = {
        "product": "azure", "kind": "critical",
        "progress": "tried", "partner": "direct", "azure-role": "global-admin", "azure-access": "unsure",
    }  # fmt: skip
    found = doubt(space, decide(tree, critical))
    assert found is not None
    assert {end.outcome for end in found.ends} == {"azure", "azure-domain", "rights-removed"}
    assert found.portal == "Partner Center"
    assert {end.row == "" for end in found.ends} == {True, False}, "one of them promises nothing"
    (unsure,) = found.unsure
    led = {change.answer: {end.outcome for end in change.ends} for change in unsure.answers}
    assert led == {
        "yes": {"azure"}, "no": {"azure-domain"}, "removed": {"rights-removed"},
    }  # fmt: skip


def test_several_doubts_are_taken_together(space: StateSpace) -> None:
    tree = space.tree
    answers = {
        **REQUEST, "product": "dynamics-365", "kind": "moderate", "progress-criteria": "unsure",
        "agreement": "unsure",
    }  # fmt: skip
    found = doubt(space, decide(tree, answers))
    assert found is not None
    assert [unsure.question for unsure in found.unsure] == ["progress-criteria", "agreement"]
    assert {"keep", "dynamics-365", "dynamics-agreement"} <= {end.outcome for end in found.ends}


@given(trees(), st.data())
def test_doubt_names_the_outcomes_of_every_real_answer(tree: Tree, data: st.DataObject) -> None:
    """Any answer may be the one that says "I'm not sure"; possible is then what the others lead to."""
    answers, _ = data.draw(st.sampled_from(list(every_path(tree))))
    name = data.draw(st.sampled_from(list(answers)))
    unsure = tuple(
        replace(
            q, answers=tuple(replace(a, unsure=q.id == name and a.id == answers[name]) for a in q.answers)
        )
        for q in tree.questions
    )
    doubtful = replace(tree, questions=unsure)
    question = doubtful.question(name)
    assert question is not None
    if len(question.answers) < 2:
        return
    found = doubt(StateSpace(doubtful), decide(doubtful, answers))
    assert found is not None
    paths = list(every_path(tree))
    expected = {
        outcome
        for path, outcome in paths
        if path.get(name) != answers[name]
        and all(answers[n] == v for n, v in path.items() if n in answers and n != name)
    }
    assert {end.outcome for end in found.ends} == expected


def test_an_end_has_the_row_that_is_promised_there(space: StateSpace) -> None:
    step = decide(space.tree, REQUEST)
    (end,) = possible(space, REQUEST)
    outcome = space.tree.outcome(step.at)
    row = response_row(space.tree, outcome, step.facts) if outcome else None
    assert row is not None and end.row == row.id


def test_of_answers_in_a_group_that_lead_to_the_same_there_is_one_change() -> None:
    ids = ("nl", "de", "us", "jp")
    cases = (
        Case("here", (Test("country", ("nl", "de")),)),
        Case("there", (Test("country", ("nl", "de"), negated=True),)),
    )
    country = Question("country", "?", "Country", tuple(Answer(id, id, (Case("kind"),)) for id in ids))
    kind = Question("kind", "?", "Kind", (Answer("a", "A", cases), Answer("b", "B", (Case("there"),))))
    europe = Group("europe", "country", "Europe", ("nl", "de"))
    mixed = Group("mixed", "country", "Mixed", ("de", "us"))
    tree = replace(make_tree([country, kind], ["here", "there"]), groups=(mixed, europe))

    def found(given: str) -> list[tuple[str, str]]:
        step = decide(tree, {"country": given, "kind": "a"})
        return [(one.answer, one.group) for one in changes(StateSpace(tree), step) if one.name == "country"]

    assert found("us") == [("nl", "europe")]
    assert found("nl") == [("us", ""), ("jp", "")], "the others are in no group"
    step = decide(tree, {"country": "us", "kind": "a"})
    (first, *_) = card_json(StateSpace(tree), step, 0)["changes"]
    assert (first["name"], first["answer"], first["value"]) == ("Country", "Europe", "")


def test_of_many_answers_those_that_would_change_it_stand_in_the_order_of_their_labels() -> None:
    labels = ("Zimbabwe", "Åland", "Andorra", "albania", *(f"Country {n:02}" for n in range(10)))
    here = Test("country", ("a4",))
    cases = (Case("here", (here,)), Case("there", (replace(here, negated=True),)))
    answers = tuple(Answer(f"a{n}", label, cases) for n, label in enumerate(labels))
    tree = make_tree([Question("country", "?", "Country", answers)], ["here", "there"])
    found = [change.answer for change in changes(StateSpace(tree), decide(tree, {"country": "a4"}))]
    assert (found[:3], found[-1]) == (["a1", "a3", "a2"], "a0")


def test_a_conclusion_is_said_where_it_was_asked_for_and_has_one_value() -> None:
    on, off = Test("a", ("on",)), Test("b", ("on",))
    values = (ConclusionValue("yes", "Yes", (on,)), ConclusionValue("no", "No", (off,)))
    answers = tuple(Answer(id, id, (Case("b"),)) for id in ("on", "off"))
    last = tuple(replace(answer, cases=(Case("end"),)) for answer in answers)
    tree = make_tree([Question("a", "?", "a", answers), Question("b", "?", "b", last)], ["end"])
    kinds = {"asked": Conclusion("k", "K", values, ("b",)), "elsewhere": Conclusion("l", "L", values, ("c",))}
    tree = replace(tree, conclusions=(*kinds.values(), replace(kinds["asked"], name="")))

    def said(**given: str) -> list[tuple[str, str]]:
        return [(one.name, value.name) for one, value in concluded(tree, decide(tree, given))]

    assert said() == said(a="off") == [], "b is not reached, or too little is answered"
    assert said(a="on") == said(a="on", b="off") == [("K", "Yes")]
    assert said(a="off", b="on") == [("K", "No")]
    assert said(a="on", b="on") == [], "both values hold, and neither is said"
