"""Pairing quotation marks, and telling quotations from titles, slogans and terms."""

import pytest

from tests.article.helpers import read, rules, words


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("He said “one two” and “three.”", ["one two", "three."]),
        ('He said "one two" and "three."', ["one two", "three."]),
        ("Er sagte: „Eins zwei.“ Und »drei« und «vier».", ["Eins zwei.", "drei", "vier"]),
        ("Il dit « un deux ».", ["un deux"]),
        ("He said, ‘It’s the boys’ own game.’ And ‘We can’t,’ too.",
         ["It’s the boys’ own game.", "We can’t,"]),
        ("He said, 'It's the boys' own game.' Don't.", ["It's the boys' own game."]),
        ("The ’90s, the ‘90s and rock ‘n’ roll were ‘bad’.", ["bad"]),
        ("He is 6'2\" tall and the 12\" pipe is \"bad\".", ["bad"]),
        ("\"He is 6'2\" tall,\" she said.", ["He is 6'2\" tall,"]),
        ("He said “she called it ‘odd’ once” then.", ["she called it ‘odd’ once"]),
        ("He said ‘she called it “odd” once’ then.", ["she called it “odd” once"]),
        ("He said “mixed marks\" here.", ["mixed marks"]),
        ("He said ”wrong opening” here.", ["wrong opening"]),
        ("Empty “” and “ … ” marks.", []),
        ("(“in brackets”) and “a dash”—so.", ["in brackets", "a dash"]),
        ("“one [ed.] two […] three”", ["one [ed.] two […] three"]),
    ],
)  # fmt: skip
def test_pairs(body: str, expected: list[str]) -> None:
    article = read(f"{body} The end [1].")
    assert words(article) == expected
    for quotation in article.quotations:
        assert article.text[quotation.start : quotation.end] == quotation.text


def test_each_paragraph_of_a_long_quotation_is_one() -> None:
    article = read("He said: “One paragraph.\n\n“Two paragraph.\n\n“The last,” he ended [1].")
    assert words(article) == ["One paragraph.", "Two paragraph.", "The last,"]
    assert "quotation-unclosed" not in rules(article)


def test_an_unclosed_mark_does_not_eat_the_article() -> None:
    article = read("He said “this is open.\n\nAnother “good one” [1].")
    assert words(article) == ["good one"]
    remark = next(r for r in article.remarks if r.rule == "quotation-unclosed")
    assert (remark.line, remark.column, remark.level) == (3, 9, "warning")


def test_a_second_opening_mark_starts_again() -> None:
    article = read("He said “this and “that” [1].")
    assert words(article) == ["that"]
    assert "quotation-unclosed" in rules(article)


def test_a_stray_closing_mark_is_mentioned() -> None:
    assert "quotation-mark-stray" in rules(read("He said this” and “that” [1]."))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("He said “it is a very bad law” [1].", "quotation"),
        ("The “trillion dollar failure” of it all [1].", "quotation"),
        ("The so-called “war on coal” went on.", "term"),
        ("The drug is known as “speed” there.", "term"),
        ("The “opioid crisis” went on.", "term"),
        ("The “opioid crisis” went on [2].", "quotation"),
        ("The Guardian has it in a “very bad” state.", "quotation"),
        ("It was a “devastating” failure, said Roe.", "quotation"),
        ("It was “devastating” to many.", "quotation"),
        ("It was the “start […] of it”.", "quotation"),
        ("The slogan “Just Say No” was heard.", "slogan"),
        ("They marched under the motto of “Bread and Roses.”", "slogan"),
        ("She read the essay “The Fire Next Time” aloud.", "title"),
        ("In Vox’s “The Case for It All,” Roe slams it.", "title"),
        ("In an article titled “Why we fail”, Roe slams it [1].", "quotation"),
        ("The report “Second Work” says so.", "title"),
        ("The Huffington Post says “Second Work” [1].", "quotation"),
        ("Roe’s “No Evidence of Harm” finding was cited [1].", "quotation"),
        ("His report “was fatally flawed,” he says.", "quotation"),
        ("He lives the “American dream” now [1].", "term"),
        ("He called it the “American dream” [1].", "quotation"),
    ],
)
def test_kinds(sentence: str, kind: str) -> None:
    quotation = read(f"{sentence} More words here [1].").quotations[-1]
    assert quotation.kind == kind
    assert quotation.kind_reason


def test_a_slogan_is_known_again() -> None:
    article = read(
        "The slogan was “A Drug-Free World.” The dream of a “drug-free world” ended [1]."
    )
    assert [quotation.kind for quotation in article.quotations] == ["slogan", "slogan"]


def test_words_of_the_cited_title_stay_a_quotation() -> None:
    article = read("It is the “second work” of many [2]. And the “noble experiment” of few [2].")
    assert [quotation.kind for quotation in article.quotations] == ["quotation", "term"]


def test_captions_that_repeat_the_text_are_no_claims() -> None:
    article = read(
        "He said that all of it “was fatally flawed from the beginning” and bad [1]. More.\n\n"
        "All of it “was fatally flawed from the beginning” and bad\n\nThe end [2]."
    )
    assert len(article.quotations) == 1
    assert [(repeat.line, repeat.repeats_line) for repeat in article.repeats] == [(5, 3)]
