"""Labels of answers, and names of questions: whoever chooses, or looks back at a walk, tells them apart."""

from __future__ import annotations

from collections.abc import Iterator

from decision_tree.conditions import each_test
from decision_tree.model import Answer, Question, Setting, Tree, TreeError
from decision_tree.progress import routing_space
from site_builder.guide import Content, Document
from site_builder.problems import Problem
from site_builder.tree.never import YamlPath


def label_problems(content: Content, tree: Tree) -> Iterator[Problem]:
    """Two answers to choose between with the same label, and two questions of one walk with the same name.

    `tree` has its texts in plain form, in the source locale.
    """
    document = content.documents["tree"]
    for i, setting in enumerate(tree.settings):
        yield from _same_labels(document, ("settings", i, "answers"), setting)
    for i, question in enumerate(tree.questions):
        yield from _same_labels(document, ("questions", i, "answers"), question)
    yield from _same_names(content, tree)


def _same_labels(document: Document, path: YamlPath, choice: Question | Setting) -> Iterator[Problem]:
    seen: dict[str, list[int]] = {}
    for index, answer in enumerate(choice.answers):
        alike = seen.setdefault(fold(answer.label), [])
        first = next((i for i in alike if both_offered(choice.answers[i], answer)), None)
        alike.append(index)
        if first is not None:
            place = document.place((*path, first, "label"))
            message = (
                f'the answers "{choice.answers[first].id}" ({place}) and "{answer.id}" of "{choice.id}" '
                f'have the same label, "{answer.label}"; readers could not choose'
            )
            yield document.problem((*path, index, "label"), message)


def both_offered(one: Answer, other: Answer) -> bool:
    """Whether two answers are offered on the same day."""
    periods = [set(test.values) for answer in (one, other) for test in each_test(answer.when)]
    return len(periods) < 2 or not periods[0].isdisjoint(periods[1])


def _same_names(content: Content, tree: Tree) -> Iterator[Problem]:
    """Questions that one walk can ask both; others may share a name, as no summary lists them together."""
    named: dict[str, list[int]] = {}
    for i, question in enumerate(tree.questions):
        named.setdefault(fold(question.name), []).append(i)
    alike = [indexes for indexes in named.values() if len(indexes) > 1]
    if not alike:
        return
    document = content.documents["tree"]
    asked = _asked_after(tree)
    for indexes in alike:
        for n, i in enumerate(indexes):
            for j in indexes[n + 1 :]:
                first, second = tree.questions[i], tree.questions[j]
                if second.id in asked.get(first.id, ()) or first.id in asked.get(second.id, ()):
                    message = (
                        f'the questions "{first.id}" ({document.place(("questions", i, "name"))}) and '
                        f'"{second.id}" have the same name, "{second.name}", and one walk can ask both; '
                        "name them apart"
                    )
                    yield document.problem(("questions", j, "name"), message)


def _asked_after(tree: Tree) -> dict[str, set[str]]:
    """Each question with those that a walk may ask after it; nothing of a tree that cannot be walked."""
    try:
        space = routing_space(tree)
        states = space.states
    except TreeError:
        return {}
    after: dict[str, set[str]] = {}
    ahead: dict[object, set[str]] = {}
    for state in reversed(states):
        targets = [target for move in space.moves(state) for target in move.to]
        below = set[str]().union(*(ahead[target] | {target.at} for target in targets))
        ahead[state] = below
        after.setdefault(state.at, set()).update(below)
    return after


def fold(text: str) -> str:
    """A text as readers compare it: without differences of spaces and capitals."""
    return " ".join(text.split()).casefold()
