"""The engine's command line, run in this process: to start another is slow, and no tool sees into it."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import NamedTuple
from unittest import mock

from decision_tree.__main__ import main


class Printed(NamedTuple):
    """The exit code, and what was printed."""

    code: int
    out: str
    error: str


def run_terminal(*arguments: str, typed: str = "") -> Printed:
    """Run `python -m decision_tree` with these arguments, and with `typed` at its prompt."""
    out, error = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(error),
        mock.patch.object(sys, "stdin", io.StringIO(typed)),
    ):
        try:
            code = main(list(arguments))
        except SystemExit as ended:  # argparse, on --help and on options that it does not know
            code = ended.code if isinstance(ended.code, int) else 1
    return Printed(code, out.getvalue(), error.getvalue())
