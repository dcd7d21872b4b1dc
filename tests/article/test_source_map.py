"""The way from the text back to the file: for every format, and after changes of the text."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.article import lay_out_article
from audit.article.decode import decode_article
from audit.article.layout import Layout
from audit.article.source_map import Change, Shift, SourceMap, Writer
from audit.errors import ArticleError

HTML_SIGNS = """
    <p> </p> <b> </b> <i> </i> &amp; &rdquo; &ldquo; &#8217; &copy &nope; <br> <sup> </sup> 12
    1 2
    <a_href="#n1"> <a_id="n1"> <a_href="https://x.example/"> </a> <li_id="n1"> <li> </li> <ol> </ol>
    <blockquote> </blockquote> <q> </q> <td> <tr> </td> <table> </table> <script> </script> <!-- -->
    word said 5<6 ““ ” “quoted ” . , ;
    <h2> </h2> References <title> </title> <div_role="navigation">
    </div> « »"""
MARKDOWN_SIGNS = """
    * ** _ __ ` `` [ ] ( ) ![ [^1] [^k]: [^1]: ^[ [@key] [@a;_@b,_p._3] @handle a@b.c [1]
    [1]: https://x.example/a_(b)
    <https://y.example> [words](https://z.example) # ## > - 1. 2. | --- ~~
    \\* \\[ &amp; &ldquo; “quoted words” said word 5 . , ! <b> </b> <sup>1</sup> ``` <div> </div>
    <!-- --> References “ ” = === +"""
HTML_PIECES = st.sampled_from(HTML_SIGNS.split())
MARKDOWN_PIECES = st.sampled_from(MARKDOWN_SIGNS.split())
GLUE = st.sampled_from(["", " ", "\n", "\n\n", "\n    ", "\n> ", "\t", "  \n", "\r\n"])


def joined(pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(pieces, GLUE), max_size=50)
    return pairs.map(lambda both: "".join(a.replace("_", " ") + b for a, b in both))


def laid_out(text: str, path: str) -> tuple[Layout, str] | None:
    try:
        return lay_out_article(text.encode(), path), decode_article(text.encode(), path)[0]
    except ArticleError:
        return None


def check(layout: Layout, original: str) -> None:
    """Pieces cover the text in order; what is verbatim is verbatim; nothing else is lost."""
    at = 0
    for piece in layout.source.pieces:
        assert piece.start == at < piece.end
        assert 0 <= piece.origin <= piece.origin_end <= len(original)
        at = piece.end
        if piece.verbatim:
            shown = layout.text[piece.start : piece.end]
            assert shown == original[piece.origin : piece.origin_end]
    assert at == len(layout.text)
    for row in layout.rows:
        assert row.start < row.end <= len(layout.text)
        assert layout.text[row.start : row.end].strip()
    spans = [(one.start, one.end) for one in layout.calls]
    spans += [(one.start, one.end) for one in layout.links]
    spans += [(one.start, one.end) for one in layout.notes]
    assert all(0 <= start <= end <= len(layout.text) for start, end in spans)
    lines = original.split("\n")
    for offset in range(len(layout.text)):
        line, column = layout.lines.line(offset), layout.lines.column(offset)
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@given(joined(HTML_PIECES))
def test_a_page_leads_back_to_its_file(body: str) -> None:
    for text in (f"<html><body>{body}", f"<p>{body}</p><p>“A.”<sup>1</sup><ol><li>B 2016.</ol>"):
        found = laid_out(text, "a.html")
        if found:
            check(*found)


@given(joined(MARKDOWN_PIECES))
def test_markdown_leads_back_to_its_file(body: str) -> None:
    found = laid_out(body, "a.md")
    if found:
        check(*found)


@given(st.text(max_size=200), st.sampled_from(["a.md", "a.html"]))
def test_any_text_leads_back_to_its_file(body: str, path: str) -> None:
    head = "<html><body>" if path.endswith("html") else ""
    found = laid_out((head + body).encode("utf-8", "replace").decode(), path)
    if found:
        check(*found)


@given(st.text(alphabet="ab& <>;“”'\"\n", max_size=80))
def test_words_of_a_page_are_those_of_its_source(words: str) -> None:
    layout, original = laid_out(f"<p>{html.escape(words)}x</p>", "a.html") or pytest.fail("none")
    shown = layout.text[layout.rows[0].start : layout.rows[0].end]
    assert shown == f"{words}x".strip()
    start, end = layout.source.span(layout.rows[0].start, layout.rows[0].end)
    assert html.unescape(original[start:end]) == shown


@st.composite
def changes_of(draw: st.DrawFn, length: int) -> list[Change]:
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    apart = [pair for n, pair in enumerate(pairs) if n == 0 or pair[0] > pairs[n - 1][1]]
    return [Change(low, high, draw(st.text(alphabet="+-", max_size=3))) for low, high in apart]


@given(st.data())
def test_changes_keep_the_way_back(data: st.DataObject) -> None:
    original = "0123456789abcdefghij"
    writer = Writer(original)
    writer.keep(2, 9)
    writer.put("XY", 10, 12)
    writer.keep(12, 18)
    text, source = writer.finish()
    changes = data.draw(changes_of(len(text)))
    shift = Shift(changes)
    after, moved = shift.text(text), source.changed(changes)
    again = "".join(
        original[piece.origin : piece.origin_end]
        if piece.verbatim
        else after[piece.start : piece.end]
        for piece in moved.pieces
    )
    assert again == after
    for offset, sign in enumerate(text):
        if not any(change.start <= offset < change.end for change in changes):
            there = shift.offset(offset)
            assert after[there] == sign
            assert moved.origin(there) == source.origin(offset)


def test_the_identity_is_its_own_way_back() -> None:
    source = SourceMap.identity(5)
    assert [source.origin(offset) for offset in range(6)] == [0, 1, 2, 3, 4, 5]
    assert source.span(1, 3) == (1, 3)
    assert SourceMap.identity(0).span(0, 0) == (0, 0)
