"""What a person reviewed comes into the catalogs, and what somebody else changed meanwhile stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.guide import TextForms
from site_builder.locales.catalog_review import AppliedReview, ReviewedText, apply_review
from site_builder.locales.messages import normalize_space
from site_builder.locales.po_file import entry_forms, read_po, write_po
from site_builder.problems import BuildError
from tests.support.catalogs import (
    CONTEXT,
    COUNTED_WORD,
    PO,
    change,
    domain_of,
    entry_of,
    refuse_faults,
    sample_reader,
)

pytestmark = pytest.mark.lent
LABELS = "tree.questions.azure-granted.answers.%s.label"
WHO = "Jan de Vries, 2026-11-30"


def reviewed(root: Path, context: str, after: TextForms | None = None, **others: object) -> ReviewedText:
    """A text that is right as the catalog has it, or changed; as a sheet of just now saves it."""
    domain = domain_of(context)
    source = next(one.text for one in sample_reader().messages[domain] if one.context == context)
    locale = sample_reader().locales.by_id["nl-NL"]
    before = normalize_space(entry_forms(entry_of(root, context), locale.babel))
    is_changed = after is not None
    values = {"was_stale": False, "right": not is_changed, "note": "", **others}
    return ReviewedText(
        domain.name, context, source, before, after if after is not None else before, **values
    )  # type: ignore[arg-type]


def apply(root: Path, *texts: ReviewedText) -> AppliedReview:
    reader = dataclasses.replace(sample_reader(), root=root)
    return apply_review(reader, reader.locales.by_id["nl-NL"], texts, WHO, "review.json")


def line_of(root: Path, context: str) -> int:
    lines = (root / PO).read_text(encoding="utf-8").splitlines()
    return lines.index(f'msgctxt "{context}"') + 1


def test_ticked_and_changed_texts_come_in_with_their_reviewer_and_a_second_time_changes_nothing(
    copy: Path,
) -> None:
    change(copy, LABELS % "no", entry_of(copy, LABELS % "no").msgstr, comment="differs: short here")
    texts = (
        reviewed(copy, CONTEXT, "Waarmee kunnen we helpen?"),
        reviewed(copy, LABELS % "no", note="is this short enough?"),
        reviewed(copy, COUNTED_WORD, {"one": "één werkdag", "other": "{count} werkdagen"}),
        reviewed(copy, LABELS % "unsure", right=False, note="a note alone changes nothing"),
    )
    before = entry_of(copy, LABELS % "unsure")
    done = apply(copy, *texts)
    assert (done.marked, done.left_out, done.left_out_texts) == (3, (), 0)
    assert entry_of(copy, CONTEXT).msgstr == "Waarmee kunnen we helpen?"
    assert entry_of(copy, CONTEXT).tcomment == f"status: reviewed\nreviewed by: {WHO}"
    ticked = entry_of(copy, LABELS % "no").tcomment
    assert ticked == f"differs: short here\nstatus: reviewed\nreviewed by: {WHO}"
    assert entry_of(copy, COUNTED_WORD).msgstr_plural[0] == "één werkdag"
    assert entry_of(copy, LABELS % "unsure") == before
    assert [str(note).partition(": ")[2] for note in done.notes] == [
        f"{LABELS % 'no'}: is this short enough?",
        f"{LABELS % 'unsure'}: a note alone changes nothing",
    ]
    refuse_faults(copy)
    written = (copy / PO).read_bytes()
    assert apply(copy, *texts).marked == 0
    assert (copy / PO).read_bytes() == written


def edit(root: Path, context: str, edit_entry: Callable[..., None]) -> None:
    catalog = read_po(root / PO, PO)
    edit_entry(next(entry for entry in catalog if entry.msgctxt == context))
    write_po(catalog, root / PO)


def test_what_was_changed_since_the_sheet_was_written_is_left_as_it_is_and_named(copy: Path) -> None:
    right = reviewed(copy, LABELS % "no")
    changed = reviewed(copy, CONTEXT, "Waarmee kunnen we helpen?")
    flagged = reviewed(copy, LABELS % "unsure")
    other_source = dataclasses.replace(reviewed(copy, LABELS % "yes"), source="Certainly")
    gone = dataclasses.replace(right, context=f"{CONTEXT}s")
    change(copy, CONTEXT, "Waar gaat het om?")
    edit(copy, LABELS % "unsure", lambda entry: entry.flags.append("fuzzy"))
    done = apply(copy, right, changed, flagged, other_source, gone)
    assert (done.changed, done.marked, done.left_out_texts) == (0, 1, 4)
    told = [str(one) for one in done.left_out]
    yes = LABELS % "yes"
    assert told[:2] == [
        f"{PO}:{line_of(copy, CONTEXT)}: {CONTEXT}: was changed since the sheet was written, "
        'to "Waar gaat het om?"',
        f"{PO}:{line_of(copy, yes)}: {yes}: its source has changed since the sheet was written; "
        "nothing was taken over",
    ]
    assert (
        f"{LABELS % 'unsure'}: was marked as in need of work (fuzzy) since the sheet was written" in told[2]
    )
    assert told[3] == (
        f'review.json: "{CONTEXT}s" is no text of the guide, or no longer (did you mean "{CONTEXT}"?)'
    )
    assert entry_of(copy, CONTEXT).msgstr == "Waar gaat het om?"


def test_a_change_that_the_check_refuses_is_left_out_and_the_rest_comes_in(copy: Path) -> None:
    hint = "tree.questions.product.answers.office-365.hint"
    done = apply(
        copy,
        reviewed(copy, CONTEXT, "Waarmee kunnen we helpen?"),
        reviewed(copy, hint, "Nu anders"),  # a reference is lost
        reviewed(copy, LABELS % "unsure", "nee"),  # readers could not choose, and its twin is "Weet ik niet"
        reviewed(copy, "tree.questions.product.name", " "),
    )
    assert (done.changed, done.left_out_texts) == (1, 3)
    told = "\n".join(map(str, done.left_out))
    assert f"{hint}: reference missing" in told
    assert f"{LABELS % 'unsure'}: the label is that of" in told
    assert 'the same source text is rendered "nee"' in told
    assert "tree.questions.product.name: the translation is empty" in told
    assert entry_of(copy, CONTEXT).msgstr == "Waarmee kunnen we helpen?"
    refuse_faults(copy)


def test_a_review_of_another_guide_is_refused_whole_and_an_unknown_domain_is_named(copy: Path) -> None:
    text = reviewed(copy, CONTEXT)
    others = [dataclasses.replace(text, source=word) for word in ("One", "Two")]
    before = (copy / PO).read_bytes()
    with pytest.raises(BuildError, match=r"review\.json is a review of another guide: none of its 2 texts"):
        apply(copy, *others)
    (told,) = apply(copy, dataclasses.replace(text, domain="giude")).left_out
    assert str(told) == f'review.json: {CONTEXT}: unknown domain "giude" (did you mean "guide"?)'
    assert (copy / PO).read_bytes() == before


def test_where_one_catalog_cannot_be_written_none_is(copy: Path) -> None:
    words = copy / domain_of(COUNTED_WORD).catalog("nl-NL")
    in_the_way = words.with_suffix(".po.new")
    in_the_way.mkdir()  # root may write all else
    before = (copy / PO).read_bytes()
    with pytest.raises(IsADirectoryError):
        apply(copy, reviewed(copy, CONTEXT), reviewed(copy, COUNTED_WORD))
    in_the_way.rmdir()  # the copy is other tests' too
    assert (copy / PO).read_bytes() == before
    assert not (copy / PO).with_suffix(".po.new").exists()


def test_a_stale_text_is_current_again_a_human_one_stays_human_and_reviewers_are_of_the_same_words(
    copy: Path,
) -> None:
    def make_stale(entry: object) -> None:
        entry.flags, entry.previous_msgid = ["fuzzy"], "Before"  # type: ignore[attr-defined]
        entry.tcomment = "was: reviewed\nreviewed by: Ann, 2025-01-01"  # type: ignore[attr-defined]

    edit(copy, CONTEXT, make_stale)
    by_ann = "reviewed by: Ann, 2025-01-01"
    change(copy, LABELS % "no", entry_of(copy, LABELS % "no").msgstr, comment=f"status: human\n{by_ann}")
    apply(copy, reviewed(copy, CONTEXT, was_stale=True), reviewed(copy, LABELS % "no"))
    entry = entry_of(copy, CONTEXT)
    assert (entry.fuzzy, entry.previous_msgid) == (False, None)
    assert entry.tcomment == f"status: reviewed\nreviewed by: {WHO}"
    assert entry_of(copy, LABELS % "no").tcomment == f"status: human\n{by_ann}\nreviewed by: {WHO}"
