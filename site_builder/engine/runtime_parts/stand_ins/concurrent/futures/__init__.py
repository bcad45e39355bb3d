"""Stand-in for pools of threads and processes: a browser has none. asyncio compares with these names."""

FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"


class Error(Exception):
    pass


class CancelledError(Error):
    pass


class InvalidStateError(Error):
    pass


class Executor:
    pass


class ThreadPoolExecutor(Executor):
    pass


class Future:
    pass


TimeoutError = TimeoutError
