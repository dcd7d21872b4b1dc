"""Titles of the list beside the page's own."""

import pytest

from audit.claims import title_remarks
from audit.model import PageMetadata, Reference


def said(cited: str, title: str, headline: str = "") -> list[str]:
    reference = Reference(7, "a", cited, "", "", "", line=31)
    found = list(title_remarks(reference, PageMetadata(title=title, headline=headline), "r.yaml"))
    assert all((remark.path, remark.line) == ("r.yaml", 31) for remark in found)
    return [remark.message for remark in found]


def test_a_slip_of_the_pen_is_shown_on_both_sides() -> None:
    cited = "Dose of Reality: The Effect of State Tram Legislations"
    message = said(cited, "Dose of Reality: The Effect of State Tram Legalizations | The Post")[0]
    assert "“legislations”" in message
    assert "“legalizations”" in message
    assert "reference 7" in message
    assert cited in message


@pytest.mark.parametrize(
    ("cited", "title"),
    [
        ("The Tram and the City", "The Tram and the City | The Harbour Post"),
        ("The Tram and the City", "The Harbour Post – The tram and the city"),
        ("Global Decriminalization of Trams", "Global decriminalisation of trams"),
        ("“The Tram, the City”", "The Tram, The City."),
        ("The Tram and the City", "How to Grow Roses in Winter"),
        ("The Tram and the City", ""),
        ("", "The Tram and the City"),
        ("Card Free Trams Today Here", "Card-free trams today here"),
    ],
)
def test_no_slip(cited: str, title: str) -> None:
    assert said(cited, title) == []


def test_one_title_of_the_page_that_agrees_is_enough() -> None:
    cited = "The Tram and the City of Light"
    assert said(cited, "A Tram and the City of Light", cited) == []
