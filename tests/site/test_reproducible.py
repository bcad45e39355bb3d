"""The same sources give the same site, byte for byte, whoever builds it, where and when."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.locales.calendars import YEARS_AHEAD
from site_builder.site.compressing import COMPRESSED
from tests.support.machines import ELSEWHERE, HERE, OTHERWISE, TWO, Machine, Machines

pytestmark = pytest.mark.xdist_group("machines")

COMPRESS = """
from pathlib import Path
from site_builder.site.compressing import compress
compress(Path("{0}/ar-SA"), Path(".cache"), {1})
"""
"""Compresses the pages of one locale alone: to compress the engine takes half a minute, and to make it is
tested elsewhere."""


LATER = "2030-06-01T12:00:00+00:00"


def digests(site: Path) -> dict[str, str]:
    """Every file and folder of a site, with the hash of its bytes."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
        for path in sorted(site.rglob("*"))
    }


def differences(one: Path, two: Path, without: Collection[str] = ()) -> list[str]:
    """The names that only one site has, or with other bytes than the other; `without` files that end so."""
    first, second = (
        {name: hash for name, hash in digests(site).items() if Path(name).suffix not in without}
        for site in (one, two)
    )
    assert {path.parent.name for path in one.glob("*/index.html")} == set(TWO), "all of it"
    return [name for name in sorted(first.keys() | second.keys()) if first.get(name) != second.get(name)]


def compressed(machines: Machines, machine: Machine, out: str = "site") -> Path:
    """The site as it is built there, with compressed copies."""
    site = machines.build(machine, out)
    machines.run(machine, "-c", COMPRESS.format(out, machine.jobs))
    assert (site / "ar-SA/index.html.br").is_file()
    return site


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory, cache_of_project: Callable[[Path], None]) -> Machines:
    return Machines(tmp_path_factory.mktemp("machines"), cache_of_project)


@pytest.fixture(scope="module")
def here(machines: Machines) -> Path:
    """The site as it is built here."""
    return compressed(machines, HERE)


@pytest.fixture(scope="module")
def there(machines: Machines) -> Path:
    """The site as it is built elsewhere."""
    return compressed(machines, ELSEWHERE)


def test_another_machine_on_another_day_of_the_year_builds_the_same_site(
    machines: Machines, here: Path, there: Path
) -> None:
    if differing := differences(here, there):
        changes = {key: replace(HERE, **{"folder": f"other {key}", key: OTHERWISE[key]}) for key in OTHERWISE}
        found = {key: differences(here, compressed(machines, machine)) for key, machine in changes.items()}
        pytest.fail(f"{differing} differ; by one change alone: {found}")


def test_warm_caches_give_the_same_site_as_empty_ones(machines: Machines, here: Path) -> None:
    assert differences(here, compressed(machines, replace(HERE, jobs=2), "again")) == []


def test_with_a_date_given_the_day_of_the_build_does_not_matter(machines: Machines, here: Path) -> None:
    """Nor does that day itself, but for the guides in one file, which name it."""
    later = replace(ELSEWHERE, clock=LATER, dated="2027-12-31T00:00:00+00:00")
    dated = machines.build(later, "dated")
    files = [f"guide-{id}.html" for id in sorted(TWO)]
    assert differences(here, dated, COMPRESSED) == [*files, "manifest.json"]
    assert "Copy of December 31, 2027" in (dated / "guide-en-US.html").read_text(encoding="utf-8")
    ends = json.loads((here / "en-US/tree.json").read_text(encoding="utf-8"))["calendars"][0]["ends"]
    assert ends == f"{2027 + YEARS_AHEAD}-12-31"


def test_a_site_is_open_to_readers_whatever_the_builder_keeps_private(here: Path, there: Path) -> None:
    def modes(site: Path) -> dict[str, int]:
        return {
            path.relative_to(site).as_posix(): stat.S_IMODE(path.stat().st_mode)
            for path in site.rglob("*")
            if path.suffix not in COMPRESSED  # those were put there after the build
        }

    found = modes(here)
    assert set(found.values()) == {0o755, 0o644}
    assert modes(there) == found


def test_the_clocks_of_these_tests_are_really_set(machines: Machines) -> None:
    """Otherwise they would promise nothing: without a date given, the calendars follow the clock."""
    code = "from site_builder.locales.calendars import calendar_span; print(calendar_span().ends)"
    for clock, year in ((HERE.clock, 2027), (ELSEWHERE.clock, 2027), (LATER, 2030)):
        said = machines.run(replace(HERE, clock=clock), "-c", code)
        assert said == f"{year + YEARS_AHEAD}-12-31\n"
