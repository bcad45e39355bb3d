from __future__ import annotations

import dataclasses
import json
import re
import shlex
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

import build_site
from site_builder.guide.yaml_file import read_yaml
from site_builder.hosting.headers import (
    FOR_EVER,
    HASHED,
    REVALIDATE,
    TYPES,
    Hosting,
    common_headers,
    media_type,
    response_headers,
)
from site_builder.hosting.place import Place
from site_builder.hosting.recipes import RECIPES, recipe, write_host_files
from site_builder.problems import BuildError
from site_builder.site.checking import Checked
from tests.conftest import LOCALES, ROOT

EMBEDDERS = ("https://*.example.org", "https://intranet.example.net:8443")
PREFIXES = ("/", "/guide/", "/a.b/c~d/")
JSON_RECIPES = ("azure-static-web-apps", "teams")
FOR_HOSTS = ("_headers", "staticwebapp.config.json", ".nojekyll")


def place(prefix: str = "/") -> Place:
    return Place(embedders=EMBEDDERS, locales=LOCALES, prefix=prefix)


def quoted(text: str, start: str) -> dict[str, str]:
    """The names and values of the lines that begin so: after it a name and a value, in quotes or not."""
    lines = [line.strip().removeprefix(start) for line in text.splitlines() if line.strip().startswith(start)]
    return {name: value for name, value, *_ in (shlex.split(line.rstrip(";")) for line in lines)}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_recipe_for_nginx_says_all_headers_and_types_of_the_one_source(prefix: str) -> None:
    text = recipe("nginx", place(prefix))
    said = quoted(text, "add_header ")
    assert said.pop("Cache-Control") == "$guide_cache_control"
    assert said.pop("Allow") == "$guide_allow"
    assert said.pop("Content-Disposition") == "$guide_disposition"
    assert f'"~^{prefix.replace(".", chr(92) + ".")}guide-[^/]+\\.html$" "attachment"' in text
    assert said == common_headers(EMBEDDERS)
    assert all(line.endswith(" always;") for line in text.splitlines() if "add_header C" in line)
    types = re.search(r"types \{\n(.*?)\n    \}", text, re.DOTALL)
    assert types
    rows = [shlex.split(line.strip().rstrip(";")) for line in types[1].splitlines()]
    assert {f".{suffix}": type for type, suffix in rows} == TYPES
    rule = re.search(r'"~(\^\(200.*)" "(.*)";', text)
    assert rule
    assert rule[2] == FOR_EVER
    for folder in HASHED:
        assert re.search(rule[1], f"200:{prefix}{folder}x.js")
        assert not re.search(rule[1], f"404:{prefix}{folder}x.js")
        assert not re.search(rule[1], f"200:{prefix}en-US/{folder}x.js")
    assert f'default "{REVALIDATE}";' in text


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_recipe_for_caddy_says_all_headers_and_types_of_the_one_source(prefix: str) -> None:
    text = recipe("caddy", place(prefix))
    block = re.search(r"header \{\n(.*?)\n    \}", text, re.DOTALL)
    assert block
    lines = [shlex.split(line) for line in block[1].splitlines()]
    assert dict(line for line in lines if len(line) == 2) == common_headers(EMBEDDERS)
    kinds = dict(re.findall(r"@(kind\d+) path (.*)", text))
    types = dict(re.findall(r'header @(kind\d+) Content-Type "(.*)"', text))
    assert {s[1:]: types[kind] for kind, names in kinds.items() for s in names.split()} == TYPES
    assert re.findall(r"@hashed path (.*)", text) == [" ".join(f"{prefix}{folder}*" for folder in HASHED)]
    assert re.findall(r'header @hashed Cache-Control "(.*)"', text) == [FOR_EVER]
    assert re.findall(r'header Cache-Control "(.*)"', text) == [REVALIDATE, REVALIDATE]
    assert f"@single path {prefix}guide-*.html\n        header @single Content-Disposition attachment" in text
    assert text.count("import guide_headers") == 2, "what goes well, and what does not"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_file_for_azure_says_all_headers_and_types_of_the_one_source(prefix: str) -> None:
    text = recipe("azure-static-web-apps", place(prefix))
    config = json.loads(text)
    assert len(text) < 20_000, "the host takes no more"
    assert config["globalHeaders"] == {**common_headers(EMBEDDERS), "Cache-Control": REVALIDATE}
    assert config["mimeTypes"] == TYPES
    for folder in HASHED:
        (rule,) = (rule for rule in config["routes"] if rule["route"] == f"{prefix}{folder}*")
        assert {**config["globalHeaders"], **rule["headers"]} == response_headers(folder, EMBEDDERS)
    (rule,) = (rule for rule in config["routes"] if rule["route"] == f"{prefix}guide-{LOCALES[0]}.html")
    expected = response_headers(f"guide-{LOCALES[0]}.html", EMBEDDERS)
    assert {**config["globalHeaders"], **rule["headers"]} == expected
    assert config["responseOverrides"]["404"] == {"rewrite": f"{prefix}404.html", "statusCode": 404}


def by_rules(text: str, path: str) -> dict[str, str]:
    """The headers that a _headers file gives to a path. Values of one name are joined, as Cloudflare does."""
    found: dict[str, str] = {}
    matches = False
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            matches = re.fullmatch(re.escape(line).replace(r"\*", ".*"), path) is not None
        elif matches:
            name, value = line.strip().split(": ", 1)
            found[name] = f"{found[name]}, {value}" if name in found else value
    return found


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_file_for_netlify_and_cloudflare_gives_every_file_its_headers(site: Path, prefix: str) -> None:
    text = recipe("netlify-cloudflare", place(prefix))
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_file() and path.suffix not in (".br", ".gz") and name not in FOR_HOSTS:
            assert by_rules(text, f"{prefix}{name}") == response_headers(name, EMBEDDERS), name
            if path.name == "index.html":
                page = name.removesuffix("index.html")
                assert by_rules(text, f"{prefix}{page}") == response_headers(name, EMBEDDERS)
    assert text.count("\n/") < 100, "Cloudflare reads no more rules"
    assert max(map(len, text.splitlines())) < 2000, "and no longer lines"


def test_the_redirects_for_netlify_end_at_the_404_page_of_the_locale() -> None:
    lines = [line for line in recipe("netlify-redirects", place("/guide/")).splitlines() if line[0] != "#"]
    assert [line.split() for line in lines] == [
        *([f"/guide/{id}/*", f"/guide/{id}/404.html", "404"] for id in LOCALES),
        ["/guide/*", "/guide/404.html", "404"],
    ]


def test_the_workflow_for_github_is_one_and_says_what_cannot_be_had(tmp_path: Path) -> None:
    text = recipe("github-pages", place())
    (tmp_path / "pages.yml").write_text(text, encoding="utf-8")
    document = read_yaml(tmp_path / "pages.yml", "pages.yml")
    assert not document.problems
    steps = document.value["jobs"]["publish"]["steps"]
    uses = [step.get("uses", "").partition("@")[0] for step in steps]
    assert "actions/upload-pages-artifact" in uses
    assert uses[-1] == "actions/deploy-pages"
    assert document.value["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    for what in ("no headers of ours", "frame-ancestors", "max-age=600", "404 page of the root", ".nojekyll"):
        assert what in text


def test_every_kind_of_file_of_the_site_has_a_media_type(site: Path) -> None:
    named = {path.name: path for path in site.rglob("*") if path.is_file()}
    unknown = {
        name
        for name, path in named.items()
        if media_type(name) == "application/octet-stream"
        and path.suffix not in (".br", ".gz", ".bin")
        and name not in FOR_HOSTS
    }
    assert not unknown


def test_the_manifest_for_teams_shows_the_page_for_frames_and_stays_the_same_app() -> None:
    """Limits are those of the public schema, version 1.19."""
    there = dataclasses.replace(
        place("/guide/"), address="https://help.example.com/guide/", locale="nl-NL", title="Gids " * 30
    )
    manifest = json.loads(recipe("teams", there))
    page = "https://help.example.com/guide/nl-NL/"
    (tab,) = manifest["staticTabs"]
    assert (tab["contentUrl"], tab["websiteUrl"]) == (f"{page}embed/", page)
    assert manifest["validDomains"] == ["help.example.com"]
    assert uuid.UUID(manifest["id"]) == uuid.UUID(json.loads(recipe("teams", there))["id"])
    assert [len(manifest["name"][one]) for one in ("short", "full")] == [30, 100]
    assert len(manifest["description"]["short"]) <= 80
    with pytest.raises(BuildError, match="https://"):
        recipe("teams", dataclasses.replace(there, address="http://help.example.com/guide/"))


@pytest.mark.parametrize("name", [name for name in RECIPES if name not in JSON_RECIPES])
def test_a_recipe_says_which_command_writes_it(name: str) -> None:
    said = recipe(name, dataclasses.replace(place("/guide/"), folder="/srv/other")).splitlines()[0]
    assert (
        said == f"# Generated by: python3 build_site.py hosting {name} --prefix /guide/ --folder /srv/other"
    )


def test_the_site_holds_the_files_that_hosts_look_for(tmp_path: Path) -> None:
    write_host_files(tmp_path, Hosting(embedders=EMBEDDERS), LOCALES, "/guide/")
    assert {path.name for path in tmp_path.iterdir()} == set(FOR_HOSTS)
    there = place("/guide/")
    assert (tmp_path / "_headers").read_text() == recipe("netlify-cloudflare", there)
    assert (tmp_path / "staticwebapp.config.json").read_text() == recipe("azure-static-web-apps", there)


@pytest.mark.parametrize(
    "wrong",
    [
        {"prefix": "guide"},
        {"prefix": "/guide"},
        {"prefix": "guide/"},
        {"prefix": ""},
        {"prefix": "//"},
        {"prefix": "/../"},
        {"prefix": "/a b/"},
        {"prefix": '/"; root /;/'},
        {"prefix": "/$uri/"},
        {"folder": "guide"},
        {"folder": "/srv/a b"},
        {"folder": "/srv/$host"},
        {"folder": "/srv/x; autoindex on"},
        {"folder": "/srv/{x}"},
        {"name": "a b"},
        {"name": "a;b"},
        {"listen": "80; listen 81"},
        {"listen": "http"},
    ],
)
def test_what_no_configuration_can_hold_is_refused_in_one_sentence(wrong: dict[str, str]) -> None:
    with pytest.raises(BuildError) as caught:
        dataclasses.replace(place(), **wrong)  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"--{next(iter(wrong))} ")
    assert "\n" not in str(caught.value)


@pytest.fixture
def checked_already(checked: Checked, monkeypatch: pytest.MonkeyPatch) -> Checked:
    """The command need not read and prove the guide once more."""
    monkeypatch.setattr("site_builder.cli.hosting.check_all", lambda root: checked)
    return checked


def test_the_command_prints_a_recipe_for_the_guide(
    checked_already: Checked, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["hosting", "nginx", "--folder", "/srv/x", "--prefix", "/a/", "--listen", "8080", "--brotli"]
    assert build_site.main(arguments) == 0
    said = capsys.readouterr().out
    assert quoted(said, "add_header ").items() >= common_headers(checked_already.hosting.embedders).items()
    for line in ("listen 8080;", "alias /srv/x/;", "location /a/ {", "    brotli_static on;"):
        assert line in said
    assert f">{'|'.join(LOCALES)})" in said


@pytest.mark.lent
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("mkdocs.yml", "site_name:", "site_url: https://help.example.com/guide\nsite_name:"),
        ("docs/hosting.yml", "embedders:", "address: https://help.example.com/guide\nembedders:"),
    ],
)
def test_the_path_and_the_host_are_those_of_the_sites_address(
    spoil: Callable[[str, str, str], Path], file: str, old: str, new: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert build_site.main(["--root", str(spoil(file, old, new)), "hosting", "nginx"]) == 0
    said = capsys.readouterr().out
    assert "server_name help.example.com;" in said
    assert "location /guide/ {" in said


@pytest.mark.usefixtures("checked_already")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ngnix"], 'no host is called "ngnix" (did you mean "nginx"?).'),
        (["cady"], 'no host is called "cady" (did you mean "caddy"?).'),
        (["apache"], 'no host is called "apache" (expected one of:'),
        (["nginx", "--prefix", "guide"], '--prefix "guide" is not a path such as "/guide/"'),
        (["nginx", "--folder", "here"], '--folder "here" is not a whole path'),
        (["teams"], "none with https:// is known: write site_url in mkdocs.yml"),
        (["teams", "--locale", "nl-BE"], 'the guide is not published in "nl-BE" (did you mean "nl-NL"?).'),
    ],
)
def test_wrong_usage_is_said_in_one_sentence(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build_site.main(["hosting", *arguments]) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert said.err.count("\n") == 1
    assert not said.out


def test_the_page_for_administrators_names_every_header_and_every_recipe() -> None:
    text = (ROOT / "handbook/hosting.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([A-Z][A-Za-z-]+)` \|", text, re.MULTILINE)
    assert named == list(response_headers("guide-en-US.html", EMBEDDERS))
    assert set(re.findall(r"build_site\.py hosting ([a-z-]+)", text)) == set(RECIPES)
