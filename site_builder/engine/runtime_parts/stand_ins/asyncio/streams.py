"""In place of streams over sockets: a browser has none."""

__all__ = ()
