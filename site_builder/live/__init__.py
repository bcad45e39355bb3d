"""ROOM."""

from site_builder.live.editions import Editions, versions
from site_builder.live.rebuilding import context, end, rebuild_on_change, watched
from site_builder.live.server import look, make_server

__all__ = [
    "Editions",
    "context",
    "end",
    "look",
    "make_server",
    "rebuild_on_change",
    "versions",
    "watched",
]
