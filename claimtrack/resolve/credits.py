"""Credits of an article: its text in, the agencies, datelines, places, by-lines and photo credits with spans out.

Labels are data (``credits.txt``), outlets and agencies come from the registry, places from the word lists; the shapes
(brackets, dashes, a line of its own) are here and in `claimtrack.resolve.datelines`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from claimtrack.furniture import UNUSUAL, teasers
from claimtrack.model import Credit, Document, Span
from claimtrack.packs import Pack
from claimtrack.resolve.datelines import dateline
from claimtrack.resolve.extents import Extents
from claimtrack.resolve.marks import ITEM, Found, Page, labels

NAME_REACH = 200  # code points behind a label in which its name ends
LEAD_REACH = 12  # code points of brackets and blanks that may stand before a label at a line start
CAPTION_REACH = 400  # code points from the start of a caption to the credit in brackets at its end
LONGEST_NAME = 8  # words; what is longer is a sentence
INITIALS = re.compile(
    r"(?:(?<=[.!?”\"’\]])|^)[ \t]*\((?:(?P<wire>[A-Z]{3,})/)?(?P<by>[a-z]{2,5}(?:[/,] ?[a-z]{2,5})*)\)", re.MULTILINE
)
SIGNED = re.compile(r"(?:^|(?<=[.!?”\"\n]))[ ]?\(([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}) ?\)\s*\Z", re.MULTILINE)
SIGNATURE_REACH = 120  # code points before the end in which a signature stands
BARE_LINE = re.compile(r"[(\[-]?[ \t]*(?P<name>[^()\[\]\n]{2,60}?)[ \t]*[)\]-]?")
BARE_REACH = 80  # code points of such a line without the blanks round it
LINE = re.compile(r"[^\n]+")
QUOTED_HEADLINE = re.compile(
    r"[\"“‘'](?=(?:[A-Z]\w+,? ){4})((?:(?:[A-Z\d][^\s\"”’']*|[a-z]{2,5}) )+[A-Z\d][^\s\"”’']*)[\"”’']"
)
DASHED_INITIALS = re.compile(r"\s*-+\s*[A-Z]{2,5}\s*-+\s*")
BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{2,120})[)\]]")
LABEL = re.compile(r"([^:]{2,20}):\s*")
BYLINE = re.compile(r"^[ \t]*([^,.\n]{5,60}),[ \t]*([A-Z][\w'’]+(?: [A-Z][\w.'’]+){0,3})[ \t]*$", re.MULTILINE)
GLUED = re.compile(r"(?<=[a-z])([A-Z]{3,})[ \t]*\Z")
NAME_ENDS = re.compile(r"[\n)\]|]| ©")


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
    found = [one.credit for one in _all(document.text, document.outlet, pack) if one.credit]
    return tuple(sorted(found, key=lambda credit: credit.span))


def credit_extents(document: Document, pack: Pack) -> tuple[Span, ...]:
    """Return the stretches that are datelines, by-lines and credits, marks included: none of them is content.

    Args:
        document: the article.
        pack: the language.

    Returns:
        Spans sorted by start; they may touch.
    """
    return tuple(sorted({found.extent for found in _all(document.text, document.outlet, pack)}))


def headlines(document: Document, pack: Pack) -> Iterator[Span]:
    """Yield the headlines of other articles, their labels included: they name nobody of this one.

    A photo's caption does, so no label of a credit begins one. What stands in quotation marks, opens with four capitals
    and has one at every word of six letters or more is one too: ``"Penyanyi Rina Jatuh Miskin, Rumahnya Disita"``.
    """
    yield from (Span.of(document.text, *found.span(1)) for found in QUOTED_HEADLINE.finditer(document.text))
    credited = labels(pack).colon
    for start, stop, label in teasers(document.text, pack):
        if label.rstrip(" :").lower() not in credited:
            yield Span.of(document.text, start, stop)


@lru_cache(maxsize=4)  # credits and their extents are asked one after the other for the same text
def _all(text: str, outlet: str, pack: Pack) -> tuple[Found, ...]:
    """Return everything found; where two finders claim the same words, the earlier one of this list is believed."""
    page = Page.of(text, outlet, pack)
    found: list[Found] = []
    for finder in (dateline, _bylines, _labelled, _prefixed, _brackets, _bare_lines, _initials, _captions):
        new = list(finder(page))
        if new:
            taken = Extents.of(one.extent for one in found)
            found.extend(one for one in new if not taken.meets(one.extent.start, one.extent.stop))
    return tuple(found)


# labels


def _labelled(page: Page) -> Iterator[Found]:
    """Yield ``Sumber : YONHAPNEWS``, ``Pewarta: Aldi Editor: Irwan``, ``Foto: Rina/Warta``."""
    for label in _labels(page):
        role, start = page.labels.colon[label[1].lower()], label.end()
        stop = _name_stop(page, start)
        if start == stop or not _is_credit(page, label, page.text[start:stop]):
            continue
        extent = page.span(label.start(), stop)
        several = role in {"author", "wire"}
        parts = ITEM.finditer(page.text, start, stop) if several else iter(())
        bounds = [part.span() for part in parts] or [(start, stop)]
        yield from (page.credit(role, bound, extent) for bound in bounds)


def _labels(page: Page) -> Iterator[re.Match[str]]:
    """Yield the labels before a colon; only a line with a colon is searched, which few have."""
    text, colon = page.text, page.text.find(":")
    while colon >= 0:
        line = text.find("\n", colon)
        stop = line if line >= 0 else len(text)
        yield from page.labels.colon_pattern.finditer(text, text.rfind("\n", 0, colon) + 1, stop)
        colon = text.find(":", stop)


def _is_credit(page: Page, label: re.Match[str], name: str) -> bool:
    """Tell whether label and name are a credit: at a line start, in brackets, or in the tail of an agency report."""
    known = page.known.lookup(name) is not None
    if not (name[0].isupper() or name[0] == "@" or known) or len(name.split()) > LONGEST_NAME:
        return False
    lead = page.text[max(0, label.start() - LEAD_REACH) : label.start()].rstrip(" \t([|")
    opens_line = lead.endswith("\n") or (not lead and label.start() <= LEAD_REACH)
    bracketed = page.text[max(0, label.start() - 1)] in "(["
    personal = page.labels.colon[label[1].lower()] in {"author", "furniture"}
    return opens_line or bracketed or (label[1][0].isupper() and (personal or known))


def _name_stop(page: Page, start: int) -> int:
    """Return where a name behind a label ends: at the line end, a bracket, a bar, or the next label."""
    limit = min(len(page.text), start + NAME_REACH)
    end = NAME_ENDS.search(page.text, start, limit)
    stop = end.start() if end else limit
    following = page.labels.colon_pattern.search(page.text, start, stop)
    stop = following.start() if following else stop
    low = page.text[start:stop].lower()
    stop = start + min((at for label in page.labels.line if (at := low.find(label)) >= 0), default=stop - start)
    while stop > start and page.text[stop - 1] in " \t,|":
        stop -= 1
    return stop


def _bylines(page: Page) -> Iterator[Found]:
    """Yield the author of a line such as ``Laporan Wartawan Warta Kota, Rina Wulandari``."""
    if not any(label in page.low for label in page.labels.byline):
        return
    for line in BYLINE.finditer(page.text):
        if line[1].lower().startswith(page.labels.byline):
            yield page.credit("author", line.span(2), page.span(*line.span()))


def _prefixed(page: Page) -> Iterator[Found]:
    """Yield the outlet of ``Artikel ini telah tayang di Warta.com``."""
    if not any(mark in page.low for mark in (*page.labels.prefix, *UNUSUAL)):
        return
    labels = list(page.labels.prefix_pattern.finditer(page.text))
    for label, following in zip_longest(labels, labels[1:]):
        limit = following.start() if following else len(page.text)
        line_stop = page.text.find("\n", label.end(), limit)
        extent = page.span(label.start(), limit if line_stop < 0 else line_stop)
        yield page.credit(page.labels.prefix[label[1].lower()], label.span(2), extent)


# brackets and lines


def _brackets(page: Page) -> Iterator[Found]:
    """Yield photo credits in brackets and agencies in brackets behind a sentence."""
    for bracket in BRACKETED.finditer(page.text):
        inside, extent = bracket[1].lower(), page.span(*bracket.span())
        if any(mark in inside for mark in page.labels.via):
            label = LABEL.match(inside)
            start = label.end() if label and label[1].strip() in page.labels.colon else 0
            yield page.credit("photo", (bracket.start(1) + start, bracket.end(1)), extent)
        elif _captioned(page, bracket.start()):
            yield page.credit("photo", bracket.span(1), extent)
        elif _behind_sentence(page.text, bracket.start()) and _all_press(page, bracket[1]):
            yield from _agencies(page, bracket.span(1), extent)


def _captioned(page: Page, at: int) -> bool:
    """Tell whether a line is a caption up to an offset: it opens with the label of a photo credit."""
    label = LABEL.match(page.text, page.text.rfind("\n", max(0, at - CAPTION_REACH), at) + 1, at)
    return label is not None and page.labels.colon.get(label[1].strip().lower()) == "photo"


def _behind_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 20) : at].rstrip(" \t")
    return not before or before[-1] in '.!?”"\n'


def _all_press(page: Page, names: str) -> bool:
    parts = [part.strip() for part in ITEM.findall(names)]
    return bool(parts) and all(page.is_press(part) for part in parts)


def _agencies(page: Page, bounds: tuple[int, int], extent: Span) -> Iterator[Found]:
    for part in ITEM.finditer(page.text, *bounds):
        yield page.credit("wire", part.span(), extent)


def _bare_lines(page: Page) -> Iterator[Found]:
    """Yield ``REUTERS`` on a line of its own and initials between dashes (``-RNS-``)."""
    for whole in LINE.finditer(page.text):
        core = whole[0].strip(" \t")
        if len(core) > BARE_REACH:
            continue
        start = whole.start() + whole[0].find(core)
        line = BARE_LINE.fullmatch(page.text, start, start + len(core))
        if line is None:
            continue
        if _all_press(page, line["name"].strip(" -")):
            yield from _agencies(page, line.span("name"), page.span(*whole.span()))
        elif DASHED_INITIALS.fullmatch(core):
            yield page.credit("author", line.span("name"), page.span(*whole.span()))


def _initials(page: Page) -> Iterator[Found]:
    """Yield by-lines in brackets: ``(abc/def)`` and ``(WARTA/abc)`` behind a sentence, ``(Rina)`` at the very end."""
    middle = len(page.text) // 2
    if page.text.find("(", middle) < 0:
        return
    for signed in INITIALS.finditer(page.text, middle):
        extent = page.span(page.text.index("(", signed.start()), signed.end())
        if signed["wire"]:
            yield page.credit("wire", signed.span("wire"), extent)
        yield page.credit("author", signed.span("by"), extent)
    for signed in SIGNED.finditer(page.text, max(0, len(page.text) - SIGNATURE_REACH)):
        if page.known.lookup(signed[1]) is None and not page.is_place(signed[1]):
            yield page.credit("author", signed.span(1), page.span(signed.start(1) - 1, signed.end(1) + 1))


def _captions(page: Page) -> Iterator[Found]:
    """Yield the agency glued to the end of a caption: ``Rina Wulandari dan Budi SantosoANTARA``."""
    start = 0
    for line in page.text.split("\n"):
        stop = start + len(line)
        glued = GLUED.search(page.text, start, stop) if line.rstrip(" \t")[-1:].isupper() else None
        if glued is not None and page.is_press(glued[1]):
            yield page.credit("photo", glued.span(1), page.span(start, glued.end()))
        start = stop + 1
