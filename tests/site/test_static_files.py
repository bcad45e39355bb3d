"""What pages load: scripts that stand in them become files, and wait for each other as little as can be."""

from __future__ import annotations

import re
from pathlib import Path

from site_builder.site.static_files import FOLDER, gather

HEAD = '<meta charset="utf-8"><script>a=1</script></head><body>'
SCRIPT = re.compile(r"<script[^>]*>")


def gathered(folder: Path, body: str, head: str = HEAD) -> tuple[str, dict[str, str]]:
    """The page with its addresses written anew, and the files by name."""
    page = folder / "index.html"
    page.write_text(f"<!doctype html><html><head>{head}{body}</body></html>", encoding="utf-8")
    gather(folder, [page], "", folder / FOLDER, "/")
    files = {file.name: file.read_text(encoding="utf-8") for file in (folder / FOLDER).glob("*")}
    return page.read_text(encoding="utf-8"), files


def test_scripts_before_the_main_part_become_one_at_the_place_of_the_last(tmp_path: Path) -> None:
    body = "<form><p>b</p><script>b=a</script></form><main><p>c</p></main>"
    html, files = gathered(tmp_path, body)
    ((name, content),) = files.items()
    assert content == "a=1;\nb=a"
    assert f'<p>b</p><script src="{FOLDER}/{name}"></script></form><main>' in html
    assert len(SCRIPT.findall(html)) == 1


def test_scripts_of_and_after_the_main_part_let_the_page_be_read(tmp_path: Path) -> None:
    html, files = gathered(tmp_path, "<main><script>b=1</script></main><script>c=1</script>")
    assert sorted(files.values()) == ["a=1", "b=1", "c=1"]
    before, main = html.split("<main")
    assert [tag.startswith("<script src=") for tag in SCRIPT.findall(before)] == [True]
    assert [tag.startswith("<script defer src=") for tag in SCRIPT.findall(main)] == [True, True]


def test_data_between_them_does_not_keep_scripts_apart_but_a_script_does(tmp_path: Path) -> None:
    data = '<script type="application/json">{}</script>'
    _, files = gathered(tmp_path, f"{data}<script>b=1</script><main></main>")
    assert list(files.values()) == ["a=1;\nb=1"]
    (tmp_path / "other").mkdir()
    html, files = gathered(
        tmp_path / "other", '<script src="x.js"></script><script>b=1</script><main></main>'
    )
    assert sorted(files.values()) == ["a=1", "b=1"]
    assert html.index(FOLDER) < html.index("x.js") < html.rindex(FOLDER)


def test_a_page_without_a_main_part_keeps_its_scripts_where_they_are(tmp_path: Path) -> None:
    html, files = gathered(tmp_path, "<p>b</p><script>b=1</script>")
    assert sorted(files.values()) == ["a=1", "b=1"]
    assert "defer" not in html
