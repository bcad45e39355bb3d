"""Answers as two trees have them: classes of those that neither tree tells apart.

A class has one answer that stands for all in each tree, "" where the tree has no such answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from decision_tree.answer_classes import MOST_SELECTIONS, SelectionLimitError, asked_lists
from decision_tree.model import Question, Setting
from decision_tree.selections import selection_id
from decision_tree.states import StateSpace
from site_builder.diff.joint_ranges import joint_ranges


@dataclass(frozen=True, slots=True)
class JointClass:
    """Answers, or selections, that are alike in both trees: `ways` of them.

    `old` and `new` stand for them in the spaces of the trees. Those to show are `answers`, all of them, or of
    selections the one with the fewest answers, each as its ids in the old and in the new tree.
    """

    old: str
    new: str
    ways: int
    answers: tuple[tuple[str, str], ...]
    asked: int = 0
    """Of selections a bit for each list of `JointAnswers.lists` of which it has an answer."""


@dataclass(frozen=True)
class JointAnswers:
    """The classes of answers to a question or setting, which `old` and `new` have, or one of them.

    `lists` are of a question that takes several answers those that conditions ask about. `by_name` says that
    ranges could not be compared but by their names.
    """

    old: Question | Setting | None
    new: Question | Setting | None
    classes: tuple[JointClass, ...]
    lists: tuple[tuple[str, ...], ...] = ()
    by_name: bool = False

    @property
    def choice(self) -> Question | Setting:
        """As the new tree has it, or else the old one."""
        found = self.new or self.old
        assert found is not None
        return found


def join_answers(old: StateSpace, new: StateSpace) -> dict[str, JointAnswers]:
    """By id the classes of answers to all questions and settings of both trees.

    Raises SelectionLimitError.
    """
    before = {one.id: one for one in old.tree.choices}
    after = {one.id: one for one in new.tree.choices}
    joiner = _Joiner(old, new)
    return {id: joiner.join(before.get(id), after.get(id)) for id in {**after, **before}}


class _Joiner:
    def __init__(self, old: StateSpace, new: StateSpace) -> None:
        self.spaces = (old, new)

    def join(self, old: Question | Setting | None, new: Question | Setting | None) -> JointAnswers:
        if _takes_several(old) or _takes_several(new):
            return self._selections(old, new)
        by_name = False
        pairs = _same_ids(old, new)
        if old and new and any("" in pair for pair in pairs):
            found = joint_ranges(old, new)
            by_name = found is None and any(isinstance(one, Question) and one.entry for one in (old, new))
            pairs = pairs if found is None else [*found]
        id = (new or old).id  # type: ignore[union-attr]
        classes: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for pair in pairs:
            alike = tuple(
                space.representative(id, answer) if answer else ""
                for space, answer in zip(self.spaces, pair, strict=True)
            )
            classes.setdefault((alike[0], alike[1]), []).append(pair)
        return JointAnswers(
            old,
            new,
            tuple(JointClass(*alike, len(found), tuple(found)) for alike, found in classes.items()),
            by_name=by_name,
        )

    def _selections(self, old: Question | Setting | None, new: Question | Setting | None) -> JointAnswers:
        """As `answer_classes` finds those of one tree: by joining those of answers."""
        choices = (old, new)
        choice = new or old
        assert choice is not None
        id = choice.id
        lists = [*dict.fromkeys(one for space in self.spaces for one in asked_lists(space.tree).get(id, {}))]
        for space, own in zip(self.spaces, choices, strict=True):
            if own and not _takes_several(own):  # one answer only, which may lead elsewhere than the others
                lists += [tuple(answer.id for answer in alike) for alike in space.classes[id]]
        answers = [*dict.fromkeys(answer.id for one in (new, old) if one for answer in one.answers)]
        bits = [sum(1 << k for k, values in enumerate(lists) if one in values) for one in answers]
        found: dict[_Key, tuple[int, _Places]] = {}
        """By what is alike, how many selections are, and the answers of the one with the fewest."""
        for place, one in enumerate(answers):
            beside = [_goes_with_others(choice, one) for choice in choices]
            alone = _Key(bits[place], beside[0], beside[1], several=False)
            added: list[tuple[_Key, int, _Places]] = [(alone, 1, (place,))]
            for key, (ways, least) in found.items():
                both = _Key(
                    key.asked | bits[place], key.old and beside[0], key.new and beside[1], several=True
                )
                added.append((both, ways, (*least, place)))
            _add(found, added)
            if len(found) > 4 * MOST_SELECTIONS:
                raise SelectionLimitError(id, len(set(bits)))
        found = {key: value for key, value in found.items() if key.several}
        singles = [
            (_Key(bits[place], _has(old, one), _has(new, one), several=True), 1, (place,))
            for place, one in enumerate(answers)
        ]
        _add(found, singles)
        first = sorted(found.items(), key=lambda item: (len(item[1][1]), item[1][1]))
        classes = [
            self._class(choices, key, ways, [answers[place] for place in least])
            for key, (ways, least) in first
        ]
        return JointAnswers(old, new, tuple(classes), lists=tuple(lists))

    def _class(
        self, choices: tuple[Question | Setting | None, ...], key: _Key, ways: int, ids: list[str]
    ) -> JointClass:
        own, alike = [], []
        for choice, space, is_there in zip(choices, self.spaces, (key.old, key.new), strict=True):
            order = [answer.id for answer in choice.answers] if choice and is_there else []
            own.append(selection_id(one for one in order if one in ids))
            alike.append(space.representative(choice.id, own[-1]) if choice and is_there else "")
        return JointClass(alike[0], alike[1], ways, ((own[0], own[1]),), key.asked)


_Places = tuple[int, ...]


class _Key(NamedTuple):
    """What is asked of a selection, whether each of the trees has it, and whether it has several answers."""

    asked: int
    old: bool
    new: bool
    several: bool


def _add(found: dict[_Key, tuple[int, _Places]], added: Iterable[tuple[_Key, int, _Places]]) -> None:
    for key, ways, least in added:
        if key.old or key.new:
            before, other = found.get(key, (0, least))
            found[key] = (before + ways, min(other, least, key=lambda places: (len(places), places)))


def _takes_several(choice: Question | Setting | None) -> bool:
    return isinstance(choice, Question) and choice.several


def _has(choice: Question | Setting | None, id: str) -> bool:
    return choice is not None and any(answer.id == id for answer in choice.answers)


def _goes_with_others(choice: Question | Setting | None, id: str) -> bool:
    """Whether an answer can be chosen beside others."""
    return (
        _takes_several(choice)
        and choice is not None
        and any(answer.id == id and not answer.alone for answer in choice.answers)
    )


def _same_ids(old: Question | Setting | None, new: Question | Setting | None) -> list[tuple[str, str]]:
    before, after = ([answer.id for answer in one.answers] if one else [] for one in (old, new))
    return [
        (one if one in before else "", one if one in after else "")
        for one in dict.fromkeys((*after, *before))
    ]
