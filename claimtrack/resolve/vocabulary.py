"""The vocabulary of a pack: its lists in, one frozen `Vocabulary` out, built once a pack."""

import re
from functools import cache

from claimtrack.packs import SEPARATOR, Pack, entry_lines
from claimtrack.resolve.phrases import Phrases, Row
from claimtrack.resolve.words import BODIES, KIN, Affixes, Circle, Unheld, Vocabulary

BONDS = ((KIN,), ("COUNSEL",))  # what binds to one person and tells whose the name behind it is
OFFICES = (("COUNSEL",), ("OFFICE",))  # what somebody is without the other, too
# Lists of words that a sentence may open with.
OPENING = (
    "openers",
    "starters",
    "occasion",
    "time",
    "complementizers",
    "aux",
    "manners",
    "negation",
    "anaphora",
    "indefinites",
)


def rows(pack: Pack, name: str) -> tuple[Row, ...]:
    """Return the entries of ``lexicon/<name>.txt`` as fields in their own case; empty if there is no such list."""
    path = pack.path / "lexicon" / f"{name}.txt"
    if not path.is_file():
        return ()
    return tuple(tuple(part.strip() for part in line.split(SEPARATOR)) for _, line in entry_lines(path))


def _words(text: str) -> Row:
    return tuple(text.lower().split())


def _pairs(pack: Pack, name: str) -> dict[Row, Row]:
    return {_words(row[0]): _words(row[1]) for row in rows(pack, name) if len(row) > 1}


def _firsts(pack: Pack, *names: str) -> frozenset[str]:
    """Return every one-word entry of the lists and the first word of every longer one."""
    return frozenset(phrase[0] for name in names for phrase in pack.phrases(name) if phrase)


def _noted(pack: Pack, name: str, note: str) -> frozenset[str]:
    """Return the first words of the entries of a list that have one note, such as the particles of one token type."""
    return frozenset(word for (word, *_), own in pack.notes(name).items() if own == note)


def _pronouns(pack: Pack) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for row in (*rows(pack, "pronouns"), *rows(pack, "clitics")):
        features = " ".join(row[1:]).lower().split()
        person = next((part[0] for part in features if part[:1] in {"1", "2", "3"}), "3")
        number = "pl" if any(part.startswith("pl") for part in features) else "sg"
        found[row[0].lower()] = (person, number)
    return found


def _roots(pack: Pack) -> frozenset[str]:
    """Return the words of concepts but those of two letters, which are short for a name (``RI``) or one (``Ri``)."""
    forms = (form.strip() for forms in pack.notes("concepts").values() for form in forms.split(","))
    return frozenset(form for form in forms if len(form) > 2)  # noqa: PLR2004


@cache
def _described(pack: Pack) -> dict[Row, str]:
    return {_words(row[0]): row[1] for row in rows(pack, "descriptions") if len(row) > 1}


@cache
def vocabulary(pack: Pack) -> Vocabulary:
    """Return the words of a language pack for resolution, built once."""
    return Vocabulary(
        roles=_roles(pack),
        honorifics=pack.words("honorifics"),
        orgs=Phrases.of((*pack.phrases("orgs"), *(head for head, kind in _described(pack).items() if kind in BODIES))),
        abbreviated=pack.words("honorifics") | frozenset(_bare(word) for word in pack.words("abbreviations")),
        appositions=pack.words("appositions"),
        intermediaries=_noted(pack, "particles", "VIA"),
        org_links=pack.words("org_links"),
        conjunctions=_noted(pack, "particles", "CONJ"),
        places=Phrases.of((*pack.phrases("places"), *pack.phrases("regencies"))),
        inner=pack.words("fields") | pack.words("org_words"),
        closing=pack.words("org_words"),
        nominals=_nominals(pack),
        given=pack.words("given_names"),
        firms=_noted(pack, "given_names", "firm"),
        legal=_noted(pack, "orgs", "legal"),
        locatives=pack.words("locatives"),
        where=_noted(pack, "particles", "DI"),
        sites=Phrases.of(pack.phrases("sites")),
        place_heads=pack.words("place_heads"),
        place_tails=pack.words("place_tails"),
        particles=pack.words("name_particles"),
        openings=Phrases.of(pack.phrases("name_openings")),
        degrees=frozenset(_bare(word) for word in pack.words("degrees")),
        articles=pack.words("articles"),
        demonstratives=pack.words("demonstratives"),
        indefinites=pack.words("indefinites"),
        institutions=Phrases.of(pack.phrases("institutions")),
        descriptions=_described(pack),
        local=Phrases.of(pack.phrases("local_offices")),
        affiliated=Phrases.of(pack.phrases("affiliated_offices")),
        relations=_pairs(pack, "relations"),
        unheld=_unheld(pack),
        plain_titles=_pairs(pack, "plain_titles"),
        abbreviations=_pairs(pack, "role_abbreviations") | _pairs(pack, "place_abbreviations"),
        epithets={_words(row[0]): row[1] for row in rows(pack, "epithets") if len(row) > 1},
        alias_markers=Phrases.of(pack.phrases("alias_markers")),
        alias_tails=Phrases.of(pack.phrases("alias_tails")),
        clitics=pack.words("clitics"),
        pronouns=_pronouns(pack),
        times=pack.words("time"),
        occasion=Phrases.of(pack.phrases("occasion")),
        tellings=frozenset(pack.cues) - pack.words("given_names") - pack.words("places") - pack.words("fields"),
        namings=Phrases.of(pack.phrases("namings")),
        choices=pack.words("choices"),
        turns=Phrases.of(pack.phrases("turns")),
        verbs=frozenset(pack.cues),
        roots=_roots(pack),
        affixes=_affixes(pack),
        relatives=pack.words("relatives"),
        agents=_noted(pack, "particles", "BY"),
        issued=pack.words("issued"),
        anaphora=Phrases.of(pack.phrases("anaphora")),
        circle=_circle(pack),
        sacred=pack.words("sacred"),
        negation=pack.words("negation"),
        function_words=_firsts(pack, *OPENING) | {*pack.cues, *_pronouns(pack), *_noted(pack, "particles", "THEN")},
    )


def _roles(pack: Pack) -> Phrases:
    """Return the titles and offices, long and short."""
    abbreviations = _pairs(pack, "role_abbreviations")
    titles = (title for name in ("roles", "titles", "honorifics", "ranks") for title in pack.phrases(name))
    return Phrases.of((*titles, *abbreviations, *abbreviations.values()))


def _unheld(pack: Pack) -> Unheld:
    kin = {_words(row[0]) for row in rows(pack, "relations") if row[2:] not in OFFICES}
    parts = {entry for entry, note in pack.notes("roles").items() if note == "of"}
    return Unheld(frozenset(pack.phrases("ranks")), _noted(pack, "honorifics", "address"), frozenset(kin | parts))


def _circle(pack: Pack) -> Circle:
    beside = _noted(pack, "companions", "BESIDE")
    lists = (*pack.phrases("companions"), *pack.phrases("inclusions"))
    companions = frozenset(" ".join(phrase) for phrase in lists) - beside
    single, accused = _noted(pack, "indefinites", "one"), pack.words("accused")
    sides = _noted(pack, "indefinites", "body")
    bonds = {_words(row[0]): row[2] for row in rows(pack, "relations") if row[2:] in BONDS}
    return Circle(pack.words("owners"), companions, beside, single, accused, sides, bonds)


def _affixes(pack: Pack) -> Affixes:
    settings = pack.settings["morphology"]
    passive = tuple(settings.get("passive_prefixes", ()))
    active = tuple(prefix for prefix in settings["verb_prefixes"] if prefix not in passive)
    return Affixes(tuple(settings.get("suffixes", ())), passive, active)


def _nominals(pack: Pack) -> re.Pattern[str]:
    """Return the pattern of long words that a circumfix has made nouns."""
    settings = pack.settings["morphology"]
    shapes = "|".join(rf"{first}(?:[^\W\d_]|-)+{last}" for first, last in settings.get("nominal_circumfixes", ()))
    return re.compile(rf"(?=.{{{settings.get('nominal_minimum', 0)},}})(?:{shapes})")


def _bare(word: str) -> str:
    return word.replace(".", "").lower()
