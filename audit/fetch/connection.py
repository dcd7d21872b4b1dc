"""requests' transport with three additions: the address guard, the watchdog, one TLS context.

The address that was checked is the address connected to, so a name that changes its answer
between check and use (DNS rebinding) gains nothing.
"""

import errno
import socket
import ssl
import threading
import time
from dataclasses import dataclass

from requests.adapters import HTTPAdapter
from urllib3 import PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from audit.fetch.failures import DialError, Failure
from audit.fetch.guard import refusal
from audit.fetch.names import Endpoint, Resolver
from audit.fetch.watchdog import Token, Watchdog
from audit.vocabulary import SourceState

_MOST_ADDRESSES = 4  # tried per connection; more would eat the time of the others


@dataclass(slots=True)
class Exchange:
    """One request on its way, in the thread that runs it. Times are ``time.monotonic``."""

    watchdog: Watchdog
    resolver: Resolver
    deadline: float
    connect_seconds: float
    allow_private: bool
    token: Token | None = None

    @property
    def remaining(self) -> float:
        """Seconds left, never less than a hundredth (zero would mean non-blocking)."""
        return max(0.01, self.deadline - time.monotonic())

    def watch(self, watched: socket.socket) -> None:
        """Put the socket in use under the watchdog."""
        self.release()
        self.token = self.watchdog.watch(watched, self.deadline)

    def release(self) -> None:
        """Take the socket in use from under the watchdog; ``fired`` stays readable."""
        if self.token is not None:
            self.watchdog.release(self.token)

    @property
    def fired(self) -> bool:
        """Whether the watchdog shut the socket of this exchange."""
        return self.token is not None and self.token.fired

    @property
    def over(self) -> bool:
        """Whether the deadline has come, give or take the watchdog's own delay."""
        return time.monotonic() > self.deadline - 0.02


class _Current(threading.local):
    exchange: Exchange | None = None


current = _Current()


def _dial(connection: HTTPConnection) -> socket.socket:
    """A connected socket to an address that may be asked; raises ``DialError``."""
    exchange = current.exchange
    if exchange is None:
        raise RuntimeError("a guarded connection was used outside of an exchange")
    proxied = connection.proxy is not None
    until = time.monotonic() + min(exchange.connect_seconds, exchange.remaining)
    host = connection._dns_host
    endpoints = exchange.resolver.resolve(host, connection.port, until - time.monotonic())
    allowed = list(endpoints)
    if not (exchange.allow_private or proxied):
        allowed = [endpoint for endpoint in endpoints if not refusal(endpoint.address[0])]
    if not allowed:
        first = endpoints[0].address[0]
        detail = f"{connection.host} is {first}: {refusal(first)}"
        raise DialError(Failure(SourceState.NOT_CHECKED, "private-address", detail))
    try:
        return _connect(allowed[:_MOST_ADDRESSES], until, exchange)
    except DialError as error:
        if proxied:
            detail = f"proxy {connection.host}: {error.failure.detail}"
            failure = Failure(SourceState.UNREACHABLE, "proxy-unreachable", detail, down=True)
            raise DialError(failure) from error
        raise


def _connect(endpoints: list[Endpoint], until: float, exchange: Exchange) -> socket.socket:
    """Try the addresses in turn; each has its share of the time that is left."""
    failure = Failure(SourceState.UNREACHABLE, "no-route", "no address", down=True)
    for index, endpoint in enumerate(endpoints):
        share = max(0.05, (until - time.monotonic()) / (len(endpoints) - index))
        link = socket.socket(endpoint.family, socket.SOCK_STREAM)
        try:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link.settimeout(share)
            exchange.watch(link)
            link.connect(endpoint.address)
            return link
        except OSError as error:
            link.close()
            failure = _connect_failure(error, endpoint, share, exchange.fired)
            if exchange.fired:
                break
    raise DialError(failure)


def _connect_failure(error: OSError, endpoint: Endpoint, seconds: float, shut: bool) -> Failure:
    where = endpoint.address[0]
    if shut or isinstance(error, TimeoutError):
        detail = f"{where} did not answer within {seconds:.1f} s"
        return Failure(SourceState.TIMEOUT, "connect-timeout", detail, down=True)
    if isinstance(error, ConnectionRefusedError):
        return Failure(SourceState.UNREACHABLE, "refused", f"{where} refused", down=True)
    no_route = error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
    rule = "no-route" if no_route else "connect-failed"
    return Failure(SourceState.UNREACHABLE, rule, f"{where}: {error.strerror or error}", down=True)


class _GuardedHTTP(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _dial(self)

    def putrequest(
        self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False
    ) -> None:
        _take_over(self.sock)
        super().putrequest(method, url, skip_host, skip_accept_encoding)


class _GuardedHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _dial(self)

    def putrequest(
        self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False
    ) -> None:
        _take_over(self.sock)
        super().putrequest(method, url, skip_host, skip_accept_encoding)


def _take_over(kept_alive: socket.socket | None) -> None:
    """Put a connection from the pool under the watchdog of the exchange that uses it now."""
    if kept_alive is not None and current.exchange is not None and current.exchange.token is None:
        current.exchange.watch(kept_alive)


class _GuardedHTTPPool(HTTPConnectionPool):
    ConnectionCls = _GuardedHTTP


class _GuardedHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPS


_POOLS: dict[str, type[HTTPConnectionPool]] = {
    "http": _GuardedHTTPPool,
    "https": _GuardedHTTPSPool,
}


class GuardedAdapter(HTTPAdapter):
    """An adapter whose every connection is guarded and watched.

    The certificates are read once into ``context``; requests would read them for each connection.
    """

    def __init__(self, context: ssl.SSLContext, *, hosts: int, per_host: int) -> None:
        self._context = context
        super().__init__(pool_connections=hosts, pool_maxsize=per_host, max_retries=0)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: object
    ) -> None:
        """Make the pools, with our connections and our certificates in them."""
        self.poolmanager = PoolManager(
            connections, maxsize=maxsize, block=block, ssl_context=self._context
        )
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: object) -> ProxyManager:
        """As in requests, with our connections and our certificates."""
        contexts = {"ssl_context": self._context, "proxy_ssl_context": self._context}
        manager: ProxyManager = super().proxy_manager_for(proxy, **contexts, **proxy_kwargs)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def cert_verify(self, conn: object, url: object, verify: object, cert: object) -> None:
        """Nothing to do: the context holds the certificates and demands verification."""
