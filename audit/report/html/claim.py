"""One claim as the report shows it: the sentence, what is missing, the nearest passages."""

from collections.abc import Mapping
from dataclasses import dataclass

from audit.model import (
    Article,
    ClaimCheck,
    ClaimFinding,
    FactFinding,
    Flag,
    Reference,
    Source,
)
from audit.report.fingerprint import verdict_words
from audit.report.html.article import flagged_facts, marker_marks
from audit.report.html.finding import PassageView, passage_view
from audit.report.html.handles import Handles
from audit.report.pieces import Mark, Piece, cut
from audit.report.words import FACT_WORDS, reading_words
from audit.vocabulary import ClaimVerdict, Fact


@dataclass(frozen=True, slots=True)
class CheckView:
    """One source beside the claim; ``facts`` are its figures and names by what the source has of
    them, what is missing first."""

    number: int
    check: ClaimCheck
    reference: Reference | None
    source: Source | None
    reading: str
    flags: tuple[Flag, ...]
    facts: tuple[tuple[str, tuple[FactFinding, ...]], ...]
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim beside its sources; ``words`` are its verdict or flags, in short."""

    finding: ClaimFinding
    words: str
    sentence: tuple[Piece, ...]
    checks: tuple[CheckView, ...]
    handles: Handles

    @property
    def keys(self) -> str:
        """What the page's filter of verdicts finds it by: its verdict and its flags."""
        flags = (flag.code.value for flag in self.finding.flags)
        return " ".join(dict.fromkeys((self.finding.verdict.value, *flags)))


def claim_view(
    finding: ClaimFinding,
    article: Article,
    sources: Mapping[int, Source],
    references: Mapping[int, Reference],
    handles: Handles,
) -> ClaimView:
    """Arrange one claim of an article beside its sources."""
    return ClaimView(
        finding=finding,
        words=verdict_words(finding),
        sentence=_sentence(finding, article),
        checks=tuple(_check_view(check, sources, references) for check in finding.checks),
        handles=handles,
    )


def _sentence(finding: ClaimFinding, article: Article) -> tuple[Piece, ...]:
    """The article's sentence with its markers; what is flagged stands under ``quoted``."""
    claim = finding.claim
    facts = flagged_facts(finding) if finding.verdict is ClaimVerdict.FLAGGED else ()
    marks = [Mark(claim.start + fact.start, claim.start + fact.end, "quoted") for fact in facts]
    marks += marker_marks(article, set())
    return tuple(cut(article.text, marks, claim.start, claim.end))


def _check_view(
    check: ClaimCheck, sources: Mapping[int, Source], references: Mapping[int, Reference]
) -> CheckView:
    source = sources.get(check.reference)
    language = source.text.metadata.language if source and source.text else ""
    return CheckView(
        number=check.reference,
        check=check,
        reference=references.get(check.reference),
        source=source,
        reading=reading_words(source) if source else "nothing was asked for",
        flags=check.flags,
        facts=_facts(check),
        passages=tuple(passage_view(passage, (), language) for passage in check.passages),
    )


def _facts(check: ClaimCheck) -> tuple[tuple[str, tuple[FactFinding, ...]], ...]:
    order = (Fact.DIFFERS, Fact.NOT_IN_SOURCE, Fact.UNVERIFIABLE, Fact.ROUNDED, Fact.IN_SOURCE)
    groups = ((FACT_WORDS[word], tuple(f for f in check.facts if f.fact is word)) for word in order)
    return tuple((meaning, facts) for meaning, facts in groups if facts)
