"""Blocks and zones of pages as they are found in the wild."""

import pytest

from audit.extract import extract
from audit.vocabulary import Zone


def blocks_of(markup: str) -> list[tuple[Zone, str]]:
    source = extract(markup.encode(), "text/html", "utf-8", "https://example.org/news/story")
    return [(block.zone, source.text[block.start : block.end]) for block in source.blocks]


def texts_of(markup: str) -> list[str]:
    return [text for _, text in blocks_of(markup)]


def zone_of(markup: str, needle: str) -> Zone:
    """The zone of the only block in which ``needle`` stands."""
    zones = [zone for zone, text in blocks_of(markup) if needle in text]
    assert len(zones) == 1, zones
    return zones[0]


ARTICLE = "<article><h1>The tide</h1>" + "<p>Long plain text about the sea and the quay.</p>" * 40


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p>deaths <em>fell in every</em> district</p>", ["deaths fell in every district"]),
        ('<p><span class="dropcap">T</span>he clinic</p>', ["The clinic"]),
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
        ("<p>No one<br>is turned<br/>away</p>", ["No one is turned away"]),
        ("<p>first<br><br>second</p>", ["first", "second"]),
        ("<p>first<br> <br>\nsecond</p>", ["first", "second"]),
        ("<ul><li>a</li><li>b</li></ul>", ["a", "b"]),
        ("<table><tr><td>2013</td><td>411</td></tr></table>", ["2013", "411"]),
        ("<p>43,548&nbsp;arrests</p>", ["43,548 arrests"]),
        ("<p>au&shy;thor&#8203;ity ﬁnal</p>", ["au\u00adthor\u200bity ﬁnal"]),
        ("<p>har<wbr>bour</p>", ["harbour"]),
        ("<button>Accept all</button><button>Manage</button>", ["Accept all Manage"]),
        ("plain words without any tag", ["plain words without any tag"]),
        ("<p>a<!-- not said -->b</p>", ["ab"]),
        ("<p>said</p><script>var x='not said'</script><style>p{}</style>", ["said"]),
        ("<p>said</p><template><p>not said</p></template>", ["said"]),
        ("<p>a &lt;b&gt; c</p>", ["a <b> c"]),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", ["Term", "Meaning"]),
        ("<p>two<p>unclosed", ["two", "unclosed"]),
        ("<a href=x><h3>Card</h3><p>Text</p></a>", ["Card", "Text"]),
    ],
)
def test_words_stay_whole_and_blocks_apart(markup: str, texts: list[str]) -> None:
    assert texts_of(markup) == texts


@pytest.mark.parametrize(
    "mark",
    [
        '<sup class="ref"><a href="#fn3">[3]</a></sup>',
        '<sup class="reference">12</sup>',
        '<sup><a href="#note-7">7</a></sup>',
        '<sup><a href="https://example.org/a#b">3,4</a></sup>',
        '<sup id="fnref1">1</sup>',
        '<sup class="footnote">*</sup>',
    ],
)
def test_note_marks_do_not_become_part_of_a_word(mark: str) -> None:
    assert texts_of(f"<p>by 61 percent{mark} over the period</p>") == [
        "by 61 percent over the period"
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>10<sup>6</sup> people</p>", "106 people"),
        ("<p>the 19<sup>th</sup> century</p>", "the 19th century"),
        ('<p>M<sup><a href="/mme">me</a></sup> Roland</p>', "Mme Roland"),
    ],
)
def test_other_superscripts_are_kept(markup: str, text: str) -> None:
    assert texts_of(markup) == [text]


@pytest.mark.parametrize(
    ("markup", "zone"),
    [
        ("<nav><p>needle</p></nav>", Zone.NAVIGATION),
        ("<footer>needle</footer>", Zone.NAVIGATION),
        ("<header><a>needle</a></header>", Zone.NAVIGATION),
        ('<div class="breadcrumbs">needle</div>', Zone.NAVIGATION),
        ('<div role="navigation">needle</div>', Zone.NAVIGATION),
        ('<div id="cookie" role="dialog">needle</div>', Zone.BANNER),
        ('<div class="cookie-consent">needle</div>', Zone.BANNER),
        ('<div id="onetrust-banner-sdk" class="onetrust">needle</div>', Zone.BANNER),
        ('<div id="wm-ipp-base">needle</div>', Zone.BANNER),
        ('<section id="related"><h2>More</h2><p>needle</p></section>', Zone.RELATED),
        ('<div class="relatedStories">needle</div>', Zone.RELATED),
        ('<ul class="most-read"><li>needle</li></ul>', Zone.RELATED),
        ('<aside class="newsletter"><p>needle</p></aside>', Zone.ASIDE),
        ("<aside><p>needle</p></aside>", Zone.ASIDE),
        ('<div class="sidebar"><h3>needle</h3></div>', Zone.ASIDE),
        ('<section id="comments"><p>needle</p></section>', Zone.COMMENTS),
        ('<div class="comment"><b>x</b><p>needle</p></div>', Zone.COMMENTS),
        ('<article class="comment odd"><p>needle</p></article>', Zone.COMMENTS),
        ('<div itemtype="https://schema.org/Comment">needle</div>', Zone.COMMENTS),
        ("<figure><figcaption>needle</figcaption></figure>", Zone.CAPTION),
        ("<table><caption>needle</caption></table>", Zone.CAPTION),
        ('<p class="wp-caption-text">needle</p>', Zone.CAPTION),
        ('<blockquote class="pullquote">needle</blockquote>', Zone.PULL_QUOTE),
        ('<aside class="pull-quote">needle</aside>', Zone.PULL_QUOTE),
        ("<blockquote>needle</blockquote>", Zone.MAIN),
        ('<ol class="footnotes"><li>needle</li></ol>', Zone.FOOTNOTE),
        ('<section role="doc-endnotes"><p>needle</p></section>', Zone.FOOTNOTE),
        ('<p class="correction">needle</p>', Zone.CORRECTION),
        ("<p>Correction, 12 November: needle</p>", Zone.CORRECTION),
        ("<p>An earlier version of this article misstated the needle.</p>", Zone.CORRECTION),
        ("<footer><p>Clarification: needle</p></footer>", Zone.CORRECTION),
        ("<h2>needle</h2>", Zone.HEADING),
        ("<p>needle</p>", Zone.MAIN),
        ('<div class="no-comments no-sidebar">needle</div>', Zone.MAIN),
        ('<p hidden="">needle</p>', Zone.HIDDEN),
        ('<p style="display: none">needle</p>', Zone.HIDDEN),
        ('<p style="visibility:hidden">needle</p>', Zone.HIDDEN),
        ('<div aria-hidden="true">needle</div>', Zone.HIDDEN),
        ('<span class="sr-only">needle</span>', Zone.HIDDEN),
        ('<p class="visually-hidden">needle</p>', Zone.HIDDEN),
        ('<p class="hidden md:block">needle</p>', Zone.MAIN),
        ("<noscript><p>needle</p></noscript>", Zone.HIDDEN),
        ('<span aria-hidden="true">needle</span>', Zone.MAIN),
    ],
)
def test_zone_of_an_element_beside_an_article(markup: str, zone: Zone) -> None:
    assert zone_of(f"<body>{ARTICLE}</article>{markup}</body>", "needle") is zone


@pytest.mark.parametrize(
    ("markup", "zone"),
    [
        ('<div class="jp-relatedposts">needle</div>', Zone.RELATED),
        ('<div class="thumb"><div class="thumbcaption">needle</div></div>', Zone.CAPTION),
        ('<div id="siteNotice">needle</div>', Zone.BANNER),
        ('<div class="sharedaddy">needle</div>', Zone.NAVIGATION),
        ("<div><h3>Related stories</h3><ul><li><a>needle</a></li></ul></div>", Zone.RELATED),
        ("<h3>More from Oceans</h3><h4>A needle</h4><p>By Ann</p>", Zone.RELATED),
        ("<h3>Read next</h3><p>Swan closes road</p><p>A needle, it was said.</p>", Zone.MAIN),
        ("<h3>3 comments</h3><p>Ann</p><p>I saw a needle there.</p>", Zone.COMMENTS),
        ("<h3>Comments</h3><p>Ann</p><h2>Sources</h2><p>A needle.</p>", Zone.MAIN),
        ("<div>This site uses its own cookies, needle</div>", Zone.BANNER),
        ("<p>He baked cookies with a needle.</p>", Zone.MAIN),
    ],
)
def test_boxes_known_by_other_names_headings_and_wording(markup: str, zone: Zone) -> None:
    assert zone_of(f"<body>{ARTICLE}</article>{markup}</body>", "needle") is zone


def test_a_headline_below_a_list_of_other_stories_is_the_works_own() -> None:
    page = f"<h3>Latest news</h3><p>Swan closes road</p>{ARTICLE}</article>"
    assert (Zone.HEADING, "The tide") in blocks_of(page)


@pytest.mark.parametrize(
    ("rule", "zone"),
    [
        (".x9{display:none}", Zone.HIDDEN),
        ("p.x9 , .other { color:red; visibility : hidden }", Zone.HIDDEN),
        ("#n9{position:absolute;left:-9999px}", Zone.HIDDEN),
        (".x9{clip: rect(1px, 1px, 1px, 1px); position:absolute}", Zone.HIDDEN),
        (".x9{display:none}.x9{display:block}", Zone.MAIN),
        ("@media print{.x9{display:none}}", Zone.MAIN),
        ("@import 'a.css';.x9{display:none}", Zone.HIDDEN),
        ("/* .x9{display:none} */", Zone.MAIN),
        (".js .x9{display:none}", Zone.MAIN),
        ("div.x9{display:none}", Zone.MAIN),
    ],
)
def test_style_rules_hide(rule: str, zone: Zone) -> None:
    page = f"<style>{rule}</style>{ARTICLE}<p class=x9 id=n9>needle</p></article>"
    assert zone_of(page, "needle") is zone


def test_a_page_may_undo_a_hiding_class_name() -> None:
    page = f"<style>.hidden{{display:block}}</style>{ARTICLE}<p class=hidden>needle</p></article>"
    assert zone_of(page, "needle") is Zone.MAIN


def test_hidden_words_in_a_sentence_do_not_tear_it() -> None:
    page = '<p>She <span class="sr-only">(opens in a new window)</span> said so.</p>'
    assert blocks_of(page) == [
        (Zone.MAIN, "She said so."),
        (Zone.HIDDEN, "(opens in a new window)"),
    ]


def test_hidden_text_comes_last_and_is_kept() -> None:
    page = "<title>T</title><p hidden>secret</p><p>open</p><img alt='a picture of the quay'>"
    assert blocks_of(page) == [
        (Zone.MAIN, "open"),
        (Zone.METADATA, "T"),
        (Zone.METADATA, "a picture of the quay"),
        (Zone.HIDDEN, "secret"),
    ]


@pytest.mark.parametrize("name", ["sidebar", "related-layout", "newsletter", "social", "hidden"])
def test_a_class_name_on_most_of_the_article_is_not_believed(name: str) -> None:
    body = "<p>Long plain text about the sea and the quay, told slowly.</p>" * 30
    page = f'<article><h1>The tide</h1><div class="{name}">{body}<p>needle</p></div></article>'
    assert zone_of(page, "needle") is Zone.MAIN


def test_long_comments_stay_comments() -> None:
    thread = "<div class=comment><p>I disagree with all of it, as I always do.</p></div>" * 100
    page = f"<main>{ARTICLE}</article><section id=comments>{thread}<p>needle</p></section></main>"
    assert zone_of(page, "needle") is Zone.COMMENTS


def test_a_long_list_of_other_stories_beside_a_short_article() -> None:
    cards = "<article><h3>Another story of the day</h3><p>Its first words</p></article>" * 40
    page = f"<article><p>{'Few words. ' * 60}</p></article><div class=related>{cards}needle</div>"
    assert zone_of(page, "needle") is Zone.RELATED


def test_a_layout_name_around_the_article_without_its_headline() -> None:
    page = f"<h1>Tide</h1><div class=sidebar-layout>{ARTICLE}<p>needle</p></article></div>"
    assert zone_of(page.replace("<h1>The tide</h1>", ""), "needle") is Zone.MAIN


def test_the_header_of_an_article_is_the_article() -> None:
    page = f"<article><header><h1>Tide</h1><p>needle</p></header>{ARTICLE}</article></article>"
    assert zone_of(page, "needle") is Zone.MAIN


def test_a_page_hidden_until_its_script_runs_is_read() -> None:
    page = f'<div style="display:none">{ARTICLE}<p>needle</p></article></div>'
    assert zone_of(page, "needle") is Zone.MAIN


def test_very_deep_nesting_loses_nothing() -> None:
    page = "<p>before</p>" + "<div>" * 50_000 + "deep" + "</div>" * 50_000 + "<p>after</p>"
    assert " ".join(texts_of(page)).split() == ["before", "deep", "after"]


def test_a_tag_with_very_many_attributes() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(60_000))
    assert texts_of(f"<p>before</p><p {attributes}>after</p>") == ["before", "after"]


def test_texts_over_ten_megabytes_are_whole() -> None:
    page = "<p>" + "word " * 2_500_000 + "</p><p>after</p>"
    assert texts_of(page)[-1] == "after"
