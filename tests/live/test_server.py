"""The development server, on real sockets: it sends what the recipes make other hosts send."""

from __future__ import annotations

import http.client
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import build_site
from site_builder.cli import serve
from site_builder.hosting.headers import (
    FOR_EVER,
    REVALIDATE,
    TYPES,
    common_headers,
    media_type,
    response_headers,
)
from site_builder.live.server import make_server
from tests.support.asking import OUTSIDE, SECRET, Answer, ask, send

EMBEDDERS = ("https://*.example.org",)
PAGE = "en-US/index.html"
SCRIPT = "static/main.1a2b.js"
PAGES = ("index.html", "404.html", PAGE, "en-US/404.html", "nl-NL/404.html", "ar-SA/404.html")
OF_AN_ERROR = {**common_headers(EMBEDDERS), "Cache-Control": REVALIDATE}


@dataclass(frozen=True)
class Served:
    """A folder while it is served at `port`."""

    folder: Path
    port: int

    def ask(self, path: str, *, method: str = "GET", **sent: str) -> Answer:
        return ask(self.port, f"/{path}", method=method, **sent)


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    with make_server(folder, 0, EMBEDDERS) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield Served(folder, server.server_port)
        server.shutdown()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small site with a file of every kind, a hidden one, a link out of it, and a file beside it."""
    folder = tmp_path_factory.mktemp("served") / "site"
    files = [*PAGES, SCRIPT, *(f"{place}file{suffix}" for place in ("", "engine/1a2b/") for suffix in TYPES)]
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"content of {name}")
    outside = folder.parent / "outside.txt"
    for path in (folder / ".env", outside):
        path.write_bytes(SECRET)
    (folder / "linked.txt").symlink_to(outside)
    with serving(folder) as served:
        yield served


def differences(answer: Answer, expected: dict[str, str]) -> dict[str, tuple[str, str]]:
    found = {name: answer.one(name) for name in expected}
    return {name: (found[name], value) for name, value in expected.items() if found[name] != value}


@pytest.mark.parametrize("folder", ["", "engine/1a2b/"])
def test_every_kind_of_file_has_the_headers_and_the_type_of_the_one_source(
    served: Served, folder: str
) -> None:
    for name in (PAGE, SCRIPT, *(f"{folder}file{suffix}" for suffix in TYPES)):
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
        ("nl-NL/nergens", "nl-NL/404.html"),
        ("nl-NL/404.html/", "nl-NL/404.html"),
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
    assert not differences(answer, {**OF_AN_ERROR, "Content-Type": media_type(page)})


def test_a_site_without_404_pages_says_so_all_the_same(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        answer = served.ask("")
    assert answer.status == 404
    assert not differences(answer, OF_AN_ERROR)


def test_a_file_that_is_older_than_what_the_browser_has_is_sent(tmp_path: Path) -> None:
    tree = tmp_path / "tree.json"
    tree.write_text("[]")
    with serving(tmp_path) as served:
        date = served.ask("tree.json").one("Last-Modified")
        tree.write_text("{}")  # the edition of an hour ago, from the cache
        os.utime(tree, (tree.stat().st_mtime - 3600,) * 2)
        answer = served.ask("tree.json", If_Modified_Since=date)
    assert (answer.status, answer.body) == (200, b"{}")


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_the_folder(served: Served, path: str) -> None:
    answer = ask(served.port, path)
    assert answer.status in (400, 404)
    assert SECRET not in answer.body


def test_a_request_with_a_null_byte_is_refused(served: Served) -> None:
    answer = send(served.port, b"GET /index.html\0.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert answer.status in (400, 404)


def test_a_folder_is_sent_to_its_page_with_the_answers_in_the_address(served: Served) -> None:
    answer = served.ask("en-US?product=azure")
    assert (answer.status, answer.one("Location")) == (301, "/en-US/?product=azure")
    assert not differences(answer, OF_AN_ERROR)
    assert served.ask("en-US/?product=azure").body == (served.folder / PAGE).read_bytes()


@pytest.mark.parametrize(
    "path", ["//example.org/", "//example.org/en-US", "/%2fexample.org/en-US", "//example.org/%2e%2e/en-US"]
)
def test_no_path_sends_readers_to_another_host(served: Served, path: str) -> None:
    answer = ask(served.port, path)
    assert not urlsplit(answer.headers.get("Location", "")).netloc


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"])
def test_other_methods_than_get_and_head_are_refused(served: Served, method: str) -> None:
    answer = served.ask(PAGE, method=method, Content_Length="0")
    assert answer.status == 501
    assert not differences(answer, OF_AN_ERROR)


def test_head_says_the_same_without_the_body(served: Served) -> None:
    for path in (PAGE, "nowhere"):
        get, head = served.ask(path), served.ask(path, method="HEAD")
        assert (head.status, head.body) == (get.status, b"")
        assert {(n, v) for n, v in head.headers.items() if n != "Date"} == {
            (n, v) for n, v in get.headers.items() if n != "Date"
        }


def test_a_kept_connection_answers_several_requests_each_with_its_own_headers(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    found = []
    for path in (SCRIPT, "nowhere", PAGE, f"static/%2e%2e/{PAGE}", SCRIPT):
        connection.request("GET", f"/{path}")
        response = connection.getresponse()
        response.read()
        found.append((response.status, *response.headers.get_all("Cache-Control", [])))
    connection.close()
    page = (200, REVALIDATE)
    assert found == [(200, FOR_EVER), (404, REVALIDATE), page, page, (200, FOR_EVER)]


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
