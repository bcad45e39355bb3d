"""What pages load: scripts that stand in them become files, and wait for each other as little as can be."""

from __future__ import annotations

import re
from pathlib import Path

from site_builder.site.finishing import Marks, finish_pages
from site_builder.site.static_files import FOLDER, StaticFiles

HEAD = '<meta charset="utf-8"><script>a=1</script></head><body>'
SCRIPT = re.compile(r"<script[^>]*>")


def finished(
    folder: Path, body: str, head: str = HEAD, theme: dict[str, bytes] | None = None
) -> tuple[str, dict[str, str]]:
    """The page with its addresses written anew, and the files by name. `theme` holds the theme's files."""
    html = f"<!doctype html><html><head>{head}{body}</body></html>"
    files = StaticFiles((theme or {}).get, folder, folder / FOLDER)
    finish_pages({"index.html": html}, folder, "", files, "/", Marks("nl-NL", "Zoeken"))
    kept = {file.name: file.read_text(encoding="utf-8") for file in (folder / FOLDER).glob("*")}
    return (folder / "index.html").read_text(encoding="utf-8"), kept


def test_scripts_before_the_main_part_become_one_at_the_place_of_the_last(tmp_path: Path) -> None:
    body = "<form><p>b</p><script>b=a</script></form><main><p>c</p></main>"
    html, files = finished(tmp_path, body)
    ((name, content),) = files.items()
    assert content == "a=1;\nb=a"
    assert f'<p>b</p><script src="{FOLDER}/{name}"></script></form><main>' in html
    assert len(SCRIPT.findall(html)) == 1


def test_scripts_of_and_after_the_main_part_let_the_page_be_read(tmp_path: Path) -> None:
    html, files = finished(tmp_path, "<main><script>b=1</script></main><script>c=1</script>")
    assert sorted(files.values()) == ["a=1", "b=1", "c=1"]
    before, main = html.split("<main")
    assert [tag.startswith("<script src=") for tag in SCRIPT.findall(before)] == [True]
    assert [" defer" in tag for tag in SCRIPT.findall(main)] == [True, True]


def test_data_between_them_does_not_keep_scripts_apart_but_a_script_does(tmp_path: Path) -> None:
    data = '<script type="application/json">{}</script>'
    _, files = finished(tmp_path, f"{data}<script>b=1</script><main></main>")
    assert list(files.values()) == ["a=1;\nb=1"]
    (tmp_path / "other").mkdir()
    html, files = finished(
        tmp_path / "other", '<script src="x.js"></script><script>b=1</script><main></main>'
    )
    assert sorted(files.values()) == ["a=1", "b=1"]
    assert html.index(FOLDER) < html.index("x.js") < html.rindex(FOLDER)


def test_a_page_without_a_main_part_keeps_its_scripts_where_they_are(tmp_path: Path) -> None:
    html, files = finished(tmp_path, "<p>b</p><script>b=1</script>")
    assert sorted(files.values()) == ["a=1", "b=1"]
    assert "defer" not in html


def test_the_page_says_its_locale_its_policy_and_that_no_engine_runs(tmp_path: Path) -> None:
    html, _ = finished(tmp_path, '<div role="dialog"></div><main></main>')
    assert '<html lang="nl-NL" data-engine="static">' in html
    assert '<div role="dialog" aria-label="Zoeken">' in html
    assert html.index("Content-Security-Policy") < html.index("<script")


LINK = '<link rel="stylesheet" href="{}">'


def test_style_sheets_that_pages_begin_with_are_one_file(tmp_path: Path) -> None:
    theme = {"a.css": b"p>b{color:red}", "b.css": b"i{margin:0 1px}"}
    html, files = finished(tmp_path, "<main></main>", LINK.format("a.css") + LINK.format("b.css"), theme)
    ((name, content),) = files.items()
    assert content == "p>b{color:red}i{margin:0 1px}"
    assert html.count("stylesheet") == 1 and f'href="{FOLDER}/{name}"' in html


def test_a_style_sheet_that_names_files_stays_beside_them(tmp_path: Path) -> None:
    theme = {
        "assets/a.css": b"p{background:url(images/a.png)}",
        "assets/images/a.png": b"picture",
        "b.png": b"b",
    }
    head = LINK.format("assets/a.css")
    html, files = finished(tmp_path, '<main><img src="b.png"><img src="gone.png"></main>', head, theme)
    assert 'href="assets/a.css"' in html and 'src="gone.png"' in html
    assert (tmp_path / "assets/images/a.png").read_bytes() == b"picture"
    assert list(files.values()) == ["b"]
