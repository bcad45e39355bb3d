from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.hosting.headers import HOSTING_FILE, policy, read_hosting
from site_builder.problems import ContentError
from tests.conftest import ROOT


def written(root: Path, text: str) -> Path:
    path = root / HOSTING_FILE
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return root


def ancestors(embedders: tuple[str, ...]) -> str:
    """What the policy says of who may show a page in a frame."""
    return policy(embedders).partition("frame-ancestors ")[2]


def test_without_the_file_no_other_site_may_show_the_guide(tmp_path: Path) -> None:
    assert read_hosting(tmp_path).embedders == ()
    assert ancestors(read_hosting(tmp_path).embedders) == "'self'"
    assert ancestors(read_hosting(written(tmp_path, "embedders: []\n")).embedders) == "'self'"


def test_the_file_lists_the_origins_that_may(tmp_path: Path) -> None:
    root = written(tmp_path, "embedders: [https://intranet.example.org]\n")
    assert ancestors(read_hosting(root).embedders) == "'self' https://intranet.example.org"
    assert "https://*.sharepoint.com" in read_hosting(ROOT).embedders


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("embeders: []\n", 'unknown key "embeders" (did you mean "embedders"?)'),
        (
            "embedders:\n  - https://intranet.example.org/page\n",
            ':2:5: "https://intranet.example.org/page" is not',
        ),
    ],
)
def test_a_file_that_is_wrong_is_not_taken_for_a_missing_one(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_hosting(written(tmp_path, text))
    assert message in str(caught.value.problems[0])


def test_a_file_that_cannot_be_read_is_not_taken_for_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / HOSTING_FILE).mkdir(parents=True)
    with pytest.raises(ContentError, match="cannot be read"):
        read_hosting(tmp_path)
