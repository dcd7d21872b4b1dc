"""One request and its response, within every limit; whatever happens comes back as a value."""

import os
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException
from pathlib import Path
from urllib.request import getproxies

import requests
from requests import PreparedRequest, Response
from requests.cookies import RequestsCookieJar
from requests.exceptions import RequestException
from requests.utils import DEFAULT_CA_BUNDLE_PATH, select_proxy, should_bypass_proxies
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from audit.errors import SettingsError
from audit.fetch.body import Body, BodyEnd, Readable, Tap, read_body
from audit.fetch.connection import Exchange, GuardedAdapter, current
from audit.fetch.contract import Witness
from audit.fetch.failures import INTERRUPTED, DialError, Failure, failure_of
from audit.fetch.guard import refusal_of_name
from audit.fetch.names import Resolver
from audit.fetch.redirects import REDIRECTS
from audit.fetch.settings import FetchSettings
from audit.fetch.watchdog import Watchdog
from audit.fetch.wire import as_received
from audit.vocabulary import SourceState

_SMALL_BODY = 65_536  # redirects: read on so that the connection can be used again
_ERROR_BODY = 524_288  # error pages: enough to recognise a bot wall
_HOPELESS = ("audio/", "video/", "image/", "font/", "application/zip", "application/x-iso")
_CONNECT_SECONDS_WITHOUT_NETWORK = 3.0
_EXPECTED = (RequestException, HTTPError, HTTPException, OSError, DialError, ValueError)
_SILENT_HOSTS = 3  # that many hosts failed and none ever answered: most likely no network


@dataclass(frozen=True, slots=True)
class Question:
    """One request: ``url`` is clean (see ``redirects.clean_address``), ``data`` makes a POST."""

    url: str
    headers: Mapping[str, str]
    cookies: RequestsCookieJar
    data: Mapping[str, str] | bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One response. ``headers`` have lower-case names, ``location`` is as sent."""

    status: int
    headers: Mapping[str, str]
    body: Body
    cookies: RequestsCookieJar

    @property
    def location(self) -> str:
        """The Location header of a redirect, ``""`` for anything else."""
        return self.headers.get("location", "") if self.status in REDIRECTS else ""


class Transport:
    """Asks and reads. Thread-safe; ``close`` ends connections and the watchdog's thread."""

    def __init__(self, settings: FetchSettings, witness: Witness | None = None) -> None:
        self._settings, self._witness = settings, witness
        self._watchdog, self._resolver = Watchdog(), Resolver()
        self._adapter = GuardedAdapter(
            _tls_context(settings.ca_bundle),
            hosts=max(64, 2 * settings.workers),
            per_host=settings.per_host_connections,
        )
        self._proxies = _proxies(settings.proxy_url)
        self._interrupted = threading.Event()
        self._silent: set[str] = set()
        self.network_seen = False

    def ask(self, question: Question, seconds: float) -> Answer | Failure:
        """Send the request and read the response within ``seconds``."""
        if self._interrupted.is_set():
            return INTERRUPTED
        proxies = self._proxies_for(question.url)
        refused = self._refused_name(question.url, proxies)
        if refused:
            return Failure(SourceState.NOT_CHECKED, "private-address", refused)
        exchange = Exchange(
            watchdog=self._watchdog,
            resolver=self._resolver,
            deadline=time.monotonic() + seconds,
            connect_seconds=self._connect_seconds(),
            allow_private=self._settings.allow_private,
        )
        current.exchange = exchange
        try:
            answer = self._exchange(question, proxies, exchange, seconds)
        except _EXPECTED as error:
            answer = self._why_failed(failure_of(error), exchange, seconds)
        finally:
            exchange.release()
            current.exchange = None
        self._note(question.url, answer)
        return answer

    def interrupt(self) -> None:
        """End all exchanges; later ones are not begun."""
        self._interrupted.set()
        self._watchdog.fire_all()

    def close(self) -> None:
        """Close the connections kept and end the watchdog."""
        self._adapter.close()
        self._watchdog.close()

    def _exchange(
        self, question: Question, proxies: Mapping[str, str], exchange: Exchange, seconds: float
    ) -> Answer | Failure:
        prepared = requests.Request(
            "GET" if question.data is None else "POST",
            question.url,
            headers=question.headers,
            cookies=question.cookies,
            data=question.data,
        ).prepare()
        response = self._adapter.send(
            prepared,
            stream=True,
            timeout=(
                min(exchange.connect_seconds, exchange.remaining),
                min(self._settings.read_seconds, exchange.remaining),
            ),
            proxies=dict(proxies),
        )
        if not proxies:
            self.network_seen = True  # a server spoke, whatever becomes of its body
        answer = self._read(prepared, response)
        if exchange.fired:
            return self._why_shut(seconds)
        return _proxy_failure(answer) if proxies else answer

    def _read(self, prepared: PreparedRequest, response: Response) -> Answer | Failure:
        raw: BaseHTTPResponse = response.raw
        tap = Tap(raw) if self._witness else None
        body: Body | None = None
        headers: dict[str, str] = {}
        for name, value in raw.headers.items():
            headers[name.lower()] = value
        try:
            size = sum(len(name) + len(value) for name, value in raw.headers.items())
            if size > self._settings.header_bytes:
                detail = f"{size} bytes of headers"
                return Failure(SourceState.TOO_LARGE, "header-limit", detail)
            body = self._body(response.status_code, headers, tap or raw)
        finally:
            raw.close()
            if self._witness and tap:
                self._witness.received(as_received(prepared, raw, tap.payload, body))
        return Answer(response.status_code, headers, body, response.cookies)

    def _body(self, status: int, headers: Mapping[str, str], raw: Readable) -> Body:
        limit, coding = self._settings.wire_bytes, headers.get("content-encoding", "")
        announced = int(headers["content-length"]) if _is_count(headers) else 0
        if status in REDIRECTS:
            if announced > _SMALL_BODY:
                return Body(b"", BodyEnd.COMPLETE)
            limit = min(limit, _SMALL_BODY)
        elif status >= 400:
            limit = min(limit, _ERROR_BODY)
        elif announced > limit and headers.get("content-type", "").startswith(_HOPELESS):
            return Body(b"", BodyEnd.WIRE_LIMIT, f"{announced} bytes announced, none read")
        return read_body(raw, coding, limit, self._settings.body_bytes)

    def _why_failed(self, failure: Failure, exchange: Exchange, seconds: float) -> Failure:
        """The failure itself, unless it came of our own limit or of an interruption."""
        timeout = failure.state is SourceState.TIMEOUT
        if self._interrupted.is_set() or (exchange.fired and not (timeout and failure.down)):
            return self._why_shut(seconds)
        if timeout and exchange.over and not failure.down:
            return self._why_shut(seconds)
        return failure

    def _why_shut(self, seconds: float) -> Failure:
        if self._interrupted.is_set():
            return INTERRUPTED
        detail = f"not finished within {seconds:.0f} s"
        return Failure(SourceState.TIMEOUT, "total-deadline", detail)

    def _proxies_for(self, url: str) -> Mapping[str, str]:
        if not self._proxies:
            return {}
        explicit = self._settings.proxy_url is not None
        if not explicit and should_bypass_proxies(url, no_proxy=None):
            return {}
        proxy = select_proxy(url, self._proxies)
        return {url.partition(":")[0]: proxy} if proxy else {}

    def _refused_name(self, url: str, proxies: Mapping[str, str]) -> str:
        """Through a proxy the name is resolved elsewhere: only its spelling can be judged."""
        if not proxies or self._settings.allow_private:
            return ""
        host = requests.compat.urlparse(url).hostname or ""
        reason = refusal_of_name(host)
        return f"{host}: {reason}" if reason else ""

    def _connect_seconds(self) -> float:
        if self.network_seen or len(self._silent) < _SILENT_HOSTS:
            return self._settings.connect_seconds
        return min(self._settings.connect_seconds, _CONNECT_SECONDS_WITHOUT_NETWORK)

    def _note(self, url: str, answer: Answer | Failure) -> None:
        if isinstance(answer, Failure) and answer.down:
            self._silent.add(url.split("/", 3)[2])
        elif isinstance(answer, Answer):
            self.network_seen = True


def _is_count(headers: Mapping[str, str]) -> bool:
    return headers.get("content-length", "").isdecimal()


def _proxy_failure(answer: Answer | Failure) -> Answer | Failure:
    """A gateway error that the proxy itself says is its own (RFC 9209, or Squid's header)."""
    if isinstance(answer, Failure) or answer.status not in (403, 502, 503, 504):
        return answer
    said = answer.headers.get("x-squid-error") or answer.headers.get("proxy-status", "")
    if "x-squid-error" not in answer.headers and "error=" not in said:
        return answer
    return Failure(SourceState.UNREACHABLE, "proxy-refused", f"the proxy says: {said}", down=True)


def _proxies(proxy_url: str | None) -> Mapping[str, str]:
    """Proxies by scheme; raises ``SettingsError`` for a kind that is not spoken here."""
    proxies = getproxies()
    if proxy_url is not None:
        proxies = {"http": proxy_url, "https": proxy_url} if proxy_url else {}
    for scheme in ("http", "https", "all"):
        if proxies.get(scheme, "").lower().startswith("socks"):
            raise SettingsError("SOCKS proxies cannot be used", hint="name an HTTP proxy")
    return proxies


def _tls_context(bundle: Path | None) -> ssl.SSLContext:
    """One context for all connections; raises ``SettingsError`` for an unusable bundle."""
    named = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    return _context_of(str(bundle or named or DEFAULT_CA_BUNDLE_PATH))


@lru_cache(maxsize=4)
def _context_of(place: str) -> ssl.SSLContext:
    """Read once in a process: it takes 20 ms, and a run over many hosts makes many clients."""
    try:
        if os.path.isdir(place):
            return ssl.create_default_context(capath=place)
        return ssl.create_default_context(cafile=place)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(f"certificates cannot be read: {error}", path=place) from error
