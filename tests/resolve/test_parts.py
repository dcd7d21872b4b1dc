"""Addresses, titles, publishers, reprints: the small parts."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit.model import Reference
from audit.publishers import (
    hosts_of,
    is_host_of,
    publisher_at,
    publishers,
    publishers_named,
    publishers_of,
)
from audit.resolve import doi_url, leads
from audit.resolve.addresses import is_web_address, same_page_key, slug_of, tidy, url_date
from audit.resolve.reprints import is_reprint, shared_text
from audit.resolve.spacing import Spacing, shared_spacing
from audit.resolve.titles import best_title, score_slug, score_title, stems
from audit.vocabulary import SourceRole
from tests.resolve.answers import reference
from tests.resolve.titles import references


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://www.theguardian.com/world/2016/apr/21/a", "2016-04-21"),
        ("https://www.vox.com/policy-and-politics/2017/4/20/15328384/a", "2017-04-20"),
        ("https://www.usnews.com/news/us/articles/2016-10-19/gallup", "2016-10-19"),
        ("https://www.pressherald.com/2017/07/…/as-maines", "2017-07"),
        ("https://world.time.com/2011/06/02", "2011-06-02"),
        ("https://x.example/2016/13/01/a", ""),
        ("https://x.example/2016/foo/01/a", ""),
        ("https://x.example/story-2016", ""),
        ("https://x.example/12016/04/a", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_the_date_in_an_address(url: str, date: str) -> None:
    assert url_date(url) == date


def test_one_page_under_several_spellings() -> None:
    same = (
        "https://www.cnn.com/2012/12/06/a/index.html",
        "http://cnn.com/2012/12/06/a/",
        "https://www.cnn.com/2012/12/06/a?utm_source=x&iid=article_sidebar#top",
    )
    assert len({same_page_key(url) for url in same}) == 1
    assert same_page_key("https://x.example/?id=1") != same_page_key("https://x.example/?id=2")
    assert tidy("https://x.example/a?b=1&utm_medium=y&c=%20#d") == "https://x.example/a?b=1&c=+"
    assert tidy("https://x.example/a?b=%20;c#d") == "https://x.example/a?b=%20;c"
    assert slug_of("https://x.example/2016/04/War-on-drugs_fails.html") == (
        "2016 04 War on drugs fails"
    )


@given(st.text(max_size=60) | st.builds("https://x.example/{}".format, st.text(max_size=60)))
@example("0\x0c#")
@example("0 ?#")
def test_any_text_may_stand_where_an_address_should(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert isinstance(same_page_key(text), str)
    assert isinstance(slug_of(text), str)
    if is_web_address(text):
        assert not any(character.isspace() for character in text)


def test_the_leads_keep_their_order_and_come_once() -> None:
    seventh = references()[6]
    found = leads(seventh)
    assert found[0].url == "https://doi.org/10.1016/S0140-6736(16)00619-X"
    assert [lead.role for lead in found] == [
        SourceRole.CITED,
        SourceRole.CANDIDATE,
        SourceRole.COPY,
        SourceRole.COPY,
    ]
    assert doi_url("doi:10.1/x") == doi_url("http://dx.doi.org/10.1/x") == "https://doi.org/10.1/x"


@pytest.mark.parametrize("one", references(), ids=lambda one: str(one.number))
def test_every_publisher_of_the_list_is_in_the_table_with_its_hosts(one: Reference) -> None:
    named = publishers_named((one.container_title,))
    assert named
    assert publishers_of(one)[0] == named[0]
    for url in (one.url, *(candidate.url for candidate in one.candidates)):
        host = url.partition("://")[2].partition("/")[0]
        if url and host != "doi.org":
            assert is_host_of(host, hosts_of(one)), url


def test_the_table_is_sound() -> None:
    names = [name for one in publishers() for name in (one.name, *one.aliases)]
    assert len(names) == len(set(names))
    for one in publishers():
        assert one.hosts
        assert one.kind in ("news", "journal", "report", "site")
        assert one.archive in ("", "excluded")
        found = publisher_at(f"www.{one.hosts[0]}")
        assert found == one
        for prefix in one.prefixes("2016-04"):
            assert prefix.partition("/")[0].endswith((*one.hosts, *one.formerly))
            assert "{" not in prefix
            assert "2016" in prefix


def test_dated_prefixes() -> None:
    (vox,) = publishers_named(("Vox",))
    assert vox.prefixes("2017-09") == ("vox.com/policy-and-politics/2017/9/", "vox.com/2017/9/")
    assert vox.prefixes("2017") == vox.prefixes("") == ()


def test_hosts() -> None:
    huffpost = references()[10]
    assert hosts_of(huffpost) == ("huffpost.com", "huffingtonpost.com")
    assert is_host_of("www.huffingtonpost.com.", hosts_of(huffpost))
    assert not is_host_of("nothuffpost.com", hosts_of(huffpost))
    own = Reference(1, "a", "T", "The Gazette", "", "", aliases=("www.Gazette.example", "Gaz"))
    assert hosts_of(own) == ("gazette.example",)
    assert hosts_of(reference()) == ()
    assert publisher_at("gazette.example") is None


def test_a_slug_never_suffices() -> None:
    title = references()[7].title
    slug = slug_of(
        "https://x/society/2016/mar/24/medical-experts-call-for-global-drug-decriminalisation"
    )
    assert score_slug(title, slug) == 75.0
    assert score_slug(title, "sport results of monday") == 0.0
    assert score_slug("A B C", slug) == 0.0
    assert stems("Decriminalize All Drugs, Now") == ("decrimi", "drugs")


@pytest.mark.parametrize(
    ("cited", "title", "why"),
    [
        ("War on Drugs Has Failed Everybody Everywhere", "War on Drugs", "share only 2"),
        (
            "Report: The Global War on Drugs Has Failed. Is It Time to Legalize Cannabis Now?",
            "The War on Drugs Has Failed",
            "only a part",
        ),
        ("Gallup Finds 60 Percent Back Legal Pot", "Gallup Finds 58 Percent Back Legal Pot", "num"),
        ("Laws Harm Poor Young Drug Users", "Laws Do Not Harm Poor Young Drug Users", "negation"),
    ],
)
def test_what_caps_a_title(cited: str, title: str, why: str) -> None:
    found = score_title(cited, title)
    assert found.score <= 75
    assert why in found.why


def test_a_negation_in_the_rest_of_a_title_counts() -> None:
    whole = "Scientists Rank Dangerous Drugs - And Not As You Think"
    part = "Scientists Rank Dangerous Drugs"
    assert best_title(part, (part,)).score == 100
    assert best_title(part, (whole, part)).score <= 75
    assert best_title(part, ()).score == 0


def test_requests_to_a_service_are_spaced() -> None:
    now = [100.0]
    spacing = Spacing(12.0, lambda: now[0])
    assert [spacing.take(), spacing.take(), spacing.take()] == [0.0, 5.0, 5.0]
    now[0] += 4
    assert spacing.take() == pytest.approx(1)
    now[0] += 1
    assert [spacing.take(), spacing.take()] == [0.0, 5.0]
    assert shared_spacing("a", 7) is shared_spacing("a", 7) is not shared_spacing("b", 7)


def test_reprints_share_their_text() -> None:
    words = [f"word{number}" for number in range(400)]
    article = " ".join(words)
    reprint = "Our site presents " + " ".join(words[:300]) + " Subscribe to our letter today"
    report = " ".join(words[:40]) + " " + " ".join(f"own{number}" for number in range(300))
    assert is_reprint(article, reprint)
    assert shared_text(article, reprint) > 0.9
    assert not is_reprint(article, report)
    assert not is_reprint(article, " ".join(words[:50])), "too short to tell"
    assert shared_text("", article) == 0
