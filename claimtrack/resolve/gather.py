"""The roster of an article: its text and the source spans in, the people and organisations it names out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import evolve

from claimtrack.model import Span
from claimtrack.resolve.acting import acts, is_agent, is_called
from claimtrack.resolve.beginnings import (
    Evidence,
    Outline,
    belongs_elsewhere,
    is_certain,
    lists_of,
    where_name_begins,
)
from claimtrack.resolve.extents import Extents
from claimtrack.resolve.merge import Found, merge_organisations, merge_people
from claimtrack.resolve.names import read_phrase
from claimtrack.resolve.nicknames import find_initials, find_nicknames
from claimtrack.resolve.phrase import Phrase
from claimtrack.resolve.roster import Key, Mention, Party, Roster, initials_of, key_of
from claimtrack.resolve.runs import Run, Word, find_runs, in_lists, lowered
from claimtrack.resolve.segments import has_age, without_degrees
from claimtrack.resolve.signs import Signs, beginners, is_likely, small_words, tags_of
from claimtrack.resolve.titles import accused_before, role_before, title_leads, with_titles
from claimtrack.resolve.words import MEDIA, SLASH, Vocabulary

AFFILIATION = 2  # words of what an office belongs to: ``Pelatih | Elang Muara | Toni Arga``
AGE = re.compile(r", \d\d(?: tahun)?[,.]")
APPOSED = re.compile(r", ([a-z]+) [a-z][^,.\n]*,")
DOTTED, DOTTED_REACH = re.compile(r"\b([a-z]+)\. \Z"), 8  # code points
HYPHENATED = re.compile(r"[A-Z][a-z]+-[a-z]+")


def build_roster(
    text: str,
    words: Vocabulary,
    *,
    skip: Sequence[Span] = (),
    sources: Sequence[Span] = (),
    places: Sequence[str] = (),
) -> Roster:
    """Find the people and organisations of an article.

    Args:
        text: the article.
        words: the vocabulary.
        skip: extents that name nobody of the story (datelines, by-lines, headlines of other articles).
        sources: the source spans of the attributions: a name in one of them is a party even without a title.
        places: where the dateline says it was written.

    Returns:
        The roster, the same for the same input.
    """
    furniture, voiced = Extents.of(skip), Extents.of(sources)
    small, tags = small_words(text), tags_of(text)
    stops = frozenset(source.stop for source in sources)
    parted = (part for run in find_runs(text, words) for part in _parted(run, stops, words))
    found = (run._replace(words=without_degrees(run.words, words)) for run in parted)
    runs = trimmed([part for run in found for part in _outside(run, furniture)], small, words)
    outline_of = lists_of(words).outline
    outlines = [outline_of(tuple([word.text for word in run.words])) for run in runs]
    begin = beginners(text, words)
    leads = title_leads(text, runs, words)
    outlined = [(run, outline, leads.get(run.start, ())) for run, outline in zip(runs, outlines, strict=True)]
    evidence = gather_evidence(outlined, sources, words, places, begin)
    lone = (run for run, outline in zip(runs, outlines, strict=True) if not run.words[outline.role + 1 :])
    initials = frozenset(run.words[-1].lower for run in lone if _is_somebody(text, run, words))
    evidence = evolve(evidence, leads=leads, initials=initials, members=in_lists(text, runs, words))
    spoken = {
        (source.start, source.stop): read_phrase(text, source.start, source.stop, words, evidence) for source in sources
    }
    people = [found for source in sources for found in _spoken(spoken[source.start, source.stop])]
    voices = {mention.key[0] for mention, _ in people if len(mention.key) == 1} | initials
    signs = Signs(voices, begin, small, tags)
    loose: list[Found] = []
    taken_up = _taken_up(text, spoken, words)
    runs = tuple(with_titles(text, runs, outlines, words, evidence))
    read = [read_run(text, run, outline, words, evidence) for run, outline in zip(runs, outlines, strict=True)]
    organisations = [organisation for _, organisation in read if organisation]
    for run, (person, _) in zip(runs, read, strict=True):
        paired = text[run.stop : run.stop + 1] == SLASH and len(person[1] if person else ()) > 1  # ``Rina Sari/Siti``
        if person and (paired or not voiced.holds(run.start, run.stop)):
            sure = paired or person[0].role or _is_somebody(text, run, words) or is_likely(person[1], words, signs)
            sure = sure or (run.stop in taken_up and run.before[-1:] and run.before[-1] not in words.locatives)
            (people if sure else loose).append(person)
    return Roster.of(*_joined(text, runs, (people, loose, organisations), words), evidence, runs, spoken)


def _taken_up(text: str, spoken: Mapping[tuple[int, int], Phrase], words: Vocabulary) -> frozenset[int]:
    """Return where a sentence ends behind which another goes on about a person: ``… diborong Yance. Pemain itu …``."""
    return frozenset(
        len(text[:start].rstrip()) - 1
        for (start, _), phrase in spoken.items()
        if phrase.kind == "description" and words.descriptions.get(phrase.head) == "person"
    )


def _joined(
    text: str, runs: Sequence[Run], found: tuple[list[Found], list[Found], list[Found]], words: Vocabulary
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Join the mentions of people, those of people who may be meant and those of organisations: people, bodies."""
    people, loose, organisations = found
    sure = [mention for mention, _ in people]
    nicknames, initials = find_nicknames(text, runs, sure, words), find_initials(text, runs, sure, words)
    bodily = {long for long, short, _ in nicknames if _institution(long, short, words)}
    called = {long for long, _, _ in nicknames if len(long) > 1} - bodily
    people = people + [one for one in loose if one[0].key in called and one[0].key[:1] not in words.descriptions]
    initialled = {mention.key for mention, name in people if name[0].acronym}  # ``TB Hasanuddin``
    other = {short for _, short, _ in nicknames}  # ``Satuan Tugas (ST)``
    initials = tuple(one for one in initials if one[1] not in other)
    initialled |= {short for _, short, _ in initials}
    unclaimed = [one for one in organisations if one[0].key not in initialled]
    bodies = merge_organisations(text, unclaimed, nicknames, words)
    taken = bodily.union(*((party.key, *party.aliases) for party in bodies))
    named = [one for one in people if one[0].key not in taken]
    return merge_people(text, named, loose, nicknames + initials, words), bodies


def _parted(run: Run, stops: AbstractSet[int], words: Vocabulary) -> Iterator[Run]:
    """Yield the parts of a run in which a source ends: ``Menurut Rina | Iran siap``, ``kata Rina | Saat ditemui``."""
    if len(run.words) == 1 or stops.isdisjoint([word.stop for word in run.words[:-1]]):  # as it mostly is
        yield run
        return
    behind = next(at for at in range(1, len(run.words)) if run.words[at - 1].stop in stops)
    rest = lowered(run.words[behind:])
    if not (words.places.match(rest) or rest[0] in words.function_words - words.given):
        yield run
        return
    yield run._replace(words=run.words[:behind], bracket=())
    yield run._replace(words=run.words[behind:], before=(), opens=True)


def _outside(run: Run, furniture: Extents) -> Iterator[Run]:
    """Yield what of a run names somebody of the story: a headline may end, and the article go on, inside it."""
    if not furniture.meets(run.start, run.stop):
        yield run
        return
    kept = tuple(word for word in run.words if not furniture.holds(word.start, word.stop))
    if len(kept) == len(run.words):
        yield run
    elif kept:
        yield run._replace(words=kept, before=(), opens=True)


def _spoken(phrase: Phrase) -> Iterable[Found]:
    """Yield the person that a source names, and another one named inside it (``Pengacara Iwan, Calvin``)."""
    for name, role in ((phrase.name, phrase.role), (phrase.other, phrase.office)):
        if name and phrase.kind == "person":
            yield _mention(name, role, subject=name is phrase.name), name


def _institution(long: Key, short: Key, words: Vocabulary) -> bool:
    """Tell whether a long and a bracketed short form are an institution's: three or more initials, no given name."""
    letters = "".join(short)
    return len(letters) > 2 and letters == initials_of(long) and long[0] not in words.given  # noqa: PLR2004


def trimmed(runs: Sequence[Run], small: AbstractSet[str], words: Vocabulary) -> tuple[Run, ...]:
    """Take the function word off runs that open a sentence ("Menurut Bahlil"), unless it is a name elsewhere.

    A common noun goes too ("Desakan Bahlil") where the rest is a name without it inside another sentence.

    Args:
        runs: the runs of an article.
        small: the words that the article writes small.
        words: the vocabulary.
    """
    inner = {word.lower for run in runs for word in (run.words[1:] if run.opens else run.words)}
    named = {lowered(run.words) for run in runs if not run.opens or len(run.words) == 1}
    kept: list[Run] = []
    for run in runs:
        first = run.words[0]
        if (
            not run.opens
            or first.lower in inner
            or first.text == first.text.upper()
            or not _is_common(run, small, named, words)
        ):
            kept.append(run)
        elif len(run.words) > 1:
            fronted = first.lower in words.prepositions  # "Untuk Rina Wulandari, ia …": she opens no sentence
            kept.append(run._replace(words=run.words[1:], opens=not fronted))
    return tuple(kept)


def _is_common(run: Run, small: AbstractSet[str], named: AbstractSet[Key], words: Vocabulary) -> bool:
    """Tell whether the first word of a run that opens a sentence is a common one there."""
    first = run.words[0].lower
    if first in words.function_words:
        return True
    return first in small or words.owned(first, small) if len(run.words) == 1 else _described(run, named, words)


def _described(run: Run, named: AbstractSet[Key], words: Vocabulary) -> bool:
    """Tell whether a run is a noun and a name that stands without it: ``Desakan Bahlil``, not ``Menteri Bahlil``."""
    head = run.words[0].lower
    titled = words.roles.match((head,)) or words.orgs.match((head,))
    known = not named.isdisjoint({lowered(run.words[1:]), (run.words[1].lower,)})  # ``Wajah Rina Sari``, ``Rina``
    return known and not titled and words.common(head)


def gather_evidence(
    outlined: Sequence[tuple[Run, Outline, Key]],
    sources: Sequence[Span],
    words: Vocabulary,
    places: Sequence[str],
    begin: frozenset[str],
) -> Evidence:
    """Count what stands alone, and keep every run, what stands behind a locative and who speaks, in lower case.

    With each run goes the title that opens its sentence and leads to it. Those whose speech ``begin`` tells of are no
    places.
    """
    runs = [run for run, _, _ in outlined]
    single = [run.words[0] for run in runs if len(run.words) == 1 and not run.words[0].acronym]
    spoken, voiced = {(source.start, source.stop) for source in sources}, Extents.of(sources)
    voices = frozenset(word.lower for word in single if (word.start, word.stop) in spoken)
    bodies = (
        outline
        for run, outline, _ in outlined
        if _is_medium(run, words) or (outline.body and not voiced.holds(run.start, run.stop))
    )
    # ``Kementerian Perdagangan (Kemdag)``: that may speak, too
    shorts = frozenset(run.bracket[0].lower for run, outline, _ in outlined if outline.body and len(run.bracket) == 1)
    whole = frozenset(
        outline.low
        for run, outline, _ in outlined
        if len(run.words) > 1
        and not role_before(run, words)
        and (run.opens or run.before or not voiced.holds(run.start, run.stop))  # else a bracket parts it
    )
    return Evidence(
        alone=dict(Counter(word.lower for word in single)),
        runs=whole,
        firsts=frozenset([low[0] for low in whole]),
        surnames=frozenset([word for low in whole if low[0] in words.given for word in low[1:]]),
        places=_places(outlined, words, places) - voices - begin,
        voices=voices,
        inside=frozenset(run.words[0].lower for run in runs if len(run.words) == 1 and not run.opens),
        bodies=shorts.union({word for outline in bodies for word in _of_body(outline, voices)} - voices - words.given),
        units=frozenset([outline.unit for _, outline, _ in outlined if outline.unit]),
    )


def _places(outlined: Sequence[tuple[Run, Outline, Key]], words: Vocabulary, told: Sequence[str]) -> frozenset[str]:
    """Return the words of the places ``told``, and what stands behind a locative or the head of a place."""
    runs = [run for run, _, _ in outlined]
    whole = frozenset([outline.low for _, outline, _ in outlined if len(outline.low) > 1])
    located = (run for run in runs if run.before and run.before[-1] in words.locatives and not _has_hyphen(run))
    headed = (run.words[1] for run in runs if len(run.words) == 2 and run.words[0].lower in words.locatives)  # noqa: PLR2004
    return frozenset(
        [
            *(run.words[0].lower for run in located),
            *(word.lower for word in headed),
            *(word for _, outline, _ in outlined for word in outline.placed),
            *(word for run, outline, lead in outlined for word in _governed(run, outline, lead, whole, words)),
            *(word for place in told for word in place.lower().split()),
        ]
    )


def _has_hyphen(run: Run) -> bool:
    """Tell whether a run is a family name and a given one with a hyphen: ``anggota parlemen | Park Sun-won``."""
    return len(run.words) == 2 and HYPHENATED.fullmatch(run.words[1].text) is not None  # noqa: PLR2004


def _governed(run: Run, outline: Outline, lead: Key, runs: AbstractSet[Key], words: Vocabulary) -> Key:
    """Return what stands between an office and a name: ``Kades | Tirtosari | Wahid Maulani``.

    A name is known by its first word, or stands alone elsewhere among ``runs``.
    """
    low = outline.name.low
    known = len(low) > 1 and low[1] in words.given
    # of two words the second must be a known first name: ``Camat Hergun Wirasena`` may be a name alone
    if not (known or len(low) > 2) or low[0] in words.given or outline.name.covered[0]:  # noqa: PLR2004
        return ()
    role = (lead or role_before(run, words)) + outline.low[: outline.role]
    ends = [role[-length:] for length in (1, 2, 3)]
    first = next((at for at, word in enumerate(low) if word in words.given), 0)
    if role and (alone := _before_run(low, runs)):
        return alone
    if any(end in words.local for end in ends):  # ``Kades | Keban Lamo | Ujang Sopiandi``
        return low[:first] if 1 < first <= AFFILIATION and first + 1 < len(low) else low[:1]
    named = 0 < first <= AFFILIATION and first + 1 < len(low) and not any(outline.name.covered[:first])
    body = role[-1:] and role[-1] in words.orgs.single  # ``Ketua Komisi | Orang Hilang | Rina Sari``
    return low[:first] if named and (body or any(end in words.affiliated for end in ends)) else ()


def _before_run(low: Key, runs: AbstractSet[Key]) -> Key:
    """Return the first words of a tail whose rest, two words or more, is a run elsewhere; empty if there is none."""
    return next((low[:at] for at in range(1, AFFILIATION + 1) if len(low) > at + 1 and low[at:] in runs), ())


def _of_body(outline: Outline, voices: AbstractSet[str]) -> Key:
    """Return the words of a run with an organisation that are no person's who speaks and whose name ends it.

    Example: ``Dewan Sandi Norwegia`` of ``Dewan Sandi Norwegia Astrid Halvorsen``.
    """
    low, covered = outline.low, outline.name.covered
    if low[-1] not in voices or not any(covered):
        return low
    return low[: len(low) - covered[::-1].index(True)]


def _is_somebody(text: str, run: Run, words: Vocabulary) -> bool:
    """Tell whether even initials are a person's by what stands beside them: ``RD (34)``, ``pria berinisial RD``.

    So is whom a title with a full stop leads to (``dr. Rina``), and who is told to be something (``Rina, penyiar,``).
    """
    if has_age(run.bracket) or words.namings.match(run.before[-1:]):
        return True
    if text[run.start - 2 : run.start] == ". ":
        dotted = DOTTED.search(text, max(0, run.start - DOTTED_REACH), run.start)
        if dotted is not None and dotted[1] in words.honorifics:
            return True
    if text[run.stop : run.stop + 2] != ", ":  # as it mostly is
        return False
    told = run.opens and is_called(APPOSED.match(text, run.stop), words)
    told = told or is_agent(text, run, words)
    return told or AGE.match(text, run.stop) is not None


def _is_medium(run: Run, words: Vocabulary) -> bool:
    """Tell whether a run is called a medium: ``majalah Lentera Malam``."""
    return words.descriptions.get(run.before[-1:]) in MEDIA


def read_run(
    text: str, run: Run, outline: Outline, words: Vocabulary, evidence: Evidence
) -> tuple[Found | None, Found | None]:
    """Return the person and the organisation that a run of capitalised words names, each None if it names none."""
    name, low = outline.name, outline.name.low
    named_after = outline.low[0] in words.locatives and words.roles.match(outline.low, 1)  # ``Jalan Kapten Muslihat``
    if not low or run.titles or named_after:
        return None, None
    tail = run.words[outline.tail :]
    lead = () if run.title else evidence.leads.get(run.start, ())
    role = (lead or run.title or role_before(run, words)) + outline.low[: outline.role]
    role = role or accused_before(text, run, words)
    linked = run.before[-1:] and run.before[-1] in words.org_links  # "Deputi Penindakan dan Eksekusi Rina Wulandari"
    mixed = role or linked or belongs_elsewhere(name, words, evidence)
    cut = where_name_begins(name, words, evidence, role) if mixed else 0
    surely = name.organised and not (cut and is_certain(low[cut:], words, evidence))
    if not role and (surely or _is_site(run, outline, words)):
        cut = None
    stop = len(tail) if cut is None else cut
    start = next((at for at in name.heads if at < stop), None)
    side = cut is not None and cut + 1 == len(low) and low[cut] in words.place_tails - words.given
    if cut is not None and (side or low[cut] in words.negation):
        cut = None  # a headline: "Air Sungai Kelawi Tak Lagi Jernih"; a side: "Orang-orang Selatan"
    if cut is not None and len(set(low[cut:])) < len(low[cut:]):
        cut = None  # "Rina Wulandari Rina W." is a caption run into the text, not a name
    if cut is None and len(low) == 1 and low[0] in evidence.initials:
        cut, start = 0, None
    person = None
    if cut is not None:
        begins = run.start not in evidence.members and acts(text, run, words)
        person = _found(run, tail[cut:], role + low[:cut], subject=bool(lead) or begins)
    organisation = None if start is None else _found(run, tail[start:stop], (), subject=run.opens)
    return person, organisation


def _is_site(run: Run, outline: Outline, words: Vocabulary) -> bool:
    """Tell whether a run is the name of a place or house, its head small or not: ``jalan | Ahmad Yani``."""
    small = next((size for size in (1, 2, 3) if run.before[-size:] in words.sites), 0)
    return small > 0 or words.sites.match(outline.low) > 0


def _found(run: Run, name: tuple[Word, ...], role: Key, *, subject: bool) -> Found:
    return _mention(name, role, subject=subject, joined=run.joined), name


def _mention(name: tuple[Word, ...], role: Key, *, subject: bool, joined: bool = False) -> Mention:
    return Mention(key_of(name), name[0].start, name[-1].stop, role, subject, joined)
