"""The problems that a check finds in a copy of the guide, and the files that most of them are in."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from site_builder.guide.content import read_content
from site_builder.guide.model import Guide
from site_builder.locales.locales import read_locales
from site_builder.problems import ContentError
from site_builder.site.checking import check_all
from tests.support.guide_copies import SAMPLE

TREE, OUTCOMES, FACTS = "docs/guide/tree.yml", "docs/guide/outcomes.yml", "docs/guide/facts.yml"
TIMES, SOURCES = "docs/guide/response_times.yml", "docs/guide/sources.yml"
POINTS = "docs/guide/open_points.yml"
INTERFACE = "docs/interface/interface.yml"


def problems(root: Path, *, catalogs: bool = False) -> list[str]:
    """What a check finds; without looking at the catalogs, which takes most of its time."""
    with pytest.raises(ContentError) as caught:
        check_all(root, catalogs=catalogs)
    return [str(problem) for problem in caught.value.problems]


def expect_reported(root: Path, file: str, message: str) -> None:
    """Expect a problem with that message at a line of one of the guide's files."""
    found = _problems_of(root, file)
    matching = [line for line in found if message in line]
    assert matching, "\n".join(found)
    assert matching[0].startswith("docs/")
    if "missing" not in message:
        assert matching[0].split(":")[1].isdecimal(), "with its line"


def _problems_of(root: Path, file: str) -> list[str]:
    """What is found by the part of a check that reads the file; the proof if reading finds nothing."""
    try:
        if file.startswith("docs/locales/"):
            read_locales(root, _guide())
        else:
            read_content(root)
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return problems(root)


@functools.cache
def _guide() -> Guide:
    """The sample guide, which labels are compared with."""
    return read_content(SAMPLE).guide
