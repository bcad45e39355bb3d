"""ROOM."""

from site_builder.engine.page_scripts import page_scripts
from site_builder.engine.pyodide_package import PROJECT, pinned
from site_builder.engine.runtime import make_runtime, record_text
from site_builder.engine.runtime_bundle import runtime_bundle

__all__ = [
    "PROJECT",
    "make_runtime",
    "page_scripts",
    "pinned",
    "record_text",
    "runtime_bundle",
]
