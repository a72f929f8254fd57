"""The page of one claim: who says and denies it where and when, through whom it came, in which words and figures."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from claimtrack.compare.chains import UNNAMED
from claimtrack.compare.origins import RELAYS, unsure
from claimtrack.publish import story_queries as queries
from claimtrack.publish.asked import Asked, Context, Download
from claimtrack.publish.cards import UNSURE, cards
from claimtrack.publish.charts import SIGNS, axes, grid, time_line
from claimtrack.publish.compat import Row
from claimtrack.publish.feeds import FORMS, write
from claimtrack.publish.graph import Chain, Link, draw
from claimtrack.publish.mentions import first_mentions, unnamed
from claimtrack.publish.queries import PAGE

DRAWN = 24
NOBODY = "?"
_AROUND = " \t\r\n\"'“”‘’.,;:!?"


@frozen
class Told:
    """What is known of one claim.

    Args:
        row: the claim with its counts.
        compared: it comes from the comparison; else it is what one content says, in the same words.
        mentions: who carries it, the earliest first, at most `queries.MOST_MENTIONS`.
        cut: there are more mentions.
        sides: its origins and who is against it.
        chains: attribution id -> the chain through which it came.
        figures: figures of its wordings.
        silent: outlets that cover the event without it.
        drifts: what changes between outlets that have it from one origin.
        shared: attribution id -> a mention of another outlet in the same words; neither credits the other.
        named: who of those that state or deny the claim is named in its words.
        near: claims that some of the same sentences state.
        base: the wording that the others are compared with.
        close: who may carry it among other things; they count nowhere.
    """

    row: Row
    compared: bool
    mentions: Sequence[Row]
    cut: bool = False
    sides: Sequence[Row] = ()
    chains: Mapping[str, Chain] = field(factory=dict)
    figures: Sequence[Row] = ()
    silent: Sequence[Row] = ()
    drifts: Sequence[Row] = ()
    shared: Mapping[str, Row] = field(factory=dict)
    named: Sequence[str] = ()
    near: Sequence[Row] = ()
    base: Row | None = None
    close: Sequence[Row] = ()

    def side(self, name: str) -> list[Row]:
        """Return the sources on one side: ``supports``, ``denies`` or ``differs``."""
        return [row for row in self.sides if row["side"] == name]

    @property
    def signs(self) -> dict[str, int]:
        """Return how many mentions stand on each side."""
        if not self.compared:
            return {sign: sum(row["sign"] == sign for row in self.mentions) for sign in SIGNS}
        total, denies, undecided = (int(str(self.row[name])) for name in ("n_mentions", "n_denials", "n_open"))
        return {"states": total - denies - undecided, "open": undecided, "denies": denies}


def story_page(asked: Asked) -> Context | Download | None:
    """Gather a claim of the comparison."""
    row = queries.story(asked.data, asked.key)
    if row is None:
        return None
    return _answer(asked, _told(asked, row, compared=True), "story", [])


def claim_page(asked: Asked) -> Context | Download | None:
    """Gather a claim as one content states it: the first of the claims in it, or the one that is asked for."""
    row = asked.data.claim(asked.key)
    if row is None:
        return None
    parts = queries.parts(asked.data, asked.key)
    number = asked.get("part")
    at = min(int(number), len(parts)) - 1 if number.isascii() and number.isdigit() and number.strip("0") else 0
    counted = queries.story(asked.data, str(parts[at]["id"])) if parts else None
    told = _told(asked, counted or row, compared=counted is not None)
    return _answer(asked, told, "story" if counted else "claim", parts, at)


def _answer(asked: Asked, told: Told, kind: str, parts: Sequence[Row], at: int = 0) -> Context | Download:
    """Return the page, or the claim in the form asked for."""
    if asked.form in FORMS:
        return write(asked.form, told.row, told.mentions, told.sides, asked.view)
    return {**_context(asked, told), "kind": kind, "parts": parts, "part": at}


def _told(asked: Asked, row: Row, *, compared: bool) -> Told:
    """Gather what is known of a claim."""
    data, key = asked.data, str(row["id"])
    found = queries.mentions(data, key, compared=compared)
    told = Told(row, compared, found[: queries.MOST_MENTIONS], cut=len(found) > queries.MOST_MENTIONS)
    if compared:
        told = evolve(told, sides=queries.sides(data, key))
    if asked.form:
        return told
    told = evolve(told, mentions=[unnamed(row) for row in told.mentions], chains=_chains(asked, told.mentions))
    if not compared:
        return told
    return evolve(
        told,
        figures=queries.figures(data, key),
        silent=queries.silent(data, key),
        drifts=queries.drifts(data, key),
        near=queries.near(data, key),
        base=queries.base(data, key),
        close=[unnamed(row) for row in queries.close(data, key)],
        shared={str(row["id"]): row for row in queries.shared(data, key)},
        named=named_in(str(row["text"]), queries.party_names(data, key)) if row["n_interested_groups"] else (),
    )


def _chains(asked: Asked, mentions: Sequence[Row]) -> dict[str, Chain]:
    """Return the chain of each mention."""
    rows = queries.chains(asked.data, [mention["id"] for mention in mentions])
    links = {str(row["attribution_id"]): json.loads(str(row["links"])) for row in rows}
    nameless = [link["attribution_id"] for found in links.values() for link in found if _nameless(link)]
    said = [unnamed(row) for row in queries.said(asked.data, nameless)] if nameless else []
    words = {row["id"]: f"“{row['word']}”" if row["source_text"] else NOBODY for row in said}
    signs = {str(mention["id"]): str(mention["sign"]) for mention in mentions}
    return {key: Chain(tuple(_link(link, words) for link in found), 1, signs[key]) for key, found in links.items()}


def _nameless(link: Mapping[str, object]) -> bool:
    """Tell whether a link is somebody whom the text mentions and does not name."""
    return link["kind"] == "attribution" and not link["source_id"] and link["name"] != NOBODY


def _link(link: Mapping[str, object], words: Mapping[object, str]) -> Link:
    """Return a link of a chain; who is not named stands in the words of the text, if they are no pronoun."""
    name = str(link["name"])
    if _nameless(link):
        name = words.get(link["attribution_id"], f"“{name}”")
    return Link(str(link["kind"]), name, str(link["source_id"] or ""))


def _context(asked: Asked, told: Told) -> Context:
    """Return what the template shows of a claim."""
    page, pager = asked.paged(list(told.mentions[asked.offset : asked.offset + PAGE + 1]))
    rows = asked.data.evidence([mention["id"] for mention in page])
    spans = asked.data.spans(row["id"] for row in rows)
    chains = _counted(told.chains.values())
    return {
        "told": told,
        "claim": told.row,
        "signs": told.signs,
        "unsure": sum(mention["factuality"] in UNSURE for mention in told.mentions),
        "first": first_mentions(told.mentions),
        "reason": reason(told),
        "chains": chains,
        "graph": draw(chains[:DRAWN]),
        "upright": draw(chains[:DRAWN], upright=True),
        "nameless": nameless(told.mentions),
        "routes": routes(told),
        "same_words": same_words(told),
        "grid": grid(told.mentions),
        "axes": axes(told.figures),
        "time": time_line(told.mentions),
        "wordings": wordings(told.mentions, told.base),
        "cards": cards(rows, spans),
        "relations": {mention["id"]: mention for mention in page},
        "forms": FORMS,
        "pager": pager,
    }


def reason(told: Told) -> tuple[str, list[Row]]:
    """Return why a claim stands as it does: the key of a text and the sources that it is about."""
    if told.row.get("contested"):
        return "contested", told.side("denies") + told.side("differs")
    if not told.signs["states"]:
        return "nobody_states", []
    standing = str(told.row.get("corroboration") or "")
    origins = told.side("supports")
    relays = [row for row in origins if row["kind"] in RELAYS]
    if standing != "independence_not_established":
        alone = told.row.get("n_unnamed") and standing in {"uncorroborated", "one_origin_repeated"}
        return "only_named" if alone else standing, origins
    parties = {row["party_id"] for row in origins}
    return unsure(int(str(told.row["n_outlets"])), len(parties), relays=bool(relays)), relays or origins


@frozen
class Nameless:
    """Mentions that state a claim and count as no origin, since no name of their source was found.

    Args:
        nobody: how many of them have no source at all that was found.
        described: how many have a source in words alone.
        words: those words (``saksi``) in quotation marks, each once, in order of the mentions.
    """

    nobody: int
    described: int
    words: Sequence[str]


def nameless(mentions: Iterable[Row]) -> Nameless:
    """Return which of the ``mentions`` of a claim state it without a named source; no pronoun is among them."""
    found = [row for row in mentions if row["sign"] == "states"]
    words = [
        f"“{row['cue_text'] if row['clitic'] else ''}{row['source_text']}”" if row["source_text"] else ""
        for row in found
        if not row["source_id"] or row["source_kind"] == UNNAMED
    ]
    nobody = words.count("")
    told = {word.casefold(): word for word in reversed(words) if word}
    return Nameless(nobody, len(words) - nobody, list(reversed(told.values())))


def routes(told: Told) -> dict[str, list[Chain]]:
    """Return through whom each outlet has the claim: outlet id -> its chains, without the outlet at their end."""
    found: dict[str, list[Chain]] = {}
    for mention in told.mentions:
        chain = told.chains.get(str(mention["id"]))
        if chain is not None:
            links = chain.links[:-1] if chain.links and chain.links[-1].kind == "outlet" else chain.links
            found.setdefault(str(mention["outlet_id"] or ""), []).append(evolve(chain, links=links))
    return {outlet: _counted(chains) for outlet, chains in found.items()}


def same_words(told: Told) -> dict[str, list[Row]]:
    """Return in which other outlets the words of an outlet stand too: outlet id -> one mention of each of them."""
    found: dict[str, dict[object, Row]] = {}
    for mention in told.mentions:
        other = told.shared.get(str(mention["id"]))
        if other is not None:
            found.setdefault(str(mention["outlet_id"] or ""), {}).setdefault(other["outlet_id"], other)
    return {outlet: list(others.values()) for outlet, others in found.items()}


def named_in(text: str, names: Iterable[Row]) -> list[str]:
    """Return who of those that state or deny a claim is named in its words, with the words where they differ.

    Args:
        text: the words.
        names: ``source``, and as ``name`` one of its names or of the body that it belongs to.
    """
    found: dict[str, str] = {}
    for row in sorted(names, key=lambda row: (-len(str(row["name"])), str(row["name"]))):
        if row["name"] and re.search(rf"\b{re.escape(str(row['name']))}\b", text):
            found.setdefault(str(row["source"]), str(row["name"]))
    return [name if word == name else f"{name} (“{word}”)" for name, word in sorted(found.items())]


def _counted(chains: Iterable[Chain]) -> list[Chain]:
    """Return each different chain once with the number of times it occurs, the most frequent first."""
    times: dict[tuple[tuple[Link, ...], str], int] = {}
    for chain in chains:
        times[chain.links, chain.sign] = times.get((chain.links, chain.sign), 0) + 1
    ordered = sorted(times.items(), key=lambda item: -item[1])
    return [Chain(links, count, sign) for (links, sign), count in ordered]


@frozen
class Worded:
    """One wording of a claim.

    Args:
        mention: the first mention in these words; it holds how they relate to the first wording.
        outlets: names of the outlets that have it so, in order of publication.
    """

    mention: Row
    outlets: tuple[str, ...]


def wordings(mentions: Sequence[Row], base: Row | None = None) -> list[Worded]:
    """Return the different wordings of a claim, those of who states them apart from those of who denies the same.

    Args:
        mentions: who carries the claim.
        base: the wording that the others are compared with; it comes first, also where no mention has it.
    """
    listed = sorted(mentions, key=lambda row: row["relation"] is not None)
    if base and base["proposition_id"] not in [row["proposition_id"] for row in mentions]:
        listed.insert(0, base)
    found: dict[tuple[str, object], list[Row]] = {}
    for mention in listed:
        words = " ".join(str(mention["text"]).casefold().split()).strip(_AROUND)
        found.setdefault((words, mention["sign"]), []).append(mention)
    return [
        Worded(rows[0], tuple(dict.fromkeys(str(row["outlet_name"]) for row in rows if row["outlet_name"])))
        for rows in found.values()
    ]
