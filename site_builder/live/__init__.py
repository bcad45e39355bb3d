"""Live preview: the site is served while it is written, and every change shows within a second.

- server: the development server, with the same headers as hosts, 404 pages and live reload
- editions: the newest edition of each locale, its version, and the events that reload its pages
- rebuilding: the process that rebuilds the site on every change
- preview: the edition that is viewed, built before the whole site
"""

from site_builder.live.editions import Editions, versions
from site_builder.live.rebuilding import end_process, process_context, read_sources, rebuild_on_change
from site_builder.live.server import make_server

__all__ = [
    "Editions",
    "end_process",
    "make_server",
    "process_context",
    "read_sources",
    "rebuild_on_change",
    "versions",
]
