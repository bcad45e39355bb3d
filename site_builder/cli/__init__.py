"""ROOM."""

from site_builder.cli import doctor, hosting, translate
from site_builder.cli.commands import build_into, check, explain, serve, write_all_schemas

__all__ = [
    "build_into",
    "check",
    "doctor",
    "explain",
    "hosting",
    "serve",
    "translate",
    "write_all_schemas",
]
