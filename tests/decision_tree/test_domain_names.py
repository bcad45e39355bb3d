from __future__ import annotations

import re
from urllib.parse import urlsplit

import idna
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.domain_names import DomainNameError, ascii_domain, completed

PATTERN = "https://portal.example.net/<domain>"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("example.org", "example.org"),
        ("Example.Shops.ORG", "example.shops.org"),
        ("example.org.", "example.org"),
        ("münchen.example", "xn--mnchen-3ya.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("شركة.example", "xn--ogbpi5d.example"),
        ("col·legi.cat", "xn--collegi-xma.cat"),
        ("r3---sn-x.example.com", "r3---sn-x.example.com"),
    ],
)
def test_a_domain_name_becomes_what_an_address_holds(typed: str, expected: str) -> None:
    assert ascii_domain(typed) == expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("example", "one-label"),
        ("", "form"),
        ("...", "form"),
        ("a..com", "form"),
        ("-a.com", "label"),
        ("a-.com", "label"),
        ("a b.com", "form"),
        ("127.0.0.1", "form"),
        ("example.org/path", "form"),
        ("example.org:443", "form"),
        ("user@example.org", "form"),
        ("example.org?x", "form"),
        ("example.org#x", "form"),
        ("example.org\\evil", "form"),
        ("javascript:alert(1)", "form"),
        ("%63ontoso.com", "form"),
        ("<b>.com", "form"),
        ("a\u202eb.com", "character"),
        ("a\u200bb.com", "character"),
        ("ﬁ.com", "character"),
        ("①.com", "character"),
        ("😀.com", "character"),
        ("xn--a.com", "label"),
        (f"{'a' * 64}.com", "long"),
        (".".join(["a" * 60] * 5), "long"),
    ],
)
def test_what_is_no_domain_name_is_refused_with_the_reason(typed: str, code: str) -> None:
    with pytest.raises(DomainNameError) as caught:
        ascii_domain(typed)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("..", "form"),
        ("\u0301a.example", "label: \u0301a"),
        ("a.b.1", "form"),
        (f"{'ü' * 59}.example", "long"),
        (".".join(["a" * 62] * 4) + ".example", "long"),
    ],
)
def test_the_reason_names_the_part_that_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(DomainNameError) as caught:
        ascii_domain(typed)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    "name", ["1.a.example", f"{'a' * 63}.example", ".".join(["a" * 62] * 4) + ".b", "xn--mnchen-3ya.example"]
)
def test_names_at_the_limits_are_taken(name: str) -> None:
    assert ascii_domain(name) == name


@given(st.text(max_size=80))
def test_nothing_typed_can_become_another_host_path_or_scheme(typed: str) -> None:
    try:
        address = completed(PATTERN, typed)
    except DomainNameError:
        return
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == (
        "https",
        "portal.example.net",
        "",
        "",
    )
    assert re.fullmatch(r"/[a-z0-9-]+(\.[a-z0-9-]+)+", parts.path)


_labels = st.text(st.characters(categories=["Ll", "Lo", "Nd"]), min_size=1, max_size=12)


@given(st.lists(_labels, min_size=2, max_size=3).map(".".join))
def test_a_name_that_the_idna_library_takes_is_taken_and_means_the_same(typed: str) -> None:
    try:
        expected = idna.encode(typed).decode("ascii")
    except idna.IDNAError:
        return
    try:
        assert ascii_domain(typed) == expected
    except DomainNameError as error:
        # stricter than the library in one thing: a last part of digits would be read as an IP address
        assert error.code == "form"
        assert typed.rpartition(".")[2].isdecimal()
