"""An invented report that has everything in it: all verdicts, all states, and hostile text."""

import re
from dataclasses import replace
from pathlib import Path

from audit.model import (
    Address,
    Article,
    Attempt,
    Block,
    Capture,
    Change,
    CitationOutcome,
    Decision,
    Finding,
    Marker,
    Match,
    PageMetadata,
    Passage,
    Quotation,
    Reference,
    Remark,
    Repeat,
    Report,
    Since,
    Source,
    SourceText,
    Totals,
)
from audit.report import REPORT_SCHEMA
from audit.vocabulary import (
    ArchiveOutcome,
    ChangeKind,
    Level,
    QuotationKind,
    SourceRole,
    SourceState,
    Zone,
)
from tests.report.cases import CASES, HOSTILE, LONG_URL, STATES, TITLES, Case

TEXT = Path(__file__).with_name("sample.txt").read_text(encoding="utf-8")


def sample_report(*, rehearsal: bool = False, offline: bool = False) -> Report:
    """The report: its offsets are real, so that marks and links can be checked."""
    article = _article()
    findings = tuple(_finding(number, case, article) for number, case in enumerate(CASES, 1))
    citations = tuple(
        _citation(number, marker.line) for marker in article.markers for number in marker.numbers
    )
    outcomes = [citation.outcome for citation in citations]
    return Report(
        schema=REPORT_SCHEMA,
        version="0.1.0",
        created="2026-11-23T18:32:05+00:00",
        article=article,
        references=tuple(_reference(number) for number in range(1, len(STATES) + 1)),
        sources=tuple(_source(number, state) for number, state in enumerate(STATES, 1)),
        findings=findings,
        citations=citations,
        remarks=article.remarks,
        totals=Totals(
            citations=len(citations),
            checked=outcomes.count("checked"),
            unverifiable=outcomes.count("unverifiable"),
            skipped=outcomes.count("skipped"),
            quotations=len(findings),
            references=len(STATES),
        ),
        offline=offline,
        rehearsal=rehearsal,
    )


def many_findings(count: int) -> Report:
    """The sample's findings repeated under new identifiers, for measuring."""
    report = sample_report()
    findings = tuple(
        replace(
            finding,
            id=f"q{number:04d}",
            quotation=replace(finding.quotation, id=f"q{number:04d}"),
        )
        for number, finding in (
            (number, report.findings[number % len(report.findings)]) for number in range(count)
        )
    )
    return replace(
        report, findings=findings, totals=replace(report.totals, quotations=len(findings))
    )


def _article() -> Article:
    body_end = TEXT.index("\nReferences")
    repeat = TEXT.index("The lamp cost the county")
    return Article(
        path="articles/lighthouse.txt",
        text=TEXT,
        title="The Lighthouse Question",
        body_end=body_end,
        list_heading="References",
        markers=tuple(_markers(body_end)),
        quotations=tuple(_quotation(number, case) for number, case in enumerate(CASES, 1)),
        entries=(),
        repeats=(
            Repeat("The lamp cost the county more than any bridge", 7, repeat, repeat + 45, 13),
        ),
        remarks=(
            Remark(
                "marker-order",
                Level.WARNING,
                "Marker 6 is used before marker 5 is defined.",
                "articles/lighthouse.txt",
                9,
                4,
                "Number the list in the order of first use.",
            ),
            Remark("unused-reference", Level.NOTE, f"Reference 17 is never cited: {HOSTILE}"),
        ),
    )


def _line(offset: int) -> tuple[int, int]:
    return TEXT.count("\n", 0, offset) + 1, offset - TEXT.rfind("\n", 0, offset)


def _sentence(start: int, end: int) -> tuple[int, int]:
    before = [found.end() for found in re.finditer(r"(?<=[.”])\d*(,\d+)* |\n", TEXT[:start])]
    after = re.compile(r"[.”](\d+(,\d+)*)?(?= [A-Z]|\n)").search(TEXT, end)
    return max(before, default=0), after.end() if after else len(TEXT)


def _markers(body_end: int) -> list[Marker]:
    markers = []
    for found in re.finditer(r"(?<=[a-zא-ת][.,]|[a-z.,]”)(\d+(?:,\d+)*)(?= |\n)", TEXT[:body_end]):
        line, column = _line(found.start())
        numbers = tuple(int(number) for number in found[1].split(","))
        span = _sentence(found.start(), found.end())
        markers.append(Marker(numbers, found[1], *found.span(), line, column, line, *span))
    return markers


def _quotation(number: int, case: Case) -> Quotation:
    start = TEXT.index("“" + case.begins) + 1
    end = TEXT.index("”", start)
    line, column = _line(start)
    return Quotation(
        id=f"q{number:02d}",
        text=TEXT[start:end],
        start=start,
        end=end,
        line=line,
        column=column,
        paragraph=line,
        kind=case.kind,
        kind_reason="set in the hall" if case.kind is QuotationKind.SLOGAN else "",
        speaker=case.speaker,
        references=case.references,
        rule=case.rule,
        why=f"marker {case.references[0]} ends the sentence" if case.references else "no marker",
        sentence_start=_sentence(start, end)[0],
        sentence_end=_sentence(start, end)[1],
    )


def _finding(number: int, case: Case, article: Article) -> Finding:
    quotation = article.quotations[number - 1]
    match = None
    if case.passage or case.edits:
        match = Match(
            verdict=case.verdict,
            reason=case.reason,
            passages=tuple(_passages(case)),
            changes=tuple(_change(change, quotation.text, case.passage) for change in case.changes),
            edits=case.edits,
            notes=case.notes,
            score=91.4,
            chance=2.5e-5,
            source_speaker=case.source_speaker,
            proposal=case.proposal,
        )
    return Finding(
        id=quotation.id,
        quotation=quotation,
        verdict=case.verdict,
        level=case.verdict.level,
        source=case.source,
        reason=case.reason,
        match=match,
        checked=case.references,
        proposal=case.proposal,
    )


def _passages(case: Case) -> list[Passage]:
    passages = []
    for place, text in enumerate((case.passage, *case.more)):
        start = 100 + 1000 * place
        spans = [(start, start + len(text))]
        if case.edits and case.edits[0].hidden:
            gap = start + text.index(case.edits[0].hidden)
            spans = [(start, gap), (gap + len(case.edits[0].hidden), start + len(text))]
        link = f"https://source.example/page#:~:text={place}"
        passages.append(
            Passage(
                start,
                start + len(text),
                text,
                case.zone,
                tuple(spans),
                case.before + " ",
                " " + case.after,
                "javascript:alert(4)" if text.startswith("<img") else link,
            )
        )
    return passages


def _change(change: tuple[ChangeKind, str, str], quoted: str, passage: str) -> Change:
    kind, ours, theirs = change
    at = quoted.index(ours) if ours else quoted.index("relief")
    there = passage.index(theirs)
    return Change(kind, ours, theirs, at, at + len(ours), 100 + there, 100 + there + len(theirs))


def _reference(number: int) -> Reference:
    title = HOSTILE if number == 16 else TITLES[number % len(TITLES)]
    unresolved = STATES[number - 1] is SourceState.UNRESOLVED
    return Reference(
        number=number,
        id=f"ref{number}",
        title=title + " " + "x" * 2000 if number == 20 else title,
        container_title="The Beacon" if number % 2 else "Harbour Quarterly",
        issued="2016-04",
        accessed="2017-09-20",
        url="" if unresolved else f"https://source.example/{number}",
        candidates=(
            (
                Address("https://candidate.example/one", "search by title", "likely"),
                Address("javascript:alert(5)", HOSTILE, "doubtful"),
            )
            if unresolved
            else ()
        ),
        corrections=("The title in the list has a stray space.",) if number == 1 else (),
        line=number * 10,
    )


def _source(number: int, state: SourceState) -> Source:
    url = f"https://source.example/{number}"
    if number == 20:
        url = LONG_URL
    if number == 16:
        url = "javascript:alert(6)"
    capture = None
    role = SourceRole.CITED
    if state in (SourceState.ARCHIVED, SourceState.CHANGED):
        role = SourceRole.CAPTURE
        capture = Capture(
            "archive.example",
            "20170917081500",
            url,
            f"https://archive.example/20170917081500/{url}",
            -3 if number == 3 else 0,
        )
    text = None
    if state.readable:
        words = "The text of the source as it was read."
        text = SourceText(
            words,
            (Block(0, len(words), Zone.MAIN),),
            PageMetadata(
                title=HOSTILE if number == 16 else f"Page {number}",
                language="he" if number == 15 else "en-GB",
            ),
            "text/html",
        )
    return Source(
        number=number,
        state=state,
        role=role,
        url="" if state is SourceState.UNRESOLVED else url,
        found_at=capture.url if capture else url if state.readable else "",
        rule=f"status-{state.value}",
        detail="" if state.whole else f"what was seen: {state.value}, status 403",
        complete=state.whole,
        text=text,
        capture=capture,
        archive_outcome=None if state.whole else ArchiveOutcome.NO_CAPTURES,
        attempts=(
            Attempt(url, SourceRole.CITED, SourceState.DEAD, "status-404", "gone", 404, 0.2),
            Attempt(url, role, state, "read", HOSTILE, 200, 0.4),
        ),
        remarks=(
            (Remark("title-differs", Level.NOTE, "The page’s title differs from the reference’s."),)
            if number == 5
            else ()
        ),
    )


def _citation(number: int, line: int) -> CitationOutcome:
    state = STATES[number - 1]
    if number == 11:
        return CitationOutcome(number, line, "skipped", "no quotation depends on it")
    if state.whole:
        return CitationOutcome(number, line, "checked", "")
    return CitationOutcome(number, line, "unverifiable", state.value)


def reviewed_report() -> Report:
    """The sample after a second run: findings accepted, open again, new, changed, with fixes."""
    report = sample_report()
    by_id = {finding.id: finding for finding in report.findings}
    accepted = Decision("Ann Reeve", "2026-11-20", f"The board said so. {HOSTILE}", Level.ERROR)
    void = replace(accepted, level=Level.WARNING, until="2026-11-22", void="it was to hold longer")
    match = by_id["q01"].match
    words = "was kept burning for sixteen winters without any relief,"
    changed = {
        "q01": replace(by_id["q01"], match=replace(match, replacement=words) if match else None),
        "q15": replace(by_id["q15"], level=Level.NOTE, decision=accepted),
        "q02": replace(by_id["q02"], decision=void),
    }
    findings = tuple(changed.get(finding.id, finding) for finding in report.findings)
    since = Since(
        "2026-11-16T06:00:00+00:00",
        (("q01", "verbatim"), ("q06", "")),
        ((7, "live"), (9, "")),
        ("a quotation that was taken out",),
    )
    return replace(report, findings=findings, since=since)
