"""The store itself: real files, real transactions."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from audit.errors import InputError, StorageError
from audit.history import (
    Busy,
    Check,
    Citation,
    History,
    Lease,
    NoticeKind,
    Standing,
    VerifiedPassage,
    open_history,
)
from audit.history.alarm import DAY, HOUR
from audit.history.captures import MISSING_DAYS
from audit.history.database import Database
from audit.history.schema import STEPS
from audit.vocabulary import ArchiveOutcome, SourceState

URL = "https://news.example/a"
NIGHT = 1_700_000_000.0


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "state" / "history.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def history(request: pytest.FixtureRequest, path: str) -> Iterator[History]:
    """Every promise of the store holds in a file and in a database with a server."""
    kept_in = path if request.param == "sqlite" else request.getfixturevalue("empty_postgres")
    with open_history(kept_in) as opened:
        yield opened


def look(night: float, state: SourceState = SourceState.LIVE, url: str = URL) -> Check:
    status = 404 if state is SourceState.DEAD else 200
    return Check(url, "news.example", NIGHT + night * DAY, state, "ok", status, url, "e", "j")


def nightly(history: History, night: float, *checks: Check) -> str:
    run = history.runs.begin("links", "list", "", NIGHT + night * DAY)
    history.links.record(run.id, checks)
    counts = {check.state: 1 for check in checks}
    assert history.runs.finish(run.id, counts, NIGHT + night * DAY + HOUR)
    return run.id


def test_a_year_of_the_same_state_is_one_interval(history: History) -> None:
    for night in range(365):
        nightly(history, night, look(night))
    [interval] = history.links.intervals([URL])[URL]
    assert (interval.checks, interval.first_seen) == (365, NIGHT)
    assert interval.last_seen == NIGHT + 364 * DAY
    assert len(history.runs.ended()) == 365


def test_every_change_of_state_begins_an_interval(history: History) -> None:
    states = [SourceState.LIVE, SourceState.LIVE, SourceState.BLOCKED, SourceState.LIVE]
    for night, state in enumerate(states):
        nightly(history, night, look(night, state))
    life = history.links.intervals([URL])[URL]
    assert [(i.state, i.checks) for i in life] == [("live", 2), ("blocked", 1), ("live", 1)]
    later = history.links.intervals([URL], NIGHT + 2.5 * DAY)[URL]
    assert [i.state for i in later] == ["live"]


def test_an_address_taken_over_by_another_work_is_dead_in_time(history: History) -> None:
    states = [SourceState.LIVE, SourceState.TIMEOUT] + [SourceState.WRONG_WORK] * 7
    for night, state in enumerate(states):
        nightly(history, night, look(night, state))
        standing = history.links.known([URL])[URL].alarm.standing
        assert (standing is Standing.DEAD) == (night == 8)


def test_a_page_that_never_had_the_cited_title_is_not_called_dead(history: History) -> None:
    for night in range(30):
        nightly(history, night, look(night, SourceState.WRONG_WORK))
    assert history.links.known([URL])[URL].alarm.standing is Standing.OK
    assert history.runs.notices([URL]) == ()


def test_a_check_counts_once_in_a_run_however_often_it_is_recorded(history: History) -> None:
    run = history.runs.begin("links", "list", "", NIGHT)
    for _ in range(3):
        history.links.record(run.id, [look(0, SourceState.DEAD)])
        history.links.record(run.id, [look(4, SourceState.DEAD)])
    link = history.links.known([URL])[URL]
    assert (link.now.checks, link.alarm.failures) == (1, 1)


def test_a_run_that_has_ended_takes_no_more_checks(history: History) -> None:
    run = nightly(history, 0, look(0))
    history.links.record(run, [look(1, SourceState.DEAD)])
    assert history.links.known([URL])[URL].now.checks == 1


def test_death_is_noticed_once_and_told_once(history: History) -> None:
    told: list[tuple[int, NoticeKind]] = []
    for night in range(20):
        run = nightly(history, night, look(night, SourceState.DEAD))
        notices = history.runs.notices([URL])
        history.runs.told(run, notices)
        told += [(night, notice.kind) for notice in notices]
    assert told == [(0, NoticeKind.FAILING), (6, NoticeKind.DEAD)]
    assert history.links.known([URL])[URL].alarm.standing is Standing.DEAD
    assert [n.kind for n in history.runs.told_of(URL)] == ["failing", "dead"]


def test_what_was_not_told_before_a_kill_is_told_by_the_next_run(history: History) -> None:
    for night in (0, 3, 6):
        nightly(history, night, look(night, SourceState.DEAD))
    assert [n.kind for n in history.runs.notices([URL])] == ["failing", "dead"]
    assert history.runs.notices(["https://other.example/"]) == ()


def test_a_killed_run_goes_on_where_it_stopped(history: History) -> None:
    first = history.runs.begin("links", "list", "1/2", NIGHT)
    history.links.record(first.id, [look(0)])
    again = history.runs.begin("links", "list", "1/2", NIGHT + HOUR)
    assert (again.id, again.resumed) == (first.id, True)
    urls = [URL, "https://news.example/b"]
    assert history.links.unchecked(again.id, urls, NIGHT + HOUR) == (urls[1],)
    other = history.runs.begin("links", "list", "2/2", NIGHT + HOUR)
    next_night = history.runs.begin("links", "list", "1/2", NIGHT + DAY)
    assert not other.resumed
    assert not next_night.resumed
    assert next_night.id != first.id


def test_what_another_run_has_just_looked_at_is_not_asked_again(history: History) -> None:
    one = history.runs.begin("links", "list", "", NIGHT)
    two = history.runs.begin("links", "another list", "", NIGHT)
    history.links.record(one.id, [look(0.01)])
    assert history.links.unchecked(two.id, [URL], NIGHT) == ()
    assert history.links.unchecked(two.id, [URL], NIGHT + DAY) == (URL,)


def test_a_run_ends_once(history: History) -> None:
    run = history.runs.begin("links", "list", "", NIGHT)
    assert history.runs.finish(run.id, {SourceState.LIVE: 3}, NIGHT + 1)
    assert not history.runs.finish(run.id, {SourceState.LIVE: 4}, NIGHT + 2)
    [ended] = history.runs.ended(kind="links")
    assert (ended.states, ended.finished) == (((SourceState.LIVE, 3),), NIGHT + 1)


def test_a_host_belongs_to_one_until_the_lease_ends_or_is_given_back(history: History) -> None:
    leases = history.leases
    mine = leases.claim("h.example", "me", 60, NIGHT)
    assert isinstance(mine, Lease)
    assert leases.claim("h.example", "you", 60, NIGHT + 20) == Busy("h.example", 40, "me")
    assert leases.renew(mine, NIGHT + 200)
    assert leases.claim("h.example", "you", 60, NIGHT + 120) == Busy("h.example", 80, "me")
    leases.release(mine, NIGHT + 130)
    assert leases.claim("h.example", "you", 60, NIGHT + 121) == Busy("h.example", 9)
    assert isinstance(leases.claim("h.example", "you", 60, NIGHT + 131), Lease)
    assert not leases.renew(mine, NIGHT + 300)


def test_the_lease_of_a_dead_owner_ends_by_itself(history: History) -> None:
    leases = history.leases
    assert isinstance(leases.claim("h.example", "dead", 60, NIGHT), Lease)
    assert isinstance(leases.claim("h.example", "you", 60, NIGHT + 61), Lease)


def test_who_lost_the_host_is_told_so_with_the_check_kept(history: History) -> None:
    run = history.runs.begin("links", "list", "", NIGHT)
    mine = history.leases.claim("news.example", "me", 60, NIGHT)
    assert isinstance(mine, Lease)
    history.leases.claim("news.example", "you", 60, NIGHT + 61)
    assert not history.links.record(run.id, [look(0.1)], mine, 60)
    assert history.links.unchecked(run.id, [URL], NIGHT + DAY) == ()


def passage(quotation: str = "we knew nothing", finding: str = "q07") -> VerifiedPassage:
    return VerifiedPassage(URL, "references.yaml", finding, quotation, quotation)


def test_a_lost_passage_is_noticed_after_two_nights_and_its_return_as_well(
    history: History,
) -> None:
    lost = passage()
    history.passages.replace("references.yaml", [lost], (), NIGHT)
    for night, there in enumerate([True, False, False, False, True]):
        nightly(history, night, replace(look(night), there=((lost.key, there),)))
    notices = history.runs.told_of(URL)
    assert [(n.kind, n.finding, n.detail) for n in notices] == [
        ("drifted", "q07", "we knew nothing"),
        ("restored", "q07", "we knew nothing"),
    ]
    assert [n.raised_at for n in notices] == [NIGHT + 2 * DAY, NIGHT + 4 * DAY]


def test_an_audit_replaces_what_it_could_check_and_keeps_the_rest(history: History) -> None:
    history.passages.replace("references.yaml", [passage("a b c"), passage("d e f")], (), NIGHT)
    history.passages.replace("references.yaml", [passage("g h i")], {"d e f"}, NIGHT + DAY)
    found = {p.quotation: p.verified_at for p in history.passages.of([URL])[URL]}
    assert found == {"g h i": NIGHT + DAY, "d e f": NIGHT}
    history.passages.replace("other.yaml", [], (), NIGHT)
    assert len(history.passages.of([URL])[URL]) == 2


def test_who_cites_an_address_is_known(history: History) -> None:
    history.passages.cite("a.yaml", [Citation("a.yaml", 3, URL, "News")])
    history.passages.cite("b.yaml", [Citation("b.yaml", 1, URL, "News")])
    history.passages.cite("a.yaml", [Citation("a.yaml", 4, URL, "News")])
    assert [(c.article, c.number) for c in history.passages.citations([URL])] == [
        ("a.yaml", 4),
        ("b.yaml", 1),
    ]


def test_an_archive_is_asked_seldom_and_a_missing_capture_told_once(history: History) -> None:
    captures, other = history.captures, "https://news.example/b"
    assert captures.due([URL, other], 1, NIGHT) == (URL,)
    captures.record(URL, ArchiveOutcome.NO_CAPTURES, NIGHT)
    captures.record(other, ArchiveOutcome.UNKNOWN, NIGHT)
    assert captures.due([URL, other], 9, NIGHT + DAY) == (other,)
    later = NIGHT + (MISSING_DAYS + 1) * DAY
    assert set(captures.due([URL, other], 9, later)) == {URL, other}
    captures.record(URL, ArchiveOutcome.NO_CAPTURES, later)
    assert [n.kind for n in history.runs.told_of(URL)] == [NoticeKind.NO_CAPTURE]


def test_text_that_no_database_takes_is_kept_as_far_as_it_goes(history: History) -> None:
    odd = passage("nul \x00 and half a \ud83d pair")
    history.passages.replace("references.yaml", [odd], (), NIGHT)
    [kept] = history.passages.of([URL])[URL]
    assert kept.quotation == "nul \ufffd and half a ? pair"


def test_addresses_of_any_length_are_kept_apart(history: History) -> None:
    long = "https://news.example/" + "x" * 100_000
    run = history.runs.begin("links", "list", "", NIGHT)
    history.links.record(run.id, [look(0, url=long), look(0, url=long + "y")])
    assert len(history.links.known([long, long + "y", URL])) == 2


def test_ten_thousand_addresses_in_one_question(history: History) -> None:
    urls = [f"https://news.example/{number}" for number in range(3_000)]
    run = history.runs.begin("links", "list", "", NIGHT)
    history.links.record(run.id, [look(0, url=url) for url in urls[:1500]])
    assert history.links.unchecked(run.id, urls, NIGHT + DAY) == tuple(urls[1500:])


def test_a_file_that_is_no_store_is_refused_untouched(path: str) -> None:
    file = Path(path)
    file.parent.mkdir()
    file.write_bytes(b"nothing like a database " * 100)
    with pytest.raises(
        InputError, match=r"history\.db: this is no history: file is not a database"
    ):
        Database(path)
    assert file.read_bytes().startswith(b"nothing like")


def test_a_database_of_something_else_is_refused(path: str) -> None:
    Path(path).parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("create table recipes (name text)")
    connection.close()
    with pytest.raises(InputError, match="a database of something else"):
        Database(path)


def test_a_store_of_a_newer_program_is_refused_with_its_version(path: str) -> None:
    Database(path, [*STEPS, lambda connection: None]).close()
    newest = len(STEPS) + 1
    said = f"of version {newest + 1}, this program knows {newest}"
    with pytest.raises(InputError, match=said) as caught:
        Database(path)
    assert caught.value.exit_code == 2


def test_an_older_store_is_brought_forward_with_all_it_has(path: str) -> None:
    with open_history(path) as history:
        nightly(history, 0, look(0))

    def widen(connection: sa.Connection) -> None:
        connection.execute(sa.text("alter table link add column note text"))

    Database(path, [*STEPS, widen]).close()
    database = Database(path, [*STEPS, widen])
    with database.read() as connection:
        assert connection.execute(sa.text("select url, note from link")).all() == [(URL, None)]
    database.close()


def test_a_step_that_fails_leaves_the_store_as_it_was(path: str) -> None:
    Database(path).close()

    def break_off(connection: sa.Connection) -> None:
        connection.execute(sa.text("alter table link add column note text"))
        connection.execute(sa.text("select * from nowhere"))

    with pytest.raises(StorageError, match="no such table"):
        Database(path, [*STEPS, break_off])
    with open_history(path) as history:
        nightly(history, 0, look(0))


@pytest.mark.parametrize(
    ("location", "said"),
    [("nonsense://x", "cannot be opened"), ("postgresql+nodriver://x/y", "cannot be opened")],
)
def test_an_address_that_cannot_be_used_is_said(location: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        Database(location)


def test_a_folder_where_nothing_can_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be made"):
        Database(str(tmp_path / "file" / "history.db"))


def test_a_transaction_that_raises_leaves_nothing(path: str) -> None:
    database = Database(path)

    def break_off() -> None:
        with database.write() as connection:
            connection.execute(sa.text("insert into host values ('h', '', 0, 0)"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    with database.read() as connection:
        assert connection.execute(sa.text("select count(*) from host")).scalar() == 0
    database.close()


def test_a_reader_keeps_no_writer_waiting(path: str) -> None:
    database = Database(path)
    with database.read() as reader:
        reader.execute(sa.text("select * from link")).all()
        with database.write() as writer:
            writer.execute(sa.text("insert into host values ('h', '', 0, 0)"))
    database.close()
