"""ROOM."""

from site_builder.engine.engine_wheel import EngineWheelError
from site_builder.engine.page_scripts import PageScriptsError, page_scripts
from site_builder.engine.pyodide_package import PROJECT, PyodidePackageError, pinned
from site_builder.engine.runtime import make_runtime, record_text
from site_builder.engine.runtime_bundle import RuntimeBundleError, runtime_bundle

__all__ = [
    "PROJECT",
    "EngineWheelError",
    "PageScriptsError",
    "PyodidePackageError",
    "RuntimeBundleError",
    "make_runtime",
    "page_scripts",
    "pinned",
    "record_text",
    "runtime_bundle",
]
