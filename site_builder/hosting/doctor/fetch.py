"""HTTP client of the embed doctor (httpx): one host, no cookies, and limits of size and time."""

from __future__ import annotations

import ssl
import zlib
from dataclasses import dataclass, field
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]
import httpx

from site_builder.problems import BuildError, printable

TIMEOUT = 20.0
"""Seconds without a byte after which a request is given up."""
LARGEST = 40 * 2**20
"""Bytes of the largest file that is read, as it is sent and decompressed."""
REDIRECTS = 10
CONNECTIONS = 6
"""As many as browsers open to one host."""


class FetchError(BuildError):
    """An address gave no answer that can be used; the message is one printable sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))


@dataclass(frozen=True, kw_only=True)
class Response:
    """What came from `url`, redirected by `steps`. Where nothing came, `status` is 0 and `error` says why."""

    url: str
    status: int = 0
    headers: httpx.Headers = field(default_factory=httpx.Headers)
    body: bytes = b""
    steps: tuple[str, ...] = ()
    error: str = ""

    def get(self, name: str) -> str:
        """The values of a header with commas between them; "" where it was not sent."""
        return str(self.headers.get(name, "")).strip()

    @property
    def type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.get("Content-Type").partition(";")[0].strip().lower()

    @property
    def fault(self) -> str:
        """Why the file is not there; "" when it is."""
        return self.error or ("" if self.status == 200 else f"status {self.status}")


class Client:
    """Requests to the host of one address; to be used in `async with`."""

    def __init__(self, address: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._address = httpx.URL(address)
        self._http = httpx.AsyncClient(
            headers={"User-Agent": "decision-tree-embed-doctor/1", "Accept-Encoding": "br, gzip"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            timeout=httpx.Timeout(TIMEOUT, pool=None),
            limits=httpx.Limits(max_connections=CONNECTIONS),
            trust_env=not is_loopback(address),  # the proxies of the environment
            verify=_certificates(),
            transport=transport,
        )

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def get(self, url: str, origin: str = "") -> Response:
        """The response of any status; with `origin`, as a page of that origin asks. Raises FetchError."""
        steps: list[str] = []
        while len(steps) <= REDIRECTS:
            response, sent = await self._request(url, origin)
            if response.next_request is None:
                body = _decompressed(sent, response.headers.get("Content-Encoding", "").strip().lower(), url)
                status, headers = response.status_code, response.headers
                return Response(url=url, status=status, headers=headers, body=body, steps=tuple(steps))
            target = response.next_request.url
            if (target.host, target.port) != (self._address.host, self._address.port):
                raise FetchError(f"{url} leads to {target}, on another host; name it if the guide is there.")
            steps.append(url)
            url = str(target.copy_with(fragment=None))
        raise FetchError(f"{steps[0]} leads from one address to the next without an end.")

    async def find(self, url: str, origin: str = "") -> Response:
        """The response, or one that says why none came."""
        try:
            return await self.get(url, origin)
        except FetchError as error:
            return Response(url=url, error=str(error).removesuffix("."))

    async def _request(self, url: str, origin: str) -> tuple[httpx.Response, bytes]:
        """One response, and its body as it was sent."""
        body = bytearray()
        try:
            async with self._http.stream(
                "GET", url, headers={"Origin": origin} if origin else {}
            ) as response:
                async for piece in response.aiter_raw():
                    body += piece
                    if len(body) > LARGEST:
                        raise FetchError(f"{url} is larger than any file of the guide.")
        except httpx.TimeoutException:
            raise FetchError(f"{url} did not answer within {TIMEOUT:.0f} seconds.") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            cause: BaseException = error
            while following := cause.__cause__ or cause.__context__:
                cause = following
            raise FetchError(f"{url} gave no answer: {str(cause).rstrip('.')}.") from None
        return response, bytes(body)


def checked_address(text: str) -> str:
    """The address that somebody typed, in ASCII and without a fragment. Raises FetchError when it is none."""
    expected = 'expected the address of a page of the guide, such as "https://guide.example.org/en-US/"'
    try:
        url = httpx.URL(text)
        url.host.encode("idna")
    except (httpx.InvalidURL, UnicodeError):
        raise FetchError(f'"{text}": {expected}.') from None
    if url.userinfo:
        raise FetchError(f"{expected[0].upper()}{expected[1:]}, without a user name in it.")
    usable = url.scheme in {"http", "https"} and url.host and "%" not in url.host
    if not usable or (url.port or 80) >= 2**16 or any(map(str.isspace, text)):
        raise FetchError(f'"{text}": {expected}.')
    return str(url.copy_with(fragment=None))


def is_loopback(url: str) -> bool:
    """Whether an address is this machine's own, which browsers trust without https."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # such as http://[1
        return False
    return host in {"localhost", "::1"} or host.endswith(".localhost") or host.startswith("127.")


@cache
def _certificates() -> ssl.SSLContext:
    """The certificates that this machine trusts, an intranet's own among them; httpx brings others."""
    return ssl.create_default_context()


def _decompressed(sent: bytes, encoding: str, url: str) -> bytes:
    """The body, but no more than LARGEST of it: httpx would decompress a small file to gigabytes."""
    if not sent or encoding in {"", "identity"}:
        return sent
    try:
        if encoding == "br":
            packed = brotli.Decompressor()
            body, whole = packed.process(sent, output_buffer_limit=LARGEST), packed.is_finished()
        else:
            gzip = zlib.decompressobj(wbits=31)
            body, whole = gzip.decompress(sent, LARGEST), gzip.eof
    except (zlib.error, brotli.error):
        raise FetchError(f'{url} is not packed as its "Content-Encoding: {encoding}" says.') from None
    if not whole:
        raise FetchError(f"{url} ends too early, or is too large when it is unpacked.")
    return bytes(body)
