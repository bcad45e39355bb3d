"""The recipe for nginx, on a real nginx that serves the really built site."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_builder.hosting.headers import (
    HASHED,
    REVALIDATE,
    TYPES,
    common_headers,
    media_type,
    response_headers,
)
from site_builder.hosting.place import Place
from site_builder.hosting.web_servers import nginx
from site_builder.site.checking import Checked
from site_builder.site.compressing import squeeze, ways
from tests.conftest import LOCALES
from tests.support.asking import OUTSIDE, SECRET, Answer, ask, free_port, send
from tests.support.linking import link_tree
from tests.support.load import load
from tests.support.nginx import brotli_module, running

PAGE = "en-US/index.html"
HIDDEN = ".hidden/secret.txt"


@dataclass(frozen=True)
class Served:
    """A site while nginx serves it: `folder` below the path `prefix`, at `port`."""

    folder: Path
    prefix: str
    port: int
    embedders: tuple[str, ...]

    def ask(self, path: str, *, method: str = "GET", **said: str) -> Answer:
        return ask(self.port, self.prefix + path, method=method, **said)


@pytest.fixture(scope="module")
def copied(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site with compressed copies of two files, a hidden file, and something beside it."""
    folder = tmp_path_factory.mktemp("hosted") / "site"
    link_tree(site, folder)
    for name in (PAGE, hashed(folder)):
        for way in ways(name):
            (folder / f"{name}{way.suffix}").write_bytes(squeeze((folder / name).read_bytes(), way))
    (folder / HIDDEN).parent.mkdir()
    for path in (folder / HIDDEN, folder / ".env", folder.parent / "outside.txt"):
        path.write_bytes(SECRET)
    return folder


@pytest.fixture(scope="module", params=["/", "/a/b/"])
def served(
    request: pytest.FixtureRequest,
    program: Path,
    copied: Path,
    checked: Checked,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Served]:
    """The site at the root of its host, and below a path."""
    port = free_port()
    place = Place(
        embedders=tuple(map(str, checked.hosting.embedders)),
        locales=LOCALES,
        prefix=request.param,
        folder=str(copied),
        listen=f"127.0.0.1:{port}",
        name="_",
        brotli=brotli_module() is not None,
    )
    with running(program, tmp_path_factory.mktemp("nginx"), nginx(place), port):
        yield Served(copied, place.prefix, port, place.embedders)


def hashed(folder: Path) -> str:
    """A script that is kept for ever."""
    script = next(path for path in sorted((folder / "static").glob("*.js")) if path.stat().st_size > 1000)
    return script.relative_to(folder).as_posix()


def every_kind(folder: Path) -> list[str]:
    """A file of each kind, among those that are kept for ever and among the others."""
    found: dict[tuple[str, bool], str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in TYPES and not name.startswith("."):
            found.setdefault((path.suffix, name.startswith(HASHED)), name)
    return list(found.values())


def differences(answer: Answer, expected: dict[str, str]) -> dict[str, tuple[str, str]]:
    found = {name: answer.one(name) for name in expected}
    return {name: (found[name], value) for name, value in expected.items() if found[name] != value}


def test_every_kind_of_file_has_the_headers_and_the_type_of_the_one_source(served: Served) -> None:
    names = every_kind(served.folder)
    assert len(names) > 8
    for name in names:
        answer = served.ask(name)
        assert answer.status == 200
        expected = {**response_headers(name, served.embedders), "Content-Type": media_type(name)}
        assert not differences(answer, expected), name
        assert answer.body == (served.folder / name).read_bytes()
        assert answer.one("ETag")
        assert answer.one("Last-Modified")
        assert answer.one("Server") == "nginx"


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("nowhere", "404.html"),
        ("nowhere/deep/down.html", "404.html"),
        ("xx-XX/", "404.html"),
        ("en-US-not/", "404.html"),
        ("engine/gone.wasm", "404.html"),
        ("static/gone.js", "404.html"),
        ("engine/", "404.html"),
        ("schemas/", "404.html"),
        ("nl-NL/nergens", "nl-NL/404.html"),
        ("nl-NL/a/b/c/", "nl-NL/404.html"),
        ("ar-SA/faq/nowhere.html", "ar-SA/404.html"),
        ("nl-NL/assets/", "nl-NL/404.html"),
    ],
)
def test_what_is_not_there_is_answered_with_the_404_page_of_its_locale(
    served: Served, path: str, page: str
) -> None:
    answer = served.ask(path)
    assert answer.status == 404
    assert answer.body == (served.folder / page).read_bytes()
    expected = {**common_headers(served.embedders), "Cache-Control": REVALIDATE}
    assert not differences(answer, {**expected, "Content-Type": media_type(page)})


def test_a_folder_is_sent_to_its_page_by_a_path_of_the_same_host(served: Served) -> None:
    answer = served.ask("en-US?product=azure")
    assert (answer.status, answer.one("Location")) == (301, f"{served.prefix}en-US/?product=azure")
    assert not differences(answer, {**common_headers(served.embedders), "Cache-Control": REVALIDATE})
    home = served.ask("en-US/")
    assert home.body == (served.folder / PAGE).read_bytes()
    assert not differences(home, response_headers(PAGE, served.embedders))


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_compressed_files_are_sent_as_they_lie_there(served: Served, encoding: str) -> None:
    if encoding == "br" and not brotli_module():
        pytest.skip("THE RECIPE'S BROTLI IS NOT TESTED: this nginx has no module for it")
    for name in (PAGE, hashed(served.folder)):
        answer = served.ask(name, Accept_Encoding=encoding, Via="1.1 a-delivery-network")
        copy = served.folder / f"{name}{'.gz' if encoding == 'gzip' else '.br'}"
        assert answer.one("Content-Encoding") == encoding
        assert answer.body == copy.read_bytes()
        assert answer.one("Vary") == "Accept-Encoding"
        expected = {**response_headers(name, served.embedders), "Content-Type": media_type(name)}
        assert not differences(answer, expected)


def test_who_accepts_nothing_compressed_gets_the_file_and_caches_are_told(served: Served) -> None:
    answer = served.ask(PAGE)
    assert answer.headers.get("Content-Encoding") is None
    assert answer.one("Vary") == "Accept-Encoding"


def test_brotli_comes_before_gzip(served: Served) -> None:
    if not brotli_module():
        pytest.skip("THE RECIPE'S BROTLI IS NOT TESTED: this nginx has no module for it")
    assert served.ask(PAGE, Accept_Encoding="gzip, deflate, br").one("Content-Encoding") == "br"


@pytest.mark.parametrize("encoding", ["", "gzip"])
@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
def test_what_the_browser_has_already_is_not_sent_again(
    served: Served, encoding: str, validator: str
) -> None:
    condition = {"ETag": "If_None_Match", "Last-Modified": "If_Modified_Since"}[validator]
    for name in (PAGE, hashed(served.folder)):
        value = served.ask(name, Accept_Encoding=encoding).one(validator)
        answer = served.ask(name, Accept_Encoding=encoding, **{condition: value})
        assert (answer.status, answer.body) == (304, b"")
        assert not differences(answer, response_headers(name, served.embedders))


def test_the_compressed_file_and_the_plain_one_have_different_tags(served: Served) -> None:
    assert served.ask(PAGE).one("ETag") != served.ask(PAGE, Accept_Encoding="gzip").one("ETag")


def test_a_part_of_a_file_can_be_asked_for(served: Served) -> None:
    library = next(name for name in every_kind(served.folder) if name.endswith(".zip"))
    answer = served.ask(library, Range="bytes=10-19")
    assert answer.status == 206
    assert answer.body == (served.folder / library).read_bytes()[10:20]
    assert not differences(answer, response_headers(library, served.embedders))


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_the_folder(served: Served, path: str) -> None:
    answer = served.ask(path[1:])
    assert answer.status in (400, 404)
    assert SECRET not in answer.body


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_the_host_either(served: Served, path: str) -> None:
    answer = ask(served.port, path)
    assert answer.status in (400, 404)
    assert SECRET not in answer.body


@pytest.mark.parametrize("byte", [b"\0", b"\x01", b"\r"])
def test_a_request_with_a_byte_that_no_path_has_is_refused(served: Served, byte: bytes) -> None:
    request = b"GET /index.html" + byte + b".txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    assert send(served.port, request).status == 400


@pytest.mark.parametrize("path", [HIDDEN, ".env", ".git/config", ".nojekyll", ".hidden/"])
def test_hidden_files_are_not_there(served: Served, path: str) -> None:
    answer = served.ask(path)
    assert answer.status == 404
    assert SECRET not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACE"])
def test_other_methods_than_get_and_head_are_refused(served: Served, method: str) -> None:
    for path in (PAGE, hashed(served.folder), "nowhere"):
        answer = served.ask(path, method=method, Content_Length="0")
        assert answer.status == 405
        if method != "TRACE":  # nginx refuses that one before it looks at its configuration
            expected = {**common_headers(served.embedders), "Cache-Control": REVALIDATE, "Allow": "GET, HEAD"}
            assert not differences(answer, expected)


def test_head_says_the_same_without_the_body(served: Served) -> None:
    get, head = served.ask(PAGE), served.ask(PAGE, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    dated = {"Date"}
    assert {*head.headers.items()} - {(n, head.one(n)) for n in dated} == {*get.headers.items()} - {
        (n, get.one(n)) for n in dated
    }


def test_below_a_path_nothing_else_is_served(served: Served) -> None:
    if served.prefix == "/":
        return
    for path in ("/", "/en-US/", f"/{PAGE}", "/a/", "/a/bc/", "/a/b.html"):
        answer = ask(served.port, path)
        assert answer.status == 404
        assert answer.body == (served.folder / "404.html").read_bytes()
    answer = ask(served.port, "/a/b")
    assert (answer.status, answer.one("Location")) == (301, "/a/b/")


def test_64_connections_at_once_get_every_answer(served: Served) -> None:
    address = f"http://127.0.0.1:{served.port}{served.prefix}en-US/"
    # In a thread of its own: where a browser test ran before, this thread has Playwright's loop already.
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(lambda: asyncio.run(load(address, connections=64, requests=1280))).result()
    assert (done.requests, done.errors) == (1280, 0)
