"""What a claim is known by from run to run: its words, never its line or its number."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from audit.model import Article, Finding, Quotation, Reference, Remark
from audit.report.words import one_line

_DIGITS = 32


def fingerprint(*parts: str) -> str:
    """The first 32 hexadecimal digits of the SHA-256 of ``parts``, their white space folded."""
    text = "\n".join(one_line(part) for part in parts)
    digest = hashlib.sha256(text.encode("utf-8", "backslashreplace"))
    return digest.hexdigest()[:_DIGITS]


def claims(findings: Iterable[Finding]) -> tuple[tuple[Finding, str], ...]:
    """Findings in the article's order, each with its claim's fingerprint.

    The same words quoted again are another claim: the count of those before it tells them apart.
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


def passage_fingerprint(finding: Finding) -> str:
    """The fingerprint of what the source has: the best passage's words and their zone."""
    passages = finding.match.passages if finding.match else ()
    return fingerprint("passage", *((passages[0].text, passages[0].zone) if passages else ()))


def reference_fingerprint(number: int, reference: Reference | None) -> str:
    """The fingerprint of a reference: its identifier, or its number when the file has none."""
    return fingerprint("reference", reference.id if reference else f"number {number}")


def remark_fingerprint(remark: Remark, article: Article) -> str:
    """The fingerprint of a remark: its rule and message, in its file."""
    return fingerprint("remark", remark.rule, remark.path or article.path, remark.message)
