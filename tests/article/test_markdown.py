"""Markdown: notes of every kind, citations by key, links, blocks, and what is left out."""

from audit.article import read_article
from audit.model import Article, Reference
from tests.article.helpers import numbers, rules, words


def read(text: str, references: tuple[Reference, ...] = ()) -> Article:
    return read_article(text.encode(), "a.md", references)


def reference(number: int, key: str, url: str = "") -> Reference:
    return Reference(number, key, f"Title {number}", f"Publisher {number}", "2016", "", url=url)


def test_named_notes_are_numbered_in_the_order_of_their_calls() -> None:
    article = read(
        "# T\n\nHe said “it is bad”[^b] and “so it is”.[^a]\n\nShe “went on”.[^b]\n\n"
        "[^a]: Roe, J. (2014). *A study*. Vox. <https://vox.example/a>\n"
        "[^b]: “A Title.” *The Guardian*, 3 May 2016.\n\n    Second paragraph.\n"
    )
    assert numbers(article) == [(1,), (2,), (1,)]
    assert [(e.number, e.key, e.title, e.url) for e in article.entries] == [
        (1, "b", "A Title", ""), (2, "a", "A study", "https://vox.example/a"),
    ]  # fmt: skip
    assert [entry.line for entry in article.entries] == [8, 7]
    assert words(article) == ["it is bad", "so it is", "went on"]


def test_the_references_file_numbers_notes_by_their_ids() -> None:
    text = "He said “it is bad”.[^b]\n\n[^b]: “A.” Vox, 2016.\n"
    assert numbers(read(text, (reference(7, "b"), reference(1, "x")))) == [(7,)]
    assert numbers(read(text, (reference(7, "y"),))) == [(8,)]


def test_a_note_inside_the_sentence() -> None:
    article = read("He said “it is bad”^[“A Title.” Vox, 3 May 2016.] and went.\n\nNext.\n")
    assert numbers(article) == [(1,)]
    assert article.entries[0].title == "A Title"
    assert (article.entries[0].line, article.entries[0].raw) == (1, "“A Title.” Vox, 3 May 2016.")
    assert article.text.startswith("He said “it is bad”[^] and went.")
    assert words(article) == ["it is bad"]


def test_a_note_that_only_comments_is_no_reference() -> None:
    article = read(
        "Some[^1] said “it is bad”.[^2] Others “do not”.[^3] We “never did”.[^4]\n\n"
        "[^1]: He was the only one in 2016 who still thought it would help anybody.\n"
        "[^2]: “A Title.” Vox, May 2016.\n[^3]: Ibid., p. 4.\n[^4]: Emphasis added.\n"
    )
    assert [entry.number for entry in article.entries] == [2]
    assert numbers(article) == [(2,), (2,)]
    assert article.text.startswith(
        "Some said “it is bad”.[^2] Others “do not”.[^3] We “never did”."
    )
    assert rules(article).count("note-comments") == 1


def test_citations_by_key() -> None:
    known = (reference(3, "smith04"), reference(5, "doe:1999/a"))
    article = read(
        "He said “it is bad” [see @smith04, pp. 3-5; also @doe:1999/a]. As @smith04 says “it is”."
        "\n\n"
        "Write to a@b.example or @smith05. She “went” [-@smith04; @smith04].\n",
        known,
    )
    assert numbers(article) == [(3, 5), (3,), (3,)]
    assert article.entries == ()
    assert [marker.text for marker in article.markers][1:] == ["@smith04", "[-@smith04; @smith04]"]
    assert article.quotations[0].references == (3, 5)
    assert "reference-unused" not in rules(article)


def test_a_key_in_a_note_cites_where_the_note_is_called() -> None:
    article = read(
        "He said “it is bad”.[^n]\n\n[^n]: See [@smith04].\n", (reference(3, "smith04"),)
    )
    assert numbers(article) == [(3,)]


def test_keys_without_a_references_file_are_numbered() -> None:
    assert numbers(read("He said “it is” [@b]. She “is” [@a; @b].\n")) == [(1,), (2, 1)]


def test_links_are_citations_where_there_is_no_list() -> None:
    article = read(
        "# T\n\n[Home](https://site.example/) | [About](https://site.example/about)\n\n"
        "The [report](https://a.example/r#p3) said “it is [very](https://b.example) bad” and\n"
        "again ([here](https://a.example/r)). See <https://c.example/x>.\n"
        "[Mail](mailto:a@b.example), [below](#x).\n"
    )
    assert [(e.number, e.url, e.title, e.raw) for e in article.entries] == [
        (1, "https://a.example/r#p3", "", "report"),
        (2, "https://b.example", "", "very"),
        (3, "https://c.example/x", "", "https://c.example/x"),
    ]
    assert numbers(article) == [(1,), (2,), (1,), (3,)]
    assert words(article) == ["it is very bad"]
    assert "“it is very bad”[2] and\nagain (here[1])." in article.text
    assert article.quotations[0].references == (2,)


def test_links_keep_the_numbers_of_the_references_file() -> None:
    text = "The [report](https://a.example/r) said “it is bad” and [so](https://b.example/) on.\n"
    known = (reference(9, "b", "https://b.example"),)
    assert numbers(read(text, known)) == [(10,), (9,)]


def test_numbered_link_definitions_are_a_list() -> None:
    article = read(
        "The [report][1] said “it is bad” and “worse” [2].\n\n"
        '[1]: https://a.example/r "A Title"\n[2]: https://b.example/\n'
    )
    assert numbers(article) == [(1,), (2,)]
    assert [entry.url for entry in article.entries] == ["https://a.example/r", "https://b.example/"]
    assert article.text.startswith("The report[1] said “it is bad” and “worse” [2].")


def test_a_block_quotation_is_a_quotation_and_a_pull_quote_is_none() -> None:
    article = read(
        "Smith wrote.[^1] It was a sunny day in the hills.\n\n"
        "> It was *never* so bad\n> as today.[^1]\n\n> It was a sunny day in the hills.\n\n"
        "> “Own marks” are kept.[^1]\n\n> — Smith\n\n[^1]: “A.” Vox, 2016.\n"
    )
    assert words(article) == ["It was never so bad\nas today.", "Own marks"]


def test_hard_wrapped_paragraphs_and_front_matter() -> None:
    article = read(
        '---\ntitle: "The *Piece*"\nauthor: “Somebody”\n---\n\nHe said that “it is\nvery bad” and\n'
        "went.[^1]\n\n```\n“code”\n```\n\n<!-- “comment” -->\n\n[^1]: “A.” Vox, 2016.\n"
    )
    assert article.title == "The Piece"
    assert words(article) == ["it is\nvery bad"]
    assert (article.quotations[0].line, article.quotations[0].column) == (6, 15)
    assert article.quotations[0].references == (1,)


def test_a_call_without_its_note_is_shown() -> None:
    article = read("He said “it is bad”.[^1] So.[^9]\n\n[^1]: “A.” Vox, 2016.\n")
    assert numbers(article) == [(1,), (9,)]
    assert "marker-without-reference" in rules(article)
