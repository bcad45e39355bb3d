"""What the embed doctor fetches from hosts that answer wrongly, without an end, or not at all."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.hosting.doctor.checks import EVERY_FILE, is_bare
from site_builder.hosting.doctor.deployment import Page, gather
from site_builder.hosting.doctor.fetch import FetchError, Response, is_loopback
from tests.support.deployed_guide import Host, on_loopback
from tests.support.doctor_reports import (
    AWAY,
    CSP,
    GOOD,
    WORKER,
    doctor,
    examined,
    found,
    gathered,
    in_a_thread,
    said,
)


def test_what_a_host_sends_cannot_write_to_the_screen_or_into_the_suggested_header() -> None:
    host = Host().send(CSP, 'frame-ancestors "quoted" https://a.example/\x1b[2J $(x)')
    report = examined(host.send("X-Frame-Options", "\x1b[2J\x9b2J"))
    assert not {"\x1b", "\x9b"} & {*report.in_words(), *report.as_json()}
    assert report.as_json().isascii() and "\\u009b2J" in report.in_words() and json.loads(report.as_json())
    assert report.headers == ((f"{CSP}: {GOOD}", EVERY_FILE),)
    with pytest.raises(FetchError) as caught:
        examined(Host().send("Content-Type", "\x1b[2J"))
    assert "\x1b" not in str(caught.value)


def test_a_page_that_is_not_there_or_not_ours_is_said_in_one_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    host = Host(redirects={"/login": "/other.html"})
    host.files["other.html"] = b"<!doctype html><title>Something else</title>"
    host.files["nameless.html"] = b'<!doctype html><script src="engine/1a2b3c/x.js"></script>'
    with on_loopback(host) as root:
        for page, message in (
            ("nowhere/", "has the status 404"),
            ("embed.js", "is not a web page (text/javascript)"),
            ("other.html", "is no page of the guide"),
            ("nameless.html", "leads to no language"),
            ("login", "other.html, which is no page of the guide"),
        ):
            code, out, err = doctor(capsys, f"{root}{page}")
            assert (code, out, err.count("\n")) == (2, "", 1)
            assert message in err


@contextmanager
def sending(*pieces: bytes, again: bytes | None = None) -> Iterator[int]:
    """A host that sends these bytes to whoever comes, then `again` until it is over. Gives its port."""
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, _ = listening.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(5)
                connection.recv(65536)
                for piece in pieces:
                    connection.sendall(piece)
                while again is not None and not stop.wait(0.02):
                    try:
                        connection.sendall(again)
                    except OSError:
                        break

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            stop.set()
            thread.join()


OK = b"HTTP/1.1 200 OK\r\n"
FOUND = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (OK + b"Content-Length: 9\r\n\r\nshort", "no answer"),
        (b"SSH-2.0-OpenSSH\r\n", "no answer"),
        (b"", "no answer"),
        (OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain", "is not packed as"),
        (OK + b"Content-Encoding: br\r\nContent-Length: 5\r\n\r\nplain", "is not packed as|too early"),
        (OK + b"Content-Encoding: zstd\r\nContent-Length: 5\r\n\r\nplain", "is not packed as"),
        (FOUND + b"Location: /\r\n\r\n", "without an end"),
        (FOUND + b"Location: file:///etc/hosts\r\n\r\n", "on another host"),
        (FOUND + b"Location: http://[1\r\n\r\n", "on another host|no answer"),
    ],
)
def test_an_answer_that_is_none_is_said_in_one_sentence(
    answer: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with sending(answer) as port:
        code, out, err = doctor(capsys, f"http://127.0.0.1:{port}/")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert re.search(message, err)


def test_no_connection_and_no_tls_are_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        code, _, err = doctor(capsys, f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert (code, err.count("\n")) == (2, 1) and "Connect call failed" in err
    with sending(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        code, _, err = doctor(capsys, f"https://127.0.0.1:{port}/")
    assert (code, err.count("\n")) == (2, 1) and "SSL" in err


FETCH, ALL = "site_builder.hosting.doctor.fetch", "site_builder.hosting.doctor.deployment"


@pytest.mark.parametrize(
    ("pieces", "again", "limit", "message"),
    [
        ((), b"", f"{FETCH}.TIMEOUT", "did not answer within"),
        ((OK,), b"X-Slow: 1\r\n", f"{ALL}.PATIENCE", "had not come after"),
        ((OK + b"\r\n",), b"slow", f"{ALL}.PATIENCE", "had not come after"),
        ((OK + b"\r\n", b"x" * 2000), None, f"{FETCH}.LARGEST", "is larger than"),
    ],
)
def test_a_host_without_an_end_is_given_up(
    pieces: tuple[bytes, ...], again: bytes | None, limit: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit, 1000 if "LARGEST" in limit else 0.3)
    with sending(*pieces, again=again) as port, pytest.raises(FetchError, match=message):
        in_a_thread(asyncio.run, gather(f"http://127.0.0.1:{port}/"))


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_small_file_that_unpacks_to_a_huge_one_is_not_read(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{FETCH}.LARGEST", 2**17)
    host = Host(packs=(encoding,))
    host.files["en-US/embed/index.html"] = b" " * 2**22
    with pytest.raises(FetchError, match="too large when it is unpacked"):
        gathered(host)


def test_a_file_that_cannot_be_fetched_is_a_finding_and_not_the_end() -> None:
    finding = found(examined(Host(redirects={f"/{WORKER}": f"/{WORKER}"})), "site", "Files are missing")
    assert "without an end" in finding.text


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["<![", "<script src=", "'http://[1'", "//a:99999/", "http://\x01", ">", "<a ", "<!--"]
        )
    ).map("".join)
)
def test_any_page_can_be_read(html: str) -> None:
    for address in Page(Response(url=AWAY, body=html.encode("utf-8", "replace"))).loaded:
        assert is_bare(address) == (address.startswith("http:") and not is_loopback(address))


def test_a_page_of_nonsense_and_a_policy_of_a_thousand_sources_take_no_time() -> None:
    nonsense = b"<![<script src='http://[1'><script src=//a:99999/>" * 20_000
    host = Host().send(CSP, f"frame-ancestors {' '.join(f'https://a{n}.example' for n in range(900))}")
    host.files["en-US/embed/index.html"] += nonsense
    host.files["embed.js"] = b'import "./a.js";' + b"import " * 100_000
    assert ("sharepoint", "frame-ancestors") in said(examined(host))
