"""Every claim of an article beside every source it cites."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit.claims.check import check, strictly
from audit.claims.find import find_claims
from audit.claims.source import ClaimSource, Likeness, claim_source
from audit.model import (
    Article,
    Claim,
    ClaimCheck,
    ClaimFinding,
    FactFinding,
    Flag,
    Reference,
    Source,
    SourceText,
)
from audit.vocabulary import (
    AttributionRule,
    ClaimVerdict,
    FlagCode,
    Level,
    QuotationKind,
)

_OF_FACTS = frozenset(
    {FlagCode.FIGURE_NOT_IN_SOURCE, FlagCode.FIGURE_DIFFERS, FlagCode.NAME_NOT_IN_SOURCE}
)


def claim_sources(
    sources: Mapping[int, Source], references: Sequence[Reference]
) -> dict[int, ClaimSource]:
    """Sources as read, by their numbers, made ready for claims; nothing is computed yet."""
    given = {reference.number: reference for reference in references}
    return {number: claim_source(one, given.get(number)) for number, one in sources.items()}


def check_article(
    article: Article,
    sources: Mapping[int, ClaimSource],
    *,
    strict: bool = False,
    likeness: Likeness | None = None,
) -> tuple[ClaimFinding, ...]:
    """One finding for each claim, in the order of the article, named ``c01`` and on.

    Sources that are cited together answer together: what one of them has, or may have because it
    could not be read, is not missing from the others. A claim that only takes the next citation of
    its paragraph is remarked on with notes: the article does not say that it comes from there.
    What is quoted is left to the quotation's own finding. ``strict`` turns flags into errors as
    ``strictly`` says, ``likeness`` is an optional model of meaning. Never raises.
    """
    quoted = [
        (quotation.start, quotation.end)
        for quotation in article.quotations
        if quotation.kind is QuotationKind.QUOTATION
        and quotation.rule is not AttributionRule.UNCITED
    ]
    return tuple(
        _finding(f"c{number:02d}", claim, _checks(claim, sources, quoted, strict, likeness))
        for number, claim in enumerate(find_claims(article), 1)
    )


def _checks(
    claim: Claim,
    sources: Mapping[int, ClaimSource],
    quoted: Sequence[tuple[int, int]],
    strict: bool,
    likeness: Likeness | None,
) -> tuple[ClaimCheck, ...]:
    """The claim beside each of its references; one that is not in ``sources`` was not read."""
    beside = [sources.get(number) or _unread(number) for number in claim.references]
    inside = [(start - claim.start, end - claim.start) for start, end in quoted]
    checks = _together(
        [
            _beyond_quotations(check(claim.text, source, likeness=likeness), inside)
            for source in beside
        ]
    )
    if claim.inherited:
        checks = [replace(one, flags=tuple(map(_quieter, one.flags))) for one in checks]
    if strict:
        checks = [replace(one, flags=strictly(one.flags)) for one in checks]
    return tuple(checks)


def _unread(number: int) -> ClaimSource:
    return ClaimSource(SourceText("", ()), number=number, complete=False)


def _finding(id_: str, claim: Claim, checks: tuple[ClaimCheck, ...]) -> ClaimFinding:
    """What the checks come to. Without a usable source nothing was said of the claim."""
    usable = [one for one in checks if one.gate.open]
    unflagged = ClaimFinding(id_, claim, ClaimVerdict.NEEDS_REVIEW, Level.NOTE, "", checks)
    if not usable:
        reason = "; ".join(f"reference {one.reference}: {one.gate.reason}" for one in checks)
        reason = f"{reason[:1].upper()}{reason[1:]}."
        verdict, level = ClaimVerdict.UNVERIFIABLE, Level.UNVERIFIED
        return replace(unflagged, verdict=verdict, level=level, reason=reason)
    said = [flag for flag in unflagged.flags if flag.code is not FlagCode.SOURCE_NOT_USABLE]
    loud = [flag for flag in said if flag.level.rank >= Level.WARNING.rank]
    reason = " ".join(flag.text for flag in loud or said) or _nothing_missed(usable)
    if not loud:
        return replace(unflagged, reason=reason)
    return replace(unflagged, verdict=ClaimVerdict.FLAGGED, level=loud[0].level, reason=reason)


def _nothing_missed(usable: Sequence[ClaimCheck]) -> str:
    """What can be said where nothing was flagged; it must not sound like consent."""
    facts = {fact.start for one in usable for fact in one.facts}
    seen = {fact.start for one in usable for fact in one.facts if fact.fact.seen}
    looked = "It has no figure or name to look for"
    if facts:
        looked = f"{len(seen)} of {len(facts)} figures and names occur in the source"
    return f"{looked}; whether the passages bear it out is for a reader to judge."


def _quieter(flag: Flag) -> Flag:
    return replace(flag, level=Level.NOTE)


def _beyond_quotations(one: ClaimCheck, quoted: Sequence[tuple[int, int]]) -> ClaimCheck:
    """The check without flags on what stands in quotation marks only."""

    def is_quoted(fact: FactFinding) -> bool:
        return any(low <= fact.start and fact.end <= high for low, high in quoted)

    free = {fact.text for fact in one.facts if not is_quoted(fact)}
    kept = (flag for flag in one.flags if not flag.about or flag.about in free)
    return replace(one, flags=tuple(kept))


def _together(checks: Sequence[ClaimCheck]) -> list[ClaimCheck]:
    """Checks of sources that are cited together: what one has is missing from none."""
    if len(checks) == 1:
        return list(checks)
    unknown = not all(one.gate.open for one in checks)
    elsewhere = {fact.text for one in checks for fact in one.facts if fact.fact.seen}
    alike = unknown or not all(_is_astray(one) for one in checks)
    return [
        replace(
            one,
            flags=tuple(
                flag
                for flag in one.flags
                if not (flag.code in _OF_FACTS and (unknown or flag.about in elsewhere))
                and not (flag.code is FlagCode.NO_MATCHING_PASSAGE and alike)
            ),
        )
        for one in checks
    ]


def _is_astray(one: ClaimCheck) -> bool:
    return any(flag.code is FlagCode.NO_MATCHING_PASSAGE for flag in one.flags)
