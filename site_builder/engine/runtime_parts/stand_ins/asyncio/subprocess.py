"""In place of child processes: a browser has none."""

__all__ = ()
