"""The same work on many things, one process for each core."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Item = TypeVar("Item")
Shared = TypeVar("Shared")
Result = TypeVar("Result")


class ParallelError(Exception):
    """A process was ended from outside; the message is one sentence."""


def side_by_side(
    work: Callable[[Shared, Item], Result],
    shared: Shared,
    items: Sequence[Item],
    *,
    jobs: int | None = None,
    worth_a_start: bool = True,
) -> Iterator[tuple[Item, Result]]:
    """Yield each item with the result of `work(shared, item)`, in the order in which they are done.

    `jobs` is the number of processes (one for each core). A fork is there at once and has all that was read,
    but is not safe beside other threads; a fresh process takes a second, and is used only when the work is
    `worth_a_start`. Otherwise, and for one item, all is done here. Raises what `work` raises, and
    ParallelError.
    """
    processes = min(jobs or os.cpu_count() or 1, len(items))
    fork = sys.platform == "linux" and threading.active_count() == 1
    if processes < 2 or not (fork or worth_a_start):
        for item in items:
            yield item, work(shared, item)
        return
    context = multiprocessing.get_context("fork" if fork else "spawn")
    gc.freeze()  # what was read stays: not to be looked through again in every process
    with ProcessPoolExecutor(processes, context, _receive, (work, shared)) as pool:
        running = {pool.submit(_do, item): item for item in items}
        try:
            for done in as_completed(running):
                yield running[done], done.result()
        except BrokenProcessPool:
            message = "A process of the build was ended from outside; is there too little memory?"
            raise ParallelError(message) from None
        finally:
            pool.shutdown(cancel_futures=True)


_RECEIVED: list[Any] = []
"""In a process of the pool: the work, and what all of it shares."""


def _receive(*received: Any) -> None:
    _RECEIVED[:] = received
    gc.disable()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process when the one that began it is gone, however that came."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _do(item: Any) -> Any:
    work, shared = _RECEIVED
    return work(shared, item)
