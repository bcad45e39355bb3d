"""In place of what only programs with many tasks need."""

__all__ = ()
