"""Datelines: a page in, the outlet, place and agency at the head of its article out.

``WARTA.COM, Jakarta -``, ``JAKARTA, Warta.com --``, ``Warta.co.id - JAKARTA.``, ``Jakarta (ANTARA) -``, ``JAKARTA-``.
"""

import re
from collections.abc import Iterator

from claimtrack.datelines import HEAD_LINES
from claimtrack.resolve.marks import DOMAIN, ITEM, Found, Page

HEAD_REACH = 70  # code points from the line start to the dash
LEAD_REACH = 600  # a lead quotation may stand before the dateline of an agency
MOST_ITEMS = 4  # outlet, domain, place, agency
DASHES = r"(?:--+|[-–—])"
DASH = re.compile("[-–—]")
END = re.compile(rf"[ \t]*{DASHES}(?=[ \t]|[A-Z“\"]|$)")
SITE = re.compile(DOMAIN, re.IGNORECASE)
DATE = re.compile(r"\s*\d{1,2} [A-Z][a-z]+(?: \d{4})?\s*")
SITE_HEAD = re.compile(rf"[ \t]*({DOMAIN})[ \t]*(?:,|{DASHES})[ \t]*", re.IGNORECASE)
CAPITALS = re.compile(r"[A-Z]\w+(?: [A-Z]\w+){0,2}")
INLINE = re.compile(rf"(?P<place>[A-Z]\w+(?: [A-Z]\w+){{0,2}}) \((?P<name>[A-Z]\w+(?:/[A-Z]\w+)?)\) {DASHES}")


def dateline(page: Page) -> Iterator[Found]:
    """Yield the credits of the first dateline among the first lines."""
    start = 0
    for line in page.text.split("\n", HEAD_LINES)[:HEAD_LINES]:
        stop = start + len(line)
        dotted = _dotted(page, start, stop)
        ended = bool(dotted) and dotted[0].extent.text.endswith(".")  # ``WARTA.CO.ID - JAKARTA.``: no second dash
        found = dotted if ended else _dashed(page, start, stop) or dotted or _inlined(page, start, stop)
        if found:
            yield from found
            return
        start = stop + 1


def _dashed(page: Page, start: int, stop: int) -> list[Found]:
    """Read ``WARTA.COM, JAKARTA -``: every item before the dash must be an outlet or a place."""
    head = page.text[start : min(stop, start + HEAD_REACH)]
    dashes = list(END.finditer(head)) if DASH.search(head) else []
    sites = [site.span() for site in SITE.finditer(head)] if dashes else []
    for dash in dashes:
        if any(first < dash.start() < last for first, last in sites):  # the hyphen of ``tribun-medan.com``
            continue
        parts = ITEM.finditer(head[: dash.start()])  # ``BEIJING, 14 Mei (MEDIA) --``: a date is no credit
        found = [item for item in parts if item.group().strip() and not DATE.fullmatch(item.group())]
        items = [(start + item.start(), start + item.end()) for item in found]
        names = [page.text[first:last].strip() for first, last in items]
        bracketed = head[: dash.start()].endswith(")")
        roles = _settled(page, [_item_role(page, name) for name in names], names, bracketed=bracketed)
        if roles:
            extent = page.span(start, start + dash.end())
            return [page.credit(role, bounds, extent) for role, bounds in zip(roles, items, strict=True)]
    return []


def _item_role(page: Page, item: str) -> str:
    """Return what an item can be: wire, dateline, domain, place, shouted, titled; empty if nothing of a dateline."""
    words = item.split()
    if not words or not item[0].isalnum() or len(words) > MOST_ITEMS:
        return ""
    entry = page.known.lookup(item)
    if page.is_press(item):
        return "dateline" if page.is_publisher(item) or entry is None or entry.kind == "outlet" else "wire"
    if SITE.fullmatch(item):
        return "domain"
    if page.is_place(item):
        return "place"
    if item.isupper() and len(item) > 3 and all(word.isalpha() for word in words):  # noqa: PLR2004 - "DPR - MPR"
        return "shouted"
    return "titled" if len(words) <= 2 and all(word[0].isupper() for word in words) else ""  # noqa: PLR2004 - no sentence


def _settled(page: Page, roles: list[str], names: list[str], *, bracketed: bool) -> list[str]:
    """Decide the items that the lists do not know from the others; empty if this is no dateline.

    A second name of the same outlet (its domain in brackets) is furniture; nothing but unknown words is no dateline.
    """
    if not roles or not all(roles) or len(roles) > MOST_ITEMS:
        return []
    if "titled" in roles and not {"wire", "dateline", "domain", "place"} & set(roles):
        return ["place", "dateline"] if bracketed and len(roles) == 2 else []  # noqa: PLR2004 - "Town (Agency) -"
    if roles == ["shouted", "shouted"]:
        return ["place", "dateline"]
    return [_settle(page, at, roles, names) for at in range(len(roles))]


def _settle(page: Page, at: int, roles: list[str], names: list[str]) -> str:
    entry = page.known.lookup(names[at])
    if at and entry is not None and entry == page.known.lookup(names[at - 1]):
        return "furniture"
    if roles[at] == "domain":
        return "furniture" if {"dateline", "shouted"} & set(roles[:at]) else "dateline"
    if roles[at] in {"shouted", "titled"}:
        if len(roles) == 1:
            return "dateline" if " " in names[at] else "place"
        outlet = {"wire", "dateline"} & set(roles) or ("domain" in roles and len(names[at].split()) == 1)
        return "place" if outlet and roles[at + 1 : at + 2] != ["domain"] else "dateline"
    return roles[at]


def _dotted(page: Page, start: int, stop: int) -> list[Found]:
    """Read ``WARTA.CO.ID - JAKARTA.`` and ``Warta.com, Jakarta Komisi``: a domain, then a place, no dash behind."""
    head = SITE_HEAD.match(page.text, start, stop)
    if not head:
        return []
    at = head.end()
    tail = CAPITALS.match(page.text, at, stop)
    parts = tail.group().split(" ") if tail else []
    length = next((n for n in range(len(parts), 0, -1) if page.is_place(" ".join(parts[:n]))), 0)
    end = at + len(" ".join(parts[:length]))
    extent = page.span(start, end + (page.text[end : end + 1] == "."))
    outlet = page.credit("dateline", head.span(1), extent)
    return [outlet, page.credit("place", (at, end), extent)] if length else [outlet]


def _inlined(page: Page, start: int, stop: int) -> list[Found]:
    """Read ``… Jakarta (ANTARA) -`` behind a lead quotation."""
    stop = min(stop, start + LEAD_REACH)
    for found in INLINE.finditer(page.text, start, stop) if page.text.find("(", start, stop) >= 0 else ():
        entry = page.known.lookup(found["name"])
        if entry is not None and page.is_press(found["name"]) and page.is_place(found["place"]):
            extent = page.span(*found.span())
            role = "dateline" if entry.kind == "outlet" else "wire"
            return [
                page.credit("place", found.span("place"), extent),
                page.credit(role, found.span("name"), extent),
            ]
    return []
