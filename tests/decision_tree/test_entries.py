from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.entries import KINDS, LONGEST_ENTRY, read_entry
from decision_tree.words import WORDS

NOW = 1_795_600_000  # 25 November 2026
GUID = "4f2a6c1e-0000-4000-8000-123456789abc"


def finding(kind: str, typed: str) -> tuple[str, str] | None:
    found = read_entry(kind, typed, now=NOW).finding
    return (found.code, found.suggestion) if found else None


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("domain", "example.org", None),
        ("domain", " example.org ", None),
        ("domain", "https://www.example.org/path?x=1#y", ("domain-in-it", "www.example.org")),
        ("domain", "http://user:pw@example.org:8080/", ("domain-in-it", "example.org")),
        ("domain", "Jan de Vries <jan@example.org>", ("domain-in-it", "example.org")),
        ("domain", "example.org/evil", ("domain-in-it", "example.org")),
        ("domain", '"<HTTPS://X.com>".', ("domain-in-it", "x.com")),
        ("domain", "example", ("domain-one-label", "")),
        ("domain", "javascript:alert(1)", ("domain-form", "")),
        ("guid", GUID, None),
        ("guid", GUID.upper(), None),
        ("guid", f"{{{GUID}}}", ("guid-in-it", GUID)),
        ("guid", f"/subscriptions/{GUID}/resourceGroups/x", ("guid-in-it", GUID)),
        ("guid", GUID.replace("-", ""), ("guid-in-it", GUID)),
        ("guid", GUID[:-1], ("guid", "")),
        ("guid", f"{GUID} {GUID[:-1]}d", ("guid", "")),
        ("email", "me@shop.example", None),
        ("email", "jürgen@müller.example", None),
        ("email", "Me <me@shop.example>", ("email-in-it", "me@shop.example")),
        ("email", "mailto:me@shop.example", ("email-in-it", "me@shop.example")),
        ("email", "me", ("email", "")),
        ("email", "a..b@shop.example", ("email", "")),
        ("phone", "+31 (0)20 123 45 67", None),
        ("phone", "020-1234567 ext. 12", None),
        ("phone", "٠١٢٣٤٥٦٧", None),
        ("phone", "call me", ("phone", "")),
        ("phone", "12", ("phone", "")),
        ("moment", "2026-11-24T14:40+01:00", None),
        ("moment", "2026-11-24T14:40", ("moment", "")),
        ("moment", "yesterday", ("moment", "")),
        ("moment", "9999-12-31T23:59-23:59", ("future", "")),
        ("moment", "0026-11-24T14:40+00:19", ("moment", "")),
        ("moment", "1970-01-01T00:00+00:00", None),
        ("moment", "2026-11-26T14:40+01:00", ("future", "")),
        ("text", "fine", None),
        ("text", "a\x00b", ("control", "")),
        ("text", "a\u202eb", ("control", "")),
        ("text", "\x1b[31mred", ("control", "")),
        ("text", "from a web\u00adpage\u200b", None),
        ("lines", "one\r\ntwo\tthree", None),
        ("text", "", None),
        ("domain", "   ", None),
    ],
)
def test_an_entry_is_looked_at_as_one_would_expect(
    kind: str, typed: str, expected: tuple[str, str] | None
) -> None:
    assert finding(kind, typed) == expected


def test_a_moment_is_written_so_that_everybody_reads_the_same() -> None:
    assert read_entry("moment", "2026-11-24T14:40-03:30").value == "2026-11-24 14:40 (UTC-03:30)"


def test_lines_keep_their_breaks_and_a_line_has_none() -> None:
    typed = "one \r\n\r\n\r\n\r\n two\ttabs\u2028three "
    assert read_entry("lines", typed).value == "one\n\n two    tabs\nthree"
    assert read_entry("text", typed).value == "one two tabs three"


def test_a_length_that_a_source_states_is_kept_and_said() -> None:
    entry = read_entry("text", "x" * 51, longest=50)
    assert (entry.value, entry.finding and entry.finding.values) == ("x" * 50, {"most": "50"})
    assert read_entry("text", "x" * 50, longest=50).finding is None


def test_a_megabyte_is_cut_and_said_to_be_too_long() -> None:
    for kind in ("text", "lines"):
        entry = read_entry(kind, "word " * 200_000)
        assert len(entry.value) <= LONGEST_ENTRY
        assert entry.finding is not None
        assert entry.finding.code == "too-long"


def test_looking_at_an_entry_takes_time_in_proportion_to_its_length() -> None:
    def seconds(typed: str) -> float:
        start = time.thread_time()  # of this thread alone: other programs do not count
        read_entry("lines", typed)
        return time.thread_time() - start

    for blank in ("\t", " "):
        short, long = ("a" + blank * 2_000 + "b", "a" + blank * 32_000 + "b")
        seconds(short)
        assert min(seconds(long) for _ in range(5)) < 200 * max(min(seconds(short) for _ in range(5)), 1e-5)


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("https://portal.example.net/example.shops.org", "example.shops.org"),
        ("https://portal.example.net/#@example.org/resource/x", "example.org"),
        ("https://portal.example.net/#home", ""),
        ("https://www.example.org/portal.example.net", "www.example.org"),
    ],
)
def test_a_portals_own_host_is_nobodys_domain(typed: str, suggestion: str) -> None:
    found = read_entry("domain", typed, portals={"portal.example.net"}).finding
    assert found is not None
    assert found.suggestion == suggestion


def test_a_kind_that_is_not_there_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        read_entry("colour", "red")


@given(st.sampled_from(KINDS), st.text(st.characters(), max_size=60))
def test_whatever_is_typed_nothing_invisible_or_unwritable_comes_out(kind: str, typed: str) -> None:
    value = read_entry(kind, typed, now=NOW).value
    value.encode("utf-8")
    bidi = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    assert not bidi & set(value)
    assert all(character == "\n" or unicodedata.category(character) != "Cc" for character in value)
    assert kind == "lines" or "\n" not in value


@given(st.sampled_from(KINDS), st.text(max_size=60) | st.text("a.-0@/:", max_size=12))
def test_a_finding_fills_in_every_placeholder_of_its_word(kind: str, typed: str) -> None:
    found = read_entry(kind, typed, now=NOW).finding
    if found:
        assert set(found.values) == WORDS[f"entry-{found.code}"]


@given(st.sampled_from(KINDS), st.text(max_size=60))
def test_a_suggestion_has_no_finding_of_its_own(kind: str, typed: str) -> None:
    found = read_entry(kind, typed, now=NOW).finding
    if found and found.suggestion:
        assert read_entry(kind, found.suggestion, now=NOW).finding is None
