"""The command `embed doctor`: its arguments, its words, its JSON, its exit codes."""

from __future__ import annotations

import json
import re

import pytest

import build_site
from site_builder.hosting.doctor.checks import EVERY_FILE
from site_builder.hosting.doctor.fetch import checked_address
from site_builder.hosting.doctor.host_pages import KINDS
from site_builder.hosting.headers import policy
from tests.support.deployed_guide import EMBEDDERS, Host, on_loopback
from tests.support.doctor_reports import AWAY, CSP, INTRANET, doctor


@pytest.mark.parametrize(("packs", "verdict"), [(("br",), "works"), ((), "works, with advice")])
def test_the_command_is_content_without_problems(
    packs: tuple[str, ...], verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with on_loopback(Host(packs=packs)) as root:
        code, out, err = doctor(capsys, root)
    assert (code, err) == (0, "")
    assert f"SharePoint page (Embed web part): {verdict}\n" in out
    assert out.endswith("Nothing must be changed.\n") and "Add these headers" not in out


def test_the_command_prints_one_policy_for_all_that_must_change(capsys: pytest.CaptureFixture[str]) -> None:
    bad = "default-src 'self'; style-src 'none'; frame-ancestors https://old.example"
    with on_loopback(Host().send(CSP, bad).send("X-Frame-Options", "DENY")) as root:
        code, out, _ = doctor(capsys, root, "--embedder", f"{INTRANET}/")
    assert code == 1
    (line,) = re.findall(r"^ +(Content-Security-Policy: .*)$", out, re.MULTILINE)
    assert line == f"{CSP}: {policy(['https://old.example', *EMBEDDERS, INTRANET])}"
    assert "Send these no more: X-Frame-Options\n" in out
    assert "SharePoint page (Embed web part): blocked\n" in out
    assert "HTML page with an iframe: works in part\n" in out


def test_the_command_prints_json_for_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    with on_loopback(Host().send(CSP, policy(EMBEDDERS[1:]))) as root:
        code, out, _ = doctor(capsys, f"{root}en-US/", "--json")
    report = json.loads(out)
    assert code == 1
    assert (report["root"], report["page"], report["problems"]) == (root, f"{root}en-US/embed/", 1)
    verdicts = {one["id"]: one["verdict"] for one in report["hosts"]}
    assert verdicts["sharepoint"] == "blocked" and verdicts["teams"] == "works"
    assert set(report["site"]["findings"][0]) == {"level", "title", "text", "header", "where", "remove"}
    header = f"{CSP}: {policy([*EMBEDDERS[1:], EMBEDDERS[0]])}"
    assert report["headers"] == [{"where": EVERY_FILE, "header": header}] and report["removals"] == []


def test_the_command_can_leave_out_kinds_that_are_not_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    with on_loopback(Host().send(CSP, policy([INTRANET]))) as root:
        assert doctor(capsys, root)[0] == 1
        code, out, _ = doctor(capsys, root, "--only", "iframe", "--embedder", INTRANET)
    assert code == 0 and "SharePoint" not in out


def test_the_command_explains_itself_and_its_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, code, words in (
        (["embed", "--help"], 0, ["usage:", "doctor"]),
        (["embed", "doctor", "--help"], 0, ["usage:", *(kind.id for kind in KINDS)]),
        (["embed", "doctor", AWAY, "--only", "sharpoint"], 2, ["sharpoint", "sharepoint"]),
    ):
        with pytest.raises(SystemExit) as caught:
            build_site.main(arguments)
        captured = capsys.readouterr()
        assert caught.value.code == code
        assert [word for word in words if word not in captured.out + captured.err] == []


@pytest.mark.parametrize(
    "url",
    [
        *("guide.example.org", "ftp://guide.example.org/", "site/index.html", "file:///site/index.html", ""),
        *("https://", "https://guide.example.org:99999/", "https://[1/", "https://guide.example.org/a b"),
        *("https://someone:secret@guide.example.org/", "http://" + "a" * 70 + ".example/"),
    ],
)
def test_what_is_no_address_is_said_in_one_sentence(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = doctor(capsys, url)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "https://guide.example.org/en-US/" in err and "secret" not in err


def test_addresses_of_other_scripts_are_asked_for_in_ascii() -> None:
    expected = "https://xn--gds-zma.example/bl%C3%A5tt?q=%C3%A5"
    assert checked_address("https://gïds.example/blått?q=å#x") == expected


@pytest.mark.parametrize(
    "origin", ["a.example", f"{INTRANET}/page", "https://*.a.example", "*", "https://a:99999"]
)
def test_what_is_no_origin_is_said_in_one_sentence(origin: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = doctor(capsys, AWAY, "--embedder", origin)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "https://intranet.example.org" in err
