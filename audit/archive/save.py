"""Having live pages captured before they die: the Wayback Machine's Save Page Now 2.

A wish is a form sent to ``/save`` with the keys of an account; the archive answers with the number
of a job, whose outcome is asked for at ``/save/status/`` until it is told.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from audit.archive.addresses import is_untrusted_archive, parse_archive_url
from audit.archive.choose import WAYBACK_NAME, capture_of
from audit.archive.contract import SavingClient
from audit.archive.dates import access_period
from audit.archive.pace import Stop, shared_pace
from audit.archive.polite import STOPPED, PoliteClient, header
from audit.archive.spn import SaveOutcome, SpnAnswer, read_status, read_submission
from audit.fetch.redirects import clean_address
from audit.model import Capture, Fetched

KEY_VARIABLES = ("IA_ACCESS_KEY", "IA_SECRET_KEY")
KEYS_MISSING = (
    f"{KEY_VARIABLES[0]} and {KEY_VARIABLES[1]} are not set, and the Internet Archive takes no "
    "wish without them; an account has its keys at https://archive.org/account/s3.php"
)
KEYS_STAY = "the keys are the Internet Archive's and are not sent to another host"
_MOST_UNTOLD = 3  # answers in a row that are none, before a job is left to itself
_LONGEST_WAIT = 60.0
_JOB = re.compile(r"[A-Za-z0-9_.:-]{1,100}")


@dataclass(frozen=True, slots=True)
class SaveSettings:
    """How captures are asked for.

    ``base_url`` answers ``/save``. Without both keys nothing is asked. ``saves_per_minute`` stays
    below the 7 that an account may ask for (2026). A job is watched for ``job_seconds`` (the
    archive gives it two minutes), every ``poll_seconds`` where the archive names no pause;
    ``total_seconds`` bounds one answer. A capture of the last ``recent_days`` makes a new one
    needless.
    """

    base_url: str = "https://web.archive.org"
    access_key: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    saves_per_minute: float = 6
    polls_per_minute: float = 30
    total_seconds: float = 60
    job_seconds: float = 180
    poll_seconds: float = 6
    recent_days: int = 30

    @property
    def unusable(self) -> str:
        """Why nothing can be asked with these settings, ``""`` when it can."""
        if not (self.access_key and self.secret_key):
            return KEYS_MISSING
        return "" if _may_have_keys(self.base_url) else KEYS_STAY


@dataclass(frozen=True, slots=True)
class Saving:
    """What became of the wish to have ``url`` captured. ``capture`` only when it was made."""

    url: str
    outcome: SaveOutcome
    detail: str = ""
    code: str = ""
    job: str = ""
    capture: Capture | None = None


class SavePageNow:
    """Asks the Wayback Machine to capture pages. Thread-safe; one object serves one run.

    ``stop`` is shared with whatever else asks the archive in this run: a 429 ends all of it.
    ``clock`` and ``wait`` count and sleep seconds.
    """

    def __init__(
        self,
        fetcher: SavingClient,
        settings: SaveSettings,
        stop: Stop | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] | None = None,
    ) -> None:
        self._fetcher, self._settings, self._clock = fetcher, settings, clock
        self._base = settings.base_url.rstrip("/")
        self._stop = stop or Stop()
        self._wait = wait or self._stop.wait
        self._client = PoliteClient(
            fetcher, WAYBACK_NAME, settings.total_seconds, self._stop, self._wait
        )
        # One at a time: even a short burst would pass the limit of 7 in some minute.
        self._saves = shared_pace(self._base, "save", settings.saves_per_minute, burst=1)
        self._polls = shared_pace(self._base, "save-status", settings.polls_per_minute)

    def save(self, url: str, accessed: str = "") -> Saving:
        """Have ``url`` captured, and wait until the archive says that it was.

        ``accessed`` (EDTF) only serves for the capture's distance. Never raises for what the
        outside world does.
        """
        refused = self._settings.unusable or _unfit(url)
        if refused:
            return Saving(url, SaveOutcome.NOT_ASKED, refused)
        address = clean_address(url)
        fetched = self._client.take_turn(address, self._saves, lambda: self._submit(address))
        if fetched.rule == STOPPED:
            return Saving(url, SaveOutcome.NOT_ASKED, fetched.detail)
        answer = read_submission(fetched)
        if answer.ends_run:
            self._stop.stop(self._without_keys(answer.message) + "; not asked again this run")
        if not answer.job or answer.outcome is not None:
            return self._saving(url, answer, answer.job)
        if not _JOB.fullmatch(answer.job):
            said = "the archive named a job that cannot be asked for"
            return Saving(url, SaveOutcome.SUBMITTED, said)
        return self._watched(url, answer.job, accessed, self._pause(fetched))

    def interrupt(self) -> None:
        """Let every wish under way end now."""
        self._stop.stop("interrupted")

    def _submit(self, url: str) -> Fetched:
        wish = {
            "url": url,
            "capture_all": "0",  # error pages are no captures of the work
            "if_not_archived_within": f"{self._settings.recent_days}d",
        }
        seconds = self._settings.total_seconds
        return self._fetcher.post(
            f"{self._base}/save", wish, headers=self._headers(), total_seconds=seconds
        )

    def _watched(self, url: str, job: str, accessed: str, pause: float) -> Saving:
        """The job's outcome, asked for first after ``pause`` and until it is told or time is up."""
        end = self._clock() + self._settings.job_seconds
        untold = 0
        address = f"{self._base}/save/status/{quote(job, safe='')}"
        while self._clock() + pause <= end:
            self._wait(pause)
            fetched = self._client.take_turn(address, self._polls, lambda: self._ask(address))
            answer = read_status(fetched)
            if answer.outcome is SaveOutcome.ARCHIVED:
                return self._archived(url, job, answer, accessed)
            if answer.outcome is not None and answer.told:
                return self._saving(url, answer, job)
            untold = 0 if answer.told else untold + 1
            if untold == _MOST_UNTOLD or fetched.rule == STOPPED or fetched.status == 429:
                said = f"the archive took it (job {job}), and then: {answer.message}"
                return Saving(url, SaveOutcome.SUBMITTED, self._without_keys(said), job=job)
            pause = self._pause(fetched)
        said = f"not done within {self._settings.job_seconds:.0f} s (job {job})"
        return Saving(url, SaveOutcome.SUBMITTED, said, job=job)

    def _ask(self, address: str) -> Fetched:
        return self._fetcher.get(
            address,
            headers=self._headers(),
            follow_redirects=False,
            total_seconds=self._settings.total_seconds,
        )

    def _pause(self, fetched: Fetched) -> float:
        """Seconds until the next question, as Retry-After says (RFC 9110 10.2.3) or as usual."""
        asked = header(fetched, "retry-after").strip()
        return (
            min(float(asked), _LONGEST_WAIT) if asked.isdecimal() else self._settings.poll_seconds
        )

    def _archived(self, url: str, job: str, answer: SpnAnswer, accessed: str) -> Saving:
        """The capture made. Its index and replay may know it only hours later."""
        original = url if _unfit(answer.original) else answer.original
        capture = capture_of(
            answer.timestamp,
            original,
            access_period(accessed),
            archive=WAYBACK_NAME,
            view_prefix=f"{self._base}/web",
        )
        return Saving(url, SaveOutcome.ARCHIVED, job=job, capture=capture)

    def _saving(self, url: str, answer: SpnAnswer, job: str) -> Saving:
        outcome = answer.outcome or SaveOutcome.TRANSIENT
        return Saving(url, outcome, self._without_keys(answer.message), answer.code, job)

    def _headers(self) -> Mapping[str, str]:
        keys = f"{self._settings.access_key}:{self._settings.secret_key}"
        return {"Accept": "application/json", "Authorization": f"LOW {keys}"}

    def _without_keys(self, said: str) -> str:
        """A sentence of the archive's, should it repeat what it was sent."""
        for key in (self._settings.secret_key, self._settings.access_key):
            said = said.replace(key, "…") if key else said
        return said


def keys_from(environment: Mapping[str, str]) -> tuple[str, str]:
    """Access key and secret key as the environment has them, ``""`` for what is missing."""
    access, secret = (environment.get(name, "").strip() for name in KEY_VARIABLES)
    return access, secret


def _may_have_keys(base: str) -> bool:
    """Whether the account's keys may be sent there: home, encrypted, or to this very machine."""
    try:
        parts = urlsplit(base)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "https" and (host == "archive.org" or host.endswith(".archive.org")):
        return True
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _unfit(url: str) -> str:
    """Why an address cannot be captured, ``""`` when it can."""
    try:
        clean_address(url).encode()
    except ValueError:
        return "this is no web address"
    if is_untrusted_archive(url) or parse_archive_url(url) is not None:
        return "this is a page of an archive"
    return ""
