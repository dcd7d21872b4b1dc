"""The lines of a machine format: every quotation, claim, reference and remark of a report once.

What SARIF, annotations, code quality and CSV tell is the same; they differ in how they write it.
"""

from dataclasses import dataclass, replace

from audit.model import ClaimFinding, Finding, Judged, ListEntry, Reference, Remark, Report, Source
from audit.report.fingerprint import (
    claims,
    fingerprint,
    quotations,
    reference_fingerprint,
    remark_fingerprint,
)
from audit.report.summary import all_remarks, references_by_number
from audit.report.words import decision_words, flag_words, one_line, printable, reading_words
from audit.vocabulary import ClaimVerdict, Level, SourceState

_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: lines and columns 1-based, the end column one past the last character."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """One quotation, claim, reference or remark: ``name`` for people, ``print`` from run to run.

    ``rule`` is what is said of it, ``level`` how loudly, ``message`` in one or two sentences.
    """

    name: str
    rule: str
    level: Level
    message: str
    place: Place
    print: str
    about: Judged | Reference | Remark
    source: Source | None = None

    @property
    def to_review(self) -> bool:
        """Whether it is a claim of which nothing is said but where to read."""
        about = self.about
        return isinstance(about, ClaimFinding) and about.verdict is ClaimVerdict.NEEDS_REVIEW


def items(report: Report) -> tuple[Item, ...]:
    """Quotations and claims in the article's order, references by number, then remarks; none left
    out."""
    found = [*_quotations(report), *_claims(report), *_references(report)]
    found += [_remark(remark, report) for remark in all_remarks(report)]
    return tuple(_told_apart(found))


def source_level(state: SourceState) -> Level:
    """How loudly a source's state speaks: only a rotten address is anybody's to mend."""
    if state.rotten:
        return Level.ERROR
    if state is SourceState.CHANGED:
        return Level.NOTE
    return Level.OK if state.whole else Level.UNVERIFIED


def loudest_first(item: Item) -> tuple[int, bool, str, int, int]:
    """A sort key: loud before quiet, claims after the rest, then as it stands in the files."""
    is_claim = isinstance(item.about, ClaimFinding)
    return -item.level.rank, is_claim, item.place.path, item.place.line, item.place.column


def _quotations(report: Report) -> list[Item]:
    sources = {source.number: source for source in report.sources}
    return [
        Item(
            name=finding.id,
            rule=f"quotation-{finding.verdict}",
            level=finding.level,
            message=_finding_message(finding),
            place=quotation_place(report.article.path, finding),
            print=print_,
            about=finding,
            source=sources.get(finding.source),
        )
        for finding, print_ in quotations(report.findings)
    ]


def _claims(report: Report) -> list[Item]:
    path = report.article.path
    return [
        Item(
            name=finding.id,
            rule=f"claim-{_claim_rule(finding)}",
            level=finding.level,
            message=_claim_message(finding),
            place=_place(path, finding.claim.line, finding.claim.column, finding.claim.text),
            print=print_,
            about=finding,
        )
        for finding, print_ in claims(report.claims)
    ]


def _claim_rule(finding: ClaimFinding) -> str:
    """The loudest flag of a flagged claim, else the verdict."""
    if finding.verdict is ClaimVerdict.FLAGGED and finding.flags:
        return finding.flags[0].code.value
    return finding.verdict.value


def _claim_message(finding: ClaimFinding) -> str:
    said = finding.reason
    if finding.verdict is ClaimVerdict.FLAGGED:
        said = " ".join(map(flag_words, finding.loudest)) or said
    cited = ", ".join(map(str, finding.claim.references))
    decided = f" {decision_words(finding.decision)}." if finding.decision else ""
    return _message(f"“{one_line(finding.claim.text, 200)}” (cites {cited}): {said}{decided}")


def quotation_place(path: str, finding: Finding) -> Place:
    """Where a finding's quotation stands, words only, without its marks."""
    quotation = finding.quotation
    return _place(path, quotation.line, quotation.column, quotation.text)


def _place(path: str, line: int, column: int, text: str) -> Place:
    line, column = max(line, 1), max(column, 1)
    breaks = text.count("\n")
    last = len(text) - text.rfind("\n") if breaks else column + len(text)
    return Place(path, line, column, line + breaks, last)


def _finding_message(finding: Finding) -> str:
    said = f"“{one_line(finding.quotation.text, 300)}” is {finding.verdict}."
    parts = [said, finding.reason, finding.proposal]
    if finding.decision:
        parts.append(decision_words(finding.decision) + ".")
    return _message(" ".join(part for part in parts if part))


def _references(report: Report) -> list[Item]:
    """One item a source, and one a reference that has none."""
    references = references_by_number(report)
    entries = {entry.number: entry for entry in report.article.entries}
    found: list[tuple[int, Source | None]] = [(s.number, s) for s in report.sources]
    unread = references.keys() - {source.number for source in report.sources}
    found += [(number, None) for number in unread]
    return [
        _reference(report.article.path, number, source, references.get(number), entries.get(number))
        for number, source in sorted(found, key=lambda pair: pair[0])
    ]


def _reference(
    path: str,
    number: int,
    source: Source | None,
    reference: Reference | None,
    entry: ListEntry | None,
) -> Item:
    state = source.state if source else SourceState.NOT_CHECKED
    title = f" “{one_line(reference.title, 200)}”" if reference and reference.title else ""
    how = f"{reading_words(source)}. {source.detail}" if source else "nothing was asked for."
    return Item(
        name=f"[{number}]",
        rule=f"source-{state}",
        level=source_level(state),
        message=_message(f"Reference {number}{title} is {state}: {how}"),
        place=_place(path, entry.line, 1, entry.raw) if entry else Place(path),
        print=reference_fingerprint(number, reference),
        about=reference or Reference(number, "", "", "", "", ""),
        source=source,
    )


def _remark(remark: Remark, report: Report) -> Item:
    hint = f" {remark.hint}" if remark.hint else ""
    return Item(
        name="",
        rule=f"remark-{remark.rule}",
        level=remark.level,
        message=_message(remark.message + hint),
        place=_place(remark.path or report.article.path, remark.line, remark.column, ""),
        print=remark_fingerprint(remark, report.article),
        about=remark,
    )


def _told_apart(found: list[Item]) -> list[Item]:
    """Every item with a fingerprint of its own, whatever repeats itself in a report."""
    seen: dict[str, int] = {}
    apart = []
    for item in found:
        seen[item.print] = again = seen.get(item.print, 0) + 1
        print_ = item.print if again == 1 else fingerprint(item.print, str(again))
        apart.append(replace(item, print=print_))
    return apart


def _message(text: str) -> str:
    return printable(one_line(text, _LONGEST))
