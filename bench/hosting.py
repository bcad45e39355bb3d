"""Requests per second of nginx with our recipe, and of nginx without one: python3 -m bench.hosting.

Both send the same bytes, the compressed home page: one finds them beside the page and says all our headers,
the other has a bare file of them. Absolute figures are this machine's, on which the client runs as well.
"""

from __future__ import annotations

import asyncio
import dataclasses
import gzip
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import build_site
from site_builder.hosting.headers import read_hosting
from site_builder.hosting.place import place_of
from site_builder.hosting.web_servers import nginx
from tests.support.asking import ask, free_port
from tests.support.nginx import ensure, running

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 64
RUNS = 5
SECONDS = 4
"""How long wrk asks, in each run."""
REQUESTS = 20_000
"""How many requests there are in each run where there is no wrk."""
PAGE = "en-US/index.html"
ACCEPT = {"Accept-Encoding": "gzip, deflate"}


@dataclass(frozen=True)
class Load:
    """What came of a run. `errors` are answers other than 200, and connections that were lost."""

    requests: int
    errors: int
    seconds: float

    @property
    def rate(self) -> float:
        """Requests per second that were answered well."""
        return (self.requests - self.errors) / self.seconds


async def load(address: str, *, connections: int, requests: int) -> Load:
    """Ask for a page so many times in all, over so many connections that are kept."""
    split = urlsplit(address)
    said = "".join(f"{name}: {value}\r\n" for name, value in ACCEPT.items())
    request = f"GET {split.path} HTTP/1.1\r\nHost: {split.netloc}\r\n{said}\r\n".encode()
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


def wrk(program: str, address: str) -> Load:
    """The same with wrk, for some seconds."""
    command = [program, "-t", "2", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s"]
    for name, value in ACCEPT.items():
        command += ["-H", f"{name}: {value}"]
    said = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    total = re.search(r"(\d+) requests in ([\d.]+)s", said)
    assert total, said
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    errors = sum(map(int, lost.groups())) if lost else 0
    return Load(int(total[1]), errors + (int(wrong[1]) if wrong else 0), float(total[2]))


@contextmanager
def servers(site: Path, folder: Path) -> Iterator[dict[str, str]]:
    """The addresses of the page, by what serves it. `site` must hold the page compressed."""
    program = ensure(print)
    bare = folder / "bare"
    bare.mkdir(parents=True)
    shutil.copyfile(site / f"{PAGE}.gz", bare / "page")
    ports = free_port(), free_port()
    hosting = read_hosting(ROOT)
    locales = [path.parent.name for path in site.glob("*/404.html")]
    place = dataclasses.replace(
        place_of(hosting, locales, "/"), folder=str(site), listen=f"127.0.0.1:{ports[0]}"
    )
    plain = f"server {{ listen 127.0.0.1:{ports[1]}; root {bare}; }}\n"
    recipes = (nginx(place), ports[0], "ours"), (plain, ports[1], "plain")
    for _, _, name in recipes:
        (folder / name).mkdir()
    workers = os.cpu_count() or 1
    with (
        running(program, folder / "ours", recipes[0][0], ports[0], workers=workers),
        running(program, folder / "plain", plain, ports[1], workers=workers),
    ):
        yield {
            "nginx, our recipe": f"http://127.0.0.1:{ports[0]}/en-US/",
            "nginx, a bare file": f"http://127.0.0.1:{ports[1]}/page",
        }


def main() -> int:
    """Build, measure, and print a table. 1 when there was an error in any run."""
    program = shutil.which("wrk")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        site = folder / "site"
        with Path(os.devnull).open("w") as quiet, redirect_stdout(quiet):
            if code := build_site.main(["build", "--out", str(site)]):
                return code
        packed = site / f"{PAGE}.gz"
        if not packed.exists():
            packed.write_bytes(gzip.compress((site / PAGE).read_bytes(), 9))
        with servers(site, folder) as addresses:
            bodies = {ask_bytes(address) for address in addresses.values()}
            assert bodies == {packed.read_bytes()}, "the two do not send the same bytes"
            found: dict[str, list[Load]] = {what: [] for what in addresses}
            for _ in range(RUNS):
                for what, address in addresses.items():
                    found[what].append(
                        wrk(program, address)
                        if program
                        else asyncio.run(load(address, connections=CONNECTIONS, requests=REQUESTS))
                    )
        size = packed.stat().st_size
    print(
        f"{platform.platform()}, {os.cpu_count()} cores, {'wrk' if program else 'asyncio'} on the same "
        f"machine, {CONNECTIONS} connections, {RUNS} interleaved runs, {size:,} bytes an answer\n"
    )
    print("| what | requests/s, median | min-max | errors |\n|---|---|---|---|")
    for what, runs in found.items():
        rates = [run.rate for run in runs]
        errors = sum(run.errors for run in runs)
        print(
            f"| {what} | {statistics.median(rates):,.0f} | {min(rates):,.0f}-{max(rates):,.0f} | {errors} |"
        )
    ours, plain = found.values()
    ratios = [one.rate / other.rate for one, other in zip(ours, plain, strict=True)]
    print(
        f"\nOurs against the bare file, run by run: {statistics.median(ratios):.2f} "
        f"({min(ratios):.2f}-{max(ratios):.2f})"
    )
    return 1 if any(run.errors for runs in found.values() for run in runs) else 0


def ask_bytes(address: str) -> bytes:
    """What a page's address answers to a client that takes gzip."""
    split = urlsplit(address)
    return ask(split.port or 80, split.path, Accept_Encoding=ACCEPT["Accept-Encoding"]).body


if __name__ == "__main__":
    sys.exit(main())
