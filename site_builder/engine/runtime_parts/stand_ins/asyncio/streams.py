"""Stand-in for streams over sockets: a browser has none."""

__all__ = ()
