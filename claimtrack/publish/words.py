"""Words that readers see, dates and numbers: a language file in, strings out; no word stands in Python.

A language is one file of ``i18n/``; adding a file adds a language.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from functools import cache, lru_cache
from importlib.resources import files

from attrs import field, frozen

DEFAULT_LANGUAGE = "id"
LONGEST_REASON = 1000


@frozen
class Words:
    """One language of the pages.

    Args:
        code: BCP 47 code, the name of the file.
        texts: dotted key -> text with ``{placeholders}``.
        months: twelve month names, January first.
        zones: offset from UTC in minutes -> name of the time zone.
        reasons: (pattern of a reason as the database holds it, the text for it), in the order to try them.
        degrees: what ``{value}`` of a reason may be -> how readers call it.
    """

    code: str
    texts: Mapping[str, str]
    months: tuple[str, ...]
    zones: Mapping[int, str]
    reasons: Sequence[tuple[re.Pattern[str], str]] = ()
    degrees: Mapping[str, str] = field(factory=dict)

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of ``key`` with ``values`` filled in; the key itself where no text is known.

        A number ``n`` of 1 takes the text ``key_one`` where the language has one.
        """
        if values.get("n") in (1, "1"):
            key = f"{key}_one" if f"{key}_one" in self.texts else key
        text = self.texts.get(key)
        return key if text is None else text.format(**values) if values else text

    def value(self, field: str, value: object) -> str:
        """Return how readers call ``value`` of the closed set ``field``; the value itself where no word is known."""
        return self.texts.get(f"value.{field}.{value}", str(value))

    def reason(self, stored: object) -> str:
        """Return a reason of the extractor, which the database holds in English, in this language.

        Empty where this language has no text for it, as English has for none.

        Example:
            >>> languages()["id"].reason("“ia” points back to Rahmat.")
            '“ia” merujuk ke Rahmat.'
        """
        return _reason(self.code, str(stored)[:LONGEST_REASON])

    def number(self, number: float) -> str:
        """Return ``number`` with this language's separators; whole numbers without decimals.

        Example:
            >>> languages()["id"].number(1234567.5)
            '1.234.567,5'
        """
        english = f"{number:,}"
        return english.translate({44: self.texts["format.thousands"], 46: self.texts["format.decimal"]})

    def percent(self, part: float, whole: float) -> str:
        """Return ``part`` of ``whole`` as a whole percentage."""
        return self("format.percent", number=round(100 * part / whole) if whole else 0)

    def date(self, iso: str) -> str:
        """Return an ISO 8601 month, date or time as people write it; anything else unchanged.

        A time in a zone that has no name here is told in this language's own zone.

        Example:
            >>> languages()["id"].date("2026-08-29T22:00:00+07:00")
            '29 Agustus 2026, 22.00 WIB'
        """
        return _date(self.code, iso)

    def _date(self, iso: str) -> str:
        """Return an ISO 8601 month, date or time as people write it."""
        month_only = len(iso) == len("2026-08")
        try:
            moment = datetime.fromisoformat(f"{iso}-01" if month_only else iso)
        except ValueError:
            return iso
        if month_only:
            return self("format.month", month=self.months[moment.month - 1], year=moment.year)
        offset = moment.utcoffset()
        if offset is not None and offset / timedelta(minutes=1) not in self.zones:
            moment = _in_zone(moment, int(self.texts["format.home_zone"]))
            offset = moment.utcoffset()
        text = self("format.date", day=moment.day, month=self.months[moment.month - 1], year=moment.year)
        if len(iso) <= len("2026-08-29"):
            return text
        zone = "" if offset is None else self.zones[int(offset / timedelta(minutes=1))]
        clock = self("format.time", hour=moment.hour, minute=moment.minute)
        return f"{text}, {clock} {zone}".rstrip()


def _in_zone(moment: datetime, minutes: int) -> datetime:
    """Return ``moment`` in the zone ``minutes`` east of UTC; unchanged at the edges of the calendar."""
    try:
        return moment.astimezone(timezone(timedelta(minutes=minutes)))
    except OverflowError:
        return moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))


@cache
def languages() -> Mapping[str, Words]:
    """Return every language of the pages by its code, the default first."""
    folder = files("claimtrack.publish").joinpath("i18n")
    found = [
        _read(path.name, path.read_text(encoding="utf-8")) for path in folder.iterdir() if path.name.endswith("toml")
    ]
    return {
        words.code: words for words in sorted(found, key=lambda words: (words.code != DEFAULT_LANGUAGE, words.code))
    }


def _read(name: str, source: str) -> Words:
    """Return the language written in ``source``."""
    table = tomllib.loads(source)
    months, zones = tuple(table.pop("months")), {int(k): str(v) for k, v in table.pop("zones").items()}
    reasons = [(_pattern(entry["stored"]), entry["text"]) for entry in table.pop("reasons", [])]
    degrees = table.pop("degrees", {})
    return Words(name.removesuffix(".toml"), dict(_flat("", table)), months, zones, reasons, degrees)


def _pattern(stored: str) -> re.Pattern[str]:
    """Return a pattern of a reason in which ``{name}`` stands for any words."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(stored)), re.DOTALL)


@lru_cache(maxsize=4096)
def _date(code: str, iso: str) -> str:
    """Return a date in the language ``code``; the dates of a page come several times each."""
    return languages()[code]._date(iso)  # noqa: SLF001 -- what it remembers


@lru_cache(maxsize=4096)
def _reason(code: str, stored: str) -> str:
    """Return a stored reason in the language ``code``; empty where it has no text for it."""
    words = languages()[code]
    for pattern, text in words.reasons:
        found = pattern.fullmatch(stored)
        if found:
            said = found.groupdict()
            return text.format(**{**said, "value": words.degrees.get(said.get("value", ""), "")})
    return ""


def _flat(prefix: str, table: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the leaves of nested tables under dotted keys."""
    leaves: list[tuple[str, str]] = []
    for key, value in table.items():
        leaves += _flat(f"{prefix}{key}.", value) if isinstance(value, dict) else [(f"{prefix}{key}", str(value))]
    return leaves


def choose(asked: str | None, accepted: str, default: str = DEFAULT_LANGUAGE) -> Words:
    """Return the language for a reader.

    Args:
        asked: the code asked for in the address, if any; it wins where it exists.
        accepted: the header ``Accept-Language``; the language of highest weight that exists comes next.
        default: the code to fall back on.
    """
    known = languages()
    if asked is not None and asked in known:
        return known[asked]
    for code in _by_weight(accepted):
        if code in known:
            return known[code]
    return known.get(default, known[DEFAULT_LANGUAGE])


def _by_weight(header: str) -> list[str]:
    """Return the primary subtags of an ``Accept-Language`` header, the best liked first."""
    weighted: list[tuple[float, int, str]] = []
    for part in header[:500].split(","):
        tag, _, weight = part.partition(";q=")
        try:
            liked = float(weight) if weight else 1.0
        except ValueError:
            liked = 0.0
        if liked > 0:
            weighted.append((-liked, len(weighted), tag.strip().lower().split("-")[0]))
    return [code for _, _, code in sorted(weighted)]
