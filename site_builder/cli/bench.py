"""bench: measures the build and the page, with the browser of the tests."""

from __future__ import annotations

import argparse
import sys

from site_builder.cli.environment import ROOT, call
from site_builder.cli.test import with_browser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options are those of `python -m bench`."""
    parser.epilog = "Options go to the bench; --short takes two minutes."


def run(options: argparse.Namespace) -> int:
    """Measure, and pass the exit code on."""
    return call([sys.executable, "-m", "bench", *options.rest], cwd=ROOT, env=with_browser())
