"""What ``citation-audit parse`` prints."""

import json
from pathlib import Path

from audit.article import read_article
from audit.article.view import parse_text, parse_view
from tests.article.helpers import read

FILE = Path(__file__).parents[2] / "article.txt"


def test_json_counts_and_values() -> None:
    view = parse_view(read_article(FILE.read_bytes(), "article.txt"))
    again = json.loads(json.dumps(view, ensure_ascii=False))
    assert again == view
    assert again["counts"]["markers"] == again["counts"]["references"] == 32
    assert again["counts"]["groups"] == 30
    assert again["counts"]["quotations"] == sum(again["counts"]["kinds"].values()) == 36
    assert sum(again["counts"]["rules"].values()) == 36
    assert again["numbers"] == list(range(1, 33))
    assert again["quotations"][0]["kind"] == "quotation"
    assert again["quotations"][0]["references"] == [1]
    assert type(view["list_heading"]) is str


def test_text_names_everything_once() -> None:
    article = read("He said “it is bad” [1]. More [7].")
    printed = parse_text(article)
    for quotation in article.quotations:
        assert printed.count(f"{quotation.id}  line {quotation.line}") == 1
        assert quotation.why in printed
    for entry in article.entries:
        assert entry.title in printed
    for remark in article.remarks:
        assert remark.message in printed
    assert "article.txt:3:" in printed
    assert all(len(line) < 400 for line in printed.split("\n"))
