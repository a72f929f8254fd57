"""Who only stands beside a speaker: where a cue's clause goes on in, where the speaker ends out."""

from claimtrack.attribute.stretches import LISTED
from claimtrack.attribute.view import View, type_at

MEMBERS = LISTED | {"COMMA", "DI", "DET"}
BESIDE = frozenset({"OCC", "VERB", "AFF"})  # types of words that lead to them


def before_companions(view: View, index: int) -> int:
    """Step over who only accompanies a speaker: ``Rina, | didampingi Kasat A, Kanit B, dan Kabag C | berkata``.

    So it does over whom he stands in for: ``Rina | mewakili Bupati Lembah, Budi, | berkata``.

    Returns:
        Where they begin, without a comma before them; ``index`` where nobody accompanies somebody told of before.
    """
    first = index
    while first and view.fine[first - 1].type in MEMBERS:
        first -= 1
    beside = first > 1 and type_at(view, first - 1) in BESIDE
    phrase = tuple(view.fine[first - 1].low.split())
    passive = phrase[0].startswith(tuple(view.pack.settings["morphology"]["passive_prefixes"]))
    if type_at(view, first - 2) == "REL" or (passive and type_at(view, first - 1) == "VERB"):
        return index  # ``Saat Rina didampingi ibunya, Budi berkata``
    if not beside or phrase not in view.pack.phrases("companions"):
        return index
    return first - 1 - (type_at(view, first - 2) == "COMMA")
