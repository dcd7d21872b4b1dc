"""How a run is getting on: a live table on a terminal, nothing where nobody watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from audit.fleet.coordinator import Standing, Watch
from audit.history import ArticleState

if TYPE_CHECKING:
    from rich.table import Table

_MOST_HOSTS = 5


@contextmanager
def watching(dashboard: str, *, resumed: bool = False) -> Iterator[Watch]:
    """What to call with the standing of a run; a terminal shows it."""
    if not sys.stderr.isatty():
        yield lambda standing: None
        return
    try:
        from rich.console import Console
        from rich.live import Live
    except ImportError:
        yield lambda standing: None
        return
    console = Console(stderr=True)
    if resumed:
        console.print("going on with the run that did not come to its end")
    if dashboard:
        console.print(f"dashboard: {dashboard}", highlight=False)
    with Live(console=console, refresh_per_second=2, transient=True) as live:
        yield lambda standing: live.update(table(standing))


def table(standing: Standing) -> "Table":
    """The standing as a table of a few rows."""
    from rich.table import Table

    shown = Table(box=None, show_header=False, pad_edge=False)
    for name, said in lines(standing):
        shown.add_row(name, said)
    return shown


def lines(standing: Standing) -> list[tuple[str, str]]:
    """The standing in words: a subject and what is to be said of it."""
    articles = standing.articles
    total = sum(articles.values())
    ended = articles.get(ArticleState.DONE, 0) + articles.get(ArticleState.FAILED, 0)
    waiting = articles.get(ArticleState.WAITING, 0)
    told = [
        ("articles", f"{ended} of {total}, {waiting} waiting for pages"),
        (
            "addresses",
            f"{standing.answered} asked, {standing.waiting_questions} to ask, "
            f"{standing.rate:.1f} a second",
        ),
        ("hosts", f"{len(standing.hosts_in_work)} in work, {len(standing.stopped)} postponed"),
    ]
    longest = sorted(standing.hosts_in_work.items(), key=lambda item: -item[1])[:_MOST_HOSTS]
    if longest:
        told.append(("longest queues", ", ".join(f"{host} ({n})" for host, n in longest)))
    slow = standing.slowest(_MOST_HOSTS)
    if slow:
        told.append(("slowest so far", ", ".join(f"{host} ({s:.0f} s)" for host, s in slow)))
    return told
