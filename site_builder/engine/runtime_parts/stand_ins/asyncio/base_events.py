"""Stand-in for the event loop over sockets and threads: in a browser the loop is Pyodide's own."""

from . import events

__all__ = ("BaseEventLoop", "Server")


class BaseEventLoop(events.AbstractEventLoop):
    pass


class Server(events.AbstractServer):
    pass
