"""A PostgreSQL server of our own, in a temporary folder, reached through a socket in it."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACES = "/usr/lib/postgresql"  # where Debian has it, by version
_WANTED = "Debian's postgresql is not installed"


class NoPostgresError(Exception):
    """There is no server that could be started, and why."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """The SQLAlchemy address of an empty database. Raises ``NoPostgresError``."""
    programs, user = _programs(), _user()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        data = folder / "data"
        _run(
            [programs / "initdb", "-D", data, "-U", "audit", "-EUTF8", "-Atrust", "-N"],
            user,
            folder,
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        control = [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
        _run([*control, "-o", options, "start"], user, folder)
        try:
            yield f"postgresql+psycopg://audit@/postgres?host={folder}"
        finally:
            _run([*control, "-m", "immediate", "stop"], user, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(Path(_PLACES).glob("*/bin/initdb"), key=lambda p: int(p.parts[-3].split(".")[0]))
    if not found:
        raise NoPostgresError(_WANTED)
    return found[-1].parent


def _user() -> str | None:
    """Whom to run the server as: it refuses to be run by root."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError as fault:
        raise NoPostgresError("there is no user postgres to run the server as") from fault


def _run(command: list[object], user: str | None, folder: Path) -> None:
    for attempt in range(3):
        done = subprocess.run(
            list(map(str, command)),
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            check=False,
        )
        if not done.returncode:
            return
        time.sleep(attempt)
    raise NoPostgresError(f"{Path(str(command[0])).name}: {done.stderr.decode()[-300:]}")
