"""Whom a source told it to: an attribution in, the agency or outlet named behind ``kepada`` out.

``kata Rina kepada Reuters, dikutip Antara`` passed through Reuters. Only the press is a link of the chain; what was
told to reporters, a court or a child went nowhere that is known.
"""

import re
from functools import cache

from claimtrack.model import Attribution, Span
from claimtrack.packs import Pack
from claimtrack.resolve.registry import load_registry

PRESS_KINDS = frozenset({"news_agency", "outlet", "state_media"})
REACH = 6  # words behind the marker among which a name may stand
WORDS = re.compile(r"[^\W_][\w.&'’-]*")


@cache
def _marker(pack: Pack) -> re.Pattern[str]:
    """Compile what stands between a source or cue and whom it is told to."""
    words = "|".join(sorted(map(re.escape, pack.words("addressees"))))
    return re.compile(rf"(?:{words})\b" if words else r"(?!)", re.IGNORECASE)


def addressee(text: str, attribution: Attribution, pack: Pack) -> tuple[Span, str] | None:
    """Return the agency or outlet that a source told something to, with its canonical name; None where none is named.

    Args:
        text: the article.
        attribution: it is looked for right behind its source or cue, whichever stands last.
        pack: the language.
    """
    last = max(attribution.cue.stop, attribution.source.stop if attribution.source else 0)
    found = _marker(pack).match(text, last + 1)
    return _press(text, found.end(), pack) if found else None


def _press(text: str, start: int, pack: Pack) -> tuple[Span, str] | None:
    """Return the first agency or outlet of the registry among the words behind ``start``, the longest name of it."""
    line = text.find("\n", start)
    borders = [at for mark in ',;"“' if (at := text.find(mark, start)) >= 0]
    stop = min([line if line >= 0 else len(text), *borders])
    words = [match.span() for match in WORDS.finditer(text, start, max(start, stop))][:REACH]
    registry = load_registry(pack)
    for first, (begins, _) in enumerate(words):
        for _, ends in reversed(words[first:]):
            entry = registry.lookup(text[begins:ends]) if text[begins].isupper() else None
            if entry is not None and entry.kind in PRESS_KINDS:
                return Span.of(text, begins, ends), entry.name
    return None
