"""Merging and splitting claims by hand: ids and a reason in, the decision kept and followed at once out.

Nothing that was compared is thrown away: a decision only says which wordings are one claim and which are not, and the
groups are made again. So it holds when articles are ingested and compared again, and it can be taken back.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlite_utils import Database

from claimtrack.compare.decisions import Action, Decision, read_decisions
from claimtrack.compare.settling import settle
from claimtrack.compare.story import match_of
from claimtrack.errors import StoreError
from claimtrack.packs import load_pack
from claimtrack.store.database import clear_errors, path_of
from claimtrack.store.ids import normalise_claim

CLAIM = """SELECT id FROM clusters WHERE id = :key
    UNION SELECT cluster_id FROM cluster_members WHERE proposition_id = :key AND core"""
WORDINGS = """SELECT p.id, p.document_id, p.text, m.core FROM cluster_members m
    JOIN propositions p ON p.id = m.proposition_id WHERE m.cluster_id = ? ORDER BY p.id"""
WORDED = """SELECT DISTINCT m.cluster_id, p.text FROM claims_fts f JOIN claims c ON c.rowid = f.rowid
    JOIN attributions a ON a.claim_id = c.id JOIN propositions p ON p.attribution_id = a.id
    JOIN cluster_members m ON m.proposition_id = p.id AND m.core WHERE claims_fts MATCH ? ORDER BY 1, 2"""
NAMED = """SELECT p.id, p.text, :key IN (p.id, d.id, d.url) FROM cluster_members m
    JOIN propositions p ON p.id = m.proposition_id JOIN documents d ON d.id = p.document_id
    WHERE m.cluster_id = :claim ORDER BY p.id"""
ADD = "INSERT INTO claim_decisions (decided_at, action, undoes, reason) VALUES (?, ?, ?, ?)"
KEEP = "INSERT INTO claim_decision_members VALUES (?, ?, ?, ?, ?)"
TOUCH = """INSERT OR IGNORE INTO stale_clusters SELECT cluster_id FROM cluster_members
    WHERE proposition_id IN (SELECT proposition_id FROM claim_decision_members WHERE decision_id = :id)
    UNION SELECT m.cluster_id FROM claim_decision_members d JOIN propositions p ON p.document_id = d.document_id
    JOIN cluster_members m ON m.proposition_id = p.id WHERE d.decision_id = :id"""

LONGEST, SHOWN = 60, 5

Row = tuple[int, str, str, str]  # side, proposition, article, words


def merge_claims(db: Database, claims: Sequence[str], reason: str, *, lang: str) -> Decision:
    """Let several claims be one, now and whenever articles are compared again.

    Args:
        db: as `open_existing` returns it.
        claims: two or more, each by its id, the id of one of its wordings, or words that no other claim has.
        reason: why; may not be blank.
        lang: code of the language pack.

    Returns:
        The decision.

    Raises:
        StoreError: no such claim, no two claims, or no reason; nothing was changed.
    """
    keys = list(dict.fromkeys(_claim(db, claim) for claim in claims))
    if len(keys) < 2:  # noqa: PLR2004 - one claim cannot be merged
        msg = f"{', '.join(claims) or 'no claim'}: this is one claim; name two or more that are to be one"
        raise StoreError(msg)
    members = [(side, *row) for side, key in enumerate(keys) for row in _wordings(db, key)]
    return _decide(db, "merge", reason, lang, members=members)


def split_claim(db: Database, claim: str, wordings: Sequence[str], reason: str, *, lang: str) -> Decision:
    """Take wordings out of a claim, so that they are a claim of their own, now and when articles are compared again.

    Args:
        db: as `open_existing` returns it.
        claim: its id, the id of one of its wordings, or words that no other claim has.
        wordings: ids of wordings in it, words of them, or ids or addresses of articles for all that these say of it.
        reason: why; may not be blank.
        lang: code of the language pack.

    Returns:
        The decision.

    Raises:
        StoreError: no such claim or wording, nothing would be left, or no reason; nothing was changed.
    """
    key = _claim(db, claim)
    taken = {found for wording in wordings for found in _named(db, key, wording)}
    stay = [(0, *row) for row in _wordings(db, key) if row[0] not in taken]
    if not stay or not taken:
        msg = f"{claim}: a split takes some wordings out and leaves some; name fewer than all"
        raise StoreError(msg)
    out = [(1, *row) for row in _wordings(db, key, guests=True) if row[0] in taken]
    return _decide(db, "split", reason, lang, members=stay + out)


def undo_decision(db: Database, number: int, reason: str, *, lang: str) -> Decision:
    """Take a decision back; taking back an undo lets the decision count again.

    Args:
        db: as `open_existing` returns it.
        number: of the decision.
        reason: why; may not be blank.
        lang: code of the language pack.

    Returns:
        The new decision, an undo.

    Raises:
        StoreError: no such decision, it was taken back already, or no reason; nothing was changed.
    """
    known = {decision.id: decision for decision in history(db)}
    if number not in known:
        msg = f"{number}: no such decision; see: claimtrack claims history"
        raise StoreError(msg)
    if not known[number].in_force:
        msg = f"{number}: this decision was taken back already; see: claimtrack claims history"
        raise StoreError(msg)
    return _decide(db, "undo", reason, lang, undoes=number)


def history(db: Database) -> list[Decision]:
    """Return every decision about claims, the oldest first."""
    with clear_errors(path_of(db)):
        return read_decisions(db.conn)


def _claim(db: Database, key: str) -> str:
    """Return the id of the one claim that ``key`` names: by id, or by words that no other claim has."""
    with clear_errors(path_of(db)):
        row = db.execute(CLAIM, {"key": key}).fetchone()
        worded = db.execute(WORDED, [match]).fetchall() if (match := match_of(key)) and not row else []
    found = {row[0]: ""} if row else {claim: text for claim, text in worded if _has(text, key)}
    if len(found) == 1:
        return str(next(iter(found)))
    if not found:
        msg = f"{key}: no claim has this id or these words; `claimtrack story` shows ids"
    else:
        some = "; ".join(f"{claim} {text[:LONGEST]!r}" for claim, text in list(found.items())[:SHOWN])
        msg = f"{key}: {len(found)} claims have these words, give the id of one: {some}"
    raise StoreError(msg)


def _has(text: str, words: str) -> bool:
    """Tell whether all ``words`` stand in ``text``; False for no words."""
    wanted = normalise_claim(words).split()
    return bool(wanted) and set(wanted) <= set(normalise_claim(text).split())


def _wordings(db: Database, claim: str, *, guests: bool = False) -> list[tuple[str, str, str]]:
    """Return id, article and normalised words of the wordings of ``claim``: its own, and others if ``guests``."""
    with clear_errors(path_of(db)):
        rows = db.execute(WORDINGS, [claim]).fetchall()
    return [(key, document, normalise_claim(text)) for key, document, text, core in rows if core or guests]


def _named(db: Database, claim: str, key: str) -> list[str]:
    """Return the wordings of ``claim`` that ``key`` names."""
    with clear_errors(path_of(db)):
        rows = db.execute(NAMED, {"claim": claim, "key": key}).fetchall()
    found = [row[0] for row in rows if row[2]] or [row[0] for row in rows if _has(row[1], key)]
    if not found:
        msg = f"{key}: no wording of the claim {claim}, and no article of one; `claimtrack story {claim}` shows them"
        raise StoreError(msg)
    return found


def _decide(  # noqa: PLR0913 - what a decision is made of
    db: Database, action: Action, reason: str, lang: str, *, members: Iterable[Row] = (), undoes: int | None = None
) -> Decision:
    """Keep a decision and follow it."""
    if not reason.strip():
        msg = "a decision needs a reason; say why with --reason"
        raise StoreError(msg)
    pack = load_pack(lang)
    with clear_errors(path_of(db)):
        db.execute("BEGIN IMMEDIATE")
        try:
            number = _keep(db.conn, (action, undoes, reason.strip()), members)
            settle(db.conn, [], pack)
        except BaseException:
            db.rollback()
            raise
        db.commit()
    return next(decision for decision in history(db) if decision.id == number)


def _keep(connection: sqlite3.Connection, decision: tuple[str, int | None, str], members: Iterable[Row]) -> int:
    """Write a decision, and mark the claims that it is about to be grouped again; return its number."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    number = connection.execute(ADD, (now, *decision)).lastrowid or 0
    connection.executemany(KEEP, [(number, *member) for member in members])
    about, undoes = number, decision[1]
    while undoes is not None:
        about = undoes
        undoes = connection.execute("SELECT undoes FROM claim_decisions WHERE id = ?", [about]).fetchone()[0]
    connection.execute(TOUCH, {"id": about})
    return number
