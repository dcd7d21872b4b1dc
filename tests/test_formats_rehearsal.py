"""The first article in other formats, audited end to end: the verdicts are those of the text."""

import pytest

from audit.config import Settings
from audit.demo import BoxedWeb, demo_references
from audit.model import Report
from audit.pipeline import Circumstances, audit, read
from audit.readers import source_reader, unpaced
from audit.references import parse_references
from tests.article import converted

HOUR = "2026-11-23T12:00:00+00:00"
FILES = {
    "article.txt": converted.TEXT.read_bytes(),
    "notes.md": converted.markdown_with_notes().encode(),
    "wordpress.html": converted.page_of_wordpress().encode(),
    "list.docx": converted.word_with_list(),
}


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    given = parse_references((converted.TEXT.parent / "references.yaml").read_text("utf-8"))
    references = demo_references(given)
    settings = unpaced(Settings(cache=""))
    found = {}
    with BoxedWeb() as web:
        for name, data in FILES.items():
            box = source_reader(settings, proxy_url=web.proxy_url, ca_bundle=web.ca_bundle)
            with box as reader:
                article = read(data, name, references)
                found[name] = audit(article, references, reader, Circumstances(HOUR, True))
    return found


@pytest.mark.parametrize("name", list(FILES)[1:])
def test_the_verdicts_are_those_of_the_text(reports: dict[str, Report], name: str) -> None:
    text, other = reports["article.txt"], reports[name]
    assert [(f.id, f.verdict, f.level, f.source) for f in other.findings] == [
        (f.id, f.verdict, f.level, f.source) for f in text.findings
    ]
    assert [(s.number, s.state) for s in other.sources] == [
        (s.number, s.state) for s in text.sources
    ]
    assert [(c.id, c.verdict, c.level, c.claim.references) for c in other.claims] == [
        (c.id, c.verdict, c.level, c.claim.references) for c in text.claims
    ]
    assert other.totals == text.totals
    assert {remark.rule for remark in other.remarks} == {remark.rule for remark in text.remarks}
