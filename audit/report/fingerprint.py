"""What a finding is known by from run to run: its words, never its line or its number."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from audit.model import Article, ClaimFinding, Finding, Judged, Quotation, Reference, Remark, Report
from audit.report.words import one_line
from audit.vocabulary import ClaimVerdict

_DIGITS = 32


def fingerprint(*parts: str) -> str:
    """The first 32 hexadecimal digits of the SHA-256 of ``parts``, their white space folded."""
    text = "\n".join(one_line(part) for part in parts)
    digest = hashlib.sha256(text.encode("utf-8", "backslashreplace"))
    return digest.hexdigest()[:_DIGITS]


def judged(report: Report) -> tuple[tuple[Judged, str], ...]:
    """Every finding of a report with its fingerprint: quotations in the article's order, then
    claims."""
    return (*quotations(report.findings), *claims(report.claims))


def verdict_words(finding: Judged) -> str:
    """What is said of a finding: its verdict, or the flags of a flagged claim."""
    if isinstance(finding, Finding) or finding.verdict is not ClaimVerdict.FLAGGED:
        return finding.verdict.value
    codes = sorted({flag.code.value for flag in finding.loudest})
    return ", ".join(codes) or finding.verdict.value


def claims(findings: Iterable[ClaimFinding]) -> tuple[tuple[ClaimFinding, str], ...]:
    """Claims in the article's order, each with its fingerprint; repeated ones are told apart."""
    seen: Counter[str] = Counter()
    found = []
    for finding in sorted(findings, key=lambda f: (f.claim.start, f.id)):
        words = one_line(finding.claim.text)
        seen[words] += 1
        again = (str(seen[words]),) if seen[words] > 1 else ()
        found.append((finding, fingerprint("claim", words, *again)))
    return tuple(found)


def quotations(findings: Iterable[Finding]) -> tuple[tuple[Finding, str], ...]:
    """Findings on quotations in the article's order, each with its fingerprint.

    The same words quoted again are another quotation: the count of those before tells them apart.
    """
    ordered = sorted(findings, key=lambda f: (f.quotation.start, f.id))
    seen: Counter[str] = Counter()
    found = []
    for finding in ordered:
        words = one_line(finding.quotation.text)
        seen[words] += 1
        found.append((finding, quotation_fingerprint(finding.quotation, seen[words])))
    return tuple(found)


def quotation_fingerprint(quotation: Quotation, occurrence: int = 1) -> str:
    """The fingerprint of the ``occurrence``-th quotation of these words in an article."""
    again = (str(occurrence),) if occurrence > 1 else ()
    return fingerprint("quotation", quotation.text, *again)


def passage_fingerprint(finding: Judged) -> str:
    """The fingerprint of what the source has: the best passage's words and their zone; of a claim
    its flags and each source's best passage."""
    if isinstance(finding, ClaimFinding):
        flags = (f"{flag.code} {flag.about} {flag.detail}" for flag in finding.flags)
        best = (check.passages[0].text for check in finding.checks if check.passages)
        return fingerprint("claim passages", *flags, *best)
    passages = finding.match.passages if finding.match else ()
    return fingerprint("passage", *((passages[0].text, passages[0].zone) if passages else ()))


def reference_fingerprint(number: int, reference: Reference | None) -> str:
    """The fingerprint of a reference: its identifier, or its number when the file has none."""
    return fingerprint("reference", reference.id if reference else f"number {number}")


def remark_fingerprint(remark: Remark, article: Article) -> str:
    """The fingerprint of a remark: its rule and message, in its file."""
    return fingerprint("remark", remark.rule, remark.path or article.path, remark.message)
