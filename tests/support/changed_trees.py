"""Random pairs of trees, and all that both do for each combination of answers, by plain enumeration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from hypothesis import strategies as st

from decision_tree.conditions import Condition, Test
from decision_tree.model import Answer, Case, Field, Item, Part, Question, Row, Setting, Table, Tree
from tests.support.selection_trees import met, selection_trees
from tests.support.trees import trees

SETTING = Setting("s", "Setting", "x", (Answer("x", "X"), Answer("y", "Y")))


@st.composite
def changed_trees(draw: st.DrawFn) -> tuple[Tree, Tree]:
    """A tree and another, which is a changed one, or one of the same questions; both show things at ends."""
    kind = selection_trees() if draw(st.booleans()) else trees(5)
    old = draw(_showing(draw(kind)))
    if draw(st.integers(0, 3)) == 0:
        new = draw(_showing(draw(kind)))
    else:
        new = draw(_showing(old)) if draw(st.booleans()) else old
        for _ in range(draw(st.integers(0, 3))):
            new = draw(_changed(new))
    if draw(st.integers(0, 4)) == 0:
        ids = [question.id for question in new.questions]
        new = _called(new, dict(zip(ids, draw(st.permutations(ids)), strict=True)))
    return old, new


@st.composite
def _showing(draw: st.DrawFn, tree: Tree) -> Tree:
    """The tree with a setting, and outcomes that show steps, fields and rows under conditions."""
    known = {one.id: [answer.id for answer in one.answers] for one in (*tree.questions, SETTING)}

    def condition() -> Condition:
        names = draw(st.lists(st.sampled_from(sorted(known)), max_size=2, unique=True))
        return tuple(
            Test(name, (draw(st.sampled_from(known[name])),), negated=draw(st.booleans())) for name in names
        )

    slow = Row("r0", "slow", (Test("s", ("x",)),), hours=draw(st.integers(1, 2)))
    rows = (slow, Row("r1", "fast", (Test("s", ("y",)),)))
    outcomes = []
    for outcome in tree.outcomes:
        items = tuple(Item(f"i{k}", draw(st.sampled_from("ab")), condition()) for k in range(2))
        asked = draw(st.sampled_from(["", *known]))
        fields = (Field("f", "Field", "", "answer", question=asked, when=condition()),) if asked else ()
        response = draw(st.sampled_from(["", "rows"]))
        parts = (Part("route", "Route", items),)
        outcomes.append(replace(outcome, parts=parts, fields=fields, response=response))
    return replace(
        tree,
        settings=(SETTING,),
        outcomes=tuple(outcomes),
        tables=(Table("rows", ("s",), rows, promise=True),),
    )


@st.composite
def _changed(draw: st.DrawFn, tree: Tree) -> Tree:
    """The tree with one change."""
    at = draw(st.integers(0, len(tree.questions) - 1))
    question = tree.questions[at]
    place = draw(st.integers(0, len(question.answers) - 1))
    answer = question.answers[place]
    match draw(
        st.sampled_from(["target", "drop", "add", "label", "text", "rename", "rename answer", "new", "alone"])
    ):
        case "target" if answer.cases:
            later = [one.id for one in (*tree.questions[at + 1 :], *tree.outcomes)]
            cases = (Case(draw(st.sampled_from(later))),)
            return _with_answer(tree, at, replace(answer, cases=cases), place)
        case "drop" if len(question.answers) > 1:
            answers = tuple(one for one in question.answers if one is not answer)
            return _with(tree, at, replace(question, answers=answers))
        case "add":
            return _with(
                tree, at, replace(question, answers=(replace(answer, id=f"{answer.id}z"), *question.answers))
            )
        case "label":
            return _with_answer(tree, at, replace(answer, label="Another label"), place)
        case "text":
            return _with(tree, at, replace(question, text="Another text?"))
        case "rename":
            new = f"{question.id}n"
            renamed = _called(tree, {question.id: new})
            was = replace(renamed.questions[at], was=(question.id, *question.was))
            return _with(renamed, at, was)
        case "rename answer":
            was = replace(answer, was=(answer.id, *answer.was))
            known = _with_answer(tree, at, was, place)
            return _called(known, {}, {question.id: {answer.id: f"{answer.id}n"}})
        case "new" if tree.questions[0].id != "fresh" and not any(
            one.id == "fresh" for one in tree.questions
        ):
            answers = (
                Answer("a0", "A0", (Case(question.id),)),
                Answer("a1", "A1", (Case(tree.outcomes[0].id),)),
            )
            fresh = Question("fresh", "Fresh?", "fresh", answers)
            changed = _led(tree, question.id, "fresh") if draw(st.booleans()) else tree
            first = "fresh" if changed.first == question.id else changed.first
            return replace(
                changed, questions=(*changed.questions[:at], fresh, *changed.questions[at:]), first=first
            )
        case "alone" if question.several:
            return _with_answer(tree, at, replace(answer, alone=not answer.alone), place)
    return tree


def _with(tree: Tree, at: int, question: Question) -> Tree:
    return replace(tree, questions=(*tree.questions[:at], question, *tree.questions[at + 1 :]))


def _with_answer(tree: Tree, at: int, answer: Answer, place: int) -> Tree:
    question = tree.questions[at]
    answers = (*question.answers[:place], answer, *question.answers[place + 1 :])
    return _with(tree, at, replace(question, answers=answers))


def _led(tree: Tree, id: str, to: str) -> Tree:
    """The tree with another question in place of one wherever something leads there."""

    def cases(found: tuple[Case, ...]) -> tuple[Case, ...]:
        return tuple(replace(case, to=to) if case.to == id else case for case in found)

    return replace(
        tree,
        questions=tuple(
            replace(
                question,
                cases=cases(question.cases),
                answers=tuple(replace(answer, cases=cases(answer.cases)) for answer in question.answers),
            )
            for question in tree.questions
        ),
    )


def _called(
    tree: Tree, names: Mapping[str, str], answers: Mapping[str, Mapping[str, str]] | None = None
) -> Tree:
    """The tree with other ids of questions, and of answers by the question's id."""
    known = answers or {}

    def when(condition: Condition) -> Condition:
        found = []
        for clause in condition:
            if isinstance(clause, Test):
                values = tuple(known.get(clause.name, {}).get(one, one) for one in clause.values)
                found.append(replace(clause, name=names.get(clause.name, clause.name), values=values))
            else:
                found.append(replace(clause, alternatives=tuple(when(one) for one in clause.alternatives)))  # type: ignore[arg-type]
        return tuple(found)

    def cases(found: tuple[Case, ...]) -> tuple[Case, ...]:
        return tuple(Case(names.get(case.to, case.to), when(case.when)) for case in found)

    return replace(
        tree,
        first=names.get(tree.first, tree.first),
        questions=tuple(
            replace(
                question,
                id=names.get(question.id, question.id),
                cases=cases(question.cases),
                answers=tuple(
                    replace(one, id=known.get(question.id, {}).get(one.id, one.id), cases=cases(one.cases))
                    for one in question.answers
                ),
            )
            for question in tree.questions
        ),
        outcomes=tuple(
            replace(
                outcome,
                parts=tuple(
                    replace(part, items=tuple(replace(item, when=when(item.when)) for item in part.items))
                    for part in outcome.parts
                ),
                fields=tuple(
                    replace(one, question=names.get(one.question, one.question), when=when(one.when))
                    for one in outcome.fields
                ),
            )
            for outcome in tree.outcomes
        ),
    )


@dataclass(frozen=True)
class Walk:
    """How far answers lead: `ends` is asks, absent, gap, overlap or outcome, and `at` the id there."""

    ends: str
    at: str
    path: Mapping[str, str]
    facts: Mapping[str, str]


def walk(tree: Tree, given: Mapping[str, str]) -> Walk:
    """Follow a tree; an answer that it does not have ends the walk."""
    facts = {one.id: given[one.id] for one in tree.settings}
    path: dict[str, str] = {}
    questions = {question.id: question for question in tree.questions}
    at = tree.first
    while at in questions:
        question = questions[at]
        if at not in given:
            return Walk("asks", at, path, facts | path)
        if not has_answer(question, given[at]):
            return Walk("absent", at, path, facts | path)
        path[at] = given[at]
        cases = question.cases or next(one for one in question.answers if one.id == given[at]).cases
        to = [case.to for case in cases if met(case.when, facts | path)]
        if len(to) != 1:
            return Walk("overlap" if to else "gap", at, path, facts | path)
        at = to[0]
    return Walk("outcome", at, path, facts | path)


def has_answer(question: Question, value: str) -> bool:
    """Whether a question takes an answer, or a selection of several."""
    ids = value.split(".")
    answers = {answer.id: answer for answer in question.answers}
    if not set(ids) <= answers.keys():
        return False
    return len(ids) == 1 or (question.several and not any(answers[id].alone for id in ids))


def every_pair(old: Tree, new: Tree) -> Iterator[tuple[dict[str, str], Walk, Walk]]:
    """Every combination of answers to what is asked in either tree, with the walks in both. In each an answer
    is given that one of them has. Ids must be the same in both."""

    def follow(given: dict[str, str]) -> Iterator[tuple[dict[str, str], Walk, Walk]]:
        walks = walk(old, given), walk(new, given)
        asked = [one.at for one in walks if one.ends == "asks"]
        if asked:
            for value in _values(old, new, asked[0]):
                yield from follow({**given, asked[0]: value})
        elif all(name == "s" or any(name in one.path for one in walks) for name in given):
            yield given, *walks

    for setting in SETTING.answers:
        yield from follow({"s": setting.id})


def _values(old: Tree, new: Tree, name: str) -> list[str]:
    questions = [one for one in (new.question(name), old.question(name)) if one]
    ids = [*dict.fromkeys(answer.id for question in questions for answer in question.answers)]
    most = len(ids) if any(question.several for question in questions) else 1
    sets = [".".join(one) for number in range(1, most + 1) for one in combinations(ids, number)]
    return [one for one in sets if any(has_answer(question, one) for question in questions)]
