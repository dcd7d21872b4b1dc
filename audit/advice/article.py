"""Advice on every claim of an article, beside each source that may be held against it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit.advice.advise import advise
from audit.advice.contract import Adviser
from audit.claims.source import ClaimSource, Likeness
from audit.model import ClaimFinding


def advised(
    claims: Sequence[ClaimFinding],
    sources: Mapping[int, ClaimSource],
    adviser: Adviser,
    *,
    likeness: Likeness | None = None,
) -> tuple[ClaimFinding, ...]:
    """The same claims with the model's advice beside each usable source; nothing else changes.

    Questions are asked one after the other, in the order of the article.
    """
    return tuple(
        replace(
            finding,
            checks=tuple(
                replace(
                    check,
                    advice=advise(
                        finding.claim.text, sources[check.reference], adviser, likeness=likeness
                    ),
                )
                if check.gate.open and check.reference in sources
                else check
                for check in finding.checks
            ),
        )
        for finding in claims
    )
