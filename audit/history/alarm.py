"""When a link that fails is dead, and when a page has lost what was quoted from it. Pure.

One failed check proves nothing: servers fail, sites are rebuilt, walls come and go. What decides
stands in ``AlarmRule``. Times are seconds since 1970.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from audit.vocabulary import SourceState

DAY = 86_400.0
HOUR = 3_600.0


@dataclass(frozen=True, slots=True)
class AlarmRule:
    """The numbers that decide an alarm.

    A link is dead after ``dead_checks`` failures, each counted ``dead_days_apart`` days after the
    one before at the earliest: the rule by which Wikipedia's InternetArchiveBot has judged millions
    of links. ``slack_hours`` are allowed for nights that do not begin at the same minute.
    A passage has drifted when ``drift_checks`` whole readings in a row, ``drift_hours_apart`` hours
    apart at least, lack it: one reading may have met an experiment or a half-made page.
    """

    dead_checks: int = 3
    dead_days_apart: float = 3.0
    slack_hours: float = 6.0
    drift_checks: int = 2
    drift_hours_apart: float = 18.0


class Standing(StrEnum):
    """What is held of a link after all its checks."""

    OK = "ok"
    FAILING = "failing"
    DEAD = "dead"


class Sign(StrEnum):
    """What a single check says of whether the page is there."""

    LIFE = "life"
    DEATH = "death"
    NONE = "none"


class NoticeKind(StrEnum):
    """What is told of a link, once."""

    DEAD = "dead"
    DRIFTED = "drifted"
    RECOVERED = "recovered"
    RESTORED = "restored"
    FAILING = "failing"
    NO_CAPTURE = "no-capture"

    @property
    def is_alarm(self) -> bool:
        """Whether somebody has to act."""
        return self in (NoticeKind.DEAD, NoticeKind.DRIFTED)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Where a link stands: the failures counted since it was last seen alive, the last of them at
    ``counted_at``."""

    standing: Standing = Standing.OK
    failures: int = 0
    counted_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a verified passage is still on its page: ``missed`` readings in a row lack it, the
    last of them counted at ``counted_at``."""

    missed: int = 0
    counted_at: float = 0.0
    drifted: bool = False


_LIFE = frozenset(
    {
        SourceState.LIVE,
        SourceState.MOVED,
        SourceState.PAYWALLED,
        SourceState.NEEDS_JAVASCRIPT,
        SourceState.NO_TEXT,
        SourceState.TRUNCATED,
        SourceState.TOO_LARGE,
    }
)


# States in which an address had the cited work, whole.
RIGHT_WORK = frozenset({SourceState.LIVE, SourceState.MOVED})


def sign_of(state: SourceState, *, was_right: bool = False) -> Sign:
    """What a state says of life and death.

    ``was_right`` tells that the address had the cited work at an earlier check: then another work
    there means that the page or the whole domain was taken over. Without it the title in the list
    may just be another than the page's.

    Only what a site itself says of a page is a sign of its death: not found, gone, a disguise of
    these, or a host that has no address while others have (``dead`` as well). A site that is down
    (timeout, refused, 5xx) or turns us away (403, 429, robots) says nothing either way, so the
    outage of a publisher kills no link.
    """
    if state.rotten or (was_right and state is SourceState.WRONG_WORK):
        return Sign.DEATH
    return Sign.LIFE if state in _LIFE else Sign.NONE


def next_alarm(alarm: Alarm, sign: Sign, at: float, rule: AlarmRule) -> Alarm:
    """Where a link stands after a check at ``at``. Checks may come in any rhythm."""
    if sign is Sign.LIFE:
        return Alarm()
    if sign is Sign.NONE or alarm.standing is Standing.DEAD:
        return alarm
    spacing = rule.dead_days_apart * DAY - rule.slack_hours * HOUR
    if alarm.failures and at - alarm.counted_at < spacing:
        return alarm
    failures = alarm.failures + 1
    standing = Standing.DEAD if failures >= rule.dead_checks else Standing.FAILING
    return Alarm(standing, failures, at)


def next_presence(presence: Presence, there: bool, at: float, rule: AlarmRule) -> Presence:
    """Whether a passage is held to be on its page, after a whole reading of the page at ``at``."""
    if there:
        return Presence()
    spacing = rule.drift_hours_apart * HOUR
    if presence.drifted or (presence.missed and at - presence.counted_at < spacing):
        return presence
    missed = presence.missed + 1
    return replace(presence, missed=missed, counted_at=at, drifted=missed >= rule.drift_checks)


def alarm_news(before: Alarm, after: Alarm) -> NoticeKind | None:
    """What is to be told when a link's standing changes; a failure that passed is not news."""
    match before.standing, after.standing:
        case ((Standing.OK | Standing.FAILING), Standing.DEAD):
            return NoticeKind.DEAD
        case Standing.DEAD, Standing.OK:
            return NoticeKind.RECOVERED
        case Standing.OK, Standing.FAILING:
            return NoticeKind.FAILING
    return None


def presence_news(before: Presence, after: Presence) -> NoticeKind | None:
    """What is to be told when a passage is lost for sure, or found again after that."""
    if before.drifted == after.drifted:
        return None
    return NoticeKind.DRIFTED if after.drifted else NoticeKind.RESTORED
