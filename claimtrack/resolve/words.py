"""The words that resolution works with: the `Vocabulary` of a pack, and small questions about a word.

Everything is lower case unless said otherwise. A list that a pack lacks is empty: resolution then knows less, and
leaves more sources open.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from attrs import field, frozen

from claimtrack.attribute.written import WRITTEN
from claimtrack.packs import any_of
from claimtrack.resolve.phrases import Phrases, Row

PASSIVE = 6  # letters of the shortest passive verb
LONG_PREPOSITION = 5  # letters
LONG_STEM = 5  # letters before a clitic from which no name ends so ("Instagramnya", but "Sonya", "Kenya")
OWNED = WRITTEN - {"statute"}  # whose word it is can be told
OFFICIAL = "official"
GENERIC = frozenset({"generic", OFFICIAL})
PEOPLE = frozenset({"person", "child", "anonymous"}) | GENERIC
KIN = "KIN"
SLASH = "/"  # it joins two names of one source
MEDIA = frozenset({"agency", "paper", "site"})
COMPANIES = frozenset({"company", "firm"})
NAMELESS = frozenset({"site", "firm"})  # heads that are no part of a name
BODIES = MEDIA | COMPANIES | {"organisation"}


class Affixes(NamedTuple):
    """What words begin and end with.

    Args:
        suffixes: what may stand behind a root.
        passive: what a passive verb begins with.
        active: what any other verb begins with.
    """

    suffixes: tuple[str, ...]
    passive: tuple[str, ...]
    active: tuple[str, ...]


class Circle(NamedTuple):
    """Words that tell whoever speaks from those round him.

    Args:
        owners: words before whose something is.
        companions: words before who is only beside him, or one of several.
        beside: words for those whom a conjunction joins to him.
        single: indefinites behind which only one stands.
        accused: words for the one whom a case is about.
        sides: indefinites behind which a body is meant itself ("pihak KPK").
        bonds: roles towards one person that tell whose a name behind them is -> `KIN` or ``COUNSEL``.
    """

    owners: frozenset[str]
    companions: frozenset[str]
    beside: frozenset[str]
    single: frozenset[str]
    accused: frozenset[str]
    sides: frozenset[str]
    bonds: Mapping[Row, str]


class Unheld(NamedTuple):
    """What stands before a name like an office and is none.

    Args:
        ranks: ranks of several words ("komisaris besar polisi").
        addresses: forms of address that name neither rank nor calling ("pak").
        untold: roles that tell nothing of their holder alone: to whom he is it, or of what ("ayah", "anggota").
    """

    ranks: frozenset[Row]
    addresses: frozenset[str]
    untold: frozenset[Row]


@frozen(eq=False)
class Vocabulary:
    """Word lists of a pack in the shape that resolution asks them; one a pack, so that it can key a cache.

    Args:
        roles: titles and offices, also several words.
        honorifics: forms of address and ranks, one word each.
        orgs: words that head the name of an organisation.
        abbreviated: words that are written with a full stop ("Moh.", "Dr.").
        appositions: words that part a name from what is told of it.
        intermediaries: words between one who speaks and who speaks for him.
        org_links: lower-case words inside the name of an organisation.
        conjunctions: words that join the last of several to the others.
        places: countries, provinces, cities.
        inner: words that complete an office ("Luar Negeri", "Utama") or the name of an organisation ("Tbk").
        closing: words inside the name of an organisation and never in a person's ("Tbk"): it ends behind the last.
        nominals: nouns made of other words by what stands before and behind ("Kebencanaan"): fields, never names.
        given: frequent first words of personal names.
        firms: those of them that many a company ends with ("jaya").
        legal: legal forms, behind which the name of a firm always goes on ("pt").
        locatives: words before the name of a place.
        where: those of them that tell where something is ("di").
        sites: heads of the names of places and houses that are called after somebody or something ("jalan", "rs").
        place_heads: heads of a place inside a title; the word behind belongs to it.
        place_tails: last words of the name of a place; the word before belongs to it.
        particles: lower-case words inside a personal name.
        openings: beginnings of names, two words each, that look like something else ("I Wayan").
        degrees: academic degrees behind a name.
        articles: words that open a description of somebody known ("sang").
        demonstratives: words that close a description that points back.
        indefinites: words that open a phrase about nobody in particular.
        institutions: heads of institutions that a country has once.
        descriptions: head of a description -> what it can point at.
        local: offices of places that no list can hold ("kepala desa").
        affiliated: offices of clubs, towns and firms that no list can hold ("pelatih").
        relations: role towards one person -> what its holder calls that person.
        unheld: what is no office of whom it stands before.
        plain_titles: title -> the plain word by which its holder is called as well ("hakim").
        abbreviations: short title or place in one -> the words of the long one.
        epithets: epithet -> canonical name, in its own case.
        alias_markers: words between two names of one party.
        alias_tails: words behind a name that say it is what somebody told of before is called ("sapaannya").
        clitics: pronouns that are written together with the word before.
        pronouns: pronoun -> person ("1", "2" or "3") and number ("sg" or "pl").
        times: names of days and other words of time.
        occasion: what opens an adjunct; what follows it is no subject.
        tellings: reporting words that are no given names, places or fields: none stands inside a name.
        namings: words between what somebody is and what he is called.
        choices: links between alternatives; alone they equate an organisation and its acronym only.
        turns: words by which somebody begins to speak.
        verbs: forms of reporting words: what holds one is no title.
        function_words: frequent lower-case words that a sentence may open with.
        roots: words of the concepts that claims are compared by: common words, names only by chance.
        affixes: what words begin and end with.
        relatives: words that open a relative clause.
        agents: prepositions before who does what a passive tells.
        issued: passives of what its author does with a document.
        anaphora: what stands for something that was told.
        circle: what tells who speaks from those round him.
        sacred: first words of names of whom nothing goes on to speak ("allah").
        negation: words that say that something is not so.
        prepositions: the first words of what opens an adjunct; follows from ``occasion``.
        occasions: those that open one by themselves ("kepada", not "berbeda" of "berbeda dengan"); likewise.
        links: what may stand between two names of one source, blanks included; follows from ``org_links``.
        epithet_heads: the first words of the epithets; follows from ``epithets``.
        unnamed: what is no part of a name; follows from ``times`` and ``tellings``.
        glued: what no long name ends with; follows from ``prepositions`` and ``alias_markers``.
        headings: what an organisation, a place or a title begins with; follows from ``orgs``, ``places``, ``roles``.
        titling: what a title that leads to a name may begin with; follows from ``roles`` and ``indefinites``.
        turn: finds the phrases of ``turns``.
    """

    roles: Phrases
    honorifics: frozenset[str]
    orgs: Phrases
    abbreviated: frozenset[str]
    appositions: frozenset[str]
    intermediaries: frozenset[str]
    org_links: frozenset[str]
    conjunctions: frozenset[str]
    places: Phrases
    inner: frozenset[str]
    closing: frozenset[str]
    nominals: re.Pattern[str]
    given: frozenset[str]
    firms: frozenset[str]
    legal: frozenset[str]
    locatives: frozenset[str]
    where: frozenset[str]
    sites: Phrases
    place_heads: frozenset[str]
    place_tails: frozenset[str]
    particles: frozenset[str]
    openings: Phrases
    degrees: frozenset[str]
    articles: frozenset[str]
    demonstratives: frozenset[str]
    indefinites: frozenset[str]
    institutions: Phrases
    descriptions: Mapping[Row, str]
    local: Phrases
    affiliated: Phrases
    relations: Mapping[Row, Row]
    unheld: Unheld
    plain_titles: Mapping[Row, Row]
    abbreviations: Mapping[Row, Row]
    epithets: Mapping[Row, str]
    alias_markers: Phrases
    alias_tails: Phrases
    clitics: frozenset[str]
    pronouns: Mapping[str, tuple[str, str]]
    times: frozenset[str]
    occasion: Phrases
    tellings: frozenset[str]
    namings: Phrases
    choices: frozenset[str]
    turns: Phrases
    verbs: frozenset[str]
    function_words: frozenset[str]
    roots: frozenset[str]
    affixes: Affixes
    relatives: frozenset[str]
    agents: frozenset[str]
    issued: frozenset[str]
    anaphora: Phrases
    circle: Circle
    sacred: frozenset[str]
    negation: frozenset[str]
    prepositions: frozenset[str] = field(init=False, repr=False)
    occasions: frozenset[str] = field(init=False, repr=False)
    links: tuple[str, ...] = field(init=False, repr=False)
    epithet_heads: tuple[str, ...] = field(init=False, repr=False)
    unnamed: frozenset[str] = field(init=False, repr=False)
    glued: tuple[str, ...] = field(init=False, repr=False)
    headings: frozenset[str] = field(init=False, repr=False)
    titling: frozenset[str] = field(init=False, repr=False)
    turn: re.Pattern[str] = field(init=False, repr=False)

    @prepositions.default
    def _prepositions(self) -> frozenset[str]:
        return frozenset(self.occasion.by_first)

    @occasions.default
    def _occasions(self) -> frozenset[str]:
        return self.occasion.single

    @links.default
    def _links(self) -> tuple[str, ...]:
        return (SLASH, *sorted(f" {word} " for word in self.org_links))

    @epithet_heads.default
    def _epithet_heads(self) -> tuple[str, ...]:
        return tuple(sorted({epithet[0] for epithet in self.epithets}))

    @unnamed.default
    def _unnamed(self) -> frozenset[str]:
        return self.times | self.tellings

    @headings.default
    def _headings(self) -> frozenset[str]:
        return frozenset([*self.orgs.by_first, *self.places.by_first, *self.roles.by_first])

    @titling.default
    def _titling(self) -> frozenset[str]:
        return self.indefinites.union(self.roles.by_first)

    @turn.default
    def _turn(self) -> re.Pattern[str]:
        return re.compile(rf" (?:{any_of(sorted(' '.join(turn) for turn in self.turns.every)) or '$.'})\b")

    @glued.default
    def _glued(self) -> tuple[str, ...]:
        prepositions = (word for word in self.prepositions if len(word) >= LONG_PREPOSITION)
        return tuple(sorted(self.alias_markers.single.union(prepositions)))

    def written_out(self, role: Row) -> Row:
        """Return a title with its abbreviations written out, without ranks."""
        words: list[str] = []
        at = 0
        while at < len(role):
            length = next((n for n in (3, 2, 1) if role[at : at + n] in self.abbreviations), 0)
            words.extend(self.abbreviations[role[at : at + length]] if length else role[at : at + 1])
            at += length or 1
        return tuple(word for word in words if word not in self.honorifics)

    def is_rank(self, role: Row) -> bool:
        """Tell whether a title is none but ranks and forms of address, which name no office."""
        return role in self.unheld.ranks or self.honorifics.issuperset(role)

    def office(self, role: Row) -> Row:
        """Return the title or office among the words before a name; empty if they are none.

        What stands before it goes (``seorang``, the body of another), degrees and forms of address before the name do:
        ``ketua`` of ``Ketua Prof. Dr.``.
        """
        last = len(role)
        while last and self._is_addressed(role[last - 1]):
            last -= 1
        first = next((at for at in range(last) if self._is_titled(role, at)), last)
        return role[first:last] if role[first:last] not in self.unheld.untold else ()

    def _is_addressed(self, word: str) -> bool:
        """Tell whether a word before a name is a degree or only addresses somebody."""
        return word in self.unheld.addresses or (word in self.degrees and word in self.honorifics)

    def _is_titled(self, role: Row, at: int) -> bool:
        """Tell whether a title begins at an index: no form of address, but whose mother she is may be told."""
        addressed = role[at] in self.unheld.addresses and (role[at],) not in self.relations
        return self.roles.match(role, at) > 0 and not addressed and role[at] not in self.indefinites

    def opens_name(self, low: Row, at: int = 0) -> bool:
        """Tell whether a name begins at an index with what looks like a title: ``Pak Jong Chon``, ``Pak Sung-guk``."""
        halves = low[at + 1].split("-") if at + 2 == len(low) else []
        hyphened = len(halves) == 2 and low[at] in self.openings.by_first and not set(halves) & self.given  # noqa: PLR2004
        return hyphened or self.openings.match(low, at) > 0

    def is_passive(self, word: str) -> bool:
        """Tell whether a word is a passive verb by its prefix and its length."""
        return len(word) >= PASSIVE and word.startswith(self.affixes.passive)

    def completes(self, word: str) -> bool:
        """Tell whether a word completes an office or the name of an organisation and is no part of a person's."""
        listed = word in self.inner or word in self.place_heads
        return listed or (word not in self.given and self.nominals.fullmatch(word) is not None)

    def several(self, word: str) -> bool:
        """Tell whether a word doubles a title or the head of a description: ``Media-media``, nobody in particular."""
        first, _, second = word.partition("-")
        return first == second and ((first,) in self.descriptions or self.roles.match((first,)) > 0)

    def common(self, word: str) -> bool:
        """Tell whether a word is a common one by its root or its circumfix (``desakan``), and no given name."""
        made = self.nominals.fullmatch(word) is not None
        rooted = not self.roots.isdisjoint([word, *(word.removesuffix(suffix) for suffix in self.affixes.suffixes)])
        return word not in self.given and (made or rooted)

    def owned(self, word: str, small: AbstractSet[str] = frozenset()) -> bool:
        """Tell whether a word is a common noun with a possessive clitic (``Timnya``), not a name (``Sonya``).

        Args:
            word: in lower case.
            small: words that are known to be common ones, beside titles and heads of organisations.
        """
        stems = [word.removesuffix(clitic) for clitic in self.clitics if word.endswith(clitic)]
        return any(
            len(stem) >= LONG_STEM
            or stem in small
            or self.common(stem)
            or self.roles.match((stem,))
            or self.orgs.match((stem,))
            for stem in stems
        )
