"""Cues: typed words in, the same with the words that report turned into cue tokens out.

A word is a cue where its lexicon line says so, its contexts do not forbid it, and what stands beside it fits its type.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise

from attrs import frozen

from claimtrack.glued import HUMP, LONGEST_WORD, SHORTEST_STEM, SHORTEST_WORD, humps, relaying_head
from claimtrack.packs import Cue, Pack
from claimtrack.site import NOMINAL, Notes, Site
from claimtrack.sites import MISFITS, refusal_of
from claimtrack.tables import markers
from claimtrack.tokens import ACTIVE_CUES, CUE_TYPES, PREDICATES, Token, retyped

WORD = re.compile(r"[^\W\d_]+(?:[-'’&][^\W\d_]+)*")
RUN = re.compile(r"[\w&'’-]+")  # what every match of WORD lies in
COLON = ":"
CAPITALISED = re.compile(rf"[A-Z]\w{{{SHORTEST_WORD - 1},}}")  # what a cue may be written together with
REPORTLESS = frozenset({"QUOTE", "BRACKET", "COMMA", "SEMI", "DASH", "END", "NUM"})
# what begins a main clause, or a citation
MAIN = frozenset({"N", "NAME", "ROLE", "ORG", "PRON", "QUANT", "PRED", "INV"})
DOING = PREDICATES - {"AUX", "NEG"}
JOIN_BORDERS = CUE_TYPES | {"COMMA", "QUOTE", "END"}
PRIORITY = ("HEAD", "RELAY", "PREP", "BARE", "INV", "PAS", "OPI", "HEAR", "NOUN", "NAMING", "FIND", "ACT")


def with_cues(tokens: list[Token], pack: Pack) -> tuple[Token, ...]:
    """Turn the words that report into cue tokens, splitting a clitic off."""
    found: list[Token] = []
    known, emphases = cue_words(pack), pack.words("emphases")
    done = 0
    listed = [at for at, token in enumerate(tokens) if token.low in known or (at and tokens[at - 1].type == "QUOTE")]
    for position in listed:
        token = tokens[position]
        if not _may_report(tokens, position):
            continue
        found += tokens[done:position]
        done = position
        if position and (whole := _written_apart(tokens[position - 1], token, pack)) is not None:
            token = whole
            found.pop()
        stem, clitic = _stem(token.low, pack)
        if stem and found and found[-1].low in emphases:
            found[-1] = retyped(found[-1], "AUX")
        cue = choose_cue(tokens, position, found, (stem, clitic), pack) if stem else None
        if cue is None and not stem:
            stem, clitic, cue = _unlisted(tokens, position, found, pack)
        if cue is None:
            continue
        middle = token.stop - len(clitic)
        found.append(Token(cue_type(cue), token.start, middle, stem, cue))
        if clitic:
            found.append(Token("NYA", middle, token.stop, clitic))
        done = position + 1
    found += tokens[done:]
    if found and found[0].type == "VERB" and _is_teller(found, pack):
        found[0] = retyped(found[0], "NAME")
    joiners = [index for index, token in enumerate(found) if token.type == "WITH"]
    joined = {index: _joins_verb(found, index) for index in joiners}
    return tuple([joined.get(index, token) for index, token in enumerate(found)] if joined else found)


def _written_apart(prefix: Token, verb: Token, pack: Pack) -> Token | None:
    """Return a passive whose prefix stands apart as one word: ``Hal itu | di sampaikan | Rina``; None if it is none."""
    if prefix.low not in pack.settings["morphology"]["passive_prefixes"]:
        return None
    stem, low = _stem(verb.low, pack)[0], prefix.low + verb.low
    bare = any(cue.type == "BARE" for cue in pack.cues.get(stem, ()))
    return Token("VERB", prefix.start, verb.stop, low) if bare and prefix.low + stem in pack.cues else None


def _is_teller(tokens: list[Token], pack: Pack) -> bool:
    """Tell whether what opens a sentence like a verb is the name of who speaks: ``Merkel | juga mengatakan …``.

    Not where its main clause follows, or who says it: ``Terlambat | melaporkan pajak, warga didenda``.
    """
    kinds = [token.type for token in tokens]
    cue = next((i for i, kind in enumerate(kinds) if i and kind not in {"AUX", "NEG", "BRACKET"}), 0)
    passive = tokens[0].low.startswith(tuple(pack.settings["morphology"]["passive_prefixes"]))
    if passive or not cue or kinds[cue] not in ACTIVE_CUES:
        return False
    return not any(one == "COMMA" and two in MAIN for one, two in pairwise(kinds[cue + 2 :]))


def _joins_verb(tokens: list[Token], index: int) -> Token:
    """Return the token; a joiner that joins no verb (``Dengan langkah ini, X …``, ``gempa dengan kekuatan …``) as OCC.

    Inside a circumstance that opens a sentence (``Dalam wawancara dengan X, …``) it stays in it.
    """
    token = tokens[index]
    border = next((t.type for t in tokens[index + 1 :] if t.type in JOIN_BORDERS), "END")
    opening = [t.type for t in tokens[:index] if t.type != "OPENER"]
    if border == "COMMA" and opening[:1] == ["OCC"] and (CUE_TYPES | {"COMMA", "QUOTE"}).isdisjoint(opening):
        return retyped(token, "AFF")
    following = tokens[index + 1].type if index + 1 < len(tokens) else "END"
    told = border in ACTIVE_CUES | {"OPI"} and opening[-1:] == ["COMMA"]
    told = told and not (CUE_TYPES | DOING).isdisjoint(opening)
    thing = {"N", "NUM"} if border == "OPI" else {"NUM"}  # ``Rumah terbakar, dengan | kerugian diperkirakan Rp9 juta``
    if told and following in NOMINAL - {"N"} | thing:  # ``Perang meletus, dengan | kedua pihak menuduh lawannya …``
        return token
    clause = [t.type for t in tokens[:index]]
    clause = clause[len(clause) - clause[::-1].index("COMMA") :] if "COMMA" in clause else clause
    # ``ia dikenal dengan harta | diperkirakan besar``: a clause of its own
    subject = (CUE_TYPES | DOING).isdisjoint(clause)
    return retyped(token, "OCC") if subject and following in NOMINAL | {"NUM", "PLACE"} else token


def may_hold_cue(text: str, pack: Pack) -> bool:
    """Tell whether a stretch of text holds a word that could be a cue; False only where none can be.

    Two sentences in five hold none, and need no lexing.
    """
    known, parts = cue_words(pack), text.lower().split()
    if not known.isdisjoint(parts) or (COLON in text and COLON in known):  # most cues stand between blanks
        return True
    odd = " ".join([part for part in parts if not part.isalpha()])  # what may hold a word and signs
    if odd and not (known.isdisjoint(RUN.findall(odd)) and known.isdisjoint(WORD.findall(odd))):
        return True
    if any(_ends_with_cue(word, known) for word in CAPITALISED.findall(text)):
        return True
    if not HUMP.search(text):
        return False
    glued = (part for word in WORD.findall(text) for part in humps(word))
    return any(_ends_with_cue(part, known) or relaying_head(part, pack) for part in glued)


def _ends_with_cue(word: str, known: AbstractSet[str]) -> bool:
    """Tell whether a word is a cue or can be a name and a cue that a page wrote together: ``Velgrad|menilai``."""
    low = word.lower()
    return len(low) <= LONGEST_WORD and any(low[at:] in known for at in range(len(low) - 1))


@cache
def cue_words(pack: Pack) -> frozenset[str]:
    """Return every word that can be a cue: the forms of the lexicon, alone and with a clitic."""
    joined = {form + clitic for form in pack.cues for clitic in pack.settings["morphology"]["clitics"]}
    return frozenset(pack.cues) | {word for word in joined if split_clitic(word, pack)[0] in pack.cues}


def _may_report(tokens: list[Token], position: int) -> bool:
    token = tokens[position]
    if token.type == "NAME" and position:
        before = position - 1 - (position > 1 and tokens[position - 1].type == "COMMA")  # ``“…“, | Ucap Rahmat``
        return tokens[before].type == "QUOTE"
    return token.type not in REPORTLESS


@frozen
class Candidate:
    """A word of the lexicon's cues where it stands, and why it is or is not the cue that a line describes.

    Args:
        token: the word.
        cue: the lexicon line tried.
        refusal: why it is not that cue, in words; empty where it is.
    """

    token: Token
    cue: Cue
    refusal: str


def candidates(tokens: list[Token], decided: tuple[Token, ...], pack: Pack) -> tuple[Candidate, ...]:
    """Return every lexicon line that was tried on a sentence, with its verdict, for `explain`.

    Args:
        tokens: the typed words.
        decided: what `with_cues` made of them.
        pack: the language pack.
    """
    found: list[Candidate] = []
    for position, token in enumerate(tokens):
        stem, clitic = _stem(token.low, pack)
        before = [done for done in decided if done.start < token.start]
        for cue, refusal in _tried(tokens, position, before, (stem, clitic), pack):
            reason = _explained(refusal, cue, tokens[position + 1 :], pack)
            reason = reason if _may_report(tokens, position) else f"it stands here as {token.type}"
            found.append(Candidate(token, cue, reason))
            if not reason:
                break
    return tuple(found)


def _explained(refusal: str, cue: Cue, behind: list[Token], pack: Pack) -> str:
    """Return a refusal, and behind it the marker that stands behind the cue, where no rule joins it to that type."""
    known, kind = markers(pack), behind[0].type if behind else "END"
    joined = known.behind_cue.get(cue_type(cue), frozenset())
    if refusal != MISFITS[cue.type] or kind not in known.types or kind in joined:
        return refusal
    return f"{refusal}; {kind} stands behind it, which no rule of clause.lark puts behind {cue_type(cue)}"


def _unlisted(tokens: list[Token], position: int, before: list[Token], pack: Pack) -> tuple[str, str, Cue | None]:
    """Take an unlisted word behind a quotation that ends with a comma for an inverted cue: ``"…," sergah Rahmat``."""
    token = tokens[position]
    quote = before[-1] if before else None
    if quote is None or quote.type != "QUOTE" or token.type != "N" or not quote.low.rstrip().endswith((",", "!", "?")):
        return "", "", None
    stem, clitic = split_clitic(token.low, pack)
    following = tokens[position + 1].type if position + 1 < len(tokens) else "END"
    noun = (token.low,) in pack.notes("descriptions")  # ``"…," | tim penyidik KPK menjelaskan``
    if not clitic and (noun or following not in {"NAME", "ROLE", "ORG", "PRON"}):
        return "", "", None
    return (
        stem,
        clitic,
        Cue(stem, "INV", "saying", "neutral", denies=False, link="quote", lemma=stem, example="", contexts=(), line=0),
    )


def split_clitic(low: str, pack: Pack) -> tuple[str, str]:
    """Split a word into stem and clitic; the clitic is empty where there is none."""
    for clitic in pack.settings["morphology"]["clitics"]:
        if low.endswith(clitic) and len(low) - len(clitic) >= SHORTEST_STEM:
            return low[: -len(clitic)], clitic
    return low, ""


def _stem(low: str, pack: Pack) -> tuple[str, str]:
    """Split a word into a cue form and its clitic; the form is empty where the word is no cue."""
    if low in pack.cues:
        return low, ""
    stem, clitic = split_clitic(low, pack)
    return (stem, clitic) if stem in pack.cues else ("", "")


def cue_type(cue: Cue) -> str:
    """Return the type that the clause grammar sees of a cue: an active verb is of three, by its link."""
    if cue.type == "ACT" and cue.link != "free":
        return "ACT_QUOTE" if cue.link == "quote" else "ACT_CLAUSE"
    return cue.type


def choose_cue(
    tokens: list[Token], position: int, before: list[Token], word: tuple[str, str], pack: Pack
) -> Cue | None:
    """Return the first cue line whose surroundings fit, or None.

    Args:
        tokens: the typed words of the sentence.
        position: index of the word.
        before: the tokens already decided to its left.
        word: its form and its clitic, which may be empty.
        pack: the language pack.
    """
    for cue, refusal in _tried(tokens, position, before, word, pack):
        if not refusal:
            return cue
    return None


def _tried(
    tokens: list[Token], position: int, before: list[Token], word: tuple[str, str], pack: Pack
) -> Iterator[tuple[Cue, str]]:
    """Yield each lexicon line of a form with the reason why it is no cue here, empty where it is."""
    form, clitic = word
    cues = pack.cues.get(form, ())
    for cue, joined in _lines(pack).get(form, ()):
        yield cue, refusal_of(Site(tokens, position, before, bool(clitic), cues, cue, joined, *_lists(pack)))


@cache
def _lists(pack: Pack) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str], Notes]:
    """Return the lists that a site asks, in the order of its fields."""
    gerunds, addressees, unsaid, givings = map(pack.words, ("gerunds", "addressees", "unsaid", "givings"))
    return gerunds, addressees, unsaid, givings, pack.notes("existentials")


@cache
def _lines(pack: Pack) -> dict[str, list[tuple[Cue, frozenset[str]]]]:
    """Return form -> its lexicon lines as they are tried, each with the markers that may stand behind such a cue."""
    behind = markers(pack).behind_cue
    ordered = {form: sorted(cues, key=lambda cue: PRIORITY.index(cue.type)) for form, cues in pack.cues.items()}
    return {form: [(cue, behind.get(cue_type(cue), frozenset())) for cue in cues] for form, cues in ordered.items()}
