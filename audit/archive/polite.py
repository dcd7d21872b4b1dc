"""Asking one archive in one run: in turn, evenly spaced, and not at all once it is too much."""

from collections.abc import Callable

from audit.archive.cdx import tells_exclusion
from audit.archive.contract import Client
from audit.archive.pace import Pace, Stop
from audit.model import Fetched
from audit.vocabulary import SourceState

STOPPED = "archive-stopped"
_UNREACHABLE = (SourceState.UNREACHABLE, SourceState.TLS_ERROR)


class PoliteClient:
    """The network code, minding one archive's limits. Thread-safe.

    After a 429, or a few failures in a row, nothing is asked any more: every further answer is
    ``not-checked`` with the reason as its detail. ``stop`` is shared by all that ask one archive.
    ``wait`` sleeps for a number of seconds.
    """

    def __init__(
        self,
        fetcher: Client,
        archive: str,
        total_seconds: float,
        stop: Stop | None = None,
        wait: Callable[[float], None] | None = None,
    ) -> None:
        self._fetcher = fetcher
        self._archive = archive
        self._total_seconds = total_seconds
        self._stop = stop or Stop()
        self._wait = wait or self._stop.wait

    @property
    def stopped(self) -> str:
        """Why the archive is not asked any more, ``""`` while it is."""
        return self._stop.reason

    def ask(
        self,
        url: str,
        pace: Pace,
        *,
        follow_redirects: bool = True,
        total_seconds: float | None = None,
    ) -> Fetched:
        """One GET when ``pace`` allows it, in at most ``total_seconds`` (or the setting)."""
        seconds = min(total_seconds or self._total_seconds, self._total_seconds)
        return self.take_turn(
            url,
            pace,
            lambda: self._fetcher.get(
                url, follow_redirects=follow_redirects, total_seconds=seconds
            ),
        )

    def take_turn(self, url: str, pace: Pace, request: Callable[[], Fetched]) -> Fetched:
        """What ``request`` (for ``url``) brings, once ``pace`` allows it."""
        while not self._stop.reason and (seconds := pace.take()):
            self._wait(seconds)
        if self._stop.reason:
            return Fetched(url, url, SourceState.NOT_CHECKED, STOPPED, self._stop.reason)
        fetched = request()
        self._notice(fetched)
        return fetched

    def _notice(self, fetched: Fetched) -> None:
        """Learn from an answer whether the archive may be asked again."""
        if header(fetched, "memento-datetime"):
            self._stop.answered()
        elif fetched.status == 429 or fetched.state is SourceState.RATE_LIMITED:
            self._stop.stop(
                f"{self._archive} answered 429 (too many requests); not asked again this run"
            )
        elif _refused(fetched):
            self._stop.failed(
                f"{self._archive} did not answer several times in a row ({fetched.state}); "
                "not asked again this run",
                unreachable=fetched.state in _UNREACHABLE,
            )
        else:
            self._stop.answered()


def header(fetched: Fetched, name: str) -> str:
    """The value of the header ``name`` (lower case), or ``""``."""
    return next((value for key, value in fetched.headers if key == name), "")


def _refused(fetched: Fetched) -> bool:
    """Whether the archive itself failed or turned us away, whatever was asked."""
    if fetched.status is None:
        return True
    return fetched.status >= 500 or (fetched.status == 403 and not tells_exclusion(fetched.body))
