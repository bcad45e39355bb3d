"""Serving while somebody writes: the newest edition is served, its pages are told, a site has none of it."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.live.editions import Editions, version, versions
from site_builder.live.server import make_server
from tests.support.asking import ask

PAGE = "<html><body><p>{}</p></body></html>"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    pages = {f"{id}/index.html": PAGE.format(f"old {id}") for id in ("en-US", "nl-NL")}
    other = {"index.html": PAGE.format("choose"), "static/a.css": "a {}", "en-US/tree.json": "{}"}
    return write(tmp_path / "site", pages | other)


class Served:
    def __init__(self, site: Path, prefix: str) -> None:
        self.site, self.prefix = site, prefix
        self.looked_at: list[str] = []
        self.editions = Editions(versions(site), self.looked_at.append)
        self.server = make_server(site, 0, prefix=prefix, editions=self.editions)

    def get(self, path: str) -> str:
        return ask(self.server.server_port, self.prefix + path).body.decode()


@pytest.fixture(params=["/", "/a/b/"])
def served(small_site: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    found = Served(small_site, request.param)
    with found.server as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


def preview(served: Served, tmp_path: Path, text: str) -> Path:
    files = {"index.html": PAGE.format(text), "static/new.css": "b {}", "tree.json": "[]"}
    folder = write(tmp_path / text.replace(" ", "-"), files)
    served.editions.build_first("en-US", folder, version(folder))
    return folder


def test_pages_are_sent_with_the_script_and_their_version_and_their_files_are_left_alone(
    served: Served,
) -> None:
    before = (served.site / "en-US/index.html").read_text()
    page = served.get("en-US/")
    where = f'src="{served.prefix}_reload.js" data-events="{served.prefix}_reload/en-US"'
    assert f'<script async {where} data-version="{version(served.site / "en-US")}"></script></body>' in page
    assert 'data-events="' + served.prefix + '_reload/" ' in served.get("")
    assert "EventSource" in served.get("_reload.js")
    assert (served.site / "en-US/index.html").read_text() == before
    assert served.get("static/a.css") == "a {}"


def test_without_editions_there_is_neither_the_script_nor_the_events(small_site: Path) -> None:
    with make_server(small_site, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert ask(server.server_port, "/en-US/").body == (small_site / "en-US/index.html").read_bytes()
        for path in ("/_reload.js", "/_reload/en-US"):
            assert ask(server.server_port, path).status == 404
        server.shutdown()


def test_the_newer_edition_is_served_until_the_site_has_it(served: Served, tmp_path: Path) -> None:
    preview(served, tmp_path, "new words")
    assert "new words" in served.get("en-US/")
    assert served.get("en-US/tree.json") == "[]"
    assert served.get("static/new.css") == "b {}"
    assert served.get("static/a.css") == "a {}", "what the site has is still there"
    assert "old nl-NL" in served.get("nl-NL/")
    assert ask(served.server.server_port, f"{served.prefix}en-US/static/../../..").status == 404
    served.editions.published(versions(served.site))
    assert "old en-US" in served.get("en-US/")
    assert ask(served.server.server_port, f"{served.prefix}static/new.css").status == 404


def test_whose_page_was_asked_for_last_is_known(served: Served) -> None:
    for path in ("en-US/", "", "en-US/", "static/a.css", "nl-NL/", "xx-XX/", "en-US/"):
        served.get(path)
    assert served.looked_at == ["en-US", "nl-NL", "en-US"]


def test_pages_are_told_of_each_change_of_their_locale_and_of_no_other(
    served: Served, tmp_path: Path
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.server.server_port, timeout=20)
    connection.request("GET", f"{served.prefix}_reload/en-US")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-cache"

    def event() -> str:
        line = response.readline().decode()
        assert response.readline() == b"\n"
        return line.removeprefix("data: ").rstrip("\n")

    assert event() == version(served.site / "en-US")
    served.editions.build_first("nl-NL", tmp_path, "another")
    folder = preview(served, tmp_path, "new words")
    assert event() == version(folder)
    write(served.site / "en-US", {"index.html": PAGE.format("last words"), "tree.json": "[]"})
    served.editions.published(versions(served.site))
    assert event() == version(served.site / "en-US")
    connection.close()


def test_an_edition_has_the_same_version_in_its_own_folder_and_in_the_site(
    small_site: Path, tmp_path: Path
) -> None:
    site = small_site
    alone = write(
        tmp_path / "alone", {"index.html": PAGE.format("old en-US"), "tree.json": "{}", "static/b": ""}
    )
    assert version(alone) == versions(site)["en-US"]
    found = versions(site)
    assert found.keys() == {"", "en-US", "nl-NL"}
    (site / "index.html").write_text("")
    assert versions(site) == found | {"": versions(site)[""]}
    assert versions(site)[""] != found[""]


def test_events_stay_quiet_until_something_changes() -> None:
    editions = Editions({"en-US": "one"}, print)
    events = editions.events("en-US", 0.01)
    assert [next(events), next(events)] == ["one", ""]
    editions.published({"en-US": "two"})
    assert next(events) == "two"
