"""Claims, matches and source states to findings: the rules about *sources*, all in this file.

What one text says of one quotation is decided in ``audit.match``; here it is decided which source
counts, and that a source that was not wholly read never accuses anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from audit.match import SourceIndex, find_verbatim, match_quotation
from audit.model import (
    Article,
    CitationOutcome,
    ClaimFinding,
    Finding,
    Match,
    Quotation,
    Source,
    Totals,
)
from audit.vocabulary import (
    AttributionRule,
    ClaimVerdict,
    Level,
    QuotationKind,
    SourceRole,
    SourceState,
    Verdict,
)

# Rules that name the source in the quotation's own sentence: only these can accuse of a wrong one.
FIRM_RULES = frozenset({AttributionRule.OWN_MARKER, AttributionRule.NAMED_PUBLISHER})

# Best first: which of several sources of one quotation speaks for it.
PREFERENCE = (
    Verdict.VERBATIM,
    Verdict.EDITED,
    Verdict.RESTYLED,
    Verdict.MISATTRIBUTED,
    Verdict.OUT_OF_CONTEXT,
    Verdict.ABRIDGED,
    Verdict.MISPLACED,
    Verdict.ALTERED,
    Verdict.TOO_SHORT,
    Verdict.ABSENT,
    Verdict.UNVERIFIABLE,
)
NOT_FOUND = frozenset({Verdict.ABSENT, Verdict.UNVERIFIABLE})

# A source that nothing in the sentence names counts only when chance would not do as well in any
# of the sources looked through: chance x sources. Of 10,000 sources some one "has" 27% of all
# four-word phrases and none of those of twelve words (measured), so the bound is on the product.
MOST_CHANCE_ELSEWHERE = 0.05


@dataclass(frozen=True, slots=True)
class Shelf:
    """All sources of an article with the index of every text that could be read."""

    sources: Mapping[int, Source]
    indexes: Mapping[int, SourceIndex]

    @staticmethod
    def of(sources: Sequence[Source]) -> "Shelf":
        """Index every source that has text."""
        return Shelf(
            {source.number: source for source in sources},
            {s.number: SourceIndex(s.text, s.found_at) for s in sources if s.text is not None},
        )

    def whole(self, number: int) -> bool:
        """Whether ``absent`` may be said of this reference."""
        return number in self.indexes and self.sources[number].complete

    def state(self, number: int) -> SourceState:
        """The source state of a reference number, ``not-checked`` when there is none."""
        source = self.sources.get(number)
        return source.state if source else SourceState.NOT_CHECKED


def judge_quotations(article: Article, shelf: Shelf) -> tuple[Finding, ...]:
    """One finding for every quotation of the article, in the article's order; none is dropped."""
    return tuple(_judge(quotation, article, shelf) for quotation in article.quotations)


def judge_one(match: Match, source: Source) -> Match:
    """What ``match`` may say given what became of ``source``: no absence from a part of a text."""
    if match.verdict is Verdict.ABSENT and not source.complete:
        return replace(match, verdict=Verdict.UNVERIFIABLE, reason=_not_whole(source))
    return match


def level_of(verdict: Verdict, source: Source | None) -> Level:
    """A verdict's level; a copy of the work cannot prove an error, so there it is a warning."""
    if verdict.level is Level.ERROR and source is not None and source.role is SourceRole.COPY:
        return Level.WARNING
    return verdict.level


def _judge(quotation: Quotation, article: Article, shelf: Shelf) -> Finding:
    if quotation.kind is not QuotationKind.QUOTATION:
        return _finding(quotation, Verdict.NOT_A_QUOTATION, quotation.kind_reason)
    lead_in = article.text[quotation.sentence_start : quotation.start]
    cited = _match_all(quotation, quotation.references, lead_in, shelf)
    best = _best(cited)
    if best is not None and cited[best].verdict not in NOT_FOUND:
        return _found(quotation, best, cited[best], shelf, "")
    if quotation.rule in FIRM_RULES:
        return _missing_from_named_source(quotation, cited, best, shelf)
    return _missing_from_supposed_source(quotation, cited, best, lead_in, shelf)


def _match_all(
    quotation: Quotation, numbers: Sequence[int], lead_in: str, shelf: Shelf
) -> dict[int, Match]:
    """What each readable one of ``numbers`` says, absences from parts of texts already softened."""
    return {
        number: judge_one(
            match_quotation(
                quotation.text, shelf.indexes[number], speaker=quotation.speaker, lead_in=lead_in
            ),
            shelf.sources[number],
        )
        for number in numbers
        if number in shelf.indexes
    }


def _best(matches: Mapping[int, Match]) -> int | None:
    order = {verdict: rank for rank, verdict in enumerate(PREFERENCE)}
    return min(matches, key=lambda number: order[matches[number].verdict], default=None)


def _found(quotation: Quotation, number: int, match: Match, shelf: Shelf, prefix: str) -> Finding:
    source = shelf.sources[number]
    reason = prefix + match.reason
    if source.role is SourceRole.COPY:
        reason += " It was read in a copy of the work, not in the cited page."
    return _finding(
        quotation,
        match.verdict,
        reason,
        source=source,
        match=match,
        checked=(number,),
        proposal=match.proposal,
    )


def _missing_from_named_source(
    quotation: Quotation, cited: Mapping[int, Match], best: int | None, shelf: Shelf
) -> Finding:
    """The sentence itself names its source, and the words were not found there."""
    numbers = quotation.references
    elsewhere = _verbatim_in(quotation, shelf, besides=numbers)
    unread = [number for number in numbers if not shelf.whole(number)]
    match = cited[best] if best is not None else None
    source = shelf.sources.get(best if best is not None else (unread or numbers)[0])
    if unread or match is None:
        reason = _unread(unread, shelf)
        if elsewhere:
            reason += f" The same words stand in {_named(elsewhere)}."
        return _finding(
            quotation, Verdict.UNVERIFIABLE, reason, source=source, match=match, checked=numbers
        )
    if elsewhere:
        found = match_quotation(quotation.text, shelf.indexes[elsewhere[0]])
        return _finding(
            quotation,
            Verdict.ELSEWHERE,
            f"Not in {_named(numbers)}, but verbatim in {_named(elsewhere)}.",
            source=shelf.sources[elsewhere[0]],
            match=found,
            checked=numbers,
            proposal=f"Cite {_named(elsewhere[:1])} instead of {_named(numbers)}.",
        )
    return _finding(
        quotation,
        match.verdict,
        match.reason,
        source=source,
        match=match,
        checked=numbers,
        proposal=match.proposal,
    )


def _missing_from_supposed_source(
    quotation: Quotation,
    cited: Mapping[int, Match],
    best: int | None,
    lead_in: str,
    shelf: Shelf,
) -> Finding:
    """The sentence names no source: look in every other one before saying anything."""
    others = [number for number in sorted(shelf.indexes) if number not in quotation.references]
    rest = _beyond_chance(_match_all(quotation, others, lead_in, shelf), len(others))
    found = _best(rest)
    if found is not None:
        prefix = f"The sentence cites no source; the words stand in reference {found}. "
        return _found(quotation, found, rest[found], shelf, prefix)
    everything = quotation.references or tuple(sorted(shelf.sources))
    unread = [number for number in sorted(shelf.sources) if not shelf.whole(number)]
    match = cited[best] if best is not None else None
    source = shelf.sources.get(best) if best is not None else None
    if quotation.rule is AttributionRule.UNCITED:
        tail = f"; {_count(unread)} could not be read whole." if unread else "."
        reason = "No source is given for it, and no reference that was read has it" + tail
        return _finding(quotation, Verdict.UNCITED, reason, checked=tuple(sorted(shelf.indexes)))
    if unread:
        unread_supposed = [number for number in quotation.references if number in unread]
        verb = "is" if len(quotation.references) == 1 else "are"
        reason = (
            f"The sentence cites no source; {_named(quotation.references)} {verb} only supposed "
            f"({quotation.why})"
        )
        if unread_supposed:
            reason += f". {_unread(unread_supposed, shelf)}"
        else:
            reason += f" and {'has' if verb == 'is' else 'have'} no such words; another may, but "
            reason += f"{_count(unread)} could not be read whole."
        return _finding(
            quotation,
            Verdict.UNVERIFIABLE,
            reason,
            source=shelf.sources.get((unread_supposed or unread)[0]),
            checked=everything,
        )
    reason = "All references of the article were read whole, and none has these words."
    return _finding(
        quotation, Verdict.ABSENT, reason, source=source, match=match, checked=everything
    )


def _verbatim_in(quotation: Quotation, shelf: Shelf, *, besides: Sequence[int]) -> tuple[int, ...]:
    """Every other reference that has the very words, in its own text and not by chance."""
    others = [number for number in sorted(shelf.indexes) if number not in besides]
    hits = [number for number in others if find_verbatim(quotation.text, shelf.indexes[number])]
    found = _match_all(quotation, hits, "", shelf)
    sure = _beyond_chance(found, len(others))
    return tuple(n for n in sure if sure[n].verdict in (Verdict.VERBATIM, Verdict.EDITED))


def _beyond_chance(matches: Mapping[int, Match], looked_through: int) -> dict[int, Match]:
    """The matches that are real finds although ``looked_through`` sources were tried."""
    return {
        number: match
        for number, match in matches.items()
        if match.verdict not in NOT_FOUND | {Verdict.TOO_SHORT}
        and match.chance * max(1, looked_through) <= MOST_CHANCE_ELSEWHERE
    }


def _finding(
    quotation: Quotation,
    verdict: Verdict,
    reason: str,
    *,
    source: Source | None = None,
    match: Match | None = None,
    checked: tuple[int, ...] = (),
    proposal: str = "",
) -> Finding:
    return Finding(
        id=quotation.id,
        quotation=quotation,
        verdict=verdict,
        level=level_of(verdict, source),
        source=source.number if source else 0,
        reason=reason,
        match=match,
        checked=checked,
        proposal=proposal,
    )


def _not_whole(source: Source) -> str:
    if source.role is SourceRole.COPY:
        return "Not in the copy that was read, which may leave words out."
    return f"The source was not read whole ({source.state}), and the part read does not have it."


def _unread(numbers: Sequence[int], shelf: Shelf) -> str:
    """Which of ``numbers`` could not be read whole, and why."""
    said = "; ".join(_why_unread(number, shelf) for number in numbers[:3])
    more = f"; and {len(numbers) - 3} more" if len(numbers) > 3 else ""
    return f"{said}{more}."


def _why_unread(number: int, shelf: Shelf) -> str:
    source = shelf.sources.get(number)
    if source is None:
        return f"Reference {number} is not in the references file"
    if source.text is not None and source.role is SourceRole.COPY:
        return f"Reference {number} was read only in a copy, which does not have these words"
    if source.text is not None:
        return f"Reference {number} was read only in part ({source.state}), without these words"
    return f"Reference {number} could not be read ({source.state})"


def _named(numbers: Sequence[int]) -> str:
    word = "reference" if len(numbers) == 1 else "references"
    return f"{word} {', '.join(map(str, numbers))}"


def _count(numbers: Sequence[int]) -> str:
    return f"{len(numbers)} reference" + ("s" if len(numbers) != 1 else "")


def citation_outcomes(
    article: Article,
    shelf: Shelf,
    findings: Sequence[Finding],
    claims: Sequence[ClaimFinding] = (),
) -> tuple[CitationOutcome, ...]:
    """What was done about every citation number, each exactly once per marker.

    A sentence that quotes nothing is checked when its figures or names could be looked for.
    """
    judged = {
        (finding.quotation.sentence_start, number)
        for finding in findings
        if finding.quotation.rule is AttributionRule.OWN_MARKER
        and finding.verdict not in (Verdict.UNVERIFIABLE, Verdict.NOT_A_QUOTATION)
        for number in finding.quotation.references
    }
    looked_for = {
        (finding.claim.start, check.reference)
        for finding in claims
        for check in finding.checks
        if check.gate.open and check.facts
    }
    outcomes = []
    for marker in article.markers:
        for number in marker.numbers:
            if number not in shelf.indexes:
                outcome, reason = "unverifiable", f"the source is {shelf.state(number)}"
            elif (marker.sentence_start, number) in judged:
                outcome, reason = "checked", "a quotation in its sentence was compared"
            elif (marker.sentence_start, number) in looked_for:
                outcome, reason = "checked", "figures and names of its sentence were looked for"
            else:
                outcome, reason = "skipped", "its sentence has nothing that could be compared"
            outcomes.append(CitationOutcome(number, marker.line, outcome, reason))
    return tuple(outcomes)


def totals(
    article: Article,
    outcomes: Sequence[CitationOutcome],
    claims: Sequence[ClaimFinding],
    references: int,
) -> Totals:
    """The counts of the report; three outcomes add up to the citations, three to the claims."""
    counted = [outcome.outcome for outcome in outcomes]
    said = [finding.verdict for finding in claims]
    return Totals(
        citations=len(counted),
        checked=counted.count("checked"),
        unverifiable=counted.count("unverifiable"),
        skipped=counted.count("skipped"),
        quotations=len(article.quotations),
        references=references,
        claims=len(said),
        claims_flagged=said.count(ClaimVerdict.FLAGGED),
        claims_to_review=said.count(ClaimVerdict.NEEDS_REVIEW),
        claims_unverifiable=said.count(ClaimVerdict.UNVERIFIABLE),
    )
