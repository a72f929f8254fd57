"""Contexts: a word where it stands in, the context that its lexicon line gives and that speaks against it out."""

from claimtrack.packs import TELLING
from claimtrack.site import AGENTS, NEAR, NOMINAL, Site
from claimtrack.tokens import PREDICATES, Token

REACH = 4  # tokens on either side of a word that its contexts may name
UNREAD = frozenset({"QUOTE", "BRACKET"})  # no context of a cue names words inside them
OBJECT = 2  # words of a context that names the verb and its mere object: ``_ laba``


def context_against(site: Site) -> str:
    """Return the context of a word's lexicon line in which it is no cue and stands; empty where there is none.

    No context speaks against ``"…," tegasnya`` or ``menurutnya``, nor against ``melaporkan kepada dewan bahwa …``.
    """
    closes = site.cue.type == "INV" and site.left() == "QUOTE"
    owned = (site.clitic and (site.cue.type == "PREP" or closes)) or (closes and site.right().type == "PRON")
    voiced = owned or _links(site)
    near = _near(site.tokens, site.position) if site.cue.contexts and not voiced else ()
    lows = " ".join([token.low for token in near if token.type not in UNREAD])
    possible = not site.cue.neighbours.isdisjoint(lows.split())
    words, here = _around(site.tokens, site.position) if possible else ([], 0)
    for context in site.cue.contexts if possible else ():
        if not _in_context(words, here, context):
            continue
        # ``yang disebut|nya``, ``yang disebut | Sari sebagai …``: by somebody
        # ``belum bisa memastikan | apakah …``, ``belum dapat memastikan hal itu``, ``enggan menyebut | bahwa …``
        open_end = context[-1] == "_"
        withheld = site.right().type in {"ASK", "COMP"} and site.left() == "NEG"
        withheld = withheld or _is_denied(site, context[:-1])
        agent = (site.clitic and site.left() == "REL") or _is_agents(site)
        report = open_end and (withheld or (site.cue.type == "OPI" and agent))
        report = report or (context[0] == "_" and len(context) == OBJECT and (_tells(site) or _owns(site, context)))
        if not report:
            return " ".join(context)
    return ""


def _tells(site: Site) -> bool:
    """Tell whether something is told of an object: ``melaporkan | laba naik``, ``menegaskan | sikap itu tetap``."""
    behind = [token.type for token in site.tokens[site.position + 1 : site.position + 1 + NEAR]]
    told = next((i for i, kind in enumerate(behind) if kind not in {"N", "DET"}), 0)
    is_so = site.cue.cls == "reporting" and behind[told : told + 1] == ["PRED"]
    is_so = is_so and {"NUM", "END", "COMMA"}.issuperset(behind[told + 1 : told + 2])  # not ``jalan rusak | ke dinas``
    done = behind[told - 1 : told + 1] in (["DET", "NEG"], ["DET", "AUX"])  # not ``menegaskan sikap tidak setuju``
    is_done = done and PREDICATES.issuperset(behind[told + 1 : told + 2])
    # ``melaporkan | saat ini air surut``, not ``melaporkan saat rapat``
    now = behind[:1] == ["TIME"] and not {"PRED", "AUX", "VERB", "NEG"}.isdisjoint(behind)
    return site.cue.type == "ACT" and (now or (behind[:1] == ["N"] and (is_so or is_done)))


def _owns(site: Site, context: tuple[str, ...]) -> bool:
    """Tell whether something is told of what is somebody's, an ending behind the noun of another context.

    ``menyebut | namanya belum dicatat``, where ``menyebut nama`` and ``menyebut namanya`` tell nothing.
    """
    others = (other[-1] for other in site.cue.contexts if len(other) == OBJECT and other[0] == "_")
    told = [token.type for token in site.tokens[site.position + 2 : site.position + 4]]
    owned = any(context[-1] != other and context[-1].startswith(other) for other in others)
    tells = site.cue.cls in TELLING | {"naming"} and site.left() != "NEG"
    return owned and tells and {"AUX", "NEG"}.issuperset(told[:1]) and not (PREDICATES | {"AUX"}).isdisjoint(told[1:])


def _is_agents(site: Site) -> bool:
    """Tell whether somebody sees a thing as another: ``yang disebut | Sari sebagai …``.

    Or it is told of whom it is said, not what he is called: ``raja yang disebut | menderita sakit``.
    """
    behind = [token.type for token in site.tokens[site.position + 1 : site.position + NEAR]]
    if site.cue.cls == "hearsay" and site.left() == "REL" and behind[:1] == ["VERB"]:
        return True
    return behind[:1] != ["AS"] and next((kind for kind in behind if kind not in AGENTS | {"BRACKET"}), "") == "AS"


def _is_denied(site: Site, modal: tuple[str, ...]) -> bool:
    """Tell whether a negation goes before the modal of a context: ``belum | dapat | memastikan``."""
    denied = site.before[-1].low.split()[1:] if site.cue.type == "ACT" and site.left() == "NEG" else []
    return bool(modal) and modal == tuple(denied[-len(modal) :])


def _links(site: Site) -> bool:
    """Tell whether a verb is linked to a clause behind whom it is told: ``melaporkan kepada dewan | bahwa …``."""
    if site.cue.type != "ACT" or site.right().low not in site.addressees:
        return False
    behind = site.tokens[site.position + 2 : site.position + NEAR]
    return next((token.type for token in behind if token.type not in NOMINAL | {"DET"}), "") == "COMP"


def _around(tokens: list[Token], position: int) -> tuple[list[str], int]:
    """Return the words near a token in lower case, itself as one, and its index among them."""
    words: list[str] = []
    here = 0
    for token in _near(tokens, position):
        if token is tokens[position]:  # ``dalam pandangan | mata``: one slot of a context, however many words
            here = len(words)
            words.append(_words(token))
        else:
            words += _words(token).split() or [""]
    return words, here


def _near(tokens: list[Token], position: int) -> list[Token]:
    return tokens[max(0, position - REACH) : position + REACH + 1]


def _in_context(words: list[str], here: int, context: tuple[str, ...]) -> bool:
    first = here - context.index("_")
    return 0 <= first <= len(words) - len(context) and all(
        word in {"_", words[first + i]} for i, word in enumerate(context)
    )


def _words(token: Token) -> str:
    return token.low if token.type not in UNREAD else ""
