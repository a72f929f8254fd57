"""Titles beside names: the runs of capitalised words of an article in, the title that leads to each out."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from claimtrack.resolve.beginnings import Evidence, Outline, is_certain, where_name_begins
from claimtrack.resolve.roster import Key
from claimtrack.resolve.runs import Run, words_before
from claimtrack.resolve.segments import has_age
from claimtrack.resolve.words import Vocabulary

TITLE_REACH = 90  # code points from the start of a sentence to a name that its title leads to
LEAD = re.compile(r"(?:\A|[.!?\n”\"] ?| [-–—] )([A-Z](?:(?! [-–—] )[^.!?,;:\n“”\"])*)(,?) \Z")
OPENING = re.compile(  # what stands before a run that LEAD finds; the capital first, for which the text is scanned
    rf"[A-Z](?:(?<![\s\S].)|(?<=[.!?\n”\"].)|(?<=[.!?\n”\"] .))[^.!?,;:\n“”\"]{{0,{TITLE_REACH}}}"
)
BRACKETED = re.compile(r"\([^()]*\)")
INITIAL = 2  # letters of an initial, its full stop included
ORIGIN, ORIGIN_REACH = re.compile(r"(?:[A-Z][a-z]+ )?(?:[a-z]+ ){1,4}$"), 60  # code points
PLACES = 3  # of an origin: village, district, province
ACTS = re.compile(r" ([a-z]{6,})")  # a verb behind a name: ``Kepala Dusun Teluk, Junaidin | menyayangkan``
STARTS, NEAR = re.compile(r"(?:\A|[.!?\n”\"] ?|[.!?\n”\"] ?[A-Z][a-z]+(?: itu)?, )\Z"), 24  # what begins a sentence
CLOSED = re.compile(r"(?: \([^()\n]*\))?,")  # behind a name between commas
CLOSERS = frozenset(",.;:)")  # behind a name that stands beside a title
BORDERS = frozenset('.!?;:\n“”"')  # none of them stands inside a title


def with_titles(
    text: str, runs: Sequence[Run], outlines: Sequence[Outline], words: Vocabulary, evidence: Evidence
) -> Iterable[Run]:
    """Yield the runs, each with the title that stands before it and a comma: ``Wakil Ketua DPRD Teluk, | Amroni``.

    What is the title of another once names nobody elsewhere (``Pelatih Elang Muara: Kami Siap``).
    """
    titled = [
        _beside(text, *pair, words) and not _holds_another(pair[0][1], words, evidence)
        for pair in pairwise(zip(runs, outlines, strict=True))
    ]
    offices = {outlines[at].low for at, beside in enumerate(titled) if beside}
    opens = False  # the title before, or what it goes on: ``Wakil Menteri Dagang sekaligus Direktur Bakau, Rina W``
    for at, run in enumerate(runs):
        named = run
        if at and titled[at - 1]:
            named = named._replace(title=role_before(runs[at - 1], words) + outlines[at - 1].low, opens=opens)
        elif at and _sets_off(text, runs[at - 1], run) and _is_placed(outlines[at - 1 : at + 1], words, evidence):
            named = named._replace(title=_origin(text, runs, outlines, at, words))
        opens = run.opens or (opens and all(outlines[at - 1].name.covered))
        yield named._replace(titles=True) if outlines[at].low in offices else named


def _holds_another(title: Outline, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a title is that of somebody whom it names: ``(Teman kuliah) Camat Rina Wulandari``, ``Budi``.

    Who is something to him is called so: ``Pengacara Rina Wulandari``.
    """
    owning = any(title.low[:size] in words.relations for size in (1, 2, 3))
    cut = None if owning or not title.name.low else where_name_begins(title.name, words, evidence)
    return cut is not None and is_certain(title.name.low[cut:], words, evidence)


def _sets_off(text: str, before: Run, run: Run) -> bool:
    """Tell whether a run stands behind a comma and before a border; few do."""
    return text[before.stop : run.start] == ", " and text[run.stop : run.stop + 1] in CLOSERS


def _is_placed(pair: Sequence[Outline], words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a run can be a person's name and the one before it is no person's: ``Kabupaten Pati, Rina W,``."""
    before, named = pair
    return before.name.covered[:1] == (True,) and _is_known(named, words, evidence)


def _is_known(outline: Outline, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a run can be a person's name: it holds a given name or a word that stands alone elsewhere."""
    low = outline.low
    known = not words.given.isdisjoint(low) or (len(low) > 1 and not evidence.alone.keys().isdisjoint(low))
    return known and not any(outline.name.covered) and not outline.role


def _origin(text: str, runs: Sequence[Run], outlines: Sequence[Outline], at: int, words: Vocabulary) -> Key:
    """Return what somebody is whose origin stands between: ``petani asal Desa Rawa, Kabupaten Pati, | Rina W,``."""
    first = at
    while first and at - first < PLACES and text[runs[first - 1].stop : runs[first].start] == ", ":
        first -= 1
        if outlines[first].role or outlines[first].body or outlines[first].name.covered[:1] != (True,):
            return ()
    behind = ORIGIN.search(text, max(0, runs[first].start - ORIGIN_REACH), runs[first].start) if first < at else None
    before = tuple(behind[0].lower().split()) if behind else ()
    if not before or before[-1] not in words.locatives:
        return ()
    return next((before[n:-1] for n in range(len(before) - 1) if words.roles.match(before, n)), ())


def _beside(text: str, left: tuple[Run, Outline], right: tuple[Run, Outline], words: Vocabulary) -> bool:
    """Tell whether the first of two runs is the title of the second one."""
    (title, said), (run, outline) = left, right
    if text[title.stop : run.start] != ", ":  # as it mostly is
        return False
    behind = ACTS.match(text, run.stop) if STARTS.search(text[max(0, title.start - NEAR) : title.start]) else None
    acts = behind is not None and behind[1].startswith(words.affixes.active)
    rank = outline.low[: outline.role]
    ranked = rank != () and (
        rank[0] in words.honorifics or rank in words.unheld.ranks
    )  # ``Kapolres Muara, | Kombes Pol Edwin Arga``
    given = outline.name.low[:1] != () and outline.name.low[0] in words.given  # ``Edwin Samosir``, which is a place too
    acts = acts and (given or (len(outline.low) > 1 and not any(outline.name.covered)))
    close = acts or text[run.stop : run.stop + 1] in CLOSERS
    titled = said.role or (said.body and role_before(title, words))  # ``laksamana Angkatan Laut, Rahmat Hidayat.``
    if not (close and titled) or (outline.role and not ranked) or outline.body:
        return False
    initials = all(len(word) <= INITIAL for word in outline.low)  # ``AKBP Dedi Suryanto, S.I.K.``: a degree
    name = outline.low[outline.role :]
    completes = any(words.completes(word) or words.common(word) or word in words.degrees for word in name)
    return not initials and not completes


def title_leads(text: str, runs: Sequence[Run], words: Vocabulary) -> dict[int, Key]:
    """Return start of a run -> the title that leads to it; only what stands behind a sentence's opening is asked."""
    starts = [run.start for run in runs]
    asked = [at for at, start in enumerate(starts) if text[max(0, start - TITLE_REACH)].isupper()]  # the reach opens
    for opening in OPENING.finditer(text):
        if not words.titling.isdisjoint(opening[0].lower().split()):
            asked += range(bisect_right(starts, opening.start()), bisect_right(starts, opening.end() + 2))
    return {runs[at].start: lead for at in asked if (lead := _title_lead(text, runs[at], words))}


def _title_lead(text: str, run: Run, words: Vocabulary) -> Key:
    """Return the title that opens the sentence of a run and leads to it: ``Pengamat perbankan Rina Wulandari``.

    A comma may stand between (``Saksi pasangan itu, Harlan Nasution,``) if another one follows, and a word that names
    (``Seorang petugas TPS berinisial SM``).
    """
    before = text[max(0, run.start - 2) : run.start]
    if before[-1:] != " " or before[0] in BORDERS:
        return ()
    opening = LEAD.search(text[max(0, run.start - TITLE_REACH) : run.start])
    if opening is None or (opening[2] and text[run.stop : run.stop + 1] != ","):
        return ()
    low = tuple(opening[1].lower().split())
    title = opening[1].split()[next((at for at, word in enumerate(low) if word not in words.function_words), 0) :]
    low = low[len(low) - len(title) :]
    if not low or not words.verbs.isdisjoint(low):
        return ()
    named = _named(low, words)
    if named and not opening[2] and (low[0] in words.indefinites or words.roles.match(low)):
        return tuple(word for word in named if word not in words.indefinites)
    full = words.roles.match(low) and (len(run.words) > 1 or opening[2])
    plain = opening[2] or title[-1].endswith(")") or all(word.islower() for word in title[1:])
    return _office(low, words) if full and plain else ()


def _office(low: Key, words: Vocabulary) -> Key:
    """Return the words of a title without brackets and what is told behind: ``ketua umum (ketum) | yang hadir``."""
    plain = tuple(BRACKETED.sub("", " ".join(low)).split())
    last = next((at for at, word in enumerate(plain) if word in words.relatives | words.demonstratives), len(plain))
    return plain[:last]


def _named(low: Key, words: Vocabulary) -> Key:
    """Return who is named by the words before a name, nothing if no word there names: ``pelaku (yang bernama)``."""
    ends = range(1, len(low) if low and low[-1] in words.namings.lasts else 0)
    naming = next((at for at in ends if words.namings.match(low, at) == len(low) - at), 0)
    return tuple(word for word in low[:naming] if word not in words.relatives | words.demonstratives)


def accused_before(text: str, run: Run, words: Vocabulary) -> Key:
    """Return the word for whom a case is about that stands before a run between commas: ``pelaku, | SP (47), …``."""
    if text[run.start - 2 : run.start] != ", " or CLOSED.match(text, run.stop) is None:
        return ()
    before = words_before(text, run.start - 2)
    fronted = before[:1] != () and before[0] in words.occasions  # ``Setelah menangkap pelaku, | Budi (40), melapor``
    accused = before[-1:] if before[-1:] != () and before[-1] in words.circle.accused else ()
    sure = has_age(run.bracket) or all(word.acronym for word in run.words)
    return accused if sure and not fronted and not _owns(before, words) else ()


def _owns(before: Key, words: Vocabulary) -> bool:
    """Tell whether whom a case is about only says whose the word before him is: ``istri | tersangka``."""
    owner, owned = before[-1:], before[-2:-1]
    if not owned or owner[0] not in words.circle.accused or owned[0] in words.circle.accused:
        return False
    return owned in words.descriptions or words.roles.match(owned) > 0 or words.is_passive(owned[0])


def role_before(run: Run, words: Vocabulary) -> Key:
    """Return the lower-case title directly before a run, as in ``pengacara Iwan``."""
    before, roles = run.before, words.roles.every
    if named := _named(before, words):
        if _owns(named, words):  # ``istri tersangka yang bernama | Sari``
            return ()
        before = named
    for at in range(len(before) if before and before[-1] in words.roles.lasts else 0):
        if before[at:] in roles:
            return before[at:]
    return ()
