"""In place of queues between tasks: nothing in a worker for one page waits for another."""

__all__ = ()
