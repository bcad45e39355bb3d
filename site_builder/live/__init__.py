"""Live preview: the site is served while it is written, and every change shows within a second.

- server: the HTTP server, with the same headers as a host
- rebuilding: the process that builds again on every change
- preview: the one edition that is looked at, made first
- editions: which edition a page is shown, and when it reloads
"""

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
