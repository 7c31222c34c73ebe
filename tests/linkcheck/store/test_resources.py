from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from linkcheck.store.models import ResourceRow
from linkcheck.store.resources import key, resource_ids, same_spelling


@pytest.mark.parametrize(
    ("url", "spelling"),
    [
        ("http://example.com", "http://example.com/"),
        ("HTTP://Example.COM/A", "http://example.com/A"),
        ("http://example.com:80/", "http://example.com/"),
        ("https://example.com:443", "https://example.com/"),
        ("https://example.com:/", "https://example.com/"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("http://example.com:443/", "http://example.com:443/"),
        ("http://example.com/%7ejohn", "http://example.com/~john"),
        ("http://example.com/%e5%b1%b1", "http://example.com/%E5%B1%B1"),
        ("http://example.com/山", "http://example.com/%E5%B1%B1"),
        ("http://example.com/a b", "http://example.com/a%20b"),
        ("http://example.com/a%2fb", "http://example.com/a%2Fb"),
        ("http://example.com/100%", "http://example.com/100%"),
        ("http://example.com/a/./b/../c", "http://example.com/a/c"),
        ("http://example.com/a/%2e%2E/c", "http://example.com/c"),
        ("http://example.com/../../c/..", "http://example.com/"),
        ("http://example.com/a//b", "http://example.com/a//b"),
        ("http://example.com/x#page=3", "http://example.com/x"),
        ("http://example.com/x?b=2&a=%7e1", "http://example.com/x?b=2&a=~1"),
        ("http://example.com/x?", "http://example.com/x?"),
        ("http://例え.テスト/x", "http://xn--r8jz45g.xn--zckzah/x"),
        ("http://xn--r8jz45g.xn--zckzah/x", "http://xn--r8jz45g.xn--zckzah/x"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
        ("http://User@example.com/", "http://User@example.com/"),
        ("http://www.example.com/x", "http://www.example.com/x"),
        (" http://example.com/x\n", "http://example.com/x"),
        ("mailto:Someone@Example.com", "mailto:Someone@Example.com"),
        ("http://[::1", "http://[::1"),
        ("http://example.com:port/", "http://example.com:port/"),
        ("http://", "http://"),
        ("", ""),
    ],
)
def test_spellings_that_rfc_3986_calls_the_same_are_one(url: str, spelling: str) -> None:
    assert same_spelling(url) == spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.com/x", "https://example.com/x"),
        ("http://example.com/x", "http://www.example.com/x"),
        ("http://example.com/x", "http://example.com/x/"),
        ("http://example.com/x", "http://example.com/X"),
        ("http://example.com/x", "http://example.com/x?"),
        ("http://example.com/a%2Fb", "http://example.com/a/b"),
        ("http://example.com/?a=1&b=2", "http://example.com/?b=2&a=1"),
        ("http://example.com/%25", "http://example.com/%"),
        ("http://example.com/+", "http://example.com/%20"),
    ],
)
def test_other_variants_stay_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.from_regex(r"https?://[a-z.]{1,9}(:[0-9]{1,3})?(/[ -~é山]{0,20})?", fullmatch=True) | st.text())
def test_the_one_spelling_of_the_one_spelling_is_itself(url: str) -> None:
    assert same_spelling(same_spelling(url)) == same_spelling(url)
    assert len(key(url)) == 64


def test_two_spellings_share_a_resource_that_keeps_the_first(session: Session) -> None:
    ids = resource_ids(session, ["http://Example.com/%7ea#page=2", "http://example.com/~a", "http://example.com/b"])
    assert ids["http://Example.com/%7ea#page=2"] == ids["http://example.com/~a"] != ids["http://example.com/b"]
    urls = set(session.scalars(select(ResourceRow.url)))
    assert urls == {"http://Example.com/%7ea", "http://example.com/b"}
    assert set(session.scalars(select(ResourceRow.site))) == {"example.com"}


def test_resources_that_are_there_keep_their_ids(session: Session) -> None:
    first = resource_ids(session, ["http://example.com/a"])
    again = resource_ids(session, ["http://example.com/b", "http://example.com/a"])
    assert again["http://example.com/a"] == first["http://example.com/a"]
    assert resource_ids(session, []) == {}


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/" + "x" * 100_000,
        "https://" + "h" * 5_000 + ".com/",
        "https://example.com/\0\ud800",
        "\0",
        "",
    ],
    ids=["long", "long host", "no character", "NUL", "empty"],
)
def test_a_url_of_any_length_and_shape_is_taken(session: Session, url: str) -> None:
    ids = resource_ids(session, [url])
    session.commit()
    assert resource_ids(session, [url]) == ids
