"""Pages as sites write them: Wikipedia, plug-ins of WordPress, roles, quotations, menus."""

from pathlib import Path

import pytest

from audit.article import read_article
from audit.model import Article
from tests.article.helpers import numbers, rules, words

SAID = "He said &ldquo;it is bad&rdquo;"
WORKS = ("“First.” (April 2016). The Guardian.", "“Second.” (2014). Vox.")


def read(body: str) -> Article:
    return read_article(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "a.html")


WIKIPEDIA = Path(__file__).parent / "data" / "wikipedia.html"


def test_wikipedia() -> None:
    article = read_article(WIKIPEDIA.read_bytes(), "wikipedia.html")
    assert numbers(article) == [(1,), (2, 1)]
    assert words(article) == ["it is bad", "left"]
    first, second = article.entries
    assert (first.title, first.publisher, first.issued) == ("A Title", "The Guardian", "2016-05-03")
    assert (first.url, first.accessed) == ("https://g.example/title", "2017-06-04")
    assert (second.title, second.publisher, second.issued) == ("Second", "Vox", "2014")
    assert "note-comments" in rules(article)
    assert "[a]" not in article.text[: article.body_end]


CALLS_AND_LISTS = {
    "footnotes block": (
        '<sup data-fn="u{n}" class="fn"><a href="#u{n}" id="u{n}-link">{n}</a></sup>',
        '<ol class="wp-block-footnotes">{items}</ol>',
        '<li id="u{n}">{work} <a href="#u{n}-link" aria-label="Jump">↩︎</a></li>',
    ),
    "Easy Footnotes": (
        '<span id="easy-footnote-{n}-9" class="easy-footnote-margin-adjust"></span><span '
        'class="easy-footnote"><a href="#easy-footnote-bottom-{n}-9" title="{work}"><sup>{n}</sup>'
        "</a></span>",
        '<div class="easy-footnote-title"><h4>Notes</h4></div><ol>{items}</ol>',
        '<li class="easy-footnote-single"><span id="easy-footnote-bottom-{n}-9"></span>{work}<a '
        'class="easy-footnote-to-top" href="#easy-footnote-{n}-9"></a></li>',
    ),
    "Footnotes by MCI": (
        '<span class="footnote_referrer"><a role="button" href="#fpr_{n}"><sup '
        'class="footnote_plugin_tooltip_text" id="fpt_{n}">[{n}]</sup></a><span '
        'class="footnote_tooltip">{work}</span></span>',
        '<table class="footnotes_table"><tbody>{items}</tbody></table>',
        '<tr class="footnotes_plugin_reference_row"><th><a id="fpr_{n}" href="#fpt_{n}" '
        'class="footnote_backlink"><span>&#8593;</span>{n}</a></th>\n<td>{work}</td></tr>',
    ),
    "DPUB-ARIA": (
        '<a href="#en{n}" role="doc-noteref" id="rf{n}">{n}</a>',
        '<section role="doc-endnotes"><h2>Endnotes</h2>{items}</section>',
        '<div role="doc-endnote" id="en{n}"><p>{work} <a href="#rf{n}" role="doc-backlink">back</a>'
        "</p></div>",
    ),
    "Markdown engines": (
        '<sup id="fnref:{n}"><a class="footnote-ref" href="#fn:{n}">{n}</a></sup>',
        '<div class="footnotes"><hr><ol>{items}</ol></div>',
        '<li id="fn:{n}"><p>{work}&#160;<a class="footnote-backref" href="#fnref:{n}">&#8617;</a>'
        "</p></li>",
    ),
    "printed numbers": (
        "<sup>[{n}]</sup>",
        "<h3>Sources</h3>{items}",
        "<p>[{n}] {work}</p>",
    ),
}


@pytest.mark.parametrize("name", CALLS_AND_LISTS)
def test_every_way_of_making_notes(name: str) -> None:
    call, whole, item = CALLS_AND_LISTS[name]
    marks = [call.format(n=n, work=work) for n, work in enumerate(WORKS, 1)]
    items = "".join(item.format(n=n, work=work) for n, work in enumerate(WORKS, 1))
    body = f"<p>{SAID}.{marks[0]} They &ldquo;left&rdquo;{marks[1]} then.</p>"
    article = read(body + whole.format(items=items))
    assert numbers(article) == [(1,), (2,)]
    assert [(e.title, e.publisher, e.issued) for e in article.entries] == [
        ("First", "The Guardian", "2016-04"), ("Second", "Vox", "2014"),
    ]  # fmt: skip
    assert words(article) == ["it is bad", "left"]
    assert [quotation.references for quotation in article.quotations] == [(1,), (2,)]


def test_links_of_a_page_and_of_its_menus() -> None:
    article = read(
        '<nav><a href="https://n.example">Nav</a></nav><div role="navigation">A <a href="https://m.example">'
        'menu</a> of many words here</div><p><a href="https://s.example">Share</a> <a '
        f'href="https://t.example">Tweet</a></p><p>The <a href="https://www.google.com/url?q=https://'
        f'a.example/r&amp;sa=D">report</a> is long. {SAID} (<a href="#below">below</a>).</p>'
    )
    assert [(entry.number, entry.url) for entry in article.entries] == [(1, "https://a.example/r")]
    assert "The report[1] is long." in article.text


def test_only_the_article_of_a_page_is_read() -> None:
    text = "The board met again and wrote the names of all ships in two columns. " * 3
    article = read(
        '<header><p>Teaser “of another” <a href="https://t.example">story</a>, today.</p></header>'
        f'<main><article><h1>T</h1><p>{text}</p><p>{SAID} in the <a href="https://a.example/r">'
        "report</a>.</p></article></main><p>Related “words” in <a href='https://x.example'>this</a>"
        " story.</p>"
    )
    assert [entry.url for entry in article.entries] == ["https://a.example/r"]
    assert words(article) == ["it is bad"]


def test_block_quotations_and_steps_inside_the_page() -> None:
    article = read(
        '<p>See section <a href="#s2">2</a>.<sup><a href="#f1" id="r1">1</a></sup></p>'
        '<blockquote><p>It was never so bad as <b>today</b>.<sup><a href="#f1">1</a></sup></p>'
        f'<footer>— Smith</footer></blockquote><h2 id="s2">Two</h2><p>{SAID}</p>'
        f'<ol><li id="f1">{WORKS[0]} <a href="#r1">^</a></li></ol>'
    )
    assert words(article) == ["It was never so bad as today.", "it is bad"]
    assert numbers(article) == [(1,), (1,)]
