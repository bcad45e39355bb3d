"""Ctrl-C ends `serve`, whatever it is doing, and nothing half-made stays."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.serving_copy import serving_copy

HOOK = """import time
from pathlib import Path

ROOT = Path(__file__).parent


def on_pre_build(config):
    if (ROOT / "edited").exists():
        (ROOT / "building").touch()
        time.sleep(600)
"""
"""MkDocs calls it within a build: from the edit on, builds do not come to an end."""


@pytest.mark.parametrize("looked_at", [True, False], ids=["in the preview", "in the whole build"])
def test_ctrl_c_while_mkdocs_runs_ends_it_and_leaves_nothing(
    copy: Path, cache_of_project: Callable[[Path], None], looked_at: bool
) -> None:
    cache_of_project(copy)
    (copy / "slow.py").write_text(HOOK)
    settings = copy / "mkdocs.yml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\nhooks: [slow.py]\n", encoding="utf-8")
    with serving_copy(copy) as served:
        with urllib.request.urlopen(f"{served.address}{'en-US/' if looked_at else 'manifest.json'}") as page:
            assert page.status == 200
        (copy / "edited").touch()
        tree = copy / "docs/guide/tree.yml"
        tree.write_text(tree.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
        end = time.monotonic() + 60
        while not (copy / "building").exists():
            assert time.monotonic() < end, "no build has begun"
            time.sleep(0.05)
    assert not [
        *copy.glob(".site-*"),
        *copy.glob(".cache/preview-*"),
        *copy.glob(".cache/locales/building-*"),
    ]
