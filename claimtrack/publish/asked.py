"""What a reader asks of a page, and how a page is answered: a request in, permissions checked, a response out."""

from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from attrs import frozen
from datasette import NotFound, Response
from datasette.database import QueryInterrupted
from datasette.utils import tilde_decode

from claimtrack.publish.compat import (
    BESIDES,
    COMPARED,
    TABLES,
    Row,
    ensure_visible,
    our_databases,
    tables_of,
    template_of,
)
from claimtrack.publish.kept import Answer, Kept
from claimtrack.publish.queries import PAGE, Data
from claimtrack.publish.view import View, view_for

if TYPE_CHECKING:
    import sqlite3

    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request

Context = dict[str, object]
LAST_PAGE = 400
OK, NOT_MODIFIED = 200, 304


@frozen
class Asked:
    """What a reader asks of a page: the id in the path and the query string, made harmless.

    Args:
        data: the database.
        key: the id in the path; empty where the page has none.
        arguments: the query string, the first value of each name.
        view: words and addresses for this reader.
        form: the form asked for, such as ``csv``; empty for the page itself.
    """

    data: Data
    key: str
    arguments: dict[str, str]
    view: View
    form: str = ""

    def get(self, name: str) -> str:
        """Return an argument, at most 300 characters of it; empty where it is missing."""
        return self.arguments.get(name, "")[:300].replace("\0", "")

    @property
    def page(self) -> int:
        """Return the number of the page of a list, from 1."""
        digits = self.get("page")
        return min(max(int(digits), 1), LAST_PAGE) if digits.isascii() and digits.isdigit() else 1

    @property
    def offset(self) -> int:
        """Return how many rows come before this page."""
        return (self.page - 1) * PAGE

    def paged(self, found: list[Row]) -> tuple[list[Row], Context]:
        """Return the rows of this page, and where to go from it; ``past`` where the list ends before it."""
        if self.page > 1 and not found:
            return [], {"past": True}
        more = len(found) > PAGE and self.page < LAST_PAGE
        return found[:PAGE], {"page": self.page, "before": self.page - 1, "after": self.page + 1 if more else 0}


@frozen
class Download:
    """What is answered instead of a page: a text in another form.

    Args:
        text: the body.
        media_type: what it is.
        name: a name for the file; empty where it is to be shown.
    """

    text: str
    media_type: str
    name: str = ""


Build = Callable[[Asked], "Context | Download | None"]
Page = Callable[["Datasette", "Request"], Awaitable[Response]]
_KEPT: "WeakKeyDictionary[Database, Kept]" = WeakKeyDictionary()


def page(template: str, build: Build) -> Page:
    """Return a view that shows ``template`` with what ``build`` gathers; None from it means there is no such page."""

    async def view(datasette: "Datasette", request: "Request") -> Response:
        try:
            return await answered(datasette, request)
        except QueryInterrupted:  # also before the page's own queries: where rights were asked for
            return response(render(datasette, request, "error", {"status": 503, "message": ""}))

    async def answered(datasette: "Datasette", request: "Request") -> Response:
        names = await our_databases(datasette)
        if not names:
            return response(render(datasette, request, "empty", {}))
        database = datasette.get_database(names[0])
        tables = await tables_of(database) & {*TABLES, *COMPARED, *BESIDES}
        await ensure_visible(datasette, request.actor, names[0], tables)
        shown = view_for(datasette, request, names[0])
        known = _KEPT.setdefault(database, Kept())
        key = (request.path, request.query_string, shown.words.code, shown.origin)

        def gathered(connection: "sqlite3.Connection") -> Answer:
            # From now on: others before it took their turn, and each of them is as short.
            ends = monotonic() + float(str(datasette.setting("sql_time_limit_ms"))) / 1000
            parts = {"compared": set(COMPARED) <= tables, "counted": "page_facts" in tables}
            data = Data(connection, ends, **parts, offices="offices" in tables)
            return _answered(datasette, request, template, build(_asked(request, data, shown)), shown)

        async def made() -> Answer:
            answer: Answer = await database.execute_fn(gathered)
            if not database.is_mutable:
                answer = answer.marked()
                known.put(key, answer)
            return answer

        answer = known.get(key)
        if answer is None:
            # All queries of a page and its template run in one thread, one after the other. Between threads each row
            # of each query would wait for whoever computes, 5 ms at a time.
            async with known.turn:
                answer = known.get(key) or await made()  # whoever had the turn may have made it
        return response(answer, request.headers.get("if-none-match", ""))

    return view


def _asked(request: "Request", data: Data, view: View) -> Asked:
    """Return what ``request`` asks."""
    arguments = {name: request.args.get(name) or "" for name in request.args}
    key, form = tilde_decode(request.url_vars.get("key") or ""), request.url_vars.get("form") or ""
    return Asked(data, key, arguments, view, form)


def _answered(
    datasette: "Datasette", request: "Request", template: str, found: Context | Download | None, view: View
) -> Answer:
    """Return what was gathered as an answer.

    Raises:
        NotFound: nothing was.
    """
    if found is None:
        raise NotFound(template)
    if isinstance(found, Download):
        headers = {"Content-Disposition": f'attachment; filename="{found.name}"'} if found.name else {}
        body = found.text.encode("utf-8", "replace").decode()
        return Answer(body, f"{found.media_type}; charset=utf-8", headers)
    return render(datasette, request, template, found, view)


def render(
    datasette: "Datasette", request: "Request", template: str, context: Context, view: View | None = None
) -> Answer:
    """Return the page of ``template`` with what ``context`` holds."""
    view = view or view_for(datasette, request)
    body = template_of(datasette, request, f"claimtrack/{template}.html").render({**context, "ct": view})
    headers = {"Content-Language": view.words.code, "Vary": "Accept-Language"}
    return Answer(body, "text/html; charset=utf-8", headers, int(str(context.get("status", OK))))


def response(answer: Answer, marks: str = "") -> Response:
    """Return what is sent: the answer, or that nothing changed for a reader who has it and names it in ``marks``."""
    if answer.is_known(marks):
        return Response("", status=NOT_MODIFIED, headers=dict(answer.headers), content_type=answer.media_type)
    return Response(answer.body, status=answer.status, headers=dict(answer.headers), content_type=answer.media_type)
