"""A bounded web on loopback for the bench of the fetcher: 200 hosts, 2,000 addresses.

``python -m tests.bench.fetch_web PLAN`` serves the plan until it is terminated. A host is an
address of 127.78.0.0/16; all share one port. Kinds and their shares follow what lists of citations
look like: most pages live, a tenth is gone, some servers are slow, silent or hostile.
"""

import asyncio
import gzip
import json
import math
import random
import signal
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

PORT = 18_178
_SHARES = {
    "slow": 0.02,
    "missing": 0.10,
    "gone": 0.01,
    "refused": 0.05,
    "silent": 0.02,
    "busy": 0.03,
    "moved": 0.06,
    "loop": 0.01,
    "flaky": 0.01,
    "broken": 0.005,
    "forbidden": 0.01,
    "huge": 0.003,
    "bomb": 0.001,
    "cut": 0.003,
    "drip": 0.002,
}
_HUGE, _BOMB = 40_000_000, 300_000_000
_FILLER = (
    b"<p>The harbourmaster kept a ledger of every vessel that waited for a berth.</p>\n" * 2_000
)
STATES = {
    "page": "live",
    "slow": "live",
    "missing": "dead",
    "gone": "dead",
    "refused": "unreachable",
    "silent": "timeout",
    "busy": "live",
    "moved": "moved",
    "loop": "redirect-loop",
    "flaky": "live",
    "broken": "server-error",
    "forbidden": "blocked",
    "huge": "too-large",
    "bomb": "too-large",
    "cut": "truncated",
    "drip": "timeout",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One address of the plan: what it does, after how many seconds, with how many bytes."""

    url: str
    host: str
    path: str
    kind: str
    latency: float
    size: int


def plan(urls: int, hosts: int, seed: int = 7) -> list[Place]:
    """The same places for the same numbers. Few hosts have many addresses, many have few."""
    chance = random.Random(seed)
    kinds = [kind for kind, share in _SHARES.items() for _ in range(max(1, round(share * urls)))]
    kinds += ["page"] * (urls - len(kinds))
    weights = [1 / (rank + 3) ** 0.9 for rank in range(hosts)]
    places = []
    for number, kind in enumerate(kinds):
        (rank,) = chance.choices(range(hosts), weights)
        if kind in ("slow", "silent", "drip"):
            rank = chance.randrange(hosts)
        if kind == "refused":
            rank = hosts + number % max(1, hosts // 8)
        host = f"127.78.{1 + rank // 200}.{1 + rank % 200}"
        latency = 5.0 if kind == "slow" else min(3.0, 0.2 * math.exp(chance.gauss(0, 0.8)))
        size = int(min(160_000, 45_000 * math.exp(chance.gauss(0, 0.8))))
        path = f"/{number}/{kind}"
        places.append(Place(f"http://{host}:{PORT}{path}", host, path, kind, latency, size))
    chance.shuffle(places)
    return places


class _Web:
    def __init__(self, places: list[Place]) -> None:
        self.places = {(place.host, place.path): place for place in places}
        self.asked: Counter[str] = Counter()
        self.bomb = gzip.compress(bytes(_BOMB), 9)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        host = writer.get_extra_info("sockname")[0]
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                method, path, _ = head.decode("latin-1").split(" ", 2)
                if not await self.answer(self.places.get((host, path)), path, writer, method):
                    break
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError, ValueError):
            pass
        finally:
            writer.close()

    async def answer(
        self, place: Place | None, path: str, writer: asyncio.StreamWriter, method: str
    ) -> bool:
        """Send one answer; whether the connection may go on."""
        if place is None:
            live = path.endswith("/new")
            return await send(writer, 200 if live else 404, _FILLER[:20_000], method)
        self.asked[place.path] += 1
        await asyncio.sleep(place.latency)
        kind, page = place.kind, _FILLER[: place.size]
        if kind in ("silent", "drip"):
            return await stall(writer, kind)
        if kind in ("huge", "cut"):
            return await stream(writer, _HUGE if kind == "huge" else 200_000, page, kind == "cut")
        again = self.asked[place.path] > 1
        fixed = {
            "missing": (404, ""),
            "gone": (410, ""),
            "broken": (500, ""),
            "forbidden": (403, ""),
            "moved": (301, f"Location: {path}/new\r\n"),
            "loop": (302, f"Location: {path}\r\n"),
            "flaky": (200 if again else 500, ""),
            "busy": (200 if again else 429, "" if again else "Retry-After: 1\r\n"),
        }
        status, header = fixed.get(kind, (200, ""))
        if kind == "bomb":
            return await send(writer, 200, self.bomb, method, "Content-Encoding: gzip\r\n")
        return await send(writer, status, page, method, header)


async def send(
    writer: asyncio.StreamWriter, status: int, body: bytes, method: str, header: str = ""
) -> bool:
    """A whole response; the connection goes on."""
    head = f"HTTP/1.1 {status} X\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
    writer.write((head + header + "\r\n").encode() + (b"" if method == "HEAD" else body))
    await writer.drain()
    return True


async def stall(writer: asyncio.StreamWriter, kind: str) -> bool:
    """Say nothing, or a byte now and then, for longer than anybody should wait."""
    if kind == "drip":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(240):
        if kind == "drip":
            writer.write(b"a")
            await writer.drain()
        await asyncio.sleep(0.25)
    return False


async def stream(writer: asyncio.StreamWriter, announced: int, page: bytes, cut: bool) -> bool:
    """Announce a length and send it in pieces, or only the first piece."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {announced}\r\n\r\n"
    writer.write(head.encode())
    sent = 0
    while sent < announced and not (cut and sent):
        piece = (page if cut else _FILLER)[: announced - sent]
        writer.write(piece)
        await writer.drain()
        sent += len(piece)
    return not cut


async def _main(path: Path) -> None:
    places = [Place(**record) for record in json.loads(path.read_text(encoding="utf-8"))]
    web, stop = _Web(places), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    hosts = sorted({place.host for place in places if place.kind != "refused"})
    servers = [await asyncio.start_server(web.serve, host, PORT, backlog=512) for host in hosts]
    print("ready", flush=True)
    await stop.wait()
    for server in servers:
        server.close()


def save(places: list[Place], path: Path) -> None:
    """Write a plan for the serving process."""
    path.write_text(json.dumps([asdict(place) for place in places]), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
