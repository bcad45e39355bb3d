"""Finds an nginx for the tests, or installs one, and runs it with a recipe.

It listens on this machine alone, as the user who runs the tests, and leaves the machine's own nginx alone.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.chromium import why_not

PACKAGES = ("nginx-light", "libnginx-mod-http-brotli-static")
PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx")
MODULES = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules")
BROTLI = "ngx_http_brotli_static_module.so"
PATIENCE = 20
"""Seconds that it may take to start."""


class NginxError(Exception):
    """Why there is no nginx to test with, as one sentence."""


def find() -> Path | None:
    """The first nginx here that starts, or None.

    Raises NginxError if the variable GUIDE_NGINX names one that does not start.
    """
    if chosen := os.environ.get("GUIDE_NGINX"):
        if starts(Path(chosen)):
            return Path(chosen)
        raise NginxError(f"GUIDE_NGINX is {chosen}, which is not an nginx that starts.")
    places = [Path(place) for place in (shutil.which("nginx"), *PLACES) if place]
    return next(filter(starts, places), None)


def ensure(report: Callable[[str], None]) -> Path:
    """The nginx that `find` finds, after installing one if there is none. Raises NginxError."""
    if found := find():
        return found
    install_with_apt(report)
    if found := find():
        return found
    raise NginxError(
        "There is no nginx here and none could be installed: install it, or let GUIDE_NGINX name one."
    )


def brotli_module() -> Path | None:
    """The module that sends .br files, where there is one."""
    return next((path for folder in MODULES if (path := Path(folder) / BROTLI).is_file()), None)


def starts(nginx: Path) -> bool:
    """Whether it runs."""
    return nginx.is_file() and not why_not([str(nginx), "-v"])


def install_with_apt(report: Callable[[str], None]) -> None:
    """Install Debian's packages, where this user may; the service that comes with them is switched off."""
    prefix = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (prefix and why_not([*prefix, "true"])):
        return
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", "DPkg::Lock::Timeout=120"]
    report("Installing nginx with apt …")
    reason = why_not([*apt, "update"])
    reason = why_not([*apt, "install", "-y", "--no-install-recommends", *PACKAGES]) or reason
    if shutil.which("systemctl"):
        why_not([*prefix, "systemctl", "disable", "--now", "nginx"])
    if reason:
        report(reason)


@contextmanager
def running(nginx: Path, folder: Path, recipe: str, port: int, *, workers: int = 1) -> Iterator[None]:
    """Run nginx with a recipe, included unchanged, which must make it listen at `port`.

    `folder` is an empty one for what it writes. Raises NginxError with what nginx said if it does not start.
    """
    (folder / "recipe.conf").write_text(recipe, encoding="utf-8")
    (folder / "nginx.conf").write_text(_configuration(folder, workers), encoding="utf-8")
    command = [str(nginx), "-p", str(folder), "-e", str(folder / "error.log")]
    command += ["-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            _wait(process, port)
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _configuration(folder: Path, workers: int) -> str:
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    # Otherwise root's nginx would read the site as "nobody", who may not look into temporary folders.
    module = f"load_module {found};" if (found := brotli_module()) else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"    {kind}_temp_path {folder / kind};" for kind in kinds)
    return f"""{module}
{user}
daemon off;
pid {folder / "nginx.pid"};
worker_processes {workers};
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
{temporary}
    include {folder / "recipe.conf"};
}}
"""


def _wait(process: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    process.terminate()
    said = process.stderr.read() if process.stderr else ""
    raise NginxError(f"nginx did not start: {said.strip() or 'it did not say why'}")
