"""One listening socket of several processes: the one with fewest connections takes the next."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from socket import create_connection, socket

import pytest

from claimtrack.listening import MOST_PAUSES, PAUSE_SECONDS, Shared
from claimtrack.serve import listen

OPEN: list[socket] = []


@pytest.fixture
def two() -> Iterator[tuple[Shared, Shared]]:
    """Yield the socket as two processes have it; what they took is closed in the end."""
    with closing(listen("127.0.0.1", 0, processes=2)) as first, closing(Shared(os.dup(first.fileno()))) as second:
        second._counts = first._counts  # noqa: SLF001 -- what a fork shares
        for place, one in enumerate((first, second)):
            one.settimeout(0)
            one.sit_down(place)
        yield first, second
    while OPEN:
        OPEN.pop().close()


def accepted(shared: Shared) -> bool:
    """Let a process take what waits, as asyncio does; tell whether it took a connection, which stays open."""
    try:
        OPEN.append(shared.accept()[0])
    except BlockingIOError:
        return False
    with pytest.raises(BlockingIOError):
        shared.accept()
    return True


def test_a_process_takes_one_connection_at_a_time() -> None:
    with closing(listen("127.0.0.1", 0)) as shared:
        shared.settimeout(0)
        address = shared.getsockname()
        with closing(create_connection(address)), closing(create_connection(address)):
            first, _ = shared.accept()
            with pytest.raises(BlockingIOError):
                shared.accept()
            second, _ = shared.accept()
            first.close()
            second.close()


def test_a_process_leaves_the_next_connection_to_one_with_fewer(two: tuple[Shared, Shared]) -> None:
    first, second = two
    with closing(create_connection(first.getsockname())), closing(create_connection(first.getsockname())):
        assert accepted(first)
        assert not accepted(first)
        assert accepted(second)


def test_a_closed_connection_counts_no_more(two: tuple[Shared, Shared]) -> None:
    first, _ = two
    with closing(create_connection(first.getsockname())), closing(create_connection(first.getsockname())):
        connection, _ = first.accept()
        connection.close()
        connection.close()
        with pytest.raises(BlockingIOError):
            first.accept()
        assert accepted(first)


def test_a_connection_that_nobody_takes_is_taken_a_little_later(two: tuple[Shared, Shared]) -> None:
    first, _ = two
    with closing(create_connection(first.getsockname())), closing(create_connection(first.getsockname())):
        assert accepted(first)
        began = time.monotonic()
        tries = next(number for number in range(1, 10 * MOST_PAUSES) if accepted(first))
        assert MOST_PAUSES + 1 == tries
        assert MOST_PAUSES * PAUSE_SECONDS <= time.monotonic() - began


def test_one_that_takes_the_place_of_another_begins_with_none(two: tuple[Shared, Shared]) -> None:
    first, second = two
    with closing(create_connection(first.getsockname())), closing(create_connection(first.getsockname())):
        assert accepted(first)
        second.sit_down(0)  # the first is gone
        assert accepted(second)
