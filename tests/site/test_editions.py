"""What is quick about a build changes nothing of what comes out of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.pages import mkdocs_site as site
from site_builder.pages.blocks import EXCLUDED, Blocks
from site_builder.parallel import side_by_side
from site_builder.site.checking import Checked
from site_builder.site.edition import Press, build_edition
from site_builder.tree.exposure import walks_meeting
from site_builder.tree.layout import layout_of


@pytest.fixture(scope="session")
def press(checked: Checked) -> Press:
    """All that editions are made with."""
    english = checked.lexicon(checked.locales.source)
    weights = walks_meeting(english, checked.content.version)
    return Press(
        checked, tuple(checked.catalogs.values()), english, layout_of(english), "engine/x/", "", weights
    )


class _Stock(site.BasePlugin):  # type: ignore[type-arg]
    """In the place of the plugin that keeps raw HTML from Markdown: it only marks pages, as that does."""

    def __init__(self, mark, base) -> None:  # type: ignore[no-untyped-def]
        super().__init__()
        self.mark = mark
        self.base = base

    on_template_context = site._RawHtml.on_template_context

    def on_post_page(self, output: str, **_: object) -> str:
        return str(self.mark(output))

    def on_post_template(self, output_content: str, *, template_name: str, **_: object) -> str:
        return str(self.mark(output_content)) if template_name.endswith(".html") else output_content


@pytest.mark.parametrize("id", ["en-US", "ja-JP", "ar-SA"])
def test_pages_are_those_of_mkdocs_alone(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, id: str
) -> None:
    catalog = press.checked.catalogs[id]
    build_edition(press, catalog, tmp_path / "locales" / "quick")
    monkeypatch.setattr(site, "_RawHtml", _Stock)
    monkeypatch.setattr(site, "keep_compiled", lambda theme, folder: None)
    build_edition(press, catalog, tmp_path / "locales" / "stock")

    def files(name: str) -> dict[str, bytes]:
        root = tmp_path / "locales" / name
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and path.suffix != ".map"
        }

    quick, stock = files("quick"), files("stock")
    index = "search/search_index.json"
    found, whole = (json.loads(one.pop(index))["docs"] for one in (quick, stock))
    assert quick == stock
    # cells are set apart for the search, so white space is not compared
    texts = {doc["location"]: "".join(doc["text"].split()) for doc in whole}
    assert all("".join(doc["text"].split()) == texts[doc["location"]] for doc in found)
    # Material loses its place in an excluded section that holds others, and lists their titles
    lost = texts.keys() - {doc["location"] for doc in found}
    questions = {question.id for question in press.checked.tree.questions}
    assert all(
        location.removeprefix("#").split("--")[0].removesuffix("-title") in questions for location in lost
    )


MARKUP = st.lists(
    st.sampled_from(
        ["<div>", "</div>", f"<section {EXCLUDED}>", "</section>", "<p>x</p>", "", "text", "<b>y</b>", "</p>"]
    ),
    max_size=12,
).map("\n".join)


@given(MARKUP)
def test_blocks_come_back_where_they_were(markdown: str) -> None:
    blocks = Blocks()
    assert blocks.show_all(blocks.show(blocks.take(markdown))) == markdown


def _square(shared: int, item: int) -> int:
    if item < 0:
        raise ValueError("negative")
    return shared + item * item


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_side_by_side_gives_the_same_as_one_after_another(jobs: int) -> None:
    done = dict(side_by_side(_square, 10, [1, 2, 3], jobs=jobs))
    assert done == {1: 11, 2: 14, 3: 19}
    with pytest.raises(ValueError, match="negative"):
        list(side_by_side(_square, 10, [1, -2, 3], jobs=jobs))


def test_texts_are_weighted_by_the_combinations_that_meet_them(press: Press) -> None:
    weights, proof = press.weights, press.checked.proof
    first = f"tree.questions.{press.checked.content.guide.tree.first}.question"
    assert weights[first] == proof.combinations == max(weights.values())
    ends = [weights[f"outcomes.outcomes.{outcome.id}.title"] for outcome in press.checked.tree.outcomes]
    assert sum(ends) >= proof.combinations, "every combination ends at an outcome"
    assert "sources.documents" not in {context.rsplit(".", 2)[0] for context in weights}
    assert weights.get("pages.pages.about.title", 0) == 0, "no way leads past the page about the guide"
