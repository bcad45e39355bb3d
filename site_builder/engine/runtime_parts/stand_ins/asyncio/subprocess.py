"""Stand-in for child processes of an event loop: a browser has none."""

__all__ = ()
