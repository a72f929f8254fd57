"""Errors: an exception of a page in, an answer in the reader's language out, without a word about this machine."""

import re
import sqlite3
from typing import TYPE_CHECKING

from datasette import Forbidden, Response
from datasette.database import QueryInterrupted

from claimtrack.publish.asked import render, response
from claimtrack.publish.routes import ROUTES

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

BAD_REQUEST, FORBIDDEN, SERVER_FAULT = 400, 403, 500
# Errors that a reader can bring about on Datasette's own pages.
ASKED = (QueryInterrupted, ValueError, LookupError, AssertionError, sqlite3.Warning, sqlite3.ProgrammingError)
ASKED_SQL = frozenset({"SQLITE_ERROR", "SQLITE_TOOBIG", "SQLITE_INTERRUPT", "SQLITE_MISMATCH", "SQLITE_AUTH"})


async def error_page(datasette: "Datasette", request: "Request", exception: Exception) -> Response:
    """Return a page for an error in the reader's language, JSON where JSON was asked for."""
    status = _status(exception, own=any(re.match(route, request.path) for route, _ in ROUTES))
    message = str(getattr(exception, "message", "")) if status == BAD_REQUEST else ""
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "status": status, "error": message}, status=status)
    return response(render(datasette, request, "error", {"status": status, "message": message}))


def _status(exception: Exception, *, own: bool) -> int:
    """Return the status to answer with.

    Datasette's own pages fail where a request merely asks for what cannot be: a number that is none, an SQL error.
    On ours the same would be our fault, and is told as such.
    """
    if isinstance(exception, Forbidden):
        return FORBIDDEN
    status = int(getattr(exception, "status", SERVER_FAULT))
    if status != SERVER_FAULT or own:
        return status
    asked = hasattr(exception, "error_dict") or isinstance(exception, ASKED)
    return BAD_REQUEST if asked or getattr(exception, "sqlite_errorname", "") in ASKED_SQL else SERVER_FAULT
