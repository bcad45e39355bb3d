"""Style sheets are minified by esbuild, and made once."""

from __future__ import annotations

from pathlib import Path

from site_builder.engine.page_styles import make_page_styles
from tests.conftest import ROOT


def test_a_style_sheet_is_minified_and_made_once(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("/* why */\np > b { color: red; }\n", encoding="utf-8")
    styles = make_page_styles(ROOT / ".cache", print, [tmp_path])
    assert (styles / "a.css").read_text(encoding="utf-8") == "p>b{color:red}\n"
    made = (styles / "a.css").stat().st_mtime_ns
    assert make_page_styles(ROOT / ".cache", print, [tmp_path]) == styles
    assert (styles / "a.css").stat().st_mtime_ns == made


def test_a_theme_without_style_sheets_has_none(tmp_path: Path) -> None:
    assert list(make_page_styles(ROOT / ".cache", print, [tmp_path]).glob("*.css")) == []
