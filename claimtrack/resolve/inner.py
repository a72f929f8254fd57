"""Inner: a noun phrase that only says something about one inside it in, what that one means out."""

from collections.abc import Callable, Sequence

from attrs import evolve

from claimtrack.attribute.written import WRITTEN
from claimtrack.resolve.phrase import Phrase, description_head
from claimtrack.resolve.runs import Word, lowered
from claimtrack.resolve.words import OWNED, PEOPLE, Vocabulary


def inner_phrase(
    start: int, stop: int, plain: Sequence[Word], read: Callable[[int, int], Phrase], words: Vocabulary
) -> Phrase | None:
    """Return what a phrase means that only says something about a phrase inside it, None if it is no such one."""
    owner = next((at for at in range(1, len(plain) - 1) if plain[at].text in words.circle.owners), 0)
    parted = any(word.text == "," for word in plain[owner:])  # ``televisi milik Grup Lembah, | Kabar Utara``
    owned = read(start, plain[owner - 1].stop) if owner and not parted else None
    somebody = owned and owned.kind == "indefinite"  # ``Seorang pegawai toko | milik Rina``
    if owned and (somebody or (owned.kind == "organisation" and words.descriptions.get(owned.head) not in WRITTEN)):
        return owned  # ``televisi Kabar Utara | milik Grup Lembah``
    between = next((word for word in plain[1:-1] if word.lower in words.intermediaries), None)
    if between:  # ``Kapolres Rahmat melalui Kasi Humas Dimas``: who speaks for the other
        principal, speaker = read(start, between.start), read(between.stop, stop)
        if speaker.kind != "person":
            return principal if principal.name else speaker
        named = principal.kind == "person"
        return evolve(speaker, other=principal.name, office=principal.role) if named else speaker
    if _are_two(start, stop, plain, read, words):
        return Phrase("group")
    return _also_called(start, stop, plain, read, words) or _of_other(stop, plain, read, words)


def _also_called(
    start: int, stop: int, plain: Sequence[Word], read: Callable[[int, int], Phrase], words: Vocabulary
) -> Phrase | None:
    """Return whom a name names that is told of: ``Peretas bernama Bjorka``, ``Jo, sapaan akrab Johan Weiss``."""
    called = _called(plain, words)
    if called and (behind := read(plain[called].start, stop)).kind == "person":
        return evolve(behind, role=lowered(plain[:called]) if not behind.role else behind.role)
    alias = _alias(plain, words)
    if alias and (first := read(start, plain[alias - 1].stop)).name:
        other = read(plain[alias + words.alias_markers.match(lowered(plain), alias)].start, stop)
        fuller = other.kind == "person" and len(first.name) == 1 < len(other.name) and not first.role
        return other if fuller else first  # ``Jo, sapaan akrab | Johan Weiss``
    return None


def _of_other(stop: int, plain: Sequence[Word], read: Callable[[int, int], Phrase], words: Vocabulary) -> Phrase | None:
    """Return whose side or whose writing speaks: ``kubu Rina``, ``Sebuah laporan PBB``, ``kami dari KPK``."""
    content = [word for word in plain if word.text[0].isalnum()]
    if len(content) < 2:  # noqa: PLR2004
        return None
    if content[0].lower in words.circle.sides and content[1].capital:
        body = read(content[1].start, stop)
        return evolve(body, kind="organisation") if body.name else None  # whoever it is, it is his side that speaks
    if (written := _written(content, words)) is not None:
        body = read(content[written[0]].start, content[written[1]].stop)
        country = words.places.match(lowered(body.name))  # ``keterangan berbahasa Portugis itu``
        return body if body.kind == "organisation" and not country else None
    if _has_origin(content, words):  # ``kami dari KPK``
        origin = read(content[2].start, stop)
        return origin if origin.kind == "organisation" else Phrase("pronoun", head=lowered(content[:1]))
    return None


def _are_two(
    start: int, stop: int, plain: Sequence[Word], read: Callable[[int, int], Phrase], words: Vocabulary
) -> bool:
    """Tell whether two speak, each with a title and a name of two words: ``Dr Rina Sari | dan | Dr Budi Raya``."""
    low = lowered(plain)
    for at in range(2, len(plain) - 2):
        joined = low[at] in words.conjunctions and plain[at - 1].capital
        if not joined or not (words.roles.match(low, at + 1) or low[at + 1] in words.honorifics):
            continue
        one, two = read(start, plain[at - 1].stop), read(plain[at + 1].start, stop)
        named = one.kind == two.kind == "person" and min(len(one.name), len(two.name)) > 1
        if named and one.name[-1].stop == plain[at - 1].stop:
            return True
    return False


def _written(content: Sequence[Word], words: Vocabulary) -> tuple[int, int] | None:
    """Return the first and last word of what was written without its article or determiner, None if it has neither.

    ``Sebuah | laporan PBB``, ``Laporan KPK | itu``: they are whose word they would be without it.
    """
    first = int(content[0].lower in words.indefinites)
    last = len(content) - 1 - (content[-1].lower in words.demonstratives and not content[-1].capital)
    head = description_head(lowered(content[first:]), words)
    pointed = first > 0 or last < len(content) - 1
    placed = any(word.lower in words.where for word in content)  # ``sebuah unggahan di Facebook``: nobody's
    known = words.descriptions.get(head) in OWNED and not placed
    return (first, last) if pointed and first < last and known else None


def _has_origin(content: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether a phrase is a plural first person and where it belongs: ``kami dari KPK``."""
    person = words.pronouns.get(content[0].lower)
    behind = content[1].lower if person == ("1", "pl") and len(content) > 2 else ""  # noqa: PLR2004 - and a name
    return behind in words.prepositions or behind in words.locatives


def _called(plain: Sequence[Word], words: Vocabulary) -> int:
    """Return the index of what somebody is called, 0 if that is not told: ``Peretas bernama | Bjorka``."""
    low = lowered(plain)
    for at in range(1, len(plain) - 1):
        length = words.namings.match(low, at)
        if length and at + length < len(plain) and plain[at + length].capital:
            kind = words.descriptions.get(description_head(low[:at], words), "person")
            named = at == 1 and plain[0].capital and low[0] in words.given  # ``Rahmat berjuluk Si Raja``
            named = named or low[at - 1] in words.choices  # ``Rahmat Hidayat atau | akrab disapa Amat``
            named = named or _apposed(plain, at, words)
            return at + length if kind in PEOPLE and not named and (at == 1 or not plain[at - 1].capital) else 0
    return 0


def _apposed(plain: Sequence[Word], at: int, words: Vocabulary) -> bool:
    """Tell whether a name that opens a phrase has a relative who is called so: ``Rina, ibu korban | bernama Budi``."""
    comma = next((i for i in range(at) if plain[i].text == ","), 0)
    name = plain[:comma]
    titled = words.roles.match(lowered(name)) or words.orgs.match(lowered(name))
    return bool(name) and all(word.capital for word in name) and not titled


def _alias(plain: Sequence[Word], words: Vocabulary) -> int:
    """Return the index of what gives a name another one (``Rina Wulandari | alias Wulan``), 0 if nothing does."""
    low = lowered(plain)
    for at in range(1, len(plain) - 1):
        length = words.alias_markers.match(low, at)  # ``atau akrab disapa Wulan``, not ``warga bernama Rina``
        other = (low[at] in words.choices and length == 1) or words.namings.match(low, at)
        length = 0 if other else length
        named = at - 1 - (at > 1 and plain[at - 1].text == ",")
        if length and plain[named].capital and at + length < len(plain) and plain[at + length].capital:
            return 0 if low[:at] in words.descriptions else at
    return 0
