"""Who may import whom: the contracts of pyproject.toml, kept by import-linter."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"


def test_the_imports_keep_to_the_contracts() -> None:
    done = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
