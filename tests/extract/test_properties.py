"""What holds for every input: nothing raises, blocks partition the text, no word is lost."""

from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.extract import extract
from audit.extract.pages import join_pages
from audit.model import SourceText
from audit.vocabulary import Zone

MEDIA_TYPES = st.sampled_from(
    ["text/html", "text/plain", "application/pdf", "application/json", "application/xml", "",
     "application/octet-stream", "image/png", "text/html; charset=utf-16", "nonsense"]
)  # fmt: skip
CHARSETS = st.sampled_from(["", "utf-8", "latin-1", "utf-16", "shift_jis", "base64", "x" * 50])
WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäé0123456789’-", min_size=1, max_size=12)
INLINE = st.sampled_from(["em", "b", "span", "a", "i", "cite", "q", "mark"])
BLOCK = st.sampled_from(["p", "div", "li", "section", "blockquote", "h2", "td", "figcaption"])
ORDER = {Zone.EMBEDDED: 1, Zone.METADATA: 2, Zone.HIDDEN: 3}


def assert_partition(source: SourceText) -> None:
    """Blocks cover the text but for one line feed between neighbours, in layer order."""
    position = 0
    for block in source.blocks:
        assert block.start == position
        assert block.end > block.start
        text = source.text[block.start : block.end]
        assert text == " ".join(text.split())
        position = block.end + 1
    assert len(source.text) == max(0, position - 1)
    layers = [ORDER.get(block.zone, 0) for block in source.blocks]
    assert layers == sorted(layers)


@settings(max_examples=200)
@given(st.binary(max_size=400), MEDIA_TYPES, CHARSETS)
def test_random_bytes_never_raise(body: bytes, media_type: str, charset: str) -> None:
    assert_partition(extract(body, media_type, charset, "https://example.org/"))


TAGS = st.sampled_from(
    ["<div>", "</div>", "<p hidden>", "<a rel=next href='//[x'>", "<table><td>", "</table>", "<br>",
     "<script type='application/ld+json'>{\"@type\":[", "</script>", "<sup>", "<style>a{", "&#0;",
     "</style>", "<title>", "<time datetime='9999999999'>", "<meta name=date content='2016-13-45'>",
     "<svg>", "<noscript>", "<![CDATA[", "<!--", "-->", "&nbsp;", "<link rel=canonical href='::'>"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(st.one_of(TAGS, st.text(max_size=20)), max_size=30))
def test_tag_soup_never_raises(parts: list[str]) -> None:
    body = "".join(parts).encode("utf-8", "replace")
    assert_partition(extract(body, "text/html", "utf-8", "https://example.org/a/b"))


@settings(max_examples=100)
@given(st.sampled_from([b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n"]), st.binary(max_size=300))
def test_damaged_pdfs_have_no_text(start: bytes, rest: bytes) -> None:
    assert extract(start + rest, "application/pdf").text == ""


@st.composite
def fragments(draw: st.DrawFn, depth: int = 3) -> tuple[str, list[str]]:
    """Mark-up and the visible words of it, in order."""
    markup, words = "", []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["words", "inline", "block", "void", "comment"]))
        if kind == "comment":
            markup += "<!-- lost -->"
        elif kind == "void":
            markup += draw(
                st.sampled_from(["<br>", "<hr>", "<img src=x>", "<script>lost</script>"])
            )
        elif kind == "words" or depth == 0:
            said = draw(st.lists(WORD, min_size=1, max_size=4))
            markup += " " + " ".join(escape(word) for word in said) + " "
            words += said
        else:
            tag = draw(INLINE if kind == "inline" else BLOCK)
            inner, said = draw(fragments(depth=depth - 1))
            markup += f"<{tag}>{inner}</{tag}>" if tag != "td" else (
                f"<table><tr><td>{inner}</td></tr></table>")  # fmt: skip
            words += said
    return markup, words


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(fragments())
def test_every_visible_word_once_and_in_order(fragment: tuple[str, list[str]]) -> None:
    markup, words = fragment
    source = extract(f"<body>{markup}</body>".encode(), "text/html", "utf-8")
    assert_partition(source)
    assert source.text.split() == words


@settings(max_examples=100)
@given(WORD, WORD, INLINE)
def test_inline_tags_never_tear_a_word(one: str, two: str, tag: str) -> None:
    page = f"<p>{escape(one)}<{tag}>{escape(two)}</{tag}></p>"
    assert extract(page.encode(), "text/html", "utf-8").text == one + two


@settings(max_examples=100)
@given(st.lists(st.lists(WORD, min_size=1, max_size=5), min_size=1, max_size=5))
def test_joined_pages_keep_every_word(pages: list[list[str]]) -> None:
    read = [extract(" ".join(words).encode(), "text/plain", "utf-8") for words in pages]
    joined = join_pages(read[0], read[1:])
    assert_partition(joined)
    assert set(joined.text.split()) == {word for words in pages for word in words}
