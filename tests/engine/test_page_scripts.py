"""The pages' scripts: one file for each entry, the same bytes each time, one sentence for what goes wrong."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from site_builder.engine import npm, page_scripts
from site_builder.engine.npm import ESBUILD, fetch
from site_builder.engine.page_scripts import AS_THEY_ARE, CLASSIC, ENTRIES, WEB, WORKER
from site_builder.engine.page_scripts import make_page_scripts as make
from site_builder.problems import BuildError
from tests.conftest import ROOT
from tests.support.linking import link_tree


def quiet(line: str) -> None:
    """Say nothing."""


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """An empty cache, with the esbuild that the project has fetched."""
    make(ROOT / ".cache", quiet)
    fetch(ESBUILD, ROOT / ".cache", quiet)
    link_tree(ROOT / ".cache" / "esbuild", tmp_path / "cache" / "esbuild")
    return tmp_path / "cache"


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A copy of the modules, to spoil."""
    return shutil.copytree(WEB, tmp_path / "web")


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.js")}


def test_each_entry_is_a_script_that_loads_no_other(cache: Path) -> None:
    folder = make(cache, quiet)
    entries = {path.name for path in (WEB / ENTRIES).iterdir()} - {WORKER}
    assert set(hashes(folder)) == entries
    for name in entries - {*AS_THEY_ARE}:
        text = (folder / name).read_text(encoding="utf-8")
        assert not re.search(r"\bimport\s*[\"{*]|\bfrom\s*\"", text), name
        assert text.count("\n") <= 3 or "`" in text, "minified"
    assert "export" not in (folder / CLASSIC[0]).read_text(encoding="utf-8")
    for name in AS_THEY_ARE:
        assert (folder / name).read_bytes() == (WEB / ENTRIES / name).read_bytes()


def test_every_module_is_in_one_of_them_and_every_page_finds_its_script() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in WEB.rglob("*.js")}
    entries = {path.name for path in texts if path.parent == WEB / ENTRIES}
    reached: set[Path] = set()
    waiting = [WEB / ENTRIES / name for name in entries]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            named = re.findall(r'(?:from|import) "(\.[\w./]+)"', texts[path])
            waiting += [(path.parent / name).resolve() for name in named]
    assert reached == set(texts)
    for template in [*(ROOT / "docs/theme").glob("*.html"), *(ROOT / "docs/pages").glob("*.j2")]:
        for one in re.findall(r"engine }}([\w{} ]+\.js)", template.read_text(encoding="utf-8")):
            assert one in {*entries, "{{ own }}.js"}, (template.name, one)
    kinds = re.findall(
        r'guide="(\w+)"', "".join(one.read_text("utf-8") for one in (ROOT / "docs/pages").iterdir())
    )
    assert {f"{kind}.js" for kind in kinds} <= entries


def test_the_same_modules_give_the_same_bytes_in_any_folder(cache: Path, web: Path) -> None:
    first = make(cache, quiet)
    made, name = hashes(first), first.name
    shutil.rmtree(first)
    again = make(cache, quiet, web)
    assert (hashes(again), again.name) == (made, name)


def test_they_are_kept_until_a_module_changes(
    cache: Path, web: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(cache, quiet, web)
    made = hashes(folder)
    with monkeypatch.context() as patched:
        patched.setattr(page_scripts, "_bundle", None)  # nothing is made
        assert make(cache, quiet, web) == folder
    with (web / "guide/guide.js").open("a", encoding="utf-8") as file:
        file.write("\nconsole.log(1);\n")
    other = make(cache, quiet, web)
    assert other != folder
    assert {name for name, value in hashes(other).items() if value != made[name]} == {
        "home.js",
        "embedded.js",
    }
    assert not folder.exists()


@pytest.mark.parametrize(
    ("module", "text", "said"),
    [
        ("guide/view.js", "const one = ;", r"decision_tree/web/guide/view\.js:1: Unexpected"),
        (
            "entries/home.js",
            'import "./nothing.js";',
            r'decision_tree/web/entries/home\.js:1: Could not resolve "\./nothing\.js"',
        ),
        (
            "entries/embedded_theme.js",
            "{",
            r"decision_tree/web/entries/embedded_theme\.js:1: Unexpected end of file",
        ),
    ],
)
def test_a_mistake_in_a_module_is_one_sentence_with_its_line(
    cache: Path, web: Path, module: str, text: str, said: str
) -> None:
    (web / module).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=said) as caught:
        make(cache, quiet, web)
    assert "\n" not in str(caught.value)
    assert list((cache / "scripts").iterdir()) == []


def test_what_npm_says_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise BuildError("The npm registry could not be reached.")

    monkeypatch.setattr(npm, "install_locked", refuse)
    said: list[str] = []
    with pytest.raises(BuildError, match="registry could not be reached"):
        make(tmp_path / "cache", said.append)
    assert any("esbuild" in line for line in said)


def test_every_platforms_esbuild_is_locked_by_its_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    platforms = packages["node_modules/esbuild"]["optionalDependencies"]
    assert {"@esbuild/linux-x64", "@esbuild/darwin-arm64", "@esbuild/win32-x64"} <= set(platforms)
    for name in platforms:
        assert packages[f"node_modules/{name}"]["integrity"].startswith("sha512-")
        assert "resolved" not in packages[f"node_modules/{name}"]
