"""Credits of an article: its text in, the agencies, datelines, places, by-lines and photo credits with spans out.

Labels are data (``credits.txt``), outlets and agencies come from the registry, places from the word lists; the shapes
(brackets, dashes, a line of its own) are here.
"""

import re
from collections.abc import Iterator
from functools import cache

from attrs import frozen

from claimtrack.model import Credit, CreditRole, Document, Span
from claimtrack.packs import Pack
from claimtrack.resolve.registry import Registry, load_registry
from claimtrack.resolve.words import Vocabulary, rows, vocabulary

HEAD_LINES = 8  # a headline, a caption and a few empty lines may stand before the dateline
HEAD_REACH = 70  # code points from the line start to the dash
DASHES = r"(?:--+|[-–—])"  # noqa: RUF001
DOMAIN = r"\w[\w-]*\.(?:com|co\.id|id|net|org|co|tv|news|or\.id)\b"
PRESS = frozenset({"news_agency", "state_media", "outlet"})
INITIALS = re.compile(r"(?:(?<=[.!?”\"’\]])|^|\n)[ \t]*\(([a-z]{2,5}(?:[/,][ ]?[a-z]{2,5})*)\)", re.MULTILINE)
SIGNED = re.compile(r"(?:^|\n|(?<=[.!?”\"])[ ]?)\(([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})[ ]?\)\s*\Z")
BARE_LINE = re.compile(r"^[ \t]*(?P<open>[(\[-]?)[ \t]*(?P<name>[^()\[\]\n]{2,60}?)[ \t]*[)\]-]?[ \t]*$", re.MULTILINE)
BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{2,120})[)\]]")
BYLINE = re.compile(r"^[ \t]*([^,.\n]{5,60}),[ \t]*([A-Z][\w'’]+(?: [A-Z][\w.'’]+){0,3})[ \t]*$", re.MULTILINE)
GLUED = re.compile(r"(?<=[a-z])([A-Z]{3,})[ \t]*$", re.MULTILINE)


@frozen
class Found:
    """A credit with the extent that is furniture because of it.

    Args:
        credit: the credit, None where the extent is furniture only.
        extent: the stretch to keep out of content.
    """

    credit: Credit | None
    extent: Span


@frozen
class Labels:
    """The labels of ``credits.txt``.

    Args:
        colon: label before a colon -> role.
        prefix: label before a name -> role.
        via: words that make a bracket a photo credit.
        line: labels of lines that are furniture.
        byline: labels of lines that end with the author's name behind a comma.
    """

    colon: dict[str, str]
    prefix: dict[str, str]
    via: tuple[str, ...]
    line: tuple[str, ...]
    byline: tuple[str, ...]
    colon_pattern: re.Pattern[str]
    prefix_pattern: re.Pattern[str] | None


@cache
def labels(pack: Pack) -> Labels:
    """Return the credit labels of a pack, compiled once."""
    table = [row for row in rows(pack, "credits") if len(row) == 3]  # noqa: PLR2004 - label, role, shape
    colon = {row[0].lower(): row[1] for row in table if row[2] == "colon"}
    prefix = {row[0].lower(): row[1] for row in table if row[2] == "prefix"}
    return Labels(
        colon=colon,
        prefix=prefix,
        via=tuple(row[0].lower() for row in table if row[2] == "via"),
        line=tuple(row[0].lower() for row in table if row[2] == "line"),
        byline=tuple(row[0].lower() for row in table if row[2] == "byline"),
        colon_pattern=re.compile(rf"(?<!\w)({_any(colon)})[ \t]*:[ \t]*", re.IGNORECASE),
        prefix_pattern=re.compile(rf"(?<!\w)({_any(prefix)})[ \t]+({DOMAIN}|[A-Z][\w.]*)", re.IGNORECASE) if prefix else None,
    )


def _any(texts: dict[str, str]) -> str:
    return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)) or r"(?!)"


def find_credits(document: Document, pack: Pack) -> tuple[Credit, ...]:
    """Find the credits of an article.

    Args:
        document: the article.
        pack: the language.

    Returns:
        The credits, sorted by start; every ``span`` slices back to its ``name``.

    Example:
        >>> from claimtrack.packs import load_pack
        >>> [c.role for c in find_credits(Document("WARTA.COM, Jakarta - Air surut."), load_pack("id"))]
        ['dateline', 'place']
    """
    credits = [found.credit for found in _all(document.text, pack) if found.credit]
    return tuple(sorted(credits, key=lambda credit: credit.span))


def credit_extents(document: Document, pack: Pack) -> tuple[Span, ...]:
    """Return the stretches that are datelines, by-lines and credits, marks included: none of them is content.

    Args:
        document: the article.
        pack: the language.

    Returns:
        Spans sorted by start; they may touch.
    """
    return tuple(sorted({found.extent for found in _all(document.text, pack)}))


@cache
def _all(text: str, pack: Pack) -> tuple[Found, ...]:
    known, words, names = load_registry(pack), vocabulary(pack), labels(pack)
    found: list[Found] = []
    finders = (_header, _bylines, _labelled, _prefixed, _brackets, _bare_lines, _initials, _captions)
    for finder in finders:
        for one in finder(text, known, words, names):
            if not any(_overlap(one.extent, other.extent) for other in found):
                found.append(one)
            elif one.credit and all(
                not _overlap(one.credit.span, other.credit.span) for other in found if other.credit
            ) and any(other.extent.contains(one.extent) or one.extent == other.extent for other in found):
                found.append(one)
    return tuple(found)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.stop and other.start < one.stop


def _credit(text: str, role: str, start: int, stop: int, extent: Span) -> Found:
    """Return a credit with the blanks and marks at its borders cut off."""
    while start < stop and not text[start].isalnum():
        start += 1
    while stop > start and not (text[stop - 1].isalnum() or text[stop - 1] in ")."):
        stop -= 1
    if start >= stop:
        return Found(None, extent)
    span = Span.of(text, start, stop)
    kind: dict[str, CreditRole] = {"wire": "wire", "dateline": "dateline", "place": "place", "author": "author", "photo": "photo"}
    return Found(Credit(kind[role], span.text, span) if role in kind else None, extent)


# the head: NAME.COM, PLACE - / PLACE (AGENCY) - / PLACE -

Names = Labels
HEADER = re.compile(rf"^[ \t\"]*(?P<items>[^\n\"“”]{{2,{HEAD_REACH}}}?)[ \t]*(?P<dash>{DASHES})(?=[ \t\n]|[A-Z“\"])", re.MULTILINE)
HEADER_DOT = re.compile(
    rf"^[ \t]*(?P<name>{DOMAIN})[ \t]*(?:[,]|{DASHES})[ \t]*(?P<place>[A-Z][\w ]{{2,25}}?)[ \t]*(?P<stop>[.](?=[ ])|{DASHES}|(?= [A-Z]))",
    re.MULTILINE | re.IGNORECASE,
)
INLINE = re.compile(rf"(?P<place>[A-Z][\w]+(?: [A-Z]\w+){{0,2}}) \((?P<name>[A-Z]\w+(?:/[A-Z]\w+)?)\) {DASHES}")
SITE = re.compile(DOMAIN, re.IGNORECASE)
ITEM = re.compile(r"[^,()/]+")


def _header(text: str, known: Registry, words: Vocabulary, names: Names) -> Iterator[Found]:
    """Yield the credits of the first dateline among the first lines."""
    del names
    offset = 0
    for count, line in enumerate(text.split("\n")):
        if count >= HEAD_LINES:
            return
        for reader in (_dashed, _dotted, _inlined):
            found = reader(text, offset, offset + len(line), known, words)
            if found:
                yield from found
                return
        offset += len(line) + 1


def _dashed(text: str, start: int, stop: int, known: Registry, words: Vocabulary) -> list[Found]:
    """Read ``KOMPAS.com, JAKARTA -``: every item before the dash must be an outlet or a place."""
    for match in re.finditer(rf"[ \t]*{DASHES}(?=[ \t]|[A-Z“\"]|$)", text[start : min(stop, start + HEAD_REACH)]):
        if any(site.start() < match.start() < site.end() for site in SITE.finditer(text[start:stop])):
            continue
        extent_stop = start + match.end()
        items = [(start + item.start(), start + item.end()) for item in ITEM.finditer(text[start : start + match.start()])]
        roles = [_item_role(text[a:b].strip(), known, words) for a, b in items]
        names = [text[a:b].strip() for a, b in items]
        settled = _settled(roles, names, known) if all(roles) and len(items) <= 4 else []  # noqa: PLR2004
        if settled:
            extent = Span.of(text, start, extent_stop)
            return [_credit(text, role, a, b, extent) for role, (a, b) in zip(settled, items, strict=True)]
    return []


def _item_role(item: str, known: Registry, words: Vocabulary) -> str:
    """Return what an item of a dateline can be: wire, dateline, domain, place, unknown; empty if nothing of a dateline."""
    low = tuple(item.lower().split())
    if not low or not item[0].isalnum() or len(low) > 4:  # noqa: PLR2004
        return ""
    entry = known.lookup(item)
    if entry is not None and entry.kind in PRESS:
        return "wire" if entry.kind != "outlet" else "dateline"
    if re.fullmatch(DOMAIN, item, re.IGNORECASE):
        return "domain"
    if words.places.match(low) == len(low):
        return "place"
    shouted = item.isupper() and len(item) > 3 and all(word.isalpha() for word in item.split())  # noqa: PLR2004
    titled = all(word[0].isupper() for word in item.split()) and len(low) <= 2  # noqa: PLR2004
    return "shouted" if shouted else ("titled" if titled else "")


def _settled(roles: list[str], items: list[str], known: Registry) -> list[str]:
    """Decide the items that the lists do not know from the others: one place and one outlet make a dateline.

    A second name of the same outlet (its domain in brackets) is furniture; nothing but unknown words is no dateline.
    """
    sure = {"wire", "dateline", "domain", "place"} & set(roles)
    if "titled" in roles and not sure:
        return []
    settled: list[str] = []
    for at, role in enumerate(roles):
        if at and known.lookup(items[at]) is not None and known.lookup(items[at]) == known.lookup(items[at - 1]):
            settled.append("furniture")
        elif role == "domain":
            settled.append("dateline" if not any(other in {"dateline", "shouted"} for other in roles[:at]) else "furniture")
        elif role in {"shouted", "titled"}:
            outlet_known = {"wire", "dateline"} & set(roles) or ("domain" in roles and len(items[at].split()) == 1)
            settled.append("place" if outlet_known and not roles[at + 1 : at + 2] == ["domain"] else "dateline")
        else:
            settled.append(role)
    return settled


def _dotted(text: str, start: int, stop: int, known: Registry, words: Vocabulary) -> list[Found]:
    """Read ``KONTAN.CO.ID - JAKARTA.`` and ``Liputan6.com, Jakarta Komisi``: a domain, then a place, no dash behind."""
    del known
    match = re.match(rf"[ \t]*({DOMAIN})[ \t]*(?:,|{DASHES})[ \t]*", text[start:stop], re.IGNORECASE)
    if not match:
        return []
    at = start + match.end()
    tail = re.match(r"[A-Z]\w+(?: [A-Z]\w+){0,2}", text[at:stop])
    parts = tail.group().split(" ") if tail else []
    length = next((n for n in range(len(parts), 0, -1) if words.places.match(tuple(p.lower() for p in parts[:n])) == n), 0)
    end = at + len(" ".join(parts[:length]))
    extent = Span.of(text, start, end + (1 if text[end : end + 1] == "." else 0))
    outlet = _credit(text, "dateline", start + match.start(1), start + match.end(1), extent)
    return [outlet, _credit(text, "place", at, end, extent)] if length else [outlet]


def _inlined(text: str, start: int, stop: int, known: Registry, words: Vocabulary) -> list[Found]:
    """Read ``… Jakarta (ANTARA) -`` behind a lead quotation."""
    for match in INLINE.finditer(text, start, min(stop, start + 600)):
        entry = known.lookup(match["name"])
        place = tuple(match["place"].lower().split())
        if entry is not None and entry.kind in PRESS and words.places.match(place) == len(place):
            extent = Span.of(text, *match.span())
            role = "dateline" if entry.kind == "outlet" else "wire"
            return [_credit(text, "place", *match.span("place"), extent), _credit(text, role, *match.span("name"), extent)]
    return []


# labels


def _labelled(text: str, known: Registry, words: Vocabulary, names: Names) -> Iterator[Found]:
    """Yield ``Sumber : YONHAPNEWS``, ``Pewarta: Aldi Editor: Irwan``, ``Foto: Rina/Warta``."""
    del words
    for match in names.colon_pattern.finditer(text):
        role = names.colon[match[1].lower()]
        line_start = text.rfind("\n", 0, match.start()) + 1
        opens_line = not text[line_start : match.start()].strip(" \t([|")
        stop = _name_stop(text, match.end(), names)
        name = text[match.end() : stop].strip()
        if not name or not (name[0].isupper() or name[0] == "@" or known.lookup(name)):
            continue
        inline = match[1][0].isupper() and (role in {"author", "furniture"} or known.lookup(name) is not None)
        bracketed = text[max(0, match.start() - 1)] in "(["
        if (opens_line or bracketed or inline) and len(name.split()) <= 8:  # noqa: PLR2004 - a sentence is no name
            extent = Span.of(text, match.start(), stop)
            parts = list(ITEM.finditer(text[match.end() : stop])) if role in {"author", "wire"} else []
            for part in parts or [None]:
                start, end = (part.start(), part.end()) if part else (0, stop - match.end())
                yield _credit(text, role, match.end() + start, match.end() + end, extent)


def _name_stop(text: str, start: int, names: Names) -> int:
    """Return where a name behind a label ends: at the line end, a bracket, a bar, or the next label."""
    stop = len(text)
    for mark in ("\n", ")", "]", "|", " ©"):
        at = text.find(mark, start)
        stop = at if 0 <= at < stop else stop
    following = names.colon_pattern.search(text, start, min(len(text), stop + 20))
    stop = min(stop, following.start()) if following else stop
    for label in names.line:
        at = text.lower().find(label, start, stop)
        stop = at if at >= 0 else stop
    while stop > start and text[stop - 1] in " \t,|":
        stop -= 1
    return stop


def _bylines(text: str, known: Registry, words: Vocabulary, names: Names) -> Iterator[Found]:
    """Yield the author of a line such as ``Laporan Wartawan Warta Kota, Rina Wulandari``."""
    del known, words
    for match in BYLINE.finditer(text) if names.byline else ():
        if match[1].lower().startswith(names.byline):
            yield _credit(text, "author", *match.span(2), Span.of(text, *match.span()))


def _prefixed(text: str, known: Registry, words: Vocabulary, names: Names) -> Iterator[Found]:
    """Yield the outlet of ``Artikel ini telah tayang di Warta.com``."""
    del known, words
    for match in names.prefix_pattern.finditer(text) if names.prefix_pattern else ():
        line_stop = text.find("\n", match.end())
        extent = Span.of(text, match.start(), len(text) if line_stop < 0 else line_stop)
        yield _credit(text, names.prefix[match[1].lower()], *match.span(2), extent)


# brackets and lines


def _brackets(text: str, known: Registry, words: Vocabulary, names: Names) -> Iterator[Found]:
    """Yield photo credits in brackets and agencies in brackets behind a sentence."""
    del words
    for match in BRACKETED.finditer(text):
        inside = match[1].strip()
        extent = Span.of(text, *match.span())
        low = inside.lower()
        if any(mark in low for mark in names.via):
            label = re.match(r"[^:]{2,20}:\s*", inside)
            start = match.start(1) + (label.end() if label and label.group().rstrip(": ").lower() in names.colon else 0)
            yield _credit(text, "photo", start, match.end(1), extent)
        elif _behind_sentence(text, match.start()) and _all_press(inside, known):
            yield from _agencies(text, match.start(1), match.end(1), extent)


def _behind_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t")
    return not before or before[-1] in '.!?”"\n'


def _all_press(name: str, known: Registry) -> bool:
    parts = [part.strip() for part in re.split(r"[/|,]", name)]
    found = [known.lookup(part) for part in parts]
    return bool(found) and all(entry is not None and entry.kind in PRESS for entry in found)


def _agencies(text: str, start: int, stop: int, extent: Span) -> Iterator[Found]:
    for part in re.finditer(r"[^/|,]+", text[start:stop]):
        yield _credit(text, "wire", start + part.start(), start + part.end(), extent)


def _bare_lines(text: str, known: Registry, words: Vocabulary, names: Names) -> Iterator[Found]:
    """Yield ``REUTERS`` on a line of its own and initials between dashes (``-RNS-``)."""
    del words, names
    for match in BARE_LINE.finditer(text):
        name, extent = match["name"].strip(" -"), Span.of(text, *match.span())
        if not name:
            continue
        if _all_press(name, known):
            yield from _agencies(text, *match.span("name"), extent)
        elif re.fullmatch(r"\s*-+\s*[A-Z]{2,5}\s*-+\s*", match.group()):
            yield _credit(text, "author", match.start("name"), match.end("name"), extent)


def _initials(text: str, known: Registry, words: Vocabulary, names: Names) -> Iterator[Found]:
    """Yield by-lines in brackets: ``(abc/def)`` behind a sentence, ``(Rina Wulandari)`` at the very end."""
    del names
    for match in INITIALS.finditer(text, len(text) // 2):
        extent = Span.of(text, match.start(1) - 1, match.end(1) + 1)
        for part in re.finditer(r"[a-z]+", match[1]):
            yield _credit(text, "author", match.start(1) + part.start(), match.start(1) + part.end(), extent)
    for match in SIGNED.finditer(text):
        low = tuple(match[1].lower().split())
        if known.lookup(match[1]) is None and words.places.match(low) != len(low):
            extent = Span.of(text, match.start(1) - 1, match.end(1) + 1)
            yield _credit(text, "author", *match.span(1), extent)


def _captions(text: str, known: Registry, words: Vocabulary, names: Names) -> Iterator[Found]:
    """Yield the agency glued to the end of a caption: ``Kim Jong Un dan Sergei ShoiguKCNA``."""
    del words, names
    for match in GLUED.finditer(text):
        entry = known.lookup(match[1])
        if entry is not None and entry.kind in PRESS:
            line_start = text.rfind("\n", 0, match.start()) + 1
            yield _credit(text, "photo", *match.span(1), Span.of(text, line_start, match.end()))
