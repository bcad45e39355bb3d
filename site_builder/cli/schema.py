"""schema: writes the JSON Schemas that editors use for completion."""

from __future__ import annotations

import argparse

from site_builder.editor import write_schemas


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has no options."""


def run(options: argparse.Namespace) -> int:
    """Write those that have changed."""
    changed = write_schemas(options.root / "schemas")
    print(f"Written: {', '.join(changed)}." if changed else "All schemas are up to date.")
    return 0
