"""Reading one capture: raw bytes, redirects followed inside the archive only."""

import zlib
from collections.abc import Callable
from dataclasses import replace

from audit.archive.addresses import MementoAddress, redirected
from audit.archive.cdx import tells_exclusion
from audit.archive.polite import header
from audit.fetch.redirects import is_same_address, refresh_target
from audit.model import Fetched, Hop
from audit.vocabulary import SourceState

_MOST_REDIRECTS = 6
_MOST_INFLATED = 50_000_000
_ORIGINAL = "x-archive-orig-"
_CODINGS = frozenset({"content-encoding", "transfer-encoding", "content-length"})


def replay_memento(address: MementoAddress, prefix: str, ask: Callable[[str], Fetched]) -> Fetched:
    """What the memento at ``address`` holds, as if the original site had answered.

    ``prefix`` begins the archive's replay addresses; ``ask`` fetches one without following
    redirects. The result's addresses, hops and
    headers are the original site's; ``memento-datetime`` tells which memento it came from.
    """
    first = address.original
    hops: list[Hop] = []
    seen: set[MementoAddress] = set()
    while address not in seen and len(seen) < _MOST_REDIRECTS:
        seen.add(address)
        # "id_" asks for the bytes as captured, without the archive's toolbar and rewriting.
        fetched = ask(f"{prefix}/{address.timestamp}id_/{address.original}")
        target = _target(fetched, address, prefix)
        if target is None:
            return _as_original(fetched, first, address, tuple(hops))
        if not is_same_address(target.original, address.original):
            hops.append(Hop(address.original, fetched.status or 0, target.original))
        address = target
    return Fetched(
        url=first,
        final_url=address.original,
        state=SourceState.REDIRECT_LOOP,
        rule="redirect-loop-in-archive",
        detail="the capture only redirects, in a circle or too often",
        hops=tuple(hops),
    )


def _target(fetched: Fetched, address: MementoAddress, prefix: str) -> MementoAddress | None:
    """Where a response leads, by its Location header or by the captured page's meta refresh."""
    if fetched.status is None:
        return None
    if 200 <= fetched.status < 300 and header(fetched, "memento-datetime"):
        target = refresh_target(address.original, fetched.body)
        return MementoAddress(address.timestamp, target) if target else None
    location = header(fetched, "location") if 300 <= fetched.status < 400 else ""
    return redirected(address, location, prefix) if location else None


def _as_original(
    fetched: Fetched, first: str, address: MementoAddress, hops: tuple[Hop, ...]
) -> Fetched:
    here = replace(
        fetched,
        url=first,
        final_url=address.original,
        hops=(*hops, Hop(address.original, fetched.status or 0)),
    )
    if header(fetched, "memento-datetime"):
        restored = replace(here, headers=_original_headers(fetched), body=_inflated(fetched))
        return _settled(restored)
    if fetched.status is None or fetched.state is SourceState.RATE_LIMITED:
        return here
    return _not_a_memento(here)


def _settled(memento: Fetched) -> Fetched:
    """A redirect that the client left to us, and that turned out to lead nowhere."""
    if memento.state is not SourceState.NOT_CHECKED or memento.status is None:
        return memento
    if memento.status < 300:
        return replace(memento, state=SourceState.LIVE, rule="ok", detail="")
    detail = "the captured redirect names no web address"
    return replace(
        memento, state=SourceState.SERVER_ERROR, rule="redirect-without-target", detail=detail
    )


def _not_a_memento(fetched: Fetched) -> Fetched:
    """The archive spoke for itself: an error page, "not archived", "offline"."""
    if tells_exclusion(fetched.body):
        state, detail = SourceState.BLOCKED, "the archive may not show this site"
    elif fetched.status in (404, 410):
        state, detail = SourceState.DEAD, "the archive cannot replay this capture"
    else:
        state = SourceState.SERVER_ERROR
        detail = f"the archive answered HTTP {fetched.status} without a memento"
    return replace(fetched, state=state, rule="not-a-memento", detail=detail)


def _original_headers(fetched: Fetched) -> tuple[tuple[str, str], ...]:
    """The captured site's own headers, where the archive keeps them apart from its own."""
    original = {
        name.removeprefix(_ORIGINAL): value
        for name, value in fetched.headers
        if name.startswith(_ORIGINAL)
    }
    if not original:
        return fetched.headers
    kept = {name: value for name, value in original.items() if name not in _CODINGS}
    kept["memento-datetime"] = header(fetched, "memento-datetime")
    if media_type := header(fetched, "content-type"):
        kept["content-type"] = media_type
    return tuple(kept.items())


def _inflated(fetched: Fetched) -> bytes:
    """The body, with a gzip coding undone that the archive's headers forgot to mention."""
    if not fetched.body.startswith(b"\x1f\x8b") or "zip" in fetched.media_type:
        return fetched.body
    try:
        return zlib.decompressobj(wbits=31).decompress(fetched.body, _MOST_INFLATED)
    except zlib.error:
        return fetched.body
