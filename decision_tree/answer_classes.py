"""Classes of answers: those to one question that lead to the same and that no condition tells apart.

What holds after one answer of a class holds after each of them. So states need one for all, and their number
grows with what conditions ask about, however many answers a question has. The same goes for selections, of
which a question with many answers has more than anybody could list: a test asks whether one of its answers is
chosen, so what holds of a selection is what holds of any of its answers, and classes are found by joining
those of answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from decision_tree.conditions import Condition, chosen, each_test
from decision_tree.model import Answer, Item, Outcome, Question, Table, Tree, TreeError
from decision_tree.selections import selection_id

MOST_SELECTIONS = 4_096
"""Classes of selections of one question: as many as twelve answers make that conditions tell apart. It is our
limit."""

AnswerClass = tuple[Answer, ...]
"""Answers in their question's order; the first one stands for all. Of selections it has that one alone."""

Marks = Mapping[str, Mapping[str, int]]
"""By question and answer a bit for each list of answers in a tree's tests that has the answer."""


class SelectionLimitError(TreeError):
    """Conditions tell more than MOST_SELECTIONS selections of a `question` apart."""

    def __init__(self, question: str, asked: int) -> None:
        super().__init__(
            f'"{question}" takes several answers, of which conditions tell more than {MOST_SELECTIONS:,} '
            f"combinations apart: they ask about {asked} answers or groups of alike ones; ask about fewer"
        )
        self.question = question


@dataclass(frozen=True, slots=True)
class Selection(Answer):
    """A selection that stands for all that are alike; `ways` is their number."""

    ways: int = 1


def size(alike: AnswerClass) -> int:
    """How many answers, or selections, are in a class."""
    first = alike[0]
    return first.ways if isinstance(first, Selection) else len(alike)


def answer_classes(tree: Tree, marks: Marks) -> dict[str, tuple[AnswerClass, ...]]:
    """By the id of each question and setting its answers in classes, in the order of their first answers.

    Raises SelectionLimitError.
    """
    found: dict[str, tuple[AnswerClass, ...]] = {}
    for choice in tree.choices:
        asked = marks.get(choice.id, {})
        if isinstance(choice, Question) and choice.several:
            found[choice.id] = tuple((one,) for one in _selections(choice, asked).values())
            continue
        classes: dict[object, list[Answer]] = {}
        for answer in choice.answers:
            alike = (asked.get(answer.id, 0), answer.unsure, answer.cases, answer.when)
            classes.setdefault(alike, []).append(answer)
        found[choice.id] = tuple(map(tuple, classes.values()))
    return found


def _selections(question: Question, asked: Mapping[str, int]) -> dict[int, Selection]:
    """The classes of selections by what is asked of them: the bits of all that is chosen.

    Each has the selection with the fewest answers, the first of those.
    """
    alike: dict[int, list[int]] = {}
    for place, answer in enumerate(question.answers):
        if not answer.alone:
            alike.setdefault(asked.get(answer.id, 0), []).append(place)
    told = len(alike.keys() - {0})
    found: dict[int, tuple[int, tuple[int, ...]]] = {}
    """By the bits how many selections have them, and the places of the answers of the first."""
    for bits, places in alike.items():
        some = 2 ** len(places) - 1
        added: list[tuple[int, int, tuple[int, ...]]] = [(bits, some, (places[0],))]
        for before, (ways, least) in found.items():
            added.append((before | bits, ways * some, tuple(sorted((*least, places[0])))))
        _add(found, added, question.id, told)
    alone = [(place, answer) for place, answer in enumerate(question.answers) if answer.alone]
    _add(found, [(asked.get(answer.id, 0), 1, (place,)) for place, answer in alone], question.id, told)
    ids = [answer.id for answer in question.answers]
    labels = {answer.id: answer.label for answer in question.answers}
    first_in_order = sorted(found.items(), key=lambda item: (len(item[1][1]), item[1][1]))
    made = {}
    for bits, (ways, least) in first_in_order:
        chosen_ids = [ids[place] for place in least]
        label = ", ".join(labels[id] for id in chosen_ids)
        made[bits] = Selection(selection_id(chosen_ids), label, question.cases, ways=ways)
    return made


def _add(
    found: dict[int, tuple[int, tuple[int, ...]]],
    added: Iterable[tuple[int, int, tuple[int, ...]]],
    question: str,
    asked: int,
) -> None:
    for bits, ways, least in added:
        before, other = found.get(bits, (0, least))
        found[bits] = (before + ways, min(other, least, key=lambda places: (len(places), places)))
    if len(found) > MOST_SELECTIONS:
        raise SelectionLimitError(question, asked)


def bits_of(asked: Mapping[str, int], value: str) -> int:
    """What is asked of an answer or a selection, as the bits of all that it chooses."""
    found = 0
    for id in chosen(value):
        found |= asked.get(id, 0)
    return found


def asked_lists(tree: Tree) -> dict[str, dict[tuple[str, ...], None]]:
    """By question and setting the lists of answers in the tests of a tree, each once."""
    lists: dict[str, dict[tuple[str, ...], None]] = {}
    for condition in _conditions(tree):
        for test in each_test(condition):
            lists.setdefault(test.name, {})[test.values] = None
    return lists


def mark_answers(tree: Tree) -> Marks:
    """The marks of a tree's answers."""
    found: dict[str, dict[str, int]] = {}
    for name, all_values in asked_lists(tree).items():
        bits = found.setdefault(name, {})
        for number, values in enumerate(all_values):
            for value in set(values):
                bits[value] = bits.get(value, 0) | 1 << number
    return found


def _conditions(tree: Tree) -> Iterator[Condition]:
    for question in tree.questions:
        for answer in question.answers:
            yield answer.when
        for case in question.all_cases:
            yield case.when
    for outcome in tree.outcomes:
        yield from outcome_conditions(outcome)
    for table in tree.tables:
        yield from table_conditions(table)


def outcome_conditions(outcome: Outcome) -> Iterator[Condition]:
    """The conditions of an outcome, its parts, fields and addresses, without those of its tables."""
    yield outcome.when
    for field in outcome.fields:
        yield from (field.when, field.address_when)
    for address in outcome.conditional_addresses:
        yield address.when
    for part in outcome.parts:
        yield from _item_conditions(part.items)


def table_conditions(table: Table) -> Iterator[Condition]:
    """The conditions of a table's rows and notes."""
    for row in table.rows:
        yield row.when
    yield from _item_conditions(table.notes)


def _item_conditions(items: Iterable[Item]) -> Iterator[Condition]:
    for item in items:
        yield item.when
        yield from _item_conditions(item.points)
