"""Datelines: a line in, where its text begins behind the outlet and the place at its head out."""

import re
from functools import cache

from claimtrack.packs import Pack

DASH = re.compile(r"\s*(?:[-–—]+|\|)\s*(?=[\w\"“‘(])")
DOMAIN_TAIL = re.compile(r"-\w[\w-]*(?:\.\w+)+[-–—,:]*")
SITE = re.compile(r"\w[\w-]*(?:\.[a-z]{2,})+,[ \t]+", re.IGNORECASE)
CAPITALS = re.compile(r"[A-Z]\w+(?: [A-Z]\w+){0,2}(?=[ \t]+[A-Z\"“])")
# A name and what is told of it, no list of names.
FIRST = re.compile(r"([A-Z]\w+)(?: [A-Z]\w+){0,6}(?: \([^()]*\))? [a-z]")
CREDITED = re.compile(r", .+ \([A-Z]\w{3,}(?: \w+)*\)$")  # ``Kantor Gubernur, Kota (MEDIA) -``
NAMED = re.compile(r"\w\.[a-z]{2,}\b")  # ``media.com``
WORD = re.compile(r"\w+")
SPLIT = re.compile(r"[,()/]")
HEAD_LINES = 8  # a headline, a by-line, captions and a few empty lines may stand before a dateline
LIMIT = 70  # code points from the beginning of a line to the dash
MOST_WORDS = 8
SHORT = 3  # letters of what a hyphen joins to a word
ACRONYM = 5  # letters at most of a body's short name


def after_dateline(text: str, start: int, stop: int, pack: Pack) -> int:
    """Return where the text begins behind a dateline such as ``KOTA, MEDIA.com -``; ``start`` if there is none.

    Args:
        text: the whole text.
        start: where a line begins.
        stop: where it ends.
        pack: the language pack, for its places.
    """
    end = _dashed(text, start, stop, pack)
    if end == start:
        return _dotted(text, start, stop, pack)
    behind = DASH.search(text, end, min(stop, end + LIMIT))  # ``MEDIA.COM - KOTA - …``
    placed = behind is not None and tuple(text[end : behind.start()].lower().split()) in _places(pack)
    return behind.end() if behind is not None and placed else end


def _dashed(text: str, start: int, stop: int, pack: Pack) -> int:
    """Return the index behind the first dash before which only an outlet or a place stands; ``start`` if none does."""
    places = pack.words("places")
    for dash in DASH.finditer(text, start, min(stop, start + LIMIT)):
        words = SPLIT.sub(" ", text[start : dash.start()]).split()
        if len(words) > MOST_WORDS:
            break
        behind = text[dash.start() : dash.start() + LIMIT].split(maxsplit=1)[:1]
        if behind and DOMAIN_TAIL.fullmatch(behind[0]):  # the hyphen of ``WARTA-KOTA.COM-``
            continue
        head, placed = text[start : dash.start()], words[:1] and words[0].strip(".").lower() in places
        if dash.group() == "-" and _joins(text, dash.end(), head, pack, placed=bool(placed)):
            continue
        if (
            placed and SPLIT.search(head) and all(w[0].isupper() or w.isdigit() for w in words)
        ):  # ``KOTA, 3 Mei (MEDIA) -``
            return dash.end()
        credited = CREDITED.search(head) or (SPLIT.search(head) and NAMED.search(head))
        named = text[dash.end()].isupper() and all(w[0].isupper() or w.isdigit() or NAMED.search(w) for w in words)
        if credited and named and words[0].lower() not in pack.cues:
            return dash.end()
        spaced = text[dash.start()].isspace() and text[dash.end()].isupper()
        small = spaced and len(words) == 1 and words[0].islower()
        if small and not text[:start].strip():  # ``mediakota - Rahmat menolak …`` at the head of the article
            return dash.end()
        if words and all(w.isupper() or "." in w.strip(".") or w.strip(".").lower() in places for w in words):
            return dash.end()
    return start


def _joins(text: str, behind: int, head: str, pack: Pack, *, placed: bool) -> bool:
    """Tell a hyphen inside a word from a dash behind a dateline: ``F-16``, ``Rusia-Ukraina``, not ``KOTA-Jawa``."""
    following = WORD.match(text, behind)
    if placed and (len(head) <= SHORT or not head.isupper()):
        return following is not None and following.group().lower() in pack.words("places")
    if placed or following is None or len(head) > ACRONYM:
        return False
    word = following.group()  # ``TNI-Polri``, ``ASN-PPPK``, ``F-16``, not ``RRI-Bupati``
    known = word.lower() in pack.words("orgs") or word.lower() in pack.words("places")
    return len(head) == 1 or word.isupper() or word[0].isdigit() or known


def _dotted(text: str, start: int, stop: int, pack: Pack) -> int:
    """Return the index behind ``Media.com, Kota`` or ``Media.com,``, whose dash a page has lost, else ``start``."""
    site = SITE.match(text, start, min(stop, start + LIMIT))
    town = CAPITALS.match(text, site.end(), stop) if site else None
    words = town.group().split(" ") if town else []
    length = next((n for n in range(len(words), 0, -1) if tuple(w.lower() for w in words[:n]) in _places(pack)), 0)
    if site and length:
        return site.end() + len(" ".join(words[:length])) + 1
    first = FIRST.match(text, site.end(), stop) if site else None
    timed = first is not None and first[1].lower() in pack.words("time") | pack.words("time_units")
    return site.end() if site and first and not timed else start  # ``Media.com, Rahmat menolak``, no list or date


@cache
def _places(pack: Pack) -> frozenset[tuple[str, ...]]:
    return frozenset(pack.phrases("places"))
