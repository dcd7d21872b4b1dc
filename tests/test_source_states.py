"""Sources that misbehave: the state must be right, and no quotation may suffer for it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from audit.archive import ArchiveSettings, WaybackArchive
from audit.cli.quote import check
from audit.earlier import held_in
from audit.fetch import Fetcher, FetchSettings
from audit.model import Reference, Source
from audit.sources import SourceReader
from audit.vocabulary import SourceState, Verdict
from tests.hostile import HostileWeb

OPENING = "agree on almost nothing except the number"
FOUND = frozenset({Verdict.VERBATIM, Verdict.EDITED})
NOT_JUDGED = frozenset({Verdict.UNVERIFIABLE})


@pytest.fixture(scope="module")
def web() -> Iterator[HostileWeb]:
    with HostileWeb() as running:
        yield running


@pytest.fixture(scope="module")
def reader(web: HostileWeb) -> Iterator[SourceReader]:
    settings = FetchSettings(
        total_seconds=5, read_seconds=2, per_host_delay_seconds=0, allow_private=True
    )
    archive = ArchiveSettings(
        base_url=web.base,
        availability_base=web.base,
        queries_per_minute=60_000,
        replays_per_minute=60_000,
    )
    with Fetcher(settings) as fetcher:
        yield SourceReader(fetcher, WaybackArchive(fetcher, archive))


def read(reader: SourceReader, url: str, accessed: str = "") -> Source:
    return reader.read(Reference(1, "source", "", "", "", accessed, url=url))


@dataclass(frozen=True)
class Case:
    """A route, a quotation, and what an editor must be told."""

    path: str
    quote: str
    state: SourceState
    verdicts: frozenset[Verdict]


CASES = [
    Case("/news/reform", OPENING, SourceState.LIVE, FOUND),
    Case("/f/cp1252-header", "we didn’t expect thanks – only rent", SourceState.LIVE, FOUND),
    Case("/f/cp1252-meta", "owed €340", SourceState.LIVE, FOUND),
    Case("/f/utf8-nocharset", "We didn’t know whether it would work", SourceState.LIVE, FOUND),
    Case("/f/410", OPENING, SourceState.DEAD, NOT_JUDGED),
    Case("/f/500", OPENING, SourceState.SERVER_ERROR, NOT_JUDGED),
    Case("/f/redirect-home", OPENING, SourceState.MOVED_TO_HOME, NOT_JUDGED),
    Case("/f/soft404", "counts the cost of its drug reform", SourceState.SOFT_404, NOT_JUDGED),
    Case("/f/redirect-soft404", "counts the cost", SourceState.SOFT_404, NOT_JUDGED),
    Case("/f/parked", OPENING, SourceState.PARKED, NOT_JUDGED),
    Case("/f/redirect-ok", OPENING, SourceState.MOVED, FOUND),
    Case("/f/503-then-ok?n=1", OPENING, SourceState.LIVE, FOUND),
    Case("/f/429-then-ok?n=1", OPENING, SourceState.LIVE, FOUND),
    Case("/f/403", OPENING, SourceState.BLOCKED, NOT_JUDGED),
    Case("/f/bot-ua", OPENING, SourceState.LIVE, FOUND),
    Case("/f/401", OPENING, SourceState.BLOCKED, NOT_JUDGED),
    Case("/f/451", OPENING, SourceState.BLOCKED, NOT_JUDGED),
    Case("/f/challenge403", OPENING, SourceState.BLOCKED, NOT_JUDGED),
    Case("/f/challenge200", OPENING, SourceState.BLOCKED, NOT_JUDGED),
    Case("/f/consent", OPENING, SourceState.BLOCKED, NOT_JUDGED),
    Case("/f/login", OPENING, SourceState.BLOCKED, NOT_JUDGED),
    Case("/f/paywall", OPENING, SourceState.PAYWALLED, FOUND),
    Case("/f/paywall", "streets around the clinics", SourceState.PAYWALLED, NOT_JUDGED),
    Case("/f/js-app", OPENING, SourceState.NEEDS_JAVASCRIPT, NOT_JUDGED),
    Case("/f/js-nextdata", OPENING, SourceState.LIVE, FOUND),
    Case("/f/paged?page=1", "keeps, in a drawer, the last custody list", SourceState.LIVE, FOUND),
    Case("/docs/evaluation.pdf", "spent on treatment", SourceState.LIVE, FOUND),
    Case("/docs/evaluation.pdf", "recorded in the three control cities", SourceState.LIVE, FOUND),
    Case("/docs/evaluation.pdf", "were never counted by anybody", SourceState.LIVE, FOUND),
    Case("/docs/download", "The savings on enforcement were real", SourceState.LIVE, FOUND),
    Case("/docs/scan.pdf", "The savings on enforcement", SourceState.NO_TEXT, NOT_JUDGED),
    Case("/f/image", "The savings on enforcement", SourceState.NO_TEXT, NOT_JUDGED),
    Case("/f/plain.txt", "dusk on Friday until the herring fleet", SourceState.LIVE, FOUND),
    Case("/f/empty", OPENING, SourceState.NO_TEXT, NOT_JUDGED),
    Case("/f/204", OPENING, SourceState.NO_TEXT, NOT_JUDGED),
    Case("/f/big-head", "kept a private ledger of every vessel", SourceState.LIVE, FOUND),
    Case("/f/big-tail", "kept a private ledger of every vessel", SourceState.LIVE, FOUND),
    Case("/f/gzip-bomb", OPENING, SourceState.TOO_LARGE, NOT_JUDGED),
    Case("/f/slow", OPENING, SourceState.TIMEOUT, NOT_JUDGED),
    Case("/f/stall", OPENING, SourceState.TIMEOUT, NOT_JUDGED),
    Case("/f/truncated", OPENING, SourceState.TRUNCATED, FOUND),
    Case("/f/truncated", "The policy was a success", SourceState.TRUNCATED, NOT_JUDGED),
    Case("/f/loop", OPENING, SourceState.REDIRECT_LOOP, NOT_JUDGED),
    Case("/f/paged?page=1", OPENING, SourceState.LIVE, FOUND),
    Case("/gone/reform", OPENING, SourceState.ARCHIVED, FOUND),
    Case("/gone/redirected", OPENING, SourceState.DEAD, NOT_JUDGED),
    Case("/gone/softcopy", OPENING, SourceState.DEAD, NOT_JUDGED),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path)
def test_the_state_is_right_and_the_verdict_follows(
    web: HostileWeb, reader: SourceReader, case: Case
) -> None:
    source = read(reader, web.url(case.path))
    assert source.state is case.state, (source.rule, source.detail)
    verdict = check(case.quote, source, "")[1]
    assert verdict in case.verdicts


def test_what_the_whole_source_does_not_have_is_absent(
    web: HostileWeb, reader: SourceReader
) -> None:
    source = read(reader, web.url("/news/reform"))
    quote = "an unmitigated catastrophe for the waterfront economy"
    assert check(quote, source, "")[1] is Verdict.ABSENT


def test_words_of_the_archive_s_own_toolbar_are_not_the_source_s(
    web: HostileWeb, reader: SourceReader
) -> None:
    source = read(reader, web.url("/gone/reform"))
    assert check("is an initiative of the Internet Archive", source, "")[1] is Verdict.ABSENT
    assert source.capture is not None
    assert source.capture.timestamp == "20150102030405"


def test_words_that_a_changed_page_no_longer_has_are_found_in_the_capture(
    web: HostileWeb, reader: SourceReader
) -> None:
    reference = Reference(1, "source", "", "", "", "2019-04-01", url=web.url("/changed/minutes"))
    live = reader.read(reference)
    quote = "will not begin before the herring have gone"
    assert (live.state, check(quote, live, "")[1]) == (SourceState.LIVE, Verdict.ABSENT)
    earlier = reader.read_earlier(live, reference)
    assert earlier is not None
    assert earlier.state is SourceState.CHANGED
    held = held_in(earlier, quote)
    assert held is not None
    assert held.verdict is Verdict.VERBATIM
    assert "2019-03-03" in held.reason
    assert held_in(earlier, "will begin in March") is None


def test_a_refused_connection_is_unreachable(reader: SourceReader) -> None:
    assert read(reader, "http://127.0.0.1:9/x").state is SourceState.UNREACHABLE


def test_a_host_without_address_is_unreachable_in_one_look(reader: SourceReader) -> None:
    source = read(reader, "http://no-such-host.invalid/x")
    assert (source.state, source.rule) == (SourceState.UNREACHABLE, "no-such-host")


def test_a_private_address_is_refused_unless_allowed(web: HostileWeb) -> None:
    with Fetcher(FetchSettings()) as fetcher:
        source = read(SourceReader(fetcher, None), web.url("/news/reform"))
    assert (source.state, source.rule) == (SourceState.NOT_CHECKED, "private-address")
