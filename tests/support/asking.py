"""Asks a web server on this machine, over a socket of its own, for exactly the path that is said."""

from __future__ import annotations

import http.client
import socket
from dataclasses import dataclass
from email.message import Message

OUTSIDE = (
    "/../outside.txt",
    "/en-US/../../outside.txt",
    "/%2e%2e/outside.txt",
    "/en-US/%2e%2e/%2e%2e/outside.txt",
    "/..%2foutside.txt",
    "/%2e%2e%2foutside.txt",
    "/en-US/..%2f..%2foutside.txt",
    "/..\\outside.txt",
    "/..%5coutside.txt",
    "/%252e%252e/outside.txt",
    "/%c0%ae%c0%ae/outside.txt",
    "/index.html%00.txt",
    "/outside.txt%00",
    "//../outside.txt",
    "/./../outside.txt",
)
"""Paths that would lead to a file beside the site's folder, if a server let them."""
SECRET = b"not part of the site"
"""What that file says."""


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Message
    body: bytes

    def one(self, name: str) -> str:
        """The value of a header that must be there once."""
        (value,) = self.headers.get_all(name, ["(not sent)"])
        return str(value)


def ask(port: int, path: str, *, method: str = "GET", timeout: float = 20, **headers: str) -> Answer:
    """Ask for a path, sent as it is; in names of headers `_` stands for `-`. `timeout` is in seconds."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return send(port, "\r\n".join([*lines, "", ""]).encode("latin-1"), method, timeout)


def send(port: int, request: bytes, method: str = "GET", timeout: float = 20) -> Answer:
    """Send the bytes of a request, whatever they are."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        connection.sendall(request)
        response = http.client.HTTPResponse(connection, method=method)
        try:
            response.begin()
            return Answer(response.status, response.headers, response.read())
        finally:
            response.close()


def free_port() -> int:
    """A port of this machine that nobody listens at just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
