"""Pages of one article joined to one text."""

from audit.extract import extract
from audit.extract.pages import join_pages
from audit.model import SourceText
from audit.vocabulary import Zone

URL = "https://ledger.example/a"


def page(number: int, text: str, after: str = "") -> SourceText:
    following = f'<link rel="next" href="?page={number + 1}">' if after else ""
    markup = (
        f"<html><head><title>Tide</title>{following}</head><body><nav>News Sport</nav><article>"
        f"<h1>Tide</h1><p>By A. Writer</p>{text}</article><div class=pager>Page {number} of 3</div>"
        "<section id=comments><p>Rubbish!</p></section></body></html>"
    )
    address = URL if number == 1 else f"{URL}?page={number}"
    return extract(markup.encode(), "text/html", "utf-8", address)


def test_main_text_runs_on_and_furniture_comes_once() -> None:
    first = page(1, "<p>One begins</p>", "2")
    joined = join_pages(
        first, [page(2, "<p>and two goes on</p>", "3"), page(3, "<p>to three.</p>")]
    )
    said = [(b.zone, joined.text[b.start : b.end]) for b in joined.blocks]
    assert said == [
        (Zone.NAVIGATION, "News Sport"),
        (Zone.HEADING, "Tide"),
        (Zone.MAIN, "By A. Writer"),
        (Zone.MAIN, "One begins"),
        (Zone.MAIN, "and two goes on"),
        (Zone.MAIN, "to three."),
        (Zone.NAVIGATION, "Page 3 of 3"),
        (Zone.NAVIGATION, "Page 2 of 3"),
        (Zone.NAVIGATION, "Page 1 of 3"),
        (Zone.COMMENTS, "Rubbish!"),
        (Zone.METADATA, "Tide"),
    ]
    assert joined.metadata.title == "Tide"
    assert joined.metadata.next_url == ""


def test_more_pages_than_were_read_are_still_named() -> None:
    joined = join_pages(page(1, "<p>One</p>", "2"), [page(2, "<p>Two</p>", "3")])
    assert joined.metadata.next_url == f"{URL}?page=3"


def test_one_page_is_itself() -> None:
    only = page(1, "<p>One</p>")
    assert join_pages(only, []) == only
