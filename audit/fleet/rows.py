"""A report boiled down to what the pages and tables over many articles need. Pure."""

import json
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from audit.history import Listed, Result
from audit.model import Finding, Report
from audit.report.csv_report import COLUMNS, report_rows
from audit.report.fingerprint import judged, verdict_words
from audit.report.many_page import Tally
from audit.report.summary import (
    judged_findings,
    level_counts,
    loudest,
    references_by_number,
    sources_by_number,
    state_counts,
)
from audit.report.words import one_line
from audit.vocabulary import Level

ALL_COLUMNS = ("article", "section", *COLUMNS)
_MOST_NEWS = 50


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One article as the pages show it. ``href`` leads to its report, ``news`` tells what changed
    since the run before, ``loudest`` is the rank of its loudest level."""

    title: str
    created: str
    href: str
    counts: Mapping[str, int]
    states: Mapping[str, int]
    publishers: Mapping[str, Tally]
    accepted: int = 0
    news: tuple[str, ...] = field(default=())
    offline: bool = False
    loudest: int = 0
    judged: int = 0
    unverifiable: int = 0
    citations: int = 0


def result_of(report: Report, listed: Listed, href: str, inputs: str) -> Result:
    """What the store keeps of a report."""
    counts = level_counts(report)
    verdicts = judged_findings(report)
    summary = ArticleSummary(
        title=one_line(report.article.title or listed.path, 200),
        created=report.created,
        href=href,
        counts={level.value: count for level, count in counts.items()},
        states={state.value: count for state, count in state_counts(report).items()},
        publishers=_publishers(report),
        accepted=sum(finding.accepted for finding in report.findings),
        news=tuple(_news(report)[:_MOST_NEWS]),
        offline=report.offline,
        loudest=loudest(report),
        judged=len(verdicts),
        unverifiable=sum(finding.level is Level.UNVERIFIED for finding in verdicts),
        citations=report.totals.citations,
    )
    return Result(
        inputs=inputs,
        summary=json.dumps(asdict(summary)),
        findings=_packed(report, listed),
        errors=counts[Level.ERROR],
        rotten=sum(source.state.rotten for source in report.sources),
        warnings=counts[Level.WARNING],
        unverified=counts[Level.UNVERIFIED],
    )


def summary_of(result: Result) -> ArticleSummary:
    """The summary that ``result_of`` made."""
    values = json.loads(result.summary)
    values["publishers"] = {n: Tally(**tally) for n, tally in values["publishers"].items()}
    values["news"] = tuple(values["news"])
    return ArticleSummary(**values)


def without_news(result: Result) -> Result:
    """The result of an article whose report is the one of before."""
    summary = replace(summary_of(result), news=())
    return replace(result, summary=json.dumps(asdict(summary)))


def findings_of(result: Result) -> list[list[str]]:
    """The rows of all findings of an article, ``ALL_COLUMNS`` each."""
    rows: list[list[str]] = json.loads(zlib.decompress(result.findings)) if result.findings else []
    return rows


def _packed(report: Report, listed: Listed) -> bytes:
    rows = [(listed.path, listed.section, *row) for row in report_rows(report)]
    return zlib.compress(json.dumps(rows).encode("utf-8", "surrogatepass"))


def _publishers(report: Report) -> dict[str, Tally]:
    """By the publisher of the cited works: what is rotten there, what was quoted wrongly."""
    references, sources = references_by_number(report), sources_by_number(report)
    entries = {entry.number: entry.publisher for entry in report.article.entries}
    names = {
        n: references[n].container_title if n in references else entries.get(n, "") for n in sources
    }
    loud: Counter[tuple[int, Level]] = Counter(
        (finding.source, finding.level) for finding in report.findings
    )
    found: dict[str, Tally] = {}
    for number, source in sources.items():
        tally = Tally(
            1,
            int(source.state.rotten),
            int(not source.state.rotten and not source.state.whole),
            loud[number, Level.ERROR],
            loud[number, Level.WARNING],
        )
        name = one_line(names[number], 100) or "(no publisher)"
        found[name] = found.get(name, Tally()) + tally
    return found


def _news(report: Report) -> list[str]:
    """What changed since the run before, a sentence each; an article's first report is no news."""
    if report.since is None:
        return []
    findings = {finding.id: finding for finding, _ in judged(report)}
    references, sources = references_by_number(report), sources_by_number(report)
    news = []
    for name, before in report.since.changed:
        finding = findings[name]
        text = finding.quotation if isinstance(finding, Finding) else finding.claim
        was = f"was {before}" if before else "is new"
        news.append(f"“{one_line(text.text, 120)}” is {verdict_words(finding)} ({was}).")
    for number, state in report.since.sources:
        title = f" “{one_line(references[number].title, 120)}”" if number in references else ""
        was = f"was {state}" if state else "is new"
        news.append(f"Reference {number}{title} is {sources[number].state} ({was}).")
    news += [f"“{one_line(words, 120)}” is no longer quoted." for words in report.since.gone]
    return news
