"""How far a fetch may go: time, bytes, politeness, safety. Times are seconds, sizes are bytes."""

from dataclasses import dataclass
from pathlib import Path

from audit import __version__
from audit.errors import SettingsError

_AT_LEAST_ZERO = (
    "redirects",
    "retries",
    "retry_seconds",
    "retry_after_seconds",
    "per_host_delay_seconds",
    "host_down_seconds",
    "cache_fresh_seconds",
    "cache_bytes",
)
_MORE_THAN_ZERO = (
    "connect_seconds",
    "read_seconds",
    "total_seconds",
    "wire_bytes",
    "body_bytes",
    "header_bytes",
    "per_host_connections",
    "workers",
)


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Limits and manners of a ``Fetcher``.

    ``total_seconds`` bounds the time on the network for one URL, all its redirects and retries
    together; waiting for a host's turn or for a ``Retry-After`` (bounded by
    ``retry_after_seconds`` in all) is not counted. ``retry_seconds`` is the first wait where the
    server names none; it doubles. ``per_host_delay_seconds`` is the least time
    between the starts of two visits to a host. ``contact`` (an address or a page) goes into the
    User-Agent; ``user_agent`` replaces the whole of it. ``browser_headers`` allows one more try
    with a browser's headers where our own are refused (403, 406). ``proxy_url`` and ``ca_bundle``
    come from the environment (``HTTP_PROXY`` ..., ``REQUESTS_CA_BUNDLE``) when ``None``; an empty
    ``proxy_url`` means no proxy. ``cache_fresh_seconds`` caps what servers promise of freshness.
    Raises ``SettingsError`` for an impossible value.
    """

    connect_seconds: float = 10.0
    read_seconds: float = 15.0
    total_seconds: float = 30.0
    wire_bytes: int = 20_000_000
    body_bytes: int = 60_000_000
    header_bytes: int = 262_144
    redirects: int = 10
    retries: int = 2
    retry_seconds: float = 0.5
    retry_after_seconds: float = 20.0
    per_host_delay_seconds: float = 0.5
    per_host_connections: int = 1
    workers: int = 32
    host_down_seconds: float = 60.0
    contact: str = ""
    user_agent: str = ""
    browser_headers: bool = True
    allow_private: bool = False
    obey_robots: bool = False
    proxy_url: str | None = None
    ca_bundle: Path | None = None
    cache_directory: Path | None = None
    cache_bytes: int = 500_000_000
    cache_fresh_seconds: float = 43_200.0

    def __post_init__(self) -> None:
        for name in _AT_LEAST_ZERO:
            if getattr(self, name) < 0:
                raise SettingsError(f"{name} must not be negative")
        for name in _MORE_THAN_ZERO:
            if getattr(self, name) <= 0:
                raise SettingsError(f"{name} must be more than zero")
        if any(ord(letter) < 32 or ord(letter) > 126 for letter in self.contact + self.user_agent):
            raise SettingsError("contact and user_agent must be printable ASCII")

    @property
    def honest_user_agent(self) -> str:
        """Who asks, as sent with every first request."""
        name = f"citation-audit/{__version__}"
        return self.user_agent or (f"{name} (+{self.contact})" if self.contact else name)
