"""Extract: a document in, everything claimtrack reads in it out. The stages in their order, nothing else."""

from claimtrack.assess import assess
from claimtrack.attribute import attribute
from claimtrack.confidence import confide
from claimtrack.model import Document, Extraction
from claimtrack.packs import load_pack
from claimtrack.resolve import find_credits, resolve

DEFAULT_LANGUAGE = "id"


def extract(document: Document | str, *, lang: str = DEFAULT_LANGUAGE) -> Extraction:
    """Read the attributions and credits of a document.

    Args:
        document: a text, or a `Document`.
        lang: code of the language pack.

    Returns:
        The extraction: attributions sorted by cue, credits by start; offsets are half-open and count code points.

    Raises:
        PackError: there is no such language pack.

    Example:
        >>> extraction = extract("Air sudah surut, kata Rahmat.")
        >>> [(a.source.text, a.cue.text, a.content[0].text) for a in extraction.attributions]
        [('Rahmat', 'kata', 'Air sudah surut')]
    """
    if isinstance(document, str):
        document = Document(text=document)
    pack = load_pack(lang)
    resolved = resolve(document, attribute(document.text, pack), pack)
    return Extraction(
        document=document,
        attributions=confide(assess(document, resolved, pack), pack),
        credits=find_credits(document, pack),
        lang=lang,
        pack_version=pack.version,
    )
