"""Glued: a word of a web page in, the places where it is cut apart out.

The words of a link lose the blanks on both sides: ``dilansirCNNpada Minggu``, ``dinilaiRahmatmemiliki``.
"""

import re
from functools import cache

from claimtrack.packs import Pack, any_of

HUMP = re.compile(r"[A-Z](?<=[a-z].)")  # the capital first, for which the text is scanned
BETWEEN = re.compile(r"(?<=[a-z])(?=[A-Z])")
ACRONYM = re.compile(r"[A-Z]{2,}(?=[a-z]{2,}\Z)")
LONGEST_WORD = 200  # code points; what is longer is no words that a page wrote together
SHORTEST_WORD = 6  # letters of two words
LONG_WORD = 9  # letters; no shorter word is a name and a cue written together
SHORTEST_NAME = 4  # letters of a name before a small word
SHORTEST_SMALL = 3  # letters of a small word behind a name
SHORTEST_STEM = 3
GLUED_PREPOSITION = 5
GLUED_CUE = 8  # letters
TITLES = ("roles", "role_abbreviations", "titles", "institutions")
LEADING = (*TITLES, "orgs")  # lists of what leads to a name
SMALL = ("occasion", "aux", "manners", "particles", "negation", "openers", "temporals", "demonstratives")


def seams(word: str, names: frozenset[str], pack: Pack) -> tuple[int, ...]:
    """Return where words were written together: ``dinilai|Rahmat|memiliki``; mostly nowhere.

    Args:
        word: the word.
        names: lower-cased words known to be names in its text.
        pack: supplies cues, function words and titles.
    """
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or word.isupper():
        return ()
    if word.istitle():
        inside = _behind_name(word, names, pack) if word[-SHORTEST_SMALL:] in _endings(pack) else 0
        return (inside,) if inside else ()
    found: list[int] = []
    at, parts = 0, humps(word)
    for number, part in enumerate(parts, 1):
        behind = at + len(part)
        head = relaying_head(part, pack) if part.islower() or number == 1 else ""
        inside = len(head) if len(head) < len(part) else 0
        inside = inside or _behind_acronym(part, pack) or _behind_name(part, names, pack)
        if inside:
            found.append(at + inside)
        following = parts[number : number + 1]
        if following and ((inside and not head) or head == part.lower() or _parts(part, following[0], pack)):
            found.append(behind)
        at = behind
    return tuple(found)


def _parts(part: str, following: str, pack: Pack) -> bool:
    """Tell whether two parts are two words: ``media|KCNA``, ``Presiden|Prabowo``, ``Usai|Lebih``; not ``TeknoKini``."""
    if part.islower():
        return part in _leading(pack)
    titled = len(part) >= SHORTEST_NAME and part.lower() in _titles(pack)
    return titled or following.lower() in _openers(pack)


def humps(word: str) -> list[str]:
    """Return the parts of a word that begin with a capital behind a small letter: ``dinilai``, ``Rahmatmemiliki``."""
    return BETWEEN.split(word)


def _behind_acronym(part: str, pack: Pack) -> int:
    """Return where an acronym ends before a small word: ``CNN|pada``; 0 if none does."""
    found = ACRONYM.match(part)
    small = found is not None and part[found.end() :] in _small(pack)
    return found.end() if found is not None and small else 0


def _behind_name(part: str, names: frozenset[str], pack: Pack) -> int:
    """Return where a name ends before a cue, a long preposition, a small word or a verb; 0 if none does.

    ``Hidayat|mengatakan``; the last two count behind a name that stands alone elsewhere: ``Barcelona|itu``.
    """
    if len(part) > LONG_WORD and (cue := _glued_cue(part, pack)):
        return len(part) - len(cue)
    low, small, verb = part.lower(), _small(pack), _verb(pack)
    if not part[0].isupper() or low in pack.words("given_names"):
        return 0
    for stop in range(SHORTEST_NAME, len(low) - SHORTEST_SMALL + 1):
        if low[:stop] in names and (low[stop:] in small or verb.fullmatch(low, stop)):
            return stop
    return 0


def quoting_seam(word: str, pack: Pack) -> int:
    """Return where a cue right behind a quotation ends that a page wrote together with a title; 0 if none does.

    Example: ``"…," kata|ahli hukum``.
    """
    if word in pack.cues or not word.startswith(_inverted(pack)):  # as mostly
        return 0
    cue = next((cue for cue in _inverted(pack) if word.startswith(cue)), "")
    return len(cue) if cue and word[len(cue) :] in _titles(pack) else 0


def _glued_cue(word: str, pack: Pack) -> str:
    """Return the cue or preposition that a page wrote together with the name before it; empty if none is.

    Example: ``Hidayatmengatakan``, ``Rahmatdalam``.
    """
    if not word.endswith(_gluable(pack)) or word.islower() or word.isupper():
        return ""
    return next((cue for cue in _gluable(pack) if word.endswith(cue) and len(word) > len(cue) + 1), "")


@cache
def _gluable(pack: Pack) -> tuple[str, ...]:
    """Return the active cues and prepositions long enough to be told from the end of a name, the longest first."""
    lines = (line for lines in pack.cues.values() for line in lines)
    found = {line.form for line in lines if line.type in {"ACT", "FIND"} and len(line.form) >= GLUED_CUE}
    found.update(phrase[0] for phrase in pack.phrases("occasion") if len(phrase[0]) >= GLUED_PREPOSITION)
    found.update(word for (word, *more) in pack.phrases("alias_markers") if not more)
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


@cache
def _marks_source(pack: Pack) -> frozenset[str]:
    """Return the words that stand between a cue and its source: ``dikutip dariLembah``."""
    return frozenset(word for (word, *_), kind in pack.notes("particles").items() if kind in {"FROM", "BY"})


def relaying_head(part: str, pack: Pack) -> str:
    """Return the cue or marker that a page wrote together with what follows it; empty if none is.

    Example: ``menurutRahmat``, ``dilansirlembahNews``, of which ``part`` is what stands before the capital; but a name
    may begin with a noun that can be a cue (``KabarKota``).
    """
    low, heads = part.lower(), _heads(pack)
    if low in heads or any(line.type == "PREP" or part.islower() for line in pack.cues.get(low, ())):
        return low
    heads = heads if part.islower() else ()
    return next((head for head in heads if low.startswith(head) and len(low) >= len(head) + SHORTEST_STEM), "")


@cache
def _heads(pack: Pack) -> tuple[str, ...]:
    """Return the words that pass on an outlet or mark it, the longest first."""
    relays = {form for form, lines in pack.cues.items() if any(line.type == "RELAY" for line in lines)}
    return tuple(sorted(relays | _marks_source(pack), key=lambda form: (-len(form), form)))


@cache
def _small(pack: Pack) -> frozenset[str]:
    """Return the words that may stand right behind a name: function words and cues."""
    words = {word for name in SMALL for word in pack.words(name)} | set(pack.cues)
    return frozenset(word for word in words if len(word) > 1)


@cache
def _endings(pack: Pack) -> frozenset[str]:
    """Return the last letters of what a page may have written together with a name: few words end so by chance."""
    return frozenset(word[-SHORTEST_SMALL:] for word in (*_gluable(pack), *_small(pack)))


@cache
def _verb(pack: Pack) -> re.Pattern[str]:
    morphology = pack.settings["morphology"]
    return re.compile(rf"(?=.{{{morphology['verb_minimum']},}})(?:{any_of(morphology['verb_prefixes'])})[a-z]+")


@cache
def _titles(pack: Pack) -> frozenset[str]:
    return frozenset(phrase[0] for name in TITLES for phrase in pack.phrases(name))


@cache
def _openers(pack: Pack) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in pack.phrases("openers"))


@cache
def _inverted(pack: Pack) -> tuple[str, ...]:
    found = {form for form, lines in pack.cues.items() if any(line.type == "INV" for line in lines)}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


@cache
def _leading(pack: Pack) -> frozenset[str]:
    """Return the words that may lead to a name: function words, titles, heads of organisations and descriptions."""
    titled = {phrase[-1] for name in LEADING for phrase in pack.phrases(name)}
    return _small(pack) | titled | {phrase[-1] for phrase in pack.notes("descriptions")}
