"""mcp: answers assistants from a built or published guide; stdout is the protocol's."""

from __future__ import annotations

import argparse

from decision_tree import mcp
from decision_tree.published import PublishedError
from site_builder.problems import BuildError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("site", metavar="SITE_OR_FOLDER", nargs="?", help=f"{mcp.PLACE} (default: site/)")
    mcp.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Serve until the assistant goes."""
    try:
        return mcp.serve(options.site or str(options.root / "site"), options.locale)
    except PublishedError as error:
        raise BuildError(str(error)) from None
