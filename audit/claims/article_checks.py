"""Every claim of an article beside every source it cites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from audit.claims.check import check
from audit.claims.find import find_claims
from audit.claims.source import ClaimSource, Likeness
from audit.claims.values import Claim, ClaimCheck, Fact, Flag, FlagCode
from audit.model import Article
from audit.vocabulary import Level

_OF_FACTS = frozenset(
    {FlagCode.FIGURE_NOT_IN_SOURCE, FlagCode.FIGURE_DIFFERS, FlagCode.NAME_NOT_IN_SOURCE}
)
_SEEN = frozenset({Fact.IN_SOURCE, Fact.ROUNDED})


@dataclass(frozen=True, slots=True)
class CitedCheck:
    """A claim of the article beside one of the references it cites."""

    claim: Claim
    reference: int
    check: ClaimCheck


def check_article(
    article: Article, sources: Mapping[int, ClaimSource], *, likeness: Likeness | None = None
) -> tuple[CitedCheck, ...]:
    """The checks in the order of the article, one for each claim and reference in ``sources``.

    Sources that are cited together answer together: what one of them has, or may have because it
    could not be read, is not missing from the others. A claim that only takes the next citation of
    its paragraph is remarked on with notes: the article does not say that it comes from there.
    """
    found: list[CitedCheck] = []
    for claim in find_claims(article):
        numbers = [number for number in claim.references if number in sources]
        checks = [check(claim.text, sources[number], likeness=likeness) for number in numbers]
        unread = len(numbers) < len(claim.references)
        for number, one in zip(numbers, _together(checks, unread), strict=True):
            flags = tuple(map(_quieter, one.flags)) if claim.inherited else one.flags
            found.append(CitedCheck(claim, number, replace(one, flags=flags)))
    return tuple(found)


def _quieter(flag: Flag) -> Flag:
    return replace(flag, level=Level.NOTE)


def _together(checks: Sequence[ClaimCheck], unread: bool) -> list[ClaimCheck]:
    if len(checks) == 1 and not unread:
        return list(checks)
    unknown = unread or not all(one.gate.open for one in checks)
    elsewhere = {fact.text for one in checks for fact in one.facts if fact.fact in _SEEN}
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
