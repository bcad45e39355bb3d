"""Answers from a CSV file and from lists by CLDR."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.guide.cldr import codes, is_name
from site_builder.guide.content import read_content
from site_builder.problems import ContentError
from site_builder.site.checking import check_all

COUNTRY = """
  - id: country
    question: In which country?
    name: Country
    list: countries
    source: F57
    except: [aq]
    extra:
      - {id: elsewhere, label: Somewhere else, to: outside, source: F57}
    to:
      - {when: {country: benelux}, to: city}
      - {when: {country: {not: benelux}}, to: outside}
"""
CITY = """\
  - id: city
    question: In which city?
    name: City
    answers_file: cities.csv
    source: F57
    to: outside
"""
GROUPS = "groups:\n  - {id: benelux, name: The Benelux, question: country, answers: [be, nl, lu]}\n"
CITIES = (
    'id,label,also,to\namsterdam,Amsterdam,capital,\nbrussels,"Brussels, Region",,outside\nghent,Ghent,,\n'
)
ABROAD = "      - {id: abroad, label: Abroad, to: country, source: F57}\n"
LAST = "      - id: other\n        label: Something else"


def with_lists(root: Path, old: str = "", new: str = "", cities: str | bytes = CITIES) -> Path:
    """A copy of the guide with both questions, and a text of theirs replaced."""
    path = root / "docs" / "guide" / "tree.yml"
    text = path.read_text("utf-8").replace(LAST, ABROAD + LAST, 1)
    added = COUNTRY + CITY + GROUPS
    assert old in added
    path.write_text(text + added.replace(old, new, 1), "utf-8")
    written = cities if isinstance(cities, bytes) else cities.encode()
    (root / "docs" / "guide" / "cities.csv").write_bytes(written)
    return root


def test_listed_answers_are_answers_like_others_with_names_in_every_locale(copy: Path) -> None:
    checked = check_all(with_lists(copy))
    country, city = (checked.tree.question(id) for id in ("country", "city"))
    assert country and city
    assert len(country.answers) == len(codes("country")) == 250, "one less, and one more"
    leads = {answer.id: [case.to for case in answer.cases] for answer in country.answers}
    assert (leads["nl"], leads["fr"], leads["elsewhere"]) == (["city"], ["outside"], ["outside"])
    assert [(one.id, one.label, one.cases[0].to) for one in city.answers] == [
        ("amsterdam", "Amsterdam", "outside"),
        ("brussels", "Brussels, Region", "outside"),
        ("ghent", "Ghent", "outside"),
    ]
    assert (checked.proof.states, checked.proof.paths) == (1269, 675)
    label = next(one.label for one in checked.content.guide.tree.questions[-2].answers if one.id == "nl")
    names = {one.id: checked.lexicon(one).plain(label) for one in checked.locales.all}
    assert names == {"en-US": "Netherlands", "nl-NL": "Nederland", "ar-SA": "هولندا"}
    contexts = [leaf.context for _, leaf in checked.content.texts()]
    assert "tree.questions.city.answers.ghent.label" in contexts
    assert "tree.questions.country.answers.elsewhere.label" in contexts
    assert "tree.questions.country.answers.nl.label" not in contexts, "there is nothing to translate"


def test_another_csv_file_is_another_version_of_the_guide(copy: Path) -> None:
    before = read_content(with_lists(copy)).version
    path = copy / "docs" / "guide" / "cities.csv"
    path.write_text(CITIES.replace("Ghent", "Gent"), "utf-8")
    assert read_content(copy).version != before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("list: countries", "list: planets", "expected one of: countries, languages, currencies"),
        ("except: [aq]", "except: [aqq]", '"aqq" is none of the countries (did you mean "aq"?)'),
        ("id: elsewhere", "id: nl", 'duplicate id "nl"'),
        ("{country: benelux}", "{country: belenux}", 'no answer "belenux" (did you mean "benelux"?)'),
        ("{not: benelux}", "be", 'these answers lead nowhere: those outside the group "benelux"'),
        ("    source: F57\n    except", "    derived: So.\n    except", 'missing "source" beside "list"'),
        ("    answers_file: cities.csv\n", "", 'one of "answers", "answers_file", "list", "number"'),
        ("answers_file: cities.csv", "answers_file: ../a.csv", '"../a.csv" is not the name of a CSV file'),
        ("answers_file: cities.csv", "answers_file: towns.csv", "towns.csv cannot be read: No such file"),
        ("cities.csv\n", "cities.csv\n    except: [x]\n", '"except" has no place beside "answers_file"'),
        ("F57\n    to: outside\n", "F57\n", "these answers lead nowhere: amsterdam, ghent"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_list_is_said_where_it_stands(
    copy: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read_content(with_lists(copy, old, new))
    found = [str(problem) for problem in caught.value.problems]
    assert any(message in one and one.startswith("docs/guide/tree.yml:") for one in found), found


@pytest.mark.parametrize(
    ("cities", "problem"),
    [
        ("id,name\na,A\n", 'cities.csv:1:4: unknown column "name"'),
        ("id,to\na,outside\n", 'cities.csv:1:1: missing the column "label"'),
        ("id,label,id\n", 'cities.csv:1:10: the column "id" is here twice'),
        ("", 'cities.csv:1:1: missing the column "id"'),
        ("id,label\na,A\nb\n", "cities.csv:3:1: expected 2 cells, found 1"),
        ('id,label\na,"A\nB"\nc,"C" x\n', "cities.csv:4:6: this is not CSV"),
        ("id,label\nA b,A\n", 'cities.csv:2:1: "A b" is not an id'),
        ("id,label\na,\n", "cities.csv:2:3: the text is empty"),
        ("id,label\na,A\na,B\n", 'cities.csv:3:1: duplicate id "a" (first in line 2)'),
        ("id,label,to\na,A,outsid\n", 'cities.csv:2:5: unknown question or outcome "outsid"'),
        ("id,label\na,<b>A\n", "cities.csv:2:3: HTML is not allowed in a text"),
        (b"id,label\na,\xff\n", "cities.csv:2:1: is not UTF-8 text"),
    ],
)
def test_what_is_wrong_with_a_csv_file_is_said_with_its_line(
    copy: Path, cities: str | bytes, problem: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read_content(with_lists(copy, cities=cities))
    found = [str(one) for one in caught.value.problems]
    assert any(one.startswith(f"docs/guide/{problem}") for one in found), found


def test_a_csv_file_of_a_spreadsheet_is_read(copy: Path) -> None:
    cities = "\ufeff" + CITIES.replace("\n", "\r\n")
    guide = read_content(with_lists(copy, cities=cities)).guide
    assert [answer.id for answer in guide.tree.questions[-1].answers] == ["amsterdam", "brussels", "ghent"]


def test_codes_are_those_of_today() -> None:
    assert {"nl", "de", "jp", "xk"} <= set(codes("country")) and "eu" not in codes("country")
    assert {"nl", "ja", "fil"} <= set(codes("language")) and "root" not in codes("language")
    assert {"eur", "usd", "jpy"} <= set(codes("currency")) and "nlg" not in codes("currency")
    assert is_name("{country:nl}") and not is_name("In {country:nl}") and not is_name("{portal:azure}")
