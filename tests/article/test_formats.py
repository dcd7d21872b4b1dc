"""Encodings, line ends, Markdown, hard-wrapped text and HTML; and files that are no article."""

import pytest

from audit.article import read_article
from audit.errors import ArticleError, ExitCode
from audit.model import Marker, Quotation
from tests.article.helpers import LIST, numbers, read, words

TEXT = "A Title\n\nShe said “très bien – oui.”1\n\nSources\n\n1. “Café.” (2016). Vox.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, line_end: str) -> None:
    article = read_article(TEXT.replace("\n", line_end).encode(encoding), "a.txt")
    assert article.text == TEXT
    assert words(article) == ["très bien – oui."]
    assert article.entries[0].title == "Café"
    assert [remark.rule for remark in article.remarks] == ["encoding"] * (encoding == "cp1252")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04\x00\x00", "does not unpack"),
        (b"\x89PNG\r\n", "is an image"),
        (bytes(range(256)) * 20, "not text"),
        (b"\xff\xfe\x00", "no citation markers|no reference list|not text"),
        (b"Only words.", "has no reference list"),
        (b"Cited [1].\n\nReferences\nJust a line.\n", "no numbered items follow the heading"),
        (b"Not cited.\n\nReferences\n1. A work (2016).\n", "has no citation markers"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(ArticleError, match=message) as caught:
        read_article(data, "some/article.txt")
    assert str(caught.value).startswith("some/article.txt:")
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    assert caught.value.exit_code == ExitCode.USAGE


def test_an_empty_list_is_refused_with_its_line() -> None:
    with pytest.raises(ArticleError) as caught:
        read_article(b"Cited [1].\n\nReferences\nJust a line.\n", "a.txt")
    assert caught.value.line == 3


def test_hard_wrapped_text_has_paragraphs_of_several_lines() -> None:
    article = read(
        "Some people in the world have said that “it is very bad to\n"
        "do such things” and others have said something else again,\n"
        "but nobody knows.[1] The next sentence is here and it is\n"
        "long, too.\n\n"
        "A second paragraph with “words in\nmarks” in it [2]."
    )
    assert words(article) == ["it is very bad to\ndo such things", "words in\nmarks"]
    assert [quotation.references for quotation in article.quotations] == [(1,), (2,)]
    assert [quotation.line for quotation in article.quotations] == [3, 8]
    assert [quotation.paragraph for quotation in article.quotations] == [2, 3]


def test_markdown() -> None:
    article = read_article(
        b"# The Title\n\nHe said \"it is *bad*.\"[^1] So be it.[^2]\n\n"
        b"[^1]: \"One Title.\" *The Guardian*, April 2016. <https://a.example/x>\n"
        b"[^2]: [Two Title](https://b.example/y_(z)) (2014)\n    Vox.\n\n"
        b"More text \"here.\"[^3]\n\n"
        b"[^3]: Three (2013).\n",
        "a.md",
    )  # fmt: skip
    assert article.title == "The Title"
    assert numbers(article) == [(1,), (2,), (3,)]
    assert words(article) == ["it is bad.", "here."]
    assert [entry.url for entry in article.entries] == [
        "https://a.example/x", "https://b.example/y_(z)", "",
    ]  # fmt: skip
    assert [entry.title for entry in article.entries] == ["One Title", "Two Title", "Three"]
    assert article.entries[1].publisher == "Vox"


HTML = """<!DOCTYPE html>
<html><head><title>The Title | Site</title>
<style>p { quotes: "“" "”" }</style></head>
<body><nav>“Menu”</nav><!-- “not
shown” [9] -->
<h1>The
Title</h1>
<p class="a
b">He said &ldquo;it is <em>bad</em>.&rdquo;<sup>1</sup> We
have it.</p><p>It was <q>so bad</q><sup><a href="#r2">2</a>,3</sup> then, 5 < 6.</p>
<script>var a = "“code” [4]";</script>
<h2>References</h2>
<ol><li>&ldquo;First.&rdquo; (April 2016). The Guardian. <a href="https://a.example/1">Read</a></li>
<li>&ldquo;Second.&rdquo; (2014). Vox.</li><li value="3">&ldquo;Third.&rdquo; (2013). BBC.</li></ol>
<footer>Copyright</footer></body></html>
"""


def test_html() -> None:
    article = read_article(HTML.encode(), "a.html")
    assert article.title == "The Title"
    assert numbers(article) == [(1,), (2, 3)]
    assert words(article) == ["it is bad.", "so bad"]
    assert [entry.title for entry in article.entries] == ["First", "Second", "Third"]
    assert article.entries[0].url == "https://a.example/1"
    lines = HTML.split("\n")
    values: tuple[Marker | Quotation, ...] = (*article.markers, *article.quotations)
    for value in values:
        assert article.text[value.start : value.end] == value.text
        assert article.text.count("\n", 0, value.start) + 1 == value.line
    assert "bad</em>" in lines[article.quotations[0].line - 1]
    assert "so bad" in lines[article.quotations[1].line - 1]
    assert "First" in lines[article.entries[0].line - 1]


def test_html_on_one_line_still_has_blocks() -> None:
    page = "".join(line.strip() + " " for line in HTML.split("\n"))
    article = read_article(page.encode(), "a.html")
    assert numbers(article) == [(1,), (2, 3)]
    assert [entry.title for entry in article.entries] == ["First", "Second", "Third"]


def test_related_reading_is_no_body() -> None:
    article = read(
        "One [1].\n\nRelated Reading\n“Drug Courts”\nOther “Story”\n\nHe said “this” [2].", LIST
    )
    assert words(article) == ["this"]
