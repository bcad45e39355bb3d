"""Our own server, on real sockets: what it sends is what the recipes make other hosts send."""

from __future__ import annotations

import gzip
import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

import build_site
from site_builder.cli import serve
from site_builder.hosting.headers import (
    FOR_EVER,
    HASHED,
    REVALIDATE,
    TYPES,
    common_headers,
    media_type,
    response_headers,
)
from site_builder.live.server import make_server
from tests.support.asking import OUTSIDE, SECRET, Answer, ask, send
from tests.support.linking import link_tree

EMBEDDERS = ("https://*.example.org",)
PAGE = "en-US/index.html"


@dataclass(frozen=True)
class Served:
    """A site while our server serves it: `folder` below the path `prefix`, at `port`."""

    folder: Path
    prefix: str
    port: int

    def ask(self, path: str, *, method: str = "GET", **said: str) -> Answer:
        return ask(self.port, self.prefix + path, method=method, **said)


@pytest.fixture(scope="module")
def linked(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real site with compressed copies of its home page, a hidden file, a link that leads out of it, and
    something beside it."""
    folder = link_tree(built_once / "site", tmp_path_factory.mktemp("served") / "site")
    content = (folder / PAGE).read_bytes()
    (folder / f"{PAGE}.gz").write_bytes(gzip.compress(content))
    (folder / f"{PAGE}.br").write_bytes(brotli.compress(content))
    outside = folder.parent / "outside.txt"
    for path in (folder / ".env", outside):
        path.write_bytes(SECRET)
    (folder / "linked.txt").symlink_to(outside)
    return folder


@pytest.fixture(scope="module", params=["", "/a/b/"])
def served(request: pytest.FixtureRequest, linked: Path) -> Iterator[Served]:
    """The site at the root of its host, and below a path."""
    with make_server(linked, 0, EMBEDDERS, prefix=request.param) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Served(linked, request.param or "/", server.server_port)
        server.shutdown()


def differences(answer: Answer, expected: dict[str, str]) -> dict[str, tuple[str, str]]:
    found = {name: answer.one(name) for name in expected}
    return {name: (found[name], value) for name, value in expected.items() if found[name] != value}


def test_every_kind_of_file_has_the_headers_and_the_type_of_the_one_source(served: Served) -> None:
    kinds: dict[tuple[str, bool], str] = {}
    for path in sorted(served.folder.rglob("*")):
        name = path.relative_to(served.folder).as_posix()
        if path.suffix in TYPES and name != "linked.txt":
            kinds.setdefault((path.suffix, name.startswith(HASHED)), name)
    assert len(kinds) > 8
    for name in kinds.values():
        answer = served.ask(name)
        assert (answer.status, answer.body) == (200, (served.folder / name).read_bytes())
        expected = {**response_headers(name, EMBEDDERS), "Content-Type": media_type(name)}
        assert not differences(answer, expected), name


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("nowhere", "404.html"),
        ("xx-XX/deep/down", "404.html"),
        ("engine/gone.wasm", "404.html"),
        ("engine/", "404.html"),
        ("schemas/", "404.html"),
        ("nl-NL/nergens", "nl-NL/404.html"),
        ("nl-NL/index.html/", "nl-NL/404.html"),
        ("ar-SA/a/b/c/", "ar-SA/404.html"),
        ("linked.txt", "404.html"),
        (".env", "404.html"),
        ("n" * 5000, "404.html"),
    ],
)
def test_what_is_not_there_is_answered_with_the_nearest_404_page(
    served: Served, path: str, page: str
) -> None:
    answer = served.ask(path)
    assert (answer.status, answer.body) == (404, (served.folder / page).read_bytes())
    expected = {**common_headers(EMBEDDERS), "Cache-Control": REVALIDATE, "Content-Type": media_type(page)}
    assert not differences(answer, expected)


def test_a_site_without_404_pages_says_so_all_the_same(tmp_path: Path) -> None:
    with make_server(tmp_path, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        answer = ask(server.server_port, "/")
        server.shutdown()
    assert (answer.status, answer.body) == (404, b"Not found.\n")
    assert "frame-ancestors 'self'" in answer.one("Content-Security-Policy")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=0.000", None),
        ("identity", None),
        ("", None),
    ],
)
def test_the_best_compressed_copy_that_the_client_accepts_is_sent(
    served: Served, accepted: str, encoding: str | None
) -> None:
    for path in (PAGE, "en-US/"):
        answer = served.ask(path, Accept_Encoding=accepted)
        suffix = {"gzip": ".gz", "br": ".br", None: ""}[encoding]
        assert answer.body == (served.folder / f"{PAGE}{suffix}").read_bytes()
        assert answer.headers.get("Content-Encoding") == encoding
        assert answer.one("Vary") == "Accept-Encoding"
        assert answer.one("Content-Type") == media_type(PAGE)


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_what_the_browser_has_already_is_not_sent_again(served: Served, encoding: str) -> None:
    first = served.ask(PAGE, Accept_Encoding=encoding)
    tag, date = first.one("ETag"), first.one("Last-Modified")
    for condition in (
        {"If_None_Match": tag},
        {"If_None_Match": f'"other", W/{tag}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": date},
    ):
        answer = served.ask(PAGE, Accept_Encoding=encoding, **condition)
        assert (answer.status, answer.body) == (304, b""), condition
        expected = {**response_headers(PAGE, EMBEDDERS), "ETag": tag, "Vary": "Accept-Encoding"}
        assert not differences(answer, expected)
    for condition in (
        {"If_None_Match": '"other"'},
        {"If_None_Match": '"other"', "If_Modified_Since": date},
        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
    ):
        answer = served.ask(PAGE, Accept_Encoding=encoding, **condition)
        assert (answer.status, answer.body) == (200, first.body), condition


def test_each_encoding_has_a_tag_of_its_own(served: Served) -> None:
    assert len({served.ask(PAGE, Accept_Encoding=one).one("ETag") for one in ("", "gzip", "br")}) == 3


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_the_folder(served: Served, path: str) -> None:
    for answer in (served.ask(path[1:]), ask(served.port, path)):
        assert answer.status in (400, 404)
        assert SECRET not in answer.body


def test_a_request_with_a_null_byte_is_refused(served: Served) -> None:
    answer = send(served.port, b"GET /index.html\0.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert answer.status in (400, 404)


def test_a_folder_is_sent_to_its_page_with_the_answers_in_the_address(served: Served) -> None:
    answer = served.ask("en-US?product=azure")
    assert (answer.status, answer.one("Location")) == (301, f"{served.prefix}en-US/?product=azure")
    assert not differences(answer, {**common_headers(EMBEDDERS), "Cache-Control": REVALIDATE})


@pytest.mark.parametrize("path", ["//example.org/", "//example.org/en-US", "/%2fexample.org/en-US"])
def test_no_path_sends_readers_to_another_host(served: Served, path: str) -> None:
    answer = ask(served.port, path)
    assert (answer.status, answer.headers.get("Location")) == (404, None)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_than_get_and_head_are_refused(served: Served, method: str) -> None:
    answer = served.ask(PAGE, method=method, Content_Length="0")
    expected = {**common_headers(EMBEDDERS), "Cache-Control": REVALIDATE, "Allow": "GET, HEAD"}
    assert answer.status == 405
    assert not differences(answer, expected)


def test_errors_of_the_protocol_have_the_headers_too(served: Served) -> None:
    answer = served.ask(PAGE, method="NONSENSE")
    assert answer.status == 501
    assert not differences(answer, {**common_headers(EMBEDDERS), "Cache-Control": REVALIDATE})


def test_head_says_the_same_without_the_body(served: Served) -> None:
    get, head = served.ask(PAGE), served.ask(PAGE, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert {(n, v) for n, v in head.headers.items() if n != "Date"} == {
        (n, v) for n, v in get.headers.items() if n != "Date"
    }


def test_a_kept_connection_answers_several_requests_each_with_its_own_headers(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    script = next((served.folder / "static").glob("*.js")).relative_to(served.folder).as_posix()
    found = []
    for path in (script, "nowhere", PAGE, script):
        connection.request("GET", served.prefix + path)
        response = connection.getresponse()
        response.read()
        found.append((response.status, response.headers.get_all("Cache-Control")))
    connection.close()
    assert found == [(200, [FOR_EVER]), (404, [REVALIDATE]), (200, [REVALIDATE]), (200, [FOR_EVER])]


def test_below_a_path_nothing_else_is_served(served: Served) -> None:
    if served.prefix == "/":
        return
    for path in ("/", "/en-US/", f"/{PAGE}", "/a/", "/a/bc/"):
        assert ask(served.port, path).status == 404
    answer = ask(served.port, "/a/b")
    assert (answer.status, answer.one("Location")) == (301, "/a/b/")


def test_while_serving_pages_on_the_same_machine_may_show_the_site(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def refuse(folder: Path, port: int, embedders: tuple[str, ...], **more: object) -> None:
        asked.append(embedders)
        raise OSError(98, "in use")

    monkeypatch.setattr(serve, "make_server", refuse)
    assert build_site.main(["--root", str(copy), "serve"]) == 2
    assert asked[0][-2:] == ("http://127.0.0.1:*", "http://localhost:*")
    assert "https://teams.microsoft.com" in asked[0]
    assert "cannot be used" in capsys.readouterr().err
