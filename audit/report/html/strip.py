"""A picture of the article: where in it the verdicts fall."""

from dataclasses import dataclass

from audit.model import Report
from audit.report.summary import level_counts, ordered_findings
from audit.report.words import LEVEL_WORDS
from audit.vocabulary import Level

WIDTH = 1000
_LEAST_GAP = 9.0


@dataclass(frozen=True, slots=True)
class Tick:
    """One quotation at ``x`` of ``WIDTH``."""

    x: float
    level: Level


@dataclass(frozen=True, slots=True)
class Strip:
    """The ticks, and where paragraphs of the article begin; ``words`` says it to the blind."""

    ticks: tuple[Tick, ...]
    paragraphs: tuple[float, ...]
    words: str


def article_strip(report: Report) -> Strip:
    """The body of the article laid out from left to right, one tick a quotation."""
    length = max(report.article.body_end, 1)
    ticks: list[Tick] = []
    for finding in ordered_findings(report):
        x = min(max(finding.quotation.start / length * WIDTH, 6.0), WIDTH - 6.0)
        if ticks:
            x = max(x, ticks[-1].x + _LEAST_GAP)
        ticks.append(Tick(round(min(x, WIDTH - 6.0), 1), finding.level))
    counts = level_counts(report)
    words = ", ".join(f"{count} {LEVEL_WORDS[level]}" for level, count in counts.items() if count)
    return Strip(tuple(ticks), _paragraph_starts(report, length), f"From beginning to end: {words}")


def _paragraph_starts(report: Report, length: int) -> tuple[float, ...]:
    text = report.article.text[: report.article.body_end]
    starts, here = [], 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(round(here / length * WIDTH, 1))
        here += len(line) + 1
    return tuple(starts)
