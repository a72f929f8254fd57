"""Lex: a sentence in, typed tokens out; every word's type comes from the pack's lexicon.

Two grains: *fine* tokens, one a word or bracket or quotation, for the grammar of sources; and *coarse* tokens,
where a run of plain words is one token, for the grammar of clauses.
"""

import re
from functools import cache

from attrs import evolve, frozen

from claimtrack.cues import with_cues
from claimtrack.packs import Pack
from claimtrack.segment import Quote, Sentence
from claimtrack.tokens import Token

TOKEN = re.compile(
    r"(?P<number>(?:Rp\.?\s?|US?\$\s?|[$€£])?\d+(?:[.,:/]\d+)*%?(?:-(?:[^\W_]+))?)"
    r"|(?P<degree>(?:[A-Z][a-z]{0,2}\.){1,3}[A-Z][A-Za-z]{0,5}\b)"
    r"|(?P<word>[^\W_]+(?:[-'’&][^\W_]+|\.(?=[^\W\d_]{2,}\b)[^\W_]+|/[^\W_]+)*)"
    r"|(?P<open>[(\[])|(?P<punct>[,:;])|(?P<dash>[-–—]+)|(?P<end>[.!?…]+)"
)
WORD_RUN = re.compile(r"\w+")
BRACKETS = {"(": ")", "[": "]"}
BRACKET_LIMIT = 160
GLUED_WORD = re.compile(r"[^\W\d_][a-z]{2,}(?=[A-Z])")
SHORT_MONTH = 3
PUNCTUATION = {",": "COMMA", ":": "COLON", ";": "SEMI"}
LISTS = (
    ("roles", "ROLE"),
    ("role_abbreviations", "ROLE"),
    ("honorifics", "HONORIFIC"),
    ("orgs", "ORG"),
    ("institutions", "ORG"),
    ("places", "PLACE"),
    ("aux", "AUX"),
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
    """The word lists of a pack as the lexer needs them: word -> type, and phrases by first word."""

    types: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    verb: re.Pattern[str]
    nonverbs: frozenset[str]
    degrees: frozenset[str]
    clitics: tuple[str, ...]
    days: frozenset[str]


@cache
def words_of(pack: Pack) -> Words:
    """Collect the word lists of a pack; a later list wins over an earlier one."""
    types: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, kind in LISTS:
        for entry in pack.phrases(name):
            own = kind or pack.notes(name)[entry]
            if len(entry) == 1:
                types[entry[0]] = own
            else:
                phrases.setdefault(entry[0], []).append((entry, own))
    longest = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
    prefixes = "|".join(pack.settings["morphology"]["verb_prefixes"])
    minimum = pack.settings["morphology"]["verb_minimum"]
    verb = re.compile(rf"(?:{prefixes})[^\W\d_-]+")
    return Words(
        types,
        longest,
        re.compile(rf"(?=.{{{minimum},}}){verb.pattern}"),
        pack.words("nonverbs"),
        frozenset(word.rstrip(".") for word in pack.words("degrees")),
        tuple(pack.settings["morphology"]["clitics"]),
        pack.words("time"),
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
    return _mended(_typed(_raw(text, sentence, pack), text, pack, names))


def names_in(text: str) -> frozenset[str]:
    """Return the lower-cased words that stand capitalised behind a lower-case word somewhere in the text."""
    return frozenset(m[1].lower() for m in re.finditer(r"(?<=[a-z,] )([A-Z][a-z]+)\b", text))


def _raw(text: str, sentence: Sentence, pack: Pack) -> list[Token]:
    """Cut a sentence into words, brackets, punctuation and quotations."""
    found: list[Token] = []
    quotes = list(sentence.quotes)
    position = sentence.start
    while position < sentence.stop:
        quote = quotes[0] if quotes else None
        limit = quote.start if quote else sentence.stop
        match = TOKEN.search(text, position, limit)
        if match is None:
            if quote is None:
                break
            found.append(_quote_token(text, quote))
            quotes.pop(0)
            position = quote.stop
            continue
        token, position = _token(text, match, limit)
        token, position = _unglued(token, text, pack) or (token, position)
        inner_stop = token.type == "END" and token.low == "." and position < sentence.stop
        found.append(evolve(token, type="SKIP") if inner_stop else token)
    return found


def _unglued(token: Token, text: str, pack: Pack) -> tuple[Token, int] | None:
    """Cut a reporting word off the name that scraping glued to it: ``ujarRahmat``; None where nothing is glued."""
    match = GLUED_WORD.match(text, token.start, token.stop) if token.type == "WORD" else None
    if match is None or match[0].lower() not in pack.cues:
        return None
    return evolve(token, stop=match.end(), low=match[0].lower()), match.end()


def _quote_token(text: str, quote: Quote) -> Token:
    return Token("QUOTE", quote.start, quote.stop, text[quote.inner_start : quote.inner_stop].lower())


def _token(text: str, match: re.Match[str], limit: int) -> tuple[Token, int]:
    start, stop, word = match.start(), match.end(), match[0]
    kind = match.lastgroup or ""
    if kind == "open":
        close = text.find(BRACKETS[word], stop, min(limit, stop + BRACKET_LIMIT))
        if close < 0:
            return Token("SKIP", start, stop, word), stop
        return Token("BRACKET", start, close + 1, text[start : close + 1].lower()), close + 1
    if kind == "degree":
        return Token("DEGREE", start, stop, word.lower()), stop
    types = {"number": "NUM", "word": "WORD", "dash": "DASH", "end": "END"}
    return Token(types.get(kind) or PUNCTUATION[word], start, stop, word.lower()), stop


def _typed(raw: list[Token], text: str, pack: Pack, names: frozenset[str]) -> list[Token]:
    """Give every word its type; a phrase of the lexicon becomes one token."""
    words = words_of(pack)
    tokens: list[Token] = []
    position = 0
    while position < len(raw):
        token = raw[position]
        if token.type != "WORD":
            if token.type != "SKIP":
                tokens.append(token)
            position += 1
            continue
        phrase = _phrase(raw, position, words)
        if phrase:
            length, kind = phrase
            last = raw[position + length - 1]
            tokens.append(Token(kind, token.start, last.stop, text[token.start : last.stop].lower()))
            position += length
            continue
        begins = not tokens or tokens[-1].type in {"END", "COLON"}
        tokens.append(evolve(token, type=_word_type(token, text, words, names, begins=begins)))
        position += 1
    return tokens


def _mended(tokens: list[Token]) -> list[Token]:
    """Mend types by their neighbours: numbers of a date, phrases of time, degrees behind a name, false conjunctions."""
    degrees = {index for index, token in enumerate(tokens) if token.type == "DEGREE"}
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.type in {"NUM", "TIME", "TIME_UNIT", "TIME_TAIL"}:
            _mend_time(tokens, index)
        elif _is_ordinal(tokens, index):
            tokens[index] = evolve(token, type="OPENER")
        elif token.type in {"SUB", "BUT"} and _is_adjective(tokens, index):
            tokens[index] = evolve(token, type="N")
        elif token.type == "DEGREE":
            tokens[index] = evolve(token, type="NAME")
            opens_name = _is_name(tokens, index + 1) and index + 1 not in degrees
            if index and tokens[index - 1].type == "COMMA" and not opens_name:
                tokens[index - 1] = evolve(tokens[index - 1], type="NAME")
    return [evolve(token, type="N") if token.type == "TIME_UNIT" else token for token in tokens]


def _mend_time(tokens: list[Token], index: int) -> None:
    """Mend the types of a date or a phrase of time that ``index`` belongs to."""
    token = tokens[index]
    beside = tokens[index + 1 : index + 2] + tokens[max(0, index - 1) : index]
    if token.type == "NUM" and any(other.type == "TIME" for other in beside):
        tokens[index] = evolve(token, type="TIME")
    elif token.type == "TIME" and len(token.low) <= SHORT_MONTH and all(other.type != "NUM" for other in beside):
        tokens[index] = evolve(token, type="NAME")
    elif token.type == "TIME_UNIT" and _is_span_before(tokens, index):
        tokens[index - 1 : index + 1] = [evolve(t, type="TIME") for t in tokens[index - 1 : index + 1]]
    elif token.type == "TIME_TAIL":
        first = _time_phrase_start(tokens, index)
        kind = "TIME" if first < index else "AUX"
        tokens[first : index + 1] = [evolve(t, type=kind) for t in tokens[first : index + 1]]


def _is_name(tokens: list[Token], index: int) -> bool:
    """Tell whether a name stands at ``index``, not the comma before a degree."""
    return index < len(tokens) and tokens[index].type == "NAME" and tokens[index].low != ","


def _is_span_before(tokens: list[Token], index: int) -> bool:
    """Tell ``beberapa menit setelah …`` from a counted thing: a number before the unit, a circumstance behind it."""
    counted = index > 0 and tokens[index - 1].type in {"QUANT", "NUM"}
    return counted and index + 1 < len(tokens) and tokens[index + 1].type == "OCC"


def _is_ordinal(tokens: list[Token], index: int) -> bool:
    """Tell ``Kedua, …``, which opens a point of a list, from ``kedua pihak``."""
    return index == 0 and tokens[0].type == "QUANT" and len(tokens) > 1 and tokens[1].type == "COMMA"


def _is_adjective(tokens: list[Token], index: int) -> bool:
    """Tell ``data sementara menunjukkan`` from a conjunction: a noun before it, a verb behind it."""
    return 0 < index < len(tokens) - 1 and tokens[index - 1].type in {"N", "CAP"} and tokens[index + 1].type == "VERB"


def _time_phrase_start(tokens: list[Token], index: int) -> int:
    """Return where ``beberapa menit kemudian`` begins, whose last word is at ``index``."""
    first = index
    if first and tokens[first - 1].type == "TIME_UNIT":
        first -= 1
        if first and tokens[first - 1].type in {"NUM", "QUANT", "TIME"}:
            first -= 1
    return first


def _phrase(raw: list[Token], position: int, words: Words) -> tuple[int, str] | None:
    for entry, kind in words.phrases.get(raw[position].low, ()):
        if len(entry) <= len(raw) - position and all(raw[position + i].low == word for i, word in enumerate(entry)):
            return len(entry), kind
    return None


def _possessed(low: str, words: Words) -> str | None:
    """Return the type of a role that carries a clitic (``istrinya``), None for any other word."""
    stems = (low.removesuffix(clitic) for clitic in words.clitics if low.endswith(clitic))
    return next(("ROLE" for stem in stems if words.types.get(stem) == "ROLE"), None)


def _word_type(token: Token, text: str, words: Words, names: frozenset[str], *, begins: bool) -> str:
    low, written = token.low, text[token.start : token.stop]
    capital = written[0].isupper()
    kind = words.types.get(low) or _possessed(low, words)
    if low.rstrip(".") in words.degrees and not begins:
        return "DEGREE" if capital else "NAME"
    if kind in {"TIME_UNIT", "HONORIFIC"} and capital:
        return "TIME" if kind == "TIME_UNIT" and low in words.days else "NAME"
    if kind == "HONORIFIC":
        return "N"
    if kind in {"ROLE", "ORG", "PLACE", "TIME"}:
        return kind
    if (
        capital
        and not begins
        and (kind is None or kind in {"AUX", "SUB", "BUT", "PRED", "AFF", "OCC", "OPENER", "NEG"})
    ):
        return "NAME"
    if capital and begins and low in names and kind not in {"PRON", "OCC", "DI", "QUANT"}:
        return "NAME"
    if kind:
        return kind
    if capital and begins and not words.verb.fullmatch(low):
        return "CAP"
    if (begins or not capital) and low not in words.nonverbs and words.verb.fullmatch(low):
        return "VERB"
    return "N"
