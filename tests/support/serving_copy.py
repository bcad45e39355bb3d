"""`serve` run on a copy of the guide, as a writer runs it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from tests.conftest import ROOT
from tests.support.interrupts import heed_ctrl_c

PATIENCE = 120
"""Seconds within which it has done what is waited for; on a quiet machine it takes one."""
ERRORS = "errors.txt"
"""The file in the copy that has its standard error."""


class Serving(NamedTuple):
    """Where it serves, and what it prints from then on."""

    address: str
    lines: IO[str]


@contextmanager
def serving_copy(copy: Path) -> Iterator[Serving]:
    """Serve the copy; at the end of the block Ctrl-C ends it, as it must."""
    command = [sys.executable, str(ROOT / "build_site.py"), "--root", str(copy), "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with (
        (copy / ERRORS).open("w") as errors,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
            preexec_fn=heed_ctrl_c,
        ) as process,
    ):
        assert process.stdout is not None
        try:
            matches = (re.search(r"http://\S+", line) for line in process.stdout)
            address = next(filter(None, matches), None)
            assert address, (copy / ERRORS).read_text()
            yield Serving(address[0], process.stdout)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=PATIENCE)
            finally:
                process.kill()
    assert process.returncode == 0, (copy / ERRORS).read_text()
