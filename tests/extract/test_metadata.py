"""What pages say of themselves: titles, authors, dates, addresses, embedded articles."""

import json

import pytest

from audit.extract import extract
from audit.extract.dates import iso_date, written_date
from audit.model import PageMetadata, SourceText
from audit.vocabulary import Zone

URL = "https://ledger.example/news/reform"


def read(head: str = "", body: str = "<p>text</p>", url: str = URL) -> SourceText:
    page = f"<!doctype html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>"
    return extract(page.encode(), "text/html", "utf-8", url)


def metadata(head: str = "", body: str = "<p>text</p>", url: str = URL) -> PageMetadata:
    return read(head, body, url).metadata


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_a_full_head() -> None:
    found = metadata(
        "<title>Reform at ten | The Ledger</title>"
        '<meta property="og:title" content="Reform at ten">'
        '<meta property="og:site_name" content="The Ledger">'
        '<meta name="author" content="By Imogen Vance">'
        '<meta property="article:published_time" content="2024-11-09T06:00:00Z">'
        '<meta property="article:modified_time" content="2024-11-12T10:00:00Z">'
        '<meta name="description" content="A decade &amp; after.">'
        '<link rel="canonical" href="/news/reform-at-ten">'
    )
    assert found == PageMetadata(
        title="Reform at ten | The Ledger",
        headline="Reform at ten",
        site_name="The Ledger",
        authors=("Imogen Vance",),
        published="2024-11-09",
        updated="2024-11-12",
        canonical_url="https://ledger.example/news/reform-at-ten",
        language="en-GB",
        description="A decade & after.",
    )


def test_linked_data_speaks_first() -> None:
    article = {
        "@type": ["NewsArticle"],
        "headline": "Reform &amp; after",
        "datePublished": "2024-11-09T06:00:00+01:00",
        "dateModified": "2024-11-10",
        "author": [{"@type": "Person", "name": "Imogen Vance"}, "Ruth Adeyemi"],
        "publisher": {"name": "The Ledger"},
    }
    graph = {"@graph": [{"@type": "WebPage", "headline": "Page"}, article]}
    found = metadata(linked(graph) + '<meta name="author" content="Desk">')
    assert found.headline == "Reform & after"
    assert found.authors == ("Imogen Vance", "Ruth Adeyemi")
    assert (found.published, found.updated) == ("2024-11-09", "2024-11-10")
    assert found.site_name == "The Ledger"


@pytest.mark.parametrize(
    "body",
    [
        "<h1>x</h1><time datetime='2016-04-21T10:00'>yesterday</time>",
        "<span itemprop='datePublished' content='2016-04-21'></span>",
        "<div><p class='byline'>By A. Writer, 21 April 2016</p></div>",
        "<div><div><span class='post-date'>April 21st, 2016</span></div></div>",
        "<time>21 April 2016</time>",
    ],
)
def test_published_from_the_body(body: str) -> None:
    assert metadata("", body).published == "2016-04-21"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-04-21", "2016-04-21"),
        ("2016-04-21T23:59:59-05:00", "2016-04-21"),
        ("2016/4/1", "2016-04-01"),
        ("20160421", "2016-04-21"),
        ("20160421T101500", "2016-04-21"),
        ("2016-04", "2016-04"),
        ("2016", "2016"),
        ("Thu, 21 Apr 2016 10:00:00 GMT", "2016-04-21"),
        ("April 21, 2016", "2016-04-21"),
        ("Sept. 3, 2011", "2011-09-03"),
        ("1461232800", "2016-04-21"),
        ("1461232800000", "2016-04-21"),
        ("03/04/2016", ""),
        ("2016-13-45", ""),
        ("February 30, 2016", ""),
        ("9999999999999", "2286-11-20"),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates(text: str, day: str) -> None:
    assert iso_date(text) == day


def test_a_date_within_words() -> None:
    assert written_date("By Imogen Vance, 9 November 2024, 06.00") == "2024-11-09"
    assert written_date("May the best of 12 win") == ""


@pytest.mark.parametrize(
    ("wrapped"),
    ["<!-- %s -->", "//<![CDATA[\n%s\n//]]>", "<![CDATA[%s]]>", "%s;", " \n%s\n"],
)
def test_wrapped_linked_data(wrapped: str) -> None:
    data = wrapped % '{"@type":"Article","headline":"A headline",}'
    found = metadata(f'<script type="application/ld+json">{data}</script>')
    assert found.headline == "A headline"


def test_faulty_linked_data_is_passed_over() -> None:
    source = read('<script type="application/ld+json">{"headline": "x</script>', "<h1>Said</h1>")
    assert source.metadata.headline == "Said"
    deep = '{"a":' * 20_000
    assert read(f'<script type="application/ld+json">{deep}</script>').text == "text"


def zones(source: SourceText, zone: Zone) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks if b.zone is zone]


def test_article_body_is_embedded() -> None:
    body = "<p>The first words of it.</p><p>It’s the second &quot;paragraph&quot;.</p>"
    source = read(linked({"@type": "NewsArticle", "articleBody": body, "abstract": "In short"}))
    assert zones(source, Zone.EMBEDDED) == [
        "The first words of it.",
        'It’s the second "paragraph".',
    ]
    assert zones(source, Zone.METADATA) == ["In short"]


def test_embedded_text_that_is_shown_is_not_repeated() -> None:
    said = "The same words are shown and embedded."
    source = read(linked({"@type": "Article", "articleBody": said}), f"<p>{said}</p>")
    assert zones(source, Zone.EMBEDDED) == []


LONG = "The clerk wrote the names in two columns and slept until the morning bell."


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('<script id="__NEXT_DATA__" type="application/json">%s</script>', True),
        ('<script type="application/json">%s</script>', True),
        ("<script>window.__INITIAL_STATE__ = %s;</script>", True),
        ("<script>window['__PRELOADED_STATE__']=%s</script>", True),
        ("<script>window.__ads = %s</script>", False),
        ("<script>var texts = %s;</script>", False),
    ],
)
def test_application_state(script: str, found: bool) -> None:
    state = json.dumps({"props": {"page": {"body": [{"p": LONG}, {"url": "/a b c d e f g h i"}]}}})
    assert zones(read("", script % state), Zone.EMBEDDED) == ([LONG] if found else [])


def test_other_stories_in_the_state_are_not_the_article() -> None:
    state = {"article": {"body": LONG}, "relatedStories": [LONG + " x"], "comments": [LONG + " y"]}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    assert zones(read("", script), Zone.EMBEDDED) == [LONG]


@pytest.mark.parametrize(
    ("url", "link", "following"),
    [
        (URL, "?page=2", "https://ledger.example/news/reform?page=2"),
        (URL + "?page=1", "?page=2", "https://ledger.example/news/reform?page=2"),
        (URL + "?page=2", "?page=3", "https://ledger.example/news/reform?page=3"),
        (URL + "?id=7", "?id=7&page=2", "https://ledger.example/news/reform?id=7&page=2"),
        (URL, "/news/reform/2", "https://ledger.example/news/reform/2"),
        (URL + "/", "/news/reform/page/2/", "https://ledger.example/news/reform/page/2/"),
        (URL + ".html", "/news/reform-2.html", "https://ledger.example/news/reform-2.html"),
        (URL + ".html", "/news/reform_page2.html", "https://ledger.example/news/reform_page2.html"),
        (URL, "/news/another-story", ""),
        (URL, "https://other.example/news/reform?page=2", ""),
        (URL, "?page=3", ""),
        (URL + "?page=2", "?page=1", ""),
        ("https://ledger.example/post/41", "/post/42", ""),
        (URL, "//[broken", ""),
        (URL, "", ""),
    ],
)
def test_next_page(url: str, link: str, following: str) -> None:
    assert metadata(f'<link rel="next" href="{link}">', url=url).next_url == following
    anchor = f'<p class=pager><a rel="next nofollow" href="{link}">Next</a></p>'
    assert metadata("", anchor, url).next_url == following


@pytest.mark.parametrize(
    "page",
    [
        "<?xml version='1.0'?><div><title>T</title><p>said</p></div>",
        "<?xml version='1.0'?><!DOCTYPE html><html><title>T</title><p>said</p></html>",
        "<title>T</title><?php echo 1 ?><p>said</p>",
    ],
)
def test_pages_that_look_like_xml(page: str) -> None:
    source = extract(page.encode(), "text/html", "utf-8", URL)
    assert (source.metadata.title, source.text) == ("T", "said\nT")


@pytest.mark.parametrize("page", ["index.html", "https://ledger.example/", "C:\\page.htm"])
def test_pages_that_look_like_names_of_files(page: str) -> None:
    assert extract(page.encode(), "text/html").text == page


def test_big_pages_are_read_in_seconds_and_their_head_too() -> None:
    body = (
        "<p>On the following day the same ships were in the same places on the quay.</p>" * 60_000
    )
    source = read("<title>Log</title><style>" + "p{}" * 200_000 + "</style>", body)
    assert source.metadata.title == "Log"
    assert len(source.blocks) == 60_001
