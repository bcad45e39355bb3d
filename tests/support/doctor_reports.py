"""Reports of the embed doctor on hosts that tests spoil: made, read, and followed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import build_site
from site_builder.hosting.doctor.checks import EVERY_FILE, HASHED_FILES, OTHER_FILES, Finding
from site_builder.hosting.doctor.deployment import Deployment, gather
from site_builder.hosting.doctor.host_pages import KINDS, embedder
from site_builder.hosting.doctor.report import Report, diagnose
from site_builder.hosting.headers import HASHED, policy
from tests.support.deployed_guide import EMBEDDERS, ENGINE, Host, on_loopback

CSP, SHARED = "Content-Security-Policy", "Access-Control-Allow-Origin"
INTRANET = "https://intranet.example.org"
AWAY = "https://guide.example.org/"
GOOD = policy(EMBEDDERS)
WORKER = f"{ENGINE}worker.js"


def in_a_thread(call: Callable[..., Any], *arguments: Any) -> Any:
    """Call what runs a loop: where a browser test ran before, this thread has Playwright's already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(call, *arguments).result()


def gathered(host: Host, *origins: str, page: str = "en-US/embed/") -> Deployment:
    """What the doctor fetches from a host on loopback."""
    with on_loopback(host) as root:
        found: Deployment = in_a_thread(asyncio.run, gather(f"{root}{page}", origins))
    return found


def examined(host: Host, *origins: str, page: str = "en-US/embed/") -> Report:
    """What the doctor says of a host on loopback."""
    return diagnose(gathered(host, *origins, page=page), [*KINDS, *map(embedder, origins)])


def examined_away(host: Host, *origins: str, root: str = AWAY, page: str = "en-US/embed/") -> Report:
    """The same as if it were on another machine."""
    guide = in_a_thread(asyncio.run, gather(f"{root}{page}", origins, host.transport()))
    return diagnose(guide, [*KINDS, *map(embedder, origins)])


def found(report: Report, id: str, title: str) -> Finding:
    (judged,) = (part for part in (report.site, *report.hosts) if part.id == id)
    findings = [one for one in judged.findings if one.title == title]
    assert findings, f"{title} is not among {[one.title for one in judged.findings]}"
    return findings[0]


def said(report: Report) -> list[tuple[str, str]]:
    """Where and about what there is advice or a problem."""
    parts = (report.site, *report.hosts)
    return [(part.id, one.title) for part in parts for one in part.findings if one.level != "ok"]


def follow(host: Host, report: Report) -> None:
    """Do what the report says about headers."""
    places: dict[str, Callable[[str], bool]] = {
        EVERY_FILE: lambda path: True,
        HASHED_FILES: lambda path: path.startswith(HASHED),
        OTHER_FILES: lambda path: not path.startswith(HASHED),
    }
    for line, where in report.headers:
        name, _, value = line.partition(": ")
        ending = where.removeprefix("files that end in ")
        host.send(name, value, to=places.get(where) or (lambda path, ending=ending: path.endswith(ending)))
    for name in report.removals:
        host.send(name)


def doctor(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command: its exit code, what it printed, and its errors."""
    code = in_a_thread(build_site.main, ["embed", "doctor", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err
