"""Faults of a catalog as a file: each stops the build with its line.

What a single translation cannot do is in test_catalog_check.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from site_builder.locales import INTERFACE
from site_builder.problems import ContentError
from site_builder.site.checking import check_all
from tests.support.catalogs import CONTEXT, COUNTED_WORD, PO, WORDS, change, refuse_faults

pytestmark = pytest.mark.lent

Spoil = Callable[[str, str, str], Path]


def test_a_catalog_without_a_date_is_a_problem_because_readers_are_told_it(copy: Path, spoil: Spoil) -> None:
    spoil(PO, '"POT-Creation-Date', '"X-Creation-Date')
    with pytest.raises(ContentError, match="POT-Creation-Date"):
        refuse_faults(copy)


def test_a_number_may_be_left_out_only_where_the_form_says_it(copy: Path) -> None:
    catalog = polib.pofile(str(copy / INTERFACE.catalog("ar-SA")))
    forms = next(e for e in catalog if e.msgctxt == COUNTED_WORD).msgstr_plural
    assert "{count}" not in forms[1], "one business day needs no number"
    forms[3] = "أيام عمل"  # three to ten
    catalog.save()
    with pytest.raises(ContentError, match=rf"{COUNTED_WORD}: reference missing: \{{count\}}"):
        refuse_faults(copy, "ar-SA")


def test_a_hostile_catalog_stops_the_build_with_its_line(copy: Path) -> None:
    change(copy, CONTEXT, "<script>alert(1)</script>")
    with pytest.raises(ContentError) as caught:
        check_all(copy)
    assert any(f"{CONTEXT}: HTML is not allowed" in str(p) and p.line for p in caught.value.problems)


def test_a_missing_catalog_says_how_to_make_it(copy: Path) -> None:
    (copy / PO).unlink()
    with pytest.raises(ContentError, match="translate update nl-NL"):
        refuse_faults(copy)


def test_a_file_that_is_no_catalog_is_reported_with_its_line(copy: Path) -> None:
    (copy / PO).write_text('msgid ""\nmsgstr ""\n\nmsgid nonsense\n', encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        refuse_faults(copy)
    assert str(caught.value.problems[0]).startswith(f"{PO}:4: is not a gettext catalog")


def test_a_catalog_that_is_too_large_is_not_read(copy: Path) -> None:
    with (copy / PO).open("a", encoding="utf-8") as file:
        file.write("# \n" * 2_000_000)
    with pytest.raises(ContentError, match=r"is too large: .* bytes, at most 5000000 are read"):
        refuse_faults(copy)


def test_the_same_source_text_is_rendered_the_same_or_a_reason_is_given(copy: Path) -> None:
    context = "pages.pages.home.title"
    change(copy, context, "Wegwijzer")
    with pytest.raises(ContentError, match=rf'{context}: the same source text is rendered "Escalatiegids"'):
        refuse_faults(copy)
    change(copy, context, "Wegwijzer", comment="differs: the page's own title")
    refuse_faults(copy)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('msgctxt "tree.title"\n', "", "an entry without a context"),
        (
            'msgstr "Escalatiegids"',
            'msgstr "Escalatiegids\\n"',
            "begins or ends a line where its source does not",
        ),
        ("nplurals=2", "nplurals=3", "its header Plural-Forms is not that of nl-NL"),
        ("charset=UTF-8", "charset=ISO-8859-1", "its header Content-Type is not that of nl-NL"),
        (
            'msgstr[1] "{count} werkdagen"',
            'msgstr[7] "{count} werkdagen"',
            "expected the forms msgstr[0] to msgstr[1]",
        ),
        (
            'msgctxt "tree.title"',
            '# status: human\n# status: machine\nmsgctxt "tree.title"',
            "in its comment twice",
        ),
    ],
)
def test_a_catalog_that_gettext_would_refuse_or_lose_is_reported(
    spoil: Spoil, old: str, new: str, message: str
) -> None:
    with pytest.raises(ContentError) as caught:
        refuse_faults(spoil(WORDS if "werkdagen" in old else PO, old, new))
    assert any(message in str(problem) for problem in caught.value.problems), str(caught.value)
