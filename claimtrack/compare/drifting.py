"""A claim of the database in, what changes between the outlets that have it from one origin out, into the database."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial

from attrs import frozen

from claimtrack.assess import Modality, modality, verdict
from claimtrack.compare.candidates import day_of
from claimtrack.compare.drift import Drift, Signs, Voice, Word, drifts
from claimtrack.compare.normalise import WORD, Vocabulary, vocabulary
from claimtrack.compare.relations import figures_of
from claimtrack.model import Attribution, Span
from claimtrack.packs import Pack
from claimtrack.quantities import Quantity
from claimtrack.store.chains import AGENTLESS

DAYS_APART = 1
ALIKE = 0.4
REMEMBERED = 1 << 12
ORIGINS = """SELECT a.source_id FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
    JOIN attributions a ON a.id = p.attribution_id JOIN documents d ON d.id = p.document_id
    JOIN sources s ON s.id = a.source_id AND s.kind <> 'unnamed'
    WHERE m.cluster_id = ? GROUP BY a.source_id HAVING count(DISTINCT d.outlet_id) > 1 ORDER BY 1"""
MENTIONS = """SELECT p.id, coalesce(d.outlet_id, d.id), d.published, d.text, p.places, a.style, a.negated, a.rule,
      a.cue_lemma, a.cue_class, c.start, c.stop, m.core
    FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
    JOIN attributions a ON a.id = p.attribution_id JOIN documents d ON d.id = p.document_id
    JOIN spans c ON c.attribution_id = a.id AND c.role = 'cue'
    WHERE m.cluster_id = ? AND a.source_id = ?
    ORDER BY a.style <> 'direct', d.published = '', d.published, p.document_id, p.position"""
LIKENESS = "SELECT likeness FROM likenesses WHERE one_id = ? AND other_id = ?"
WRITE = "INSERT INTO drifts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


@frozen
class Mention:
    """One wording with where it comes from.

    Args:
        proposition: its id.
        outlet: who published it; the article where that is unknown.
        day: of publication, as a number; None where unknown.
        core: it is the claim's own, and not one that says other things too.
        voice: the wording.
    """

    proposition: str
    outlet: str
    day: int | None
    core: bool
    voice: Voice


def write_drift(connection: sqlite3.Connection, clusters: Iterable[str], pack: Pack) -> None:
    """Write what changes in claims between outlets that have them from one origin.

    A later figure or event is news, not drift: only wordings of neighbouring days are held against each other, and a
    plan only against what was published no later.

    Args:
        connection: inside a transaction.
        clusters: ids of the claims; what was written of them before is replaced.
        pack: the language.
    """
    for cluster in clusters:
        connection.execute("DELETE FROM drifts WHERE cluster_id = ?", [cluster])
        _write(connection, cluster, pack)


def _write(connection: sqlite3.Connection, cluster: str, pack: Pack) -> None:
    """Write what changes in one claim."""
    for (origin,) in connection.execute(ORIGINS, [cluster]).fetchall():
        mentions = [_mention(row, pack) for row in connection.execute(MENTIONS, [cluster, origin]).fetchall()]
        for softer, harder, found in _drifts(mentions, signs(pack), partial(_same, connection)):
            places = (
                *(softer.proposition, found.softer.text, found.softer.start, found.softer.stop),
                *(harder.proposition, found.harder.text, found.harder.start, found.harder.stop),
            )
            connection.execute(WRITE, (cluster, found.kind, origin, *places))


def _drifts(
    mentions: Sequence[Mention], known: Signs, same: Callable[[Mention, Mention], bool]
) -> Iterator[tuple[Mention, Mention, Drift]]:
    """Yield each change once for the firmer wording: against a direct quotation, else the one published first."""
    for harder in mentions:
        seen: set[str] = set()
        for softer in mentions:
            if softer.outlet == harder.outlet:
                continue
            for found in drifts(softer.voice, harder.voice, known):
                timely = found.kind not in seen and _at_one_time(softer, harder, found.kind)
                if timely and same(softer, harder):
                    seen.add(found.kind)
                    yield softer, harder, found


def _same(connection: sqlite3.Connection, one: Mention, other: Mention) -> bool:
    """Tell whether two wordings say just the same: both are the claim's own, or they are alike enough to be."""
    pair = sorted((one.proposition, other.proposition))
    row = None if one.core and other.core else connection.execute(LIKENESS, pair).fetchone()
    return (one.core and other.core) or (row is not None and row[0] >= ALIKE)


def _at_one_time(softer: Mention, harder: Mention, kind: str) -> bool:
    """Tell whether two wordings were published so close that the one is no news over the other."""
    if softer.day is None or harder.day is None:
        return True
    later = harder.day - softer.day
    return later <= 0 if kind == "plan_to_fact" else abs(later) <= DAYS_APART


@cache
def signs(pack: Pack) -> Signs:
    """Return what the language of a pack has to tell changes by."""
    parts = {" ".join(entry): note for entry, note in pack.notes("drift").items()}
    return Signs(parts, pack.words("negation"), tuple(pack.settings["morphology"]["verb_prefixes"]))


def _mention(row: tuple[str, ...], pack: Pack) -> Mention:
    """Return one row as it is held against others."""
    proposition, outlet, published, text, places, style, negated, rule, lemma, cue_class, start, stop, core = row
    spans = tuple(Span.of(text, *place) for place in json.loads(places))
    cue = Span.of(text, int(start), int(stop))
    read = Attribution(cue, cue, spans, style, bool(negated), rule, lemma, cue_class)  # type: ignore[arg-type]
    return Mention(proposition, outlet, day_of(published), bool(core), _voice(text, read, pack))


def _voice(text: str, read: Attribution, pack: Pack) -> Voice:
    """Return the wording that the content of ``read`` is."""
    known: Modality = modality(pack)
    found = verdict(text, read, (), known)
    return Voice(
        text=text,
        words=tuple(_words(read.content, vocabulary(pack))),
        figures=tuple(_figures(read.content, pack.lang)),
        factuality=found.value,
        marker=found.marker,
        cue=read.cue,
        cue_class=read.cue_class,
        hedged=any(known.pattern.search(span.text) for span in read.content),
        agentless=read.rule == AGENTLESS,
    )


def _words(spans: Sequence[Span], words: Vocabulary) -> Iterator[Word]:
    """Yield the words of a wording."""
    for span in spans:
        for match in WORD.finditer(span.text):
            place = Span(span.start + match.start(), span.start + match.end(), match.group())
            yield Word(place, place.text.casefold(), _term(place.text, words))


@lru_cache(maxsize=REMEMBERED)
def _term(word: str, words: Vocabulary) -> str:
    return next(iter(words.terms(word)), "")


def _figures(spans: Sequence[Span], lang: str) -> Iterator[tuple[Quantity, Span]]:
    """Yield the quantities of a wording with their places in the article."""
    for span in spans:
        for quantity in figures_of(span.text, lang):
            start = span.start + quantity.span.start
            yield quantity, Span(start, start + len(quantity.span.text), quantity.span.text)
