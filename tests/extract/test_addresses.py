"""Home pages, sections and made-up siblings by their addresses alone."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.extract.addresses import is_home, led_home, original_address
from audit.extract.gates import sibling_url


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://a.example", True),
        ("https://a.example/", True),
        ("https://a.example/index.php", True),
        ("https://a.example/en/", True),
        ("https://a.example/en-GB", True),
        ("https://a.example/?p=12", False),
        ("https://a.example/news/", False),
        ("https://[broken", False),
    ],
)
def test_home(url: str, home: bool) -> None:
    assert is_home(url) is home


def test_led_home_needs_a_page_to_start_from() -> None:
    assert led_home("https://a.example/", "https://b.example/") == ""
    assert led_home("https://a.example/x/y", "https://b.example/") == "home"
    assert led_home("https://a.example/x/y", "https://a.example/x") == "section"
    assert led_home("https://a.example/x/y", "https://a.example/x/z") == ""


def test_captures_are_compared_by_what_they_are_of() -> None:
    archive = "https://web.archive.example/web"
    page = f"{archive}/20150102030405/http://a.example/news/story"
    assert original_address(page) == "http://a.example/news/story"
    assert original_address(f"{archive}/2015id_/https:/a.example/x") == "https://a.example/x"
    assert led_home(page, f"{archive}/20180101000000/http://a.example/") == "home"
    assert led_home(page, f"{archive}/20150102030499/http://a.example/news/story") == ""
    assert original_address("https://a.example/web/2015") == "https://a.example/web/2015"


@pytest.mark.parametrize(
    ("url", "start", "end"),
    [
        ("https://a.example/news/story.html", "https://a.example/news/", ".html"),
        ("https://a.example/news/story", "https://a.example/news/", ""),
        ("https://a.example/news/story/", "https://a.example/news/", "/"),
        ("https://a.example/story?utm=1#top", "https://a.example/", ""),
        ("https://a.example/docs/report.v2.pdf", "https://a.example/docs/", ".pdf"),
        ("https://a.example/view.php?id=12&x=ab", "https://a.example/view.php?id=9", ""),
        ("https://a.example/?p=12", "https://a.example/?p=9", ""),
    ],
)
def test_sibling(url: str, start: str, end: str) -> None:
    sibling = sibling_url(url)
    assert sibling.startswith(start)
    assert sibling.endswith(end)
    assert sibling != url
    assert sibling == sibling_url(url)


@given(st.from_regex(r"https?://[a-z]{1,9}\.example(/[a-z0-9.-]{1,9}){0,4}/?(\?[a-z]=\w{1,5})?",
                     fullmatch=True))  # fmt: skip
def test_a_sibling_stays_on_the_host(url: str) -> None:
    sibling = sibling_url(url)
    assert urlsplit(sibling).netloc == urlsplit(url).netloc
    assert sibling.split("?")[0].count("/") == url.split("?")[0].count("/") or url.count("/") == 2
    assert sibling != url
