"""Links that open a page at a passage."""

from urllib.parse import unquote

from audit.match import VisiblePage, match_quotation, text_fragment
from audit.vocabulary import Zone
from tests.match.sources import index, source


def _fragment(page: VisiblePage, words: str, nth: int = 0) -> str:
    at = -1
    for _ in range(nth + 1):
        at = page.text.index(words, at + 1)
    return unquote(text_fragment(page, at, at + len(words)))


def test_a_long_unique_passage_needs_no_context() -> None:
    page = VisiblePage(source("The ferry left at dawn, as it had for years."))
    assert _fragment(page, "ferry left at dawn, as it") == "#:~:text=ferry left at dawn, as it"


def test_a_short_or_repeated_passage_gets_context() -> None:
    page = VisiblePage(source("The red boat sank.", "The blue boat sank in the outer harbour."))
    assert _fragment(page, "boat sank", 1) == "#:~:text=The blue-,boat sank,-in the outer"


def test_a_passage_over_two_blocks_is_a_range() -> None:
    page = VisiblePage(source("One two three four five six.", "Seven eight nine ten eleven."))
    words = "two three four five six.\nSeven eight nine"
    assert _fragment(page, words) == "#:~:text=two three four,Seven eight nine"


def test_commas_and_hyphens_are_encoded() -> None:
    page = VisiblePage(source("A well-known, long-lost & found thing."))
    at = page.text.index("well-known")
    assert "well%2Dknown%2C%20long%2Dlost%20%26" in text_fragment(page, at, at + 30)


def test_no_link_where_none_would_be_exact() -> None:
    twice = VisiblePage(source("The same words here.", "The same words here."))
    assert text_fragment(twice, 0, 20) == ""
    hidden = VisiblePage(source((Zone.HIDDEN, "Nobody can see these words at all.")))
    assert text_fragment(hidden, 0, 30) == ""
    pdf = VisiblePage(source("The words of a printed page are here.", media_type="application/pdf"))
    assert text_fragment(pdf, 0, 30) == ""


def test_a_match_links_to_its_passage_only_when_the_address_is_known() -> None:
    text = "The ferry left at dawn, as it had for years."
    linked = match_quotation("left at dawn, as it had", index(text, url="http://f.example/a"))
    assert linked.passages[0].link.startswith("http://f.example/a#:~:text=left%20at%20dawn")
    anchored = match_quotation("left at dawn, as it had", index(text, url="http://f.example/a#b"))
    assert anchored.passages[0].link.startswith("http://f.example/a#b:~:text=")
    assert match_quotation("left at dawn, as it had", index(text)).passages[0].link == ""
