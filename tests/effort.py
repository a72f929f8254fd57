"""How much work something is: counted in lines of Python that are run, which no busy machine changes."""

import sys
from collections.abc import Callable
from types import FrameType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import TraceFunction


def lines(work: Callable[[], object], *modules: ModuleType) -> int:
    """Return how many lines of ``modules`` are run by ``work``; each turn of a loop counts, inside a line as well."""
    files, count = {module.__file__ for module in modules}, 0

    def entered(frame: FrameType, _event: str, _value: object) -> "TraceFunction | None":
        return counted if frame.f_code.co_filename in files else None

    def counted(_frame: FrameType, event: str, _value: object) -> "TraceFunction | None":
        nonlocal count
        count += event == "line"
        return counted

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
