"""One reference from services to decision: what is read, when the asking ends, what is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from audit.model import Address, PageMetadata, Reference, Source, SourceText
from audit.resolve import Candidate, Resolver, Service, ServiceAnswer
from audit.vocabulary import SourceRole, SourceState
from tests.resolve.answers import reference

HERALD = replace(reference(), aliases=("herald.example",))
HOME = "https://www.herald.example/lanterns"
AWAY = "https://elsewhere.example/lanterns"
TEXT = " ".join(f"word{number}" for number in range(200))


@dataclass
class Known:
    """A service that knows what a test tells it, and counts the questions."""

    name: str
    answer: ServiceAnswer
    asked: int = 0
    interrupted: bool = False

    def search(self, reference: Reference) -> ServiceAnswer:
        self.asked += 1
        return self.answer

    def interrupt(self) -> None:
        self.interrupted = True


@dataclass
class Pages:
    """Reads pages from a table: address -> (date, text); anything else is dead."""

    table: Mapping[str, tuple[str, str]]
    title: str = HERALD.title
    read: list[str] = field(default_factory=list)

    def __call__(self, wanted: Reference) -> Source:
        assert not wanted.candidates
        assert not wanted.doi
        self.read.append(wanted.url)
        if wanted.url not in self.table:
            dead = SourceState.DEAD
            return Source(1, dead, SourceRole.CITED, wanted.url, wanted.url, "gone", "", False)
        date, text = self.table[wanted.url]
        metadata = PageMetadata(headline=self.title, published=date)
        return Source(
            number=1,
            state=SourceState.LIVE,
            role=SourceRole.CITED,
            url=wanted.url,
            found_at=wanted.url,
            rule="ok",
            detail="",
            complete=True,
            text=SourceText(text, (), metadata),
        )


def candidate(url: str, service: str = "one", score: float = 100.0) -> Candidate:
    return Candidate(url, HERALD.title, "", "", service, score, f"found by {service}")


def knows(name: str, *urls: str) -> Known:
    return Known(name, ServiceAnswer(tuple(candidate(url, name) for url in urls)))


def test_a_page_of_the_right_month_ends_the_search() -> None:
    first, second = knows("one", HOME), knows("two", HOME + "-2")
    services: list[Service] = [first, second]
    found = Resolver(services, Pages({HOME: ("2018-03-04", TEXT)})).resolve(HERALD)
    assert (found.url, found.asked, second.asked) == (HOME, ("one",), 0)
    assert "found by one" in found.how
    assert "score 100" in found.how
    assert "dated 2018-03-04" in found.how
    assert "read live" in found.how


def test_a_page_of_the_month_beside_it_does_not() -> None:
    """The second service knows the page of the same title and of the right month."""
    pages = Pages({HOME: ("2018-04-02", TEXT), HOME + "-2": ("2018-03-04", TEXT)})
    services: list[Service] = [knows("one", HOME), knows("two", HOME + "-2")]
    found = Resolver(services, pages).resolve(HERALD)
    assert found.url == ""
    assert [row.candidate.url for row in found.listed] == [HOME + "-2", HOME]
    alone: list[Service] = [knows("one", HOME), Known("two", ServiceAnswer())]
    found = Resolver(alone, pages).resolve(HERALD)
    assert (found.url, found.asked) == (HOME, ("one", "two"))


def test_expected_text_chooses_between_them() -> None:
    pages = Pages({HOME: ("2018-04-02", TEXT), HOME + "-2": ("2018-03-04", TEXT + " oil lamps")})
    services: list[Service] = [knows("one", HOME), knows("two", HOME + "-2")]
    wanted = replace(HERALD, expect_text="Oil lamps")
    assert Resolver(services, pages).resolve(wanted).url == HOME + "-2"


def test_an_editors_address_is_left_alone() -> None:
    service = knows("one", HOME)
    for given in (replace(HERALD, url="https://x.example/"), replace(HERALD, doi="10.1/x")):
        found = Resolver([service], Pages({})).resolve(given)
        assert (found.url, found.listed, service.asked) == ("", (), 0)


def test_addresses_listed_before_are_read_first() -> None:
    service = knows("one")
    wanted = replace(HERALD, candidates=(Address(HOME, "remembered"),))
    found = Resolver([service], Pages({HOME: ("2018-03-04", TEXT)})).resolve(wanted)
    assert (found.url, service.asked) == (HOME, 0)


def test_a_reprint_is_kept_as_a_copy_and_another_report_is_not() -> None:
    other = "https://elsewhere.example/own-report"
    pages = Pages(
        {
            HOME: ("2018-03-04", TEXT),
            AWAY: ("2018-03-06", "We found this: " + TEXT),
            other: ("2018-03-06", " ".join(f"own{number}" for number in range(200))),
        }
    )
    found = Resolver([knows("one", AWAY, other, HOME)], pages).resolve(HERALD)
    assert found.url == HOME
    assert [copy.url for copy in found.copies] == [AWAY]
    assert found.copies[0].how.startswith("reprint: the same text")


def test_another_publishers_page_is_shown_and_not_accepted() -> None:
    pages = Pages({AWAY: ("2018-03-04", TEXT)})
    found = Resolver([knows("one", AWAY)], pages).resolve(HERALD)
    assert (found.url, pages.read) == ("", [])
    (row,) = found.listed
    assert not row.at_publisher
    assert row.why.startswith("elsewhere.example is not known as the publisher’s")


def test_a_dead_page_is_listed_with_the_reason() -> None:
    found = Resolver([knows("one", HOME)], Pages({})).resolve(HERALD)
    assert found.why == "the page could not be read (dead)"
    assert found.listed[0].at_publisher


def test_a_doi_that_leads_to_an_unknown_host_is_listed_as_the_publishers() -> None:
    doi = "https://doi.org/10.5555/lanterns"
    away = Pages({doi: ("2018-03-04", TEXT)})
    found = Resolver([knows("crossref", doi)], away).resolve(HERALD)
    assert found.url == "", "doi.org says nothing about whose page it is"
    assert found.listed[0].at_publisher


def test_a_few_pages_are_read_and_no_more() -> None:
    urls = [f"{HOME}-{number}" for number in range(20)]
    pages = Pages({})
    found = Resolver([knows("one", *urls)], pages, most_pages=4).resolve(HERALD)
    assert len(pages.read) == 4
    assert found.url == ""


def test_several_addresses_of_one_page_are_one() -> None:
    urls = (HOME, HOME + "/?utm_source=x", HOME.replace("https:", "http:"))
    pages = Pages(dict.fromkeys(urls, ("2018-04-02", TEXT)))
    found = Resolver([knows("one", *urls)], pages).resolve(HERALD)
    assert (found.url, pages.read) == (HOME, [HOME])


def test_what_could_not_be_asked_is_said_and_the_others_go_on() -> None:
    services: list[Service] = [
        Known("one", ServiceAnswer(unavailable="ONE_KEY is not set")),
        Known("two", ServiceAnswer(skipped="it is no journal")),
        knows("three", HOME),
    ]
    found = Resolver(services, Pages({HOME: ("2018-03-04", TEXT)})).resolve(HERALD)
    assert found.url == HOME
    assert found.unavailable == (("one", "ONE_KEY is not set"),)
    assert found.asked == ("three",)


def test_an_interrupted_resolver_asks_nobody() -> None:
    service = knows("one", HOME)
    resolver = Resolver([service], Pages({}))
    resolver.interrupt()
    assert resolver.resolve(HERALD).url == ""
    assert (service.interrupted, service.asked) == (True, 0)
