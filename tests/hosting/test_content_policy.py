from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.hosting.doctor.content_policy import (
    allows,
    covers,
    narrower,
    origin_of,
    parse,
    permits,
    permits_wasm,
    ruling,
)
from site_builder.hosting.headers import POLICY, policy

OWN = "https://guide.example.org"


@given(st.text())
def test_any_header_can_be_read(value: str) -> None:
    for one in parse(value):
        assert one
        for name, values in one.items():
            assert name == name.lower()
            assert not any(letter in text for text in (name, *values) for letter in " ;,")


ODD = st.lists(
    st.text(max_size=6)
    | st.sampled_from(["https://", "*", "[1", "[::1]", ":99999", ":*", ".example", "/a", "data:"])
).map("".join)


@given(st.lists(ODD, max_size=3), ODD)
def test_any_source_can_be_compared_with_any_address(sources: list[str], url: str) -> None:
    assert isinstance(allows(sources, url, OWN), bool)
    assert isinstance(covers(sources, url, OWN), bool)
    assert set(narrower(sources, "https://*.example", OWN)) <= set(sources)


NAMES = st.sampled_from([*POLICY, "frame-ancestors", "sandbox", "report-to"])
VALUES = st.lists(st.sampled_from(["'self'", "'none'", "data:", "https://a.example", "*"]), max_size=4)


@given(
    st.lists(st.dictionaries(NAMES, VALUES, min_size=1), min_size=1, max_size=3),
    st.sampled_from([" ", "  ", "\t"]),
)
def test_what_is_written_is_read(policies: list[dict[str, list[str]]], space: str) -> None:
    written = f"{space},".join(
        f"{space};{space}".join(space.join([name.upper(), *values]) for name, values in one.items())
        for one in policies
    )
    assert parse(written) == [{name: tuple(values) for name, values in one.items()} for one in policies]


def test_of_a_directive_that_is_stated_twice_the_first_counts() -> None:
    assert parse("img-src 'self'; IMG-SRC *") == [{"img-src": ("'self'",)}]


def test_our_own_policy_is_read_back() -> None:
    (read,) = parse(policy(["https://*.sharepoint.com"]))
    assert read == {
        **{name: tuple(sources.split()) for name, sources in POLICY.items()},
        "frame-ancestors": ("'self'", "https://*.sharepoint.com"),
    }


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
        ("default-src x", "connect-src", "default-src"),
        ("default-src x", "frame-ancestors", ""),
    ],
)
def test_directives_fall_back_as_in_browsers(stated: str, asked: str, ruled_by: str) -> None:
    assert ruling(parse(stated)[0], asked) == ruled_by


@pytest.mark.parametrize(
    ("sources", "url", "allowed"),
    [
        ("'self'", "https://guide.example.org/a.js", True),
        ("'SELF'", "https://guide.example.org/a.js", True),
        ("'self'", "https://guide.example.org:443/a.js", True),
        ("'self'", "https://guide.example.org:8443/a.js", False),
        ("'self'", "http://guide.example.org/a.js", False),
        ("'self'", "https://other.example.org/a.js", False),
        ("'none'", "https://guide.example.org/a.js", False),
        ("", "https://guide.example.org/a.js", False),
        ("*", "https://anywhere.example/a.js", True),
        ("*", "data:image/png,", False),
        ("data:", "data:image/png,", True),
        ("DATA:", "data:image/png,", True),
        ("'self' https:", "https://anywhere.example/", True),
        ("http:", "https://anywhere.example/", True),
        ("https:", "http://anywhere.example/", False),
        ("https://cdn.example", "https://cdn.example/a.js", True),
        ("http://cdn.example", "https://cdn.example/a.js", True),
        ("http://cdn.example:80", "https://cdn.example/a.js", True),
        ("https://cdn.example", "http://cdn.example/a.js", False),
        ("cdn.example", "https://cdn.example/a.js", True),
        ("cdn.example", "http://cdn.example/a.js", False),
        ("CDN.example", "https://cdn.example/a.js", True),
        ("cdn.example:*", "https://cdn.example:8443/a.js", True),
        ("cdn.example:8443", "https://cdn.example/a.js", False),
        ("*.example", "https://cdn.example/a.js", True),
        ("*.example", "https://a.cdn.example/a.js", True),
        ("*.example", "https://example/a.js", False),
        ("*.example", "https://notexample/a.js", False),
        ("https://*", "https://cdn.example/", True),
        ("cdn.example/js/", "https://cdn.example/js/deep/a.js", True),
        ("cdn.example/js", "https://cdn.example/js/a.js", False),
        ("cdn.example/js/a.js", "https://cdn.example/js/a.js", True),
        ("cdn.example/", "https://cdn.example/a.js", True),
        ("'nonce-abc' 'unsafe-inline'", "https://guide.example.org/a.js", False),
        ("not?a;source", "https://guide.example.org/a.js", False),
    ],
)
def test_sources_match_as_in_browsers(sources: str, url: str, allowed: bool) -> None:
    assert allows(sources.split(), url, OWN) is allowed


def test_self_allows_the_same_host_by_https() -> None:
    assert allows(["'self'"], "https://guide.example.org/", "http://guide.example.org")
    assert allows(["cdn.example"], "https://cdn.example/", "http://guide.example.org")


@pytest.mark.parametrize(
    ("sources", "origin", "covered", "part"),
    [
        ("https://*.sharepoint.com", "https://*.sharepoint.com", True, True),
        ("*.sharepoint.com", "https://*.sharepoint.com", True, True),
        ("https:", "https://*.sharepoint.com", True, False),
        ("*", "https://*.sharepoint.com", True, False),
        ("https://contoso.sharepoint.com", "https://*.sharepoint.com", False, True),
        ("http://contoso.sharepoint.com", "https://*.sharepoint.com", False, True),
        ("https://contoso.sharepoint.com:8443", "https://*.sharepoint.com", False, False),
        ("https://contoso.sharepoint.com/sites/", "https://*.sharepoint.com", False, False),
        ("https://sharepoint.com", "https://*.sharepoint.com", False, False),
        ("https://*.sharepoint.com.evil.example", "https://*.sharepoint.com", False, False),
        ("'self'", "https://*.sharepoint.com", False, False),
        ("https://teams.microsoft.com", "https://teams.microsoft.com", True, False),
        ("https://*.microsoft.com", "https://*.teams.microsoft.com", True, False),
        ("https://intranet.example.org/path", "https://intranet.example.org", False, False),
        ("'self'", OWN, True, False),
        ("https://a.example", "*", False, True),
        ("*", "*", True, False),
        ("https://a.example:*", "https://a.example:*", True, True),
        ("https://a.example", "https://a.example:*", False, True),
    ],
)
def test_a_list_covers_all_of_an_origin_or_a_part(
    sources: str, origin: str, covered: bool, part: bool
) -> None:
    assert covers(sources.split(), origin, OWN) is covered
    assert bool(narrower(sources.split(), origin, OWN)) is part


@pytest.mark.parametrize(
    ("stated", "allowed"),
    [
        ("script-src 'self' 'wasm-unsafe-eval'", True),
        ("script-src 'self' 'unsafe-eval'", True),
        ("script-src 'self' 'WASM-unsafe-eval'", True),
        ("script-src 'self'", False),
        ("default-src 'self'", False),
        ("default-src 'self'; script-src-elem 'wasm-unsafe-eval'", False),
        ("img-src 'self'", True),
    ],
)
def test_webassembly_needs_its_keyword_where_scripts_are_ruled(stated: str, allowed: bool) -> None:
    assert permits_wasm(parse(stated)[0]) is allowed


def test_with_strict_dynamic_no_place_is_allowed_to_a_pages_scripts() -> None:
    (strict,) = parse("script-src 'self' 'strict-dynamic' 'nonce-abc'")
    assert not permits(strict, "script-src-elem", f"{OWN}/a.js", OWN)
    assert permits(strict, "worker-src", f"{OWN}/worker.js", OWN)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://guide.example.org/en-US/", "https://guide.example.org"),
        ("https://guide.example.org:443/", "https://guide.example.org"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("HTTPS://Guide.Example.org/", "https://guide.example.org"),
    ],
)
def test_an_origin_has_no_port_that_goes_without_saying(url: str, origin: str) -> None:
    assert origin_of(url) == origin
