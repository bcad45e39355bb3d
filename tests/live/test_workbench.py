"""The workbench: pages for writers, made of the guide as its files are, or of what is wrong with it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder.cli.check import summary
from site_builder.live.editions import Editions
from site_builder.live.reports import JUDGED_MUTANTS, REPORTS, make_report
from site_builder.live.server import make_server
from site_builder.live.workbench import PAGES, Workbench
from site_builder.problems import Problem
from site_builder.site.checking import Checked
from tests.support.asking import Answer, ask

Spoil = Callable[[str, str, str], Path]
TREE = "docs/guide/tree.yml"
PATIENCE = 120
"""Seconds: the process that makes reports stands back behind all others."""


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    return Editions(tmp_path / "site", {}, print)


@pytest.fixture
def get(kept_copy: Path, tmp_path: Path, editions: Editions) -> Iterator[Callable[[str], Answer]]:
    """Asks the server of a guide that has no site yet."""
    workbench = Workbench(kept_copy, editions, summary)
    (tmp_path / "site").mkdir()
    with make_server(tmp_path / "site", 0, editions=editions, workbench=workbench) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield lambda path: ask(server.server_port, f"/{path}", timeout=PATIENCE)
        server.shutdown()
    workbench.close()


@pytest.mark.lent
def test_its_pages_say_what_the_guide_has_and_after_an_edit_what_is_wrong_with_it(
    get: Callable[[str], Answer], spoil: Spoil
) -> None:
    spoil(
        TREE,
        "\nquestions:",
        "\ngroups:\n  - {id: lost-one, question: product, answers: [azure]}\n\nquestions:",
    )
    said = get("_workbench/")
    assert (said.status, b"Proved: every one of" in said.body) == (200, True)
    unreached = get("_workbench/unreached/").body.decode()
    assert "group lost-one" in unreached and f"{TREE}:" in unreached
    assert b"What no scenario does" in get("_workbench/coverage/").body
    for path in ("_workbench/nothing/", "_workbench/%2e%2e/%2e%2e/etc/passwd", "_workbench/base.html.j2"):
        assert get(path).status in (404, 503)
    spoil(TREE, "to: progress", 'to: "<b>nowhere"')
    broken = get("_workbench/coverage/").body.decode()
    assert "unknown question or outcome &#34;&lt;b&gt;nowhere&#34;" in broken
    assert "<b>nowhere" not in broken


@pytest.mark.lent
def test_while_there_is_no_site_every_page_lists_the_problems(
    get: Callable[[str], Answer], editions: Editions
) -> None:
    editions.site_failed([Problem(TREE, 3, 5, 'unknown "<b>"')])
    for path in ("", "en-US/", "en-US/faq/"):
        answer = get(path)
        assert answer.status == 503
        assert b"unknown &#34;&lt;b&gt;&#34;" in answer.body and b"/_live/live.js" in answer.body
    assert get("en-US/tree.json").status == 404


def test_every_page_has_a_report(checked: Checked) -> None:
    assert {*PAGES} <= {*REPORTS, "diff"}
    for name, report in REPORTS.items():
        if name != JUDGED_MUTANTS:  # check --mutants has tests of its own
            assert report(checked, summary), name


@pytest.mark.lent
def test_a_guide_without_a_commit_has_no_diff_and_says_so(kept_copy: Path, copy: Path) -> None:
    report = make_report("diff", kept_copy, {}, summary)
    assert "git" in report.error and not report.facts
