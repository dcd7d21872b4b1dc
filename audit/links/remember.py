"""What an audit leaves in the history: states of addresses, and the passages that it verified."""

from collections import Counter

from audit.history import Check, Citation, History, VerifiedPassage
from audit.history.values import AUDIT
from audit.links.judging import is_there
from audit.links.lists import cited_url, host_name
from audit.match import SourceIndex
from audit.model import Attempt, Finding, Reference, Report, Source
from audit.source_values import confirmed
from audit.vocabulary import SourceRole, SourceState, Verdict

# The verdicts that mean: these words stand in the source.
_VERIFIED = frozenset({Verdict.VERBATIM, Verdict.EDITED, Verdict.RESTYLED, Verdict.ABRIDGED})
_LIVE = (SourceState.LIVE, SourceState.MOVED)


def remember(
    history: History, report: Report, references_path: str, at: float, run: str = ""
) -> None:
    """Keep what a finished audit saw at ``at`` (seconds since 1970); nothing without a network.

    It is a run of its own unless it is part of ``run``.
    """
    if report.offline:
        return
    cited = [(reference, cited_url(reference)) for reference in report.references]
    citations = [
        Citation(references_path, r.number, url, r.container_title) for r, url in cited if url
    ]
    history.passages.cite(references_path, citations)
    verified, unsure = verified_passages(report)
    history.passages.replace(report.article.path, verified, unsure, at)
    checks = checks_of(report, at)
    if run:
        history.links.record(run, checks)
        return
    own = history.runs.begin(AUDIT, report.article.path, "", at)
    history.links.record(own.id, checks)
    history.runs.finish(own.id, Counter(check.state for check in checks), at)


def checks_of(report: Report, at: float) -> tuple[Check, ...]:
    """What an audit saw of the addresses that editors gave, as checks."""
    sources = {source.number: source for source in report.sources}
    found: dict[str, Check] = {}
    for reference in report.references:
        url, source = cited_url(reference), sources.get(reference.number)
        attempt = _own_attempt(source, url) if source else None
        if attempt is not None and source is not None:
            found[url] = _check(attempt, source, at)
    return tuple(found.values())


def verified_passages(report: Report) -> tuple[list[VerifiedPassage], set[str]]:
    """The passages found whole on live pages; and the quotations that could not be looked for
    there this time, of which nothing new is known."""
    references = {reference.number: reference for reference in report.references}
    sources = {source.number: source for source in report.sources}
    indexes: dict[int, SourceIndex] = {}
    verified: list[VerifiedPassage] = []
    unsure: set[str] = set()
    for finding in report.findings:
        source, reference = sources.get(finding.source), references.get(finding.source)
        if source is None or reference is None or not _read_live(source, reference):
            unsure.add(finding.quotation.text)
            continue
        passage = _passage(finding, reference, source, report.article.path)
        if passage is None or source.text is None:
            continue
        index = indexes.setdefault(source.number, SourceIndex(source.text))
        if is_there(passage, index):  # what cannot be found again today could not be lost tomorrow
            verified.append(passage)
    return verified, unsure


def _read_live(source: Source, reference: Reference) -> bool:
    own = source.role is SourceRole.CITED and source.url == cited_url(reference)
    return own and source.complete and source.state in _LIVE and source.text is not None


def _passage(
    finding: Finding, reference: Reference, source: Source, article: str
) -> VerifiedPassage | None:
    if finding.verdict not in _VERIFIED or finding.match is None or source.text is None:
        return None
    if not finding.match.passages:
        return None
    place = finding.match.passages[0]
    pieces = [source.text.text[start:end] for start, end in place.spans] or [place.text]
    url, quotation = cited_url(reference), finding.quotation.text
    characters = len(source.text.text)
    return VerifiedPassage(url, article, finding.id, quotation, " ".join(pieces), characters)


def _own_attempt(source: Source, url: str) -> Attempt | None:
    own = (a for a in source.attempts if a.url == url and a.role is SourceRole.CITED)
    return next(own, None)


def _check(attempt: Attempt, source: Source, at: float) -> Check:
    read_here = source.url == attempt.url and source.state in _LIVE
    return Check(
        url=attempt.url,
        host=host_name(attempt.url),
        at=at,
        state=confirmed(attempt.state, attempt.rule),
        rule=attempt.rule,
        status=attempt.status,
        final_url=source.found_at if read_here else "",
    )
