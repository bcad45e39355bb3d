"""The page of names and a procedure's page, of a guide whose kinds of names are its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.pages.pages import Page
from site_builder.problems import ContentError
from site_builder.site.checking import check_all
from site_builder.site.edition import guide_json, source_pages

TREE = """
title: Repairs
first: thing
questions:
  - id: thing
    question: Is it {device:kettle}?
    name: Thing
    answers:
      - {id: "yes", label: "Yes", to: repair}
"""
OUTCOMES = """
outcomes:
  - id: repair
    title: Repair
    summary: Have it repaired.
    response: [{id: soon, text: Soon.}]
    procedures: [descale]
"""
FACTS = """
portals:
  - {id: shop, name: the shop, url: "https://shop.example.com"}
names:
  - {id: empty, heading: Nothing, matrix: true}
  - id: device
    heading: Devices
    applies: For which device
    items:
      - {id: kettle, name: Kettle, also: [Boiler]}
      - {id: toaster, name: Toaster}
  - id: team
    heading: Teams
    one: Team
    matrix: true
    items:
      - {id: bench, name: The bench}
  - id: spare-part
    heading: Spare parts
    items:
      - {id: fuse, name: Fuse}
  - id: tool
    heading: Tools
    matrix: true
    items:
      - {id: brush, name: Brush}
"""
PROCEDURE = """
id: descale
title: Descale it
summary: Every year.
order: 1
portal: shop
for: {tool: brush, team: [bench], device: [toaster, kettle]}
steps:
  - {id: first, text: "{tool:brush}"}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A guide of four files; the rest is the product's."""
    folder = tmp_path / "docs/guide"
    (folder / "procedures").mkdir(parents=True)
    for name, text in (("tree", TREE), ("outcomes", OUTCOMES), ("facts", FACTS)):
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    (folder / "procedures/descale.yml").write_text(PROCEDURE, encoding="utf-8")
    return tmp_path


def headings(page: Page) -> list[tuple[str, str]]:
    """The sections of a page: id and text."""
    return [(heading.id, heading.text) for heading in page.headings if heading.level == 2]


def test_the_names_of_each_kind_are_shown_and_empty_kinds_have_no_heading(root: Path) -> None:
    page = source_pages(check_all(root))["names.md"]
    assert headings(page) == [
        ("team", "Teams"), ("tool", "Tools"), ("spare-part", "Spare parts"), ("portals", "Whom to contact"),
        ("device", "Devices"),
    ]  # fmt: skip
    first = re.findall(r'<thead.*?columnheader">(.*?)</th>', page.content)
    assert first == ["Team", "Tools"], "the kind's heading where it has no word for one of them"
    assert '<div id="spare-part-fuse"' in page.content
    assert re.search(r'id="tool-brush".*the shop.*href="../procedures/descale/"', page.content)
    assert "Also called: Boiler" in page.content


def test_a_procedure_shows_what_it_applies_to_before_its_portal_and_the_other_kinds_after_it(
    root: Path,
) -> None:
    shown = source_pages(check_all(root))["procedures/descale.md"].content
    assert re.findall("<dt>(.*?)</dt> <dd>(.*?)</dd>", shown) == [
        ("For which device", "Toaster and Kettle"), ("Portal", "the shop"), ("Teams", "The bench"),
        ("Tools", "Brush"),
    ]  # fmt: skip
    assert re.search(r'<li id="step-first">Brush\s', shown), "a text names it, without a link"


def test_a_guide_without_names_has_no_page_of_them(root: Path) -> None:
    (root / "docs/guide/facts.yml").unlink()
    (root / "docs/guide/procedures/descale.yml").unlink()
    for name in ("tree", "outcomes"):
        path = root / f"docs/guide/{name}.yml"
        text = path.read_text(encoding="utf-8").replace("{device:kettle}", "a kettle")
        path.write_text(text.replace("    procedures: [descale]\n", ""), encoding="utf-8")
    assert "names.md" not in source_pages(check_all(root))


def test_a_kind_is_looked_for_among_those_of_the_guide(root: Path) -> None:
    path = root / "docs/guide/facts.yml"
    path.write_text(FACTS.replace("id: device", "id: machine"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        check_all(root)
    known = "empty, machine, team, spare-part, tool"
    assert [str(problem).partition(": ")[2] for problem in caught.value.problems] == [
        'unknown kind "device" (expected one of: empty, machine, spare-part, team, tool)',
        "{device:kettle} refers to an unknown kind; expected one of: portal, label, term, link, address, "
        "duration, procedure, faq, outcome, question, open-point, page, field, table, country, language, "
        f"currency, number, date, {known}",
    ]


def test_guide_json_has_the_keys_of_the_yaml_files(root: Path) -> None:
    checked = check_all(root)
    lexicon = checked.lexicon(checked.locales.source)
    (procedure,) = guide_json(lexicon)["procedures"]
    assert procedure["for"] == {"tool": ["brush"], "team": ["bench"], "device": ["toaster", "kettle"]}
