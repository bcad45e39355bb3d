"""Periods in the engine: answers that are offered on some days, and receipts that know their time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.conditions import Test
from decision_tree.faults import find_faults
from decision_tree.json_form import dump_tree
from decision_tree.messages import Session
from decision_tree.model import Answer, Case, Question, Setting, Tree
from decision_tree.periods import PERIOD, days_of, in_period, on_day, period_id, say_days
from decision_tree.receipt import receipt, replay
from decision_tree.states import StateSpace
from decision_tree.walk import Notice, decide, offered_answers
from decision_tree.why import changes
from decision_tree.words import PERIOD_WORDS
from site_builder.guide.periods import Days, find_periods, within
from site_builder.tree.counting import count
from site_builder.tree.sections import Section, make_question_sections
from tests.support.trees import every_path, make_tree, trees

OLD, NEW = "until-2026-12-31", "from-2027-01-01"


def dated(tree: Tree, days: dict[tuple[str, str], Days]) -> Tree:
    """The tree with answers, by question and id, that are offered on some days only."""
    periods = find_periods(days.values())
    answers = tuple(Answer(id, id) for id in periods)
    questions = tuple(
        replace(
            question,
            answers=tuple(
                replace(one, when=within(days.get((question.id, one.id), ("", "")), periods))
                for one in question.answers
            ),
        )
        for question in tree.questions
    )
    settings = (Setting(PERIOD, "Date", periods[-1], answers),) if periods else ()
    return replace(tree, questions=questions, settings=settings)


def moved() -> Tree:
    """A question with an answer until a day and another one from the next day on."""
    answers = tuple(Answer(id, id, (Case(to),)) for id, to in (("old", "a"), ("new", "b"), ("any", "a")))
    tree = make_tree([Question("q", "Question?", "q", answers)], ["a", "b"])
    return dated(tree, {("q", "old"): ("", "2026-12-31"), ("q", "new"): ("2027-01-01", "")})


def test_an_answer_is_offered_on_its_days_and_asked_for_again_on_others() -> None:
    for day, offered in (("2026-12-31", ["old", "any"]), ("2027-01-01", ["new", "any"])):
        tree = on_day(moved(), day)
        (question,) = tree.questions
        assert [one.id for one in offered_answers(question, decide(tree, {}).facts)] == offered
    step = decide(tree, {"q": "old"})
    assert step.at == "q" and not step.unused_answers
    assert step.notices == (Notice("not-offered", "q", "old"),)


def test_nobody_chooses_the_period() -> None:
    tree = on_day(moved(), "2027-01-01")
    step = decide(tree, {PERIOD: OLD, "q": "old"})
    assert dict(step.settings) == {PERIOD: NEW} and step.at == "q"
    assert [notice.code for notice in step.notices] == ["unknown-question", "not-offered"]


def test_what_would_change_an_outcome_is_what_is_offered() -> None:
    tree = on_day(moved(), "2026-05-01")
    space = StateSpace(tree)
    assert changes(space, decide(tree, {"q": "old"})) == ()
    later = on_day(tree, "2027-05-01")
    found = changes(StateSpace(later), decide(later, {"q": "any"}))
    assert [one.answer for one in found] == ["new"]


def test_a_receipt_says_that_time_has_changed_the_result() -> None:
    before, after = on_day(moved(), "2026-12-31"), on_day(moved(), "2027-01-01")
    old = receipt(before, decide(before, {"q": "old"}))
    assert replay(before, old).same and not replay(before, old).differences
    found = replay(after, old)
    assert [(one.code, one.name, one.value) for one in found.differences] == [
        ("period", OLD, NEW), ("not-offered", "q", ""),
    ]  # fmt: skip
    assert not found.same and found.step.at == "q"
    found = replay(after, receipt(before, decide(before, {"q": "any"})))
    assert found.same, "the same outcome, with a word on the time"
    assert [one.code for one in found.differences] == ["period"]
    assert replay(replace(after, settings=()), old).differences[0].code != "period"


def test_in_a_tree_without_periods_a_receipt_is_as_it_was() -> None:
    tree = make_tree([Question("q", "Question?", "q", (Answer("any", "any", (Case("a"),)),))], ["a"])
    assert receipt(tree, decide(tree, {"q": "any"})).startswith("1")
    assert on_day(tree, "2027-01-01") is tree and in_period(tree, OLD) is tree


def test_a_session_has_the_readers_day() -> None:
    tree = replace(moved(), words={**moved().words, **dict.fromkeys(PERIOD_WORDS, "")})

    def ask(session: Session, **request: object) -> dict[str, object]:
        reply: dict[str, object] = json.loads(session.handle(json.dumps({"v": 1, "id": 1, **request})))
        return reply

    session = Session()
    assert ask(session, type="load", tree=dump_tree(tree), day="2026-12-31")["type"] == "loaded"
    assert ask(session, type="decide", answers={"q": "old"})["at"] == "a"
    assert ask(session, type="decide", answers={"q": "new"})["at"] == "q"
    assert ask(session, type="load", tree=dump_tree(tree), day="tomorrow")["code"] == "day"


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (["soon"], "not a period"),
        ([OLD], "do not follow"),
        ([OLD, "from-2027-01-02"], "do not follow"),
        ([OLD, "from-2027-02-30"], "do not follow"),
        ([NEW, OLD], "do not follow"),
    ],
)
def test_a_changed_tree_with_periods_that_do_not_fit_is_refused(ids: list[str], said: str) -> None:
    setting = Setting(PERIOD, "Date", ids[0], tuple(Answer(id, id) for id in ids))
    assert any(said in fault for fault in find_faults(replace(moved(), settings=(setting,))))


def test_an_answer_may_ask_for_periods_alone() -> None:
    (question,) = moved().questions
    odd = replace(question.answers[0], when=(Test("q", ("old",)),))
    tree = replace(moved(), questions=(replace(question, answers=(odd,)),))
    assert any("nothing else" in fault for fault in find_faults(tree))


def test_ids_of_periods_say_their_days() -> None:
    for first, last in (("", "2026-12-31"), ("2027-01-01", ""), ("2027-01-01", "2027-01-01")):
        assert days_of(period_id(first, last)) == (first, last)
    assert say_days("2027-01-01", "2027-02-01") == "from 2027-01-01 until 2027-02-01"
    for id in ("", "from-x", "2027-01-01", "until-2027-01-01-"):
        with pytest.raises(ValueError, match="is not a period"):
            days_of(id)


FIRST = date(2026, 12, 29)
POOL = [(FIRST + timedelta(days=n)).isoformat() for n in range(6)]


@st.composite
def some_days(draw: st.DrawFn) -> Days:
    first, last = sorted((draw(st.sampled_from(POOL)), draw(st.sampled_from(POOL))))
    return (first if draw(st.booleans()) else "", last if draw(st.booleans()) else "")


@given(trees(most_questions=4), st.data())
def test_all_periods_together_are_what_brute_force_finds_day_by_day(base: Tree, data: st.DataObject) -> None:
    pairs = [(question.id, one.id) for question in base.questions for one in question.answers]
    chosen = data.draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True, max_size=4))
    days = {pair: data.draw(some_days()) for pair in chosen}
    tree = dated(base, days)
    if not tree.settings:
        return
    space = StateSpace(tree)
    alike = {same[0].id: {one.id for one in same} for same in space.classes[PERIOD]}
    stuck: set[str] = set()
    for state in space.states:
        if tree.question(state.at) and not space.moves(state):
            stuck |= alike[dict(state.facts)[PERIOD]]
    expected: set[str] = set()
    (setting,) = tree.settings
    met: dict[str, set[tuple[frozenset[tuple[str, str]], str]]] = {}
    for number in range(-1, len(POOL) + 1):
        day = (FIRST + timedelta(days=number)).isoformat()
        bare = _without(base, {pair for pair, ends in days.items() if not _on(ends, day)})
        paths = {(frozenset(answers.items()), outcome) for answers, outcome in every_path(bare)}
        here = on_day(tree, day)
        period = here.settings[0].default
        assert met.setdefault(period, paths) == paths, "the same holds on all days of a period"
        assert all(decide(here, dict(answers)).at == outcome for answers, outcome in paths)
        if any(not question.answers for question in _asked(bare)):
            expected.add(period)
    assert stuck == expected
    assert set(met) == {one.id for one in setting.answers}
    if not stuck:
        assert count(space).combinations == sum(map(len, met.values()))
        links = {one.anchor: one for one in make_question_sections(space)}
        for paths in met.values():
            for answers, outcome in paths:
                assert _followed(links, tree.first, dict(answers)) == outcome


def _on(days: Days, day: str) -> bool:
    return days[0] <= day and (not days[1] or day <= days[1])


def _without(tree: Tree, gone: set[tuple[str, str]]) -> Tree:
    questions = tuple(
        replace(one, answers=tuple(a for a in one.answers if (one.id, a.id) not in gone))
        for one in tree.questions
    )
    return replace(tree, questions=questions)


def _asked(tree: Tree) -> list[Question]:
    """The questions that some way asks."""
    space = StateSpace(tree)
    return [question for state in space.states if (question := tree.question(state.at))]


def _followed(links: Mapping[str, Section], at: str, answers: dict[str, str]) -> str:
    """Where the links of a page without scripts lead with these answers."""
    while section := links.get(at):
        at = section.links[answers[section.question]]
    return at
