"""Which references a quotation depends on, rule by rule, each with its reason."""

import pytest

from audit.model import Quotation, Reference
from tests.article.helpers import read

REFERENCES = (
    Reference(2, "b", "Second Work", "Vox", "2014", "",
              authors=("German Lopez",), aliases=("Voxdotcom",)),
)  # fmt: skip


def last(body: str) -> Quotation:
    return read(body, references=REFERENCES).quotations[-1]


@pytest.mark.parametrize(
    ("body", "references", "rule"),
    [
        ("It is “bad indeed”.1 More.2", (1,), "own-marker"),
        ("It is “bad indeed” and worse.1,2", (1, 2), "own-marker"),
        ("It is bad,1 and “worse still” there.2", (2,), "own-marker"),
        ("It is “bad indeed” here,1 and worse there.2", (1,), "own-marker"),
        ("It is worse,1 and says Dr. Roe of the U.S. team, “bad indeed”.2 More.3", (2,),
         "own-marker"),
        ("According to The Guardian, it is “bad indeed”. More.3", (1,), "named-publisher"),
        ("The New York Times wrote “bad indeed”. More.1", (3,), "named-publisher"),
        ("According to Vox, it is “bad indeed”. More.4 Others.2", (4,), "named-publisher"),
        ("According to Vox, it is “bad indeed”.\n\nMore.2 Others.4", (2, 4), "named-publisher"),
        ("Voxdotcom says it is “bad indeed”. More.1", (2,), "named-publisher"),
        ("More.1\n\nLopez says it is “bad indeed”.", (2,), "named-author"),
        ("Lopez says it is “bad indeed”. More.1", (1,), "paragraph"),
        ("In Vox, Lopez writes no.4 More.1\n\nLopez says it is “bad indeed”. More.1", (4,),
         "named-author"),
        ("The Guardian printed what Roe told Vox, that it is “bad indeed”.\n\nMore.4", (4, 2),
         "named-publisher"),
        ("Ann Roe was quoted in The Guardian as saying no.1 More.3\n\n"
         "Roe says it is “bad indeed”. More.3", (1,), "named-author"),
        ("Ann Roe was quoted in The Guardian as saying no.1 More.3\n\n"
         "Roe said no. It is “bad indeed”.", (1,), "named-author"),
        ("Ann Roe says no.1 More.3\n\nRoe says it is “bad indeed”. More.3", (3,), "paragraph"),
        ("Ann Roe says no.1 More.3\n\nRoe says it is “bad indeed”.", (1,), "named-author"),
        ("More.1 It is “bad indeed”. More.2 And more.3", (2,), "paragraph"),
        ("More.1 And.2 It is “bad indeed”.", (2,), "paragraph"),
        ("More.1\n\nIt is “bad indeed”.", (), "uncited"),
        ("In Harper’s magazine, it is “bad indeed”. More.1", (), "uncited"),
        ("Time will tell; “bad indeed”. More.1", (1,), "paragraph"),
        ("A friend said “The Guardian is bad”. More.2", (2,), "paragraph"),
    ],
)  # fmt: skip
def test_rules(body: str, references: tuple[int, ...], rule: str) -> None:
    quotation = last(body)
    assert (quotation.references, quotation.rule) == (references, rule)
    assert quotation.why
    for number in references:
        assert str(number) in quotation.why


def test_a_commission_is_the_one_named_last() -> None:
    article = read(
        "The Global Commission on Roads met and spoke.1\n\n"
        "Dr. Ann Roe was quoted in The Guardian as saying so.1 More.3\n\n"
        "Roe’s commission calls for more roads.\n\n"
        "The commission speaks of “bad roads” there."
    )
    assert article.quotations[-1].references == (1,)
    assert "Ann Roe" in article.quotations[-1].why


def test_the_publisher_of_the_text_differs_from_the_list() -> None:
    listed = "Notes\n1. “A Work.” (2016). RealClearPolitics.\n2. “B Work.” (2016). Vox.\n"
    article = read("Jo Roe of RealClearPolicy says “bad”.1 Fox says so.2", listed)
    remarks = [remark for remark in article.remarks if remark.rule == "publisher-differs"]
    assert len(remarks) == 1
    assert "RealClearPolicy" in remarks[0].message
    assert "RealClearPolitics" in remarks[0].message


def test_a_glued_caption_is_mentioned_and_a_brand_is_not() -> None:
    article = read("What do drugs meanThe commission met [1].\n\nYouTube and LinkedIn met [2].")
    assert [r.line for r in article.remarks if r.rule == "glued-caption"] == [3]
