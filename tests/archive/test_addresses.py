"""Links into archives: taken apart, followed, or distrusted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.archive import is_untrusted_archive, parse_archive_url
from audit.archive.addresses import MementoAddress, redirected, same_host, split_memento

BASE = "https://web.archive.org"


@pytest.mark.parametrize(
    ("url", "timestamp", "original"),
    [
        (f"{BASE}/web/20170920101112/http://a.test/x?y=1", "20170920101112", "http://a.test/x?y=1"),
        (f"{BASE}/web/20170920101112id_/https://a.test/", "20170920101112", "https://a.test/"),
        ("http://web.archive.org/web/2017/http:/a.test/x", "20170101000000", "http://a.test/x"),
        ("https://web.archive.org/web/201709/a.test/x", "20170901000000", "http://a.test/x"),
        (f"{BASE}/web/20170920101112/http://a.test/x#part", "20170920101112", "http://a.test/x"),
    ],
)
def test_a_link_to_a_capture_is_taken_apart(url: str, timestamp: str, original: str) -> None:
    capture = parse_archive_url(url)
    assert capture is not None
    assert (capture.timestamp, capture.original) == (timestamp, original)
    assert capture.url == f"{BASE}/web/{timestamp}/{original}"


@pytest.mark.parametrize(
    "url",
    [
        f"{BASE}/web/2017*/http://a.test/x",
        f"{BASE}/web/*/http://a.test/x",
        f"{BASE}/save/http://a.test/x",
        f"{BASE}/web/20179920101112/http://a.test/x",
        "https://a.test/web/20170920101112/http://b.test/",
        "https://[broken/web/20170920101112/http://b.test/",
        "",
    ],
)
def test_what_names_no_capture_is_none(url: str) -> None:
    assert parse_archive_url(url) is None


def test_the_distance_from_the_access_date_is_told() -> None:
    capture = parse_archive_url(f"{BASE}/web/20170910101112/http://a.test/", "2017-09-20")
    assert capture is not None
    assert capture.distance_days == -10


@pytest.mark.parametrize(
    ("url", "untrusted"),
    [
        ("https://archive.today/AbCdE", True),
        ("http://archive.is/2017.09.20-101112/http://a.test/", True),
        ("https://www.archive.ph/AbCdE", True),
        ("https://ARCHIVE.LI/AbCdE", True),
        ("https://archive.org/details/x", False),
        ("https://web.archive.org/web/2017/http://archive.is/", False),
        ("https://notarchive.is/x", False),
        ("https://archive.is.test/x", False),
        ("https://[broken", False),
    ],
)
def test_archives_that_alter_pages_are_flagged(url: str, untrusted: bool) -> None:
    assert is_untrusted_archive(url) is untrusted


HERE = MementoAddress("20150102030405", "http://a.test/old/page")


@pytest.mark.parametrize(
    ("location", "wanted"),
    [
        (
            f"{BASE}/web/20150102030406id_/http://a.test/new",
            MementoAddress("20150102030406", "http://a.test/new"),
        ),
        (
            "/web/20150102030406id_/http://a.test/new",
            MementoAddress("20150102030406", "http://a.test/new"),
        ),
        (
            f"{BASE}/web/20150102030406id_/http://a.test/caf\u00c3\u00a9",
            MementoAddress("20150102030406", "http://a.test/café"),
        ),
        ("http://b.test/new#top", MementoAddress("20150102030405", "http://b.test/new")),
        ("../new", MementoAddress("20150102030405", "http://a.test/new")),
        ("/web/2015/story", MementoAddress("20150102030405", "http://a.test/web/2015/story")),
        ("mailto:editor@a.test", None),
        ("http://[broken", None),
    ],
)
def test_a_redirect_never_leaves_the_archive(location: str, wanted: MementoAddress | None) -> None:
    assert redirected(HERE, location, f"{BASE}/web") == wanted


def test_an_archive_on_another_base_is_followed_too() -> None:
    base = "http://127.0.0.1:8765"
    assert redirected(HERE, f"{base}/web/20180101000000/{base}/", f"{base}/web") == MementoAddress(
        "20180101000000", f"{base}/"
    )


def test_www_and_port_make_no_other_host() -> None:
    assert same_host("http://www.a.test:80/x/", "https://a.test/y")
    assert not same_host("http://a.test/x", "http://b.test/x")
    assert not same_host("nonsense", "nonsense")


@given(st.text(max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    is_untrusted_archive(text)
    parse_archive_url(f"{BASE}/web/{text}")
    split_memento(text)
    found = redirected(HERE, text, f"{BASE}/web")
    assert found is None or found.original.lower().startswith(("http://", "https://"))
