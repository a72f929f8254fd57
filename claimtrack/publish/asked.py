"""What a reader asks of a page, and how a page is answered: a request in, permissions checked, a response out."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

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
from claimtrack.publish.queries import PAGE, Data
from claimtrack.publish.view import View, view_for

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

Context = dict[str, object]
LAST_PAGE = 400
OK = 200


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
        """Return the rows of this page, and where to go from it."""
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


Build = Callable[[Asked], Awaitable["Context | Download | None"]]
Page = Callable[["Datasette", "Request"], Awaitable[Response]]


def page(template: str, build: Build) -> Page:
    """Return a view that shows ``template`` with what ``build`` gathers; None from it means there is no such page."""

    async def view(datasette: "Datasette", request: "Request") -> Response:
        names = await our_databases(datasette)
        if not names:
            return await render(datasette, request, "empty", {})
        database = datasette.get_database(names[0])
        tables = await tables_of(database) & {*TABLES, *COMPARED, *BESIDES}
        await ensure_visible(datasette, request.actor, names[0], tables)
        arguments = {name: request.args.get(name) or "" for name in request.args}
        key, form = tilde_decode(request.url_vars.get("key") or ""), request.url_vars.get("form") or ""
        data = Data(database, compared=set(COMPARED) <= tables, counted="page_facts" in tables)
        asked = Asked(data, key, arguments, view_for(datasette, request, names[0]), form)
        try:
            context = await build(asked)
        except QueryInterrupted:
            return await render(datasette, request, "error", {"status": 503, "message": ""})
        if context is None:
            raise NotFound(template)
        if isinstance(context, Download):
            return _download(context)
        return await render(datasette, request, template, context, database=names[0])

    return view


def _download(found: Download) -> Response:
    """Return a text in another form than a page."""
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'} if found.name else {}
    body = found.text.encode("utf-8", "replace").decode()
    return Response(body, headers=headers, content_type=f"{found.media_type}; charset=utf-8")


async def render(
    datasette: "Datasette", request: "Request", template: str, context: Context, *, database: str = ""
) -> Response:
    """Return the page of ``template`` with what ``context`` holds."""
    view = view_for(datasette, request, database)
    body = template_of(datasette, request, f"claimtrack/{template}.html").render({**context, "ct": view})
    headers = {"Content-Language": view.words.code, "Vary": "Accept-Language"}
    return Response.html(body, status=context.get("status", OK), headers=headers)
