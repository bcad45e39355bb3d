"""Stand-in for graphs of waiting tasks: the engine runs no tasks."""

__all__ = ()
