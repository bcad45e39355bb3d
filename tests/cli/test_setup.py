"""The set-up: one sentence when it cannot work, nothing half-made, nothing done twice.

A copy of the command line is run as a process of its own, with lock files of tiny packages in a folder.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import build_site
from site_builder.cli import environment
from site_builder.cli.command_line import VERBS
from site_builder.cli.pip_settings import for_uv

PROJECT = environment.ROOT
CHECK = """
import sys
from importlib.metadata import version

def add_arguments(parser):
    parser.add_argument("--json", action="store_true")

def run(options):
    print(version("tiny"), options.json, sys.prefix)
    return 7
"""
FAKE_UV = """#!python
import os, subprocess, sys
variables = {name: value for name, value in os.environ.items() if name.startswith("UV_")}
print("Hash mismatch for" if "REFUSE" in os.environ else "uv was here", sys.argv[1:], variables)
open(os.environ["SAID"], "w").write(repr((sys.argv[1:], variables)))
sys.exit(2)
"""


class Project(NamedTuple):
    """A copy of the command line, with a verb that tells where it runs."""

    root: Path

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.command, *arguments],
            env={**self.variables, **variables},
            cwd=self.root.parent,
            capture_output=True,
            text=True,
        )

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-S", str(self.root / "build_site.py")]

    @property
    def variables(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
        settings = {"CONFIG_FILE": os.devnull, "FIND_LINKS": str(self.root / "wheels"), "NO_INDEX": "1"}
        return {**kept, **{f"PIP_{name}": value for name, value in settings.items()}}

    def lock(self, group: str, package: str, digest: str = "0" * 64) -> None:
        text = f"{package} \\\n    --hash=sha256:{digest}\n"
        (self.root / environment.LOCKS[group]).write_text(text, encoding="utf-8")

    def offer(self, name: str, content: dict[str, str]) -> str:
        """Put a wheel where pip finds it, and return its hash."""
        info = {
            "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
            "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            "RECORD": "",
        }
        wheel = self.root / "wheels" / f"{name}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for path, text in (content | {f"{name}-1.0.dist-info/{key}": info[key] for key in info}).items():
                entry = zipfile.ZipInfo(path)
                entry.external_attr = 0o100755 << 16
                archive.writestr(entry, text)
        return hashlib.sha256(wheel.read_bytes()).hexdigest()

    def made(self) -> list[str]:
        """The environments that there are."""
        return sorted(path.name.split("-")[0] for path in (self.root / ".venv").iterdir() if path.is_dir())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Needs one tiny package for `check`; of uv there is none for this machine."""
    project = Project(tmp_path / "project")
    cli = project.root / "site_builder" / "cli"
    shutil.copytree(PROJECT / "site_builder" / "cli", cli, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build_site.py", *(f"site_builder/{name}.py" for name in ("__init__", "problems", "store"))):
        shutil.copyfile(PROJECT / name, project.root / name)
    (cli / "check.py").write_text(CHECK)
    for name in ("docs/guide", "locks", "wheels"):
        (project.root / name).mkdir(parents=True)
    project.lock("site", "tiny==1.0", project.offer("tiny", {"tiny.py": ""}))
    project.lock("uv", "missing==1.0")
    (project.root / environment.LOCKS["node"]).touch()
    return project


def test_an_older_python_gets_as_far_as_the_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse(Path(build_site.__file__).read_text("utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    assert build_site.main(["site"]) == 2
    assert capsys.readouterr().err == "This project needs Python 3.11 or newer, and this is Python 3.10.4.\n"


def test_help_lists_the_verbs_from_any_folder_and_sets_nothing_up(project: Project) -> None:
    done = project.run("--help")
    assert done.returncode == 0
    assert all(re.search(rf"^ +{verb}\b", done.stdout, re.MULTILINE) for verb in VERBS)
    assert project.run("chekc").returncode == project.run().returncode == 2
    assert not (project.root / ".venv").exists()


@pytest.mark.slow
def test_a_verb_runs_in_an_environment_that_is_made_once_by_pip_where_there_is_no_uv(
    project: Project,
) -> None:
    """What an interrupted run left is made anew, and what an older lock left is removed."""
    locks = [project.root / environment.LOCKS["site"]]
    folder = project.root / ".venv" / environment.folder_of("site", locks).name
    for left in (folder / "left-over", folder.with_name("site-older"), folder.with_name("test-0123456789ab")):
        left.mkdir(parents=True)
    environment.python_of(folder).parent.mkdir()
    environment.python_of(folder).touch()
    first, second = project.run("check", "--json"), project.run("check")
    assert first.returncode == second.returncode == 7
    assert first.stdout == f"1.0 True {folder}\n"
    assert second.stdout == f"1.0 False {folder}\n"
    assert "Setting up" in first.stderr
    assert "so pip does" in first.stderr
    assert second.stderr == ""
    assert (folder / environment.COMPLETE).exists()
    assert not (folder / "left-over").exists()
    assert project.made() == ["site", "test"]


@pytest.mark.slow
@pytest.mark.parametrize("group", ["site", "uv"])
def test_a_download_that_does_not_match_its_hash_is_not_installed(project: Project, group: str) -> None:
    project.lock(group, "tiny==1.0")
    done = project.run("check")
    assert done.returncode == 2
    sentence = f"A download does not match its hash in locks/{group}.lock, so nothing was installed;"
    assert done.stderr.splitlines()[-1] == f"{sentence} try again once."
    assert project.made() == []


@pytest.mark.slow
def test_without_a_network_the_network_is_named(project: Project) -> None:
    done = project.run("check", PIP_NO_INDEX="0", PIP_INDEX_URL="http://127.0.0.1:9/", PIP_RETRIES="1")
    assert done.returncode == 2
    assert "check the network" in done.stderr.splitlines()[-1]
    assert project.made() == []


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the stand-in for uv is a script")
def test_uv_installs_the_lock_from_where_pip_would(project: Project, tmp_path: Path) -> None:
    project.lock("uv", "uv==1.0", project.offer("uv", {"uv-1.0.data/scripts/uv": FAKE_UV}))
    said = tmp_path / "said"
    done = project.run("check", SAID=str(said))
    assert done.returncode == 7, "where uv fails, pip installs"
    arguments, variables = ast.literal_eval(said.read_text())
    assert arguments[:2] == ["pip", "sync"]
    assert {"--require-hashes", "--no-index", str(project.root / "locks" / "site.lock")} <= set(arguments)
    assert variables["UV_FIND_LINKS"] == str(project.root / "wheels")
    shutil.rmtree(next((project.root / ".venv").glob("site-*")))
    refused = project.run("check", SAID=str(said), REFUSE="1")
    assert refused.returncode == 2, "what uv refuses pip is not asked for"
    assert "does not match its hash in locks/site.lock" in refused.stderr


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to send Ctrl-C to from here")
def test_ctrl_c_in_the_set_up_ends_it_quietly_and_leaves_no_environment(project: Project) -> None:
    with subprocess.Popen(
        [*project.command, "check"],
        env=project.variables,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        assert "Setting up" in process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr.read() == ""
    assert process.returncode == 130
    assert project.made() == []


def test_settings_of_pip_are_handed_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UV_DEFAULT_INDEX", "SSL_CERT_FILE", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UV_INDEX", "https://chosen.example/")
    listed = """:env:.cert='/etc/own.pem'
global.cert='/etc/other.pem'
global.extra-index-url='https://more.example/ https://most.example/'
global.find-links='\\n/one\\n/two'
global.index-url='https://user:secret@index.example/simple'
global.no-index='false'
install.proxy='proxy.example:3128'
user.name='nobody'
"""
    options, variables = for_uv(listed)
    assert options == []
    assert variables == {
        "SSL_CERT_FILE": "/etc/own.pem",
        "UV_FIND_LINKS": "/one,/two",
        "UV_DEFAULT_INDEX": "https://user:secret@index.example/simple",
        "ALL_PROXY": "http://proxy.example:3128",
    }


def pins(name: str) -> dict[str, set[str]]:
    """The versions that a lock file pins for each package."""
    found: dict[str, set[str]] = {}
    for line in (PROJECT / name).read_text("utf-8").splitlines():
        if line[:1].isalnum():
            requirement = Requirement(line.rstrip("\\ "))
            found.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier)[2:])
    return found


@pytest.mark.parametrize("name", environment.LOCKS.values())
def test_a_lock_has_a_hash_for_every_package_and_names_no_index(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    assert "://" not in text
    entries = text.replace("\\\n", "").splitlines()
    assert all("--hash=sha256:" in entry for entry in entries if entry[:1].isalnum())


def test_the_tests_run_with_the_packages_that_the_site_is_built_with() -> None:
    site, test = pins(environment.LOCKS["site"]), pins(environment.LOCKS["test"])
    assert site.items() <= test.items()


@pytest.mark.parametrize("group", environment.LOCKS)
def test_a_lock_is_in_step_with_its_dependency_group(group: str) -> None:
    with (PROJECT / "pyproject.toml").open("rb") as file:
        wanted = [Requirement(text) for text in tomllib.load(file)["dependency-groups"][group]]
    locked = pins(environment.LOCKS[group])
    for requirement in wanted:
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert any(requirement.specifier.contains(version) for version in versions), requirement
