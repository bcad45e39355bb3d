"""The smallest sets of answers that tell a set of combinations: a few tests of answers each, none needless.

Each set is tests of which all must hold. All combinations that meet one are in the wanted set, and each of
the wanted ones meets one of them. Finding the least is hard; this is greedy, and never wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations, islice

from site_builder.diff.diagram import AnswerSet, Tests

MOST_SETS = 24
"""Sets that are looked for; what is told by more has one that holds for more than it should."""
MOST_PAIRS = 60
MOST_SPLITS = 6


def _informative(values: Tests, whole: Mapping[str, int]) -> dict[str, int]:
    return {name: answers for name, answers in values.items() if answers != whole[name]}


class Sets:
    """The search for the smallest sets that tell a wanted one.

    `whole` are by question all classes of its answers. That a question of `untold` is asked tells nothing.
    """

    def __init__(self, wanted: AnswerSet, whole: Mapping[str, int], untold: Collection[str]) -> None:
        self.wanted, self.whole, self.untold = wanted, whole, untold
        self.found = 0

    def _common(self, given: Tests) -> Tests:
        """The answers that the wanted combinations which meet tests have in common."""
        values = self.wanted.survey(given).values
        return {
            name: answers
            for name, answers in values.items()
            if name not in self.untold or answers != self.whole[name]
        }

    def single(self) -> Tests | None:
        """The one set that tells it, if there is one."""
        values = self._common({})
        return self._least(values) if self.wanted.is_exact(values) else None

    def smallest(self) -> tuple[list[Tests], bool]:
        """The sets, and whether they are exact; else there is one, and other combinations meet it too."""
        found = self._sets({})
        if found is None:
            return [_informative(self.wanted.survey({}).values, self.whole)], False
        return _without_needless(self.wanted, found), True

    def _sets(self, given: Tests) -> list[Tests] | None:
        """The sets of the part of the wanted set that meets tests; None where they are too many."""
        values = self._common(given)
        if self.wanted.is_exact(values):
            self.found += 1
            return [self._least(values)] if self.found <= MOST_SETS else None
        pieces = min(self._splits(given), key=lambda pieces: (pieces[0], len(pieces[1])))[1]
        found: list[Tests] = []
        for tests in pieces:
            more = self._sets(tests)
            if more is None:
                return None
            found += more
        return found

    def _least(self, values: Tests) -> Tests:
        """As few of exact tests as are exact still."""
        exact = self.wanted.is_exact
        if exact({}):
            return {}
        tests = _informative(values, self.whole)
        if not exact(tests):  # that a question is asked at all says something, too
            tests = dict(values)
        order = sorted(tests, key=lambda name: self._share(name, tests[name]), reverse=True)
        for name in order:
            if tests.keys() != {name} and exact(fewer := {one: tests[one] for one in tests if one != name}):
                tests = fewer
        for size in range(1, min(len(tests), 3)):
            least_first = combinations(reversed(order), size)
            for names in islice(least_first, MOST_PAIRS):
                if exact(few := {name: values[name] for name in sorted(names, key=order.index)}):
                    return few
        return tests

    def _share(self, name: str, answers: int) -> float:
        return self.wanted.size(name, answers) / self.wanted.size(name, self.whole[name])

    def _splits(self, given: Tests) -> Iterator[tuple[int, list[Tests]]]:
        """Ways to cut the wanted set by the answers to one question: how many pieces are not told by what
        they have in common, and the pieces."""
        values = self.wanted.survey(given).values
        several = [name for name, answers in values.items() if answers & (answers - 1)]
        for name in several[:MOST_SPLITS]:
            alike: dict[tuple[tuple[str, int], ...], int] = {}
            rest = values[name]
            while rest:
                bit = rest & -rest
                rest ^= bit
                there = self._common({**given, name: bit})
                key = tuple(sorted((one, answers) for one, answers in there.items() if one != name))
                alike[key] = alike.get(key, 0) | bit
            pieces: list[Tests]
            if len(alike) == 1:  # they differ further on: each by itself
                pieces = [
                    {**given, name: 1 << k} for k in range(values[name].bit_length()) if values[name] >> k & 1
                ]
            else:
                pieces = [{**given, name: bits} for bits in alike.values()]
            left = sum(not self.wanted.is_exact(self._common(one)) for one in pieces)
            yield left, pieces


def _without_needless(wanted: AnswerSet, sets: list[Tests]) -> list[Tests]:
    """The sets, those that differ in the answers to one question as one, without what others have."""
    merged = True
    while merged:
        merged = False
        for one, other in combinations(sets, 2):
            if one.keys() != other.keys():
                continue
            differing = [name for name in one if one[name] != other[name]]
            if len(differing) <= 1:
                both = {name: answers | other[name] for name, answers in one.items()}
                sets = [both, *(rest for rest in sets if rest is not one and rest is not other)]
                merged = True
                break
    kept = [one for one in sets if not any(_has_all(other, one) for other in sets if other is not one)]
    return sorted(kept, key=lambda tests: (-wanted.count(tests), len(tests)))


def _has_all(larger: Tests, smaller: Tests) -> bool:
    """Whether all that meet the second tests meet the first."""
    return all(name in smaller and not smaller[name] & ~answers for name, answers in larger.items())
