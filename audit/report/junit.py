"""JUnit XML: one test case for each quotation, reference and claim, for CI systems that show it."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from audit.model import ClaimFinding, Finding, Report, Source
from audit.report.fingerprint import verdict_words
from audit.report.summary import claims_by_verdict, ordered_findings, references_by_number
from audit.report.words import decision_words, one_line, printable, reading_words
from audit.vocabulary import Level

_ACCUSING = (Level.ERROR, Level.WARNING)


def render_junit(report: Report) -> str:
    """Errors and warnings and rotten addresses are failures; what could not be checked is skipped.

    The element names and attributes are those that GitLab and Jenkins read. Ends with a line feed.
    """
    name = "citation-audit" + (" (rehearsal: invented sources)" if report.rehearsal else "")
    root = Element("testsuites", name=name)
    quotations = _suite(root, f"{report.article.path}: quotations", report)
    for finding in ordered_findings(report):
        _quotation_case(quotations, report, finding)
    references = _suite(root, f"{report.article.path}: references", report)
    titles = {number: r.title for number, r in references_by_number(report).items()}
    for source in sorted(report.sources, key=lambda s: s.number):
        _source_case(references, source, titles.get(source.number, ""))
    claims = _suite(root, f"{report.article.path}: figures and names of claims", report)
    for finding_group in claims_by_verdict(report).values():
        for claim in finding_group:
            _claim_case(claims, report, claim)
    for suite in (quotations, references, claims):
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, name: str, report: Report) -> Element:
    return SubElement(
        root, "testsuite", name=_text(name), timestamp=_text(report.created), errors="0"
    )


def _quotation_case(suite: Element, report: Report, finding: Finding) -> None:
    quotation = finding.quotation
    case = SubElement(
        suite,
        "testcase",
        classname="quotation",
        name=_text(f"{finding.id} “{one_line(quotation.text, 100)}”"),
        file=_text(report.article.path),
        line=str(quotation.line),
    )
    if finding.level in _ACCUSING:
        failure = SubElement(
            case, "failure", type=finding.verdict, message=_text(one_line(finding.reason, 300))
        )
        failure.text = _text(
            f"{report.article.path}:{quotation.line}:{quotation.column}: {finding.verdict}"
            + (f"\n{finding.proposal}" if finding.proposal else "")
        )
    elif finding.level is Level.UNVERIFIED:
        SubElement(case, "skipped", message=_text(one_line(finding.reason, 300)))
    if finding.decision:
        SubElement(case, "system-out").text = _text(decision_words(finding.decision))


def _claim_case(suite: Element, report: Report, finding: ClaimFinding) -> None:
    """A claim without a flag passes: nothing was missed, which is not to say that it holds."""
    claim = finding.claim
    case = SubElement(
        suite,
        "testcase",
        classname="claim",
        name=_text(f"{finding.id} “{one_line(claim.text, 100)}”"),
        file=_text(report.article.path),
        line=str(claim.line),
    )
    message = _text(one_line(finding.reason, 300))
    if finding.level in _ACCUSING:
        said = verdict_words(finding)
        failure = SubElement(case, "failure", type=said, message=message)
        failure.text = _text(f"{report.article.path}:{claim.line}:{claim.column}: {said}")
    elif finding.level is Level.UNVERIFIED:
        SubElement(case, "skipped", message=message)
    if finding.decision:
        SubElement(case, "system-out").text = _text(decision_words(finding.decision))


def _source_case(suite: Element, source: Source, title: str) -> None:
    case = SubElement(
        suite,
        "testcase",
        classname="reference",
        name=_text(f"[{source.number}] {one_line(title, 160)}".rstrip()),
    )
    message = _text(one_line(f"{source.state}: {reading_words(source)}. {source.detail}", 300))
    if source.state.rotten:
        SubElement(case, "failure", type=source.state, message=message).text = _text(source.url)
    elif not source.state.whole:
        SubElement(case, "skipped", message=message)


def _text(text: str) -> str:
    """Text without the characters that XML 1.0 cannot carry."""
    return printable(text)
