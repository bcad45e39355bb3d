"""Selections in few words: conditions that hold with some selections of a question, and with none of others.

A page without scripts says with them which link to follow. Each test is one that the guide asks, so what a
reader compares is what the writer wrote.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from decision_tree.conditions import Conjunction, Test, is_chosen

_Values = tuple[str, ...]
_Bits = tuple[bool, ...]
"""Of a selection for each list of answers whether it has one of them."""
_Cube = tuple[bool | None, ...]
"""What is asked of each list, None where it does not matter."""


def describe(
    name: str, lists: Sequence[_Values], wanted: Collection[str], others: Collection[str]
) -> tuple[Conjunction, ...]:
    """Conjunctions of which one or more hold with each wanted selection of a question, and none with another.

    `lists` are those of the tests that tell the selections apart.
    """
    by_length = sorted({frozenset(values): values for values in lists}.values(), key=len)
    found = [_described(name, order, wanted, others) for order in (by_length, by_length[::-1])]
    return min(found, key=lambda told: (len(told), sum(len(test.values) for tests in told for test in tests)))


def _described(
    name: str, lists: Sequence[_Values], wanted: Collection[str], others: Collection[str]
) -> tuple[Conjunction, ...]:
    """The same, rather by the first of the lists than by the last."""
    for values in reversed(lists):
        fewer = [one for one in lists if one != values]
        if not _bits(wanted, fewer) & _bits(others, fewer):
            lists = fewer
    inside, outside = sorted(_bits(wanted, lists), key=_sparse), _bits(others, lists)
    cubes: list[_Cube] = []
    for one in inside:
        if not any(_fits(cube, one) for cube in cubes):
            cubes.append(_widest(one, outside))
    for cube in list(cubes):
        rest = [other for other in cubes if other != cube]
        if all(any(_fits(other, one) for other in rest) for one in inside):
            cubes = rest
    return tuple(_conjunction(name, lists, cube) for cube in cubes)


def _bits(ids: Collection[str], lists: Sequence[_Values]) -> set[_Bits]:
    return {tuple(is_chosen(id, values) for values in lists) for id in ids}


def _sparse(bits: _Bits) -> tuple[int, _Bits]:
    """Selections that have less come first."""
    return sum(bits), bits


def _fits(cube: _Cube, bits: _Bits) -> bool:
    return all(asked is None or asked == bit for asked, bit in zip(cube, bits, strict=True))


def _widest(bits: _Bits, outside: Collection[_Bits]) -> _Cube:
    """What must be asked to tell a selection from those outside; rather what it has than what it lacks."""
    cube: list[bool | None] = list(bits)
    for index in sorted(range(len(bits)), key=lambda index: bits[index]):
        cube[index] = None
        if any(_fits(tuple(cube), other) for other in outside):
            cube[index] = bits[index]
    return tuple(cube)


def _conjunction(name: str, lists: Sequence[_Values], cube: _Cube) -> Conjunction:
    tests = [Test(name, values) for values, asked in zip(lists, cube, strict=True) if asked]
    none = [values for values, asked in zip(lists, cube, strict=True) if asked is False]
    excluded = tuple(dict.fromkeys(value for values in none for value in values))
    return (*tests, Test(name, excluded, negated=True)) if excluded else tuple(tests)
