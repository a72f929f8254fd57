"""Identifiers that stay the same across runs, machines and the order of ingest.

Each is made from what the thing is, never from a counter or a clock: text in, short ASCII string out.
"""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

DIGITS = 16
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_NOT_IN_CLAIM = re.compile(r"(?:[^\w%]|_)+")

_BLANKED = {code: " " for code in range(128) if _NOT_IN_CLAIM.match(chr(code))}


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits that name ``parts``; lone surrogates are allowed."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return sha256(joined).hexdigest()[:DIGITS]


def text_sha256(text: str) -> str:
    """Return the whole SHA-256 of ``text`` as 64 hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1 << 16)
def slug(name: str) -> str:
    """Return a readable identifier for ``name``: lower-case ASCII letters and digits joined by hyphens.

    Case, accents and punctuation are dropped, so spellings that differ only in those share one slug.
    A name with letters that ASCII cannot show keeps them apart by a digest at the end.

    Example:
        >>> slug("Harian Muara Biru")
        'harian-muara-biru'
    """
    letters = [c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c)]
    readable = _NOT_IN_SLUG.sub("-", "".join(letters)).strip("-")
    lost = [c for c in letters if not c.isascii() and c.isalnum()]
    if readable and not lost:
        return readable
    return "-".join(filter(None, (readable, digest(name)[:8])))


def normalise_claim(text: str) -> str:
    """Return ``text`` as claims are compared: compatibility forms folded, lower case, single spaces, no punctuation.

    Example:
        >>> normalise_claim('“Air  sudah surut,')
        'air sudah surut'
    """
    if text.isascii():  # as most are
        return " ".join(text.lower().translate(_BLANKED).split())
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _NOT_IN_CLAIM.sub(" ", folded).strip()
