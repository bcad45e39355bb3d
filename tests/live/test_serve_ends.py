"""Ctrl-C ends `serve`, whatever it is doing, and nothing half-made stays."""

from __future__ import annotations

import time
import urllib.request
from pathlib import Path

import pytest

from tests.support.serving_copy import PATIENCE, serving_copy

HOOK = """import time
from pathlib import Path


def on_pre_build(config):
    (Path(__file__).parent / "building").touch()
    time.sleep(600)
"""
"""MkDocs calls it within a build, which then does not come to an end."""


@pytest.mark.parametrize("viewed", [True, False], ids=["in the preview", "in the whole build"])
def test_ctrl_c_while_mkdocs_runs_ends_it_and_leaves_nothing(built: Path, viewed: bool) -> None:
    (built / "slow.py").write_text(HOOK)
    settings = built / "mkdocs.yml"
    with serving_copy(built) as served:
        with urllib.request.urlopen(f"{served.address}{'en-US/' if viewed else 'manifest.json'}") as page:
            assert page.status == 200
        settings.write_text(f"{settings.read_text(encoding='utf-8')}\nhooks: [slow.py]\n", encoding="utf-8")
        end = time.monotonic() + PATIENCE
        while not (built / "building").exists():
            assert time.monotonic() < end, "no build has begun"
            time.sleep(0.05)
    assert not [
        *built.glob(".site-*"),
        *built.glob(".cache/preview-*"),
        *built.glob(".cache/**/.making-*"),
    ]
