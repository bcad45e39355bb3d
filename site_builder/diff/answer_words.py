"""Sets of answers in words: tests of classes as the labels that readers know, with an example of each set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from decision_tree.model import Answer, Question, Setting, Tree
from decision_tree.periods import PERIOD, days_of, on_day, say_days
from decision_tree.selections import chosen_answers, list_labels
from decision_tree.walk import RoutingError, decide
from site_builder.diff.aligned import Renames
from site_builder.diff.diagram import OUTCOME, AnswerSet, Tests
from site_builder.diff.differences import AnswerTest, Group
from site_builder.diff.ends import EndSet
from site_builder.diff.joint_answers import JointAnswers, JointClass

FEW = 4
"""Answers of a test that are listed where those that are not meant are fewer."""


class GroupWriter:
    """Writes groups of answers for two trees, of which `aligned` is the old one in the new one's ids."""

    def __init__(
        self,
        answers: Mapping[str, JointAnswers],
        ends: Sequence[tuple[str, str]],
        aligned: Tree,
        old: Tree,
        new: Tree,
        renames: Renames,
    ) -> None:
        self.answers, self.ends, self.old, self.new = answers, ends, old, new
        self._titles = {one.id: one.title for one in (*aligned.outcomes, *new.outcomes)}
        self._names = {
            (one.question, frozenset(one.answers)): one.name for one in (*aligned.groups, *new.groups)
        }
        self._former_choices = {now: before for before, now in renames.choices.items()}
        self._former_answers = {
            name: {now: before for before, now in changed.items()}
            for name, changed in renames.answers.items()
        }

    def group(self, wanted: AnswerSet | EndSet, tests: Tests, exact: bool) -> Group:
        """The group of a set of answers that tells the wanted combinations."""
        numbers = wanted.example(tests)
        example = {
            name: self.answers[name].classes[number]
            for name, number in numbers.items()
            if name != OUTCOME
            if name in tests or not exact or isinstance(self.answers[name].choice, Question)
        }
        day = _day_of(example.pop(PERIOD)) if PERIOD in example else ""
        new = {name: one.answers[0][1] for name, one in example.items() if one.answers[0][1]}
        old = {name: one.answers[0][0] for name, one in example.items() if one.answers[0][0]}
        old = {self._former_choices.get(name, name): self._former(name, id) for name, id in old.items()}
        new, at = _walked(self.new, new, day)
        old, old_at = _walked(self.old, old, day)
        order = sorted(numbers, key=lambda name: self._is_setting(name))
        words = tuple(self._test(name, tests[name]) for name in order if name in tests)
        return Group(words, wanted.count(tests), exact, new, at, old, old_at, day)

    def _former(self, name: str, value: str) -> str:
        before = self._former_answers.get(name, {})
        return ".".join(before.get(id, id) for id in value.split("."))

    def _is_setting(self, name: str) -> bool:
        return name in self.answers and isinstance(self.answers[name].choice, Setting)

    def _test(self, name: str, bits: int) -> AnswerTest:
        if name == OUTCOME:
            last = [new or old for number, (old, new) in enumerate(self.ends) if bits >> number & 1]
            ids = tuple(dict.fromkeys(last))
            rest = [new or old for number, (old, new) in enumerate(self.ends) if not bits >> number & 1]
            if len(ids) > FEW and len(rest) <= len(ids) // 2:
                return AnswerTest(
                    name, "outcome", tuple(rest), f"outcome: not {' or '.join(rest)}", is_rest=True
                )
            words = ids[0] if len(ids) > 1 else f"{self._titles.get(ids[0], ids[0])} ({ids[0]})"
            return AnswerTest(name, "outcome", ids, f"outcome: {' or '.join((words, *ids[1:]))}")
        joint = self.answers[name]
        choice = joint.choice
        inside = [one for number, one in enumerate(joint.classes) if bits >> number & 1]
        outside = [one for number, one in enumerate(joint.classes) if not bits >> number & 1]
        title = choice.name or choice.id
        if name == PERIOD:
            ids = tuple(one.answers[0][1] or one.answers[0][0] for one in inside)
            return AnswerTest(name, title, ids, f"{title}: {_days(inside)}")
        if not outside:
            return AnswerTest(name, title, (), f"{title}: any answer")
        if joint.lists and (found := self._lists(joint, title, inside, outside)):
            return found
        yes, no = [*self._labels(joint, inside)], [*self._labels(joint, outside)]
        ids = tuple(id for id, _ in yes)
        if named := self._names.get((name, frozenset(ids))):
            return AnswerTest(name, title, ids, f"{title}: {named}")
        if len(yes) > FEW and len(no) <= len(yes) // 2:
            listed = " or ".join(label for _, label in no)
            return AnswerTest(name, title, tuple(id for id, _ in no), f"{title}: not {listed}", is_rest=True)
        return AnswerTest(name, title, ids, f"{title}: {' or '.join(label for _, label in yes)}")

    def _lists(
        self, joint: JointAnswers, title: str, inside: list[JointClass], outside: list[JointClass]
    ) -> AnswerTest | None:
        """A test of selections as one of the lists that conditions ask about, of which any is chosen."""
        for number, values in enumerate(joint.lists):
            met = (
                [bool(one.asked >> number & 1) for one in inside],
                [bool(one.asked >> number & 1) for one in outside],
            )
            for is_rest, word in ((False, "with"), (True, "without")):
                if all(one != is_rest for one in met[0]) and all(one == is_rest for one in met[1]):
                    labels = " or ".join(self._label(joint, ("", id)) for id in values)
                    return AnswerTest(joint.choice.id, title, values, f"{title}: {word} {labels}", is_rest)
        return None

    def _labels(self, joint: JointAnswers, classes: list[JointClass]) -> Iterator[tuple[str, str]]:
        """The answers of classes with their labels, in the order of the new tree's."""
        pairs = [pair for one in classes for pair in one.answers]
        order = {answer.id: number for number, answer in enumerate(joint.choice.answers)}
        split = {new for _, new in pairs if sum(new == other for _, other in pairs) > 1}
        for pair in sorted(pairs, key=lambda pair: order.get(pair[1] or pair[0], len(order))):
            cut = sum(new == pair[1] for one in joint.classes for _, new in one.answers) > 1
            if pair[1] and cut and pair[1] in split:  # all parts of it may be meant
                parts = {old for one in joint.classes for old, new in one.answers if new == pair[1]}
                cut = parts != {old for old, new in pairs if new == pair[1]}
                if not cut and pair != next(one for one in pairs if one[1] == pair[1]):
                    continue
            label = self._label(joint, pair)
            before = self._label(joint, (pair[0], "")) if cut and all(pair) else ""
            yield pair[1] or pair[0], f"{label} (before: {before})" if before else label

    def _label(self, joint: JointAnswers, pair: tuple[str, str]) -> str:
        choice = joint.new if pair[1] and joint.new else joint.old or joint.choice
        found = chosen_answers(choice, pair[1] or pair[0])
        if not found and joint.old:
            found = chosen_answers(joint.old, pair[1] or pair[0])
        label = list_labels([answer.label for answer in found], self.new.list_pattern)
        ranges = any(isinstance(one, Question) and one.entry for one in (joint.old, joint.new))
        if joint.old and joint.new and len(found) == 1 and not ranges:
            if not _has(joint.new, found[0]):
                return f"{label} (gone)"
            if not _has(joint.old, found[0]):
                return f"{label} (new)"
        return label


def _has(choice: Question | Setting, answer: Answer) -> bool:
    return any(one.id == answer.id for one in choice.answers)


def _walked(tree: Tree, answers: Mapping[str, str], day: str) -> tuple[dict[str, str], str]:
    """The answers that count in a tree, with the settings among them, and where they lead; "" for nowhere."""
    try:
        step = decide(on_day(tree, day) if day else tree, answers)
    except RoutingError:  # a tree that is not proved
        return dict(answers), ""
    settings = {setting.id for setting in tree.settings} & answers.keys()
    return {**dict(step.path), **{name: answers[name] for name in sorted(settings)}}, step.at


def _interval(one: JointClass) -> tuple[str, str]:
    """The days of a piece of two trees' periods, "" where it is open."""
    ends = [days_of(id) for id in one.answers[0] if id]
    return max(first for first, _ in ends), min((last for _, last in ends if last), default="")


def _day_of(one: JointClass) -> str:
    first, last = _interval(one)
    return first or last


def _days(classes: list[JointClass]) -> str:
    runs: list[list[str]] = []
    for first, last in sorted(map(_interval, classes)):
        if runs and first and runs[-1][1] and _number(runs[-1][1]) + 1 >= _number(first):
            runs[-1][1] = last
        else:
            runs.append([first, last])
    return " or ".join(say_days(*run) for run in runs) or "any day"


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
