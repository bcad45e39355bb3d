"""The same work on many things, one process for each core."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from site_builder.parallel import side_by_side
from tests.support.guide_copies import ROOT


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


GONE = """
import os, signal
from site_builder.parallel import end_by_signal, is_ended

class Gone:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        print("not reached")

signal.signal(signal.SIGTERM, end_by_signal)
Gone()
print(is_ended())
"""


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_signal_that_comes_while_garbage_is_collected_is_remembered() -> None:
    """Python drops the exception there."""
    done = subprocess.run([sys.executable, "-c", GONE], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "True\n")
    assert "Ended" in done.stderr
