"""Comparison of two trees: for every combination of answers what changed, in the fewest words.

It is made over the states of both, so a guide with a billion paths takes no longer than its states do.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

from decision_tree.model import Question, Tree
from decision_tree.periods import PERIOD
from decision_tree.states import State, StateSpace
from site_builder.diff.aligned import align
from site_builder.diff.answer_sets import Sets
from site_builder.diff.answer_words import GroupWriter
from site_builder.diff.asked_words import with_words_asked
from site_builder.diff.diagram import OUTCOME, AnswerSet, Diagram, Events, Tests
from site_builder.diff.differences import Finding, TreeDifference
from site_builder.diff.ends import Ends, EndSet
from site_builder.diff.joint_answers import join_answers
from site_builder.diff.outcome_changes import ASPECTS, Change, OutcomeComparison
from site_builder.diff.product import NEW, OLD, Position, Recorder, Stop, walk_both

MOST_WORK = 400_000
"""Nodes that are looked at for sets of answers, in so many searches; some seconds. Of more changes the
weightiest are told. It is our limit."""
LEAST_SEARCHES = 40


def compare_trees(old: Tree, new: Tree) -> TreeDifference:
    """What the new tree does differently. Neither need be proved.

    Raises CycleError, StateLimitError, SelectionLimitError and ProductLimitError.
    """
    before, renames = align(old, new)
    compared = Compared(before, new)
    writer = GroupWriter(compared.answers, (*compared.ends,), before, old, new, renames)
    found = [
        Finding(
            changes,
            wanted.combinations,
            tuple(writer.group(wanted, tests, exact) for tests in sets),
        )
        for changes, wanted, sets, exact in compared.told()
    ]
    return TreeDifference(
        combinations=compared.diagram.combinations(),
        changed=compared.diagram.where(range(len(compared.changes))).combinations,
        findings=tuple(sorted(_joined(found), key=_weight)),
        gone=tuple(_only_in(before, new)),
        new=tuple(_only_in(new, before)),
        renames=renames,
        untold=tuple(compared.untold),
        notes=tuple(compared.notes()),
    )


class Compared:
    """Two trees with the same ids, walked in step: `changes` are the events of the diagram."""

    def __init__(self, old: Tree, new: Tree) -> None:
        self.old, self.new = old, new
        spaces = StateSpace(with_words_asked(old, new)), StateSpace(with_words_asked(new, old))
        self.answers = join_answers(*spaces)
        self.changes: list[Change] = []
        self.untold: list[Change] = []
        """Those for which `told` has found no sets of answers, because there are too many."""
        self._numbers: dict[Change, int] = {}
        self._cards = OutcomeComparison(old, new)
        self._outcomes = [{one.id: one for one in tree.outcomes} for tree in (old, new)]
        self._questions = [{one.id: one for one in tree.questions} for tree in (old, new)]
        self._shown: dict[str, Events] = {}
        self.ends: dict[tuple[str, str], int] = {}
        """Where both trees end, by the classes of OUTCOME."""
        recorder = Recorder(self._at_end, self._asked, self._at_question)
        self.diagram = Diagram()
        walk_both(*spaces, self.answers, recorder, self.diagram)
        self.diagram.ways[OUTCOME] = (1,) * len(self.ends)

    def _number(self, change: Change) -> int:
        number = self._numbers.get(change)
        if number is None:
            number = self._numbers[change] = len(self.changes)
            self.changes.append(change)
        return number

    def _asked(self, which: int, name: str) -> Events:
        text = self._questions[which][name].text
        words = (text, "") if which == OLD else ("", text)
        number = self._number(Change("question", name, *words))
        self.diagram.kinds[number] = _ONLY[which]
        return (number,)

    def _at_question(self, name: str) -> Events:
        if name not in self._shown:
            old, new = self._questions[OLD][name], self._questions[NEW][name]
            self._shown[name] = tuple(map(self._number, question_changes(old, new)))
        return self._shown[name]

    def _at_end(self, old: Position, new: Position) -> tuple[int, Events, Events]:
        end = self.ends.setdefault((old.at, new.at), len(self.ends))
        stopped = tuple(kind for kind, end in ((_ONLY[NEW], old), (_ONLY[OLD], new)) if isinstance(end, Stop))
        return end, tuple(map(self._number, self._end_changes(old, new))), stopped

    def _end_changes(self, old: Position, new: Position) -> Iterator[Change]:
        absent = [isinstance(end, Stop) and end.reason == "absent" for end in (old, new)]
        if any(absent):
            if absent[OLD]:
                yield Change("answer", old.at, "", "offered")
            if absent[NEW]:
                yield Change("answer", new.at, "offered", "")
        elif isinstance(old, State) and isinstance(new, State) and old.at == new.at:
            if old.at in self._outcomes[OLD] and new.at in self._outcomes[NEW]:
                yield from self._cards.changes(old.at, dict(old.facts), dict(new.facts))
        elif (words := (self._end_words(OLD, old), self._end_words(NEW, new)))[OLD] != words[NEW]:
            yield Change("outcome", f"{old.at} -> {new.at}", *words)

    def _end_words(self, which: int, end: Position) -> str:
        if isinstance(end, Stop):
            return "nowhere" if end.reason == "gap" else "several places at once"
        outcome = self._outcomes[which].get(end.at)
        return f"{outcome.title} ({end.at})" if outcome else f"nowhere: there is no {end.at}"

    def told(self) -> Iterator[tuple[tuple[Change, ...], AnswerSet | EndSet, list[Tests], bool]]:
        """Changes that the same answers meet, with these, and the smallest sets of answers that tell them."""
        alike: dict[Hashable, list[int]] = {}
        incidence = self.diagram.incidence()
        for event, places in incidence.items():
            alike.setdefault(places, []).append(event)
        weighty = sorted(alike.values(), key=lambda events: min(map(self._weight, events)))
        ends = Ends(self.diagram)
        searches = max(LEAST_SEARCHES, MOST_WORK // len(self.diagram.nodes))
        for events in weighty:
            changes = tuple(self.changes[event] for event in sorted(events, key=self._weight))
            alike_ends = None if changes[0].aspect in _OF_WAYS else ends.met_by(incidence[events[0]])
            if alike_ends is not None:
                yield changes, alike_ends, [alike_ends.tests], True
            elif searches:
                searches -= 1
                wanted, sets, exact = self._told(events, changes)
                if sets:
                    yield changes, wanted, sets, exact
            else:
                self.untold += changes

    def _told(self, events: list[int], changes: tuple[Change, ...]) -> tuple[AnswerSet, list[Tests], bool]:
        """Those who meet changes, by their answers, or also by where they end if that takes fewer sets."""
        whole = {name: (1 << len(ways)) - 1 for name, ways in self.diagram.ways.items()}
        wanted = self.diagram.where(events)
        if not wanted.combinations:  # it is left out at all ends
            return wanted, [], True
        asked = [name for name, shown in self._shown.items() if set(events) <= set(shown)]
        if asked and wanted.is_exact(tests := {asked[0]: whole[asked[0]]}):
            return wanted, [tests], True
        untold = {one.id for one in changes if one.aspect == "question"}
        ways = [Sets(wanted, whole, untold)]
        if not any(one.aspect in _OF_WAYS for one in changes):
            ways.append(Sets(self.diagram.where(events, by_outcome=True), whole, untold))
        for way in ways:
            if (one := way.single()) is not None:
                return way.wanted, [one], True
        found = [(way, *way.smallest()) for way in ways]
        way, sets, exact = min(found, key=lambda one: (not one[2], len(one[1])))
        return way.wanted, sets, exact

    def _weight(self, event: int) -> tuple[int, int]:
        return ASPECTS.index(self.changes[event].aspect), event

    def notes(self) -> Iterator[str]:
        """What could not be compared but by names."""
        for name, joint in self.answers.items():
            if joint.by_name:
                yield f'The ranges of "{name}" have no line in common; they are compared by their names.'
        if self.untold:
            yield f"So much differs that {len(self.untold):,} changes are listed without who meets them."


_OF_WAYS = ("outcome", "answer", "question")
"""What changes of the way, so that where it ends tells nothing of it."""
_ONLY = (-1, -2)
"""The kinds of events that a question is asked in the old tree alone, and in the new one alone."""


def question_changes(old: Question, new: Question) -> Iterator[Change]:
    """What differs in how a question is asked, beside which answers it has."""
    id = new.id
    if old.several != new.several:
        words = ["takes several answers" if one.several else "takes one answer" for one in (old, new)]
        yield Change("answer", f"{id} number", *words)
    for what in ("text", "hint", "name"):
        if getattr(old, what) != getattr(new, what):
            yield Change("words", f"question {id} {what}", getattr(old, what), getattr(new, what))
    if old.help != new.help:
        texts = (" / ".join(item.text for item in one.help) for one in (old, new))
        yield Change("words", f"question {id} help", *texts)
    if old.instead != new.instead:
        texts = (" / ".join(f"{one.text} {one.detail}".strip() for one in q.instead) for q in (old, new))
        yield Change("words", f"question {id} variants", *texts)
    before = {answer.id: answer for answer in old.answers}
    for answer in new.answers:
        same = before.get(answer.id)
        if same is None:
            continue
        if same.unsure != answer.unsure:
            words = ["says not sure" if one.unsure else "says something" for one in (same, answer)]
            yield Change("answer", f"{id} {answer.id}", *words)
        texts = (
            " / ".join([one.label, one.hint, *(f"{v.text} {v.detail}" for v in one.instead)]).rstrip(" /")
            for one in (same, answer)
        )
        if (same.label, same.hint, same.instead) != (answer.label, answer.hint, answer.instead):
            yield Change("words", f"answer {id} {answer.id}", *texts)


def _joined(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings with the same groups as one."""
    found: dict[Hashable, Finding] = {}
    for one in findings:
        key = (one.combinations, tuple((group.tests, group.exact) for group in one.groups))
        before = found.get(key)
        found[key] = replace(before, changes=(*before.changes, *one.changes)) if before else one
    yield from found.values()


def _weight(finding: Finding) -> tuple[int, int]:
    return ASPECTS.index(finding.changes[0].aspect), -finding.combinations


def _only_in(tree: Tree, other: Tree) -> Iterator[tuple[str, str, str]]:
    """Questions, settings and outcomes that another tree does not have."""
    for kind, own, others in (
        ("question", tree.questions, other.questions),
        ("setting", tree.settings, other.settings),
        ("outcome", tree.outcomes, other.outcomes),
    ):
        there = {one.id for one in others}
        for one in own:
            if one.id not in there and one.id != PERIOD:
                yield (
                    kind,
                    one.id,
                    getattr(one, "text", "") or getattr(one, "title", "") or getattr(one, "name", ""),
                )
