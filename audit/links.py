"""States of addresses alone, without reading an article: what nightly checks look at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from audit.errors import ExitCode
from audit.extract.gates import PageJudgement
from audit.model import Fetched, Reference
from audit.source_values import confirmed
from audit.sources import SourceReader
from audit.vocabulary import SourceState


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One address and what became of it. ``seconds`` is wall time of the fetch."""

    url: str
    state: SourceState
    status: int | None
    final_url: str
    rule: str
    reason: str
    seconds: float


def check_links(
    reader: SourceReader, links: Sequence[tuple[str, Reference | None]]
) -> tuple[LinkRow, ...]:
    """One row for every address, in the order given; each address is asked once."""
    judged = reader.judge_pages(links)
    rows = tuple(_row(*judged[url]) for url, _ in links)
    return tuple(map(_confirmed_dead, rows)) if reader.network_seen else rows


def worst(rows: Sequence[LinkRow]) -> ExitCode:
    """Findings when any address is rotten, incomplete when none could be read, else clean."""
    if any(row.state.rotten for row in rows):
        return ExitCode.FINDINGS
    if rows and not any(row.state.readable for row in rows):
        return ExitCode.INCOMPLETE
    return ExitCode.CLEAN


def _confirmed_dead(row: LinkRow) -> LinkRow:
    """A host without an address is dead only where other hosts did answer in the same run."""
    return replace(row, state=confirmed(row.state, row.rule))


def _row(fetched: Fetched, judgement: PageJudgement) -> LinkRow:
    return LinkRow(
        url=fetched.url,
        state=judgement.state,
        status=fetched.status,
        final_url=fetched.final_url,
        rule=judgement.rule,
        reason=judgement.detail or judgement.rule,
        seconds=round(fetched.seconds, 3),
    )
