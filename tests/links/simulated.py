"""A web of many publishers over many nights, with a known truth for every link and night.

It answers as ``Fetched`` values, as the fetcher does; everything behind that is the real program.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from audit.links import Listed, Place
from audit.model import Fetched, Reference
from audit.vocabulary import SourceState

DAY = 86_400.0
FIRST_NIGHT = 1_800_000_000.0
NIGHTS = 60
_DEATHS = ("404", "410", "soft-404", "home", "parked", "no-host")
_UNKNOWN = ("403", "429", "503", "timeout", "reset", "challenge")


@dataclass(frozen=True)
class Fate:
    """What becomes of a link: when it dies and how, when it comes back, how often it flaps."""

    url: str
    host: str
    title: str
    cited: bool
    dies: int = 10_000
    death: str = ""
    returns: int = 10_000
    flaps: float = 0.0

    def dead(self, night: int) -> bool:
        """Whether the page is gone that night."""
        return self.dies <= night < self.returns


@dataclass(frozen=True)
class Outage:
    """A publisher that is down, or all of whose pages are wrong, from one night to another."""

    host: str
    begins: int
    ends: int
    how: str


class SimulatedWeb:
    """``links`` links on a hundred hosts; ``seed`` decides all."""

    def __init__(self, links: int, seed: int = 7) -> None:
        dice = random.Random(seed)
        hosts = [f"publisher{n}.example" for n in range(max(10, links // 10))]
        self.fates = {
            fate.url: fate for fate in (_fate(n, dice.choice(hosts), dice) for n in range(links))
        }
        self.outages = [_outage(host, dice) for host in dice.sample(hosts, len(hosts) // 5)]
        self.offline = {dice.randrange(10, NIGHTS), dice.randrange(10, NIGHTS)}
        self.night = 0
        self._seed = seed

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The links as a list of references has them; some without a title to compare."""
        return tuple(
            Listed(
                fate.url,
                fate.host,
                (Place("references.yaml", number, number),),
                Reference(number, f"r{number}", fate.title, "", "", "") if fate.cited else None,
            )
            for number, fate in enumerate(self.fates.values(), start=1)
        )

    def out(self, host: str, night: int) -> bool:
        """Whether nothing can be known of a publisher's pages that night."""
        return night in self.offline or any(
            o.host == host and o.begins <= night < o.ends for o in self.outages
        )

    def answer(self, url: str) -> Fetched:
        """What the address answers tonight."""
        fate = self.fates.get(url)
        if self.night in self.offline:
            return _failed(url, SourceState.UNREACHABLE, "no-such-host")
        if fate is None:
            return _failed(url, SourceState.DEAD, "http-404", 404)
        for outage in self.outages:
            if outage.host == fate.host and outage.begins <= self.night < outage.ends:
                return _ANSWERS[outage.how](fate)
        dice = random.Random(f"{self._seed} {url} {self.night}")
        if dice.random() < 0.05:
            return _ANSWERS[dice.choice(_UNKNOWN)](fate)
        if fate.dead(self.night):
            return _ANSWERS[fate.death](fate)
        if dice.random() < fate.flaps:
            return _ANSWERS[dice.choice((*_UNKNOWN, "404", "soft-404"))](fate)
        return _page(fate, _article(fate, self.night if fate.flaps else 0))


class SimulatedPages:
    """The fetcher of one night: what a ``PageClient`` does, without a network."""

    def __init__(self, web: SimulatedWeb) -> None:
        self._web = web

    @property
    def network_seen(self) -> bool:
        """Whether anything answers tonight."""
        return self._web.night not in self._web.offline

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
        """One address."""
        return self._web.answer(url)

    def get_many(
        self,
        urls: Iterable[str],
        on_done: Callable[[Fetched], None] | None = None,
        *,
        keep_bodies: bool = True,
    ) -> dict[str, Fetched]:
        """Many addresses, as if by many threads."""
        assert on_done is not None
        with ThreadPoolExecutor(16) as pool:
            for _ in pool.map(lambda url: on_done(self._web.answer(url)), urls):
                pass
        return {}

    def interrupt(self) -> None:
        """Nothing is under way."""


def clock_of(web: SimulatedWeb) -> Callable[[], float]:
    """A clock that stands at the hour of tonight's run; nights begin up to an hour late."""

    def now() -> float:
        late = random.Random(web.night).randrange(3_600)
        return FIRST_NIGHT + web.night * DAY + late

    return now


def _fate(number: int, host: str, dice: random.Random) -> Fate:
    title = f"The {_name(number)} of {_name(number * 7 + 3)} number {number}"
    fate = partial(
        Fate, f"https://{host}/2016/{number}/story", host, title, cited=dice.random() < 0.5
    )
    kind = dice.random()
    dies, death = dice.randrange(3, NIGHTS - 14), dice.choice(_DEATHS)
    if kind < 0.15:
        return fate(dies=dies, death=death)
    if kind < 0.19:  # comes back long after
        return fate(dies=dies, death=death, returns=dies + dice.randrange(14, 20))
    if kind < 0.25:  # gone for some nights only, less than the rule needs
        return fate(dies=dies, death=death, returns=dies + dice.randrange(1, 6))
    if kind < 0.30:
        return fate(flaps=0.3)
    return fate()


def _outage(host: str, dice: random.Random) -> Outage:
    how = dice.choice(("timeout", "refused", "503", "403", "404", "no-host"))
    begins = dice.randrange(3, NIGHTS - 15)
    longest = 5 if how in ("404", "no-host") else 15
    return Outage(host, begins, begins + dice.randrange(1, longest), how)


def _name(number: int) -> str:
    names = ("harbour", "treaty", "verdict", "market", "election", "drought", "strike", "bridge")
    return names[number % len(names)]


def _failed(url: str, state: SourceState, rule: str, status: int | None = None) -> Fetched:
    return Fetched(url, url, state, rule, status=status)


def _fail(state: SourceState, rule: str, status: int | None = None) -> Callable[[Fate], Fetched]:
    return lambda fate: _failed(fate.url, state, rule, status)


def _page(fate: Fate, body: str, final_url: str = "") -> Fetched:
    return Fetched(
        url=fate.url,
        final_url=final_url or fate.url,
        state=SourceState.LIVE,
        rule="ok",
        status=200,
        media_type="text/html",
        charset="utf-8",
        body=body.encode(),
    )


def _article(fate: Fate, edition: int) -> str:
    words = " ".join(f"{_name(n)} {_name(n * 3 + 1)} was said to be {n}." for n in range(40))
    return (
        f"<html><head><title>{fate.title}</title>"
        '<meta property="article:published_time" content="2016-04-21"></head><body><article>'
        f"<h1>{fate.title}</h1><p>{words}</p><p>Edition {edition} of {fate.url}.</p>"
        "</article></body></html>"
    )


def _titled(title: str, text: str) -> Callable[[Fate], Fetched]:
    body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body>"
    return lambda fate: _page(fate, body)


def _home(fate: Fate) -> Fetched:
    news = "".join(f"<p><a href='/{n}'>{_name(n)} and {_name(n + 2)}</a></p>" for n in range(30))
    body = f"<html><head><title>{fate.host}</title></head><body>{news}</body></html>"
    return _page(fate, body, f"https://{fate.host}/")


_ANSWERS: Mapping[str, Callable[[Fate], Fetched]] = {
    "404": _fail(SourceState.DEAD, "http-404", 404),
    "410": _fail(SourceState.DEAD, "http-410", 410),
    "soft-404": _titled("Page not found", "Sorry, the page you wanted cannot be found."),
    "home": _home,
    "parked": _titled(
        "publisher.example is for sale",
        "This domain is for sale. Buy this domain. Related searches",
    ),
    "no-host": _fail(SourceState.UNREACHABLE, "no-such-host"),
    "403": _fail(SourceState.BLOCKED, "http-403", 403),
    "challenge": _fail(SourceState.BLOCKED, "challenge", 403),
    "429": _fail(SourceState.RATE_LIMITED, "http-429", 429),
    "503": _fail(SourceState.SERVER_ERROR, "http-503", 503),
    "timeout": _fail(SourceState.TIMEOUT, "read-timeout"),
    "refused": _fail(SourceState.UNREACHABLE, "connection-refused"),
    "reset": _fail(SourceState.UNREACHABLE, "connection-reset"),
}


def nights(web: SimulatedWeb, first: int = 0, last: int = NIGHTS) -> Iterator[int]:
    """Night after night; the web answers accordingly."""
    for night in range(first, last):
        web.night = night
        yield night
