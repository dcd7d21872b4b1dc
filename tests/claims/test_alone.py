"""What an article gives away alone, and where it must stay silent."""

import time
from pathlib import Path

import pytest

from audit.article import read_article
from audit.claims import article_alone
from audit.model import Reference, Remark
from audit.references import parse_references
from audit.vocabulary import Level

ROOT = Path(__file__).parents[2]
LIST = """
References

1. “City Opens a Second Tram Line.” (May 2013). The Harbour Post. Accessed June 2, 2018.
2. “After 40 Years, $1 Billion, the Tunnel Project Has Failed to Meet Its Promises.” (March 2012).
 The Ledger. Accessed June 2, 2018.
3. “Poll: 60 Percent of Citizens Back the Night Tram.” (June 2016). Valley News. Accessed May 2018.
4. “Report on Transit.” (October 2017). Institute for Transit. Accessed June 2, 2018.
""".replace("\n The", " The")


def remarks(
    body: str, listed: str = LIST, references: tuple[Reference, ...] = ()
) -> tuple[Remark, ...]:
    article = read_article(f"A Title\n\n{body}\n{listed}".encode(), "article.txt", references)
    return article_alone(article, references)


def rules(body: str, listed: str = LIST) -> list[str]:
    return [remark.rule for remark in remarks(body, listed)]


# Whatever is under test, these sentences cite every reference without giving anything away.
REST = "\n\nOne thing is known.1 Another is known.2 A third is known.3 And a fourth.4"


# -- the first article


@pytest.fixture(scope="module")
def first() -> tuple[Remark, ...]:
    references = parse_references((ROOT / "references.yaml").read_text(encoding="utf-8"))
    article = read_article((ROOT / "article.txt").read_bytes(), "article.txt", references)
    return article.remarks + article_alone(article, references)


@pytest.mark.parametrize(
    ("rule", "line", "said"),
    [
        ("figures-disagree", 5, ("three decades", "40 Years", "four-decades")),
        ("figure-differs-from-title", 15, ("trillions of dollars", "$1 Trillion")),
        ("year-after-source", 70, ("2014", "reference 11", "September 2013")),
        ("publisher-differs", 107, ("RealClearPolicy", "RealClearPolitics")),
        ("work-not-listed", 78, ("2009", "Cato Institute")),
        ("work-not-listed", 115, ("Dissent",)),
        ("work-not-listed", 115, ("1999", "DEA")),
    ],
)
def test_what_the_first_article_gives_away(
    first: tuple[Remark, ...], rule: str, line: int, said: tuple[str, ...]
) -> None:
    found = [remark for remark in first if (remark.rule, remark.line) == (rule, line)]
    assert any(all(word in remark.message for word in said) for remark in found)


def test_nothing_else_is_said_of_the_first_article(first: tuple[Remark, ...]) -> None:
    rest = {remark.rule for remark in first} - {
        "figures-disagree",
        "figure-differs-from-title",
        "year-after-source",
        "publisher-differs",
        "work-not-listed",
    }
    assert rest == {"glued-caption", "list-quotation-mark"}
    assert sum(remark.level is Level.WARNING for remark in first) == 7


# -- an article without such faults


def test_an_article_without_faults_is_left_alone() -> None:
    file = Path(__file__).parent / "data" / "clean.txt"
    article = read_article(file.read_bytes(), "clean.txt")
    assert len(article.entries) == 10
    assert [remark.rule for remark in article_alone(article)] == []


# -- a year later than the source


def test_a_year_after_the_source() -> None:
    found = remarks("In 2015, two trams in three were late.1" + REST)
    assert [(remark.rule, remark.line, remark.path) for remark in found] == [
        ("year-after-source", 3, "article.txt")
    ]
    assert "2015" in found[0].message
    assert "May 2013" in found[0].message


def test_a_year_after_the_source_cited_in_the_next_sentence() -> None:
    assert rules("In 2015, trams were late. The drivers said so.1" + REST) == ["year-after-source"]


@pytest.mark.parametrize(
    "body",
    [
        "In 2013, two trams in three were late.1",
        "In 2012, two trams in three were late.1",
        "By 2020, the city expects a third line.1",
        "The city will open a third line in 2020.1",
        "A third line is planned for 2020, the mayor said in 2020.1",
        "In 2018, the court looked again at the plan of 2013.1",
        "In 2015, trams were late, as two papers wrote.1,3",
        "In 2015, trams were late. Nobody said so. The drivers did not.1",
        "In 2015, trams were late.",
        "The harbour had trams from 2000 BC on.1",
        "Prior to the opening of the bridge in 2015, trams were late.1",
        "There were 2015 trams on the line.1",
        "The tram 2020X was late.1",
        "The plan was bold,1 but in 2015 it was dropped.",
    ],
)
def test_no_year_after_the_source(body: str) -> None:
    assert rules(body + REST) == []


def test_a_source_that_was_updated_may_speak_of_later_years() -> None:
    updated = Reference(1, "a", "City Opens a Second Tram Line", "", "2013-05", "", updated="2016")
    body = "In 2015, two trams in three were late.1" + REST
    assert remarks(body, references=(updated,)) == ()
    assert len(remarks(body)) == 1


# -- figures and titles


def test_a_figure_that_the_title_has_otherwise() -> None:
    body = "Though billions of dollars went into the tunnel project, it failed its promises.2"
    found = remarks(body + REST)
    assert [remark.rule for remark in found] == ["figure-differs-from-title"]
    assert "billions of dollars" in found[0].message
    assert "$1 Billion" in found[0].message


@pytest.mark.parametrize(
    "body",
    [
        "Some 60% of citizens back the night tram.3",
        "About six in ten citizens back the night tram.3",
        "Of the citizens, 60 percent back the night tram and 12 percent hate it.3",
        "The tunnel project has cost $1 billion and failed to meet its promises.2",
        "The mayor was backed by 45 percent at the election.3",
        "The bridge cost $300 million.2",
        "In 2011, only 45 percent of citizens backed the night tram.3",
        "Among women, 72 percent back the night tram.3",
    ],
)
def test_no_figure_against_the_title(body: str) -> None:
    assert rules(body + REST) == []


def test_another_share_than_the_poll_in_the_title() -> None:
    body = "A majority of 80 percent of the citizens back the night tram.3"
    assert rules(body + REST) == ["figure-differs-from-title"]


# -- numbers that disagree


def test_how_long_it_lasted_is_told_in_two_ways() -> None:
    body = (
        "After three decades of the failed tunnel project, people are tired.\n\n"
        "The four-decades long tunnel project failed them."
    )
    found = remarks(body + REST)
    assert [remark.rule for remark in found] == ["figures-disagree"]
    for said in ("three decades", "four-decades", "40 Years", "title of reference 2", "line 5"):
        assert said in found[0].message


@pytest.mark.parametrize(
    "body",
    [
        "After forty years of the failed tunnel project, people are tired.",
        "After more than three decades of the failed tunnel project, people are tired.",
        "By 2002, after 30 years of the failed tunnel project, people were tired.",
        "She spent 30 years in the tunnel. He spent 20 years in the harbour.",
        "A 15-year experiment with trams ended after two weeks of the failed tunnel project.",
        "The tunnel project is led by a 30-year-old and by a 50-year-old who failed before.",
        "Over the past 30 years the failed tunnel project has grown.",
        "A 30-year loan for the failed tunnel project was signed.",
        "The failed tunnel project may take 20 to 30 years to complete.",
        "Ann Roe has 20 years of experience in the failed tunnel project.",
        "He got a 20-year sentence for the failed tunnel project.",
    ],
)
def test_lengths_of_time_that_agree_or_measure_other_things(body: str) -> None:
    assert rules(body + REST) == []


# -- works that the list lacks


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("In 2009, the Harbour Foundation reported that trams are safe.", "2009"),
        ("A 2009 study by the Harbour Foundation called trams safe.", "Harbour Foundation"),
        ("The Harbour Foundation’s 2009 report called trams safe.", "Harbour Foundation"),
        ("The Harbour Foundation reported in 2009 that trams are safe.", "2009"),
        ("In 2009, the Harbour Foundation published a long report on trams.", "2009"),
        ("In 2009, the Institute for Transit found that trams are safe.", "Institute for Transit"),
    ],
)
def test_a_report_that_is_not_listed(body: str, said: str) -> None:
    found = remarks(body + REST)
    assert [remark.rule for remark in found] == ["work-not-listed"]
    assert said in found[0].message


@pytest.mark.parametrize(
    "body",
    [
        "In 2017, the Institute for Transit reported that trams are safe.",
        "In 2009, the Harbour Foundation reported that trams are safe.4",
        "In 2009, the mayor reported ill.",
        "In 2009, the Harbour Foundation moved to a new house.",
        "The Harbour Post reported in 2013 that the line was open.",
        "In 2013, the Harbour Foundation found that it leaks. Nobody knew. The paper said so.1",
        "In 2007, Harbour Telephones released a new telephone.",
        "In 2003, Judge Roe found that the tram was late.",
        "In 2009, the Harbour Foundation published its new address.",
        "A 1909 study in the US called trams safe.",
        "The Harbour Foundation’s 1880 report called trams safe.",
    ],
)
def test_reports_that_are_listed_cited_or_none(body: str) -> None:
    assert "work-not-listed" not in rules(body + REST)


def test_a_title_in_quotation_marks_that_is_not_listed() -> None:
    body = "In her essay “The Tram and the Failure of Politics,” Ann Lindqvist slams the mayor."
    found = remarks(body + REST)
    assert [remark.rule for remark in found] == ["work-not-listed"]
    twice = f"{body} Few read the essay “The Tram and the Failure of Politics.”"
    assert len(remarks(twice + REST)) == 1
    listed = "In her essay “City Opens a Second Tram Line,” Ann Lindqvist slams the mayor."
    assert remarks(listed + REST) == ()


@pytest.mark.parametrize(
    "named",
    [
        "the episode “The Tram and the Failure of Politics”",
        "Ann Lindqvist’s song “The Tram and the Failure of Politics”",
        "a cartoon of the mayor, in the Ledger, entitled “The Tram and the Failure of Politics”",
        "the report’s chapter “The Tram and the Failure of Politics”",
        "meetings that are entitled “The Tram and the Failure of Politics”",
    ],
)
def test_works_of_art_parts_and_events_are_no_missing_sources(named: str) -> None:
    assert rules(f"Nobody remembers {named}." + REST) == []


# -- dates of the list


def test_accessed_before_it_was_published() -> None:
    listed = LIST.replace("(October 2017)", "(October 2019)")
    found = remarks("One thing is known." + REST, listed)
    assert [remark.rule for remark in found] == ["accessed-before-published"]
    assert "2 June 2018" in found[0].message
    assert "October 2019" in found[0].message
    assert found[0].line > 5


@pytest.mark.parametrize("issued", ["June 2018", "2018", "June 1, 2018", "June 3, 2018"])
def test_accessed_when_it_was_published(issued: str) -> None:
    listed = LIST.replace("(October 2017)", f"({issued})")
    assert remarks("One thing is known." + REST, listed) == ()


# -- lines that repeat the body

BODY = (
    "The second tram line carries 3 of 100 people to the harbour and back each day. "
    "It has not been a success for the shops along the quay, who say so.1\n\n"
    "{line}\n\n"
)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        (
            "The second tram line carries 30 of 100 people to the harbour and back each day.",
            Level.WARNING,
        ),
        ("It has been a success for the shops along the quay, who say so.", Level.WARNING),
        ("It has not been a disaster for the shops along the quay, who say so.", Level.NOTE),
    ],
)
def test_a_pull_quote_that_says_something_else(line: str, level: Level) -> None:
    found = remarks(BODY.format(line=line) + REST)
    assert [(remark.rule, remark.level) for remark in found] == [("pull-quote-differs", level)]
    assert line in found[0].message


@pytest.mark.parametrize(
    "line",
    [
        "The second tram line carries 3 of 100 people to the harbour and back each day.",
        "The line has not been a success for the shops along the quay.",
        "The second tram line carries 3 of 100 people to the harbour.",
        "It has not been a success for those who say so.",
    ],
)
def test_a_pull_quote_that_says_the_same(line: str) -> None:
    assert remarks(BODY.format(line=line) + REST) == ()


def test_rows_of_a_table_do_not_repeat_each_other() -> None:
    table = (
        "4. file names of the tram |line_4| and of the harbour |quay|\n\n"
        "5. file names of the tram |line_5| and of the harbour |quay| stand here. And more.\n\n"
    )
    assert rules(table + REST) == []


# -- size


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2015, the tram was late. ",
        "After 30 years of the failed tunnel project, 40 years of the failed tunnel went by. ",
        "In 2009, the Harbour Foundation reported that billions of dollars went astray. ",
        "The Harbour Foundation of the City of the Harbour of the City ",
    ],
)
def test_a_long_article_takes_no_more_than_a_moment(sentence: str) -> None:
    article = read_article(f"A Title\n\n{sentence * 1500}{REST}\n{LIST}".encode(), "article.txt")
    begin = time.process_time()
    article_alone(article)
    assert time.process_time() - begin < 6.0
