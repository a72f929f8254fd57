"""The story of a claim in, lines as a person would want to read them out."""

from collections.abc import Iterator, Mapping

from claimtrack.compare.relating import Mention
from claimtrack.compare.story import Copied, Drifted, Story

MARKS = " \"“”',"
STANDINGS: Mapping[str, str] = {
    "no_named_origin": "no named origin",
    "uncorroborated": "not corroborated",
    "one_origin_repeated": "one origin, repeated",
    "independence_not_established": "several origins, independence not established",
    "independent_origins": "several origins, no shared link found",
}
CREDIBILITIES: Mapping[int, str] = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    6: "cannot be judged",
}
RELATIONS: Mapping[str, str] = {
    "agrees": "the same figure",
    "refines": "a narrower figure",
    "updates": "a later figure",
    "differs": "another figure",
    "denies": "the other way round",
    "not_comparable": "cannot be compared",
}
DRIFTS: Mapping[str, str] = {
    "hedge_lost": "a hedge is lost",
    "number_hardened": "a figure is hardened",
    "plan_to_fact": "a plan becomes a fact",
    "polarity": "a denial turns",
}


def tell(story: Story) -> Iterator[str]:
    """Yield the lines of ``story``: what is claimed, how it stands, who worded it how, what changes, who is silent.

    Ids stand in square brackets; `claimtrack claims` takes them.
    """
    yield f"{quoted(story.mentions[0].text)}  [{story.cluster}]"
    yield from _standing(story)
    yield ""
    copies = {copy.proposition: copy for copy in story.copies}
    for mention in story.mentions:
        yield from _mention(mention, copies.get(mention.proposition))
    if story.drifts:
        yield ""
        yield "  What changes between outlets that have it from one origin:"
        yield from map(_drift, story.drifts)
    if story.silent:
        yield ""
        yield f"  On this event without this claim: {', '.join(story.silent)}"


def _standing(story: Story) -> Iterator[str]:
    """Yield how many places the claim comes from and what follows."""
    counts = story.counts
    origins = str(counts.n_origins_max)
    if counts.n_origins_min != counts.n_origins_max:
        origins = f"{counts.n_origins_min} to {counts.n_origins_max}"
    yield f"  outlets: {counts.n_outlets}, origins: {origins}, origin groups: {counts.n_origin_groups}"
    contested = "contested; " if counts.contested else ""
    yield f"  {contested}{STANDINGS[counts.corroboration]}. {counts.reason}"
    if counts.credibility:
        yield f"  credibility to consider: {counts.credibility} ({CREDIBILITIES[counts.credibility]})"


def _mention(mention: Mention, copy: Copied | None) -> Iterator[str]:
    """Yield one wording: where and when, from whom, its words, and how it relates to the first."""
    place = f"{mention.published or 'undated'}  {mention.outlet or mention.document}"
    beside = "" if mention.core else " (among other things)"
    yield f"  {place}: {mention.source or 'nobody named'}{beside}  [{mention.proposition}]"
    yield f"      {quoted(mention.text)}"
    relation = mention.relation
    if relation and (relation.kind != "agrees" or relation.after):
        words = [quoted(part) if part else "unmarked" for part in (relation.after, relation.before)]
        marked = f": {words[0]}, the first has {words[1]}" if relation.after or relation.before else ""
        yield f"      {RELATIONS[relation.kind]}{marked}"
    if copy:
        credit = f"; {copy.credit} is credited elsewhere" if copy.credit else ""
        first = f"{copy.outlet}, {copy.published or 'undated'}"
        yield f"      the same words as {first}, without a credit (inferred){credit}"


def _drift(drift: Drifted) -> str:
    """Return what changes, with both words."""
    softer = f"{quoted(drift.softer)} ({drift.softer_outlet}, {drift.softer_published or 'undated'})"
    harder = f"{quoted(drift.harder)} ({drift.harder_outlet}, {drift.harder_published or 'undated'})"
    return f"    {DRIFTS[drift.kind]}, from {drift.origin}: {softer}, but {harder}"


def quoted(text: str) -> str:
    """Return ``text`` on one line in quotation marks."""
    words = " ".join(text.split()).strip(MARKS)
    return f"“{words}”"
