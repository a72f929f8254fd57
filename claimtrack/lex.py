"""Lex: a sentence in, typed tokens out; every word's type comes from the pack's lexicon.

Two grains: *fine* tokens, one a word or bracket or quotation, for the grammar of sources; and *coarse* tokens,
where a run of plain words is one token, for the grammar of clauses.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from attrs import frozen

from claimtrack.cues import with_cues
from claimtrack.glued import quoting_seam, seams
from claimtrack.mending import mended
from claimtrack.packs import Pack, any_of
from claimtrack.segment import Sentence
from claimtrack.tokens import BORDERS, MARKERS, Token, make, retyped

TOKEN = re.compile(
    r"(?P<small>[a-z]+(?![\w'’&./-])(?: [a-z]+(?![\w'’&./-]))*)"  # most words; what may go on is left to the others
    r"|(?P<number>(?:Rp\.?\s?|US?\$\s?|[$€£])?\d+(?:[.,:/]\d+)*%?(?:-(?:\d+(?:[.,:/]\d+)*%?(?![^\W_])|[^\W_]+)|[–—]\d+(?:[.,:/]\d+)*%?)?)"
    r"|(?P<degree>(?:[A-Z][a-z]{0,2}\.){1,3}[A-Z][A-Za-z]{0,5}\b)"
    r"|(?P<handle>(?<!\w)@\w+(?:\.\w+)*)"
    r"|(?P<word>[^\W_]+(?:[-'’&][^\W_]+|\.(?=[^\W\d_]{2,}\b)[^\W_]+|/[^\W_]+)*)"
    r"|(?P<open>[(\[])|(?P<punct>[,:;])|(?P<dash>[-–—]+)|(?P<end>[.!?…]+)"
)
NAME = re.compile(r"[A-Z](?<=[a-z,] [A-Z])[a-z]+\b")
ACCOUNT = re.compile(r"[A-Z]\w*(?: [A-Z0-9]\w*)*")
WORD_RUN = re.compile(r"\w+")
BRACKETS = {"(": ")", "[": "]"}
BRACKET_LIMIT = 160
PUNCTUATION = {",": "COMMA", ":": "COLON", ";": "SEMI"}
KINDS = {"number": "NUM", "degree": "DEGREE", "handle": "NAME", "word": "WORD", "dash": "DASH", "end": "END"}
MEMO_SIZE = 32_768  # words whose type is kept
# what a word is that is written like a name inside a sentence
CAPITALISED = dict.fromkeys(
    (None, "AUX", "SUB", "BUT", "INTERIM", "WITH", "THEN", "PRED", "AFF", "OCC", "VIA", "IN", "OPENER", "NEG", "CAUSE"),
    "NAME",
) | {"BY": "BY_NAME"}
FUNCTIONAL = BORDERS - {"WITH"} | MARKERS | {"PRON", "OCC", "VIA", "IN", "DI", "QUANT", "AFF", "CAUSE", "CONJ", "NEG"}
ENDS_NAME = frozenset({"ROLE", "QUANT"})
LEADS = {"subject": "LEAD", "noun": "LEAD_NOUN"}  # types of what opens a sentence or is its subject, by its note
OPENS_SENTENCE = frozenset({"END", "COLON"})
BEGINS = OPENS_SENTENCE | {"QUOTE", "DASH", "COMMA", "SEMI"}  # behind these types a capital may begin a sentence
NAMED = frozenset({"NAME", "PLACE"})  # behind these types a part of the day with a capital is none
PARTLESS = OPENS_SENTENCE | {"TIME"}  # behind these types a part of the day is one, with a capital or not
Entries = tuple[tuple[tuple[str, ...], str], ...]  # phrases that begin with the same words, with their types
Raw = tuple[str, int, int, str]  # kind, start, stop, the words in lower case
WORDS = frozenset({"WORD", "SMALL"})  # kinds of words; what is small is written in lower case
LISTS = (
    ("roles", "ROLE"),
    ("role_abbreviations", "ROLE"),
    ("honorifics", "HONORIFIC"),
    ("orgs", "ORG"),
    ("institutions", "ORG"),
    ("places", "PLACE"),
    ("place_heads", "PLACE_HEAD"),
    ("aux", "AUX"),
    ("manners", "AUX"),
    ("negation", "NEG"),
    ("pronouns", "PRON"),
    ("occasion", "OCC"),
    ("openers", "OPENER"),
    ("time", "TIME"),
    ("time_units", "TIME_UNIT"),
    ("time_tails", "TIME_TAIL"),
    ("particles", ""),
)


@frozen
class Words:
    """The word lists of a pack as the lexer needs them: word -> type, and phrases by their first two words."""

    types: dict[str, str]
    phrases: dict[str, dict[str, Entries]]
    verb: re.Pattern[str]
    nonverbs: frozenset[str]
    degrees: frozenset[str]
    articles: frozenset[str]
    clitics: tuple[str, ...]
    days: frozenset[str]
    rank_tails: frozenset[str]
    parts: frozenset[str]
    accounts: frozenset[tuple[str, ...]]


@cache
def words_of(pack: Pack) -> Words:
    """Collect the word lists of a pack; a later list wins over an earlier one."""
    types: dict[str, str] = {}
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    for name, kind in LISTS:
        for entry in pack.phrases(name):
            own = kind or pack.notes(name)[entry]
            if len(entry) == 1:
                types[entry[0]] = own
            else:
                phrases.setdefault(entry[0], {}).setdefault(entry[1], []).append((entry, own))
    types |= {word: LEADS[note] for (word, *_), note in pack.notes("openers").items() if note in LEADS}
    longest = {
        first: {second: tuple(sorted(rows, key=lambda row: -len(row[0]))) for second, rows in seconds.items()}
        for first, seconds in phrases.items()
    }
    prefixes = any_of(pack.settings["morphology"]["verb_prefixes"])
    minimum = pack.settings["morphology"]["verb_minimum"]
    # ``berpindah-pindah``, ``melambai-lambaikan``, but not ``media-medianya``, ``merah-putih``
    verb = re.compile(rf"(?:{prefixes})(?:[^\W\d_-]+|[^\W\d_-]*?([^\W\d_-]{{3,}})-\1[^\W\d_-]{{0,3}})")
    return Words(
        types,
        longest,
        re.compile(rf"(?=.{{{minimum},}}){verb.pattern}"),
        pack.words("nonverbs") | pack.words("given_names"),  # ``Melinda``
        frozenset(word.rstrip(".") for word in pack.words("degrees")),
        pack.words("name_particles"),
        tuple(pack.settings["morphology"]["clitics"]),
        pack.words("time"),
        pack.words("rank_tails"),
        frozenset(word for (word, *_), note in pack.notes("time").items() if note == "part"),
        frozenset(head for head, note in pack.notes("descriptions").items() if note == "account"),
    )


def lex(text: str, sentence: Sentence, pack: Pack, names: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Return the fine tokens of a sentence.

    Args:
        text: the whole text.
        sentence: the sentence to lex; its quotations become one token each.
        pack: supplies every word's type.
        names: lower-cased words known to be names in this text.
    """
    return with_cues(typed(text, sentence, pack, names), pack)


def typed(text: str, sentence: Sentence, pack: Pack, names: frozenset[str] = frozenset()) -> list[Token]:
    """Return the words of a sentence with their types, before any becomes a cue."""
    tokens = mended(_typed(_raw(text, sentence, pack, names), text, sentence.stop, pack, names))
    if "AGENT" not in [token.type for token in tokens]:
        return tokens
    return [part for token in tokens for part in (_parted(token, pack) if token.type == "AGENT" else (token,))]


def _parted(token: Token, pack: Pack) -> tuple[Token, Token]:
    """Part the word that marks an agent from the clitic that is him: ``oleh | nya``."""
    clitic = next(clitic for clitic in words_of(pack).clitics if token.low.endswith(clitic))
    middle = token.stop - len(clitic)
    marker, agent = token.low[: -len(clitic)], ("PRON", middle, token.stop, clitic, None, 0, 0)
    return make(("BY", token.start, middle, marker, None, 0, 0)), make(agent)


def names_in(text: str) -> frozenset[str]:
    """Return the lower-cased words that stand capitalised behind a lower-case word somewhere in the text."""
    return frozenset(" ".join(NAME.findall(text)).lower().split())


def _raw(text: str, sentence: Sentence, pack: Pack, names: frozenset[str]) -> list[Raw]:
    """Cut a sentence into words, brackets, punctuation and quotations."""
    found: list[Raw] = []
    position = sentence.start
    for quote in sentence.quotes:
        found.extend(_behind_quote(_cut(text, position, quote.start, pack, names), found, pack))
        if _is_account(found, text[quote.inner_start : quote.inner_stop], pack):
            *called, (kind, first, _, low) = _cut(text, quote.inner_start, quote.inner_stop, pack, names)
            found.extend([*called, (kind, first, quote.stop, low)])
        else:
            found.append(("QUOTE", quote.start, quote.stop, text[quote.inner_start : quote.inner_stop].lower()))
        position = quote.stop
    found.extend(_behind_quote(_cut(text, position, sentence.stop, pack, names), found, pack))
    return found


def _is_account(before: list[Raw], quoted: str, pack: Pack) -> bool:
    """Tell whether what is quoted is what an account is called: ``akun Facebook "Info Pasar Lama"``."""
    accounts = words_of(pack).accounts
    behind = any(tuple([word[3] for word in before[-length:]]) in accounts for length in (1, 2, 3))
    return behind and ACCOUNT.fullmatch(quoted) is not None


def _behind_quote(words: list[Raw], before: list[Raw], pack: Pack) -> list[Raw]:
    """Cut the cue off the first word behind a quotation where a page wrote it together with a title: ``kata|ahli``."""
    if not words or not before or words[0][0] not in WORDS or not (seam := quoting_seam(words[0][3], pack)):
        return words
    kind, start, stop, low = words[0]
    return [(kind, start, start + seam, low[:seam]), (kind, start + seam, stop, low[seam:]), *words[1:]]


def _cut(text: str, start: int, stop: int, pack: Pack, names: frozenset[str]) -> list[Raw]:
    """Cut a stretch without quotations."""
    found: list[Raw] = []
    position = start
    for match in TOKEN.finditer(text, start, stop):
        first, last = match.span()
        if first < position:  # inside a bracket
            continue
        kind, word = match.lastgroup or "", match[0]
        position = last
        if kind == "small":
            for small in word.split(" "):
                behind = first + len(small)
                found.append(("SMALL", first, behind, small))
                first = behind + 1
            continue
        low = word.lower()
        if kind == "word":
            for seam in seams(word, names, pack) if low != word else ():
                behind = match.start() + seam
                found.append(("WORD", first, behind, text[first:behind].lower()))
                first = behind
            found.append(("WORD", first, last, low if first == match.start() else text[first:last].lower()))
        elif kind == "open":
            close = text.find(BRACKETS[word], last, min(stop, last + BRACKET_LIMIT))
            position = last if close < 0 else close + 1
            inside = text[last : position - 1].lower().rstrip(".")  # ``Kapten (Purn.) Rahmat``
            named = text[position : position + 2].lstrip()[:1].isupper()
            kept = close >= 0 and not (named and inside in words_of(pack).rank_tails)
            found.append(("BRACKET" if kept else "SKIP", first, position, text[first:position].lower()))
        else:
            found.append((KINDS.get(kind) or PUNCTUATION[word], first, last, low))
    return found


def _typed(raw: list[Raw], text: str, end: int, pack: Pack, names: frozenset[str]) -> list[Token]:
    """Give every word its type; a phrase of the lexicon becomes one token, a full stop before the ``end`` none."""
    words = words_of(pack)
    inner, first = typers(pack)
    phrases = words.phrases
    tokens: list[Token] = []
    before, behind = "END", 0  # the type of the token before, and the index behind the last phrase
    for position, word in enumerate(raw, 1):
        if position <= behind:
            continue
        kind, start, stop, low = word
        if kind in WORDS:
            named = before in NAMED and kind == "WORD" and low in words.parts  # ``Pasar | Pagi itu``
            some = low in phrases and position < len(raw) and not named
            phrase = _phrase(raw, position - 1, phrases[low], words) if some else None
            if phrase:
                length, kind = phrase
                behind = position + length - 1
                stop = raw[behind - 1][2]
                low = text[start:stop].lower()
            else:
                written = low if kind == "SMALL" else text[start:stop]
                kind = first(written, low in names) if before in OPENS_SENTENCE else inner(written)
                if before == "NAME" and kind in ENDS_NAME and _ends_name(raw, position, text):
                    kind = "NAME"
                elif kind == "TIME" and before not in PARTLESS and low in words.parts and written != low:
                    kind = "NAME"  # ``Harian | Senja``
                elif kind == "REL" and written != low and before not in BEGINS and _ends_there(raw, position):
                    kind = "NAME"  # ``kata | Yang``, whom a sentence before called ``Yang Moo-jin``
                if before == "REL" and kind == "NAME" and "-" in low and text[tokens[-1].start].isupper():
                    tokens[-1] = retyped(tokens[-1], "NAME")  # ``kata | Yang | Moo-jin``
        if kind == "SKIP" or (kind == "END" and low == "." and stop < end):
            continue
        before = kind
        tokens.append(make((kind, start, stop, low, None, 0, 0)))
    return tokens


def _ends_name(raw: list[Raw], position: int, text: str) -> bool:
    """Tell whether a title or number before ``position`` ends a name: ``Lukman Hakim menilai``, ``di Mangga Dua,``."""
    return text[raw[position - 1][1]].isupper() and not _is_capital(raw, position, text)


def _ends_there(raw: list[Raw], position: int) -> bool:
    """Tell whether no word follows at ``position``."""
    return position >= len(raw) or raw[position][0] not in WORDS


def _is_capital(raw: list[Raw], position: int, text: str) -> bool:
    """Tell whether a capitalised word stands at ``position``."""
    return position < len(raw) and raw[position][0] == "WORD" and text[raw[position][1]].isupper()


def _phrase(raw: list[Raw], position: int, entries: dict[str, Entries], words: Words) -> tuple[int, str] | None:
    """Return how many words the longest phrase covers that stands at a position, and its type."""
    second = raw[position + 1][3]
    if second not in entries:
        stem = next((second.removesuffix(clitic) for clitic in words.clitics if second.endswith(clitic)), "")
        owned = any(entry[1:] == (stem,) and kind == "ROLE" for entry, kind in entries.get(stem, ()))
        return (2, "ROLE") if owned else None  # ``kuasa hukumnya``
    for entry, kind in entries[second]:
        if len(entry) <= len(raw) - position and all(raw[position + i][3] == word for i, word in enumerate(entry)):
            return len(entry), kind
    return None


def _possessed(low: str, words: Words) -> str | None:
    """Return the type of a role that carries a clitic (``istrinya``) or is said twice (``guru-guru``), else None."""
    one, _, two = low.partition("-")
    if one == two:
        return "ROLE" if words.types.get(one) == "ROLE" else None
    stems = (low.removesuffix(clitic) for clitic in words.clitics if low.endswith(clitic))
    return next(("ROLE" for stem in stems if words.types.get(stem) in {"ROLE", "HONORIFIC"}), None)


@cache
def typers(pack: Pack) -> tuple[Callable[[str], str], Callable[[str, bool], str]]:
    """Return what types a word inside a sentence, and what types one that begins it and may be a name elsewhere.

    Newspapers use few words often, so the types of the latest ones are kept; a lone word is the fastest key.
    """
    words = words_of(pack)

    @lru_cache(maxsize=MEMO_SIZE)
    def inner(written: str) -> str:
        return _word_type(written, words, begins=False, named=False)

    @lru_cache(maxsize=MEMO_SIZE)
    def first(written: str, named: bool) -> str:  # noqa: FBT001 - lru_cache is fastest without names
        return _word_type(written, words, begins=True, named=named)

    return inner, first


def _has_article(written: str, words: Words) -> bool:
    """Tell whether a name is written together with the article before it: ``Walid | al-Hasyim``."""
    article, hyphen, name = written.partition("-")
    return bool(hyphen) and name[:1].isupper() and f"{article}-" in words.articles


def _is_nonverb(low: str, words: Words) -> bool:
    """Tell whether a word that looks like a verb is none, with a clitic too: ``terbaru``, ``terbarunya``."""
    return any(low.removesuffix(clitic) in words.nonverbs for clitic in ("", *words.clitics))


def _word_type(written: str, words: Words, *, begins: bool, named: bool) -> str:
    low, capital = written.lower(), written[0].isupper() or _has_article(written, words)
    kind = "NAME_LINK" if not capital and low in words.articles else words.types.get(low) or _possessed(low, words)
    if low.rstrip(".") in words.degrees and not begins:
        return "DEGREE" if capital else "NAME"
    if kind in {"TIME_UNIT", "HONORIFIC"} and capital:
        return "TIME" if kind == "TIME_UNIT" and low in words.days else "NAME"
    if kind in {"HONORIFIC", "PLACE_HEAD"}:
        return "PLACE" if capital else "N"
    if kind in {"ROLE", "ORG", "PLACE", "TIME"}:
        return kind
    if capital and not begins and kind in CAPITALISED:
        return CAPITALISED[kind]
    if capital and begins and named and kind not in FUNCTIONAL:
        return "NAME"
    if kind:
        return kind
    if capital and begins and not words.verb.fullmatch(low):
        return "CAP"
    if (begins or not capital) and words.verb.fullmatch(low) and not _is_nonverb(low, words):
        return "VERB"
    return "N"
