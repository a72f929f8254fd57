"""The story of a claim in, lines as a person would want to read them out, in a language of ``i18n/``."""

from collections.abc import Iterator

from attrs import frozen

from claimtrack.compare.origins import explain
from claimtrack.compare.relating import Mention
from claimtrack.compare.story import Drifted, Shared, Story
from claimtrack.compare.wording import DEFAULT, Texts, texts

MARKS = " \"“”',"


def tell(story: Story, lang: str = DEFAULT) -> Iterator[str]:
    """Yield the lines of ``story``: what is claimed, how it stands, who worded it how, what changes, who is silent.

    Ids stand in square brackets; `claimtrack claims` takes them.

    Args:
        story: of a claim.
        lang: code of the language to tell it in.

    Raises:
        ClaimtrackError: there is no such language.
    """
    yield from _Teller(texts(lang)).lines(story)


@frozen
class _Teller:
    """Who tells a story in one language."""

    texts: Texts

    def say(self, key: str, **values: object) -> str:
        """Return a text of the story."""
        return self.texts("story", key, **values)

    def lines(self, story: Story) -> Iterator[str]:
        """Yield the lines of ``story``."""
        yield f"{quoted(story.mentions[0].text)}  [{story.cluster}]"
        yield from self._standing(story)
        yield ""
        shared = {words.proposition: words for words in story.shared}
        for mention in story.mentions:
            yield from self._mention(mention, shared.get(mention.proposition))
        if story.drifts:
            yield ""
            yield f"  {self.say('drifts')}"
            yield from map(self._drift, story.drifts)
        if story.silent:
            yield ""
            yield f"  {self.say('silent', outlets=', '.join(story.silent))}"

    def _standing(self, story: Story) -> Iterator[str]:
        """Yield how many places the claim comes from and what follows."""
        counts = story.counts
        origins = str(counts.n_origins_max)
        if counts.n_origins_min != counts.n_origins_max:
            origins = self.say("between", least=counts.n_origins_min, most=counts.n_origins_max)
        yield f"  {self.say('counts', outlets=counts.n_outlets, origins=origins, groups=counts.n_origin_groups)}"
        standing = self.texts("standing", counts.corroboration)
        if counts.contested:
            standing = self.say("contested", standing=standing)
        yield f"  {standing}. {explain(counts, self.texts)}"
        if counts.credibility:
            words = self.texts("credibility", counts.credibility)
            yield f"  {self.say('credibility', n=counts.credibility, words=words)}"

    def _mention(self, mention: Mention, shared: Shared | None) -> Iterator[str]:
        """Yield one wording: where and when, from whom, its words, and how it relates to the first."""
        source = mention.source or self.say("nobody")
        if mention.pronoun:
            source = self.say("pronoun", word=mention.source)
        source = source if mention.core else self.say("besides", source=source)
        place = f"{self._day(mention.published)}  {mention.outlet or mention.document}"
        yield f"  {place}: {source}  [{mention.proposition}]"
        yield f"      {quoted(mention.text)}"
        if mention.relation and mention.relation.tells:
            yield f"      {self._relation(mention)}"
        if shared:
            key = "shared_credited" if shared.credit else "shared"
            published = self._day(shared.published)
            yield f"      {self.say(key, outlet=shared.outlet, published=published, credit=shared.credit)}"

    def _relation(self, mention: Mention) -> str:
        """Return how a wording relates to the first, with the words that this rests on."""
        relation = mention.relation
        if relation is None:
            return ""
        kind = self.texts("relation", relation.kind)
        if not relation.after and not relation.before:
            return kind
        after, before = (quoted(part) if part else self.say("unmarked") for part in (relation.after, relation.before))
        return self.say("relation", relation=kind, after=after, before=before)

    def _drift(self, drift: Drifted) -> str:
        """Return what changes, with both words."""
        words = self.say(
            "drift",
            kind=self.texts("drift", drift.kind),
            origin=drift.origin,
            softer=quoted(drift.softer),
            softer_outlet=drift.softer_outlet,
            softer_published=self._day(drift.softer_published),
            harder=quoted(drift.harder),
            harder_outlet=drift.harder_outlet,
            harder_published=self._day(drift.harder_published),
        )
        return f"    {words}"

    def _day(self, published: str) -> str:
        return published or self.say("undated")


def quoted(text: str) -> str:
    """Return ``text`` on one line in quotation marks."""
    words = " ".join(text.split()).strip(MARKS)
    return f"“{words}”"
