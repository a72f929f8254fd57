"""The database: extractions in, SQLite out, in whole documents and never twice.

``database`` opens and upgrades a file, ``writer`` writes extractions, ``rows`` turns one extraction into rows,
``ids`` names things, ``glossary`` says what every table, column and value means, ``docs`` prints that as a page.
"""

from claimtrack.store.database import open_database, open_existing, open_to_read
from claimtrack.store.writer import ADDED, CHANGED, UNCHANGED, Run, Writer

__all__ = ["ADDED", "CHANGED", "UNCHANGED", "Run", "Writer", "open_database", "open_existing", "open_to_read"]
