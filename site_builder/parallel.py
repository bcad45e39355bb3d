"""The same work on many things, one process for each core."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any, NoReturn, TypeVar

from site_builder.problems import BuildError

Item = TypeVar("Item")
Shared = TypeVar("Shared")
Result = TypeVar("Result")


class Ended(BaseException):
    """This process is to end, and to tidy up on its way out.

    It is no SystemExit, which is what MkDocs raises for a faulty site, and is caught as such.
    """


_ENDED = threading.Event()


def end_by_signal(*_: object) -> NoReturn:
    """A handler of SIGTERM. Raises Ended, once: a second signal does not stop the tidying up."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _ENDED.set()
    raise Ended


def is_ended() -> bool:
    """Whether the signal came. Python drops what a handler raises while garbage is collected, so that a
    process that runs on and on has to look too."""
    return _ENDED.is_set()


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
    BuildError; then, or when this process is ended, the work on other items is ended too.
    """
    processes = min(jobs or os.cpu_count() or 1, len(items))
    fork = sys.platform == "linux" and threading.active_count() == 1
    if processes < 2 or not (fork or worth_a_start):
        for item in items:
            yield item, work(shared, item)
        return
    context = multiprocessing.get_context("fork" if fork else "spawn")
    gc.freeze()  # what was read stays: not to be looked through again in every process
    others = multiprocessing.active_children()
    with ProcessPoolExecutor(processes, context, _receive, (work, shared)) as pool:
        try:
            running = {pool.submit(_do, item): item for item in items}
            for done in as_completed(running):
                yield running[done], done.result()
        except BrokenProcessPool:
            message = "A process of the build was ended from outside; is there too little memory?"
            raise BuildError(message) from None
        except BaseException:
            if os.name == "posix":  # elsewhere they could not tidy up
                for process in set(multiprocessing.active_children()).difference(others):
                    process.terminate()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


_RECEIVED: list[Any] = []
"""In a process of the pool: the work, and what all of it shares."""
_AT_WORK = threading.Event()


def _receive(*received: Any) -> None:
    _RECEIVED[:] = received
    gc.disable()
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end(*_: object) -> None:
    if _AT_WORK.is_set():
        end_by_signal()
    os._exit(1)


def _end_with(parent: int) -> None:
    """End this process when the one that began it is gone, however that came."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _do(item: Any) -> Any:
    work, shared = _RECEIVED
    _AT_WORK.set()
    try:
        return work(shared, item)
    except Ended:
        os._exit(1)  # there may be a next item in the queue
    finally:
        _AT_WORK.clear()
