"""What the network code offers to its users, and to those who keep what came over the wire."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from audit.model import Fetched

TIME, LENGTH, DISCONNECT, UNSPECIFIED = "time", "length", "disconnect", "unspecified"


@dataclass(frozen=True, slots=True)
class Received:
    """One response as it came from the wire.

    ``payload`` is the body before its content coding was undone (a chunked transfer is joined),
    ``body`` what was made of it. ``truncated`` is empty for a payload that was read to its end,
    else the reason in the words of WARC/1.1 (5.13). Header names and values are as sent.
    """

    url: str
    method: str
    request_headers: tuple[tuple[str, str], ...]
    protocol: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    payload: bytes
    body: bytes
    coding: str = ""
    truncated: str = ""


class Witness(Protocol):
    """Sees every response. Called in the thread that asked, so from many; must not raise."""

    def received(self, response: Received) -> None:
        """Take note of one response, a redirect and a refusal included."""
        ...


class PageClient(Protocol):
    """How pages are asked for: live, or from evidence kept."""

    @property
    def network_seen(self) -> bool:
        """Whether any server has answered anything yet."""
        ...

    def get(
        self,
        url: str,
        *,
        accept: str = "",
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = True,
        total_seconds: float | None = None,
        conditional: bool = True,
    ) -> Fetched:
        """One address; whatever happens to it is a value."""
        ...

    def get_many(
        self,
        urls: Iterable[str],
        on_done: Callable[[Fetched], None] | None = None,
        *,
        keep_bodies: bool = True,
    ) -> dict[str, Fetched]:
        """Many addresses; ``on_done`` is called as each is finished."""
        ...

    def interrupt(self) -> None:
        """Stop at once and for good."""
        ...
