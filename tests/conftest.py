"""What every test shares: the guard against the outside network."""

import os
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts

from tests.postgres import NoPostgresError, postgres_server

# A busy machine must not fail a property; CI tries the same examples every time.
settings.register_profile(
    "house",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _loopback_only() -> None:
    """Fail any test that opens a connection to anything but this machine's loopback."""
    socket_allow_hosts(["127.0.0.0/8", "::1", "localhost"], allow_unix_socket=True)


def pytest_configure(config: pytest.Config) -> None:
    """Keep proxies and CA bundles of the surrounding machine out of the tests."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        os.environ.pop(name, None)
        os.environ.pop(name.lower(), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server; skips where there is none."""
    try:
        with postgres_server() as location:
            yield location
    except NoPostgresError as fault:
        pytest.skip(str(fault))


@pytest.fixture
def empty_postgres(postgres: str) -> str:
    """The address of a database without any table."""
    engine = sa.create_engine(postgres, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("drop schema public cascade"))
        connection.execute(sa.text("create schema public"))
    return postgres
