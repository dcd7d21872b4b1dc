"""Whether a page is the work cited, by title, publisher and date."""

import pytest

from audit.extract.work import compare_work, publisher_agrees
from audit.model import PageMetadata
from tests.extract.web import reference

CITED = "Decriminalize All Drugs, Business and World Leaders Tell UN"
URL = "https://www.theguardian.com/world/2016/apr/21/drugs"


@pytest.mark.parametrize(
    "own",
    [
        CITED,
        "Decriminalise all drugs, business and world leaders tell UN",
        "Decriminalise all drugs, business and world leaders tell UN | Drugs policy | The Guardian",
        "DECRIMINALIZE ALL DRUGS — BUSINESS AND WORLD LEADERS TELL U.N.",
        "Business and world leaders tell UN: decriminalize all drugs",
        "Decriminalize “all drugs”, world leaders tell UN",
    ],
)
def test_restyled_titles_are_the_same_work(own: str) -> None:
    match = compare_work(PageMetadata(title=own), URL, reference(CITED, "The Guardian"))
    assert match.same is True
    assert match.title_score >= 85
    assert match.remarks == ()


@pytest.mark.parametrize(
    ("cited", "own"),
    [
        ("The Labour Party’s Defence Programme", "The Labor Party's Defense Program"),
        ("Organisation of Centres Analysed", "Organization of centers analyzed"),
        ("Why café owners travelled", "Why cafe owners traveled"),
        ("Medical Marijuana", "Medical Marijuana - The Ledger"),
    ],
)
def test_spelling_is_folded(cited: str, own: str) -> None:
    assert compare_work(PageMetadata(title=own), URL, reference(cited)).same is True


def test_a_subset_of_few_words_is_not_the_title() -> None:
    match = compare_work(PageMetadata(title="Drugs"), URL, reference(CITED))
    assert match.same is None
    match = compare_work(PageMetadata(title="World leaders"), URL, reference(CITED))
    assert match.same is None


def test_another_title_is_another_work() -> None:
    page = PageMetadata(
        title="Deputy mayor resigns over harbour contracts", site_name="The Courier",
        published="2011-06-02",
    )  # fmt: skip
    match = compare_work(page, "https://courier.example/a/1", reference(CITED, "The Guardian"))
    assert match.same is False
    assert any("Deputy mayor" in remark for remark in match.remarks)
    assert any("The Courier" in remark for remark in match.remarks)


def test_publisher_and_date_save_a_retitled_page() -> None:
    page = PageMetadata(
        title="Legalising narcotics: open letter by presidents, magnates",
        site_name="The Guardian", published="2016-04-21",
    )  # fmt: skip
    match = compare_work(page, "https://www.theguardian.com/x/1", reference(CITED, "The Guardian"))
    assert match.same is None
    assert match.remarks


def test_the_address_saves_a_page_without_its_title() -> None:
    page = PageMetadata(title="Welcome to the archive of old newspapers")
    url = "https://example.org/decriminalize-all-drugs-business-leaders-tell-un"
    assert compare_work(page, url, reference(CITED)).same is None


@pytest.mark.parametrize(
    "title", ["", "The Guardian", "News", "Страница закона о наркотиках в мире"]
)
def test_titles_that_tell_nothing(title: str) -> None:
    page = PageMetadata(title=title, site_name="The Guardian")
    assert compare_work(page, URL, reference(CITED, "The Courier", "1999-01")).same is None


@pytest.mark.parametrize(
    ("published", "issued", "note"),
    [
        ("2016-04-21", "2016-04", ""),
        ("2016-04-21", "2016-04-21", ""),
        ("2016-04-21", "2016", ""),
        ("2016", "2016-04", ""),
        ("", "2016-04", ""),
        ("2016-04-21", "", ""),
        ("2016-05-02", "2016-04", "a month later"),
        ("2016-03-31", "2016-04", "a month earlier"),
        ("2017-04-02", "2016-04", "12 months later"),
        ("2015", "2016-04", "12 months earlier"),
    ],
)
def test_dates(published: str, issued: str, note: str) -> None:
    page = PageMetadata(title=CITED, published=published)
    match = compare_work(page, URL, reference(CITED, "The Guardian", issued))
    assert match.same is True
    assert note in match.date_note
    assert bool(match.date_note) is bool(note)
    assert (match.date_note in match.remarks) is bool(note)


def test_an_updated_date_may_agree() -> None:
    page = PageMetadata(title=CITED, published="2009-01-02", updated="2016-04-30")
    assert compare_work(page, URL, reference(CITED)).date_note == ""


@pytest.mark.parametrize(
    ("publisher", "aliases", "site", "url", "agrees"),
    [
        ("The Guardian", (), "", "https://www.theguardian.com/a", True),
        ("The Guardian", (), "the Guardian", "https://amp.example/a", True),
        ("Wall Street Journal", (), "", "https://www.wsj.com/a", True),
        ("TIME", (), "", "http://globalspin.blogs.time.com/a", True),
        ("World Health Organization", (), "", "https://www.who.int/a", True),
        ("BBC", (), "BBC News", "https://www.bbc.co.uk/a", True),
        ("Transform", ("transformdrugs.org",), "", "https://transformdrugs.org/a", True),
        ("CATO Institute", (), "", "https://www.cato.org/a", True),
        ("The Guardian", (), "The Courier", "https://courier.example/a", False),
        ("", (), "The Courier", "https://courier.example/a", None),
    ],
)
def test_publisher(
    publisher: str, aliases: tuple[str, ...], site: str, url: str, agrees: bool | None
) -> None:
    found = publisher_agrees(site, url, reference("T", publisher, aliases=aliases))
    assert found is agrees
