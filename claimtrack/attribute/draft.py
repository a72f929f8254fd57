"""A draft: what a rule read in a sentence, before it is turned into spans."""

from collections.abc import Callable
from typing import NamedTuple

from claimtrack.attribute.extents import Extent
from claimtrack.attribute.view import View
from claimtrack.parse import Frame


class Draft(NamedTuple):
    """What a rule read; all indices are fine tokens of the view.

    Args:
        source: ``[first, last)`` of the source, or None.
        content: the extents of the content, in order; empty where the rule found none.
        reason: why nothing was read, in words, where ``content`` is empty.
    """

    source: Extent | None
    content: tuple[Extent, ...]
    reason: str = ""


Read = Callable[[View, Frame], Draft]  # how a rule reads a frame of another
NOTHING_BESIDE = Draft(None, (), "no content beside the cue")
