"""A published guide is read from a folder or an address; or one sentence says why not."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from decision_tree import published
from decision_tree.json_form import dump_tree
from decision_tree.model import Tree
from decision_tree.published import PublishedError, read_published


@pytest.fixture
def folder(tree: Tree, tmp_path: Path) -> Path:
    """What there is to read in a built site, in two locales."""
    hashes = {}
    for one in (tree, replace(tree, locale="nl-NL")):
        text = dump_tree(one).encode()
        (tmp_path / one.locale).mkdir()
        (tmp_path / one.locale / "tree.json").write_bytes(text)
        hashes[one.locale] = hashlib.sha256(text).hexdigest()
    (tmp_path / "certificate.json").write_text(json.dumps({"trees": hashes}), "utf-8")
    return tmp_path


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the folder on a server; /away leads to another host, /broken breaks off."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = folder / self.path.strip("/")
            if self.path.startswith("/away"):
                self.send_response(302)
                self.send_header("Location", "https://elsewhere.example/certificate.json")
            elif self.path.startswith("/here"):
                self.send_response(302)
                self.send_header("Location", self.path.removeprefix("/here"))
            elif self.path.startswith("/broken"):
                self.send_response(500)
            elif path.is_file():
                self.send_response(200)
                self.end_headers()
                self.wfile.write(path.read_bytes())
                return
            else:
                self.send_response(404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def refused(place: str, locale: str | None = None) -> str:
    """The sentence that a place is refused with."""
    with pytest.raises(PublishedError) as caught:
        read_published(place, locale)
    said = str(caught.value)
    assert said.isprintable() and said.endswith(".")
    return said


def test_a_folder_or_an_address_of_a_site_or_of_a_locale_or_a_tree_is_read(folder: Path, tree: Tree) -> None:
    with served(folder) as address:
        for place in (str(folder), address):
            for locale, found in ((None, "en-US"), ("nl-NL", "nl-NL")):
                read = read_published(place, locale)
                assert read.tree == replace(tree, locale=found)
                assert read.page == (f"{address}/{found}/" if place == address else "")
            paths = ["nl-NL", "nl-NL/", "nl-NL/tree.json"]
            paths += ["nl-NL/index.html?product=azure#kind"] if place == address else []
            for path in paths:
                assert read_published(f"{place}/{path}").tree.locale == "nl-NL"
        assert read_published(f"{address}/here/").page == f"{address}/here/en-US/"


def test_a_tree_that_is_not_the_proved_one_is_refused(folder: Path) -> None:
    path = folder / "en-US" / "tree.json"
    path.write_bytes(path.read_bytes().replace(b"Azure", b"Azuur"))
    assert "is not the tree that certificate.json there proves" in refused(str(folder))


@pytest.mark.parametrize(
    ("place", "locale", "message"),
    [
        ("{folder}", "nl-BE", "has no locale 'nl-BE' (did you mean 'nl-NL'?)."),
        ("{folder}/nl-NL", "de-DE", "is in the locale nl-NL, not de-DE"),
        ("{folder}/gone", None, "There is no guide there ("),
        ("{folder}/certificate.json", None, "not a decision tree"),
        ("{address}/gone", None, "There is no guide there ("),
        ("{address}/away", None, "leads to https://elsewhere.example/certificate.json, on another host"),
        ("{address}/broken", None, "cannot be read: status 500."),
        ("http://guide.example/", None, "expected an address that begins with https://"),
        ("file:///etc/passwd", None, "expected an address that begins with https://"),
        ("https://me@guide.example/", None, "expected an address that begins with https://"),
        ("http://127.0.0.1:1/", None, "gave no answer: "),
        ("https://[", None, "expected an address that begins with https://"),
    ],
)
def test_a_place_without_a_guide_is_refused_in_one_sentence(
    folder: Path, place: str, locale: str | None, message: str
) -> None:
    with served(folder) as address:
        assert message in refused(place.format(folder=folder, address=address), locale)


def test_what_is_too_large_or_no_certificate_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for content in ("no json", "[]", '{"trees": {}}', '{"trees": {"en-US": 1}}'):
        (folder / "certificate.json").write_text(content)
        assert "is not the certificate of a guide" in refused(str(folder))
    monkeypatch.setattr(published, "LARGEST", 5)
    with served(folder) as address:
        for place in (str(folder), address):
            assert "is larger than any file of a guide" in refused(place)
