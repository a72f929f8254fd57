"""claimtrack: who said what, according to whom, how surely, and from how many independent places.

Importing loads nothing heavy: grammars, lexicons and databases are read when first needed.
"""

from typing import TYPE_CHECKING

from claimtrack.errors import ClaimtrackError, ExtractError, GoldError, PackError, ReadError, SpanError, StoreError
from claimtrack.model import Attribution, Credit, Document, Extraction, Span

if TYPE_CHECKING:
    from claimtrack.crew import Failed
    from claimtrack.dates import DateSpan, find_dates
    from claimtrack.export import from_json, to_json
    from claimtrack.many import extract_many
    from claimtrack.pipeline import extract
    from claimtrack.quantities import Quantity, find_quantities

__version__ = "0.1.0"

__all__ = [
    "Attribution",
    "ClaimtrackError",
    "Credit",
    "DateSpan",
    "Document",
    "ExtractError",
    "Extraction",
    "Failed",
    "GoldError",
    "PackError",
    "Quantity",
    "ReadError",
    "Span",
    "SpanError",
    "StoreError",
    "__version__",
    "extract",
    "extract_many",
    "find_dates",
    "find_quantities",
    "from_json",
    "to_json",
]

_LAZY = {
    "DateSpan": "claimtrack.dates",
    "Failed": "claimtrack.crew",
    "Quantity": "claimtrack.quantities",
    "extract": "claimtrack.pipeline",
    "extract_many": "claimtrack.many",
    "find_dates": "claimtrack.dates",
    "find_quantities": "claimtrack.quantities",
    "from_json": "claimtrack.export",
    "to_json": "claimtrack.export",
}


def __getattr__(name: str) -> object:
    """Load a public function when it is first asked for."""
    from importlib import import_module  # noqa: PLC0415 - the point of this function

    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    msg = f"module 'claimtrack' has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    """Name what is public, loaded or not, so that `help` and completion find it."""
    return sorted({*globals(), *__all__})
