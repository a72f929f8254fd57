"""What every template can say: words in the reader's language, dates, numbers and addresses."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from attrs import field, frozen
from datasette.utils import tilde_encode

from claimtrack.publish import describe
from claimtrack.publish.compat import Row, settings_of
from claimtrack.publish.excerpts import GAP
from claimtrack.publish.safety import safe_url, shown
from claimtrack.publish.words import DEFAULT_LANGUAGE, Words, choose, languages

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

LANGUAGE = "_lang"
OPENING, LONGEST_TITLE = 90, 300
MOST_NAMES, LONGEST_NAME = 5, 80
AROUND_CLAIM = " \t\r\n\"'“”„‟‘’‚‛«»,;:"


_encoded = lru_cache(8192)(tilde_encode)


@frozen
class View:
    """The helper that templates know as ``ct``, and Datasette's own as ``claimtrack_view``.

    Args:
        datasette: the instance, for its addresses.
        words: the reader's language.
        path: the path asked for.
        arguments: the query string as pairs, in order.
        database: name of the database that the pages read; empty where there is none.
        origin: scheme and host under which the reader sees this site, for addresses that leave it.
        base: the path of the instance, with a slash at its end.
        asked: the language that the address asks for; empty where it leaves it to the browser.
    """

    datasette: "Datasette"
    words: Words
    path: str = "/"
    arguments: tuple[tuple[str, str], ...] = ()
    database: str = ""
    origin: str = ""
    base: str = field(init=False)
    asked: str = field(init=False)

    @base.default
    def _base(self) -> str:
        return str(self.datasette.urls.path("/"))

    @asked.default
    def _asked(self) -> str:
        wanted = dict(self.arguments).get(LANGUAGE, "")
        return wanted if wanted in languages() else ""

    def t(self, key: str, **values: object) -> str:
        """Return the text of ``key``; numbers among ``values`` get this language's separators."""
        if not values:
            return self.words(key)
        written = {name: self.words.number(v) if isinstance(v, int | float) else v for name, v in values.items()}
        return self.words(key, **written)

    def static(self, name: str) -> str:
        """Return the address of a file of this plugin."""
        return str(self.datasette.urls.static_plugins("claimtrack", name))

    def href(self, page: str, key: object = None, fragment: str = "", **arguments: object) -> str:
        """Return the address of one of our pages in the reader's language.

        Args:
            page: ``home``, ``article``, ``source``, ``claim``, ``story``, ``outlet``, ``search`` or ``method``.
            key: id of what the page shows.
            fragment: where on the page.
            arguments: query string; empty values are left out.
        """
        path = "/" if page == "home" else f"/{page}" if key is None else f"/{page}/{_encoded(str(key))}"
        pairs = [(name, str(value)) for name, value in arguments.items() if value not in ("", None)]
        return self._address(path, [*pairs, *self._language()], fragment)

    def here(self, **changes: object) -> str:
        """Return the address of this page with some arguments changed; an empty value drops one."""
        kept = [(name, value) for name, value in self.arguments if name not in changes]
        added = [(name, str(value)) for name, value in changes.items() if value not in ("", None)]
        return self._address(self.path, kept + added, "")

    def form(self, kind: str, key: object, form: str, **arguments: object) -> str:
        """Return the address of what a page shows in another form, such as ``csv``."""
        pairs = [(name, str(value)) for name, value in arguments.items() if value not in ("", None, 0)]
        return self._address(f"/{kind}/{tilde_encode(str(key))}.{form}", [*pairs, *self._language()], "")

    def matrix(self, form: str) -> str:
        """Return the address of the matrix in another form, narrowed as this page is."""
        kept = [(name, value) for name, value in self.arguments if name != "page"]
        return self._address(f"/matrix.{form}", kept, "")

    def figure(self, value: float) -> str:
        """Return a figure with this language's separators, whole where it is."""
        return self.words.number(int(value) if float(value).is_integer() else round(value, 4))

    def table(self, name: str, **arguments: object) -> str:
        """Return the address of Datasette's own page of a table."""
        query = urlencode([*arguments.items(), *self._language()])
        return str(self.datasette.urls.table(self.database, name)) + (f"?{query}" if query else "")

    def tables(self) -> str:
        """Return the address of Datasette's own page of all tables."""
        return self.kept(str(self.datasette.urls.database(self.database)))

    def kept(self, address: str) -> str:
        """Return an address without a query string as one that keeps the language that was asked for."""
        return f"{address}?{urlencode(self._language())}" if self.asked else address

    def meaning(self, text: str) -> str:
        """Return what Datasette says of a table or column in the reader's language."""
        return describe.meaning(text, self.words.code)

    def others(self) -> list[Words]:
        """Return the languages that the reader could change to."""
        return [words for words in languages().values() if words.code != self.words.code]

    def definition(self, row: Row) -> object:
        """Return the definition of a row of the glossary in the reader's language, English where there is none."""
        return row.get(f"definition_{self.words.code}") or row["definition_en"]

    def url(self, url: object) -> str:
        """Return ``url`` where it is safe to link to, else nothing."""
        return safe_url(str(url))

    def text(self, text: object) -> str:
        """Return ``text`` as it is shown: without unseen characters."""
        return shown(str(text))

    def names(self, names: Sequence[object]) -> str:
        """Return names one after the other as they are shown, and how many more there are."""
        listed = ", ".join(self.text(name)[:LONGEST_NAME] for name in names[:MOST_NAMES])
        return f"{listed} {self.t('list.more', n=len(names) - MOST_NAMES)}" if len(names) > MOST_NAMES else listed

    def headline(self, document: Row) -> str:
        """Return the title of an article, its first words where it has none."""
        title = self.text(document["title"]).strip()[:LONGEST_TITLE]
        opening = self.text(document["opening"]).strip().removeprefix(GAP.strip()).strip()
        return title or (opening[:OPENING].rsplit(" ", 1)[0] + " …" if opening else self.t("article.untitled"))

    def claim(self, text: object, longest: int = 10_000) -> str:
        """Return a claim without the quotation marks and commas round it, at most ``longest`` characters of it."""
        whole = self.text(text).strip(AROUND_CLAIM) or self.text(text)
        return whole if len(whole) <= longest else whole[:longest].rstrip() + "…"

    def _language(self) -> list[tuple[str, str]]:
        """Return the argument that keeps a language that was asked for."""
        return [(LANGUAGE, self.asked)] if self.asked else []

    def _address(self, path: str, pairs: Iterable[tuple[str, str]], fragment: str) -> str:
        """Return an address under the base of the instance."""
        given = list(pairs)
        address = self.base + path[1:] + (f"?{urlencode(given)}" if given else "")
        return f"{address}#{fragment}" if fragment else address


def view_for(datasette: "Datasette", request: "Request | None", database: str = "") -> View:
    """Return the helper for one request."""
    default = str(settings_of(datasette).get("lang", DEFAULT_LANGUAGE))
    if request is None:
        return View(datasette, choose(None, "", default), database=database)
    arguments = tuple(parse_qsl(request.query_string, keep_blank_values=True, max_num_fields=None)[:50])
    accepted = request.headers.get("accept-language", "")
    words = choose(dict(arguments).get(LANGUAGE), accepted, default)
    path = request.path
    base = str(datasette.setting("base_url")).rstrip("/")
    path = path.removeprefix(base) if base else path
    origin = str(datasette.absolute_url(request, "/")).rstrip("/")
    return View(datasette, words, path or "/", arguments, database, origin)
