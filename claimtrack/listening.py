"""Listening: one socket of several processes; the one with fewest connections takes the next.

The kernel lets any of them take it, and asyncio takes all that wait: one process would answer six readers while another
has two. How many each has stands in memory that they share, so that a process leaves a connection to one with fewer.
"""

import mmap
import socket
import time
from collections.abc import Callable

HOST, PORT = "127.0.0.1", 8001  # where it listens if nobody says otherwise; only this machine can reach it
# How long a process leaves a connection to another one before it takes it itself: that one may be gone.
PAUSE_SECONDS, MOST_PAUSES = 0.0005, 100
MOST_COUNTED = 255


class Connection(socket.socket):
    """A connection that tells when it is closed."""

    def __init__(self, fileno: int, closed: Callable[[], None]) -> None:
        """Take over an open file."""
        super().__init__(fileno=fileno)
        self._tell: Callable[[], None] | None = closed

    def close(self) -> None:
        """Close it, and tell it once."""
        tell, self._tell = self._tell, None
        super().close()
        if tell:
            tell()


class Shared(socket.socket):
    """A listening socket of several processes, each of which has a place of its own among them."""

    def __init__(self, fileno: int, processes: int = 1) -> None:
        """Listen on an open socket, before the processes part."""
        super().__init__(fileno=fileno)
        self._counts = mmap.mmap(-1, processes)  # a byte each
        self._place = 0
        self._connections = 0
        self._pauses = 0
        self._took = False

    def sit_down(self, place: int) -> None:
        """Take the place of this process, which has no connection yet."""
        self._place = place
        self._change(0)

    def accept(self) -> tuple[socket.socket, object]:
        """Return the next connection and its address.

        Raises:
            BlockingIOError: none waits any more, this process has just taken one, or another one has fewer.
        """
        if self._took or self._leaves_it():
            self._took = False
            raise BlockingIOError
        found, address = super().accept()
        self._took = True
        self._change(1)
        return Connection(found.detach(), lambda: self._change(-1)), address

    def _leaves_it(self) -> bool:
        """Tell whether another process should take the next connection, a little later: it may do so meanwhile."""
        self._pauses = self._pauses + 1 if self._counts[self._place] > min(self._counts[:]) else 0
        if self._pauses > MOST_PAUSES:
            self._pauses = 0
        if self._pauses:
            time.sleep(PAUSE_SECONDS)
        return self._pauses > 0

    def _change(self, number: int) -> None:
        """Count connections, and tell the others."""
        self._connections += number
        self._counts[self._place] = min(self._connections, MOST_COUNTED)
