"""Processes: a piece of work in, several processes that all do it out, until a signal ends them together.

They are made by `os.fork`, so what is open before, such as a socket, is open in each. One that dies is replaced. If
the first process dies, the others see its end of a pipe close, and end too.
"""

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from attrs import define, field

from claimtrack.errors import ServeError

PAUSE = 1.0  # seconds before one that died is replaced
ENDING = (signal.SIGTERM, signal.SIGINT)
Work = Callable[[Callable[[], None], int], None]


def run_together(number: int, work: Work, ready: Callable[[], None]) -> None:
    """Do ``work`` in ``number`` processes until this one is interrupted or terminated.

    Args:
        number: at least 1.
        work: called in each process with what to call once it is ready, and with its place, from 0, which one that
            replaces it takes; its end is the end of the process.
        ready: called in this process once all are.

    Raises:
        ServeError: this system cannot do so, or a process ended before it was ready.
    """
    if not hasattr(os, "fork"):
        msg = "several processes need a system with fork; serve with --processes 1"
        raise ServeError(msg)
    crew = _Crew(work)
    for name in ENDING:
        signal.signal(name, crew.stop)
    try:
        for place in range(number):
            crew.hire(place)
        crew.wait_until_ready(number)
        ready()
        crew.replace_the_dead()
    finally:
        crew.dismiss()


@define
class _Crew:
    """The processes, and the pipes between them and this one."""

    _work: Work
    _told: tuple[int, int] = field(factory=os.pipe)  # they write a byte when they are ready
    _life: tuple[int, int] = field(factory=os.pipe)  # its other end closes when this process is gone
    _members: dict[int, int] = field(factory=dict)  # process -> its place
    _stopping: bool = False

    def hire(self, place: int) -> None:
        """Start one more; a signal waits until this process knows of it and the new one heeds signals by itself."""
        sys.stdout.flush()
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        try:
            child = os.fork()
            if not child:
                self._live(place)
            self._members[child] = place
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)

    def _live(self, place: int) -> NoReturn:
        """Do the work, in a new process."""
        for name in ENDING:
            signal.signal(name, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        os.close(self._life[1])
        threading.Thread(target=self._end_with_the_first, daemon=True).start()
        status = 1
        try:
            self._work(self._tell, place)
            status = 0
        except BaseException:  # noqa: BLE001 -- whatever it is, this process must not go on as the first one would
            traceback.print_exc()
        finally:
            os._exit(status)

    def _tell(self) -> None:
        """Say that this process is ready."""
        os.write(self._told[1], b".")

    def _end_with_the_first(self) -> None:
        """End this process once the first one is gone."""
        os.read(self._life[0], 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def wait_until_ready(self, number: int) -> None:
        """Return once ``number`` have said that they are.

        Raises:
            ServeError: one ended before.
        """
        os.set_blocking(self._told[0], False)
        heard = 0
        while heard < number and not self._stopping:
            try:
                heard += len(os.read(self._told[0], number))
            except BlockingIOError:
                time.sleep(0.02)
            if os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT) and not self._stopping:
                msg = "a process ended before it could answer; what it said stands above"
                raise ServeError(msg)

    def replace_the_dead(self) -> None:
        """Wait until stopped; start another for each that ends before."""
        while not self._stopping:
            child, _ = os.wait()
            place = self._members.pop(child, None)
            if place is not None and not self._stopping:
                time.sleep(PAUSE)
                self.hire(place)

    def stop(self, signal_number: int, frame: FrameType | None) -> None:
        """End all of them, as the signal wants that this process got."""
        del signal_number, frame
        self._stopping = True
        self._terminate()

    def dismiss(self) -> None:
        """End those that are left and wait for each."""
        self._stopping = True
        self._terminate()
        while self._members:
            self._members.pop(os.wait()[0], None)

    def _terminate(self) -> None:
        """Ask all to end."""
        for member in list(self._members):
            with suppress(ProcessLookupError):
                os.kill(member, signal.SIGTERM)
