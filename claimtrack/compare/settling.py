"""Likenesses and decisions in, claims with all that is counted of them out, for as much of it as is touched."""

import sqlite3
from collections.abc import Sequence

from claimtrack.compare.chains import corroborate
from claimtrack.compare.cluster import ALSO, SAME
from claimtrack.compare.drifting import write_drift
from claimtrack.compare.groups import regroup
from claimtrack.compare.inferring import write_links
from claimtrack.compare.sharing import regroup_shared
from claimtrack.packs import Pack


def settle(connection: sqlite3.Connection, documents: Sequence[str], pack: Pack) -> None:
    """Group again what is touched, and count anew what follows from it.

    Args:
        connection: inside a transaction.
        documents: whose likenesses are new; claims that lost a member or were decided about come by themselves.
        pack: the language.
    """
    grouped = regroup(connection, documents, SAME, ALSO)
    clusters = sorted({*grouped, *regroup_shared(connection, documents)})
    write_links(connection, clusters)
    write_drift(connection, clusters, pack)
    corroborate(connection, clusters)
