"""Stand-in for the event loop for sockets and processes: in a browser the loop is Pyodide's own."""

from . import base_events, events

__all__ = ("EventLoop", "SelectorEventLoop")


class SelectorEventLoop(base_events.BaseEventLoop):
    pass


EventLoop = SelectorEventLoop


class _DefaultEventLoopPolicy(events._BaseDefaultEventLoopPolicy):
    _loop_factory = SelectorEventLoop
