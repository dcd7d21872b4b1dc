"""Word documents: notes, changes, fields, lists, and packages made to do harm."""

import io
import zipfile

import pytest

from audit.article import lay_out_article, read_article
from audit.article.layout import Syntax
from audit.errors import ArticleError, ExitCode
from audit.model import Article
from tests.article.helpers import numbers, words

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def t(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def p(*runs: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def note(kind: str, name: int, *runs: str) -> str:
    return f'<w:{kind} w:id="{name}">{p(f"<w:r><w:{kind}Ref/></w:r>", *runs)}</w:{kind}>'


def call(kind: str, name: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'


def package(*paragraphs: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        body = f"<w:document {W} {R}><w:body>{''.join(paragraphs)}</w:body></w:document>"
        made.writestr("word/document.xml", body)
        for name, inner in parts.items():
            made.writestr(f"word/{name}.xml", f"<w:{name} {W} {R}>{inner}</w:{name}>")
        links = f'<Relationship Id="rId1" Type="{LINK}" Target="https://a.example/r"/>'
        made.writestr("word/_rels/document.xml.rels", f"<Relationships>{links}</Relationships>")
    return out.getvalue()


def read(*paragraphs: str, **parts: str) -> Article:
    return read_article(package(*paragraphs, **parts), "a.docx")


RAISED = '<w:vertAlign w:val="superscript"/>'


def test_footnotes_and_endnotes() -> None:
    article = read(
        p(t("The Title"), look='<w:outlineLvl w:val="0"/>'),
        p(),
        p(t("He said “it is bad”."), call("footnote", 5), t(" They “left”."), call("endnote", 2)),
        footnotes=note("footnote", 0, t("separator")) + note("footnote", 5, t(" “A.” Vox, 2016.")),
        endnotes=note("endnote", 2, t(" “B.” The Guardian, 2014.")),
    )
    assert article.title == "The Title"
    assert numbers(article) == [(1,), (2,)]
    assert [(e.number, e.key, e.title, e.line) for e in article.entries] == [
        (1, "", "A", 4), (2, "endnote-1", "B", 5),
    ]  # fmt: skip
    assert [quotation.line for quotation in article.quotations] == [3, 3]


def test_the_text_as_accepted() -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>'
    new = f'<w:ins w:id="2">{t("always ")}</w:ins>'
    article = read(
        p(t("He said “it is "), gone, new, t("bad”"), t("secret", "<w:vanish/>"), t("1", RAISED)),
        p(t("Runs "), look='<w:rPr><w:del w:id="3"/></w:rPr>'),
        p(t("on.")),
        p(t("References")),
        p(t("1. “A.” (2016). Vox.")),
    )
    assert words(article) == ["it is always bad"]
    assert "secret" not in article.text
    assert "Runs on." in article.text
    assert numbers(article) == [(1,)]


def test_numbers_that_word_prints_itself() -> None:
    style = '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    level = f'<w:lvl w:ilvl="0">{style}</w:lvl>'
    own = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
    article = read(
        p(t("He said “it is bad”"), t("1", RAISED), t(" and “left”"), t("2", RAISED), t(".")),
        p(t("References")),
        p(t("“A.” (2016). Vox."), look=own),
        p(t("“B.” (2014). BBC."), look=own),
        numbering=f'<w:abstractNum w:abstractNumId="3">{level}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>',
    )
    assert [(entry.number, entry.title) for entry in article.entries] == [(1, "A"), (2, "B")]


def test_links_by_relation_and_by_field() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://b.example/s" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{t("so")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = f'<w:hyperlink r:id="rId1">{t("report")}</w:hyperlink>'
    article = read(p(t("The "), link, t(" said “it is bad” and "), field, t(" on it went.")))
    assert [entry.url for entry in article.entries] == [
        "https://a.example/r",
        "https://b.example/s",
    ]


def test_it_is_never_written_into() -> None:
    data = package(
        p(t("He said “it is bad”"), call("footnote", 1)),
        footnotes=note("footnote", 1, t("“A.” Vox, 2016.")),
    )
    assert lay_out_article(data, "a.docx").syntax is Syntax.CLOSED


BOMB = "<w:t>" + "x" * 21_000_000 + "</w:t>"
LAUGHS = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>&b;</d>'


def zipped(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(
                name.replace("__", "/").replace("_xml", ".xml").replace("_html", ".html"), data
            )
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped(word__document_xml=BOMB), "unpacks to more than 20 MB"),
        (zipped(word__document_xml=LAUGHS), "declares a DTD"),
        (zipped(word__document_xml="<a><b></a>"), "is no sound XML"),
        (zipped(word__document_xml="<a>" * 400 + "</a>" * 400), "is no sound XML"),
        (zipped(word__other_xml="<a/>"), "is no Word document"),
        (zipped(word__document_xml="<a/>")[:60], "does not unpack"),
        (zipped(a_html="<p>x", b_html="<p>y"), "holds 2 pages"),
        (zipped(photo="x"), "holds neither a page nor a Word document"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old or password-protected"),
    ],
    ids=("bomb", "dtd", "xml", "deep", "other", "cut", "pages", "photo", "old"),
)  # fmt: skip
def test_harmful_packages_are_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(ArticleError, match=said) as caught:
        read_article(data, "a.docx")
    assert str(caught.value).startswith("a.docx:")
    assert "\n" not in str(caught.value)
    assert caught.value.hint or "no Word document" in str(caught.value)
    assert caught.value.exit_code == ExitCode.USAGE
