"""The newsroom's web in a process of its own: many loopback addresses, one port, a log.

    python -m tests.fleet.web SIZE_AS_JSON LOG LATENCY_SECONDS

prints its port. Each line of the log is a request: host, path, when it came and when it was
answered (seconds since 1970).
"""

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.fleet.newsroom import Size, World


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the server saw it. Seconds since 1970."""

    host: str
    path: str
    begun: float
    ended: float


@dataclass(frozen=True, slots=True)
class Web:
    """The running web."""

    world: World
    log: Path

    def requests(self) -> list[Request]:
        """All requests that were answered so far."""
        lines = self.log.read_text().splitlines()
        return [Request(h, p, float(b), float(e)) for h, p, b, e in map(str.split, lines)]

    def repeated(self) -> int:
        """How many requests asked for what had been asked before."""
        counts = Counter((request.host, request.path) for request in self.requests())
        return sum(count - 1 for count in counts.values())

    def overlaps(self, besides: str = "") -> list[tuple[Request, Request]]:
        """Requests to a host that came before the one before was answered."""
        found, latest = [], dict[str, Request]()
        for request in sorted(self.requests(), key=lambda r: r.begun):
            before = latest.get(request.host)
            if before is not None and request.begun < before.ended and request.host != besides:
                found.append((before, request))
            latest[request.host] = request
        return found


@contextmanager
def served(size: Size, folder: Path, latency: float = 0.0) -> Iterator[Web]:
    """Serve the web of a newsroom; the process ends with the block."""
    log = (folder / "requests.log").resolve()
    log.touch()
    command = [sys.executable, "-m", "tests.fleet.web", json.dumps(asdict(size)), log, str(latency)]
    root = Path(__file__).parents[2]
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True, cwd=root)
    try:
        assert process.stdout is not None
        yield Web(World(size, int(process.stdout.readline())), log)
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


async def _serve(size: Size, log: Path, latency: float) -> None:
    world = World(size)
    with log.open("a", buffering=1) as out:

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            host = writer.get_extra_info("sockname")[0]
            try:
                while head := await reader.readuntil(b"\r\n\r\n"):
                    begun = time.time()
                    path = head.split(b" ", 2)[1].decode()
                    if latency:
                        await asyncio.sleep(latency)
                    status, headers, body = world.answer(host, path)
                    lines = [f"HTTP/1.1 {status} OK", f"Content-Length: {len(body)}"]
                    lines += [f"{name}: {value}" for name, value in headers.items()]
                    # The end is taken before the answer goes out: the client may ask again at once.
                    out.write(f"{host} {path} {begun} {time.time()}\n")
                    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
                    await writer.drain()
            except (asyncio.IncompleteReadError, ConnectionError):
                pass
            finally:
                writer.close()

        server = await asyncio.start_server(talk, "0.0.0.0", 0, backlog=1024)
        world.port = server.sockets[0].getsockname()[1]
        print(world.port, flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Size(**json.loads(sys.argv[1])), Path(sys.argv[2]), float(sys.argv[3])))
