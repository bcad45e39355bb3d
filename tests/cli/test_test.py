"""The verb `test`, with programs in place of the checks."""

from __future__ import annotations

import pytest

import build_site
from site_builder.cli import test


@pytest.mark.parametrize(
    ("given", "asked"), [([], ""), (["--quick"], "".join(f"{option!r}, " for option in test.QUICK))]
)
def test_every_check_runs_although_one_failed(
    given: list[str], asked: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran: dict[str, list[str]] = {}

    def note(title: str, check: list[str], variables: dict[str, str], *, kept: bool = False) -> test.Done:
        ran[title] = check
        return test.Done(title, int(title == "ruff check"), 1.5, f"{title} says\n")

    monkeypatch.setattr(test, "_run", note)
    monkeypatch.setattr(test, "with_browser", dict)
    assert build_site.main(["test", *given, "tests/cli", "-k", "walk"]) == 1
    assert list(ran) == [*test.BEFORE, "pytest"]
    assert f"{asked}'tests/cli', '-k', 'walk'" in str(ran["pytest"])
    said = capfd.readouterr()
    assert "1.5  ruff check  FAILED" in said.out
    assert said.err == "Failed: ruff check.\n"
