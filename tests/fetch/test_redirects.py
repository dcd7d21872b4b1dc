import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.fetch.redirects import (
    AddressError,
    clean_address,
    is_same_address,
    location_target,
    permanent_target,
    refresh_target,
)
from audit.model import Hop

BASE = "http://example.org/a/b?c=1"


@pytest.mark.parametrize(
    ("given_url", "clean"),
    [
        (" http://example.org ", "http://example.org/"),
        ("http://example.org/a#part", "http://example.org/a"),
        ("http://me:secret@example.org/a", "http://example.org/a"),
        ("HTTP://example.org:8080/?q", "http://example.org:8080/?q"),
        ("http://[2606:4700::1]/a", "http://[2606:4700::1]/a"),
    ],
)
def test_address_is_cleaned(given_url: str, clean: str) -> None:
    assert clean_address(given_url) == clean


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("", "bad-url"),
        ("example.org/a", "bad-url"),
        ("http://", "bad-url"),
        ("http:///path", "bad-url"),
        ("http://[::1", "bad-url"),
        ("http://example.org:99999/", "bad-url"),
        ("http://example.org:x/", "bad-url"),
        ("http://example.org/\r\nX-Evil: 1", "bad-url"),
        ("ftp://example.org/a", "not-http"),
        ("file:///etc/passwd", "not-http"),
        ("javascript:alert(1)", "not-http"),
        ("mailto:a@example.org", "not-http"),
    ],
)
def test_unusable_address_has_its_rule(url: str, rule: str) -> None:
    with pytest.raises(AddressError) as caught:
        clean_address(url)
    assert caught.value.rule == rule


@given(st.text(max_size=60))
def test_any_text_is_cleaned_or_refused(text: str) -> None:
    for form in (text, f"http://{text}", f"http://example.org/{text}"):
        try:
            clean = clean_address(form)
        except AddressError:
            continue
        assert clean.startswith(("http://", "https://"))
        assert clean_address(clean) == clean


@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=60))
def test_any_location_gives_an_address_or_is_refused(location: str) -> None:
    try:
        target = location_target(BASE, location)
    except AddressError:
        return
    assert target.startswith(("http://", "https://"))


def test_location_is_relative_to_the_page_and_utf8() -> None:
    assert location_target(BASE, "/x") == "http://example.org/x"
    assert location_target(BASE, "d") == "http://example.org/a/d"
    assert location_target(BASE, "//other.example/x#y") == "http://other.example/x"
    wire = "/café".encode().decode("latin-1")
    assert location_target(BASE, wire) == "http://example.org/café"


@pytest.mark.parametrize(
    ("body", "target"),
    [
        (b'<meta http-equiv="refresh" content="0; url=/new">', "http://example.org/new"),
        (b"<META CONTENT='5;URL=\"/new\"' HTTP-EQUIV=Refresh>", "http://example.org/new"),
        (
            b'<meta http-equiv=refresh content="0;/new?a=1&amp;b=2">',
            "http://example.org/new?a=1&b=2",
        ),
        (b'<meta http-equiv="refresh" content="6; url=/new">', ""),
        (b'<meta http-equiv="refresh" content="0">', ""),
        (b'<meta http-equiv="refresh" content="0; url=/a/b?c=1">', ""),
        (b'<meta http-equiv="refresh" content="0; url=javascript:alert(1)">', ""),
        (b'<noscript><meta http-equiv="refresh" content="0; url=/nojs"></noscript>', ""),
        (b'<!-- <meta http-equiv="refresh" content="0; url=/new"> -->', ""),
        (b'<script>\'<meta http-equiv="refresh" content="0; url=/new">\'</script>', ""),
        (b"<p>refresh</p>", ""),
    ],
)
def test_meta_refresh(body: bytes, target: str) -> None:
    assert refresh_target(BASE, b"<html><head>" + body + b"</head></html>") == target


def test_permanent_redirects_end_at_the_first_temporary_one() -> None:
    hops = (
        Hop("http://a.example/", 301, "http://b.example/"),
        Hop("http://b.example/", 302, "http://c.example/"),
        Hop("http://c.example/", 301, "http://d.example/"),
        Hop("http://d.example/", 200),
    )
    assert permanent_target("http://a.example/", hops) == "http://b.example/"
    assert permanent_target("http://x.example/", hops[1:]) == "http://x.example/"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://example.org/a", "https://www.example.org/a/", True),
        ("http://example.org:80/a", "http://EXAMPLE.org/a", True),
        ("http://example.org/a", "http://example.org/b", False),
        ("http://example.org/a", "http://example.org/a?b", False),
        ("http://example.org:81/a", "http://example.org/a", False),
    ],
)
def test_same_address_in_substance(one: str, other: str, same: bool) -> None:
    assert is_same_address(one, other) is same
