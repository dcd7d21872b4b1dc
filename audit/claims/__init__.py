"""Claims beyond quotations: figures, names and passages beside a source, and what the article
gives away alone. Pure: no input or output.

``rules`` holds every constant with its measured rate; no flag says that a source bears a claim out.
"""

from audit.claims.alone import article_alone
from audit.claims.article_checks import check_article, claim_sources
from audit.claims.check import check, strictly
from audit.claims.find import find_claims
from audit.claims.source import ClaimSource, Likeness, claim_source
from audit.claims.title import title_remarks
from audit.model import ClaimCheck, Reference, SourceText

__all__ = [
    "ClaimSource",
    "Likeness",
    "article_alone",
    "check",
    "check_article",
    "check_claim",
    "claim_source",
    "claim_sources",
    "find_claims",
    "strictly",
    "title_remarks",
]


def check_claim(
    claim_text: str,
    source: SourceText,
    *,
    reference: Reference | None = None,
    complete: bool = True,
    right_work: bool = True,
    likeness: Likeness | None = None,
) -> ClaimCheck:
    """One claim beside one source (see ``check``); for many claims build one ``ClaimSource``."""
    indexed = ClaimSource(source, reference=reference, complete=complete, right_work=right_work)
    return check(claim_text, indexed, likeness=likeness)
