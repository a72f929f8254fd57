"""The matrix: claims down, outlets across, and in each cell whether the outlet has it and on which side."""

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from claimtrack.publish import listing_queries as queries
from claimtrack.publish.asked import Asked, Context, Download
from claimtrack.publish.charts import SIGNS
from claimtrack.publish.compat import Row
from claimtrack.publish.facts import facts
from claimtrack.publish.feeds import MOST, write_list
from claimtrack.publish.queries import PAGE
from claimtrack.publish.readings import said
from claimtrack.publish.search import read_terms

MOST_COLUMNS = 14
FORMS = ("csv", "json", "atom")
# How often an outlet has a claim: by the signs in their order; empty where it does not carry it.
Times = tuple[int, ...]
ONLY: tuple[queries.Only, ...] = ("", "contested", "one_origin")


@frozen
class Matrix:
    """A page of the matrix.

    Args:
        columns: (id, name) of the outlets, those with most of these claims first.
        rows: (claim, for each column the signs and how often, how many outlets beyond the columns have it).
    """

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Row, tuple[tuple[tuple[str, int], ...], ...], int], ...]


def lay_out(
    claims: Sequence[Row], cells: Mapping[object, Mapping[str, Times]], names: Mapping[str, str], first: str = ""
) -> Matrix:
    """Return the matrix of claims; outlets beyond the most frequent are counted, not shown.

    Args:
        claims: in their order.
        cells: claim -> outlet -> how often it has the claim.
        names: of the outlets.
        first: id of an outlet that is to be a column in any case.
    """
    often = Counter(key for row in cells.values() for key in row)
    shown = sorted(often, key=lambda key: (key != first, -often[key], names.get(key, ""), key))[:MOST_COLUMNS]
    rows = []
    for claim in claims:
        row = cells.get(claim["id"], {})
        marks = tuple(tuple((sign, n) for sign, n in zip(SIGNS, row.get(key, ()), strict=False) if n) for key in shown)
        rows.append((claim, marks, len(row.keys() - set(shown))))
    return Matrix(tuple((key, names.get(key, "")) for key in shown), tuple(rows))


def matrix_page(asked: Asked) -> Context | Download:
    """Gather a page of the matrix, or all that is asked for in another form."""
    typed, outlet = asked.get("q").strip(), asked.get("outlet")
    only = next((name for name in ONLY if name == asked.get("only")), ONLY[0])
    terms = read_terms(typed)
    compared = asked.data.compared
    wanted = queries.Wanted(terms.query(), terms.needle, outlet, only, said=said(asked.data, terms))
    if asked.form in FORMS:
        found = queries.claims(asked.data, wanted, limit=MOST) if compared else []
        return write_list(asked.form, found, asked.view, asked.view.t("matrix.title"))
    found = queries.claims(asked.data, wanted, limit=PAGE + 1, offset=asked.offset) if compared else []
    claims, pager = asked.paged(found)
    cells = queries.cells(asked.data, [claim["id"] for claim in claims])
    names = queries.outlet_names(asked.data, {key for row in cells.values() for key in row})
    return {
        "matrix": lay_out(claims, cells, names, outlet),
        "told": queries.told(asked.data, [claim["id"] for claim in claims]),
        "typed": typed,
        "chosen": {"outlet": outlet, "only": only},
        "only": ONLY,
        "outlets": (facts(asked.data, "site"))["outlets"],
        "outlet": asked.data.outlet(outlet) if outlet else None,
        "forms": FORMS,
        "pager": pager,
    }
