"""What changed since the last run: two reports of one article compared claim by claim."""

from dataclasses import replace

from audit.model import Report, Since
from audit.report.fingerprint import judged, quotations, reference_fingerprint, verdict_words
from audit.report.summary import references_by_number
from audit.vocabulary import SourceState


def changed_since(report: Report, previous: Report) -> Report:
    """``report`` with its ``since`` filled in from the report of the run before.

    Quotations and claims are told by their words, references by their identifiers, so that moved
    lines and new numbers change nothing. A run without network, or a rehearsal beside a real run,
    is no measure: then nothing is filled in.
    """
    if report.offline or previous.offline or report.rehearsal != previous.rehearsal:
        return report
    before = {print_: verdict_words(finding) for finding, print_ in judged(previous)}
    changed = tuple(
        (finding.id, before.get(print_, ""))
        for finding, print_ in judged(report)
        if before.get(print_) != verdict_words(finding)
    )
    kept = {print_ for _, print_ in quotations(report.findings)}
    gone = tuple(f.quotation.text for f, p in quotations(previous.findings) if p not in kept)
    since = Since(previous.created, changed, _sources(report, previous), gone)
    return replace(report, since=since)


def _sources(report: Report, previous: Report) -> tuple[tuple[int, str], ...]:
    """The numbers whose source had another state, with that state; empty for a new reference."""
    before = _states(previous)
    return tuple(
        (number, before.get(print_, (0, ""))[1])
        for print_, (number, state) in sorted(_states(report).items(), key=lambda item: item[1])
        if print_ not in before or before[print_][1] != state
    )


def _states(report: Report) -> dict[str, tuple[int, SourceState]]:
    references = references_by_number(report)
    return {
        reference_fingerprint(source.number, references.get(source.number)): (
            source.number,
            source.state,
        )
        for source in report.sources
    }
