"""Fetching from npm: whole, what is pinned, once; otherwise a clear error and nothing left behind.

Real npm, against a registry on this machine that holds one small package.
"""

import base64
import hashlib
import io
import json
import os
import sys
import tarfile
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from site_builder.engine import npm
from site_builder.engine.npm import PROJECT, PYODIDE, fetch, pinned
from site_builder.problems import BuildError

FILES = PYODIDE.files


class Registry:
    """An npm registry with one version of one package, `pyodide`."""

    def __init__(self) -> None:
        self.requests = 0
        self.publish(FILES)
        registry = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                registry.requests += 1
                body = registry.tarball if self.path.endswith(".tgz") else registry.description()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def publish(self, names: tuple[str, ...]) -> None:
        """Offer a package with these files."""
        content = {name: f"this is {name}".encode() for name in names}
        content["package.json"] = b'{"name": "pyodide", "version": "1.2.3"}'
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as archive:
            for name, data in content.items():
                entry = tarfile.TarInfo(f"package/{name}")
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))
        self.tarball = packed.getvalue()

    def integrity(self) -> str:
        """The SHA-512 of what is offered, as npm writes it."""
        return "sha512-" + base64.b64encode(hashlib.sha512(self.tarball).digest()).decode()

    def description(self) -> bytes:
        """What npm reads first."""
        dist = {"tarball": f"{self.url}pyodide-1.2.3.tgz", "integrity": self.integrity()}
        version = {"name": "pyodide", "version": "1.2.3", "dist": dist}
        whole = {"name": "pyodide", "dist-tags": {"latest": "1.2.3"}, "versions": {"1.2.3": version}}
        return json.dumps(whole).encode()


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    """A running registry, which npm uses, with a cache that is empty at first."""
    running = Registry()
    monkeypatch.setenv("npm_config_registry", running.url)
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    thread = threading.Thread(target=running.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield running
    running.server.shutdown()
    running.server.server_close()
    thread.join()


@pytest.fixture
def project(tmp_path: Path, registry: Registry) -> Path:
    """A folder that pins what the registry offers."""
    folder = tmp_path / "project"
    folder.mkdir()
    pin(folder, registry.integrity())
    return folder


def pin(folder: Path, integrity: str) -> None:
    """Write package.json and package-lock.json for this integrity."""
    wanted = {"name": "guide", "dependencies": {"pyodide": "1.2.3"}}
    entry = {"version": "1.2.3", "integrity": integrity}
    lock = {"name": "guide", "lockfileVersion": 3, "packages": {"": wanted, "node_modules/pyodide": entry}}
    (folder / "package.json").write_text(json.dumps(wanted))
    (folder / "package-lock.json").write_text(json.dumps(lock))


def silent(_: str) -> None:
    """Report to nobody."""


def download(cache: Path, project: Path, report: Callable[[str], None] = silent) -> Path:
    """The folder of the package that the project pins."""
    return fetch(PYODIDE, cache, report, project)


@pytest.mark.slow
def test_the_package_is_fetched_once_and_again_only_when_it_was_damaged_since(
    project: Path, tmp_path: Path, registry: Registry
) -> None:
    cache, reported = tmp_path / "cache", list[str]()
    folder = download(cache, project, reported.append)
    assert {name: (folder / name).read_text() for name in FILES} == {
        name: f"this is {name}" for name in FILES
    }
    assert reported == ["Fetching pyodide 1.2.3 from npm (6.5 MB) …"]
    before = registry.requests
    assert download(cache, project, reported.append) == folder
    assert (registry.requests, len(reported)) == (before, 1)
    (folder / "pyodide.asm.wasm").write_text("cut sho")
    assert download(cache, project, reported.append) == folder
    assert (folder / "pyodide.asm.wasm").read_text() == "this is pyodide.asm.wasm"
    assert len(reported) == 2


@pytest.mark.slow
def test_a_package_that_differs_from_the_lock_is_refused_and_leaves_the_cache_as_it_was(
    project: Path, tmp_path: Path, registry: Registry
) -> None:
    cache = tmp_path / "cache"
    folder = download(cache, project)
    pin(project, "sha512-" + base64.b64encode(bytes(64)).decode())
    with pytest.raises(BuildError, match=r"does not match its SHA-512 in package-lock\.json"):
        download(cache, project)
    assert list((cache / "pyodide").iterdir()) == [folder.parents[1]]
    pin(project, registry.integrity())
    before = registry.requests
    assert download(cache, project) == folder
    assert registry.requests == before


@pytest.mark.slow
def test_a_package_without_a_needed_file_is_refused(
    project: Path, tmp_path: Path, registry: Registry
) -> None:
    registry.publish(FILES[1:])
    pin(project, registry.integrity())
    with pytest.raises(BuildError, match=r"comes without pyodide\.mjs"):
        download(tmp_path / "cache", project)
    assert list((tmp_path / "cache" / "pyodide").iterdir()) == []


@pytest.mark.slow
def test_without_a_network_the_network_is_named(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setattr(npm, "RETRIES", ["--fetch-retries=0"])
    with pytest.raises(BuildError, match="registry could not be reached: check the network"):
        download(tmp_path / "cache", project)


def test_without_npm_the_way_to_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(BuildError, match=r"^There is no npm, which fetches Pyodide: .*\.$"):
        npm.npm()
    with pytest.raises(BuildError, match=r"^There is no node, which runs Pyodide: .*\.$"):
        npm.node()


@pytest.mark.skipif(os.name == "nt", reason="the broken npm is a shell script")
def test_an_npm_that_does_not_start_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "npm"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(BuildError, match=f"is {broken}, and it does not start"):
        npm.npm()


def test_the_npm_of_the_python_package_serves_where_there_is_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    assert npm.npm()[:2] == [sys.executable, "-c"]


def test_of_the_lock_only_what_a_package_depends_on_is_installed(tmp_path: Path) -> None:
    for name, others in {"pyodide": {"ws"}, "esbuild": {"@esbuild/linux-x64"}}.items():
        npm._write_lock(name, PROJECT, tmp_path)
        packages = json.loads((tmp_path / "package-lock.json").read_text("utf-8"))["packages"]
        assert {f"node_modules/{one}" for one in {name, *others}} < set(packages)
        assert ("node_modules/pyodide" in packages) != ("node_modules/esbuild" in packages)


@pytest.mark.parametrize(
    "lock",
    ["", "[]", "{}", '{"packages": {}}', '{"packages": {"node_modules/pyodide": {"version": "1.2.3"}}}'],
)
def test_a_lock_that_pins_no_pyodide_is_an_error(lock: str, tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text(lock)
    with pytest.raises(BuildError, match="does not pin a version of pyodide"):
        pinned("pyodide", tmp_path)


def test_a_lock_without_sha_512_is_an_error(tmp_path: Path) -> None:
    pin(tmp_path, "sha1-abc")
    with pytest.raises(BuildError, match="without a SHA-512"):
        pinned("pyodide", tmp_path)


def test_the_lock_of_this_project_pins_what_package_json_asks_for_and_names_no_registry() -> None:
    wanted = json.loads((PROJECT / "package.json").read_text("utf-8"))["dependencies"]["pyodide"]
    assert pinned("pyodide")[0] == wanted
    packages = json.loads((PROJECT / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
