"""How sure each source is: attributions of one article in, the same with factuality and its reason out.

The values are FactBank's (Saurí & Pustejovsky 2009), relative to the source of each attribution and for the main
proposition of its content. Words and what they weigh are data (``modality.txt``); the order of the rules is here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import cast

from attrs import frozen

from claimtrack.model import Attribution, Changes, Document, Factuality, Span
from claimtrack.packs import SEPARATOR, Pack, any_of, entry_lines

WORD = re.compile(r"\w+(?:-\w+)*")
SENTENCE_END = re.compile(r"[.!?](?=\s|[\"”]|\Z)")
QUESTION, CLOSING = "?", " \"”'"
QUOTING = re.compile(r'[ (]["“][^"”]*\Z')  # a quotation inside, open to the end
ASKED = re.compile(r"(?: [\w-]+){0,5}\?")  # the rest of a question behind what is told in it
REACH = 40  # code points before a cue in which its negation stands
STRENGTH = {"CT": 0, "PR": 1, "PS": 2, "Uu": 3}


@frozen
class Modality:
    """The markers of a pack, each place a mapping from lower-case words to a value.

    Args:
        classes: class of a cue -> value in indirect speech.
        unnamed: class of a cue without a source -> value in indirect speech.
        cues: form or lemma of a cue -> value.
        contents: words in the content -> value.
        predicates: words that are the predicate of the main clause -> value.
        boundaries: words that open a subordinate clause.
        starts: words that open the content -> value; what is only looked at so (*if you look at it*) is certain.
        opening: finds one of ``starts``, the longest first.
        tags: words that ask for assent alone, with the comma or blank before them.
        whethers: words between cue and content, or opening it, that ask what the source knows -> value.
        abilities: ability words -> value if an outcome follows.
        outcomes: verbs of outcome.
        pattern: finds the markers of ``contents``, the longest first.
        negations: words that negate the cue behind them.
        first_person: pronouns of who speaks.
        relatives: words that open a relative clause.
        joined: finds a cue and what joins it to the next one, so that both are negated: ``membenarkan ataupun``.
        joins: words that join it so to the next one.
        litotes: lemma of a denial that is an admission where it is negated -> value.
        yet: words of negations that admit nothing.
        seeking: words before a cue of one who does not know the answer yet.
    """

    classes: Mapping[str, Factuality]
    unnamed: Mapping[str, Factuality]
    cues: Mapping[str, Factuality]
    contents: Mapping[str, Factuality]
    predicates: Mapping[str, Factuality]
    boundaries: frozenset[str]
    starts: Mapping[str, Factuality]
    opening: re.Pattern[str]
    tags: tuple[str, ...]
    whethers: Mapping[str, Factuality]
    abilities: Mapping[str, Factuality]
    outcomes: frozenset[str]
    pattern: re.Pattern[str]
    negations: tuple[str, ...]
    first_person: frozenset[str]
    relatives: frozenset[str]
    joined: re.Pattern[str]
    joins: frozenset[str]
    litotes: Mapping[str, Factuality]
    yet: frozenset[str]
    seeking: frozenset[str]


@frozen
class Verdict:
    """A value with its ground.

    Args:
        value: the factuality.
        marker: the words that decided it, None where nothing marks it.
        reason: why, in words.
    """

    value: Factuality
    marker: Span | None
    reason: str


@cache
def modality(pack: Pack) -> Modality:
    """Read ``modality.txt`` of a pack, once; a pack without one has no markers."""
    path = pack.path / "lexicon" / "modality.txt"
    rows = [line.split(SEPARATOR) for _, line in entry_lines(path)] if path.is_file() else []
    table = [[part.strip() for part in row] for row in rows if len(row) > 2]  # noqa: PLR2004 - marker, place, value

    def placed(place: str) -> dict[str, Factuality]:
        return {row[0].lower(): cast("Factuality", row[2]) for row in table if row[1] == place}

    abilities, outcomes, predicates = placed("ability"), placed("outcome"), placed("predicate")
    able = [f"{word} {outcome}" for word in abilities for outcome in outcomes]
    contents = {phrase: abilities[phrase.split(" ", 1)[0]] for phrase in able} | placed("content") | predicates
    starts = placed("start")
    longest, openings = (sorted(words, key=lambda text: (-len(text), text)) for words in (contents, starts))
    pronouns = [line.split(SEPARATOR) for _, line in entry_lines(pack.path / "lexicon" / "pronouns.txt")]
    return Modality(
        classes=placed("class"),
        unnamed=placed("unnamed"),
        cues=placed("cue"),
        contents=contents,
        predicates=predicates,
        boundaries=frozenset(placed("boundary")),
        starts=starts,
        opening=re.compile(rf"(?:{any_of(openings)})(?![\w-])", re.IGNORECASE),
        tags=(*(f", {words}" for words in placed("tag")), *(f" {words}" for words in placed("tail"))),
        whethers=placed("whether"),
        abilities=abilities,
        outcomes=frozenset(outcomes),
        pattern=re.compile(rf"(?<![\w-])(?:{any_of(longest)})(?![\w-])", re.IGNORECASE),
        negations=tuple(" ".join(phrase) for phrase in pack.phrases("negation")),
        first_person=frozenset(row[0].strip().lower() for row in pronouns if row[1].strip().startswith("1")),
        relatives=pack.words("relatives"),
        joined=re.compile(
            rf"\b(?:{any_of(sorted(pack.cues))}) (?:{any_of(sorted(placed('either')))})\Z", re.IGNORECASE
        ),
        joins=frozenset(placed("either")),
        litotes=placed("litotes"),
        yet=frozenset(placed("yet")),
        seeking=frozenset(placed("seeking")),
    )


def verdicts(document: Document, attributions: Sequence[Attribution], pack: Pack) -> list[Changes]:
    """Say how sure each source presents its content.

    Args:
        document: the article; offsets of the attributions count its code points.
        attributions: as the grammar read them, with ``parent`` where one stands inside another.
        pack: the language.

    Returns:
        For each of the attributions ``factuality``, ``factuality_reason`` and ``modality_marker``.

    Example:
        >>> from claimtrack.packs import load_pack
        >>> text = "Rina mengatakan air mungkin naik."
        >>> source, cue, content = Span.of(text, 0, 4), Span.of(text, 5, 15), Span.of(text, 16, 32)
        >>> said = Attribution(source, cue, (content,), "indirect", False, "active")
        >>> verdicts(Document(text), (said,), load_pack("id"))[0]["factuality"]
        'PS+'
    """
    known = modality(pack)
    inner: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        if attribution.parent is not None:
            inner.setdefault(id(attribution.parent), []).append(attribution)
    changes: list[Changes] = []
    for attribution in attributions:
        found = verdict(document.text, attribution, inner.get(id(attribution), []), known)
        changes.append({"factuality": found.value, "factuality_reason": found.reason, "modality_marker": found.marker})
    return changes


def verdict(text: str, attribution: Attribution, inner: Sequence[Attribution], known: Modality) -> Verdict:
    """Return how sure the source of one attribution is: the weakest of what its cue and its content say."""
    cue = of_cue(text, attribution, known)
    if cue.value in {"CT-", "PR-", "Uu", "CTu"}:
        return cue
    weaker = [found for found in of_content(text, attribution, inner, known) if _weight(found) > _weight(cue)]
    return max(weaker, key=_weight, default=cue)


def _weight(found: Verdict) -> tuple[int, bool]:
    """Return how weak a value is; of two equally weak ones the denying one counts."""
    return STRENGTH["Uu" if found.value in {"Uu", "CTu"} else found.value[:2]], found.value.endswith("-")


# the cue


def of_cue(text: str, attribution: Attribution, known: Modality) -> Verdict:
    """Return what the cue alone says: a denial, a negation, a belief, a wish, or plain certainty."""
    cue = attribution.cue
    form, lemma = cue.text.lower(), attribution.cue_lemma.lower()
    own = known.cues.get(form) or known.cues.get(lemma)
    negation = None if own is not None and own.endswith("-") else _negation(text, attribution, known)
    denies = attribution.cue_class == "denying" and own is None
    if denies and attribution.style == "direct":  # ``“Daftar itu palsu,” bantah X``: the quoted words are the denial
        return Verdict("CT+", None, f"“{cue.text}” names the quoted words a denial: they are what the source holds.")
    if denies and negation is None:
        return Verdict("CT-", cue, f"“{cue.text}” denies the content.")
    usual = own or _by_class(attribution, known)
    if negation is not None:
        return _negated(text, attribution, negation, usual, known)
    asked = _whether(text, attribution, known)
    before = text[max(0, cue.start - REACH) : cue.start].lower().split()[-1:]
    if asked is not None and usual == "CT+" and known.seeking.isdisjoint(before):
        value = known.whethers[asked.text.lower()]
        return Verdict(value, asked, f"“{cue.text} {asked.text}” knows whether it is so, and does not tell.")
    if asked is not None:
        return Verdict("Uu", asked, f"“{cue.text} {asked.text}” leaves the content open.")
    if usual == "CT+" or (usual == "PR+" and attribution.style == "direct"):
        return Verdict("CT+", None, f"“{cue.text}” presents the content as certain, and nothing weakens it.")
    return Verdict(usual, cue, f"“{cue.text}” presents the content as {_word(usual)}.")


def _by_class(attribution: Attribution, known: Modality) -> Factuality:
    """Return what the class of a cue says; a report that nobody stands behind (``dikabarkan``) is hearsay."""
    unnamed = attribution.source is None and attribution.style != "direct"
    usual = known.unnamed.get(attribution.cue_class) if unnamed else None
    return usual or known.classes.get(attribution.cue_class, "CT+")


def _negated(text: str, attribution: Attribution, negation: Span, usual: Factuality, known: Modality) -> Verdict:
    """Return what a negated cue says: who does not doubt admits, and who does not tell leaves open."""
    cue = attribution.cue
    said = f"“{negation.text} {cue.text}”"
    admits, yet = known.litotes.get(attribution.cue_lemma.lower()), known.yet & {*negation.text.lower().split()}
    if admits and not yet and not text[negation.stop : cue.start].strip():
        behind = WORD.search(text, cue.stop)
        if behind is not None and behind[0].lower() not in known.joins:  # ``tidak menampik | atau membenarkan``
            return Verdict(admits, negation, f"{said} admits the content.")
    if usual == "PR+":
        return Verdict("PR-", negation, f"{said} doubts the content.")
    return Verdict("Uu", negation, f"{said} neither supports nor denies the content.")


def _negation(text: str, attribution: Attribution, known: Modality) -> Span | None:
    """Return the negation directly before a negated cue, None if it is not negated (a denial alone is not)."""
    if not attribution.negated:
        return None
    start = max(0, attribution.cue.start - REACH)
    before = known.joined.sub("", text[start : attribution.cue.start].rstrip()).rstrip()
    low = before.lower()
    for words in sorted(known.negations, key=len, reverse=True):
        if low.endswith(words) and not low[: -len(words)][-1:].isalnum():
            stop = start + len(before)
            return Span.of(text, stop - len(words), stop)
    return None if attribution.cue_class == "denying" else attribution.cue


def _whether(text: str, attribution: Attribution, known: Modality) -> Span | None:
    """Return the word between cue and content that asks what the source knows (``mengetahui apakah``)."""
    first = attribution.content[0]
    if attribution.cue.stop > first.start:
        return None
    between = text[attribution.cue.stop : first.start].strip().lower()
    for words in known.whethers:
        if words in {between, first.text[: len(words)].strip().lower()}:
            at = attribution.cue.stop + text[attribution.cue.stop : first.stop].lower().find(words)
            return Span.of(text, at, at + len(words))
    return None


def _word(value: Factuality) -> str:
    return {"PR": "probable", "PS": "possible", "Uu": "open"}.get(value[:2], "certain") + (
        ", with a denial" if value.endswith("-") else ""
    )


# the content


def of_content(text: str, attribution: Attribution, inner: Sequence[Attribution], known: Modality) -> Iterator[Verdict]:
    """Yield what the main clause of the content says; what a named third party holds inside it does not count."""
    clause = main_clause(attribution)
    opening = clause.text.lstrip(" \"“'")
    whole = clause.stop == attribution.content[0].stop and clause.text[-1:].isalnum()
    if _asks(clause.text, known):
        yield Verdict("Uu", None, "The content is a question.")
    elif whole and _ends_a_question(text, clause.stop, known):
        yield Verdict("Uu", None, "The content stands in a question.")
    first = known.opening.match(opening)
    if first and (value := known.starts[first[0].lower()]) != "CT+":
        at = clause.start + clause.text.index(first[0])
        word = Span.of(text, at, at + len(first[0]))
        yield Verdict(value, word, f"“{word.text}” leaves the content open.")
    others = [span for one in inner if _is_third(one, known) for span in (one.cue, *one.content)]
    for span in _clause_parts(attribution, clause):
        for found in known.pattern.finditer(text, span.start, span.stop):
            marker = Span.of(text, *found.span())
            if not any(other.contains(marker) for other in others) and _is_main(text, marker, span, known):
                value = known.contents[marker.text.lower()]
                yield Verdict(value, marker, f"“{marker.text}” in the content makes it {_word(value)}.")


def _asks(clause: str, known: Modality) -> bool:
    """Tell whether a clause is a question: one that asks for assent alone (``Sudah jelas, kan?``) is none.

    Neither is a statement that ends in a quoted question.
    """
    words = clause.rstrip(CLOSING)
    quoted = QUOTING.search(words) is not None
    return words.endswith(QUESTION) and not quoted and not words.rstrip(f"{QUESTION} ").lower().endswith(known.tags)


def _ends_a_question(text: str, stop: int, known: Modality) -> bool:
    """Tell whether a content stands in a question that somebody else asks: ``Pernahkah X mengaku | salah?``."""
    asked = ASKED.match(text, stop)
    return asked is not None and not asked[0].rstrip(f"{QUESTION} ").lower().endswith(known.tags)


def _is_main(text: str, marker: Span, clause: Span, known: Modality) -> bool:
    """Tell whether a marker speaks of the main clause: not in a relative or subordinate one, a predicate at its end."""
    before = [word.lower() for word in WORD.findall(text[clause.start : marker.start])]
    if (before and before[-1] in known.relatives) or not known.boundaries.isdisjoint(before[1:]):
        return False
    if marker.text.lower() in known.predicates:
        return len(WORD.findall(text[marker.stop : clause.stop])) == 0 or len(before) == 0
    return True


def main_clause(attribution: Attribution) -> Span:
    """Return the first sentence of the content; questions that open it are none, where an answer follows."""
    first = attribution.content[0]
    at = 0
    for end in SENTENCE_END.finditer(first.text):
        if end[0] != QUESTION or WORD.search(first.text, end.end()) is None:
            return Span(first.start + at, first.start + end.end(), first.text[at : end.end()])
        at = end.end()
    return Span(first.start + at, first.stop, first.text[at:])


def _clause_parts(attribution: Attribution, clause: Span) -> tuple[Span, ...]:
    """Return the parts of the main clause: more than one where the cue stands inside it."""
    whole = clause.stop == attribution.content[0].stop
    return (clause, *(attribution.content[1:2] if whole else ()))


def _is_third(inner: Attribution, known: Modality) -> bool:
    """Tell whether an inner attribution is somebody else's: it has a source, and not the speaker himself."""
    return inner.source is not None and inner.source.text.lower() not in known.first_person
