"""The article as the report shows it: every quotation, flagged fact and marker in its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from audit.model import Article, ClaimFinding, FactFinding, Finding, Judged, Report
from audit.report.fingerprint import verdict_words
from audit.report.pieces import Mark, Piece, cut, quotation_pieces
from audit.report.summary import claims_by_verdict, ordered_findings
from audit.vocabulary import ClaimVerdict, Level

_LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True)
class Note:
    """What the margin says of a finding: its id, its level, its verdict or flags."""

    id: str
    level: Level
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the article. ``kind`` is ``text``, ``heading`` or ``repeat``.

    Pieces that are quotations or flagged figures and names carry their level as label and ``#id``
    as target, markers the target of their reference. ``notes`` are on quotations and flagged
    claims, in the order of the text.
    """

    line: int
    kind: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]

    @property
    def level(self) -> Level | None:
        """The loudest level of its notes."""
        levels = (note.level for note in self.notes)
        return max(levels, key=lambda level: level.rank, default=None)


def article_paragraphs(report: Report) -> tuple[Paragraph, ...]:
    """The body's lines that are not blank, up to the reference list."""
    article = report.article
    known = {reference.number for reference in report.references}
    findings, flagged = ordered_findings(report), claims_by_verdict(report)[ClaimVerdict.FLAGGED]
    marks = [_quotation_mark(finding) for finding in findings]
    marks += [mark for finding in flagged for mark in _fact_marks(finding)]
    marks += marker_marks(article, known)
    notes = _notes((*findings, *flagged))
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
                notes=tuple(note for at, note in notes if start <= at < end),
            )
        )
    return tuple(paragraphs)


def sentence_pieces(article: Article, finding: Finding) -> tuple[Piece, ...]:
    """The article's sentence: the quotation under ``quote``, with its differing words marked."""
    quotation = finding.quotation
    markers = marker_marks(article, set())
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


def flagged_facts(finding: ClaimFinding) -> tuple[FactFinding, ...]:
    """The figures and names that a flagged claim's loudest flags are about, each once."""
    about = {flag.about for flag in finding.loudest}
    facts = (fact for check in finding.checks for fact in check.facts)
    return tuple({f.start: f for f in facts if f.text in about and not f.fact.seen}.values())


def _notes(findings: tuple[Judged, ...]) -> list[tuple[int, Note]]:
    """The margin's notes with the offsets they stand at, ascending."""
    notes = [
        (
            finding.quotation.start if isinstance(finding, Finding) else finding.claim.start,
            Note(finding.id, finding.level, verdict_words(finding)),
        )
        for finding in findings
    ]
    return sorted(notes, key=lambda pair: pair[0])


def _fact_marks(finding: ClaimFinding) -> list[Mark]:
    start, level = finding.claim.start, finding.level.value
    facts = flagged_facts(finding)
    return [Mark(start + f.start, start + f.end, "quote", level, finding.id) for f in facts]


def _quotation_mark(finding: Finding) -> Mark:
    quotation = finding.quotation
    return Mark(quotation.start, quotation.end, "quote", finding.level.value, finding.id)


def marker_marks(article: Article, known: set[int]) -> list[Mark]:
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
