"""The manifest of a site: every file's hash, where all that browsers run comes from, and nothing unknown."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from site_builder.engine.npm import PYODIDE as PACKAGE
from site_builder.engine.npm import fetch
from site_builder.engine.runtime import UNTOUCHED
from site_builder.material_files import LUNR, TEMPLATES, without_source_map
from site_builder.problems import BuildError
from site_builder.site.manifest import MANIFEST, OURS, entries, theme_sources, write_manifest
from site_builder.site.origins import JOINT, Source, inline_forms, is_embed_script, origin
from tests.conftest import ROOT
from tests.support.linking import link_tree

LOCK = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"][
    "node_modules/pyodide"
]
PYODIDE = f"pyodide {LOCK['version']} (npm, {LOCK['integrity']})"
RUNTIME = f"{PYODIDE}, with the engine of this project"
MADE = {"engine.zip", "snapshot.bin", "standard_library.zip", "engine.json", "pyodide.asm.mjs"}
"""What the build makes of Pyodide's files, beside WebAssembly."""
MATERIAL = f"mkdocs-material {version('mkdocs-material')}"
RUN = {".js", ".mjs", ".wasm", ".zip", ".bin"}


@pytest.fixture(scope="module")
def listed(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real site, with its manifest written anew."""
    folder = link_tree(built_once / "site", tmp_path_factory.mktemp("listed") / "site")
    (folder / MANIFEST).unlink()
    write_manifest(folder, "0123abcd")
    return folder


@pytest.fixture
def spoiled(listed: Path, tmp_path: Path) -> Path:
    """A copy of it to put things into: its files are links, so a changed one takes the place of the old."""
    return link_tree(listed, tmp_path / "site")


def put(path: Path, content: bytes) -> None:
    """Write a file in the place of what is there."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def read(folder: Path) -> dict[str, Any]:
    value = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert value.keys() == {"version", "files"}
    files: dict[str, Any] = value["files"]
    return files


def test_every_file_is_listed_with_the_hash_that_an_independent_reading_finds(listed: Path) -> None:
    files = read(listed)
    wanted = [
        path.relative_to(listed).as_posix()
        for path in listed.rglob("*")
        if path.is_file() and path.suffix not in (".br", ".gz") and path != listed / MANIFEST
    ]
    assert list(files) == sorted(wanted)
    for name, entry in files.items():
        content = (listed / name).read_bytes()
        assert entry["bytes"] == len(content)
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert ("integrity" in entry) == (Path(name).suffix in {".js", ".mjs", ".css"})
        if "integrity" in entry:
            kind, _, encoded = entry["integrity"].partition("-")
            assert hashlib.new(kind, content).digest() == base64.b64decode(encoded)


def test_the_manifest_names_the_version_of_the_guide(listed: Path) -> None:
    assert json.loads((listed / MANIFEST).read_text(encoding="utf-8"))["version"] == "0123abcd"


def test_of_everything_that_runs_in_a_browser_the_manifest_says_where_it_comes_from(listed: Path) -> None:
    files = read(listed)
    known = {name for name, entry in files.items() if "from" in entry}
    engine = {path.relative_to(listed).as_posix() for path in listed.glob("engine/*/*.json")}
    assert known == {name for name in files if Path(name).suffix in RUN} | engine
    named = {entry["from"] for entry in files.values() if "from" in entry}
    stems = f"{MATERIAL}, with this project's search_scripts/stems.js"
    searched = f"{MATERIAL}, counting last characters"
    assert named == {PYODIDE, RUNTIME, MATERIAL, f"{MATERIAL}, inline", stems, searched, OURS}
    assert files["embed.js"]["from"] == OURS
    for name in known:
        path = Path(name)
        source = files[name]["from"]
        if path.name in UNTOUCHED:
            assert source == PYODIDE, name
        elif path.name in MADE or path.suffix == ".wasm":
            assert source == RUNTIME, name
        elif name.startswith("engine/"):
            assert source == OURS, name
        elif re.fullmatch(r"static/inline\.[0-9a-f]{12}\.js", name):
            assert source == f"{MATERIAL}, inline", name
        else:
            assert source in {MATERIAL, stems, searched, OURS}, name


def test_what_comes_from_pyodide_is_the_pinned_package_byte_for_byte(listed: Path) -> None:
    package = fetch(PACKAGE, ROOT / ".cache", print)
    found = {Path(name).name: e["sha256"] for name, e in read(listed).items() if e.get("from") == PYODIDE}
    assert found == {name: hashlib.sha256((package / name).read_bytes()).hexdigest() for name in UNTOUCHED}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nl-NL/assets/javascripts/extra.js", b"fetch('https://example.org/')"),
        ("static/inline.0123456789ab.js", b"fetch('https://example.org/')"),
        ("static/bundle.min.0123456789ab.js", b"fetch('https://example.org/')"),
        ("extra.MJS", b"export {}"),
        ("static/extra.wasm", b"\0asm\1\0\0\0"),
        ("static/extra.zip", b"PK"),
        ("embed.js", b'import "./engine/0123456789ab/other.js";\n'),
    ],
)
def test_a_foreign_script_is_refused_by_name(spoiled: Path, name: str, content: bytes) -> None:
    before = (spoiled / MANIFEST).read_bytes()
    put(spoiled / name, content)
    with pytest.raises(BuildError, match=re.escape(name)):
        write_manifest(spoiled, "0123abcd")
    assert (spoiled / MANIFEST).read_bytes() == before


@pytest.mark.parametrize(
    "kind", ["engine/*/pyodide.mjs", "engine/*/*.wasm", "engine/*/*.bin", "engine/*/home.js", "static/*.js"]
)
def test_a_known_script_with_one_more_byte_is_refused(spoiled: Path, kind: str) -> None:
    path = next(iter(spoiled.glob(kind)))
    put(path, path.read_bytes() + b" ")
    with pytest.raises(BuildError, match=re.escape(path.relative_to(spoiled).as_posix())):
        write_manifest(spoiled, "0123abcd")


def test_a_known_script_is_known_by_any_name_and_in_any_place() -> None:
    source = Source("here", frozenset({hashlib.sha256(b"known").hexdigest()}))
    for name in ("a.js", "static/b.0123456789ab.js"):
        assert dict(entries([(name, b"known")], [source]))[name]["from"] == "here"
    assert origin(b"\xff", [source]) is None
    assert "from" not in dict(entries([("a.json", b"known")], [source]))["a.json"]


def test_the_manifest_is_the_same_whenever_it_is_written(spoiled: Path) -> None:
    before = (spoiled / MANIFEST).read_bytes()
    (spoiled / MANIFEST).unlink()
    put(spoiled / "index.html.br", b"a copy")
    write_manifest(spoiled, "0123abcd")
    assert (spoiled / MANIFEST).read_bytes() == before


def test_an_inline_script_becomes_only_what_its_strings_allow() -> None:
    (form,) = inline_forms('<script>a=new URL("{{ base | d(x) }}",b);</script><script src="x"></script>')
    assert form.fullmatch('a=new URL("../..",b);')
    assert not form.fullmatch('a=new URL("..",steal(),"",b);')
    assert not form.fullmatch('a=new URL("..\\"",b);')
    assert not form.fullmatch('a=new URL("..",b);steal()')
    assert inline_forms("<script>{% if x %}a(){% endif %}</script><script>b({{ y }})</script>") == ()


def test_the_themes_own_inline_scripts_and_languages_are_known() -> None:
    sources = theme_sources()
    for name in ("base", "content", "palette"):
        template = (TEMPLATES / f"partials/javascripts/{name}.html").read_text(encoding="utf-8")
        script = template.rpartition("<script>")[2].partition("</script>")[0]
        filled = re.sub(r"\{\{.*?\}\}", "../..", script)
        assert origin(filled.encode(), sources) == f"{MATERIAL}, inline"
        assert origin(JOINT.join([filled, filled]).encode(), sources) == f"{MATERIAL}, inline"
        assert origin(JOINT.join([filled, "steal()", filled]).encode(), sources) is None
    for path in LUNR.glob("min/*.js"):
        assert origin(path.read_bytes(), sources) == MATERIAL
    analytics = TEMPLATES / "partials/integrations/analytics/google.html"
    for script in re.findall(
        r"<script[^>]*>(.+?)</script>", analytics.read_text(encoding="utf-8"), re.DOTALL
    ):
        assert origin(script.encode(), sources) is None, "what calls another host is not let in"


@pytest.mark.parametrize(
    ("script", "published"),
    [
        (b"a()\n//# sourceMappingURL=a.js.map\n", b"a()\n"),
        (b"a()\n//# sourceMappingURL=a.js.map", b"a()\n"),
        (b"a()\n", b"a()\n"),
        (b"// sourceMappingURL= is for debuggers\na()\n", b"// sourceMappingURL= is for debuggers\na()\n"),
    ],
)
def test_only_the_address_of_a_source_map_is_taken_from_a_script(script: bytes, published: bytes) -> None:
    assert without_source_map(script) == published


ENGINE = "./engine/0123456789ab/element.js"


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        (f'import "{ENGINE}";\n', True),
        (f'import {{ define }} from "{ENGINE}";\ndefine({{"nl-NL": "Gids"}});\n', True),
        (f'import {{ define }} from "{ENGINE}";\ndefine({{"nl-NL": steal()}});\n', False),
        (f'import {{ define }} from "{ENGINE}";\ndefine({{}});steal({{}});\n', False),
        (f'import "{ENGINE}";\nsteal();\n', False),
        ('import "https://example.org/engine/0123456789ab/element.js";\n', False),
    ],
)
def test_the_script_that_host_pages_load_has_exactly_one_form(text: str, ours: bool) -> None:
    assert is_embed_script(text) == ours
