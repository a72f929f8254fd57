"""A Datasette on a database of claimtrack, asked like a browser asks, and its pages taken apart."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

from attrs import define, field, frozen
from datasette.app import Datasette

from claimtrack.serve import SETTINGS, application

PATIENT_MS = 60_000
VOID = frozenset({"area", "br", "hr", "img", "input", "link", "meta"})


@define
class Parts(HTMLParser):
    """What a page is made of.

    Args:
        tags: (tag, attributes) of every element in order.
        text: the words inside ``main``, without those of unseen elements and footnote numbers.
    """

    tags: list[tuple[str, dict[str, str]]] = field(factory=list)
    text: str = ""
    _open: list[tuple[str, dict[str, str]]] = field(factory=list)

    def __attrs_pre_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag not in VOID:
            self._open.append((tag, found))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = {name for tag, attributes in self._open for name in (tag, *attributes.get("class", "").split())}
        if "main" in inside and not inside & {"unseen", "ref"}:
            self.text += data

    def values(self, attribute: str, tag: str = "") -> list[str]:
        """Return every value of ``attribute``, of one kind of element if ``tag`` names it."""
        return [found[attribute] for name, found in self.tags if attribute in found and tag in ("", name)]

    def classes(self) -> set[str]:
        """Return every class name."""
        return {name for value in self.values("class") for name in value.split()}


@frozen
class Page:
    """One answer."""

    status: int
    body: str
    headers: Mapping[str, str]

    @property
    def parts(self) -> Parts:
        """Return the page taken apart."""
        parts = Parts()
        parts.feed(self.body)
        parts.close()
        return parts


@frozen
class Site:
    """A Datasette and the event loop that it lives in."""

    datasette: Datasette
    loop: asyncio.AbstractEventLoop

    def get(self, path: str, **headers: str) -> Page:
        """Return the answer to a request for ``path``; underscores in the names of headers stand for hyphens."""
        sent = {"accept-language": "id", **{name.replace("_", "-"): value for name, value in headers.items()}}
        answer = self.loop.run_until_complete(self.datasette.client.get(path, headers=sent))
        return Page(answer.status_code, answer.text, {key.lower(): value for key, value in answer.headers.items()})


@contextmanager
def site(datasette: Datasette) -> Iterator[Site]:
    """Yield ``datasette`` ready to be asked."""
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(datasette.invoke_startup())
        yield Site(datasette, loop)
    finally:
        loop.close()


def patient(database: Path, *, immutable: bool = False) -> Datasette:
    """Return what `claimtrack serve` would open on ``database``, but with a minute for each page.

    How long a page may take is asked in test_pages_budget.py; elsewhere a busy machine must not turn it into a 503.
    """
    with patch.dict(SETTINGS, {name: PATIENT_MS for name in SETTINGS if name.endswith("time_limit_ms")}):
        return application(database, immutable=immutable)


@contextmanager
def site_of(database: Path, *, immutable: bool = False) -> Iterator[Site]:
    """Yield the site that `claimtrack serve` would open on ``database``, in no hurry."""
    with site(patient(database, immutable=immutable)) as opened:
        yield opened
