"""The acceptance rule on the real titles: no other work is ever accepted."""

import zlib
from dataclasses import replace

import pytest

from audit.extract.titles import title_variants
from audit.model import PageMetadata, Reference
from audit.publishers import hosts_of
from audit.resolve.accept import Judged, ReadPage, Standing, decide, judge
from audit.resolve.candidate import Candidate
from audit.resolve.titles import best_title
from tests.resolve.titles import other_works, references, true_forms

TEXT = "A text long enough to be that of a page."


def candidate(url: str, score: float = 100.0) -> Candidate:
    return Candidate(url, "", "", "", "test", score, "found by a test")


def page_of(reference: Reference, title: str, **changes: str) -> ReadPage:
    """A page of the reference's publisher, dated in the cited month, with ``title``."""
    values = {
        "url": f"https://www.{hosts_of(reference)[0]}/story/{zlib.crc32(title.encode())}",
        "published": f"{reference.issued}-11",
        "updated": "",
        "text": TEXT,
    } | changes
    metadata = PageMetadata(
        title=f"{title} | {reference.container_title}",
        headline=title,
        site_name=reference.container_title,
        published=values["published"],
        updated=values["updated"],
    )
    url = values["url"]
    return ReadPage(candidate(url), url, "live", metadata, values["text"], whole=True)


def accepted(reference: Reference, *pages: ReadPage) -> str:
    judged = [judge(page, reference) for page in pages]
    found = decide(reference, judged, []).accepted
    return found.page.url if found else ""


@pytest.mark.parametrize("reference", references(), ids=lambda one: str(one.number))
def test_every_form_of_the_title_is_accepted(reference: Reference) -> None:
    for form in true_forms(reference):
        page = page_of(reference, form)
        assert accepted(reference, page) == page.url, form


@pytest.mark.parametrize("reference", references(), ids=lambda one: str(one.number))
def test_no_other_title_is_accepted_even_at_the_right_host_and_month(reference: Reference) -> None:
    for other in references():
        if other is not reference:
            for form in true_forms(other):
                assert accepted(reference, page_of(reference, form)) == "", form
    for form in other_works(reference):
        assert accepted(reference, page_of(reference, form)) == "", form


def test_no_two_real_titles_come_within_the_lead() -> None:
    for reference in references():
        for other in references():
            if other is not reference:
                score = best_title(reference.title, title_variants(other.title, "")).score
                assert score <= 80, (reference.number, other.number)


PORTUGAL = references()[15]


def test_the_month_does_not_decide_between_two_pages_of_one_title() -> None:
    march = page_of(PORTUGAL, PORTUGAL.title, url="https://www.salon.com/a", published="2009-03-14")
    april = page_of(PORTUGAL, PORTUGAL.title, url="https://www.salon.com/b", published="2009-04-02")
    assert accepted(PORTUGAL, march, april) == ""
    decision = decide(PORTUGAL, [judge(march, PORTUGAL), judge(april, PORTUGAL)], [])
    assert decision.why == "2 pages of the publisher fit equally well"


def test_an_unread_or_unreadable_page_of_the_same_title_stands_in_the_way() -> None:
    april = judge(page_of(PORTUGAL, PORTUGAL.title, published="2009-04-02"), PORTUGAL)
    other = candidate("https://www.salon.com/2009/03/14/portugal/")
    assert decide(PORTUGAL, [april], [other]).accepted is None
    gone = judge(ReadPage(other, other.url, "dead"), PORTUGAL)
    assert decide(PORTUGAL, [april, gone], []).accepted is None


def test_an_address_with_all_the_words_stands_in_the_way_of_another_month_only() -> None:
    april = judge(page_of(PORTUGAL, PORTUGAL.title, published="2009-04-02"), PORTUGAL)
    march = judge(page_of(PORTUGAL, PORTUGAL.title, published="2009-03-14"), PORTUGAL)
    url = "https://www.salon.com/success-of-drug-decriminalization-in-portugal"
    all_words, some_words = candidate(url, 75.0), candidate(url, 56.0)
    dead = judge(ReadPage(all_words, url, "dead"), PORTUGAL)
    assert decide(PORTUGAL, [april], [all_words]).accepted is None
    assert decide(PORTUGAL, [april, dead], []).accepted is None
    assert decide(PORTUGAL, [april], [some_words]).accepted == april
    assert decide(PORTUGAL, [march, dead], [all_words]).accepted == march


def test_expected_text_refuses_the_page_without_it() -> None:
    expecting = replace(PORTUGAL, expect_text="an “unquestionable success”")
    march = page_of(expecting, PORTUGAL.title, text="It was an unquestionable success, they say.")
    april = page_of(expecting, PORTUGAL.title, url="https://www.salon.com/b")
    assert accepted(expecting, march, april) == march.url
    assert judge(april, expecting).standing is Standing.REFUSED
    part = replace(april, whole=False)
    assert judge(part, expecting).standing is Standing.DOUBTFUL


@pytest.mark.parametrize(
    ("published", "updated", "standing"),
    [
        ("2009-03-31", "", Standing.FITTING),
        ("2009-04-02", "", Standing.FITTING),
        ("2009-02-27", "", Standing.FITTING),
        ("2008-01-01", "2009-03-02", Standing.FITTING),
        ("2009-05-01", "", Standing.DOUBTFUL),
        ("2010-03-14", "", Standing.DOUBTFUL),
        ("2009", "", Standing.DOUBTFUL),
        ("", "", Standing.DOUBTFUL),
    ],
)
def test_the_date_of_publication_or_update_lies_within_a_month(
    published: str, updated: str, standing: Standing
) -> None:
    page = page_of(
        PORTUGAL,
        PORTUGAL.title,
        url="https://www.salon.com/portugal",
        published=published,
        updated=updated,
    )
    judged = judge(page, PORTUGAL)
    assert judged.standing is standing, "a month that differs is a doubt, not a refusal"
    assert bool(judged.why) == (standing is not Standing.FITTING)


def test_a_date_in_the_address_counts_and_a_registrys_where_there_is_none() -> None:
    by_address = page_of(
        PORTUGAL, PORTUGAL.title, url="https://www.salon.com/2009/03/14/portugal/", published=""
    )
    assert judge(by_address, PORTUGAL).standing is Standing.FITTING
    bare = page_of(PORTUGAL, PORTUGAL.title, url="https://www.salon.com/x", published="")
    told = replace(bare, candidate=replace(bare.candidate, date="2009-03-14"))
    assert judge(told, PORTUGAL).standing is Standing.DOUBTFUL
    registered = replace(told, candidate=replace(told.candidate, registered=True))
    assert judge(registered, PORTUGAL).standing is Standing.FITTING


@pytest.mark.parametrize(
    "host", ["thefix.com", "notsalon.com", "salon.com.evil.example", "web.archive.org"]
)
def test_another_publishers_page_is_never_accepted(host: str) -> None:
    page = page_of(PORTUGAL, PORTUGAL.title, url=f"https://{host}/2009/03/14/portugal")
    judged = judge(page, PORTUGAL)
    assert judged.standing is Standing.ELSEWHERE
    assert accepted(PORTUGAL, page) == ""
    assert host in judged.why


def test_a_page_without_text_or_title_is_left_to_the_editor() -> None:
    url = "https://www.salon.com/portugal"
    states = {
        state: judge(ReadPage(candidate(url), url, state), PORTUGAL)
        for state in ("dead", "blocked", "wrong-work")
    }
    assert states["dead"].standing is states["blocked"].standing is Standing.DOUBTFUL
    assert states["wrong-work"].standing is Standing.REFUSED
    untitled = replace(page_of(PORTUGAL, "x"), metadata=PageMetadata(published="2009-03-14"))
    assert judge(untitled, PORTUGAL).standing is Standing.REFUSED


def test_nothing_known_is_said() -> None:
    judged: list[Judged] = []
    assert decide(PORTUGAL, judged, []).why == "no service knows an address"
