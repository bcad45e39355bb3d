"""Live reload: the newest edition is served, its pages are told, and a site's own files have none of it."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from site_builder.live.editions import Editions, State, version, versions
from site_builder.live.server import make_server
from site_builder.problems import Problem
from tests.support.asking import Answer, ask, send

WRONG = Problem("docs/guide/tree.yml", 3, 5, "unknown fact")
PAGE = "<html><body><p>{}</p></body></html>"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    pages = {f"{id}/index.html": PAGE.format(f"old {id}") for id in ("en-US", "nl-NL")}
    other = {"index.html": PAGE.format("choose"), "static/a.css": "a {}", "en-US/tree.json": tree("Hello")}
    return write(tmp_path / "site", pages | other)


def tree(ticket: str) -> str:
    """A tree.json with a question, and an outcome with this text in its ticket."""
    tickets = [{"locale": "en-US", "tickets": [{"id": "mail", "body": ticket}]}]
    return json.dumps(
        {
            "questions": [{"id": "color", "text": "Which color?"}],
            "outcomes": [{"id": "repair", "title": "Repair it", "ticket": "mail"}],
            "ticket_languages": tickets,
        }
    )


class Served:
    def __init__(self, site: Path) -> None:
        self.site = site
        self.viewed: list[str] = []
        self.editions = Editions(site, versions(site), self.viewed.append)
        self.server = make_server(site, 0, editions=self.editions)

    def ask(self, path: str, *, method: str = "GET") -> Answer:
        return ask(self.server.server_port, f"/{path}", method=method)

    def get(self, path: str) -> str:
        return self.ask(path).body.decode()


@pytest.fixture
def served(small_site: Path) -> Iterator[Served]:
    served = Served(small_site)
    with served.server as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield served
        server.shutdown()


def preview(served: Served, tmp_path: Path, text: str) -> Path:
    files = {"index.html": PAGE.format(text), "static/new.css": "b {}", "tree.json": tree("Hi")}
    folder = write(tmp_path / text.replace(" ", "-"), files)
    served.editions.preview_built("en-US", folder, version(folder))
    return folder


def test_pages_are_sent_with_the_script_and_their_version_and_their_files_are_left_alone(
    served: Served,
) -> None:
    before = (served.site / "en-US/index.html").read_text()
    page = served.get("en-US/")
    script = '<script type="module" src="/_live/live.js" id="live" data-locale="en-US"'
    assert f'{script} data-version="{version(served.site / "en-US")}"' in page
    assert page.endswith(" data-panel></script></body></html>")
    assert 'data-locale="" ' in served.get("")
    assert "EventSource" in served.get("_live/live.js")
    assert (served.site / "en-US/index.html").read_text() == before
    assert served.get("static/a.css") == "a {}"


def test_a_page_that_is_missing_is_answered_with_the_404_page_and_its_script(served: Served) -> None:
    write(served.site, {"en-US/404.html": PAGE.format("not here")})
    answer = served.ask("en-US/nowhere")
    assert answer.status == 404
    assert b"not here" in answer.body and b'data-locale="en-US"' in answer.body
    head = served.ask("en-US/", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.one("Content-Length") == str(len(served.get("en-US/")))


def test_without_editions_there_is_neither_the_script_nor_the_events(small_site: Path) -> None:
    with make_server(small_site, 0) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        assert ask(server.server_port, "/en-US/").body == (small_site / "en-US/index.html").read_bytes()
        for path in ("/_live/live.js", "/_live/events/en-US", "/_live/changes/en-US", "/_workbench/"):
            assert ask(server.server_port, path).status == 404
        server.shutdown()


def test_the_newer_edition_is_served_until_the_site_has_it(served: Served, tmp_path: Path) -> None:
    preview(served, tmp_path, "new words")
    assert "new words" in served.get("en-US/")
    assert served.get("en-US/tree.json") == tree("Hi")
    assert served.get("static/new.css") == "b {}"
    assert served.get("static/a.css") == "a {}", "what the site has is still there"
    assert "old nl-NL" in served.get("nl-NL/")
    assert served.ask("en-US/static/%2e%2e/%2e%2e/%2e%2e").status == 404
    served.editions.site_built(versions(served.site))
    assert "old en-US" in served.get("en-US/")
    assert served.ask("static/new.css").status == 404


def test_a_locale_is_reported_when_its_pages_are_viewed_after_those_of_another(served: Served) -> None:
    for path in ("en-US/", "", "en-US/", "static/a.css", "nl-NL/", "xx-XX/", "en-US/"):
        served.get(path)
    assert served.viewed == ["en-US", "nl-NL", "en-US"]


def test_pages_are_told_of_each_change_of_their_locale_and_of_no_other(
    served: Served, tmp_path: Path
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.server.server_port, timeout=20)
    connection.request("GET", "/_live/events/en-US")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-cache"

    def event() -> str:
        line = response.readline().decode()
        assert response.readline() == b"\n"
        return str(json.loads(line.removeprefix("data: "))["version"])

    assert event() == version(served.site / "en-US")
    served.editions.preview_built("nl-NL", tmp_path, "another")
    folder = preview(served, tmp_path, "new words")
    assert event() == version(folder)
    write(served.site / "en-US", {"index.html": PAGE.format("last words"), "tree.json": "[]"})
    served.editions.site_built(versions(served.site))
    assert event() == version(served.site / "en-US")
    connection.close()


def test_an_edition_has_the_same_version_in_its_own_folder_and_in_the_site(
    small_site: Path, tmp_path: Path
) -> None:
    site = small_site
    alone = write(
        tmp_path / "alone",
        {"index.html": PAGE.format("old en-US"), "tree.json": tree("Hello"), "static/b": ""},
    )
    assert version(alone) == versions(site)["en-US"]
    found = versions(site)
    assert found.keys() == {"", "en-US", "nl-NL"}
    (site / "index.html").write_text("")
    assert versions(site) == found | {"": versions(site)[""]}
    assert versions(site)[""] != found[""]


def test_events_stay_quiet_until_something_changes(small_site: Path) -> None:
    editions = Editions(small_site, {"en-US": "one"}, print)
    events = editions.events("en-US", 0.01)
    assert next(events) == State("one", 0, building=False, problems=())
    assert next(events) is None
    editions.site_built({"en-US": "two"})
    assert next(events) == State("two", 0, building=False, problems=())


def test_problems_stay_until_a_build_that_looks_for_them_finds_none(small_site: Path) -> None:
    editions = Editions(small_site, versions(small_site), print)
    state = partial(editions.state, "en-US")
    editions.edit_seen()
    editions.preview_failed([WRONG])
    assert (state().problems, state().building, state().edit) == ((WRONG,), True, 1)
    editions.site_failed([WRONG, WRONG])
    assert (len(state().problems), state().building) == (2, False)
    editions.edit_seen()
    editions.preview_built("en-US", small_site / "en-US", "mended")
    assert state().problems == ()
    editions.site_failed([WRONG])  # of another locale's catalog, say: a preview does not look there
    editions.edit_seen()
    editions.preview_built("en-US", small_site / "en-US", "newer")
    assert state().problems == (WRONG,)
    editions.site_built(versions(small_site))
    assert state().problems == ()


def test_a_page_has_marks_at_what_the_last_edit_has_changed(served: Served, tmp_path: Path) -> None:
    served.get("en-US/")
    served.editions.edit_seen()
    folder = preview(served, tmp_path, "new words")
    marked = '<p data-live-changed="">new words</p>'
    assert marked in served.get("en-US/")
    page, outcome = json.loads(served.get("_live/changes/en-US"))
    assert (page["kind"], page["href"], page["changed"], page["state"]) == ("page", "", 1, "changed")
    assert (outcome["kind"], outcome["href"], outcome["state"]) == ("outcome", "?open=repair", "data")
    assert json.loads(served.get("_live/changes/nl-NL")) == []
    write(served.site / "en-US", {"index.html": PAGE.format("new words"), "more/index.html": PAGE.format("")})
    write(served.site / "en-US", {"tree.json": tree("Hello")})
    served.editions.site_built(versions(served.site))
    assert marked in served.get("en-US/"), "the whole site, of the same edit"
    assert [one["state"] for one in json.loads(served.get("_live/changes/en-US"))] == ["changed", "new"]
    served.editions.edit_seen()
    served.editions.preview_built("en-US", folder, version(folder))
    assert "data-live-changed" not in served.get("en-US/"), "it reads as before this edit"
    assert [one["state"] for one in json.loads(served.get("_live/changes/en-US"))] == ["gone", "data"]
    assert "data-live-changed" not in (folder / "index.html").read_text()


@pytest.mark.parametrize(
    "path", ["_live/events/en-US", "_live/changes/en-US", "_workbench/", "_live/live.js"]
)
def test_a_name_that_others_give_to_this_machine_gets_nothing_of_the_workbench(
    served: Served, path: str
) -> None:
    request = f"GET /{path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert send(served.server.server_port, request.encode()).status == 403
