"""Safety: what protects readers and the machine on every response, whoever wrote the article or typed the address.

* No script runs: the policy forbids all of them, and Datasette's own templates lose theirs.
* Styles come from files, or from templates that carry the nonce of the response.
* Invisible characters that reorder or split text are not shown.
* No answer leads away from the site.
"""

import re
import secrets
import tomllib
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment
from jinja2.ext import Extension

from claimtrack.publish.budget import budget

Message = MutableMapping[str, object]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Asgi = Callable[[MutableMapping[str, object], Receive, Send], Awaitable[None]]

NONCE = "claimtrack_nonce"
OWN_TEMPLATES = "claimtrack/"
LANGUAGE = b"Accept-Language"  # every page is in the reader's, or holds words that are
# Datasette answers others with a fault of its own.
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
_SLASHES = re.compile(rb"^[/\\]+(?=[/\\])")
# Pages of Datasette that tell where files lie on this machine.
_TELLTALE = re.compile(r"/-/(databases|threads|messages|allow-debug|permissions)(\.\w+)?/?$")
_SCRIPT = re.compile(r"<script\b.*?</script>|<(navigation-search|column-chooser)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s(?:style|on[a-z]+)=("[^"]*"|'[^']*')""")
_TAG = re.compile(r"<[a-zA-Z](?:\{\{.*?\}\}|\{%.*?%\}|[^<>])*>", re.DOTALL)


def _utf8(sign: int) -> bytes:
    return chr(sign).encode()


# Bidirectional controls, zero-width characters, soft hyphen, interlinear marks, tag characters.
_UNSEEN = (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
_UNSEEN_TABLE = dict.fromkeys((*_UNSEEN, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)))
_ASCII = bytes(range(128))
# What their UTF-8 begins with: two bytes, shared with hardly anything; three where quotation marks share them.
_UNSEEN_BYTES = tuple({whole[: 3 if whole.startswith(b"\xe2\x80") else 2] for whole in map(_utf8, _UNSEEN_TABLE)})
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")
_SHOWN = {**_UNSEEN_TABLE, **_CONTROLS}


def shown(text: str) -> str:
    r"""Return ``text`` without characters that a reader cannot see but that change what he reads.

    Example:
        >>> shown("Bu\u202edi")
        'Budi'
    """
    return text if text.isprintable() else text.translate(_SHOWN)  # the test is fifty times faster


def without_unseen(page: bytes) -> bytes:
    """Return ``page`` (UTF-8) without characters that a reader cannot see; most have none, which is seen fast."""
    rest = page.translate(None, _ASCII)  # hardly anything, which is looked through in no time
    if not any(sign in rest for sign in _UNSEEN_BYTES):
        return page
    return page.decode("utf-8", "replace").translate(_UNSEEN_TABLE).encode("utf-8", "replace")


def safe_url(url: str) -> str:
    """Return ``url`` if it is an absolute http or https address, else an empty string."""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    clean = url.isprintable() and not any(character.isspace() or character in "\\\"'<>`" for character in url)
    return url if clean and parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else ""


class NoScript(Extension):
    """Takes scripts, event handlers and style attributes out of Datasette's templates, and puts names of fields in.

    Only template sources are changed, never a response: what an article says cannot gain a nonce this way.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the source of a template as it is compiled."""
        if name is not None and name.startswith(OWN_TEMPLATES):
            return source
        for find, put in mended():
            source = source.replace(find, put)
        source = _SCRIPT.sub("", source)
        source = _TAG.sub(lambda tag: _ATTRIBUTE.sub("", tag[0]), source)
        return _STYLE.sub('<style nonce="{{ ' + NONCE + ' }}"', source)


@cache
def mended() -> tuple[tuple[str, str], ...]:
    """Return what is put right in Datasette's templates: what stands there, and what should."""
    text = files("claimtrack.publish").joinpath("datasette.toml").read_text(encoding="utf-8")
    return tuple((entry["find"], entry["put"]) for entry in tomllib.loads(text)["mend"])


def prepare_templates(environment: Environment) -> None:
    """Make ``environment`` drop scripts; call it before the first template is loaded."""
    environment.add_extension(NoScript)
    environment.globals.setdefault(NONCE, "")


def policy(nonce: str) -> str:
    """Return the Content-Security-Policy of a response whose own styles carry ``nonce``."""
    return (
        f"default-src 'none'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def guard(app: Asgi, seconds: float) -> Asgi:
    """Return ``app`` with the headers of safety on every response and unseen characters taken out of every page.

    Args:
        app: what answers.
        seconds: how long all queries of one request may take together.
    """

    async def guarded(scope: MutableMapping[str, object], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        reply = _Reply(send, nonce)
        if _TELLTALE.search(str(scope["path"])):
            await reply.refuse(404)
            return
        if scope["method"] not in METHODS:
            await reply.refuse(405)
            return
        with budget(seconds):
            await app({**scope, NONCE: nonce}, receive, reply.send)

    return guarded


class _Reply:
    """One response on its way out: pages are held until they are whole, everything else passes through."""

    def __init__(self, send: Send, nonce: str) -> None:
        """Remember where to send and the nonce of this response."""
        self._send = send
        self._nonce = nonce
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        """Pass ``message`` on, with headers added and, for HTML, the body cleaned."""
        if message["type"] == "http.response.start":
            headers = self._headers(message)
            message = {**message, "headers": headers}
            kind = dict(headers).get(b"content-type", b"")
            if kind.startswith(b"text/html"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")  # type: ignore[arg-type]
            if not message.get("more_body"):
                await self._send_page()
            return
        await self._send(message)

    async def refuse(self, status: int) -> None:
        """Answer with ``status`` and nothing else."""
        headers = [(b"content-type", b"text/plain; charset=utf-8")]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": b"%d\n" % status})

    async def _send_page(self) -> None:
        """Send the held page."""
        if self._start is None:
            return
        body = without_unseen(bytes(self._body))
        start, self._start = self._start, None
        headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]  # type: ignore[attr-defined]
        if not any(name == b"vary" and LANGUAGE in value for name, value in headers):
            headers.append((b"vary", LANGUAGE))
        if self._body:  # a HEAD request keeps its length
            headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})

    def _headers(self, message: Message) -> list[tuple[bytes, bytes]]:
        """Return the headers of ``message`` and those of safety, which win."""
        ours = {
            b"content-security-policy": policy(self._nonce).encode(),
            b"x-content-type-options": b"nosniff",
            b"x-frame-options": b"DENY",
            b"referrer-policy": b"same-origin",
            b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
            b"cross-origin-opener-policy": b"same-origin",
        }
        theirs = message.get("headers") or []
        kept = [(name.lower(), value) for name, value in theirs if name.lower() not in ours]  # type: ignore[attr-defined]
        return [*((name, _here(value) if name == b"location" else value) for name, value in kept), *ours.items()]


def _here(address: bytes) -> bytes:
    """Return where a redirection leads, kept on this site: two slashes at its head would name another one."""
    return _SLASHES.sub(b"", address) or b"/"
