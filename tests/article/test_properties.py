"""Whatever the text: offsets hold, the only error is an ``ArticleError``, time stays linear."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.article import read_article
from audit.article.view import parse_text, parse_view
from audit.errors import ArticleError
from audit.model import Article
from tests.article.helpers import LIST

SIGNS = """“ ” ‘ ’ " ' « » „ ( ) [ ] [1] [^2] (3) ¹ 1 2 17,18 3. . , ; : ? ! … […] – - # * > <p>
</p> <sup>2</sup> <ol><li> &amp; said Smith Dr. U.S. The Guardian Vox according to in word World
References Notes"""
ROWS = ("\n", "\n\n", " ", "\xa0", "\t", "\n1. ", "\n[2] ", "\n[^3]: ", "meanThe ", "\ue000")
PIECES = st.sampled_from([*SIGNS.split(), *ROWS])


def attempt(data: bytes) -> None:
    """Read the bytes: an article whose values hold together, or one clear error."""
    try:
        article = read_article(data, "a.txt")
    except ArticleError as error:
        message = str(error)
    else:
        check(article)
        return
    assert message.startswith("a.txt")
    assert "\n" not in message


def check(article: Article) -> None:
    text = article.text
    for marker in article.markers:
        assert text[marker.start : marker.end] == marker.text
        assert marker.numbers
        assert marker.sentence_start <= marker.start < marker.end <= marker.sentence_end
        assert text.count("\n", 0, marker.start) + 1 == marker.line
    for quotation in article.quotations:
        assert text[quotation.start : quotation.end] == quotation.text
        assert quotation.text == quotation.text.strip() != ""
        assert quotation.sentence_start <= quotation.start < quotation.end
        assert quotation.end <= quotation.sentence_end
        assert bool(quotation.references) == (quotation.rule != "uncited")
    for entry in article.entries:
        assert text[entry.start : entry.end] == entry.raw
    for repeat in article.repeats:
        assert text[repeat.start : repeat.end] == repeat.text
    starts = [marker.start for marker in article.markers]
    assert starts == sorted(set(starts))
    assert 0 <= article.body_end <= len(text)
    assert parse_view(article)
    assert parse_text(article)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=60), st.sampled_from(["", " ", "\n"]))
def test_articles_of_random_pieces(pieces: list[str], glue: str) -> None:
    body = glue.join(pieces)
    attempt(f"A Title\n\n{body}\n\nThe end.1\n{LIST}".encode())


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    attempt(f"{text}\n\nThe end [1].\n{LIST}".encode("utf-8", "replace"))


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    attempt(data)


HOSTILE = {
    "opening marks": "“" * 50_000,
    "quotations": "“a” " * 10_000,
    "straight marks": '"a ' * 20_000,
    "single marks": "'a " * 50_000,
    "plural possessives": "‘a s’ " * 10_000,
    "digits": "1" * 50_000,
    "digits and commas": "1," * 50_000,
    "numbers after stops": "a.1 " * 20_000,
    "brackets": "[1]" * 20_000,
    "open brackets": "[" * 50_000,
    "tags": "<sup>" * 20_000,
    "superscripts": "¹" * 50_000,
    "sentences": "A. B" * 20_000,
    "publishers": "Vox The Guardian " * 10_000,
    "names": "John Smith said “x y”, " * 5_000,
    "appositions": "Smith, " * 20_000,
    "spaces": "x" + " " * 100_000,
    "headings": "References\n1. x\n" * 5_000,
    "list rows": "3. \n" * 20_000,
}
MARKUP = ("<p>", "<a ", "<!--", "<!x", "<?x", "<![x", "<script>", "<a b='", "</a", "&#x", "<li>")


def seconds(body: str) -> float:
    begun = time.process_time()
    attempt(f"A Title\n\n{body}\n\nThe end.1\n{LIST}".encode())
    return time.process_time() - begun


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_more_than_its_length(name: str) -> None:
    # Quadratic work on these would take minutes; the bound leaves room for a loaded machine.
    assert seconds(HOSTILE[name]) < 15


@pytest.mark.parametrize("markup", MARKUP)
def test_hostile_markup_takes_no_more_than_its_length(markup: str) -> None:
    begun = time.process_time()
    with pytest.raises(ArticleError):
        read_article(("<html>" + markup * 30_000).encode(), "a.html")
    assert time.process_time() - begun < 15
