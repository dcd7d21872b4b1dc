"""The one place that knows the order: article, references, sources, findings, report.

article ──▶ claims ─┐
references ──▶ sources (live, archive) ──▶ text ──▶ findings ──▶ report
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from audit import __version__
from audit.advice import Adviser, advised
from audit.article import read_article
from audit.claims import ClaimSource, Likeness, article_alone, check_article, claim_sources
from audit.earlier import doubtful_sources, judge_with_captures
from audit.errors import ArticleError
from audit.judge import Shelf, citation_outcomes, judge_quotations, totals
from audit.model import (
    WORDS_ALONE,
    Article,
    ClaimFinding,
    Finding,
    ListEntry,
    Meaning,
    Reference,
    Remark,
    Report,
    Source,
)
from audit.report import REPORT_SCHEMA
from audit.resolve import address_remarks
from audit.source_values import confirmed
from audit.sources import SourceReader
from audit.vocabulary import Level, SourceState

# Titles of different works: of the 496 pairs of titles of the first article 93 in 100 score less
# (token_set_ratio); a work under another headline scores about 60 (measured).
LEAST_TITLE_LIKENESS = 50

NO_ANSWER = frozenset({SourceState.UNREACHABLE, SourceState.TIMEOUT})

Progress = Callable[[Source], None]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the surroundings add to a report: the hour (ISO 8601), whether it is a rehearsal, the
    name of the references file, and whether flags on claims may be errors (``strict``)."""

    created: str
    rehearsal: bool = False
    references_path: str = "references.yaml"
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Models:
    """What may help with claims: a model of meaning, as reports name it and as it is asked, and
    whoever is asked for advice. None of them sets a verdict."""

    meaning: Meaning = WORDS_ALONE
    likeness: Likeness | None = None
    adviser: Adviser | None = None


NO_MODELS = Models()


def audit(
    article: Article,
    references: tuple[Reference, ...],
    reader: SourceReader,
    circumstances: Circumstances,
    *,
    models: Models = NO_MODELS,
    workers: int = 32,
    progress: Progress = lambda source: None,
) -> Report:
    """Audit an article (from ``read``) against its references.

    Whatever goes wrong outside ends up in the report. ``progress`` is called once for every
    reference, in the caller's thread.
    """
    references = _cited(article, references)
    remarks = article.remarks + article_alone(article, references)
    remarks += list_remarks(article, references, circumstances.references_path)
    sources = _read_all(reader, wanted_references(article, references), workers, progress)
    offline = not reader.network_seen and _nobody_answered(sources)
    if not offline:
        sources = tuple(replace(s, state=confirmed(s.state, s.rule)) for s in sources)
    shelf = Shelf.of(sources)
    findings = judge_quotations(article, shelf)
    captures = _read_captures(reader, references, shelf, findings, workers)
    shelf, findings = judge_with_captures(article, shelf, findings, captures)
    sources = tuple(shelf.sources[source.number] for source in sources)
    claims = _claims(article, claim_sources(shelf.sources, references), circumstances, models)
    outcomes = citation_outcomes(article, shelf, findings, claims)
    return Report(
        schema=REPORT_SCHEMA,
        version=__version__,
        created=circumstances.created,
        article=article,
        references=references,
        sources=sources,
        findings=findings,
        citations=outcomes,
        remarks=remarks + tuple(remark for source in sources for remark in source.remarks),
        totals=totals(article, outcomes, claims, len(references)),
        offline=offline,
        rehearsal=circumstances.rehearsal,
        claims=claims,
        meaning=models.meaning,
    )


def _claims(
    article: Article,
    beside: dict[int, ClaimSource],
    circumstances: Circumstances,
    models: Models,
) -> tuple[ClaimFinding, ...]:
    """Every claim beside its sources, with advice where somebody is there to give it."""
    likeness = models.likeness
    claims = check_article(article, beside, strict=circumstances.strict, likeness=likeness)
    if models.adviser is None:
        return claims
    return advised(claims, beside, models.adviser, likeness=likeness)


def _cited(article: Article, references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The references that concern the article: of a bibliography, those that it cites."""
    if article.entries:
        return references
    numbers = {number for marker in article.markers for number in marker.numbers}
    return tuple(reference for reference in references if reference.number in numbers)


def read(data: bytes, path: str, references: tuple[Reference, ...]) -> Article:
    """The article in ``data``, fit for an audit against ``references``.

    Raises ``ArticleError`` for what is no article, and for a marker without reference.
    """
    article = read_article(data, path, references)
    _refuse_dangling_markers(article, references)
    _refuse_another_list(article, references)
    return article


def _refuse_dangling_markers(article: Article, references: tuple[Reference, ...]) -> None:
    """A marker that neither list has a reference for leaves a gap that no audit should hide."""
    known = {entry.number for entry in article.entries} | {r.number for r in references}
    for marker in article.markers:
        missing = [number for number in marker.numbers if number not in known]
        if missing and "@" in marker.text:
            raise ArticleError(
                f"{marker.text} names a work that the references file does not have",
                path=article.path,
                line=marker.line,
                hint="mend the key, or add an entry with it as id to the references file",
            )
        if missing:
            raise ArticleError(
                f"the marker {missing[0]} has no reference",
                path=article.path,
                line=marker.line,
                hint="mend the marker, or add the reference to the list and the references file",
            )


def _refuse_another_list(article: Article, references: tuple[Reference, ...]) -> None:
    """References of another article would accuse every quotation of this one."""
    strange = _differing_titles(article, references)
    shared = {e.number for e in article.entries} & {r.number for r in references}
    if strange and 2 * len(strange) > len(shared):
        entry, reference = strange[0]
        raise ArticleError(
            f"the references file is of another article: its reference {entry.number} is "
            f"“{reference.title}”, the list here says “{entry.title}”",
            path=article.path,
            line=entry.line,
            hint="name the right file with --references",
        )


def _differing_titles(
    article: Article, references: tuple[Reference, ...]
) -> list[tuple[ListEntry, Reference]]:
    """Numbers that stand for different works in the article's list and the references file."""
    given = {reference.number: reference for reference in references}
    return [
        (entry, given[entry.number])
        for entry in article.entries
        if entry.number in given
        and entry.title
        and given[entry.number].title
        and fuzz.token_set_ratio(entry.title.lower(), given[entry.number].title.lower())
        < LEAST_TITLE_LIKENESS
    ]


def list_remarks(
    article: Article, references: tuple[Reference, ...], references_path: str
) -> tuple[Remark, ...]:
    """What the two lists and the addresses in ``references_path`` show without any source."""
    return reconcile(article, references) + tuple(
        replace(remark, path=references_path)
        for reference in references
        for remark in address_remarks(reference)
    )


def reconcile(article: Article, references: tuple[Reference, ...]) -> tuple[Remark, ...]:
    """Where the article's own list and the references file disagree.

    An article that cites by keys has no list: its references file may be one of many articles.
    """
    if not article.entries:
        return ()
    cited = {number for marker in article.markers for number in marker.numbers}
    listed = {entry.number: entry for entry in article.entries}
    given = {reference.number: reference for reference in references}
    missing = tuple(
        Remark(
            "not-in-references-file",
            Level.ERROR,
            f"Reference {number} of the article's list is not in the references file.",
            path=article.path,
            line=listed[number].line,
        )
        for number in sorted(listed.keys() - given.keys())
    )
    surplus = tuple(
        Remark(
            "not-in-article-list",
            Level.WARNING,
            f"Reference {number} of the references file is not in the article's list.",
            path=article.path,
        )
        for number in sorted(given.keys() - listed.keys() - cited)
    )
    other = tuple(
        Remark(
            "title-differs",
            Level.ERROR,
            f"Reference {entry.number} is “{entry.title}” in the article's list and "
            f"“{reference.title}” in the references file.",
            path=article.path,
            line=entry.line,
        )
        for entry, reference in _differing_titles(article, references)
    )
    return missing + surplus + other


def wanted_references(article: Article, references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The references to read: those of the file that the article cites, and those that only its
    own list knows."""
    references = _cited(article, references)
    given = {reference.number for reference in references}
    listed_only = tuple(
        Reference(
            number=entry.number,
            id=f"list-{entry.number}",
            title=entry.title,
            container_title=entry.publisher,
            issued=entry.issued,
            accessed=entry.accessed,
            url=entry.url,
        )
        for entry in article.entries
        if entry.number not in given
    )
    return references + listed_only


def _read_all(
    reader: SourceReader, references: tuple[Reference, ...], workers: int, progress: Progress
) -> tuple[Source, ...]:
    """All sources in the references' order; one thread a reference, politeness is the fetcher's."""
    with ThreadPoolExecutor(max(1, min(workers, len(references)))) as pool:
        pending = {pool.submit(reader.read, reference): reference for reference in references}
        try:
            for future in as_completed(pending):
                progress(future.result())
        except BaseException:
            reader.interrupt()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        return tuple(future.result() for future in pending)


def _nobody_answered(sources: tuple[Source, ...]) -> bool:
    """Whether every address that was asked failed to connect, and at least one was asked."""
    tried = [a.state for source in sources for a in source.attempts]
    connected = any(source.text is not None for source in sources)
    return not connected and any(state in NO_ANSWER for state in tried)


def _read_captures(
    reader: SourceReader,
    references: tuple[Reference, ...],
    shelf: Shelf,
    findings: tuple[Finding, ...],
    workers: int,
) -> dict[int, Source]:
    """Captures of the access date for the live pages that seem to lack what is quoted."""
    doubtful = doubtful_sources(findings, shelf)
    wanted = [reference for reference in references if reference.number in doubtful]

    def read(reference: Reference) -> Source | None:
        return reader.read_earlier(shelf.sources[reference.number], reference)

    with ThreadPoolExecutor(max(1, min(workers, len(wanted)))) as pool:
        found = zip(wanted, pool.map(read, wanted), strict=True)
        return {reference.number: capture for reference, capture in found if capture is not None}
