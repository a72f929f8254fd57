"""Sentences generated from the grammar and the lexicon: `hypothesis.extra.lark` draws the types, the pack the words."""

from functools import cache

from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark

from claimtrack.grammar import parser
from claimtrack.packs import Pack, load_pack
from claimtrack.tokens import CUE_TYPES

LANG = "id"
PLAIN_WORDS = {
    "W": ("warga desa", "Rahmat Hidayat", "lurah setempat", "harga beras"),
    "S": ("air sudah surut", "panen tidak gagal", "jalan itu akan dibuka"),
    "QUOTE": ('"Air sudah surut,"', "“Kami siap.”", '"Tidak"'),
    "COMMA": (",",),
    "COLON": (":",),
    "SEMI": (";",),
    "DASH": ("-", "–"),
    "END": (".", "!", "?"),
    "NYA": ("nya",),
}
TYPED_LISTS = {"TIME": "time", "OCC": "occasion"}


@cache
def pack() -> Pack:
    """Return the pack whose grammar is drawn from."""
    return load_pack(LANG)


@cache
def words_of_type(kind: str) -> tuple[str, ...]:
    """Return the words of the lexicon that may stand for a token type."""
    if kind in PLAIN_WORDS:
        return PLAIN_WORDS[kind]
    if kind in CUE_TYPES or kind.startswith("ACT"):
        link = {"ACT_CLAUSE": {"clause", "marked"}, "ACT_QUOTE": {"quote"}, "ACT": {"free"}}.get(kind)
        return tuple(
            form
            for form, cues in pack().cues.items()
            if any(cue.type == kind.split("_", maxsplit=1)[0] and (link is None or cue.link in link) for cue in cues)
        )
    if kind in TYPED_LISTS:
        return tuple(" ".join(entry) for entry in pack().phrases(TYPED_LISTS[kind]))
    return tuple(" ".join(entry) for entry, note in pack().notes("particles").items() if note == kind)


def _grammar(name: str) -> Lark:
    return parser(pack(), name)


@cache
def terminals(name: str) -> tuple[str, ...]:
    """Return the token types that the rules of a grammar use, sorted."""
    used = {str(symbol.name) for rule in _grammar(name).rules for symbol in rule.expansion if symbol.is_term}
    return tuple(sorted(used))


@cache
def clause_types() -> st.SearchStrategy[tuple[str, ...]]:
    """Return sequences of coarse token types that the clause grammar accepts."""
    explicit = {name: st.just(f"{name} ") for name in terminals("clause")}
    return from_lark(_grammar("clause"), explicit=explicit).map(lambda text: tuple(text.split()))


@cache
def sentences() -> st.SearchStrategy[str]:
    """Return sentences: types drawn from the clause grammar, words from the lexicon."""
    explicit = {name: st.sampled_from(words_of_type(name)).map(lambda word: f"{word} ") for name in terminals("clause")}
    return from_lark(_grammar("clause"), explicit=explicit).map(str.strip)
