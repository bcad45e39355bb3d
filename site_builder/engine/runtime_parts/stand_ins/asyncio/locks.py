"""Stand-in for locks between tasks: the engine has no tasks."""

__all__ = ()
