"""Stand-in for queues between tasks: the engine runs no tasks."""

__all__ = ()
