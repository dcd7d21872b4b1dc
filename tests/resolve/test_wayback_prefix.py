"""The archive's index listed by the beginning of a dated address."""

from collections.abc import Iterator

import pytest

from audit.fetch import Fetcher, FetchSettings
from audit.model import Reference
from audit.resolve import ResolveSettings
from audit.resolve.candidate import ServiceAnswer
from audit.resolve.wayback_prefix import WaybackPrefix
from tests.resolve.answers import reference
from tests.resolve.web import Query, Reply, SearchServer, serving

FORTUNE = reference(
    title="Could Legalizing All Drugs Solve America’s Opioid Epidemic?",
    container_title="Fortune",
    issued="2017-09",
)
RIGHT = "http://fortune.com:80/2017/09/19/opioid-epidemic-legalising-drugs-solve/?utm_source=x"
HALF = "http://fortune.com/2017/09/20/opioid-makers"


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    settings = FetchSettings(
        allow_private=True, per_host_delay_seconds=0.0, proxy_url="", retries=0, total_seconds=5.0
    )
    with Fetcher(settings) as made:
        yield made


def search(fetcher: Fetcher, server: SearchServer, wanted: Reference) -> ServiceAnswer:
    settings = ResolveSettings(bases={"wayback": server.base}, archive_queries_per_minute=60_000)
    return WaybackPrefix(fetcher, settings).search(wanted)


def test_addresses_of_the_month_with_the_titles_words(fetcher: Fetcher) -> None:
    rows = [["original"], [HALF], [RIGHT], [RIGHT.replace("http:", "https:")]]
    with serving(lambda query: Reply(rows)) as server:
        answer = search(fetcher, server, FORTUNE)
        (asked,) = server.questions
    (candidate,) = answer.candidates
    assert (
        candidate.url == "http://fortune.com:80/2017/09/19/opioid-epidemic-legalising-drugs-solve/"
    )
    assert 37 < candidate.score <= 75, "a slug alone is never enough to be accepted"
    assert asked.path == "/cdx/search/cdx"
    assert asked.query["url"] == "fortune.com/2017/09/"
    assert asked.query["matchType"] == "prefix"
    assert asked.query["filter"].startswith("original:(?i).*(")


def test_two_prefixes_at_most(fetcher: Fetcher) -> None:
    time = reference(
        title="Report: The Global War on Drugs Has Failed. Is It Time to Legalize?",
        container_title="TIME",
        issued="2011-06",
    )
    with serving(lambda query: Reply([])) as server:
        assert search(fetcher, server, time) == ServiceAnswer()
        prefixes = [question.query["url"] for question in server.questions]
    assert prefixes == ["world.time.com/2011/06/", "globalspin.blogs.time.com/2011/06/"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"container_title": "The Guardian"}, "keeps the archive out"),
        ({"container_title": "Forbes"}, "not known to be dated"),
        ({"container_title": "An Unknown Gazette"}, "not known to be dated"),
        ({"container_title": "Fortune", "issued": "2017"}, "not known to be dated"),
    ],
)
def test_what_cannot_be_listed_is_not_asked_for(
    fetcher: Fetcher, changes: dict[str, str], why: str
) -> None:
    with serving(lambda query: Reply([])) as server:
        answer = search(fetcher, server, reference(**changes))
        assert server.questions == []
    assert why in answer.skipped


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply({"rows": []}), "may have changed"),
        (Reply([["urlkey", "original"], ["a", "b"]]), "may have changed"),
        (Reply(text="too slow", status=504), "did not answer (HTTP 504)"),
        (Reply(text="", status=429), "429"),
        (Reply(text="com,fortune)/2017 2017 a"), "not JSON"),
    ],
)
def test_anything_but_a_list_of_captures_is_said(fetcher: Fetcher, reply: Reply, why: str) -> None:
    def answer(query: Query) -> Reply:
        return reply

    with serving(answer) as server:
        found = search(fetcher, server, FORTUNE)
        assert len(server.questions) <= 3
    assert found.candidates == ()
    assert why in found.unavailable
