"""The problems that a check finds in a copy of the guide, and the files that most of them are in."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.problems import ContentError
from site_builder.site.checking import check_all

TREE, OUTCOMES, FACTS = "docs/guide/tree.yml", "docs/guide/outcomes.yml", "docs/guide/facts.yml"
TIMES, SOURCES = "docs/guide/response_times.yml", "docs/guide/sources.yml"
POINTS = "docs/guide/open_points.yml"
INTERFACE = "docs/interface/interface.yml"


def problems(root: Path, *, catalogs: bool = False) -> list[str]:
    """What a check finds; without looking at the catalogs, which takes most of its time."""
    with pytest.raises(ContentError) as caught:
        check_all(root, catalogs=catalogs)
    return [str(problem) for problem in caught.value.problems]
