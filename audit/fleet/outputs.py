"""What a run leaves behind besides the reports: index pages, a feed, tables of all findings."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from audit.files import write_whole
from audit.fleet.coordinator import Standing
from audit.fleet.plan import Plan
from audit.fleet.rows import ArticleSummary, findings_of, summary_of
from audit.fleet.tables import csv_table, parquet_table
from audit.history import ArticleState, History, Outcome
from audit.report.feed import Entry, render_feed
from audit.report.many_page import (
    ROWS_A_PAGE,
    ArticleRow,
    Tally,
    TallyRow,
    page_name,
    render_articles,
    render_tallies,
)
from audit.report.words import plural
from audit.vocabulary import SourceState

_MOST_ENTRIES = 1_000  # of the feed; every change is on its article's page


@dataclass(slots=True)
class Overall:
    """What a run over many articles came to."""

    page: Path
    standing: Standing
    articles: dict[ArticleState, int] = field(default_factory=dict)
    states: Counter[SourceState] = field(default_factory=Counter)
    errors: int = 0
    rotten: int = 0
    judged: int = 0
    unverifiable: int = 0
    loudest: int = 0
    changed: int = 0
    offline: bool = True

    def add(self, outcome: Outcome, summary: ArticleSummary) -> None:
        """Count one article."""
        self.states.update({SourceState(s): count for s, count in summary.states.items()})
        self.errors += outcome.result.errors
        self.rotten += outcome.result.rotten
        self.judged += summary.judged
        self.unverifiable += summary.unverifiable
        self.loudest = max(self.loudest, summary.loudest)
        self.changed += bool(summary.news)
        self.offline = self.offline and summary.offline

    def told(self) -> str:
        """The summary for a terminal: a few lines, faults included."""
        done, failed = (self.articles.get(s, 0) for s in (ArticleState.DONE, ArticleState.FAILED))
        standing = self.standing
        lines = [
            f"{plural(done, 'article')} checked: {self.errors} to fix, "
            f"{plural(self.rotten, 'rotten reference')}, "
            f"{self.unverifiable} of {self.judged} quotations could not be checked",
            f"{plural(standing.answered, 'address', 'addresses')} asked in "
            f"{standing.seconds:.0f} s; {self.changed} articles changed since the run before",
        ]
        lines += [f"postponed: {host}: {why}" for host, why in sorted(standing.stopped.items())]
        lines += [f"not read: {fault}" for fault in standing.faults]
        if failed > len(standing.faults):
            lines.append(f"not read: {failed - len(standing.faults)} more articles")
        return "\n".join([*lines, str(self.page)])


def publish(history: History, plan: Plan, output: Path, standing: Standing) -> Overall:
    """Write everything over all articles of a run. Raises ``StorageError`` when the disk refuses;
    each file is then the old one or the new one."""
    overall = Overall(output / "index.html", standing)
    overall.articles = dict(history.articles.counts(plan.run))
    sections: dict[str, TallyRow] = {}
    publishers: dict[str, Tally] = {}
    entries: list[Entry] = []
    with ExitStack() as stack:
        csv_rows = stack.enter_context(csv_table(output / "findings.csv"))
        parquet_rows = stack.enter_context(parquet_table(output / "findings.parquet"))
        for outcome in history.articles.worst_first(plan.run):
            if outcome.state is ArticleState.FAILED:
                _count(sections, outcome, Tally())
                continue
            summary = summary_of(outcome.result)
            overall.add(outcome, summary)
            _count(sections, outcome, _total(summary))
            for name, tally in summary.publishers.items():
                publishers[name] = publishers.get(name, Tally()) + tally
            rows = findings_of(outcome.result)
            csv_rows(rows)
            if parquet_rows is not None:
                parquet_rows(rows)
            if summary.news and len(entries) < _MOST_ENTRIES:
                entries.append(_entry(outcome, summary))
    feed = render_feed(entries, updated=plan.created, key=_name(plan.output))
    write_whole(output / "changes.atom", feed)
    _write_tallies(output, plan, sections, publishers)
    _write_sections(history, plan, output, sections)
    _write_list(
        history.articles.worst_first(plan.run),
        output,
        "index.html",
        _headline(overall),
        sum(row.articles for row in sections.values()),
        plan.created,
        [f"{host} is {why}" for host, why in sorted(standing.stopped.items())],
    )
    return overall


def _headline(overall: Overall) -> str:
    count = plural(sum(overall.articles.values()), "article")
    failed = overall.articles.get(ArticleState.FAILED, 0)
    said = f"{overall.errors} to fix, {plural(overall.rotten, 'rotten reference')} in {count}"
    if not overall.errors and not overall.rotten:
        said = f"{count}, nothing to fix"
    return said + (f", {failed} not read" if failed else "")


def _count(sections: dict[str, TallyRow], outcome: Outcome, tally: Tally) -> None:
    name = outcome.section
    known = sections.get(name) or TallyRow(
        name or "(top)", Tally(), href=f"section-{_name(name)}.html"
    )
    sections[name] = TallyRow(known.name, known.tally + tally, known.articles + 1, known.href)


def _total(summary: ArticleSummary) -> Tally:
    return sum(summary.publishers.values(), Tally())


def _entry(outcome: Outcome, summary: ArticleSummary) -> Entry:
    return Entry(_name(outcome.path), summary.title, summary.href, summary.created, summary.news)


def _name(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _write_tallies(
    output: Path, plan: Plan, sections: dict[str, TallyRow], publishers: dict[str, Tally]
) -> None:
    title, here = plural(len(sections), "section"), "sections.html"
    page = render_tallies(
        list(sections.values()), title=title, here=here, of="Section", created=plan.created
    )
    write_whole(output / here, page)
    title, here = plural(len(publishers), "cited publisher"), "publishers.html"
    rows = [TallyRow(name, tally) for name, tally in publishers.items()]
    page = render_tallies(rows, title=title, here=here, of="Publisher", created=plan.created)
    write_whole(output / here, page)


def _write_sections(
    history: History, plan: Plan, output: Path, sections: dict[str, TallyRow]
) -> None:
    for name, row in sections.items():
        outcomes = history.articles.worst_first(plan.run, section=name)
        title = f"{row.name}: {plural(row.articles, 'article')}"
        _write_list(outcomes, output, row.href, title, row.articles, plan.created)


def _write_list(
    outcomes: Iterator[Outcome],
    output: Path,
    first: str,
    title: str,
    total: int,
    created: str,
    remarks: list[str] | None = None,
) -> None:
    """The pages of one list, each written when its rows are there; surplus old ones removed."""
    pages = max(1, -(-total // ROWS_A_PAGE))
    for number in range(1, pages + 1):
        rows = [_row(o) for _, o in zip(range(ROWS_A_PAGE), outcomes, strict=False)]
        page = render_articles(
            rows,
            title=title,
            first=first,
            number=number,
            pages=pages,
            created=created,
            remarks=remarks or (),
        )
        write_whole(output / page_name(first, number), page)
    number = pages + 1
    while (old := output / page_name(first, number)).is_file():
        old.unlink()
        number += 1


def _row(outcome: Outcome) -> ArticleRow:
    if outcome.state is ArticleState.FAILED:
        return ArticleRow(outcome.path, outcome.path, fault=outcome.fault, counts={}, states={})
    summary = summary_of(outcome.result)
    return ArticleRow(
        summary.title,
        outcome.path,
        summary.href,
        summary.created,
        counts=summary.counts,
        states=summary.states,
        accepted=summary.accepted,
        changed=len(summary.news),
        offline=summary.offline,
    )
