"""tables.yml and its CSV files: what is read of them, and what is said of mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.editor.schemas import schema
from site_builder.guide import read_content
from site_builder.guide.number_domain import NumberDomain
from site_builder.guide.table_rows import _answers
from site_builder.problems import ContentError
from site_builder.site.checking import check_all
from tests.support.guide_problems import problems
from tests.support.table_guide import CSV, table_guide

T, C, S = "docs/guide/tables.yml", "docs/guide/extracts.csv", "docs/guide/outcomes.yml"


def test_facts_are_written_in_the_locale_and_only_words_are_translated(tmp_path: Path) -> None:
    checked = check_all(table_guide(tmp_path))
    fees, _, extracts, post = checked.tree.tables
    assert [(cell.text, cell.value, cell.href) for cell in fees.rows[0].cells] == [
        ("€75.80", "75.80 EUR", ""), ("5 business days", "5 business days", ""),
        ("Bring the old one.", "", ""), ("Desk for papers", "desk", "https://desk.example.org/papers"),
    ]  # fmt: skip
    assert fees.rows[1].cells[-1].text == "www.example.com/id"
    assert [cell.text for cell in extracts.rows[0].cells] == ["€1.25", "12.5", "By courier, at once"]
    assert (fees.rows[0].text, post.rows[0].text) == (
        "Ready within: 5 business days", "It is sent within three business days.",
    )  # fmt: skip
    contexts = [leaf.context for _, leaf in checked.content.texts() if leaf.context.startswith("tables.")]
    cells = [one for one in contexts if ".cells." in one]
    assert "tables.tables.extracts.rows.bulk.cells.how.text" in cells
    assert all(one.endswith((".note.text", ".what.text", ".how.text")) for one in cells), cells


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_csv_file_of_a_spreadsheet_is_read_and_another_one_is_another_version(
    tmp_path: Path, mark: str
) -> None:
    table_guide(tmp_path)
    before = read_content(tmp_path).version
    path = tmp_path / C
    path.write_bytes((mark + CSV.replace("8.30", "8.40")).replace("\n", "\r\n").encode())
    content = read_content(tmp_path)
    rows = content.guide.tables.tables[2].rows
    assert [row.id for row in rows] == ["bulk", "some", "one"] and rows[1].cells[0].amount == "8.40"
    assert content.version != before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("fee: 67", "fe: 67", f'{T}:19:73: unknown column "fe" (did you mean "fee"?)'),
        ("fee: 67", "fee: true", f'{T}:19:78: expected an amount such as 12 or "75.80"; found the '
         "value true"),
        ("fee: 67", "fee: [67]", f'{T}:19:78: expected an amount such as 12 or "75.80"; found a list'),
        ("24 hours", "1 day", f'{T}:21:69: a promise is counted in hours or business days, found "1 day"'),
        ("24 hours", "soon", f"{T}:21:69: expected a duration such as 2 hours, 5 business days, 3 weeks; "
         'found "soon"'),
        ("at: desk", "at: dsk", f'{T}:18:13: unknown link or portal "dsk" (did you mean "desk"?)'),
        ('"https://www', '"http://www', f'{T}:20:42: "http://www.example.com/id/" is not an https address'),
        ("type: address", "type: adress", f"{T}:10:40: expected one of: text, duration, amount, number, "
         'address; found "adress"'),
        ("id: note,", "id: when,", f'{T}:9:9: "when" is a key of every row; call the column otherwise'),
        ("id: note,", "id: service,", f'{T}:9:14: "service" is an input too'),
        ("unit: EUR}\n      - {id: within", "unit: Euro}\n      - {id: within",
         f'{T}:7:9: "Euro" is no currency (did you mean "EUR"?)'),
        ("promise: within", "promise: fee", f'{T}:5:14: "fee" is no column of the type duration'),
        (", hours_kept: round-the-clock", "", f'{T}:21:9: missing "hours_kept" of a promise: '),
        ("what: A letter", "text: x", f'{T}:29:62: "text" has a place only in a table with a "promise"'),
        ("id: papers", "id: table", f'{T}:22:5: the id "table" is that of response_times.yml'),
        ("[fees, papers]", "[fees, paper]", f'{S}:2:102: unknown table "paper" (did you mean "papers"?)'),
        ("response: fees", "response: papers", f'{S}:2:81: the table "papers" promises no response: give it'),
        ("response: fees", "response: fee", f'{S}:2:81: unknown promise "fee" (did you mean "fees"?)'),
        ("    name: Papers to bring\n", "", f'{S}:2:102: the table "papers" has no name, and readers see it'),
        ("rows_file: extracts.csv", "rows_file: extract.csv", f"{T}:34:16: extract.csv cannot be read"),
        ("free,how", "fre,how", f'{C}:1:15: unknown column "fre" (did you mean "free"?)'),
        ("bulk,50..", "bulk,1..500", f'{C}:2:6: "copies" is asked from 1 to 100; 500 is outside'),
        ("bulk,50..", "bulk,many", f'{C}:2:6: "copies" has no answer "many"'),
        ("8.30", "8;30", f'{C}:3:11: expected an amount such as 12 or "75.80"; found "8;30"'),
        ("at once", "<b>at once", f"{C}:2:21: HTML is not allowed in a text"),
        ("some,10", "bulk,10", f'{C}:3:1: duplicate id "bulk" (first in line 2)'),
        (CSV, "id,copies,fee,free,how\n", f"{T}:34:16: extracts.csv has no rows below its first line"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_once_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    found = problems(table_guide(tmp_path, old, new))
    assert [one for one in found if one.startswith(message)], found
    assert len(found) <= 1 + (old in ("free,how", "id: note,")), "a column that is missing is another mistake"


@pytest.mark.parametrize(
    ("cell", "ranges"),
    [
        ("50..", ["50-to-100"]), ("..<50", ["1-to-49"]), (">49..", ["50-to-100"]), ("50..60", ["50-to-60"]),
        ("..", None),
    ],
)  # fmt: skip
def test_a_cell_of_csv_has_bounds_of_a_number(cell: str, ranges: list[str] | None) -> None:
    asked = _answers(cell)
    if ranges is None:
        assert asked == [cell], "it is no answer either, which is said"
    else:
        domain = NumberDomain("1", "100", "1", "")
        (low, high), ends = domain.interval(asked), ranges[0].split("-to-")
        assert [str(1 + (low or 0)), str(100 if high is None else high)] == ends


def test_numbers_have_units_in_the_words_of_the_locale(tmp_path: Path) -> None:
    root = table_guide(tmp_path, "type: number}", "type: number, unit: kilometer}")
    assert check_all(root).tree.tables[2].rows[0].cells[1].text == "12.5 kilometers"


def test_editors_complete_tables(tmp_path: Path) -> None:
    made = schema("tables")["$defs"]
    assert made["TableRow"]["additionalProperties"]["type"] == ["string", "number"]
    assert "additionalProperties" in made["Table"] and made["Table"]["additionalProperties"] is False


def test_a_conclusion_is_no_input_but_what_it_follows_from_is(tmp_path: Path) -> None:
    values = '[{id: "yes", when: {urgency: urgent}}, {id: "no", otherwise: true}]'
    soon = f"conclusions: [{{id: soon, values: {values}}}]\n"
    path = (
        table_guide(tmp_path, "[service, urgency, clock]", "[service, soon, clock]") / "docs/guide/tree.yml"
    )
    path.write_text(path.read_text(encoding="utf-8") + soon, encoding="utf-8")
    with pytest.raises(ContentError, match='"soon" is a conclusion; name the questions that it follows from'):
        read_content(tmp_path)
