"""Extract: a document in, everything claimtrack reads in it out. The stages in their order, nothing else."""

from functools import lru_cache

from claimtrack.assess import verdicts
from claimtrack.attribute import attribute
from claimtrack.confidence import confide
from claimtrack.model import Attribution, Credit, Document, Extraction, evolve_all
from claimtrack.packs import Pack, load_pack
from claimtrack.resolve import find_credits, sources_of
from claimtrack.segment import segment

DEFAULT_LANGUAGE = "id"
MEMO_SIZE = 1_024  # texts whose reading is kept: an agency's report comes again from outlet after outlet
MEMO_LENGTH = 20_000  # code points of the longest text that is kept, so that the memory is bounded
Reading = tuple[tuple[Attribution, ...], tuple[Credit, ...], tuple[tuple[int, int], ...]]


def extract(document: Document | str, *, lang: str = DEFAULT_LANGUAGE) -> Extraction:
    """Read the attributions and credits of a document.

    Args:
        document: a text, or a `Document`.
        lang: code of the language pack.

    Returns:
        The extraction: attributions sorted by cue, credits by start; offsets are half-open and count code points.

    Raises:
        PackError: there is no such language pack, or it is malformed.

    Example:
        >>> extraction = extract("Air sudah surut, kata Rahmat.")
        >>> [(a.source.text, a.cue.text, a.content[0].text) for a in extraction.attributions]
        [('Rahmat', 'kata', 'Air sudah surut')]
    """
    if isinstance(document, str):
        document = Document(text=document)
    pack = load_pack(lang)
    reading = _read_again if len(document.text) <= MEMO_LENGTH else _read
    attributions, found, sentences = reading(document.text, document.outlet, pack)
    return Extraction(document, attributions, found, lang, pack.version, sentences)


def _read(text: str, outlet: str, pack: Pack) -> Reading:
    """Read a text; of the document around it only the outlet counts, which may stand in a dateline."""
    document = Document(text=text, outlet=outlet)
    found = attribute(text, pack)
    stages = sources_of(document, found, pack), verdicts(document, found, pack), confide(found, pack)
    changes = [{**who, **how_sure, **how_sound} for who, how_sure, how_sound in zip(*stages, strict=True)]
    sentences = tuple([(sentence.start, sentence.stop) for sentence in segment(text, pack)])
    return evolve_all(found, changes), find_credits(document, pack), sentences


_read_again = lru_cache(maxsize=MEMO_SIZE)(_read)
