"""Language packs: a folder of grammars and word lists in, one frozen `Pack` out.

A pack is data: ``pack.toml``, ``*.lark`` and ``lexicon/*.txt|toml``. Nothing here knows a word of any language.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast

from attrs import field, frozen

from claimtrack.errors import PackError
from claimtrack.model import Stance
from claimtrack.sections import Section, read_section

CUE_FIELDS = ("form", "type", "class", "stance", "polarity", "link", "lemma", "example")
SEPARATOR = "|"
TELLING = frozenset({"saying", "explaining", "reporting", "adding", "asserting"})  # classes of cues that only tell
DISPUTING = frozenset({"denying", "admitting"})  # classes of what somebody says of a claim


@frozen
class Cue:
    """One line of ``cues.txt``: a form of a reporting word and what it does.

    Args:
        form: the lower-case word without clitic.
        type: the token type that the grammar sees.
        cls: semantic class (saying, denying, finding …).
        stance: how far the reporter stands behind the content.
        denies: the cue itself negates its content.
        link: what must follow: ``free`` nothing in particular, ``clause`` a clause of its own or a mark, ``marked`` a
            mark
            (complementiser, colon, quotation), ``quote`` a quotation.
        lemma: dictionary form.
        example: a sentence that contains the form.
        contexts: word patterns in which it is no cue; ``_`` stands for the form.
        line: line number in the file, from 1.
        neighbours: a word of each context; where none of them is near, no context fits. Follows from ``contexts``.
    """

    form: str
    type: str
    cls: str
    stance: Stance
    denies: bool
    link: str
    lemma: str
    example: str
    contexts: tuple[tuple[str, ...], ...]
    line: int
    neighbours: frozenset[str] = field(init=False, eq=False, repr=False)

    @neighbours.default
    def _neighbours(self) -> frozenset[str]:
        return frozenset(max(context, key=lambda word: (word != "_", len(word))) for context in self.contexts)


@frozen(eq=False)
class Pack:
    """A language as data; each is itself only, so that it can key a cache, which caches ask often.

    Args:
        lang: the language code, the name of the folder.
        path: the folder.
        settings: ``pack.toml``.
        version: first 16 hex digits of the SHA-256 over all files, so results can be traced to their rules.
        cues: form -> its cue lines in file order.
        lists: name of a word list -> its entries in file order, lower case, each a tuple of words.
        calibration: ``confidence.toml``: rule -> style -> how many were read on gold and how many right; may be empty.
        remarks: name of a word list -> entry -> its note.
        singles: name of a word list -> its one-word entries; follows from ``lists``.
    """

    lang: str
    path: Path
    settings: dict[str, Any]
    version: str
    cues: dict[str, tuple[Cue, ...]] = field(repr=False)
    lists: dict[str, tuple[tuple[str, ...], ...]] = field(repr=False)
    calibration: dict[str, dict[str, dict[str, int]]] = field(repr=False)
    remarks: dict[str, dict[tuple[str, ...], str]] = field(repr=False)
    singles: dict[str, frozenset[str]] = field(init=False, repr=False)

    @singles.default
    def _singles(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(row[0] for row in rows if len(row) == 1) for name, rows in self.lists.items()}

    def words(self, name: str) -> frozenset[str]:
        """Return the one-word entries of a list, lower case; empty if the pack has no such list."""
        return self.singles.get(name, frozenset())

    def phrases(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return all entries of a list, each as a tuple of lower-case words, in file order."""
        return self.lists.get(name, ())

    def notes(self, name: str) -> dict[tuple[str, ...], str]:
        """Return entry -> what stands behind its ``|``, for the entries of a list that have a note."""
        return self.remarks.get(name, {})

    def grammar(self, name: str) -> str:
        """Return the text of ``<name>.lark``.

        Raises:
            PackError: the pack has no such grammar.
        """
        path = self.path / f"{name}.lark"
        if not path.is_file():
            msg = f"{path}: grammar not found; a pack needs {name}.lark"
            raise PackError(msg)
        return path.read_text(encoding="utf-8")


def packs_folder() -> Path:
    """Return the folder that holds the packs: in an installed wheel inside the package, in a checkout beside it."""
    here = Path(__file__).parent
    for folder in (here / "grammars", here.parent / "grammars"):
        if folder.is_dir():
            return folder
    msg = f"{here / 'grammars'}: no language packs found; reinstall claimtrack"
    raise PackError(msg)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that are installed, sorted."""
    return tuple(sorted(path.parent.name for path in packs_folder().glob("*/pack.toml")))


@cache
def load_pack(lang: str) -> Pack:
    """Load the pack of a language, once.

    Args:
        lang: a language code such as the names of the folders under ``grammars/``.

    Raises:
        PackError: there is no such pack, or a file of it is malformed; the message names file and line.
    """
    folder = packs_folder() / lang
    if not (folder / "pack.toml").is_file():
        msg = f"no language pack {lang!r} in {packs_folder()}; there are: {', '.join(languages()) or 'none'}"
        raise PackError(msg)
    return read_pack(folder)


def read_pack(folder: Path) -> Pack:
    """Read the pack in a folder.

    Raises:
        PackError: a file is missing or malformed.
    """
    settings = read_section(folder / "pack.toml")
    check_settings(settings)
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".toml", ".lark", ".txt"})
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    tables = {path.stem: read_list(path) for path in files if path.suffix == ".txt" and path.stem != "cues"}
    return Pack(
        lang=folder.resolve().name,
        path=folder,
        settings=dict(settings.data),
        calibration=_read_calibration(folder / "confidence.toml"),
        version=digest.hexdigest()[:16],
        cues=read_cues(folder / "lexicon" / "cues.txt"),
        lists={name: tuple(entry for entry, _ in rows) for name, rows in tables.items()},
        remarks={name: {entry: note for entry, note in rows if note} for name, rows in tables.items()},
    )


def check_settings(data: Section) -> None:
    """Ask ``pack.toml`` for every setting that a pack needs, and for those that it may have where it has them.

    A language without clitics, or without prefixes that make verbs, has empty lists of them.
    """
    for key in ("name", "language", "licence"):
        data.text(key)
    morphology = data.section("morphology")
    for key in ("clitics", "verb_prefixes", "passive_prefixes", "object_clitic_prefixes"):
        morphology.words(key)
    morphology.whole("verb_minimum")
    for key in {"particles", "suffixes"} & morphology.data.keys():
        morphology.words(key)
    if "nominal_circumfixes" in morphology.data:
        morphology.word_pairs("nominal_circumfixes")
        morphology.whole("nominal_minimum")
    if "prefixes" in morphology.data:
        prefixes = morphology.section("prefixes")
        for prefix in prefixes.data:
            prefixes.get(prefix, "a list of letters, one of which may be empty", _are_texts, ())
    if "lists" in data.data:
        data.section("lists").word_pairs("may_share")


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _read_calibration(path: Path) -> dict[str, dict[str, dict[str, int]]]:
    """Read the counts behind confidence; a pack without them is not calibrated."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (OSError, ValueError) as error:
        msg = f"{path}: {error}"
        raise PackError(msg) from error


def any_of(phrases: Iterable[str], *, blank: str = " ") -> str:
    """Return a pattern of any of some phrases; it fits nothing if there are none.

    They are grouped by their first letter, so that at most places of a text all are ruled out at once; those of one
    letter keep their order.

    Args:
        phrases: the phrases, none of them empty.
        blank: a pattern of what may stand where they have a blank.
    """
    groups: dict[str, list[str]] = {}
    for phrase in phrases:
        groups.setdefault(phrase[0], []).append(blank.join(map(re.escape, phrase[1:].split(" "))))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(group)})" for first, group in groups.items()) or r"(?!)"


def entry_lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines of a lexicon file that are entries, with their numbers from 1.

    Raises:
        PackError: the file cannot be read as UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path}: {error}"
        raise PackError(msg) from error
    return [
        (number, line.strip())
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def read_list(path: Path) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Read a word list: one word or phrase a line and, behind ``|``, a note."""
    rows = (line.partition(SEPARATOR) for _, line in entry_lines(path))
    return tuple((tuple(entry.lower().split()), note.strip()) for entry, _, note in rows)


def read_cues(path: Path) -> dict[str, tuple[Cue, ...]]:
    """Read ``cues.txt`` into form -> cue lines.

    Raises:
        PackError: a line has not eight or nine fields.
    """
    cues: dict[str, list[Cue]] = {}
    for number, line in entry_lines(path):
        fields = [part.strip() for part in line.split(SEPARATOR)]
        if len(fields) not in {len(CUE_FIELDS), len(CUE_FIELDS) + 1}:
            wanted = " | ".join(CUE_FIELDS)
            msg = f"{path}:{number}: {len(fields)} fields, expected {len(CUE_FIELDS)}: {wanted} [| contexts]"
            raise PackError(msg)
        form, kind, cls, stance, polarity, link, lemma, example = fields[: len(CUE_FIELDS)]
        contexts = fields[len(CUE_FIELDS)].split(";") if len(fields) > len(CUE_FIELDS) else []
        patterns = tuple(tuple(part.lower().split()) for part in contexts if part.strip())
        cue = Cue(form, kind, cls, cast("Stance", stance), polarity == "-", link, lemma, example, patterns, number)
        cues.setdefault(form, []).append(cue)
    return {form: tuple(lines) for form, lines in cues.items()}
