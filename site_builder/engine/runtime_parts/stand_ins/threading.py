"""Stand-in for threads: a worker of a browser has one. Its locks are those of Python itself."""

from _thread import RLock, allocate_lock, get_ident  # noqa: F401
from _thread import _local as local  # noqa: F401

Lock = allocate_lock


class Thread:
    name = "MainThread"
    daemon = False


_MAIN = Thread()


def current_thread():
    return _MAIN


main_thread = current_thread
