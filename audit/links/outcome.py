"""What a night comes to: what is new, how all links stand, what the shell is told."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audit.errors import ExitCode
from audit.history import (
    History,
    Link,
    Notice,
    NoticeKind,
    Run,
    Standing,
    VerifiedPassage,
)
from audit.links.baseline import KnownLink
from audit.links.lists import Listed, Place
from audit.vocabulary import SourceState

# States that leave open whether the page is there: neither good news nor bad.
UNKNOWN_STATES = frozenset(
    {
        SourceState.BLOCKED,
        SourceState.TIMEOUT,
        SourceState.SERVER_ERROR,
        SourceState.RATE_LIMITED,
        SourceState.REDIRECT_LOOP,
        SourceState.TLS_ERROR,
        SourceState.UNREACHABLE,
        SourceState.NOT_CHECKED,
    }
)
DRIFTED, UNKNOWN = "drifted", "unknown"  # standings beside those of an alarm
FAIL_ON = ("dead", "failing", "never")
_ORDER = (
    NoticeKind.DEAD,
    NoticeKind.DRIFTED,
    NoticeKind.FAILING,
    NoticeKind.RECOVERED,
    NoticeKind.RESTORED,
    NoticeKind.NO_CAPTURE,
)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """How one link stands: ``standing`` is ok, failing, dead or drifted. ``link`` is what is known
    of it, ``None`` before its first check. ``lost`` are the passages that its page has no more."""

    url: str
    places: tuple[Place, ...]
    link: Link | None
    lost: tuple[VerifiedPassage, ...] = ()

    @property
    def standing(self) -> str:
        """The gravest of what is held of it."""
        alarm = self.link.alarm.standing if self.link else Standing.OK
        return DRIFTED if self.lost and alarm is not Standing.DEAD else alarm.value

    @property
    def state(self) -> SourceState:
        """The state at the last check."""
        return self.link.now.state if self.link else SourceState.NOT_CHECKED

    @property
    def bad(self) -> bool:
        """Whether somebody has to find another address or other words."""
        return self.standing in (Standing.DEAD, DRIFTED)


@dataclass(frozen=True, slots=True)
class News:
    """One thing to be told. ``quiet``: the baseline knows of it. ``expired``: the baseline knew of
    it until that day."""

    notice: Notice
    row: LinkRow
    quiet: bool = False
    expired: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A night: its news, gravest first, and how every link stands, in the order of the lists.

    ``left`` counts the links that could not be asked because another run kept their host.
    """

    run: Run
    news: tuple[News, ...]
    rows: tuple[LinkRow, ...]
    left: int = 0

    @property
    def standings(self) -> Mapping[str, int]:
        """How many links stand how; what the last check could not tell is ``unknown``."""
        counts = Counter(
            UNKNOWN if row.standing == Standing.OK and row.state in UNKNOWN_STATES else row.standing
            for row in self.rows
        )
        names = (Standing.DEAD.value, DRIFTED, Standing.FAILING.value, UNKNOWN, Standing.OK.value)
        return {name: counts[name] for name in names}

    @property
    def states(self) -> Mapping[SourceState, int]:
        """How many links are in which state, in the order of the vocabulary."""
        counts = Counter(row.state for row in self.rows)
        return {state: counts[state] for state in SourceState if counts[state]}


def outcome_of(
    history: History,
    run: Run,
    listed: Sequence[Listed],
    baseline: Mapping[str, KnownLink],
    today: date,
    left: int = 0,
) -> tuple[Outcome, tuple[Notice, ...]]:
    """The outcome, and the notices that it deals with: to be marked as told once it is printed."""
    urls = [one.url for one in listed]
    known, passages = history.links.known(urls), history.passages.of(urls)
    rows = {
        one.url: LinkRow(
            one.url,
            one.places,
            known.get(one.url),
            tuple(p for p in passages.get(one.url, ()) if p.presence.drifted),
        )
        for one in listed
    }
    notices = history.runs.notices(urls)
    holding = [notice for notice in notices if _holds(notice, rows[notice.url])]
    news = [_news(notice, rows[notice.url], baseline, today) for notice in holding]
    news += _expired(rows.values(), {n.url for n in holding}, baseline, today)
    news.sort(key=lambda one: (_ORDER.index(one.notice.kind), one.row.url, one.notice.detail))
    return Outcome(run, tuple(news), tuple(rows.values()), left), notices


def exit_code(outcome: Outcome, fail_on: str, most_unverifiable_percent: int) -> ExitCode:
    """1 for what is newly dead or drifted (or failing, when asked for), then 3 when too much could
    not be checked, else 0."""
    if fail_on != "never" and any(_is_alarm(news, fail_on) for news in outcome.news):
        return ExitCode.FINDINGS
    unknown = sum(row.state in UNKNOWN_STATES for row in outcome.rows)
    if unknown * 100 > most_unverifiable_percent * len(outcome.rows):
        return ExitCode.INCOMPLETE
    return ExitCode.CLEAN


def _is_alarm(news: News, fail_on: str) -> bool:
    kind = news.notice.kind
    return not news.quiet and (
        kind.is_alarm or (fail_on == "failing" and kind is NoticeKind.FAILING)
    )


def _holds(notice: Notice, row: LinkRow) -> bool:
    """Whether a notice is still true: a run that was killed may have left it days ago."""
    standing = row.link.alarm.standing if row.link else Standing.OK
    match notice.kind:
        case NoticeKind.DEAD | NoticeKind.FAILING:
            return standing == notice.kind.value
        case NoticeKind.RECOVERED:
            return standing is Standing.OK
        case NoticeKind.DRIFTED:
            return notice.detail in {passage.quotation for passage in row.lost}
        case NoticeKind.RESTORED:
            return notice.detail not in {passage.quotation for passage in row.lost}
        case NoticeKind.NO_CAPTURE:
            return row.link is not None and not row.link.now.state.rotten


def _news(notice: Notice, row: LinkRow, baseline: Mapping[str, KnownLink], today: date) -> News:
    entry = baseline.get(notice.url)
    if entry is None:
        return News(notice, row)
    over = entry.until < today
    return News(notice, row, quiet=not over, expired=entry.until if over else None)


def _expired(
    rows: Collection[LinkRow],
    told: Collection[str],
    baseline: Mapping[str, KnownLink],
    today: date,
) -> list[News]:
    """Links that are still bad after the last day of their entry in the baseline."""
    found = []
    for row in rows:
        entry = baseline.get(row.url)
        if entry is not None and entry.until < today and row.bad and row.url not in told:
            kind = NoticeKind(row.standing)
            since = row.link.now.first_seen if row.link else 0.0
            detail = row.lost[0].quotation if row.lost else ""
            notice = Notice("", row.url, kind, since, detail=detail)
            found.append(News(notice, row, expired=entry.until))
    return found
