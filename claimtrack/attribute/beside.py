"""Who only stands beside a speaker: where a cue's clause goes on in, where the speaker ends out."""

from claimtrack.attribute.stretches import LISTED
from claimtrack.attribute.view import View, type_at

MEMBERS = LISTED | {"COMMA", "DI", "DET"}


def before_companions(view: View, index: int) -> int:
    """Step over who only accompanies a speaker: ``Rina, | didampingi Kasat A, Kanit B, dan Kabag C | berkata``.

    Returns:
        Where they begin, without a comma before them; ``index`` where nobody accompanies somebody told of before.
    """
    first = index
    while first and view.fine[first - 1].type in MEMBERS:
        first -= 1
    beside = first > 1 and type_at(view, first - 1) == "OCC"
    if not beside or view.fine[first - 1].low not in view.pack.words("companions"):
        return index
    return first - 1 - (type_at(view, first - 2) == "COMMA")
