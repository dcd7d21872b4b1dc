"""What the list gets wrong, with the evidence: on the real references, all of it and no more."""

from dataclasses import replace

from audit.model import Address, PageMetadata
from audit.resolve import address_remarks, page_remarks
from audit.resolve.accept import ReadPage, judge
from audit.resolve.candidate import Candidate
from audit.vocabulary import Level
from tests.resolve.answers import reference
from tests.resolve.titles import references


def test_the_real_list() -> None:
    found = {(one.number, remark.rule) for one in references() for remark in address_remarks(one)}
    assert found == {
        (7, "fragile-address"),
        (14, "fragile-address"),
        (21, "title-differs"),
        (24, "date-differs"),
        (25, "date-differs"),
        (27, "publisher-differs"),
        (29, "date-differs"),
        (31, "date-differs"),
    }


def test_each_remark_carries_its_evidence_and_line() -> None:
    by_number = {one.number: address_remarks(one) for one in references()}
    (title,) = by_number[21]
    assert "“legislations”" in title.message
    assert "“legalizations”" in title.message
    (publisher,) = by_number[27]
    assert "RealClearPolitics, www.realclearpolicy.com is RealClearPolicy" in publisher.message
    (date,) = by_number[31]
    assert "2015-12, the address 2015-02-24: http://www.vox.com/2015/2/24/" in date.message
    assert date.level is Level.WARNING
    assert (by_number[7][0].level, by_number[14][0].level) == (Level.NOTE, Level.NOTE)
    assert "%28" in by_number[7][0].hint
    assert date.line == references()[30].line


def test_a_dash_in_an_address() -> None:
    (remark,) = address_remarks(reference(url="https://x.example/years-ago–and-now"))
    assert "two hyphens" in remark.message


def test_one_address_that_agrees_is_enough() -> None:
    known = tuple(
        Address(f"https://x.example/{path}", "seen") for path in ("2015/01/02/a", "2018/03/04/a")
    )
    one = reference()
    assert address_remarks(one) == ()
    assert address_remarks(replace(one, candidates=known)) == ()
    assert address_remarks(replace(one, candidates=known[:1]))[0].rule == "date-differs"


def test_what_the_page_shows() -> None:
    politics = references()[26]
    url = politics.url
    metadata = PageMetadata(
        title="Questioning My Big Drug Libertarianism | RealClearPolicy",
        site_name="RealClearPolicy",
        published="2015-10-04",
        updated="2016-01-05",
    )
    candidate = Candidate(url, "", "", "", "test", 0.0, "")
    judged = judge(ReadPage(candidate, url, "live", metadata, "text", True), politics)
    found = {remark.rule: remark.message for remark in page_remarks(politics, judged)}
    assert set(found) == {"title-differs", "publisher-differs", "date-differs"}
    assert "“Questioning My Big Drug Libertarianism”" in found["title-differs"]
    assert "published 2015-10-04, updated 2016-01-05" in found["date-differs"]


def test_another_spelling_of_the_title_is_no_mistake() -> None:
    experts = references()[7]
    url = experts.candidates[0].url
    metadata = PageMetadata(
        headline="Medical experts call for global drug decriminalisation", published="2016-03-24"
    )
    candidate = Candidate(url, "", "", "", "test", 0.0, "")
    judged = judge(ReadPage(candidate, url, "live", metadata, "text", True), experts)
    assert page_remarks(experts, judged) == ()
