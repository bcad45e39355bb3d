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

PATIENCE = 60
"""Seconds within which it has ended after Ctrl-C; on a quiet machine it takes a tenth of one."""
SAID = "said.txt"
"""What it says of faults, in the copy."""


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
        (copy / SAID).open("w") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment
        ) as served,
    ):
        assert served.stdout is not None
        try:
            address = next(m.group() for line in served.stdout if (m := re.search(r"http://\S+", line)))
            yield Serving(address, served.stdout)
        finally:
            served.send_signal(signal.SIGINT)
            try:
                served.communicate(timeout=PATIENCE)
            finally:
                served.kill()
    assert served.returncode == 0, (copy / SAID).read_text()
