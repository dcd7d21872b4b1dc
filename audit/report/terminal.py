"""The summary on the terminal: what to fix, what to look at, what could not be checked, and why.

It is meant to fit one screen; everything else is in the HTML report.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from audit.model import ClaimFinding, Finding, Remark, Report, Source
from audit.report.fingerprint import verdict_words
from audit.report.summary import (
    all_remarks,
    claim_reconciliation,
    claims_by_verdict,
    findings_by_level,
    headline,
    reconciliation,
    sources_by_number,
    state_counts,
    unread_states,
)
from audit.report.words import (
    STATE_MEANINGS,
    long_moment,
    one_line,
    plural,
    printable,
    remark_place,
)
from audit.vocabulary import ClaimVerdict, Level, SourceState

_MOST_TO_FIX = 8
_MOST_TO_LOOK_AT = 5
_MOST_CLAIMS = 5
_MOST_REMARKS = 4
_NARROWEST = 40

_SIGNS = {
    Level.ERROR: "✗",
    Level.WARNING: "▲",
    Level.UNVERIFIED: "?",
    Level.NOTE: "·",
    Level.OK: "✓",
}
_COLOURS = {
    Level.ERROR: "31",
    Level.WARNING: "33",
    Level.UNVERIFIED: "35",
    Level.NOTE: "36",
    Level.OK: "32",
}


def render_terminal(
    report: Report, *, width: int = 100, color: bool = False, report_path: str = ""
) -> str:
    """The summary in lines of at most ``width`` cells (never under 40); ends with a line feed.

    No escape sequence leaves this function but, with ``color``, our own: what the article or a
    source says is stripped of control characters. ``report_path`` is printed as the place to go on.
    """
    page = _Page(max(width, _NARROWEST), color)
    _head(page, report)
    by_level = findings_by_level(report)
    _findings(page, "To fix", by_level[Level.ERROR], _MOST_TO_FIX)
    _findings(page, "To look at", by_level[Level.WARNING], _MOST_TO_LOOK_AT)
    _links(page, report)
    _unverified(page, report, by_level[Level.UNVERIFIED])
    _claims(page, claims_by_verdict(report)[ClaimVerdict.FLAGGED])
    _remarks(page, all_remarks(report), report.article.path)
    _sources(page, report)
    page.line(reconciliation(report) + ".")
    if report.claims:
        page.line(claim_reconciliation(report) + ".")
    if report_path:
        page.line(f"Report: {report_path}")
    return page.text()


class _Page:
    """Collects lines, wrapped to the width and tamed."""

    def __init__(self, width: int, color: bool) -> None:
        self.width, self.color = width, color
        self._lines: list[str] = []

    def text(self) -> str:
        return "\n".join(self._lines) + "\n"

    def blank(self) -> None:
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def line(self, text: str, *, indent: int = 0, first: str = "", style: str = "") -> None:
        """One paragraph: ``first`` leads its first line, the others are indented."""
        for number, words in enumerate(_wrap(printable(text), self.width - indent)):
            lead = first if number == 0 else ""
            lead += " " * (indent - cells(lead))
            self._lines.append(lead + self.styled(words, style))

    def styled(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and style and text else text


def _head(page: _Page, report: Report) -> None:
    if report.rehearsal:
        page.line("REHEARSAL: the sources of this report are invented.", style="1;33")
    title = one_line(report.article.title, 200)
    page.line(title or report.article.path, style="1")
    page.line(
        f"{one_line(report.article.path, 200)}, {long_moment(report.created)},"
        f" citation-audit {report.version}",
        style="2",
    )
    if report.offline:
        page.line("There is no network here: no site answered.", style="33")
    page.blank()
    page.line(f"{headline(report)} ({plural(report.totals.quotations, 'quotation')})", style="1")


def _findings(page: _Page, title: str, findings: tuple[Finding, ...], most: int) -> None:
    if not findings:
        return
    page.blank()
    page.line(f"{title} ({len(findings)})", style="1")
    for finding in findings[:most]:
        _finding(page, finding)
    if len(findings) > most:
        page.line(f"and {len(findings) - most} more in the report", indent=2)


def _finding(page: _Page, finding: Finding) -> None:
    sign = page.styled(_SIGNS[finding.level], _COLOURS[finding.level])
    quote = one_line(finding.quotation.text, page.width - 40)
    page.line(
        f"line {finding.quotation.line}, {finding.id}, {finding.verdict}: “{quote}”",
        indent=4,
        first=f"  {sign} ",
    )
    page.line(one_line(finding.reason, 2 * page.width), indent=4)
    if finding.proposal and finding.level is Level.ERROR:
        page.line(one_line(finding.proposal, 2 * page.width), indent=4, first="  → ", style="32")


def _claims(page: _Page, flagged: tuple[ClaimFinding, ...]) -> None:
    """The flagged claims that nobody accepted; all others are only counted."""
    findings = [finding for finding in flagged if not finding.accepted]
    if not findings:
        return
    page.blank()
    page.line(f"Claims beside their sources ({len(findings)})", style="1")
    for finding in findings[:_MOST_CLAIMS]:
        sign = page.styled(_SIGNS[finding.level], _COLOURS[finding.level])
        said = one_line(finding.claim.text, page.width - 40)
        place = f"line {finding.claim.line}, {finding.id}, {verdict_words(finding)}"
        page.line(f"{place}: {said}", indent=4, first=f"  {sign} ")
        page.line(one_line(finding.reason, 2 * page.width), indent=4)
    if len(findings) > _MOST_CLAIMS:
        page.line(f"and {len(findings) - _MOST_CLAIMS} more in the report", indent=2)


def _unverified(page: _Page, report: Report, findings: tuple[Finding, ...]) -> None:
    if not findings:
        return
    sources = sources_by_number(report)
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_unread(finding, sources), []).append(finding)
    page.blank()
    page.line(f"Could not be checked ({len(findings)})", style="1")
    sign = page.styled(_SIGNS[Level.UNVERIFIED], _COLOURS[Level.UNVERIFIED])
    for reason, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        lines = _numbers(sorted({finding.quotation.line for finding in group}))
        place = f"{'line' if len(set(lines)) == 1 else 'lines'} {', '.join(lines)}"
        page.line(f"{len(group)}: {reason} ({place})", indent=4, first=f"  {sign} ")


def _unread(finding: Finding, sources: Mapping[int, Source]) -> str:
    """Why a finding's sources say nothing: their states, or the finding's own reason."""
    states = unread_states(finding, sources)
    if not states:
        return one_line(finding.reason, 120) or "no source"
    return "; ".join(f"{state}, {STATE_MEANINGS[state]}" for state in states)


def _links(page: _Page, report: Report) -> None:
    """The addresses that are rotten: each of them makes a run fail."""
    rotten = [source for source in report.sources if source.state.rotten]
    if not rotten:
        return
    page.blank()
    page.line(f"Links to replace ({len(rotten)})", style="1")
    for source in rotten:
        sign = page.styled(_SIGNS[Level.ERROR], _COLOURS[Level.ERROR])
        text = f"[{source.number}] {source.state}: {one_line(source.url, 200)}"
        page.line(text, indent=4, first=f"  {sign} ")


def _remarks(page: _Page, remarks: tuple[Remark, ...], path: str) -> None:
    if not remarks:
        return
    page.blank()
    page.line(f"The article alone shows ({len(remarks)})", style="1")
    for remark in remarks[:_MOST_REMARKS]:
        sign = page.styled(_SIGNS[remark.level], _COLOURS[remark.level])
        place = remark_place(remark, path)
        place += ": " if place else ""
        page.line(place + one_line(remark.message, 200), indent=4, first=f"  {sign} ")
    if len(remarks) > _MOST_REMARKS:
        page.line(f"and {len(remarks) - _MOST_REMARKS} more in the report", indent=2)


def _sources(page: _Page, report: Report) -> None:
    numbers: dict[SourceState, list[int]] = {state: [] for state in state_counts(report)}
    for source in report.sources:
        numbers[source.state].append(source.number)
    page.blank()
    parts = [
        f"{len(found)} {state} [{', '.join(_numbers(sorted(found)))}]"
        for state, found in numbers.items()
    ]
    page.line(f"{plural(len(report.references), 'reference')}: {', '.join(parts) or 'none'}.")


def _numbers(numbers: Iterable[int]) -> list[str]:
    """Whole numbers with runs of three and more drawn together: 1, 4–7, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts: list[str] = []
    for run in runs:
        texts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
    return texts


def cells(text: str) -> int:
    """How many terminal cells a text takes; our own colour sequences take none."""
    cells, in_escape = 0, False
    for character in text:
        if character == "\x1b":
            in_escape = True
        elif in_escape:
            in_escape = character != "m"
        elif not unicodedata.combining(character):
            cells += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return cells


def _wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most ``width`` cells, broken at spaces where there are any."""
    line = ""
    for word in text.split():
        while cells(word) > width:
            room = width - (cells(line) + 1 if line else 0)
            head = _head_of(word, room)
            if not head:
                yield line
                line = ""
                continue
            yield f"{line} {head}".lstrip()
            line, word = "", word[len(head) :]
        if line and cells(line) + 1 + cells(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".lstrip()
    if line:
        yield line


def _head_of(word: str, width: int) -> str:
    """The longest beginning of a word that takes at most ``width`` cells."""
    end = 0
    while end < len(word) and cells(word[: end + 1]) <= width:
        end += 1
    return word[:end]
