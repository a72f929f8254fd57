"""Anaphors: words that stand for a content told elsewhere, and nouns that name a claim."""

from functools import cache

from claimtrack.attribute.found import Found
from claimtrack.attribute.view import View, type_at
from claimtrack.packs import Pack
from claimtrack.tokens import PREDICATES as PREDICATE

BEHIND_ANAPHOR = frozenset({"END", "COMMA", "OCC", "DI", "TIME", "SUB", "WITH", "AFF", "BUT", "CONJ"})


def is_anaphor(view: View, found: Found) -> bool:
    """Tell whether a phrase is an anaphor and nothing else: ``hal serupa``."""
    words = tuple(word for token in view.fine[found.first : found.last] for word in token.low.split())
    return words in anaphora(view.pack).get(words[0], ())


def anaphor_end(view: View, start: int, end: int) -> int | None:
    """Return where content ends that is only an anaphor: ``menyampaikan hal itu | di Jakarta``.

    Behind ``bahwa`` a clause follows: ``mengatakan bahwa | temuan itu sejalan dengan dugaan``.
    """
    if type_at(view, start - 1) == "COMP":
        return None
    first = view.fine[start].low.split(None, 1)[:1] if start < end else []
    if _is_pointed_at(view, start, end):
        return start + 2
    for entry in anaphora(view.pack).get(first[0], ()) if first else ():
        last = start
        words: tuple[str, ...] = ()
        while last < end and len(words) < len(entry):
            words, last = (*words, *view.fine[last].low.split()), last + 1
        if words == entry and type_at(view, last) in BEHIND_ANAPHOR and not _does_something(view, last):
            return last
    return None


def _is_pointed_at(view: View, start: int, end: int) -> bool:
    """Tell whether a claim is pointed at: ``menyampaikan | kritik ini``; ``menemukan bukti itu`` finds a thing."""
    pointed = start + 1 < end and type_at(view, start + 1) == "DET" and type_at(view, start - 1) != "FIND"
    if not pointed or not is_claim_noun(view, view.fine[start].low):
        return False
    if [type_at(view, start - 1), type_at(view, start + 2)] == ["COMMA", "SUB"]:
        return False  # ``mengatakan, | aduan itu berdasarkan hasil rapat``: it tells of it
    return type_at(view, start + 2) in BEHIND_ANAPHOR and not _does_something(view, start + 2)


def _does_something(view: View, index: int) -> bool:
    """Tell whether a predicate follows a phrase of time: ``rencana itu saat ini sedang dikaji`` is a clause."""
    if type_at(view, index) == "OCC" and type_at(view, index + 1) == "DET":  # ``saat ini``
        index += 2
    while type_at(view, index) == "TIME":
        index += 1
    return type_at(view, index) in PREDICATE


@cache
def anaphora(pack: Pack) -> dict[str, list[tuple[str, ...]]]:
    """Return first word -> the anaphora that begin with it, in file order."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for entry in pack.phrases("anaphora"):
        index.setdefault(entry[0], []).append(entry)
    return index


def names_claim(view: View, subject: Found) -> bool:
    """Tell whether a noun phrase stands for a proposition: an anaphor, or a noun that takes a clause."""
    tokens = view.fine[subject.first : subject.last]
    tokens = tokens[tokens[0].type == "QUANT" :]  # ``sebuah | tuduhan``
    words = tuple(" ".join(token.low for token in tokens).split())
    entries = (entry for word in words[:1] for entry in anaphora(view.pack).get(word, ()))
    return any(words[: len(entry)] == entry for entry in entries) or any(is_claim_noun(view, t.low) for t in tokens[:1])


def is_free(view: View, first: int, cue: int) -> bool:
    """Tell whether what stands for a claim is told by a relative clause: ``Apa | yang disampaikan Sari``."""
    word = view.fine[first].low
    free = word in view.pack.words("questions") or word in anaphora(view.pack)
    inside = any(token.cue is not None for token in view.fine[first:cue])
    return first < cue and free and inside and type_at(view, first + 1) == "REL"


def is_claim_noun(view: View, word: str) -> bool:
    """Tell whether a word is a noun that takes a clause, as the lexicon has it."""
    return word in _claim_nouns(view.pack)


@cache
def _claim_nouns(pack: Pack) -> frozenset[str]:
    return frozenset(form for form, cues in pack.cues.items() if any(cue.type == "NOUN" for cue in cues))
