"""Sites and fetchers that are closed after each test."""

import ssl
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from audit.fetch import Fetcher, FetchSettings
from tests.fetch.web import Route, Site, serve

Serve = Callable[..., Site]
MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
def web() -> Iterator[Serve]:
    """Start sites: ``web({"/": page()}, address="127.0.0.2", tls=context)``."""
    sites: list[Site] = []

    def start(
        routes: dict[str, Route], address: str = "127.0.0.1", tls: ssl.SSLContext | None = None
    ) -> Site:
        sites.append(serve(routes, address, tls))
        return sites[-1]

    yield start
    for site in sites:
        site.close()


@pytest.fixture
def fetcher() -> Iterator[MakeFetcher]:
    """Make fetchers with settings fit for loopback; keywords are ``FetchSettings``."""
    made: list[Fetcher] = []

    def make(**changes: object) -> Fetcher:
        settings: dict[str, Any] = {
            "allow_private": True,
            "per_host_delay_seconds": 0.0,
            "proxy_url": "",
            "retry_seconds": 0.02,
            "total_seconds": 10.0,
        }
        made.append(Fetcher(FetchSettings(**(settings | changes))))
        return made[-1]

    yield make
    for one in made:
        one.close()
