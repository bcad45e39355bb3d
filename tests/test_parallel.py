"""The same work on many things, one process for each core."""

from __future__ import annotations

import pytest

from site_builder.parallel import side_by_side


def _square(shared: int, item: int) -> int:
    if item < 0:
        raise ValueError("negative")
    return shared + item * item


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_work_side_by_side_gives_the_same_as_one_after_another(jobs: int) -> None:
    done = dict(side_by_side(_square, 10, [1, 2, 3], jobs=jobs))
    assert done == {1: 11, 2: 14, 3: 19}
    with pytest.raises(ValueError, match="negative"):
        list(side_by_side(_square, 10, [1, -2, 3], jobs=jobs))
