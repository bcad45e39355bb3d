from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.hosting.doctor.policy import allows, allows_part, origin_of, parse, ruling
from site_builder.hosting.headers import POLICY, policy

OWN = "https://guide.example.org"
ODD = st.lists(
    st.text(max_size=6)
    | st.sampled_from(["https://", "*", "[1", "[::1]", ":99999", ":*", ".example", "/a", "data:"])
).map("".join)


@given(st.text())
def test_any_header_can_be_read(value: str) -> None:
    for one in parse(value):
        for name, values in one.items():
            assert name == name.lower()
            assert not any(letter in text for text in (name, *values) for letter in " ;,")


@given(st.lists(ODD, max_size=3), ODD)
def test_any_source_can_be_compared_with_any_origin(sources: list[str], origin: str) -> None:
    assert isinstance(allows(sources, origin, OWN), bool)
    assert set(allows_part(sources, "https://*.example", OWN)) <= set(sources)


def test_our_own_policy_is_read_back() -> None:
    written = policy(["https://*.sharepoint.com"])
    read = {
        **{name: tuple(sources.split()) for name, sources in POLICY.items()},
        "frame-ancestors": ("'self'", "https://*.sharepoint.com"),
    }
    assert parse(written) == [read]
    assert parse(f"{written} ,\t{written.upper()}")[0] == read
    assert parse("img-src 'self'; IMG-SRC *") == [{"img-src": ("'self'",)}], "the first counts"


@pytest.mark.parametrize(
    ("stated", "asked", "ruled_by"),
    [
        ("default-src x; script-src x; child-src x; worker-src x", "worker-src", "worker-src"),
        ("default-src x; script-src x; child-src x", "worker-src", "child-src"),
        ("default-src x; script-src x", "worker-src", "script-src"),
        ("default-src x", "worker-src", "default-src"),
        ("img-src x", "worker-src", ""),
        ("script-src x; script-src-elem x", "script-src-elem", "script-src-elem"),
        ("default-src x; script-src x", "script-src-elem", "script-src"),
        ("default-src x; script-src-elem x", "script-src", "default-src"),
        ("default-src x; style-src x", "style-src-elem", "style-src"),
        ("default-src x", "frame-ancestors", ""),
    ],
)
def test_directives_fall_back_as_in_browsers(stated: str, asked: str, ruled_by: str) -> None:
    assert ruling(parse(stated)[0], asked) == ruled_by


@pytest.mark.parametrize(
    ("sources", "origin", "allowed"),
    [
        ("'self'", OWN, True),
        ("'SELF'", OWN, True),
        ("'self'", f"{OWN}:8443", False),
        ("'self'", "http://guide.example.org", False),
        ("'self'", "https://other.example.org", False),
        ("'none'", OWN, False),
        ("", OWN, False),
        ("'nonce-abc' 'unsafe-inline' not?a;source", OWN, False),
        ("*", "https://anywhere.example", True),
        ("'self' HTTPS:", "https://anywhere.example", True),
        ("http:", "https://anywhere.example", True),
        ("https:", "http://anywhere.example", False),
        ("https://cdn.example", "https://cdn.example", True),
        ("http://cdn.example", "https://cdn.example", True),
        ("https://cdn.example", "http://cdn.example", False),
        ("CDN.example", "https://cdn.example", True),
        ("cdn.example", "http://cdn.example", False),
        ("cdn.example:*", "https://cdn.example:8443", True),
        ("cdn.example:8443", "https://cdn.example", False),
        ("*.example", "https://a.cdn.example", True),
        ("*.example", "https://example", False),
        ("*.example", "https://notexample", False),
        ("https://*", "https://cdn.example", True),
        ("https://*.sharepoint.com", "https://*.sharepoint.com", True),
        ("*.sharepoint.com", "https://*.sharepoint.com", True),
        ("https:", "https://*.sharepoint.com", True),
        ("https://contoso.sharepoint.com", "https://*.sharepoint.com", False),
        ("https://*.microsoft.com", "https://*.teams.microsoft.com", True),
        ("https://a.example", "*", False),
        ("*", "*", True),
        ("https://a.example:*", "https://a.example:*", True),
        ("https://a.example", "https://a.example:*", False),
    ],
)
def test_sources_match_as_in_browsers(sources: str, origin: str, allowed: bool) -> None:
    assert allows(sources.split(), origin, OWN) is allowed


def test_self_allows_the_same_host_by_https() -> None:
    assert allows(["'self'"], OWN, "http://guide.example.org")
    assert allows(["cdn.example"], "https://cdn.example", "http://guide.example.org")


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("https://contoso.sharepoint.com", True),
        ("http://contoso.sharepoint.com", True),
        ("*.eu.sharepoint.com", True),
        ("https://contoso.sharepoint.com:8443", False),
        ("https://contoso.sharepoint.com/sites/", False),
        ("https://sharepoint.com", False),
        ("https://*.sharepoint.com.evil.example", False),
        ("'self'", False),
        ("*", False),
    ],
)
def test_a_source_can_allow_a_part_of_an_origin_with_a_star(source: str, part: bool) -> None:
    assert bool(allows_part([source], "https://*.sharepoint.com", OWN)) is part
    assert not allows_part([source], "https://contoso.sharepoint.com", OWN)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://guide.example.org:443/en-US/", "https://guide.example.org"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("HTTPS://Guide.Example.org/", "https://guide.example.org"),
    ],
)
def test_an_origin_has_no_port_that_goes_without_saying(url: str, origin: str) -> None:
    assert origin_of(url) == origin
