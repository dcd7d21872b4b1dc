"""The article as the report shows it: its paragraphs with every quotation and marker in place."""

from collections.abc import Iterator
from dataclasses import dataclass

from audit.model import Article, Finding, Report
from audit.report.pieces import Mark, Piece, cut, quotation_pieces
from audit.report.summary import ordered_findings
from audit.vocabulary import Level

_LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the article. ``kind`` is ``text``, ``heading`` or ``repeat``.

    Pieces that are quotations carry their level as label and ``#id`` as target, markers the
    target of their reference.
    """

    line: int
    kind: str
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level | None:
        """The loudest level of its findings."""
        levels = (finding.level for finding in self.findings)
        return max(levels, key=lambda level: level.rank, default=None)


def article_paragraphs(report: Report) -> tuple[Paragraph, ...]:
    """The body's lines that are not blank, up to the reference list."""
    article = report.article
    known = {reference.number for reference in report.references}
    findings = ordered_findings(report)
    marks = [_quotation_mark(finding) for finding in findings]
    marks += _marker_marks(article, known)
    repeats = {repeat.line for repeat in article.repeats}
    paragraphs = []
    for line, start, end in _lines(article.text[: article.body_end]):
        inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
        text = article.text[start:end]
        if line in repeats:
            kind = "repeat"
        elif not inside and len(text) <= _LONGEST_HEADING and not text.rstrip().endswith("."):
            kind = "heading"
        else:
            kind = "text"
        paragraphs.append(
            Paragraph(
                line=line,
                kind=kind,
                pieces=tuple(cut(article.text, inside, start, end)),
                findings=tuple(f for f in findings if start <= f.quotation.start < end),
            )
        )
    return tuple(paragraphs)


def sentence_pieces(article: Article, finding: Finding) -> tuple[Piece, ...]:
    """The article's sentence: the quotation under ``quote``, with its differing words marked."""
    quotation = finding.quotation
    markers = _marker_marks(article, set())
    changes = finding.match.changes if finding.match else ()
    start, end = quotation.sentence_start, quotation.sentence_end
    if not start <= quotation.start <= quotation.end <= end:
        start, end = quotation.start, quotation.end
    before = cut(article.text, markers, start, quotation.start)
    after = cut(article.text, markers, quotation.end, end)
    words = [
        Piece(piece.text, piece.kind or "quoted", piece.label)
        for piece in quotation_pieces(quotation.text, changes)
    ]
    return (*before, *words, *after)


def _quotation_mark(finding: Finding) -> Mark:
    quotation = finding.quotation
    return Mark(quotation.start, quotation.end, "quote", finding.level.value, finding.id)


def _marker_marks(article: Article, known: set[int]) -> list[Mark]:
    """Markers as superscripts; a marker of one known reference leads there."""
    return [
        Mark(
            marker.start,
            marker.end,
            "marker",
            target=f"ref-{marker.numbers[0]}" if known.intersection(marker.numbers[:1]) else "",
        )
        for marker in article.markers
    ]


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of every line that is not blank."""
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, start, start + len(line)
        start += len(line) + 1
