"""An invented article on a lamp, with its references file and a report that has much to correct."""

from dataclasses import replace

from audit.article import read_article
from audit.model import Attempt, Capture, Finding, Match, Report, Source
from audit.references import parse_references
from audit.vocabulary import SourceRole, SourceState, Verdict
from tests.report.sample import sample_report

ARTICLE = """\
The Lamp

The board wrote that it was “lit for six winters” on the rock.1 Its keeper called it “a quiet post”
in his log.2 The county said “no ship was lost” and “none was late” in its survey.2

Others wrote that “the sea is patient” in two places.1,3

References

1. “The Lamp.” (2016). The Beacon.
2. “The Log.” (2016). The Beacon.
3. “The Sea.” (2016). The Beacon.
4. “The Rock.” (2016). The Beacon.
"""
VERDICTS = {
    "lit for six winters": Verdict.ALTERED,
    "a quiet post": Verdict.VERBATIM,
    "no ship was lost": Verdict.ELSEWHERE,
    "none was late": Verdict.VERBATIM,
    "the sea is patient": Verdict.ELSEWHERE,
}
REFERENCES = """\
references:   # ours
  - id: lamp
    number: 1
    title: The Lamp
    URL: https://beacon.example/lamp
  - {id: log, number: 2, title: The Log, URL: "https://beacon.example/log"}
  - id: sea
    number: 3
    title: The Sea
    URL: https://beacon.example/sea
    custom:
      aliases: [sea.example]   # kept
"""


def lamp_report(
    text: str = ARTICLE,
    verdicts: dict[str, Verdict] | None = None,
    *,
    path: str = "lamp.txt",
    replacement: str = "lit for sixteen winters",
) -> Report:
    """The report on ``text``; ``verdicts`` by quotation, ``verbatim`` for every other."""
    article = read_article(text.encode(), path)
    wanted = VERDICTS if verdicts is None else verdicts
    findings = tuple(
        Finding(
            id=quotation.id,
            quotation=quotation,
            verdict=wanted.get(quotation.text, Verdict.VERBATIM),
            level=wanted.get(quotation.text, Verdict.VERBATIM).level,
            source=4,
            reason="",
            match=Match(Verdict.ALTERED, "", replacement=replacement),
        )
        for quotation in article.quotations
    )
    references = parse_references(REFERENCES)
    sources = tuple(_dead(r.number, r.url) for r in references)
    return replace(
        sample_report(),
        article=article,
        findings=findings,
        references=references,
        sources=sources,
    )


def _dead(number: int, url: str) -> Source:
    copy = f"https://archive.example/20170917081500/{url}"
    return Source(
        number,
        SourceState.ARCHIVED,
        SourceRole.CITED,
        url,
        copy,
        "capture-after-dead",
        "",
        complete=True,
        capture=Capture("archive.example", "20170917081500", url, copy),
        attempts=(Attempt(url, SourceRole.CITED, SourceState.DEAD, "status-404"),),
    )
