"""ROOM."""

from site_builder.engine.npm import PROJECT, pinned
from site_builder.engine.page_scripts import make_page_scripts
from site_builder.engine.runtime import make_runtime, write_engine

__all__ = [
    "PROJECT",
    "make_page_scripts",
    "make_runtime",
    "pinned",
    "write_engine",
]
