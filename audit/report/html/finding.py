"""One finding as the report shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from audit.model import Change, Finding, Match, Passage, Reference, Source
from audit.report.html.handles import Handles
from audit.report.pieces import Piece, passage_pieces
from audit.report.words import (
    CHANGE_WORDS,
    RULE_WORDS,
    ZONE_WORDS,
    correct_words,
    proposal_parts,
    reading_words,
)
from audit.vocabulary import AttributionRule, Level, Verdict, Zone

_LONGEST_CONTEXT = 320
_NEAREST_ONLY = (Verdict.ABSENT, Verdict.UNVERIFIABLE, Verdict.UNCITED)


@dataclass(frozen=True, slots=True)
class PassageView:
    """One place in the source; ``zone`` is empty for the main text."""

    passage: Passage
    pieces: tuple[Piece, ...]
    before: str
    after: str
    zone: str
    language: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source beside a finding: in what role, which work, in what state."""

    relation: str
    number: int
    reference: Reference | None
    source: Source | None
    reading: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding: the article's words above the source's, and what decided."""

    finding: Finding
    open: bool
    sentence: tuple[Piece, ...]
    passages: tuple[PassageView, ...]
    changes: tuple[tuple[str, Change], ...]
    lines: tuple[SourceLine, ...]
    judged: Reference | None
    nearest: bool
    instruction: str
    replacement: str
    attribution: str
    certainty: str
    handles: Handles


def finding_view(
    finding: Finding,
    sentence: tuple[Piece, ...],
    sources: Mapping[int, Source],
    references: Mapping[int, Reference],
    handles: Handles,
) -> FindingView:
    """Arrange one finding; ``sentence`` is the article's sentence, already in pieces."""
    match, judged = finding.match, sources.get(finding.source)
    language = judged.text.metadata.language if judged and judged.text else ""
    changes = match.changes if match else ()
    instruction, replacement = proposal_parts(finding.proposal)
    return FindingView(
        finding=finding,
        open=finding.level in (Level.ERROR, Level.WARNING),
        sentence=sentence,
        passages=tuple(
            passage_view(passage, changes if place == 0 else (), language)
            for place, passage in enumerate(match.passages if match else ())
        ),
        changes=tuple((CHANGE_WORDS[change.kind], change) for change in changes),
        lines=_source_lines(finding, sources, references),
        judged=references.get(finding.source),
        nearest=finding.verdict in _NEAREST_ONLY,
        instruction=instruction,
        replacement=correct_words(finding) or replacement,
        attribution=_attribution(finding),
        certainty=_certainty(match),
        handles=handles,
    )


def passage_view(passage: Passage, changes: tuple[Change, ...], language: str) -> PassageView:
    """Arrange one passage; ``language`` is what its page says of itself."""
    return PassageView(
        passage=passage,
        pieces=tuple(passage_pieces(passage, changes)),
        before=_before(passage.before),
        after=_after(passage.after),
        zone="" if passage.zone is Zone.MAIN else ZONE_WORDS[passage.zone],
        language=language if _is_language_tag(language) else "",
    )


def _before(context: str) -> str:
    """Context, with an ellipsis where it begins inside a sentence."""
    shown = context[-_LONGEST_CONTEXT:]
    return "… " + shown if shown[:1].islower() or len(shown) < len(context) else shown


def _after(context: str) -> str:
    """Context, with an ellipsis where it breaks off inside a sentence."""
    shown = context[:_LONGEST_CONTEXT]
    ends = not shown or shown.rstrip().endswith((".", "!", "?", "”", '"', "…"))
    return shown if ends and len(shown) == len(context) else shown.rstrip() + " …"


def _is_language_tag(tag: str) -> bool:
    """Whether a page's own claim has the shape of a BCP 47 tag."""
    parts = tag.split("-")
    well_formed = all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts)
    return well_formed and parts[0].isalpha() and len(parts[0]) in (2, 3)


def _source_lines(
    finding: Finding, sources: Mapping[int, Source], references: Mapping[int, Reference]
) -> tuple[SourceLine, ...]:
    """The references a quotation depends on, then the one it was found in if that is another."""
    numbers = dict.fromkeys(finding.quotation.references)
    if finding.source:
        numbers[finding.source] = None
    lines = []
    for number in numbers:
        source = sources.get(number)
        cited = number in finding.quotation.references
        lines.append(
            SourceLine(
                relation=_relation(finding, number, cited),
                number=number,
                reference=references.get(number),
                source=source,
                reading=reading_words(source) if source else "nothing was asked for",
            )
        )
    return tuple(lines)


_NAMED = {
    AttributionRule.OWN_MARKER: "Cited",
    AttributionRule.NAMED_PUBLISHER: "Named in the sentence",
}


def _relation(finding: Finding, number: int, cited: bool) -> str:
    if not cited and finding.match is None:
        return "Not read whole"
    if not cited:
        return "Found instead in" if finding.verdict is Verdict.ELSEWHERE else "Found in"
    named = _NAMED.get(finding.quotation.rule, "Supposed source")
    if number == finding.source and len(finding.quotation.references) > 1:
        return f"{named}, judged here"
    return named


def _attribution(finding: Finding) -> str:
    """By which rule the references were chosen, and what it saw."""
    quotation = finding.quotation
    rule = RULE_WORDS[quotation.rule]
    if quotation.rule is AttributionRule.UNCITED and not quotation.why:
        return rule
    return f"{rule}: {quotation.why}" if quotation.why else rule


def _certainty(match: Match | None) -> str:
    """Score and chance as printed numbers; empty when nothing was found to measure."""
    if match is None or not match.passages:
        return ""
    return f"similarity {match.score:.0f} of 100, odds of chance {_odds(match.chance)}"


def _odds(chance: float) -> str:
    if chance <= 0:
        return "nil"
    if chance >= 0.5:
        return "high"
    return f"1 in {float(f'{1 / chance:.2g}'):,.0f}" if chance > 1e-6 else "under 1 in a million"
