"""Mistakes in a guide that has little: each with its place; and files that nothing reads are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.cli.new import begin_guide
from site_builder.problems import ContentError
from site_builder.site.checking import check_all

DESK = "    summary: They know who can help.\n"
PAGE = "pages:\n  - {id: ID, title: T, description: D, intro: [{id: a, text: A}]}\n"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("faq.yaml", "questions: []\n", 'guide/faq.yaml: nothing reads this file (did you mean "faq.yml"?)'),
        ("procedures/a.yaml", "id: a\n", 'a.yaml: nothing reads this file (did you mean "a.yml"?)'),
        ("pages.yml", PAGE.replace("ID", "static"), '"static" is a folder of the site'),
        ("pages.yml", "footer: [{id: a, text: A, when: {problem: water}}]\n", "the footer stands on every"),
        ("sources.yml", "", "sources.yml: is empty"),
        ("pages.yml", PAGE.replace("text: A", "text: See {page:home}."), "in it needs quotes"),
        ("interface.yml", "words:\n  backk: x\n", 'the interface has no word "backk" (did you mean "back"?)'),
    ],
)  # fmt: skip
def test_a_file_is_refused_in_one_sentence(tmp_path: Path, file: str, text: str, said: str) -> None:
    begin_guide(tmp_path)
    path = tmp_path / "docs/guide" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        check_all(tmp_path)
    (problem,) = caught.value.problems
    assert said in str(problem)


def test_a_response_table_that_is_not_there_is_missed_by_the_outcome(tmp_path: Path) -> None:
    _, path = begin_guide(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(DESK, f"{DESK}    response: table\n"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"outcomes\.yml:\d+:15: there is no response table"):
        check_all(tmp_path)


def test_what_a_guide_need_not_have_is_not_missed(tmp_path: Path) -> None:
    begin_guide(tmp_path)
    checked = check_all(tmp_path)
    assert (checked.proof.outcomes, checked.proof.rows, checked.address) == (3, 0, "")
    assert [locale.id for locale in checked.locales.all] == ["en-US"]
