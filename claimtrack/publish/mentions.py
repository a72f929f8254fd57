"""Which mentions of a claim came first, and whose source nobody named: rows of mentions in, rows out."""

from collections.abc import Sequence
from functools import cache

from claimtrack.errors import PackError
from claimtrack.packs import load_pack
from claimtrack.publish.charts import moment
from claimtrack.publish.compat import Row

DAY = len("2026-08-29")


def first_mentions(mentions: Sequence[Row]) -> list[Row]:
    """Return the earliest mention of each outlet that published first; several where only the day is known.

    Args:
        mentions: of one claim, by publication, article and place in it: that order decides where no time does.
    """
    first = earliest(mentions)
    by_outlet: dict[object, Row] = {}
    for mention in first:
        by_outlet.setdefault(mention["outlet_id"], mention)
    return [mention for mention in first if by_outlet[mention["outlet_id"]] is mention]


def earliest(mentions: Sequence[Row]) -> list[Row]:
    """Return the mentions of one claim of which no other is known to be earlier; none where no date is known.

    Who denies a claim does not say it first, unless nobody says it.
    """
    saying = [mention for mention in mentions if mention["sign"] == "states"] or mentions
    moments = [(when, mention) for mention in saying if (when := moment(str(mention["published"]))) is not None]
    if not moments:
        return []
    start, first = min(moments, key=lambda dated: dated[0])
    day = str(first["published"])[:DAY]
    same_day = [mention for _, mention in moments if str(mention["published"])[:DAY] == day]
    if all(len(str(mention["published"])) > DAY for mention in same_day):
        return [mention for when, mention in moments if when == start]
    return same_day


def unnamed(row: Row, prefix: str = "") -> Row:
    """Return ``row`` without the text of a source that is a pronoun and nobody resolved: it names nobody.

    Args:
        row: with ``source_id``, ``source_text`` and ``lang``.
        prefix: before the names of those columns.
    """
    text, known = str(row.get(f"{prefix}source_text") or ""), row.get(f"{prefix}source_id")
    return row if known or not is_pronoun(text, str(row.get("lang"))) else {**row, f"{prefix}source_text": ""}


def is_pronoun(text: str, lang: str) -> bool:
    """Tell whether ``text`` is a pronoun of a language, or one that it writes behind a word.

    Example:
        >>> is_pronoun("Dia", "id"), is_pronoun("nya", "id"), is_pronoun("hakim", "id")
        (True, True, False)
    """
    return text.casefold() in _pronouns(lang)


@cache
def _pronouns(lang: str) -> frozenset[str]:
    """Return the pronouns of a language; none where its pack is not installed."""
    try:
        pack = load_pack(lang)
    except PackError:
        return frozenset()
    return frozenset(" ".join(words) for words in pack.notes("pronouns")) | pack.words("clitics")
