"""What can be wrong in the word lists of a pack beside ``cues.txt``: their entries, and lists that nothing reads."""

from collections.abc import Iterator

from claimtrack.check.files import CUES, Fault, Folder

AS_WRITTEN = frozenset({"abbreviations", "degrees", "furniture"})
PERSONS, PERSON = frozenset({"pronouns", "clitics"}), {("1",), ("2",), ("3",)}
# Every list that some stage asks a pack for.
NAMES = """
abbreviations accused addressees affiliated_offices alias_markers alias_tails amounts anaphora appositions articles
aux causatives choices circles claim_predicates claim_stopwords clitics closers closing_adverbs companions
complementizers concepts conditionals consequences contrasts copulas corrections credits cues degrees demonstratives
descriptions details drift emphases epithets existentials fields furniture gerunds given_names givings honorifics
inclusions indefinites institutions intensifiers issued light_verbs local_offices locatives manners modality
name_openings name_particles namings negation nonverbs noun_modifiers occasion offices openers org_links org_words
orgs owners particles passing_roles place_abbreviations place_heads place_tails places plain_titles polarity posts
press pronouns prospects questions rank_tails ranks regencies relations relatives requests role_abbreviations roles
sacred sites source_kinds speech_occasions starters temporals then time time_tails time_units titles topics turns
unsaid unspoken_times
"""
READ = frozenset(NAMES.split())


def lists(folder: Folder) -> Iterator[Fault]:
    """Something reads every list; its entries are in lower case where they are compared so, and none stands twice."""
    for name, source in folder.lists.items():
        if name not in READ:
            yield source.at(1, "nothing reads this list; those that are read stand in claimtrack/check/lists.py")
        if name == CUES:
            continue
        seen: dict[tuple[str, ...], int] = {}
        for number, fields in source.entries:
            entry = fields[0]
            if not entry:
                yield source.at(number, "no word before the first |")
            elif name not in AS_WRITTEN and entry != entry.lower():
                yield source.at(number, f"{entry!r} has capital letters; write it in lower case")
            elif name in PERSONS and fields[1:2] not in PERSON:
                yield source.at(number, f"{entry!r} needs its person behind |: 1, 2 or 3")
            elif fields in seen:
                yield source.at(number, f"{entry!r} stands twice: line {seen[fields]} has it already")
            seen.setdefault(fields, number)
