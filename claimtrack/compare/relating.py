"""A claim of the database in, its wordings in order of publication out, each with how it relates to the first."""

import re
import sqlite3
from collections.abc import Sequence
from datetime import date
from functools import cache

from attrs import evolve, frozen

from claimtrack.compare.candidates import day_of
from claimtrack.compare.normalise import Vocabulary, vocabulary
from claimtrack.compare.origins import DENYING, SUPPORTING
from claimtrack.compare.polarity import Sides, sides_of
from claimtrack.compare.relations import Relation, Wording, figures_of, relate
from claimtrack.model import Span
from claimtrack.packs import Pack, load_pack
from claimtrack.quantities import Quantity

WORDS_BESIDE = 5
OTHERWISE = frozenset({"denies", "differs", "updates"})
_PART = re.compile(r"[;:()]|[,.](?=\s|$)")

MEMBERS = """SELECT p.id, p.attribution_id, p.document_id, coalesce(o.name, '') AS outlet, d.published, d.title, p.text,
      coalesce(s.name, a.source_text) AS source, coalesce(s.id, ''),
      a.cue_text, a.modality_marker, a.factuality, a.negated, d.lang, m.core
    FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
    JOIN attributions a ON a.id = p.attribution_id JOIN documents d ON d.id = p.document_id
    LEFT JOIN outlets o ON o.id = d.outlet_id LEFT JOIN sources s ON s.id = a.source_id
    WHERE m.cluster_id = ? ORDER BY m.core DESC, d.published = '', d.published, p.document_id, p.position"""


@frozen
class Mention:
    """One wording of a claim.

    Args:
        proposition: id of the proposition.
        attribution: id of the attribution.
        document: id of the article; ``outlet``, ``published`` and ``title`` describe it.
        source: who says it, as far as is known.
        pronoun: ``source`` is a pronoun, and nobody found whom it means.
        text: the words.
        core: it is the proposition's own claim, and not one that it states besides another.
        relation: how it relates to the first mention; None for the first itself.
    """

    proposition: str
    attribution: str
    document: str
    outlet: str
    published: str
    title: str
    source: str
    pronoun: bool
    text: str
    core: bool
    relation: Relation | None


def mentions_of(connection: sqlite3.Connection, cluster: str) -> list[Mention]:
    """Return the mentions of the claim ``cluster``: its own first, the earliest first."""
    found: list[Mention] = []
    first: tuple[Wording, str, str] | None = None
    for row in connection.execute(MEMBERS, [cluster]).fetchall():
        *described, cue, marker, factuality, negated, lang, core = row
        key, attribution, document, outlet, published, title, text, source, speaker = described
        pronoun = not speaker and source.casefold() in _pronouns(load_pack(lang))
        wording = _wording(text, published, factuality, (cue, marker or ""), lang, negated=bool(negated))
        relation = None
        if first:
            before, one, place = first
            again = bool(speaker) and speaker == one
            relation = _related(before, wording, core=bool(core), again=again, here=again and document == place)
        first = first or (wording, speaker, document)
        told = (key, attribution, document, outlet, published, title, source, pronoun, text)
        found.append(Mention(*told, core=bool(core), relation=relation))
    return found


@cache
def _pronouns(pack: Pack) -> frozenset[str]:
    """Return the pronouns of ``pack``, and those that it writes behind a word."""
    return frozenset(" ".join(words) for words in pack.notes("pronouns")) | pack.words("clitics")


def _related(first: Wording, wording: Wording, *, core: bool, again: bool, here: bool) -> Relation:
    """Return how a mention relates to the first.

    What one that says other things too denies or counts may be those. Nobody denies what he says ``again``, and what he
    says ``here``, in the same article, are a part and the whole, or one thing and another.
    """
    found = relate(first, wording)
    unsure = found.kind in OTHERWISE if here or not core else again and found.kind == "denies"
    return evolve(found, kind="not_comparable") if unsure else found


def _wording(  # noqa: PLR0913 - the columns
    text: str, published: str, factuality: str | None, words: tuple[str, str], lang: str, *, negated: bool
) -> Wording:
    """Return a mention as it is related to another; ``words`` are its cue and its modality marker."""
    day = day_of(published)
    denies = factuality in DENYING if factuality else negated
    undecided = factuality is not None and factuality not in DENYING | SUPPORTING
    cue, marker = words
    figures, pack = figures_of(text, lang), load_pack(lang)
    return Wording(
        figures=figures,
        day=date.fromordinal(day) if day else None,
        denies=denies,
        undecided=undecided,
        marker=marker if undecided else marker or cue,
        near=beside(text, figures, vocabulary(pack)),
        sides=Sides() if denies and not negated else sides_of(text, pack),
    )


def beside(text: str, figures: Sequence[Quantity], words: Vocabulary) -> tuple[frozenset[str], ...]:
    """Return for each of ``figures`` in ``text`` the terms beside it in its part of the sentence, without figures."""
    amounts = frozenset(term for figure in figures for term in words.terms(figure.span.text))
    return tuple(frozenset(words.terms(_beside(text, figure.span))) - amounts for figure in figures)


def _beside(text: str, figure: Span) -> str:
    """Return the words beside ``figure``."""
    before = _PART.split(text[: figure.start])[-1].split()[-WORDS_BESIDE:]
    behind = _PART.split(text[figure.stop :])[0].split()[:WORDS_BESIDE]
    return " ".join((*before, "…", *behind))
