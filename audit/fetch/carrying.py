"""A visit on its way from one host to another, as text: whoever has the other host goes on with it.

Where every host has its own queue, perhaps on another machine, a redirect must not ask a host that
somebody else is asking just now.
"""

import json
from dataclasses import astuple, dataclass

from requests.cookies import RequestsCookieJar

from audit.fetch.visit import Visit
from audit.model import Hop


@dataclass(frozen=True, slots=True)
class Errand:
    """An address to be asked for at one host, ``seconds`` from now at the earliest.

    ``carried`` is the visit so far when it began at another host (from ``Elsewhere``).
    """

    url: str
    carried: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A visit of ``url`` that goes on at ``host``, ``seconds`` from now at the earliest."""

    url: str
    host: str
    carried: str
    seconds: float


def elsewhere(visit: Visit, seconds: float) -> Elsewhere:
    """``visit``, ready to be carried to the host that is to be asked next."""
    state = {
        "address": visit.address,
        "start": visit.start,
        "spent": visit.spent,
        "waited": visit.waited,
        "attempts": visit.attempts,
        "redirects": visit.redirects,
        "browser": visit.browser,
        "hops": [astuple(hop) for hop in visit.hops],
        "seen": sorted(visit.seen),
        "chain_begins": visit.chain_begins,
        "jars": {
            host: [[c.name, c.value, c.domain, c.path, c.secure] for c in jar]
            for host, jar in visit.jars.items()
        },
    }
    return Elsewhere(visit.wish.url, visit.host, json.dumps(state), seconds)


def go_on(visit: Visit, carried: str) -> None:
    """Bring a fresh ``visit`` to where the carried one was. Raises ``ValueError`` for no visit."""
    try:
        state = json.loads(carried)
        for name in ("address", "start", "attempts", "redirects", "browser", "chain_begins"):
            setattr(visit, name, state[name])
        visit.spent, visit.waited = float(state["spent"]), float(state["waited"])
        visit.hops = [Hop(url, status, location) for url, status, location in state["hops"]]
        visit.seen = {(url, cookies) for url, cookies in state["seen"]}
        visit.jars = {host: _jar(cookies) for host, cookies in state["jars"].items()}
    except (KeyError, TypeError) as fault:
        raise ValueError(f"this is no visit: {fault}") from fault


def _jar(cookies: list[list[str]]) -> RequestsCookieJar:
    jar = RequestsCookieJar()
    for name, value, domain, path, secure in cookies:
        jar.set(name, value, domain=domain, path=path, secure=bool(secure))
    return jar
