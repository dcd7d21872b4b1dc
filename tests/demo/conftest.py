"""One running box and one client of it, shared by the tests of this folder."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from audit.demo import BoxedWeb


@contextmanager
def client_of(box: BoxedWeb) -> Iterator[requests.Session]:
    """A plain requests session that knows of nothing but the proxy and its authority."""
    with requests.Session() as session:
        session.trust_env = False
        session.proxies = {"http": box.proxy_url, "https": box.proxy_url}
        session.verify = str(box.ca_bundle)
        yield session


@pytest.fixture(scope="session")
def box() -> Iterator[BoxedWeb]:
    with BoxedWeb() as running:
        yield running


@pytest.fixture(scope="session")
def client(box: BoxedWeb) -> Iterator[requests.Session]:
    with client_of(box) as session:
        yield session
