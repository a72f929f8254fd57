"""A claim, or a list of claims, in other forms than a page: Atom, CSV, JSON and JSON-LD. Rows in, texts out.

No form holds more than `MOST` entries. Names of fields are those of the database, which the glossary explains.
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Protocol

from claimtrack.export import harmless
from claimtrack.publish.asked import Download
from claimtrack.publish.charts import moment
from claimtrack.publish.compat import Row
from claimtrack.publish.safety import shown
from claimtrack.publish.view import View

FORMS = ("csv", "json", "jsonld", "atom")
MOST = 300
LONGEST = 2000
EPOCH = "1970-01-01T00:00:00Z"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLUMNS = (
    *("published", "outlet_name", "sign", "factuality", "source_name", "source_text", "style", "text"),
    *("relation", "words"),
)
_LISTED = (
    *("id", "text", "n_outlets", "n_origins", "n_mentions", "n_denials", "n_open", "contested"),
    *("first_published", "last_published"),
)
_PEOPLE = frozenset({"person"})


def write(form: str, claim: Row, mentions: Sequence[Row], sides: Sequence[Row], view: View) -> Download:
    """Return one claim in the form asked for.

    Args:
        form: one of `FORMS`.
        claim: the claim with its counts.
        mentions: who carries it, the earliest first.
        sides: its origins and who is against it.
        view: for words and addresses.
    """
    mentions = mentions[:MOST]
    name = f"{claim['id']}.{form}"
    if form == "csv":
        rows = [[*(mention[column] for column in _COLUMNS), _place(mention, view)] for mention in mentions]
        return Download(csv_text([*_COLUMNS, "url"], rows), "text/csv", name)
    if form == "json":
        return Download(_json(_plain(claim, mentions, sides, view)), "application/json")
    if form == "jsonld":
        return Download(_json(_linked(claim, mentions, sides, view)), "application/ld+json")
    return Download(_feed_of_claim(claim, mentions, view), "application/atom+xml")


def write_list(form: str, claims: Sequence[Row], view: View, title: str) -> Download:
    """Return a list of claims in the form asked for: ``csv``, ``json`` or ``atom``."""
    claims = claims[:MOST]
    if form == "csv":
        rows = [[*(claim[column] for column in _LISTED), _home(claim, view)] for claim in claims]
        return Download(csv_text([*_LISTED, "url"], rows), "text/csv", "claims.csv")
    if form == "json":
        found = [
            {**{column: _clean(claim[column]) for column in _LISTED}, "url": _home(claim, view)} for claim in claims
        ]
        return Download(_json({"claims": found}), "application/json")
    entries = [
        entry(
            key=_home(claim, view),
            title=view.claim(claim["text"], 200),
            updated=str(claim["last_published"]),
            author=view.t("site.name"),
            text=view.t("list.outlets", n=claim["n_outlets"]) + " · " + view.t("list.times", n=claim["n_mentions"]),
        )
        for claim in claims
    ]
    dates, page = [str(claim["last_published"]) for claim in claims], view.origin + view.href("matrix")
    return Download(feed(view.origin + view.here(), title, entries, dates, page), "application/atom+xml")


class SupportsWrite(Protocol):
    """What takes texts."""

    def write(self, text: str, /) -> object:
        """Take a text."""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Return rows as CSV for spreadsheets: no cell is a formula, and a byte order mark says that it is UTF-8.

    Example:
        >>> csv_text(["a"], [["=1+1"], ["b"]])
        "\ufeffa\r\n'=1+1\r\nb\r\n"
    """
    out = io.StringIO()
    out.write(codecs.BOM_UTF8.decode())
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """Return a cell; a text that would begin a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return "" if value is None else value
    return harmless(shown(value)[:LONGEST])


class SafeWriter:
    """Writes rows as CSV for Datasette, which writes texts as they are, so that no cell is a formula."""

    def __init__(self, target: SupportsWrite) -> None:
        """Write to ``target``."""
        self._writer = csv.writer(target)

    def writerow(self, row: Iterable[object]) -> object:
        """Write one row and return what the target answers: Datasette waits for it."""
        return self._writer.writerow([harmless(value) if isinstance(value, str) else value for value in row])


def _clean(value: object) -> object:
    """Return a value as it may be shown."""
    return shown(value)[:LONGEST] if isinstance(value, str) else value


def _json(value: object) -> str:
    """Return ``value`` as JSON that stays harmless inside a page."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _home(claim: Row, view: View) -> str:
    """Return the address of the page of a claim."""
    return view.origin + view.href("story" if "n_mentions" in claim else "claim", claim["id"])


def _place(mention: Row, view: View) -> str:
    """Return the address of a mention: its words in its article."""
    return view.origin + view.href("article", mention["document_id"], f"m-{mention['id']}")


def _plain(claim: Row, mentions: Sequence[Row], sides: Sequence[Row], view: View) -> Mapping[str, object]:
    """Return a claim as plain data."""
    return {
        "claim": {key: _clean(value) for key, value in claim.items()},
        "sources": [{key: _clean(row[key]) for key in ("side", "id", "name", "kind", "party_id")} for row in sides],
        "mentions": [
            {
                **{key: _clean(mention[key]) for key in ("id", "document_id", "source_id", "outlet_id", *_COLUMNS)},
                "url": _place(mention, view),
            }
            for mention in mentions
        ],
    }


def _linked(claim: Row, mentions: Sequence[Row], sides: Sequence[Row], view: View) -> Mapping[str, object]:
    """Return a claim in the words of schema.org; no rating is given, since nobody gave one."""
    key = _home(claim, view)
    appearances = {str(m["document_id"]): _article(m, view) for m in mentions if m["sign"] == "states"}
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": key,
        "text": view.claim(claim["text"], LONGEST),
        "author": [_agent(row["name"], row["kind"]) for row in sides if row["side"] == "supports"],
        "appearance": list(appearances.values()),
        "subjectOf": [
            {
                "@type": "Statement",
                "keywords": str(m["sign"]),
                "creator": _agent(m["source_name"] or m["source_text"], m["source_kind"]),
                "text": view.claim(m["text"], LONGEST),
                "isPartOf": _article(m, view),
            }
            for m in mentions
            if m["sign"] != "states"
        ],
    }
    if appearances:
        found["firstAppearance"] = next(iter(appearances.values()))
    return {name: value for name, value in found.items() if value}


def _article(mention: Row, view: View) -> Mapping[str, object]:
    """Return the article of a mention as schema.org has it."""
    found: dict[str, object] = {"@type": "NewsArticle", "url": _place(mention, view)}
    if mention["outlet_name"]:
        found["publisher"] = {"@type": "NewsMediaOrganization", "name": view.text(mention["outlet_name"])}
    if moment(str(mention["published"])) is not None:
        found["datePublished"] = str(mention["published"])
    return found


def _agent(name: object, kind: object) -> Mapping[str, object]:
    """Return a source as schema.org has it."""
    return {"@type": "Person" if kind in _PEOPLE else "Organization", "name": _clean(str(name or ""))}


def _outlet(mention: Row, view: View) -> str:
    """Return the name of the outlet of a mention."""
    return str(mention["outlet_name"] or view.t("article.outlet_unknown"))


def _feed_of_claim(claim: Row, mentions: Sequence[Row], view: View) -> str:
    """Return an Atom feed with one entry for each mention, the latest first."""
    entries = [
        entry(
            key=_place(mention, view),
            title=f"{_outlet(mention, view)}: {view.t('sign.' + str(mention['sign']))}",
            updated=str(mention["published"]),
            author=str(mention["source_name"] or mention["source_text"] or view.t("card.nobody")),
            text=view.claim(mention["text"], LONGEST),
        )
        for mention in reversed(mentions)
    ]
    dates = [str(mention["published"]) for mention in mentions]
    return feed(view.origin + view.here(part=""), view.claim(claim["text"], 200), entries, dates, _home(claim, view))


def feed(key: str, title: str, entries: Iterable[str], dates: Iterable[str], page: str) -> str:
    """Return an Atom feed (RFC 4287).

    Args:
        key: its address, which is its id.
        title: what it is about.
        entries: as `entry` writes them.
        dates: of the entries; the latest one is that of the feed.
        page: the address of the page that shows the same.
    """
    known = [date for date in dates if moment(date) is not None]
    latest = max(known, key=lambda date: moment(date) or 0.0, default="")
    head = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{_head(key, title, latest)}'
    )
    links = f'<link rel="self" href="{_xml(key)}"/><link rel="alternate" type="text/html" href="{_xml(page)}"/>'
    return f"{head}{links}{''.join(entries)}</feed>\n"


def entry(*, key: str, title: str, updated: str, author: str, text: str) -> str:
    """Return one entry of a feed; everything is escaped."""
    body = f'<author><name>{_xml(author)}</name></author><content type="text">{_xml(text)}</content>'
    return f'<entry>{_head(key, title, updated)}<link href="{_xml(key)}"/>{body}</entry>'


def _head(key: str, title: str, updated: str) -> str:
    """Return what feeds and entries have in common."""
    return f"<id>{_xml(key)}</id><title>{_xml(title)}</title><updated>{rfc3339(updated)}</updated>"


def rfc3339(iso: str) -> str:
    """Return a date or time as RFC 3339 has it, UTC where it names no zone; the epoch where it is none.

    Example:
        >>> rfc3339("2026-08-29T22:00:00+07:00"), rfc3339("2026-08-29"), rfc3339("kemarin")
        ('2026-08-29T15:00:00Z', '2026-08-29T00:00:00Z', '1970-01-01T00:00:00Z')
    """
    at = moment(iso)
    try:
        return EPOCH if at is None else datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")[:19] + "Z"
    except (ValueError, OverflowError):  # at the edges of the calendar
        return EPOCH


def _xml(text: object) -> str:
    """Return ``text`` as it stands in XML."""
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", shown(str(text))))
