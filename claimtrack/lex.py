"""Lex: a sentence in, typed tokens out; every word's type comes from the pack's lexicon.

Two grains: *fine* tokens, one a word or bracket or quotation, for the grammar of sources; and *coarse* tokens,
where a run of plain words is one token, for the grammar of clauses.
"""

import re
from functools import cache

from attrs import evolve, frozen

from claimtrack.packs import Cue, Pack
from claimtrack.segment import Quote, Sentence

TOKEN = re.compile(
    r"(?P<number>(?:Rp\.?\s?|US?\$\s?|[$€£])?\d+(?:[.,:/]\d+)*%?(?:-(?:[^\W_]+))?)"
    r"|(?P<degree>(?:[A-Z][a-z]{0,2}\.){1,3}[A-Z][A-Za-z]{0,5}\b)"
    r"|(?P<word>[^\W_]+(?:[-'’&][^\W_]+|\.(?=[^\W\d_]{2,}\b)[^\W_]+|/[^\W_]+)*)"
    r"|(?P<open>[(\[])|(?P<punct>[,:;])|(?P<dash>[-–—]+)|(?P<end>[.!?…]+)"
)
WORD_RUN = re.compile(r"\w+")
CLITIC = re.compile(r"(.{3,}?)(nya)$")
BRACKETS = {"(": ")", "[": "]"}
BRACKET_LIMIT = 160
SHORT_MONTH = 3
CUE_TYPES = frozenset(
    {"INV", "ACT", "ACT_CLAUSE", "ACT_QUOTE", "NAMING", "FIND", "PAS", "OPI", "HEAR", "PREP", "NOUN", "RELAY", "BARE"}
)
PUNCTUATION = {",": "COMMA", ":": "COLON", ";": "SEMI"}
COARSE = frozenset({"QUOTE", "COMMA", "COLON", "COMP", "REL", "LIKE", "THUS", "BY", "FROM", "SEMI", "DASH", "WITH",
                    "SUB", "BUT", "AS", "END", "NYA"}) | CUE_TYPES
PREDICATES = frozenset({"VERB", "PRED", "AUX", "NEG"})


@frozen
class Token:
    """A typed stretch of a sentence.

    Args:
        type: token type, upper case.
        start: offset of its first code point.
        stop: offset behind its last.
        low: the words in lower case.
        cue: the lexicon line, for a cue.
        first: index of its first fine token (coarse tokens only).
        last: index behind its last fine token (coarse tokens only).
    """

    type: str
    start: int
    stop: int
    low: str
    cue: Cue | None = None
    first: int = 0
    last: int = 0


@frozen
class Words:
    """The word lists of a pack as the lexer needs them: word -> type, and phrases by first word."""

    types: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    verb: re.Pattern[str]
    nonverbs: frozenset[str]
    degrees: frozenset[str]


LISTS = (("honorifics", "HONORIFIC"), ("roles", "ROLE"), ("role_abbreviations", "ROLE"), ("orgs", "ORG"), ("institutions", "ORG"), ("places", "PLACE"),
         ("aux", "AUX"), ("negation", "NEG"), ("pronouns", "PRON"), ("occasion", "OCC"), ("openers", "OPENER"),
         ("time", "TIME"), ("time_units", "TIME_UNIT"), ("time_tails", "TIME_TAIL"), ("particles", ""))


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
    return Words(types, longest, re.compile(rf"(?=.{{{minimum},}}){verb.pattern}"), pack.words("nonverbs"),
                 frozenset(word.rstrip(".") for word in pack.words("degrees")))


def lex(text: str, sentence: Sentence, pack: Pack, names: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Return the fine tokens of a sentence.

    Args:
        text: the whole text.
        sentence: the sentence to lex; its quotations become one token each.
        pack: supplies every word's type.
        names: lower-cased words known to be names in this text.
    """
    return _with_cues(_mended(_typed(_raw(text, sentence), text, pack, names)), pack)


def names_in(text: str) -> frozenset[str]:
    """Return the lower-cased words that stand capitalised behind a lower-case word somewhere in the text."""
    return frozenset(m[1].lower() for m in re.finditer(r"(?<=[a-z,] )([A-Z][a-z]+)\b", text))


def _raw(text: str, sentence: Sentence) -> list[Token]:
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
        inner_stop = token.type == "END" and token.low == "." and position < sentence.stop
        found.append(evolve(token, type="SKIP") if inner_stop else token)
    return found


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
    types = { "number": "NUM", "word": "WORD", "dash": "DASH", "end": "END"}
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
    """Mend types by their neighbours: the numbers of a date, a short month that is a name, a degree behind a name."""
    for index, token in reversed(list(enumerate(tokens))):
        beside = tokens[index + 1 : index + 2] + tokens[max(0, index - 1) : index]
        if token.type == "NUM" and any(other.type == "TIME" for other in beside):
            tokens[index] = evolve(token, type="TIME")
        elif token.type == "TIME" and len(token.low) <= SHORT_MONTH and all(other.type != "NUM" for other in beside):
            tokens[index] = evolve(token, type="NAME")
        elif token.type in {"SUB", "BUT"} and _is_adjective(tokens, index):
            tokens[index] = evolve(token, type="N")
        elif token.type == "TIME_TAIL":
            first = _time_phrase_start(tokens, index)
            for position in range(first, index + 1):
                tokens[position] = evolve(tokens[position], type="TIME" if first < index else "AUX")
        elif token.type == "DEGREE":
            tokens[index] = evolve(token, type="NAME")
            if index and tokens[index - 1].type == "COMMA":
                tokens[index - 1] = evolve(tokens[index - 1], type="NAME")
    return [evolve(token, type="N") if token.type == "TIME_UNIT" else token for token in tokens]


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
        if len(entry) <= len(raw) - position and all(
            raw[position + i].low == word for i, word in enumerate(entry)
        ):
            return len(entry), kind
    return None


def _word_type(token: Token, text: str, words: Words, names: frozenset[str], *, begins: bool) -> str:
    low, written = token.low, text[token.start : token.stop]
    capital = written[0].isupper()
    kind = words.types.get(low)
    if low.rstrip(".") in words.degrees and not begins:
        return "DEGREE" if capital else "NAME"
    if kind in {"TIME_UNIT", "HONORIFIC"} and capital:
        return "TIME" if kind == "TIME_UNIT" else "NAME"
    if kind == "HONORIFIC":
        return "N"
    if kind in {"ROLE", "ORG", "PLACE", "TIME"}:
        return kind
    if capital and not begins and (kind is None or kind in {"AUX", "SUB", "BUT", "PRED", "AFF", "OCC", "OPENER", "NEG"}):
        return "NAME"
    if capital and begins and low in names and kind not in {"PRON", "OCC", "DI", "QUANT"}:
        return "NAME"
    if kind:
        return kind
    if capital and begins and not words.verb.fullmatch(low):
        return "CAP"
    if not capital and low not in words.nonverbs and words.verb.fullmatch(low):
        return "VERB"
    return "N"


def _with_cues(tokens: list[Token], pack: Pack) -> tuple[Token, ...]:
    """Turn the words that report into cue tokens, splitting a clitic off."""
    found: list[Token] = []
    for position, token in enumerate(tokens):
        if token.type in {"QUOTE", "BRACKET", "COMMA", "COLON", "SEMI", "DASH", "END", "NUM"} or (
            token.type == "NAME" and position and tokens[position - 1].type != "QUOTE"
        ):
            found.append(token)
            continue
        stem, clitic = _stem(token.low, pack)
        cue = choose_cue(tokens, position, pack.cues.get(stem, ()), found, clitic=bool(clitic)) if stem else None
        if cue is None and not stem:
            stem, clitic, cue = _unlisted(tokens, position, found)
        if cue is None:
            found.append(token)
            continue
        middle = token.start + len(stem)
        found.append(Token(_cue_type(cue), token.start, middle, stem, cue))
        if clitic:
            found.append(Token("NYA", middle, token.stop, clitic))
    return tuple(found)


def _unlisted(tokens: list[Token], position: int, before: list[Token]) -> tuple[str, str, Cue | None]:
    """Take an unlisted word behind a quotation that ends with a comma for an inverted cue: ``"…," sergah Rahmat``."""
    token = tokens[position]
    quote = before[-1] if before else None
    if quote is None or quote.type != "QUOTE" or token.type != "N" or not quote.low.rstrip().endswith((",", "!", "?")):
        return "", "", None
    match = CLITIC.fullmatch(token.low)
    stem, clitic = (match[1], match[2]) if match else (token.low, "")
    following = tokens[position + 1].type if position + 1 < len(tokens) else "END"
    if not clitic and following not in {"NAME", "ROLE", "ORG", "PRON"}:
        return "", "", None
    return stem, clitic, Cue(stem, "INV", "saying", "neutral", denies=False, link="quote", lemma=stem, example="", contexts=(), line=0)


def _stem(low: str, pack: Pack) -> tuple[str, str]:
    """Split a word into a cue form and its clitic; the form is empty where the word is no cue."""
    if low in pack.cues:
        return low, ""
    match = CLITIC.fullmatch(low)
    return (match[1], match[2]) if match and match[1] in pack.cues else ("", "")


def _cue_type(cue: Cue) -> str:
    if cue.type == "ACT" and cue.link != "free":
        return "ACT_QUOTE" if cue.link == "quote" else "ACT_CLAUSE"
    return cue.type


def choose_cue(
    tokens: list[Token], position: int, cues: tuple[Cue, ...], before: list[Token], *, clitic: bool
) -> Cue | None:
    """Return the first cue line whose surroundings fit, or None.

    Args:
        tokens: the typed words of the sentence.
        position: index of the word.
        cues: the lexicon lines of its form.
        before: the tokens already decided to its left.
        clitic: whether a clitic follows the form.
    """
    for cue in sorted(cues, key=lambda c: PRIORITY.index(c.type)):
        if any(_in_context(tokens, position, context) for context in cue.contexts):
            continue
        if FITS[cue.type](Site(tokens, position, before, clitic, cues, cue)):
            return cue
    return None


def _in_context(tokens: list[Token], position: int, context: tuple[str, ...]) -> bool:
    words = [word for token in tokens[max(0, position - 4) : position + 5] for word in _split(token)]
    here = sum(len(_split(token)) for token in tokens[max(0, position - 4) : position])
    gap = context.index("_")
    return all(
        0 <= here + i - gap < len(words) and (word == "_" or words[here + i - gap] == word)
        for i, word in enumerate(context)
    )


def _split(token: Token) -> list[str]:
    return token.low.split() if token.type not in {"QUOTE", "BRACKET"} else [""]


@frozen
class Site:
    """Where a candidate cue stands: the typed words, its index, the tokens decided before it, its clitic, the lines of its form and the one tried."""

    tokens: list[Token]
    position: int
    before: list[Token]
    clitic: bool
    cues: tuple[Cue, ...]
    cue: Cue

    @property
    def only(self) -> bool:
        """Tell whether the form has no other use."""
        return len(self.cues) == 1

    @property
    def active_too(self) -> bool:
        """Tell whether the same form is an active verb as well."""
        return any(cue.type == "ACT" for cue in self.cues)

    def comma_follows(self) -> bool:
        """Tell whether a comma stands near behind the word, before any predicate."""
        for token in self.tokens[self.position + 1 : self.position + 1 + NEAR]:
            if token.type == "COMMA":
                return True
            if token.type in PREDICATES | {"END", "QUOTE"}:
                return False
        return False

    def left(self, *skip: str) -> str:
        """Return the type of the nearest token to the left that is not in ``skip``; START at the border."""
        for token in reversed(self.before):
            if token.type not in skip:
                return token.type
        return "START"

    def right(self, *skip: str) -> Token:
        """Return the nearest token to the right that is not in ``skip``."""
        for token in self.tokens[self.position + 1 :]:
            if token.type not in skip:
                return token
        return Token("STOP", 0, 0, "")


EDGE = frozenset({"START", "COMMA", "QUOTE", "END", "DASH", "SEMI", "COLON"})
NOMINAL = frozenset({"NAME", "ROLE", "ORG", "PRON", "CAP", "QUANT", "PLACE", "N"})
PRIORITY = ("RELAY", "PREP", "BARE", "INV", "PAS", "OPI", "HEAR", "NOUN", "NAMING", "FIND", "ACT")
NEAR = 7


def _fits_inverted(site: Site) -> bool:
    """``…, kata X``: behind a border, or tied to a pronoun or clitic; never with its own subject before it."""
    left = site.left("AUX", "OPENER")
    if site.cue.link == "quote" and all(token.type != "QUOTE" for token in site.tokens):
        return False
    if site.active_too and left != "QUOTE" and not site.clitic:
        return False
    if left == "START" and not site.clitic:
        return site.right().type in NOMINAL - {"N", "PLACE"} and site.comma_follows()
    if left in EDGE or left in {"LIKE", "THUS"}:
        return site.clitic or site.right().type in NOMINAL | {"BRACKET", "NUM", "AFF"}
    return site.right().type == "PRON" and not site.clitic and site.only


def _fits_passive(site: Site) -> bool:
    """``dilaporkan X``: with an agent, or citing what stands before a border."""
    if site.clitic or site.left("AUX", "REL", "OCC", "N") in {"LIKE", "THUS"}:
        return True
    right = site.right("AUX")
    near = site.tokens[site.position + 1 : site.position + 4]
    return right.type in {"BY", "NAME", "ROLE", "ORG", "PRON"} or any(
        token.type == "BY" and all(t.type in {"N", "AUX"} for t in near[:i]) for i, token in enumerate(near)
    )


def _fits_opinion(site: Site) -> bool:
    """``tanggul diduga jebol``: something is predicated behind it, or ``disebutkan bahwa``."""
    if site.cue.link == "marked":
        return site.right("AUX").type == "COMP"
    ends = {"END", "STOP", "CONJ"} if site.left("OPENER") == "START" else {"END", "STOP", "CONJ", "COMMA"}
    return site.right().type not in ends


def _fits_noun(site: Site) -> bool:
    """``klaim warga bahwa …``: the complementiser follows before any predicate or border."""
    if site.left("AUX", "OPENER") == "THUS" or (site.cue.link == "free" and site.left() == "WITH"):
        return True
    for token in site.tokens[site.position + 1 : site.position + 1 + NEAR]:
        if token.type == "COMP":
            return True
        if token.type == "COLON":
            return site.left() == "START"
        if token.type in {"COMMA", "END", "VERB", "PRED", "SUB", "BUT", "SEMI", "REL", "QUOTE"}:
            return False
    return False


def _fits_bare(site: Site) -> bool:
    """``saya kira …``: the pronoun of the speaker stands right before it."""
    left = [token for token in site.before if token.type not in {"AUX", "NEG"}]
    return not site.clitic and bool(left) and left[-1].type == "PRON"


def _fits_active(site: Site) -> bool:
    """``X mengatakan …``: a verb, not an object of another preposition."""
    return site.left() not in {"DI", "AFF"}


def _fits_preposition(site: Site) -> bool:
    """``menurut X``; a preposition of evidence (link ``clause``) only at the head of a sentence."""
    return site.cue.link == "free" or (site.left("OPENER", "COMMA") == "START" and site.comma_follows())


def _always(site: Site) -> bool:
    """Return True: the word reports wherever its contexts allow it."""
    return site.position >= 0


FITS = {
    "INV": _fits_inverted, "PAS": _fits_passive, "OPI": _fits_opinion, "NOUN": _fits_noun, "BARE": _fits_bare,
    "ACT": _fits_active, "NAMING": _fits_active, "FIND": _fits_active, "HEAR": _always, "PREP": _fits_preposition, "RELAY": _always,
}
