"""Hostile requests: what an anonymous visitor may send, each kind under a name of its own."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from attrs import frozen

from tests.hostile_tricks import (
    BODIES,
    HEADERS,
    KEYS,
    METHODS,
    NARROWED,
    PLACES,
    QUERIES,
    RAW,
    SEARCHES,
    SHAPES,
    TABLE,
    WRITES,
)


@frozen
class Kind:
    """One kind of hostile request.

    Args:
        name: what is tried.
        path: path and query string as they are sent.
        method: method as it is sent.
        headers: lines to send besides those that every request has.
        body: what follows the headers.
        raw: the whole request, where it is no proper one.
    """

    name: str
    path: str = "/"
    method: str = "GET"
    headers: tuple[str, ...] = ()
    body: str = ""
    raw: bytes = b""

    def request(self, names: Mapping[str, str]) -> bytes:
        """Return the bytes to send; ``names`` say what stands for the places in the path."""
        if self.raw:
            return self.raw
        path = self.path
        for name, value in names.items():
            path = path.replace(f"{{{name}}}", value)
        head = [f"{self.method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *self.headers]
        if self.body:
            head.append(f"Content-Length: {len(self.body.encode())}")
        return ("\r\n".join(head) + "\r\n\r\n" + self.body).encode("utf-8", "surrogateescape")


def kinds() -> list[Kind]:
    """Return every kind, in an order that does not change."""
    return [*_pages(), *_tables(), *_queries(), *_headers(), *_writes(), *_raw()]


def _pages() -> Iterator[Kind]:
    """Yield what is asked of our own pages; every trick meets one page, and the next trick the next page."""
    for number, (trick, key) in enumerate(KEYS.items()):
        page = ("article", "claim", "source", "outlet")[number % 4]
        yield Kind(f"key of a {page}: {trick}", f"/{page}/{key}")
    for trick, typed in SEARCHES.items():
        yield Kind(f"search: {trick}", f"/search?q={typed}")
        yield Kind(f"search in articles: {trick}", f"/search?in=articles&q={typed}")
    for trick, more in NARROWED.items():
        yield Kind(f"search narrowed: {trick}", f"/search?q=kapal&{more}")


def _tables() -> Iterator[Kind]:
    """Yield what is asked of Datasette's own pages."""
    for number, (trick, query) in enumerate(TABLE.items()):
        table = ("attributions", "documents", "claims", "claims_fts")[number % 4]
        form = ("", ".json", ".csv")[number % 3]
        yield Kind(f"{table}{form}: {trick}", f"/{{claims}}/{table}{form}?{query}")
    for trick, path in PLACES.items():
        yield Kind(f"place: {trick}", path)


def _queries() -> Iterator[Kind]:
    """Yield readers' own queries, in each of the ways in which Datasette takes one."""
    for number, (trick, sql) in enumerate(QUERIES.items()):
        for series, shapes in SHAPES.items():
            yield Kind(f"query{series}: {trick}", shapes[number % len(shapes)] + quote(sql, safe=""))


def _headers() -> Iterator[Kind]:
    """Yield proper requests with odd lines and methods."""
    paths = ("/", "/article/{article}", "/{claims}/claims", "/nope")
    for number, (trick, lines) in enumerate(HEADERS.items()):
        yield Kind(f"header: {trick}", paths[number % len(paths)], headers=lines)
    for number, method in enumerate(METHODS):
        yield Kind(f"method {method[:10]}", paths[number % len(paths)], method=method)


def _writes() -> Iterator[Kind]:
    """Yield attempts to write."""
    for number, (trick, path) in enumerate(WRITES.items()):
        body_name = list(BODIES)[number % len(BODIES)]
        content_type, body = BODIES[body_name]
        yield Kind(f"write {trick}: {body_name}", path, "POST", (content_type,), body)


def _raw() -> Iterator[Kind]:
    """Yield what is no proper request."""
    for trick, raw in RAW.items():
        yield Kind(f"raw: {trick}", raw=raw)
