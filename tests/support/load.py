"""Asks a web server for a page many times, over several connections that are kept."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Load:
    """What came of it. `errors` are answers other than 200, and connections that were lost."""

    requests: int
    errors: int
    seconds: float

    @property
    def rate(self) -> float:
        """Right answers a second."""
        return (self.requests - self.errors) / self.seconds


async def load(address: str, *, connections: int, requests: int) -> Load:
    """Ask for the page so many times in all, as a client that takes gzip."""
    split = urlsplit(address)
    said = f"Host: {split.netloc}\r\nAccept-Encoding: gzip, deflate\r\n"
    request = f"GET {split.path} HTTP/1.1\r\n{said}\r\n".encode()
    errors = 0
    left = requests

    async def visitor() -> None:
        nonlocal errors, left
        reader, writer = await asyncio.open_connection(split.hostname, split.port)
        while left > 0:
            left -= 1
            writer.write(request)
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
                await reader.readexactly(int(length[1]) if length else 0)
                errors += not head.startswith(b"HTTP/1.1 200 ")
            except (OSError, asyncio.IncompleteReadError):
                errors += 1
                writer.close()
                reader, writer = await asyncio.open_connection(split.hostname, split.port)
        writer.close()
        await writer.wait_closed()

    start = time.perf_counter()
    await asyncio.gather(*(visitor() for _ in range(connections)))
    return Load(requests, errors, time.perf_counter() - start)
