"""Sources with a name, a title or an epithet: a `Scene` and an index in, an `Answer` out; no reference is followed."""

import re
from bisect import bisect_left
from collections.abc import Set as AbstractSet

from claimtrack.model import Span
from claimtrack.resolve.marks import DOMAIN
from claimtrack.resolve.phrase import Phrase
from claimtrack.resolve.roster import Key, Party, as_name, initials_of, key_of, name_text
from claimtrack.resolve.runs import lowered, tokens
from claimtrack.resolve.scene import Answer, Scene, short_form
from claimtrack.resolve.segments import OPENING
from claimtrack.resolve.words import GENERIC, KIN, SLASH

SITE = re.compile(rf"(?<![\w@.-])(?:[\w-]+\.)*{DOMAIN}$", re.IGNORECASE)
HANDLE = re.compile(r"(?<!\()@\w+(?:\.\w+)*")
HEAD_GLUED = re.compile(r"(?<![^\s])([a-z]{4,})([A-Z]\w+)$")  # ``lamanLembahNews``
TAIL_GLUED = re.compile(r"^([A-Z]{2,})([a-z]{2,})$")  # ``KBLpada``
SHORTEST, FOREIGN = 3, re.compile(r"[A-Z]{3,}")  # letters of an acronym that the name does not spell
BRACKET = re.compile(r"\s*\([^()]*\)")
ITSELF = "The source names itself."


def named_person(scene: Scene, at: int) -> Answer:
    """Name a person: the fullest name the article gives for this one, without titles."""
    phrase = scene.phrases[at]
    key, spoken = key_of(phrase.name), name_text(scene.text, phrase.name)
    if _is_relation(scene, phrase):
        return Answer(None, f"“{scene.source(at).text}” tells whose role it is, not who holds it.", person=True)
    body = scene.roster.organisation(key) is not None or scene.registry.is_body(spoken)
    fitting = scene.roster.fitting(key)
    if not phrase.role and (body or (scene.called.fuller(phrase.name) and all(party.key == key for party in fitting))):
        return named_organisation(scene, at)
    if not fitting:
        return Answer(spoken, ITSELF, person=True)
    if phrase.role and all(party.key == key for party in fitting):  # ``Kepala Puskesmas | Kalumata``, a place
        office = phrase.role + lowered(phrase.name)
        held = [party for party in holders(scene, office, scene.source(at)) if office in party.roles]
        if len(held) == 1:
            return _only_holder(scene, at, held[0])
    party = scene.roster.who(key)
    if party is None:
        names = " and ".join(party.name for party in fitting)
        return Answer(None, f"“{spoken}” fits {names}; nothing decides between them.", person=True)
    return short_form(key, party, spoken)


def _is_relation(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a name stands only as the owner of a role: ``pengacara Iwan`` where Iwan is known otherwise.

    Who has the role towards somebody (``Pengacara Iwan, Calvin Wijaya``) is meant by it when the name is his own.
    """
    role, key = tuple(word for word in phrase.role if word not in scene.words.indefinites), key_of(phrase.name)
    if not role and _is_headed_by_kin(scene, phrase):
        return True
    if not phrase.direct or role not in scene.words.relations:
        return False
    titles = scene.roster.titles(key)
    if any(own[: len(role)] == role and own != role for own in titles):
        return False
    return any(own != role for own in titles) or any(len(party.key) > len(key) for party in scene.roster.fitting(key))


def _is_headed_by_kin(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a name that opens a sentence is a relative's word and a name known otherwise: ``Putri | Rani``."""
    key, lead = key_of(phrase.name), scene.text[: phrase.name[0].start].rstrip(' "“')[-1:]
    kin = len(key) > 1 and scene.words.circle.bonds.get(key[:1]) == KIN and lead in OPENING
    return kin and any(party.key[0] == key[1] for party in scene.roster.fitting(key[1:]))


def named_organisation(scene: Scene, at: int) -> Answer:
    """Name an organisation: by the short form that the article introduces, if it does, and the place of the branch."""
    answer, spoken = _short_organisation(scene, at), scene.source(at).text
    branch = scene.branches.get(answer.name or "")
    if not branch:
        return answer
    if len(spoken) < len(branch):
        return Answer(branch, f"“{spoken}” is the article's short form of {branch}.", answer.told)
    return Answer(branch, f"The article introduces {branch} for “{spoken}”.", answer.told)


def _short_organisation(scene: Scene, at: int) -> Answer:
    """Name an organisation by the short form that the article introduces, if it does."""
    phrase = scene.phrases[at]
    key, spoken = key_of(phrase.name), name_text(scene.text, phrase.name)
    nicknamed = [person for person in scene.roster.fitting(key) if key in person.aliases]
    if len(nicknamed) == 1:
        return short_form(key, nicknamed[0], spoken)
    party = scene.roster.organisation(key)
    if party is not None and key_of(party.name.split()) != key:
        return Answer(party.name, f"The article introduces {party.name} for “{spoken}”.", party.told)
    country = scene.words.places.match(key) == len(key)  # ``Serbia`` is no part of ``Uni Eropa-Serbia``
    person = scene.roster.who(key) if party is None and not country else None
    if person is not None and len(person.key) > len(key):
        return short_form(key, person, spoken)
    whole = BRACKET.sub("", scene.source(at).text).strip()
    source = _before_place(scene, scene.source(at).text)
    short = _bracketed(source, spoken) or _bracketed(source, whole)
    if short:
        return Answer(short, f"{short} stands in brackets behind “{whole}”.")
    entry = scene.registry.lookup(whole) if whole != spoken else None
    if entry is not None and entry != scene.registry.lookup(spoken):  # ``Survei Geologi Amerika Serikat``
        return Answer(whole, ITSELF)
    fuller = scene.called.fuller(phrase.name)
    if fuller is not None:
        return Answer(fuller, f"“{spoken}” is the article's short form of {fuller}.", scene.first_mention(fuller))
    entry = scene.registry.lookup(spoken)
    if entry is not None and len(entry.name) < len(spoken) and not spoken.casefold().startswith(entry.name.casefold()):
        told = scene.first_mention(entry.name)
        if told is not None:
            return Answer(entry.name, f"{entry.name} is the short name of “{spoken}” and stands in the article.", told)
    return Answer(as_name(spoken), ITSELF)


def _before_place(scene: Scene, source: str) -> str:
    """Return a source without the country behind its short form: ``Kepala Staf Gabungan (JCS) | Korea Selatan``."""
    short = BRACKET.search(source)
    behind = tuple(source[short.end() :].lower().split()) if short else ()
    placed = bool(behind) and scene.words.places.match(behind) == len(behind)
    return source[: short.end()] if short and placed else source


def _bracketed(source: str, name: str) -> str:
    """Return the acronym in brackets behind a name, empty if none stands there.

    Two letters are one if capitals of the name spell them; more may be those of another language (``OCHA``).
    """
    short = BRACKET.search(source)
    letters = short[0].strip(" ()") if short else ""
    capitals = "".join(word[0] for word in name.split() if word[0].isupper())
    foreign = FOREIGN.fullmatch(letters) and source.endswith(")") and len(name.split()) >= SHORTEST
    return letters if len(letters) > 1 and (foreign or letters == capitals) else ""


def by_acronym(scene: Scene, at: int) -> Answer | None:
    """Return the body whose acronym of another language ends a source that describes it: ``pasukan PBB (UNIFIL)``.

    What the words of the source spell is their own short form: ``pekerja migran Indonesia (PMI)``.
    """
    spoken = scene.source(at).text
    short = BRACKET.search(spoken)
    if short is None or short.end() < len(spoken) or not FOREIGN.fullmatch(letters := short[0].strip(" ()")):
        return None
    words = tokens(spoken[: short.start()])
    initials = iter("".join(word.lower[:1] for word in words))
    spelt = all(letter in initials for letter in letters.lower())
    if spelt or not any(word.capital for word in words[1:]):
        return None
    return Answer(letters, f"{letters} stands in brackets behind “{spoken[: short.start()]}”.")


def known_body(scene: Scene, at: int) -> Answer | None:
    """Return the body that the registry knows by a source's words, or by the short form in brackets behind them."""
    spoken = scene.source(at).text
    short = BRACKET.search(spoken)
    for name in (BRACKET.sub("", spoken).strip(), short[0].strip(" ()") if short else ""):
        entry = scene.registry.lookup(name) if len(name.split()) > 1 or name.isupper() else None
        if entry is not None and scene.registry.is_body(name):
            party = scene.roster.organisation(key_of(name.split()))
            acronym = _bracketed(_before_place(scene, spoken), BRACKET.sub("", spoken).strip())
            return Answer(acronym or (party.name if party else name), ITSELF)
    return None


def outlet(scene: Scene, at: int) -> Answer | None:
    """Name an account or outlet: by its handle, its domain, or without the small word that a page has glued to it.

    None if it has nothing of these.
    """
    spoken = scene.source(at).text
    account = HANDLE.search(spoken)
    if account is not None and len(scene.phrases[at].name) < 2:  # noqa: PLR2004 - no ``Rina Wulandari @rina``
        behind = [word for word in tokens(spoken[account.end() :]) if word.lower not in scene.words.demonstratives]
        if not behind:
            return Answer(account[0], f"The account calls itself {account[0]}.", person=True)
    site = SITE.search(spoken)
    if site is not None and scene.phrases[at].kind in {"other", "description", "document"}:
        return Answer(_without_head(site[0], scene.words.orgs.single), "The source is a site.")
    glued, tail = HEAD_GLUED.search(spoken), TAIL_GLUED.search(spoken)
    if glued is not None and glued[1] in scene.words.orgs.single:
        return Answer(glued[2], f"“{glued[1]}” is glued to {glued[2]}.")
    if tail is not None and tail[2] in scene.words.function_words | scene.words.locatives:
        return Answer(tail[1], f"“{tail[2]}” is glued to {tail[1]}.")
    return None


def _without_head(site: str, heads: AbstractSet[str]) -> str:
    """Return a domain without the word for a site that is glued to it: ``lamanlembah.co``."""
    name = site.partition(".")[0]
    head = next((name[:at] for at in range(4, len(name) - 2) if name[:at] in heads), "")
    return site.removeprefix(head)


def epithet(scene: Scene, at: int) -> Answer | None:
    """Return whom an epithet of the press means (``badan mata-mata Seoul itu``), None if the source is none."""
    source = scene.source(at)
    if not source.text.lower().startswith(scene.words.epithet_heads):
        return None
    low = lowered(tokens(source.text))
    name = scene.words.epithets.get(low[:-1] if low[-1] in scene.words.demonstratives else low)
    if name is None:
        return None
    return Answer(name, f"“{source.text}” is an epithet of {name}.", scene.first_mention(name))


def of_kind(scene: Scene, low: Key, start: int) -> Answer | None:
    """Return the only body of the article of a kind that has no country: ``badan mata-mata itu`` is the NIS.

    Of one kind are bodies told of before ``start`` whose epithets have the same second word, and those that are named
    by it, even later.
    """
    epithets, kind = scene.words.epithets, low[1:2]
    names = {name for epithet, name in epithets.items() if epithet[1:2] == kind}
    alike = {epithet[1] for epithet, name in epithets.items() if name in names and len(epithet) > 1}
    bodies = scene.roster.organisations if names else ()
    found = {
        party.name: party
        for party in bodies
        if (party.name in names and party.told.start < start)
        or any(not alike.isdisjoint(key) for key in (party.key, *party.aliases))
    }
    if len(found) != 1:
        return None
    name, party = next(iter(found.items()))
    return Answer(name, f"“{' '.join(low)}” is {name}, the only one of its kind in the article.", party.told)


def coordinated(scene: Scene, at: int) -> Answer | None:
    """Name several people in one source (``Fajar/Fikri``, ``Rina dan Budi``), None if the source is one party."""
    source = scene.source(at)
    for link in scene.words.links:
        if link not in source.text:
            continue
        parts = source.text.split(link)
        if len(parts) != 2 or not all(part.strip() for part in parts):  # noqa: PLR2004 - two names and a link
            continue
        names = [_one_of(scene, part) for part in parts]
        if link == SLASH and names[1] and not names[0]:  # ``Ganda putri Samaraya Nirmala Hapsari/Ayu Lestiani``
            names[0] = _behind_title(scene, parts[0])
        if all(names):
            return Answer(link.join(name for name in names if name), "The source names several people.")
    return None


def _behind_title(scene: Scene, part: str) -> str | None:
    """Return who is named at the end of a phrase, by two words or more, None if nobody is."""
    words = [word for word in tokens(part) if word.text[0].isalnum()]
    ends = (key_of(words[at:]) for at in range(1, len(words) - 1) if words[at].capital)
    return next((party.name for end in ends if (party := scene.roster.who(end)) is not None), None)


def _one_of(scene: Scene, part: str) -> str | None:
    words = [word for word in tokens(part) if word.text[0].isalnum()]
    if not words or not all(word.capital for word in words) or scene.words.orgs.match(lowered(words)):
        return None
    party = scene.roster.who(key_of(words))
    return party.name if party else None


def titled(scene: Scene, at: int) -> Answer:
    """Name the holder of a title that stands alone (``Menhan``), if the article calls exactly one person so."""
    phrase, source = scene.phrases[at], scene.source(at)
    found = holders(scene, phrase.role, source)
    if scene.words.descriptions.get(phrase.head) in GENERIC:
        found = [party for party in found if phrase.role in party.roles]
        called = None if found else _called(scene, phrase.role, source)
        if called is not None:
            return Answer(called.name, f"{called.name} is the one the article calls so.", called.told, person=True)
    accused = scene.words.circle.accused
    if not found and phrase.role and accused.issuperset(phrase.role):  # ``pelaku SP (47)``, then ``Tersangka``
        found = [one for one in scene.roster.people if any(role and accused.issuperset(role) for role in one.roles)]
    last = source.text.split()[-1]
    nicknamed = scene.roster.who(key_of([last])) if not found and last.isupper() else None
    if nicknamed is not None and key_of([last]) in nicknamed.aliases:  # ``Menko AHY``
        return short_form(key_of([last]), nicknamed, source.text)
    if len(found) == 1:
        return _only_holder(scene, at, found[0])
    if found:
        names = " and ".join(party.name for party in found)
        return Answer(None, f"“{source.text}” fits {names}; nothing decides between them.", person=True)
    return Answer(None, f"“{source.text}” is a role; no holder of it was found in the article.", person=True)


def _only_holder(scene: Scene, at: int, party: Party) -> Answer:
    reason = f"{party.name} is the only one the article calls “{scene.source(at).text}”."
    return Answer(party.name, reason, party.told, person=True)


def _called(scene: Scene, role: Key, source: Span) -> Party | None:
    """Return the last who was given a title before whose holder a plain word calls: ``hakim`` of a presiding judge.

    Where nobody was yet, it is the only one who is given such a title at all.
    """
    given = scene.plain.get(role, ())
    before = bisect_left(given, source.start, key=lambda pair: pair[0])
    if before:
        return given[before - 1][1]
    only = {party for _, party in given}
    return only.pop() if len(only) == 1 else None


def holders(scene: Scene, role: Key, source: Span) -> list[Party]:
    """Return the people who hold a title: those with exactly it, else those whose title begins with it.

    Nobody holds a title because of a name inside the phrase that is asked about.
    """
    wanted = scene.words.written_out(role)
    if not wanted:
        return []
    found = [
        (party, title)
        for party, title, mention in scene.titles.get(wanted, ())
        if not (source.start <= mention.start and mention.stop <= source.stop)
    ]
    exact = [party for party, title in found if title == wanted]
    return list(dict.fromkeys(exact or [party for party, _ in found])) or _by_initials(scene, wanted, source)


def _by_initials(scene: Scene, wanted: Key, source: Span) -> list[Party]:
    """Return who holds a title that ends with a body written short: ``Rektor UI``, the Rektor Universitas Indonesia."""
    short = wanted[-1]
    given = scene.titles.get(wanted[:-1], ()) if len(wanted) > 1 and source.text.split()[-1].isupper() else ()
    whole = (party for party, title, _ in given if initials_of(title[len(wanted) - 1 :]) == short)
    return list(dict.fromkeys(whole))


def holders_of_more(scene: Scene, role: Key, source: Span) -> list[Party]:
    """Return who holds a title that a description begins with, and nobody whose title goes on in other words.

    ``Ketua Persanga … itu`` is no ``Ketua Komisi Sungai``.
    """
    found = holders(scene, role, source)
    spoken = [word for word in tokens(source.text) if word.text[0].isalnum()]
    behind = spoken[scene.words.roles.match(lowered(spoken)) :]
    if not found or not behind or not behind[0].capital or scene.words.places.match(lowered(behind)):
        return found
    wanted, more = scene.words.written_out(role), frozenset(lowered(behind))
    titles = ((party, scene.words.written_out(title)) for party in found for title in party.roles)
    rests = ((party, title[len(wanted) :]) for party, title in titles if title[: len(wanted)] == wanted)
    return list(dict.fromkeys(party for party, rest in rests if not rest or not more.isdisjoint(rest)))
