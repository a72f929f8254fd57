"""What is said of a claim, by language: a file of ``i18n/`` in, texts out; no such word stands in Python."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import field, frozen

from claimtrack.errors import ClaimtrackError

DEFAULT = "en"


@frozen
class Texts:
    """The texts of one language.

    Args:
        code: BCP 47 code, the name of the file.
        tables: table -> key -> text with ``{placeholders}``.
    """

    code: str
    tables: Mapping[str, Mapping[str, str]] = field(repr=False)

    def __call__(self, table: str, key: object, **values: object) -> str:
        """Return the text of ``key`` in ``table`` with ``values`` filled in.

        Example:
            >>> texts("en")("credibility", 6)
            'cannot be judged'
        """
        return self.tables[table][str(key)].format(**values)


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages, sorted."""
    names = (path.name for path in files("claimtrack.compare").joinpath("i18n").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def texts(code: str = DEFAULT) -> Texts:
    """Return the texts of the language ``code``.

    Raises:
        ClaimtrackError: there is no such language.
    """
    if code not in languages():
        msg = f"{code}: no such language; there are {', '.join(languages())}"
        raise ClaimtrackError(msg)
    source = files("claimtrack.compare").joinpath("i18n", f"{code}.toml").read_text(encoding="utf-8")
    return Texts(code, tomllib.loads(source))
