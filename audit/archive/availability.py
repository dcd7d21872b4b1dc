"""The availability service: a second opinion when the index does not answer.

It forgets captures that exist, so only what it finds counts, never what it does not find.
"""

import json
from collections.abc import Callable
from urllib.parse import urlencode

from audit.archive.addresses import same_host, split_memento
from audit.archive.choose import capture_of
from audit.archive.dates import Period
from audit.model import Capture, Fetched
from audit.vocabulary import SourceState


def availability_address(base: str, url: str, period: Period | None) -> str:
    """The address that asks for the capture of ``url`` closest to the end of ``period``."""
    query = {"url": url} | ({"timestamp": period.last_timestamp} if period else {})
    return f"{base}/wayback/available?{urlencode(query)}"


def nearest_available(
    base: str,
    url: str,
    period: Period | None,
    ask: Callable[[str], Fetched],
    capture_at: Callable[[str, str, Period | None], Capture] = capture_of,
) -> Capture | None:
    """The capture that the service names for ``url``, ``None`` when it names none or fails."""
    fetched = ask(availability_address(base, url, period))
    if fetched.state is not SourceState.LIVE or fetched.status != 200:
        return None
    try:
        closest = json.loads(fetched.body)["archived_snapshots"]["closest"]
        if not closest["available"] or not str(closest["status"]).startswith("2"):
            return None
        address = split_memento(str(closest["url"]))
    except (ValueError, KeyError, TypeError):
        return None
    if address is None or not same_host(address.original, url):
        return None
    return capture_at(address.timestamp, address.original, period)
