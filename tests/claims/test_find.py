"""The sentences of an article that carry or inherit a citation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.article import read_article
from audit.claims import find_claims
from audit.claims.figures import find_figures
from audit.claims.find import body_sentences
from audit.claims.names import claim_names

LIST = """
References

1. “First Work.” (April 2016). The Guardian. Accessed September 20, 2017.
2. “Second Work.” (May 2014). Vox. Accessed September 20, 2017.
"""


def claims(body: str) -> list[tuple[str, tuple[int, ...], bool]]:
    article = read_article(f"A Title\n\n{body}\n{LIST}".encode(), "article.txt")
    return [(claim.text, claim.references, claim.inherited) for claim in find_claims(article)]


def test_own_and_inherited_citations() -> None:
    body = (
        "Dr. Lind met U.S. officials in Smith v. Jones. “It was over.” 1 "
        "Then 75 percent left.2 Nobody stayed.\n\nNothing is cited here."
    )
    found = claims(body)
    assert [(references, inherited) for _, references, inherited in found] == [
        ((1,), True),
        ((1,), False),
        ((2,), False),
    ]
    assert found[0][0] == "Dr. Lind met U.S. officials in Smith v. Jones."
    assert found[1][0] == "“It was over.”"
    assert found[2][0] == "Then 75 percent left."


def test_a_marker_in_mid_sentence_leaves_a_blank_and_keeps_offsets() -> None:
    body = "Two things are known,[1] and 40 more are guessed at by Ann Lind.[2]\n"
    article = read_article(
        f"A Title\n\n{body}\n{LIST.replace('1. ', '[1] ').replace('2. ', '[2] ')}".encode(), "a.txt"
    )
    claim = find_claims(article)[0]
    assert claim.references == (1, 2)
    figures = find_figures(claim.text)
    for figure in figures:
        assert claim.text[figure.start : figure.end] == figure.text
        at = claim.start + figure.start
        assert article.text[at : at + len(figure.text)] == figure.text
    assert [figure.text for figure in figures] == ["Two", "40"]
    assert [name.text for name in claim_names(claim.text)] == ["Ann Lind"]


@given(
    st.lists(
        st.sampled_from(["Ann Lind left.", "In 2014 it fell 75%.1", "U.S. v. Roe.", "“Why?”2"]),
        min_size=1,
        max_size=12,
    )
)
def test_claims_have_true_offsets(sentences: list[str]) -> None:
    body = " ".join(["It began.1", *sentences])
    article = read_article(f"A Title\n\n{body}\n{LIST}".encode(), "article.txt")
    for sentence in body_sentences(article):
        assert len(sentence.text) == sentence.end - sentence.start
    for claim in find_claims(article):
        assert claim.references
        assert article.text[claim.start : claim.start + 4] == claim.text[:4]


@pytest.mark.parametrize("mark", ["1", "[1]"])
def test_no_marker_is_read_as_a_figure(mark: str) -> None:
    listed = LIST if "[" not in mark else LIST.replace("1. ", "[1] ").replace("2. ", "[2] ")
    body = f"The harbour was closed to ships.{mark} It was opened again later.{mark}"
    article = read_article(f"A Title\n\n{body}\n{listed}".encode(), "article.txt")
    assert all(find_figures(claim.text) == () for claim in find_claims(article))


PAGE = (
    "<html><body><h1>A Title</h1>{gap}<p>Ann left in 2014. It began.[1]</p>{gap}"
    "<p>Then 5 came. He went.[2]</p>{gap}<h2>References</h2>{gap}"
    "<ol><li>“First.” Guardian. 2016.</li>{gap}<li>“Second.” Vox. 2011.</li></ol></body></html>"
)


@pytest.mark.parametrize("gap", ["\n", ""])
def test_a_page_keeps_its_paragraphs_even_in_one_line(gap: str) -> None:
    article = read_article(PAGE.format(gap=gap).encode(), "article.html")
    found = [(claim.text, claim.references) for claim in find_claims(article)]
    assert found[1:] == [
        ("It began.", (1,)),
        ("Then 5 came.", (2,)),
        ("He went.", (2,)),
    ]
    assert found[0][0].endswith("Ann left in 2014.")
    assert len({sentence.paragraph for sentence in body_sentences(article)}) >= 2
    assert all(sentence.end <= article.body_end for sentence in body_sentences(article))
