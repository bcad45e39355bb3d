"""Stand-in for task groups: the engine runs no tasks."""

__all__ = ()
