"""Fetching for the embed doctor: one request and one answer, as they are sent. No cookies, no cache."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
import zlib
from functools import cache
from urllib.parse import quote, urljoin, urlsplit

import brotli  # type: ignore[import-untyped]

from site_builder.hosting.doctor.responses import Response, is_loopback
from site_builder.problems import BuildError

USER_AGENT = "EscalationGuide-embed-doctor/1"
TIMEOUT = 20.0
"""Seconds without a byte after which an answer is given up."""
PATIENCE = 120.0
"""Seconds that one file may take altogether."""
LARGEST = 20 * 2**20
"""Bytes of the largest file that is read, as it is sent; unpacked it may have four times as many."""
REDIRECTS = 10

_PIECE = 2**16


class FetchError(BuildError):
    """An address gave no answer that can be used; the message is one sentence."""


def checked_address(text: str) -> str:
    """The address that somebody typed, ready to be fetched. Raises FetchError when it is none."""
    expected = 'expected the address of a page of the guide, such as "https://guide.example.org/en-US/"'
    try:
        split = urlsplit(text)
        usable = split.scheme in {"http", "https"} and split.hostname and split.port != 0
    except ValueError:  # a port out of range, half an IPv6 address
        usable = False
    if not usable or any(letter.isspace() or not letter.isprintable() for letter in text):
        raise FetchError(f'"{text}": {expected}.')
    if split.username is not None:
        raise FetchError(f"{expected[0].upper()}{expected[1:]}, without a user name in it.")
    return _ascii(text.partition("#")[0])


def fetch(url: str, origin: str = "") -> Response:
    """Fetch an address and follow its redirects; with `origin` as browsers do for a page of that origin.

    Any status is an answer. Raises FetchError when none comes, or one that is too large or badly packed.
    """
    way: list[str] = []
    while True:
        status, headers, body = _exchange(url, origin)
        response = Response(url=url, status=status, headers=headers, body=body, way=tuple(way))
        target = response.get("Location")
        if status not in {301, 302, 303, 307, 308} or not target:
            return response
        way.append(url)
        if len(way) > REDIRECTS:
            raise FetchError(f"{way[0]} leads from one address to the next without an end.")
        try:
            following = urljoin(url, target)
            if urlsplit(following).scheme not in {"http", "https"}:
                raise ValueError
        except ValueError:
            raise FetchError(f'{url} leads on to "{target}", which is no web address.') from None
        url = _ascii(following.partition("#")[0])


def _exchange(url: str, origin: str) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "br, gzip"}
    if origin:
        headers["Origin"] = origin
    try:
        request = urllib.request.Request(url, headers=headers)
        with _opener(url).open(request, timeout=TIMEOUT) as response:
            sent = _read(response, url)
            pairs = tuple((name, value) for name, value in response.headers.items())
            status = int(response.status)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise FetchError(_in_words(url, error)) from None
    encoding = ",".join(value for name, value in pairs if name.lower() == "content-encoding").strip().lower()
    return status, pairs, _unpacked(sent, encoding, url)


def _opener(url: str) -> urllib.request.OpenerDirector:
    """Opens http and https and nothing else, takes any status for an answer, and leaves redirects to us."""
    opener = urllib.request.OpenerDirector()
    opener.add_handler(urllib.request.ProxyHandler({} if is_loopback(url) else None))
    opener.add_handler(urllib.request.HTTPHandler())
    opener.add_handler(urllib.request.HTTPSHandler(context=_trust()))
    opener.add_handler(urllib.request.UnknownHandler())
    return opener


@cache
def _trust() -> ssl.SSLContext:
    """The certificates that this machine trusts; reading them takes longer than a request."""
    return ssl.create_default_context()


def _read(response: http.client.HTTPResponse, url: str) -> bytes:
    deadline = time.monotonic() + PATIENCE
    pieces, size = [], 0
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise FetchError(f"{url} is larger than {LARGEST // 2**20} MB, which no file of the guide is.")
        if time.monotonic() > deadline:
            raise FetchError(f"{url} had not come after {PATIENCE:.0f} seconds.")
    if response.length:  # what was announced and did not come; read1 does not say so
        raise http.client.IncompleteRead(b"", response.length)
    return b"".join(pieces)


def _unpacked(sent: bytes, encoding: str, url: str) -> bytes:
    most = 4 * LARGEST
    try:
        if not sent or encoding in {"", "identity"}:
            return sent
        if encoding in {"gzip", "x-gzip"}:
            gzip = zlib.decompressobj(wbits=31)
            body, whole = gzip.decompress(sent, most), gzip.eof
        elif encoding == "br":
            packed = brotli.Decompressor()
            body = packed.process(sent, output_buffer_limit=most)
            whole = packed.is_finished()
        else:
            raise FetchError(f'{url} came with the encoding "{encoding}", for which nobody had asked.')
    except (zlib.error, brotli.error):
        raise FetchError(f'{url} is not packed as its "Content-Encoding: {encoding}" says.') from None
    if not whole:
        raise FetchError(f"{url} ends too early, or is larger than {most // 2**20} MB when it is unpacked.")
    return bytes(body)


def _ascii(url: str) -> str:
    """An address with everything encoded that a request cannot hold. Raises FetchError for a bad host."""
    split = urlsplit(url)
    try:
        host = (split.hostname or "").encode("idna").decode()
    except UnicodeError:
        raise FetchError(f'"{url}" has a host name that cannot be.') from None
    host = f"[{host}]" if ":" in host else host
    port = f":{split.port}" if split.port else ""
    path = quote(split.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(split.query, safe="/%:@!$&'()*+,;=~-._?")
    return f"{split.scheme}://{host}{port}{path}{f'?{query}' if query else ''}"


def _in_words(url: str, error: Exception) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    host = urlsplit(url).hostname
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"The certificate of {host} is not trusted: {cause.verify_message}."
    if isinstance(cause, ssl.SSLError):
        return f"No secure connection to {host} could be made ({cause.reason or 'TLS failed'})."
    if isinstance(cause, socket.gaierror):
        return f"There is no host of the name {host}, or the network cannot be reached."
    if isinstance(cause, TimeoutError):
        return f"{url} did not answer within {TIMEOUT:.0f} seconds."
    if isinstance(cause, ConnectionRefusedError):
        return f"{url} could not be reached: the connection was refused."
    if isinstance(cause, http.client.HTTPException | ValueError):
        return f"{url} broke off its answer, or gave one that is not HTTP."
    words = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
    return f"{url} could not be reached: {words}."
