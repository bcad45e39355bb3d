from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_builder.guide.inline import code_spans, references
from site_builder.locales.pseudo import accent, mirror, pseudo_catalogs
from site_builder.site.checking import Checked

PARTS = ["{portal:azure}", "{count}", "`az login`", "Open ", "now", "{{", "…"]
TEXTS = st.lists(st.sampled_from(PARTS)).map("".join)


@given(TEXTS)
def test_references_and_code_pass_through_both(text: str) -> None:
    for made in (accent(text), mirror(text)):
        assert references(made) == references(text)
        assert code_spans(made) == code_spans(text)


def test_the_accented_one_is_two_fifths_longer_and_leaves_no_plain_letter() -> None:
    text = "You decide the severity yourself."
    assert len(accent(text)) >= 1.4 * len(text)
    assert not any(letter.isascii() and letter.isalpha() for letter in accent(text))


def test_the_mirrored_one_runs_from_right_to_left() -> None:
    assert mirror("Open {portal:azure} now") == "\u202eOpen \u202c{portal:azure}\u202e now\u202c"


def test_both_have_every_text_of_the_guide(checked: Checked) -> None:
    accented, mirrored = pseudo_catalogs(checked.catalogs["en-US"])
    assert (accented.locale.id, accented.locale.direction) == ("en-XA", "ltr")
    assert (mirrored.locale.id, mirrored.locale.direction) == ("ar-XB", "rtl")
    source = checked.catalogs[checked.locales.source.id]
    assert accented.texts.keys() == mirrored.texts.keys() == source.texts.keys()
