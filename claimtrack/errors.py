"""All errors of claimtrack: each is a `ClaimtrackError` and also the builtin a caller would expect.

Every message says what was wrong, where, what was found and what to do about it.
"""


class ClaimtrackError(Exception):
    """Base of every error that claimtrack raises on purpose."""


class SpanError(ClaimtrackError, ValueError):
    """A span does not lie in its text, or is empty or reversed."""


class PackError(ClaimtrackError, ValueError):
    """A language pack is missing, incomplete or contradicts itself; the message names file and line."""


class ReadError(ClaimtrackError, ValueError):
    """An input file cannot be read as what it claims to be; the message names file and line."""


class ExtractError(ClaimtrackError, RuntimeError):
    """A document cannot be extracted, or a process that does it was ended from outside; the message names the place."""


class StoreError(ClaimtrackError, RuntimeError):
    """A database cannot be opened, upgraded or written; nothing was changed."""


class GoldError(ClaimtrackError, ValueError):
    """A gold file is malformed; the message names file and line."""


class ServeError(ClaimtrackError, OSError):
    """A server cannot be started: its port is taken or its address is not ours."""
