"""The rehearsal's requests, for tests of the engine's runtime."""

from __future__ import annotations

import sys

import pytest

from site_builder.engine.runtime import PARTS


@pytest.fixture(scope="session")
def rehearsal() -> list[str]:
    """The texts of the rehearsal's requests, as Pyodide is asked them."""
    sys.path.insert(0, str(PARTS))
    try:
        import rehearsal as module  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(PARTS))
    return list(module.requests())
