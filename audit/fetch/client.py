"""One visit, request by request: headers, cookies, redirects, retries, the cache."""

import time
from dataclasses import dataclass, replace

from requests.cookies import RequestsCookieJar

from audit.fetch.body import CODINGS
from audit.fetch.cache import Cache, Entry, confirmed
from audit.fetch.failures import INTERRUPTED, Failure
from audit.fetch.redirects import AddressError, clean_address, location_target, refresh_target
from audit.fetch.robots import Robots, RobotsAnswer
from audit.fetch.settings import FetchSettings
from audit.fetch.states import (
    HEADER_CHECK,
    Verdict,
    verdict_of_body,
    verdict_of_status,
    verdict_of_success,
)
from audit.fetch.transport import Answer, Question, Transport
from audit.fetch.visit import (
    Visit,
    Wish,
    answered,
    elapsed,
    failed,
    media_type_of,
    origin_of,
    retry_after,
)
from audit.model import Fetched, Hop
from audit.vocabulary import SourceState

_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.5",
    "Upgrade-Insecure-Requests": "1",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
}
_SHARED = ("accept", "if-", "prefer", "range", "user-agent")  # sent to any host on the way
_HTML = ("text/html", "application/xhtml+xml", "")
_CLOCK_SLACK = 0.05  # seconds after what Retry-After says
_ROBOTS_REDIRECTS = 5  # RFC 9309 2.3.1.2


@dataclass(frozen=True, slots=True)
class Later:
    """The visit goes on at ``visit.host``, ``seconds`` from now at the earliest; the host just
    asked is left alone for ``pause`` seconds."""

    seconds: float = 0.0
    pause: float = 0.0


class Client:
    """Carries visits out. Knows nothing of threads and turns; ``step`` may be called from any
    thread, for one visit by one at a time."""

    def __init__(self, settings: FetchSettings, transport: Transport) -> None:
        self._settings, self._transport = settings, transport
        directory = settings.cache_directory
        self._cache = Cache(directory, settings.cache_bytes) if directory else None
        self._robots = Robots(self._read_robots) if settings.obey_robots else None
        self._down: dict[str, tuple[float, Failure]] = {}

    def begin(self, wish: Wish) -> Visit | Fetched:
        """A visit that may be stepped, or the result when no request is needed."""
        visit = Visit(wish=wish, address=wish.url, data=wish.data)
        try:
            visit.address = visit.start = clean_address(wish.url)
        except AddressError as error:
            return failed(visit, Failure(SourceState.NOT_CHECKED, error.rule, str(error)))
        entry = self._load(wish, visit.address)
        if entry is None:
            return visit
        cap = self._settings.cache_fresh_seconds
        if entry.is_fresh(time.time(), cap):
            return _from_cache(visit, entry.fetched, "kept-copy")
        visit.entry = entry
        if entry.direct and time.time() - entry.saved < cap:
            visit.take_shortcut(entry)
        return visit

    def known_down(self, visit: Visit) -> Fetched | None:
        """The result of a visit to a host that a moment ago could not be connected to.

        It is the very failure of the first visit, so that a report does not depend on which of a
        host's addresses happened to be asked first.
        """
        until, failure = self._down.get(origin_of(visit.address), (0.0, None))
        if failure is None or time.monotonic() > until:
            return None
        return failed(visit, failure)

    def step(self, visit: Visit) -> Fetched | Later:
        """Ask ``visit.host`` once, or as often as it redirects to itself."""
        visit.began = visit.began or time.monotonic()
        host = visit.host
        while True:
            outcome = self.known_down(visit) or self._request(visit)
            if not isinstance(outcome, _Onward):
                return outcome
            if visit.host != host:
                return Later()

    def _request(self, visit: Visit) -> "Fetched | Later | _Onward":
        start = time.monotonic()
        if self._robots and not self._robots.allows(visit.address):
            failure = Failure(SourceState.NOT_CHECKED, "robots", "robots.txt disallows it")
            return failed(visit, failure)
        visit.spent += time.monotonic() - start
        if visit.seconds_left <= 0:
            detail = f"not finished within {visit.wish.total_seconds:.0f} s"
            return failed(visit, Failure(SourceState.TIMEOUT, "total-deadline", detail))
        visit.seen.add(visit.situation(visit.address))
        question = Question(visit.address, self._headers(visit), visit.jar, visit.data)
        start = time.monotonic()
        answer = self._transport.ask(question, visit.seconds_left)
        visit.spent += time.monotonic() - start
        if isinstance(answer, Failure):
            return self._after_failure(visit, answer)
        visit.jar.update(answer.cookies)
        return self._after_answer(visit, answer)

    def _after_failure(self, visit: Visit, failure: Failure) -> Fetched | Later:
        if failure.down and self._settings.host_down_seconds:
            until = time.monotonic() + self._settings.host_down_seconds
            self._down[origin_of(visit.address)] = (until, failure)
        if visit.shortcut and failure is not INTERRUPTED:
            visit.start_over()
            return Later()
        if failure.passing and (later := self._again(visit, None)):
            return later
        return failed(visit, failure)

    def _after_answer(self, visit: Visit, answer: Answer) -> "Fetched | Later | _Onward":
        if answer.status == 304 and visit.entry is not None:
            return self._unchanged(visit, visit.entry, answer)
        if visit.shortcut and answer.status != 200:
            visit.start_over()
            return Later()
        if answer.location:
            return self._redirected(visit, answer, answer.location)
        verdict = verdict_of_status(answer.status, answer.headers, answer.body.data)
        if verdict is not None:
            self._hop(visit, answer)
            return self._refused(visit, answer, verdict)
        return self._succeeded(visit, answer)

    def _unchanged(self, visit: Visit, entry: Entry, answer: Answer) -> Fetched:
        """The kept copy is still good; the way there may have become another."""
        self._hop(visit, answer)
        fetched = confirmed(entry, answer.headers)
        verdict = verdict_of_success(visit.start, visit.address, visit.chain, fetched.body)
        fetched = replace(fetched, state=verdict.state, hops=visit.chain)
        self._store(visit, fetched)
        return _from_cache(visit, fetched, "not-modified")

    def _redirected(self, visit: Visit, answer: Answer, location: str) -> "Fetched | _Onward":
        try:
            target = location_target(visit.address, location)
        except AddressError as error:
            self._hop(visit, answer, location)
            if error.rule == "not-http":
                verdict = Verdict(SourceState.NOT_CHECKED, "not-http", f"redirects to {location}")
            else:
                verdict = Verdict(SourceState.SERVER_ERROR, "bad-redirect", f"to {location!r}")
            return answered(visit, verdict, answer)
        self._hop(visit, answer, target)
        return self._onward(visit, answer, target)

    def _onward(self, visit: Visit, answer: Answer, target: str) -> "Fetched | _Onward":
        """Go to ``target``, unless that is once too often."""
        if not visit.wish.follow_redirects:
            verdict = Verdict(SourceState.NOT_CHECKED, "redirect-not-followed", f"to {target}")
            return answered(visit, verdict, answer)
        visit.redirects += 1
        if visit.situation(target) in visit.seen:
            verdict = Verdict(SourceState.REDIRECT_LOOP, "loop", f"back to {target}")
            return answered(visit, verdict, answer)
        if visit.redirects > self._settings.redirects:
            detail = f"more than {self._settings.redirects} redirects"
            verdict = Verdict(SourceState.REDIRECT_LOOP, "too-many-redirects", detail)
            return answered(visit, verdict, answer)
        if answer.status not in (307, 308) or origin_of(target) != origin_of(visit.address):
            visit.data = None
        visit.address = target
        return _ONWARD

    def _refused(self, visit: Visit, answer: Answer, verdict: Verdict) -> Fetched | Later:
        """A status that is no success: once more like a browser, once more later, or the end."""
        checked = answer.status in HEADER_CHECK and verdict.rule != "challenge"
        may_disguise = self._settings.browser_headers and visit.wish.data is None
        if checked and may_disguise and not visit.browser:
            visit.browser = True
            return Later()
        if not verdict.passing:
            return answered(visit, verdict, answer)
        asked = retry_after(answer.headers)
        if later := self._again(visit, asked):
            slow_down = asked is not None or answer.status == 429
            return replace(later, pause=later.seconds if slow_down else 0.0)
        return answered(visit, verdict, answer)

    def _succeeded(self, visit: Visit, answer: Answer) -> "Fetched | Later | _Onward":
        media_type, _ = media_type_of(answer.headers.get("content-type", ""))
        target = refresh_target(visit.address, answer.body.data) if media_type in _HTML else ""
        if target:
            self._hop(visit, answer, target)
            return self._onward(visit, answer, target)
        self._hop(visit, answer)
        verdict = verdict_of_body(answer.body)
        if verdict and verdict.passing and (later := self._again(visit, None)):
            return later
        if verdict is None:
            verdict = verdict_of_success(visit.start, visit.address, visit.chain, answer.body.data)
            if visit.browser and verdict.rule == "ok":
                detail = "refused our own headers, answered a browser's"
                verdict = Verdict(verdict.state, "browser-headers", detail)
        fetched = answered(visit, verdict, answer)
        self._store(visit, fetched)
        return fetched

    def _again(self, visit: Visit, asked: float | None) -> Later | None:
        """Another attempt, if there is one left within the budgets; a form is sent only once."""
        first = self._settings.retry_seconds
        wait = visit.backoff(first) if asked is None else asked + _CLOCK_SLACK
        affordable = visit.waited + wait <= self._settings.retry_after_seconds
        short_of_time = visit.seconds_left < visit.wish.total_seconds / 3
        exhausted = visit.attempts >= self._settings.retries or visit.wish.data is not None
        if exhausted or not affordable or short_of_time:
            return None
        visit.attempts += 1
        visit.waited += wait
        visit.start_over()
        return Later(wait)

    def _headers(self, visit: Visit) -> dict[str, str]:
        headers = {
            "User-Agent": self._settings.honest_user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": CODINGS,
        }
        if visit.browser:
            headers |= _BROWSER
        at_home = origin_of(visit.address) == origin_of(visit.start)
        for name, value in visit.wish.headers.items():
            if at_home or name.lower().startswith(_SHARED):
                headers[name] = value
        entry = visit.entry
        if entry is not None and entry.fetched.final_url == visit.address:
            headers |= entry.conditions
        return headers

    def _hop(self, visit: Visit, answer: Answer, target: str = "") -> None:
        visit.hops.append(Hop(visit.address, answer.status, target))

    def _load(self, wish: Wish, address: str) -> Entry | None:
        if self._cache is None or not wish.conditional or wish.data is not None:
            return None
        return self._cache.load(Cache.key(address, wish.headers))

    def _store(self, visit: Visit, fetched: Fetched) -> None:
        if self._cache is not None and visit.wish.data is None:
            self._cache.store(Cache.key(visit.start, visit.wish.headers), fetched)

    def _read_robots(self, url: str) -> RobotsAnswer:
        """robots.txt with our honest headers; redirects as RFC 9309 wants them."""
        headers = {"User-Agent": self._settings.honest_user_agent, "Accept-Encoding": CODINGS}
        for _ in range(_ROBOTS_REDIRECTS + 1):
            question = Question(url, headers, RequestsCookieJar())
            answer = self._transport.ask(question, self._settings.total_seconds / 3)
            if isinstance(answer, Failure):
                return RobotsAnswer(0)
            if not answer.location:
                return RobotsAnswer(answer.status, answer.body.data)
            try:
                url = location_target(url, answer.location)
            except AddressError:
                break
        return RobotsAnswer(404)


@dataclass(frozen=True, slots=True)
class _Onward:
    """The next request of the visit can be made at once if it goes to the same host."""


_ONWARD = _Onward()


def interrupted(visit: Visit) -> Fetched:
    """The result of a visit that the user cut short."""
    return failed(visit, INTERRUPTED)


def _from_cache(visit: Visit, fetched: Fetched, rule: str) -> Fetched:
    detail = f"{fetched.rule}, as fetched {fetched.fetched_at}"
    return replace(fetched, url=visit.wish.url, rule=rule, detail=detail, seconds=elapsed(visit))
