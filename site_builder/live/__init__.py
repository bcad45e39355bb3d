"""Live preview: the site is served while it is written, and every change shows within a second.

- server: the development server, with the same headers as hosts, 404 pages and live reload
- editions: the newest edition of each locale, its version, its problems, and the events that tell its pages
- sources, rebuilding: the files that a writer changes, and the process that rebuilds the site on every change
- preview: the edition that is viewed, built before the whole site
- last_edit, page_changes: what an edit has changed, element by element
- editor: the addresses that open a file of the guide in the writer's editor
- workbench, reports: pages for writers, and the process that computes what they say; pages/: their templates
- web/: what pages load while somebody writes: live reload, the panel with problems and changes, style sheets
"""

from site_builder.live.editions import Editions, versions
from site_builder.live.editor import EDITORS, make_editor
from site_builder.live.rebuilding import end_process, process_context, rebuild_on_change
from site_builder.live.server import make_server
from site_builder.live.sources import read_sources
from site_builder.live.workbench import Workbench

__all__ = [
    "EDITORS",
    "Editions",
    "Workbench",
    "end_process",
    "make_editor",
    "make_server",
    "process_context",
    "read_sources",
    "rebuild_on_change",
    "versions",
]
