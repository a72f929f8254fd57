"""Behind: a cue in, the phrase behind it that names the source out; `phrases` cuts, ``source.lark`` reads."""

from claimtrack.attribute.apposed import begins_content, explains, one_named
from claimtrack.attribute.asides import denies, is_all_said, skip_asides
from claimtrack.attribute.borders import SKIPPED, SOMEBODY
from claimtrack.attribute.clauses import NOMINAL, entries, unspoken_times
from claimtrack.attribute.found import Found
from claimtrack.attribute.objects import takes_object, worded
from claimtrack.attribute.phrase import Phrase
from claimtrack.attribute.phrases import phrases_behind
from claimtrack.attribute.view import View, first_word, type_at
from claimtrack.attribute.written import is_written, written_end
from claimtrack.parse import Frame, source_phrases
from claimtrack.tokens import ACTIVE_CUES
from claimtrack.tokens import PREDICATES as PREDICATE

STATE = 3  # letters of the short name of a country
UNKNOWN = 3  # names at least: of a place that nobody knows, and of who is there
TELLING_ASIDE = 5  # words at least of a circumstance that holds a clause
BRIDGED = 3  # phrases: who somebody is, what more is told of him, his name


def source_behind(view: View, start: int, *, whole: bool = True) -> Found | None:
    """Read the source that stands behind a cue, on from ``start``; only its first phrase if not whole."""
    if (quoted := worded(view, start)) is not None:
        return quoted
    phrases = of_then(view, phrases_behind(view.fine, start, lists=whole))
    outcome = source_phrases(tuple(phrase.terminal for phrase in phrases), view.pack)
    if outcome is None or outcome[1][0] != 0 or phrases[0].comma:
        return None
    rule, chosen = outcome[0], outcome[1] if whole else outcome[1][:1]
    if whole and rule == "pointed" and explains(view, phrases):
        chosen = (0, 1)
    while rule == "apposed" and len(chosen) > 1 and begins_content(view, phrases, chosen):
        bridge = phrases[chosen[-2]].terminal in {"RELATIVE", "C_ROLES"} and phrases[chosen[0]].terminal == "ROLES"
        chosen = chosen[: -1 - (bridge and len(chosen) == BRIDGED)]
    if named := one_named(view, phrases[0].first, phrases[chosen[-1]].last):
        return Found(phrases[0].first, named, "apposed", named)
    resume = chosen[-1] + 1
    while (
        resume < len(phrases) and _is_aside(view, phrases[resume]) and not _is_last_said(view, start, phrases[resume])
    ):
        free = phrases[0].type == "PRON" and phrases[resume].terminal == "C_RELATIVE"
        if free and type_at(view, phrases[resume].last + 1) not in NOMINAL:  # ``Menurut dia, | yang penting selamat``
            break
        resume += 1
    last, behind = phrases[chosen[-1]].last, phrases[resume - 1].last
    last = posted_end(view, phrases[0].first, last)
    last, behind = _with_carrier(view, (phrases[0].first, last), behind)
    if (more := max(_with_some(view, phrases[0].first, last), _closed(view, start, last, rule))) > last:
        last = behind = more
    if type_at(view, behind) == "AUX" and type_at(view, behind + 1) in {"COMMA", "END"}:  # ``kata Rahmat lagi, …``
        behind += 1
    return Found(phrases[0].first, last, rule, behind)


def which_end(view: View, first: int, last: int, index: int) -> int:
    """Return where a document ends with what tells which it is, ``last`` where nothing before ``index`` does."""
    return index if _tells_which(view, first, last, index) else _behind_which(view, first, last, index)


def _behind_which(view: View, first: int, last: int, index: int) -> int:
    """Return where a document's relative clause ends that alone tells which it is: ``Foto yang diambil Sari | memuat``.

    Not where words before or behind its noun tell that: ``Sebuah foto | yang …``, ``Laporan Antara | yang …``.
    """
    end = index - (type_at(view, index - 1) == "COMMA")
    while end < index and type_at(view, end - 1) in {"TIME", "COMMA"}:
        end -= 1
    kinds = [token.type for token in view.fine[last:end]]
    bare = first == first_word(view) and last == first + 1 and is_written(view, first)
    return end if bare and kinds[:1] == ["REL"] and len(kinds) > 1 and "COMMA" not in kinds else last


def _tells_which(view: View, first: int, last: int, index: int) -> bool:
    """Tell whether what stands between a document and its verb tells which it is: ``Studi | dalam Jurnal menemukan``.

    Not when it is from, nor where in it something stands: ``Laporan itu | dalam kesimpulannya menyebut``.
    """
    between = [token.type for token in view.fine[last:index]]
    plain = {"COMMA", "REL", "TIME", "NUM"}.isdisjoint(between) and view.fine[last - 1].type != "DET"
    return between[:1] in (["OCC"], ["DI"]) and plain and is_written(view, first)


def of_then(view: View, phrases: list[Phrase]) -> list[Phrase]:
    """Join an office to when it was held, before a name: ``Menteri Laut | saat itu, | Rina``, without a comma too."""
    then = entries(view.pack, "then")
    for at in range(1, len(phrases) - 1):
        office, time, name = phrases[at - 1 : at + 2]
        held = office.type in {"ROLES", "TITLED"} and type_at(view, office.first) == "ROLE" and time.type == "TIME"
        held = held and " ".join(token.low for token in view.fine[time.first : time.last]) in then
        if held and name.type in {"NAMES", "TITLED"}:
            if name.comma:
                return [*phrases[: at - 1], office._replace(last=time.last), *phrases[at + 1 :]]
            return [*phrases[: at - 1], office._replace(last=name.last), *phrases[at + 2 :]]
    return phrases


def posted_end(view: View, first: int, last: int) -> int:
    """Return where a source ends with the place of its office: ``Duta Besar Velgrad | di Norlandia``.

    Whose name or place is told already speaks there. Whom nobody names is known by it: ``sumber | di internal partai``.
    """
    kinds = (
        _in_circles(view, first, last) or _in_post(view, first, last) if type_at(view, last) == "DI" else frozenset()
    )
    end = last + 1
    while type_at(view, end) in kinds:
        end += 1
    behind = next((token.type for token in view.fine[end:] if token.type not in SKIPPED), "END")
    closed = behind not in PREDICATE | {"N", "ORG", "ROLE"}  # not ``Menurut Duta Besar di Muara ada …``
    known = type_at(view, last + 1) != "NAME" or end > last + UNKNOWN  # ``… di Telegram``, ``… di Samar Rina Astuti``
    return end if end > last + 1 and known and closed else last


def _in_circles(view: View, first: int, last: int) -> frozenset[str]:
    """Return of what kinds the words are that tell whose a nameless source is, none where another stands there."""
    first += type_at(view, first) == "QUANT"
    nameless = view.pack.notes("descriptions").get((view.fine[first].low,)) == "anonymous"
    inside = last + 1 < len(view.fine) and view.fine[last + 1].low in view.pack.words("circles")
    alone = last == first + 1
    return frozenset({"PLACE", "NAME", "N", "ORG", "DET"}) if nameless and inside and alone else frozenset()


def _in_post(view: View, first: int, last: int) -> frozenset[str]:
    """Return of what kinds the words are that tell where an office is held, none where no such office stands there.

    Its country or state may follow it: ``Konsulat Jenderal Republik Norlandia``, ``Perutusan Tetap Norlandia``,
    ``Atase Pertahanan RI``, ``Duta Besar Uni Norlandia``; who holds it may not.
    """
    known = entries(view.pack, "posts")
    post = next((i for i in range(last - 1, first - 1, -1) if view.fine[i].low in known), last)
    behind = [token.type for token in view.fine[post + 1 : last]]
    ahead = {token.type for token in view.fine[first:post]}
    if post == last or not ahead <= {"ROLE", "N"}:
        return frozenset()
    token = view.fine[last - 1]
    body = behind in (["NAME", "PLACE"], ["NAME"]) and type_at(view, post) != "ROLE"
    short = len(token.low) <= STATE and view.text[token.start : token.stop].isupper()
    state = behind[-1:] == ["NAME"] and short and set(behind) <= {"N", "NAME"}
    told = body or state or behind in ([], ["PLACE"], ["ORG"])
    return frozenset({"PLACE", "NAME"}) if told else frozenset()


def _with_some(view: View, first: int, last: int) -> int:
    """Return where who is among several who speak ends behind them: ``sejumlah warga, | termasuk Rina, | …``."""
    several = type_at(view, first) in {"QUANT", "ROLE"} and all(t.type != "NAME" for t in view.fine[first:last])
    several = several and first == first_word(view) + 1  # ``Dua puluh tewas, kata para pejabat, termasuk tiga anak``
    told = last + 2 < len(view.fine) and view.fine[last + 1].low in view.pack.words("inclusions")
    if not (several and told and type_at(view, last) == "COMMA" and type_at(view, last + 2) in SOMEBODY):
        return last
    end = next(i for i in range(last + 2, len(view.fine) + 1) if type_at(view, i) in {"COMMA", "END", "QUOTE"})
    named = [token.type for token in view.fine[last + 2 : end]]
    if type_at(view, end) != "COMMA":
        return last
    return end if PREDICATE.isdisjoint(named[: named.index("REL") if "REL" in named else end]) else last


def _closed(view: View, start: int, last: int, rule: str) -> int:
    """Return where the determiner of a noun ends that stands behind whose it is: ``kata istri lurah, Budi, | itu``.

    Before a content it is the first word of that: ``Menurut lurah, Budi, | itu di luar dugaan``.
    """
    closing = [type_at(view, index) for index in range(last, last + 3)]
    closed = closing[:2] == ["COMMA", "DET"] and closing[2] in {"COMMA", "END", "QUOTE", "OCC", "TIME", "DI"}
    fronted = start == 1 or type_at(view, start - 1) == "PREP"
    return last + 2 if rule == "apposed" and closed and not fronted else last


def _with_carrier(view: View, source: tuple[int, int], behind: int) -> tuple[int, int]:
    """Return where a source ends and where reading resumes, by what it is read in.

    A rule belongs to its law (``bunyi Pasal 1 | pada aturan itu``); where somebody's words are taken from is outside
    (``kata Andi | dari siaran pers``).
    """
    first, last = source
    if is_written(view, first):
        end = written_end(view, first)
        return max(last, end), max(behind, end)
    name = next((i for i in range(first, last - 1) if view.fine[i].type == "NAME"), last)
    # ``kata Andi | dari siaran pers``, ``kata Kapolres Andi | melalui Kasat Lantas Budi``
    particles, spoken = view.pack.notes("particles"), type_at(view, first - 1) == "INV"
    ends = (
        i
        for i in range(name, last - 1)
        if (view.fine[i].type == "FROM" and is_written(view, i + 1))
        or (spoken and particles.get((view.text[view.fine[i].start : view.fine[i].stop],)) == "VIA")
    )
    return next(ends, last), behind


def _is_aside(view: View, phrase: Phrase) -> bool:
    """Tell whether a phrase behind a source tells when or where; behind a comma it must end at another border.

    When nobody speaks is no aside: ``kata Rina, | untuk pertama kalinya warga datang``.
    """
    if phrase.comma and phrase.type == "TIME" and view.fine[phrase.first].low in unspoken_times(view.pack):
        return False
    if phrase.type == "CIRCUMSTANCE" and denies(view, phrase.first, phrase.last):
        return False
    if phrase.comma and phrase.type == "CIRCUMSTANCE":
        return type_at(view, phrase.last) in {"COMMA", "END", "QUOTE", "DASH", "TIME", "BRACKET"}
    return phrase.type in {"TIME", "CIRCUMSTANCE", "LOCATION", "RELATIVE", "BRACKET"}


def _is_last_said(view: View, start: int, phrase: Phrase) -> bool:
    """Tell whether a circumstance is all that is said: ``Menurut Rina, | di desa itu warga tidur``."""
    long = phrase.last - phrase.first >= TELLING_ASIDE  # not ``kata Rina, dalam rapat itu.``
    return long and phrase.comma and phrase.type == "CIRCUMSTANCE" and is_all_said(view, start, phrase.last)


def relays_on(view: View, frame: Frame) -> int:
    """Return where whom a speaker cites, or who cites him, ends right before his verb; 0 if he does not.

    ``Rahmat, mengutip polisi | mengatakan``, after a comma; ``Rahmat dikutip Antara | mengatakan``, without one.
    """
    first, active = citing_start(view, frame), takes_object(view, view.cue_index(frame))
    before = {"COMMA"} if active else {"NAME", "CAP", "BRACKET", "ROLE", "ORG", "DET", "PRON"}
    joined = first > active and type_at(view, first - 1) in before
    found = source_behind(view, view.after_index(frame)) if joined else None
    return found.last if found and type_at(view, found.last) in ACTIVE_CUES else 0


def citing_start(view: View, frame: Frame) -> int:
    """Return where a citing frame begins, with the word that joins it: ``Antara, | dengan mengutip polisi, …``."""
    first = view.coarse[frame.first].first
    return first - (frame.rule == "relay" and type_at(view, first - 1) == "WITH")


def resume_index(view: View, frame: Frame) -> int:
    """Return the index behind a citing frame, its source and its circumstances."""
    start = view.after_index(frame)
    found = source_behind(view, start)
    return found.resume if found else skip_asides(view, start)
