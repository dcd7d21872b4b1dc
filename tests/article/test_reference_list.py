"""Finding the list under its heading and taking its items apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.article.dates import find_date
from audit.article.entry import Fields, read_entry, trim_url
from audit.article.reference_list import is_heading
from tests.article.helpers import LIST, read, rules


@pytest.mark.parametrize(
    "heading",
    [
        "References", "REFERENCES", "Research Articles", "Notes", "Sources", "Works cited",
        "Works Cited:", "Bibliography", "Citations", "Endnotes", "Footnotes", "## References",
        "### **Sources:**", "**Sources:**", "__Notes__", "7. References", "VII. References",
        "References and notes", "Literatur", "Quellen:", "Références", "[Sources]",
    ],
)  # fmt: skip
def test_headings(heading: str) -> None:
    assert is_heading(heading)
    article = read("One [1].", LIST.replace("References", heading))
    assert len(article.entries) == 4
    assert article.text[article.body_end :].startswith(heading)


@pytest.mark.parametrize("line", ["References to drugs are rare", "Noted", "The sources say so."])
def test_sentences_are_no_headings(line: str) -> None:
    assert not is_heading(line)


@pytest.mark.parametrize(
    "template",
    ["{}. {}", "  {}. {}", "[{}] {}", "({}) {}", "{}) {}", "{}: {}", "{}\t{}", "- {}. {}"],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_items_in_every_numbering(template: str, gap: str) -> None:
    works = ["“One.” (2016). Vox.", "“Two.” (2015). BBC.", "“Three.” (2014). PBS."]
    items = gap.join(template.format(n, work) for n, work in enumerate(works, 1))
    article = read("He [1] and [2] and [3].", f"Sources\n\n{items}\nGet help now\nCall us today.\n")
    assert [entry.number for entry in article.entries] == [1, 2, 3]
    assert [entry.title for entry in article.entries] == ["One", "Two", "Three"]
    assert article.entries[-1].raw.endswith("PBS.")


def test_wrapped_items_and_a_footer() -> None:
    listed = (
        "References\n\n1. “A work with a long title that goes\n   over lines.” (May 2016). Vox.\n"
        "2. “Another work that also goes\nover lines.” (May 2015). BBC.\nFooter of the site\n"
    )
    article = read("He [1] and [2].", listed)
    assert article.entries[0].title == "A work with a long title that goes over lines"
    assert article.entries[1].title == "Another work that also goes over lines"
    assert article.entries[1].raw.endswith("BBC.")


def test_the_last_of_two_lists_is_read_and_the_other_is_mentioned() -> None:
    article = read("He [1] and [2].", "Notes\n1. “N.” (2016). Vox.\n" + LIST)
    assert article.list_heading == "References"
    assert "two-lists" in rules(article)


def test_a_heading_inside_the_text_is_not_taken_for_the_list() -> None:
    article = read("Sources\n\nThis is about sources [1].\n\nNotes\n\nAnd notes [2].")
    assert article.list_heading == "References"


def test_a_list_without_heading() -> None:
    article = read("He [1] and [2].", "[1] “One.” (2016). Vox.\n[2] “Two.” (2015). BBC.\n")
    assert article.list_heading == ""
    assert [entry.number for entry in article.entries] == [1, 2]
    assert article.text[article.body_end :].startswith("[1] “One.”")


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        ("“How It Works (Again).” (April 2016.) The Guardian. Accessed September 20, 2017.",
         Fields("How It Works (Again)", "The Guardian", "2016-04", "2017-09-20", "")),
        ("” Closing First.” (June 2011). TIME.",
         Fields("Closing First", "TIME", "2011-06", "", "")),
        ("“Is It Time?” (June 2011). TIME.", Fields("Is It Time?", "TIME", "2011-06", "", "")),
        ("“States v. Booker on Sentencing.” (2012). U.S. News & World Report.",
         Fields("States v. Booker on Sentencing", "U.S. News & World Report", "2012", "", "")),
        ("Smith, J., & Roe, A. (2014). A study of things. Journal of Law, 56(2), 333–369. "
         "https://doi.org/10.1016/S0140-6736(16)00619-X",
         Fields("A study of things", "Journal of Law", "2014", "",
                "https://doi.org/10.1016/S0140-6736(16)00619-X")),
        ("\"Third: a tale.\" New York Times, 3 May 2011. Retrieved 2017-09-21 from "
         "https://example.org/a_(b).",
         Fields("Third: a tale", "New York Times", "2011-05-03", "2017-09-21",
                "https://example.org/a_(b)")),
        ("[A Title](https://a.example/b) (2016), Vox",
         Fields("A Title", "Vox", "2016", "", "https://a.example/b")),
        ("*A Title*. Vox, Spring 2016. Accessed on 1 May 2017.",
         Fields("A Title", "Vox", "2016-21", "2017-05-01", "")),
        ("A Title. Vox. 2016. doi:10.1000/x.y.",
         Fields("A Title", "Vox", "2016", "", "https://doi.org/10.1000/x.y")),
        ("“A ‘quoted’ word and “another” one.” (2016). Vox.",
         Fields("A ‘quoted’ word and “another” one", "Vox", "2016", "", "")),
        ("", Fields("", "", "", "", "")),
    ],
)  # fmt: skip
def test_items_taken_apart(item: str, fields: Fields) -> None:
    assert read_entry(item) == fields


T = "Title of the article"


@pytest.mark.parametrize(
    ("item", "publisher", "issued", "url"),
    [
        # MLA
        (f'Smith, John. "{T}." *The New York Times*, 3 May 2016, www.nyt.example/2016/x.html.',
         "The New York Times", "2016-05-03", "https://www.nyt.example/2016/x.html"),
        (f"Smith, John. “{T}.” The New York Times, 3 May 2016, p. A1.",
         "The New York Times", "2016-05-03", ""),
        (f"Smith, John, and Jane Roe. “{T}.” Journal of Law, vol. 56, no. 2, 2014, pp. 333-69.",
         "Journal of Law", "2014", ""),
        # Chicago, as bibliography and as note
        (f"Smith, John. “{T}.” New York Times, May 3, 2016. https://nyt.example/x.",
         "New York Times", "2016-05-03", "https://nyt.example/x"),
        (f"John Smith, “{T},” New York Times, May 3, 2016, https://nyt.example/x.",
         "New York Times", "2016-05-03", "https://nyt.example/x"),
        (f"See John Smith, “{T},” Vox, 2016.", "Vox", "2016", ""),
        (f"Smith, John, and Jane Roe. {T}. New York: Penguin Press, 2016.",
         "Penguin Press", "2016", ""),
        (f"Smith, John. *{T}*. New York: Penguin Press, 2016.", "Penguin Press", "2016", ""),
        (f"Jane Roe, *{T}* (New York: Penguin Press, 2016), 45.", "Penguin Press", "2016", ""),
        # APA and Harvard
        (f"Smith, J. (2016, May 3). {T}. *The New York Times*. https://nyt.example/x",
         "The New York Times", "2016-05-03", "https://nyt.example/x"),
        (f"Smith, J. (2016). *{T}* (2nd ed.). Penguin.", "Penguin", "2016", ""),
        (f"World Health Organization. (2016). {T}. WHO.", "WHO", "2016", ""),
        (f"Smith, J. (2016) '{T}', The Guardian, 3 May. Available at: https://g.example/x "
         "(Accessed: 4 June 2017).", "The Guardian", "2016", "https://g.example/x"),
        (f"van der Berg, K. (2011). {T}. Oxford University Press.",
         "Oxford University Press", "2011", ""),
        # Vancouver
        (f"Smith J, Roe A. {T}. N Engl J Med. 2016 May 3;374(18):1709-11. doi:10.1056/x",
         "N Engl J Med", "2016-05-03", "https://doi.org/10.1056/x"),
        (f"Smith J, Roe AB, et al. {T}. Lancet. 2016;387:1427-80.", "Lancet", "2016", ""),
        # Wikipedia
        (f'Smith, John (May 3, 2016). "{T}". The Guardian. Retrieved June 4, 2017.',
         "The Guardian", "2016-05-03", ""),
        (f'Smith, John (3 May 2016). "{T}" (PDF). Drug Policy Alliance. Archived from the original '
         "(PDF) on 4 June 2017. Retrieved 5 July 2018.", "Drug Policy Alliance", "2016-05-03", ""),
        (f'"{T}". BBC News. 3 May 2016. ISSN 0362-4331. Retrieved 4 June 2017.',
         "BBC News", "2016-05-03", ""),
        # links and other orders
        (f"[{T}](https://a.example/x)", "", "", "https://a.example/x"),
        (f"[{T}](https://a.example/x), The Guardian, 3 May 2016",
         "The Guardian", "2016-05-03", "https://a.example/x"),
        (f"{T} – https://a.example/x", "", "", "https://a.example/x"),
        (f"The Guardian, 3 May 2016, “{T}”", "The Guardian", "2016-05-03", ""),
        (f'"{T}" by Jane Roe, The Atlantic, May 2016', "", "2016-05", ""),
        (f"Jane Roe, “{T}” (2016)", "", "2016", ""),
    ],
)  # fmt: skip
def test_styles_of_other_houses(item: str, publisher: str, issued: str, url: str) -> None:
    fields = read_entry(item)
    assert (fields.title, fields.publisher, fields.issued, fields.url) == (
        T,
        publisher,
        issued,
        url,
    )


FAMILIES = st.sampled_from(["Smith", "O’Neill", "van Dijk", "Castel-Branco", "Müller"])
GIVEN = st.sampled_from(["Jane", "Ann Mary", "J.", "A. B."])
OUTLETS = st.sampled_from(["The Guardian", "Vox", "US News & World Report", "The Lancet"])
STYLES = st.sampled_from(
    [
        "{f}, {g}. “{t}.” {o}, 3 May 2016.", "{g} {f}, “{t},” {o}, May 3, 2016.",
        "{f}, {g} (3 May 2016). \"{t}\". {o}.",
        "{f}, {g}, and Jo Roe. “{t}.” *{o}*, 3 May 2016, p. 4.",
        "“{t}.” (May 2016). {o}.", "{f}, J. (2016, May 3). {t}. {o}. https://a.example/x",
    ]
)  # fmt: skip


@given(STYLES, FAMILIES, GIVEN, OUTLETS)
def test_no_author_becomes_a_publisher(style: str, family: str, given: str, outlet: str) -> None:
    fields = read_entry(style.format(f=family, g=given, o=outlet, t=T))
    assert fields.title == T
    assert fields.publisher == outlet
    assert fields.issued.startswith("2016-05")


@given(st.text(max_size=300))
def test_any_item_is_taken_apart(item: str) -> None:
    fields = read_entry(item)
    assert len(fields.publisher.split()) <= 12


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("April 2016", "2016-04"), ("Apr. 2016", "2016-04"), ("September 20, 2017", "2017-09-20"),
        ("20 September 2017", "2017-09-20"), ("20th of May 2017", "2017-05-20"),
        ("2017-09-20", "2017-09-20"), ("2017-09", "2017-09"), ("2017, May 3", "2017-05-03"),
        ("2016", "2016"), ("04/05/2016", "2016"), ("Winter 2015", "2015-24"),
        ("Sept 2012", "2012-09"),
    ],
)  # fmt: skip
def test_dates(text: str, edtf: str) -> None:
    found = find_date(f"({text})")
    assert found is not None
    assert found[0] == edtf


@pytest.mark.parametrize("text", ["no date", "12345", "$2000", "0x2016a1", "32 May", "1,999"])
def test_no_dates(text: str) -> None:
    assert find_date(text) is None


def test_end_punctuation_is_no_part_of_an_address() -> None:
    assert trim_url("https://a.example/b_(c)).") == "https://a.example/b_(c)"
    assert trim_url("https://a.example/b?c=d,") == "https://a.example/b?c=d"
