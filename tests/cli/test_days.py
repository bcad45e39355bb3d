"""check --on: what holds on a day, and what ends soon."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import build_site
from site_builder.cli.days import ending_notices
from site_builder.cli.new import begin_guide
from site_builder.guide import DatedPiece, Document
from tests.guide.test_periods import add_dates


def test_check_says_what_holds_on_a_day_and_what_ends_soon(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "guide"
    begin_guide(root)
    add_dates(root)
    scenario = "{id: a, title: A, answers: {problem: pass}, outcome: pass-desk}"
    (root / "docs/guide/scenarios.yml").write_text(f"scenarios: [{scenario}]\n", encoding="utf-8")
    assert build_site.main(["--root", str(root), "check", "--on", "2027-01-01"]) == 0
    said = capsys.readouterr().out
    assert "dates: proved in each of 3 periods" in said
    assert 'tree.yml:16:65: "badge" has ended: it held until 2026-12-31' in said
    assert "On 2027-01-01, which is in the time from 2027-01-01 until 2027-06-30:" in said
    assert "1 of 1 scenarios are of that time" in said
    assert '  does not hold: "badge" (docs/guide/tree.yml:16), until 2026-12-31\n' in said
    assert '  holds: "pass" (docs/guide/tree.yml:17), from 2027-01-01\n' in said
    assert "ends soon" not in said
    assert build_site.main(["--root", str(root), "check", "--on", "2027-05-01"]) == 0
    assert '"form" ends soon: it holds until 2027-06-30, in 60 days' in capsys.readouterr().out
    with pytest.raises(SystemExit) as stopped:
        build_site.main(["check", "--on", "2027-02-29"])
    assert stopped.value.code == 2 and 'found "2027-02-29"' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ((2026, 11, 1), ""),
        ((2026, 11, 2), "ends soon: it holds until 2027-01-01, in 60 days"),
        ((2026, 12, 31), "in 1 day"),
        ((2027, 1, 1), "which is that day"),
        ((2027, 1, 2), "has ended: it held until 2027-01-01"),
    ],
)
def test_what_ends_is_said_sixty_days_before(today: tuple[int, int, int], said: str) -> None:
    document = Document("tree.yml", positions={("a", "until"): (3, 4)})
    others = DatedPiece("y", ("2026-01-01", ""), document, ())
    pieces = (DatedPiece("x", ("", "2027-01-01"), document, ("a",)), others)
    found = list(ending_notices(pieces, date(*today)))
    assert len(found) == bool(said)
    assert all(one.startswith('tree.yml:3:4: "x" ') and said in one for one in found)
