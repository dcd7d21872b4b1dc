"""Links: one transaction for what a check changes, and what is known of an address."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from audit.history.alarm import (
    RIGHT_WORK,
    Alarm,
    AlarmRule,
    NoticeKind,
    Presence,
    Sign,
    Standing,
    alarm_news,
    next_alarm,
    next_presence,
    presence_news,
    sign_of,
)
from audit.history.database import Database
from audit.history.leases import renew
from audit.history.passages import passage_of, presence_columns
from audit.history.schema import CHECKED, INTERVAL, LINK, NOTICE, PASSAGE, RUN
from audit.history.values import Check, Interval, Judgement, Lease, Link, VerifiedPassage, url_key
from audit.vocabulary import SourceState

_MOST_KEYS = 500  # in one IN (...): SQLite allows 999 values in a statement, others more
Row = Mapping[str, Any]

# Made once: they are carried out for every check.
_KEYS: sa.BindParameter[str] = sa.bindparam("keys", expanding=True)
_OPEN_RUN = sa.select(RUN.c.id).where(RUN.c.id == sa.bindparam("run"), RUN.c.finished.is_(None))
_DONE = sa.select(CHECKED.c.link).where(
    CHECKED.c.run == sa.bindparam("run"), CHECKED.c.link.in_(_KEYS)
)
_LINKS = sa.select(LINK).where(LINK.c.key.in_(_KEYS)).order_by(LINK.c.key)
_LOCKED_LINKS = _LINKS.with_for_update()
_PASSAGES = sa.select(PASSAGE).where(PASSAGE.c.link.in_(_KEYS))


@dataclass(slots=True)
class _Changes:
    """What a transaction will write, table by table."""

    new_links: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    intervals: list[Row] = field(default_factory=list)
    passages: list[Row] = field(default_factory=list)
    notices: list[Row] = field(default_factory=list)
    checked: list[Row] = field(default_factory=list)


class Links:
    """The links of a store and the alarm that each stands under."""

    def __init__(self, database: Database, rule: AlarmRule) -> None:
        self._database, self._rule = database, rule

    def record(
        self, run: str, checks: Sequence[Check], lease: Lease | None = None, seconds: float = 0.0
    ) -> bool:
        """Keep what a run saw: each address once in a run, however often it is recorded.

        All of it is kept or nothing. The ``lease`` of their host is renewed for ``seconds`` in the
        same transaction; ``False`` tells that it was lost to somebody else, who goes on with the
        host. A run that has ended takes no more checks.
        """
        with self._database.write() as connection:
            if connection.execute(_OPEN_RUN, {"run": run}).first() is not None:
                _write(connection, self._changes(connection, run, checks))
            at = max((check.at for check in checks), default=0.0)
            return lease is None or renew(connection, lease, at + seconds)

    def unchecked(self, run: str, urls: Sequence[str], since: float) -> tuple[str, ...]:
        """Those of ``urls`` that the run has still to look at.

        What any run has looked at after ``since`` need not be asked again.
        """
        known: set[str] = set()
        with self._database.read() as connection:
            for keys in _parts(url_key(url) for url in urls):
                seen = sa.select(LINK.c.key).where(LINK.c.key.in_(keys), LINK.c.last_seen >= since)
                known.update(connection.execute(_DONE, {"run": run, "keys": keys}).scalars())
                known.update(connection.execute(seen).scalars())
        return tuple(url for url in urls if url_key(url) not in known)

    def known(self, urls: Iterable[str]) -> dict[str, Link]:
        """What is known of the addresses, those never checked left out."""
        found: dict[str, Link] = {}
        with self._database.read() as connection:
            for keys in _parts(map(url_key, urls)):
                rows = connection.execute(_LINKS, {"keys": keys})
                found.update((row["url"], _link(row)) for row in rows.mappings())
        return found

    def intervals(self, urls: Iterable[str], since: float = 0.0) -> dict[str, tuple[Interval, ...]]:
        """The life of each address, its present interval last; intervals over before ``since`` are
        left out."""
        found: dict[str, list[Interval]] = {}
        with self._database.read() as connection:
            for keys in _parts(map(url_key, urls)):
                names = dict[str, str]()
                now = connection.execute(_LINKS, {"keys": keys}).mappings()
                for row in now.all():
                    names[row["key"]] = row["url"]
                    found[row["url"]] = [_interval(row)]
                earlier = sa.select(INTERVAL).where(
                    INTERVAL.c.link.in_(keys), INTERVAL.c.last_seen >= since
                )
                for row in connection.execute(earlier).mappings():
                    found[names[row["link"]]].append(_interval(row))
        return {url: tuple(sorted(life, key=lambda i: i.first_seen)) for url, life in found.items()}

    def like(self, part: str, most: int = 20) -> tuple[str, ...]:
        """Known addresses that contain ``part``, for whoever does not know the whole."""
        query = sa.select(LINK.c.url).where(LINK.c.url.contains(part, autoescape=True))
        with self._database.read() as connection:
            return tuple(connection.execute(query.order_by(LINK.c.url).limit(most)).scalars())

    def _changes(self, connection: sa.Connection, run: str, checks: Sequence[Check]) -> _Changes:
        latest = {url_key(check.url): check for check in checks}
        changes = _Changes()
        for keys in _parts(latest):
            for key in connection.execute(_DONE, {"run": run, "keys": keys}).scalars():
                del latest[key]
            rows = connection.execute(_LOCKED_LINKS, {"keys": keys}).mappings()
            before = {row["key"]: row for row in rows}
            passages = _passages(connection, [key for key in keys if key in latest])
            once_right = _once_right(connection, latest, before)
            for key in keys:
                if key in latest:
                    changes.checked.append({"run": run, "link": key})
                    sign = sign_of(latest[key].state, was_right=key in once_right)
                    _change_link(changes, key, latest[key], before.get(key), sign, self._rule)
                    for passage in passages.get(key, ()):
                        _change_passage(changes, latest[key], passage, self._rule)
        return changes


def _parts(keys: Iterable[str]) -> Iterator[list[str]]:
    distinct = list(dict.fromkeys(keys))
    for first in range(0, len(distinct), _MOST_KEYS):
        yield distinct[first : first + _MOST_KEYS]


def _passages(connection: sa.Connection, keys: Sequence[str]) -> dict[str, list[VerifiedPassage]]:
    found: dict[str, list[VerifiedPassage]] = {}
    rows = connection.execute(_PASSAGES, {"keys": keys}).mappings()
    for row in rows:
        found.setdefault(row["link"], []).append(passage_of(row))
    return found


def _once_right(
    connection: sa.Connection, latest: Mapping[str, Check], before: Mapping[str, sa.RowMapping]
) -> set[str]:
    """Those of ``before`` that show another work now and had the cited one at an earlier check."""
    asked = [key for key in before if key in latest and latest[key].state is SourceState.WRONG_WORK]
    if not asked:
        return set()
    right = [state.value for state in RIGHT_WORK]
    earlier = sa.select(INTERVAL.c.link).where(
        INTERVAL.c.link.in_(asked), INTERVAL.c.state.in_(right)
    )
    found = set(connection.execute(earlier).scalars())
    return found | {key for key in asked if before[key]["state"] in right}


def _change_link(
    changes: _Changes,
    key: str,
    check: Check,
    before: sa.RowMapping | None,
    sign: Sign,
    rule: AlarmRule,
) -> None:
    """The link's row after the check, and the interval that it ends."""
    alarm = _alarm(before) if before is not None else Alarm()
    after = next_alarm(alarm, sign, check.at, rule)
    row: dict[str, Any] = {
        "state": check.state.value,
        "rule": check.rule,
        "status": check.status,
        "final_url": check.final_url,
        "last_seen": check.at,
        "checks": 1,
        "first_seen": check.at,
        "standing": after.standing.value,
        "failures": after.failures,
        "counted_at": after.counted_at,
    }
    row |= _reading_columns(check, before)
    if before is None:
        changes.new_links.append(row | {"key": key, "url": check.url, "host": check.host})
    else:
        if (before["state"], before["status"]) == (check.state.value, check.status):
            row |= {"first_seen": before["first_seen"], "checks": before["checks"] + 1}
        else:
            kept = {
                column.name: before[column.name] for column in INTERVAL.c if column.name in before
            }
            changes.intervals.append(kept | {"link": key})
        row["last_seen"] = max(check.at, before["last_seen"])
        changes.links.append(row | {"of": key})
    _tell(changes, alarm_news(alarm, after), check)


def _reading_columns(check: Check, before: sa.RowMapping | None) -> dict[str, str]:
    """What is known of the page itself; a check that met no page leaves it as it was."""
    names = ("evidence", "judged", "judged_state", "judged_rule")
    if check.judged or before is None:
        judged = (check.judged, check.state.value, check.rule) if check.judged else ("", "", "")
        return dict(zip(names, (check.evidence, *judged), strict=True))
    return {name: before[name] for name in names}


def _change_passage(
    changes: _Changes, check: Check, passage: VerifiedPassage, rule: AlarmRule
) -> None:
    there = dict(check.there).get(passage.key)
    if there is None:
        return
    after = next_presence(passage.presence, there, check.at, rule)
    if after != passage.presence:
        changes.passages.append(presence_columns(after) | {"of": passage.key})
        _tell(changes, presence_news(passage.presence, after), check, passage)


def _tell(
    changes: _Changes,
    kind: NoticeKind | None,
    check: Check,
    passage: VerifiedPassage | None = None,
) -> None:
    if kind is None:
        return
    notice = notice_row(kind, check.url, check.at)
    if passage is not None:
        notice |= {
            "article": passage.article,
            "finding": passage.finding,
            "detail": passage.quotation,
        }
    changes.notices.append(notice)


def notice_row(kind: NoticeKind, url: str, at: float) -> dict[str, Any]:
    """A notice that nobody was told yet."""
    return {
        "id": token_hex(16),
        "link": url_key(url),
        "url": url,
        "kind": kind.value,
        "raised_at": at,
        "article": "",
        "finding": "",
        "detail": "",
        "told_in": "",
    }


def _update(table: sa.Table, names: Iterable[str]) -> sa.Update:
    values: dict[str, sa.BindParameter[Any]] = {name: sa.bindparam(name) for name in names}
    return sa.update(table).where(table.c.key == sa.bindparam("of")).values(values)


_FIXED = ("key", "url", "host")
_UPDATE_LINK = _update(LINK, (c.name for c in LINK.c if c.name not in _FIXED))
_UPDATE_PASSAGE = _update(PASSAGE, presence_columns(Presence()))
_WRITTEN: tuple[tuple[sa.Insert | sa.Update, Callable[[_Changes], list[Row]]], ...] = (
    (sa.insert(LINK), lambda changes: changes.new_links),
    (_UPDATE_LINK, lambda changes: changes.links),
    (sa.insert(INTERVAL), lambda changes: changes.intervals),
    (_UPDATE_PASSAGE, lambda changes: changes.passages),
    (sa.insert(NOTICE), lambda changes: changes.notices),
    (sa.insert(CHECKED), lambda changes: changes.checked),
)


def _write(connection: sa.Connection, changes: _Changes) -> None:
    for statement, rows_of in _WRITTEN:
        if rows := rows_of(changes):
            connection.execute(statement, rows)


def _alarm(row: sa.RowMapping) -> Alarm:
    return Alarm(Standing(row["standing"]), row["failures"], row["counted_at"])


def _interval(row: sa.RowMapping) -> Interval:
    return Interval(
        state=SourceState(row["state"]),
        rule=row["rule"],
        status=row["status"],
        final_url=row["final_url"],
        evidence=row["evidence"],
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        checks=row["checks"],
    )


def _link(row: sa.RowMapping) -> Link:
    judgement = None
    if row["judged"]:
        state = SourceState(row["judged_state"])
        judgement = Judgement(row["judged"], state, row["judged_rule"])
    return Link(row["url"], row["host"], _interval(row), _alarm(row), judgement)
