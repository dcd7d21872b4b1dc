"""A thread that shuts a socket down when its time is up, whatever the reader is blocked in."""

import heapq
import os
import socket
import threading
import time
from contextlib import suppress


class Token:
    """One socket under watch. ``fired`` tells that it was shut, not ended by the other side."""

    __slots__ = ("_handle", "fired")

    def __init__(self, handle: socket.socket) -> None:
        self._handle: socket.socket | None = handle
        self.fired = False

    def fire(self) -> None:
        """Shut the connection down both ways; reads and handshakes in progress end at once."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        self.fired = True
        with suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)
        handle.close()

    def drop(self) -> None:
        """Forget the socket."""
        handle, self._handle = self._handle, None
        if handle is not None:
            handle.close()


class Watchdog:
    """Shuts sockets at their deadlines (``time.monotonic`` seconds).

    It holds a duplicate of each descriptor: wrapping a socket in TLS detaches the original object,
    and a duplicate cannot be confused with another connection that got the same number later.
    """

    def __init__(self) -> None:
        self._wake = threading.Condition()
        self._due: list[tuple[float, int, Token]] = []
        self._live: set[Token] = set()
        self._count = 0
        self._ended = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def watch(self, watched: socket.socket, deadline: float) -> Token:
        """Watch a connected or connecting socket until ``release`` is called with the token."""
        number = os.dup(watched.fileno())
        token = Token(socket.socket(watched.family, watched.type, watched.proto, number))
        with self._wake:
            if self._ended:
                token.fire()
                return token
            self._count += 1
            heapq.heappush(self._due, (deadline, self._count, token))
            self._live.add(token)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()
            elif self._due[0][2] is token:
                self._wake.notify()
        return token

    def release(self, token: Token) -> None:
        """The exchange is over; the socket is not touched any more."""
        with self._wake:
            self._live.discard(token)
            token.drop()

    def fire_all(self) -> None:
        """Shut every watched socket now and every later one at once (the user interrupts)."""
        with self._wake:
            self._ended = True
            for token in self._live:
                token.fire()
            self._live.clear()

    def close(self) -> None:
        """End the thread; what is still watched is shut."""
        self.fire_all()
        with self._wake:
            self._closed = True
            self._wake.notify()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        with self._wake:
            while not self._closed:
                now = time.monotonic()
                while self._due and self._due[0][0] <= now:
                    token = heapq.heappop(self._due)[2]
                    if token in self._live:
                        self._live.discard(token)
                        token.fire()
                self._wake.wait(max(0.001, self._due[0][0] - now) if self._due else None)
