"""The set-up: one clear sentence when it cannot work, nothing half-made, nothing done twice."""

import ast
import hashlib
import os
import signal
import subprocess
import sys
import tomllib
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import tasks
from tests.support import chromium

PROJECT = Path(tasks.__file__).parent


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with a lock of one tiny package, which pip finds in the folder itself."""
    content = {
        "tiny.py": "",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "tiny-1.0.dist-info/RECORD": "",
    }
    wheel = tmp_path / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (tmp_path / tasks.LOCKS["uv"]).write_text(f"tiny==1.0 --hash=sha256:{digest}\n")
    monkeypatch.setattr(tasks, "ROOT", tmp_path)
    monkeypatch.setattr(tasks, "VENVS", tmp_path / ".venv")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    return tmp_path


def in_process_of_its_own(root: Path, *arguments: str) -> list[str]:
    """A command that runs tasks.py on another folder."""
    code = f"""
import sys; sys.path.insert(0, {str(PROJECT)!r})
from pathlib import Path
import tasks
tasks.ROOT, tasks.VENVS = Path({str(root)!r}), Path({str(root / ".venv")!r})
if not (tasks.ROOT / tasks.LOCKS["site"]).exists():
    tasks.environment = lambda kind: Path(sys.executable)
sys.exit(tasks.main(sys.argv[1:]))
"""
    return [sys.executable, "-c", code, *arguments]


def test_an_older_python_gets_as_far_as_the_message() -> None:
    ast.parse(Path(tasks.__file__).read_text("utf-8"), feature_version=(3, 8))


def test_an_older_python_is_told_which_one_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    assert tasks.main(["site"]) == 1
    assert capsys.readouterr().err == "This project needs Python 3.11 or newer, and this is Python 3.10.4.\n"


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_how_to_get_it(
    module: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == module else find_spec(name))
    assert tasks.main(["site"]) == 1
    message = capsys.readouterr().err
    assert "apt install python3-venv" in message
    assert message.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_help_lists_the_verbs_and_sets_nothing_up(
    arguments: list[str], sandbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tasks.main(arguments) == 0
    text = capsys.readouterr().out
    assert all(f"tasks.py {verb}" in text for verb in ("site", "serve", "check", "test", "lock"))
    assert not (sandbox / ".venv").exists()


def test_an_environment_is_made_once(sandbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    python = tasks.environment("uv")
    assert "Setting up" in capsys.readouterr().err
    assert subprocess.run([python, "-c", "import tiny"]).returncode == 0
    assert tasks.environment("uv") == python
    assert capsys.readouterr().err == ""


def test_what_an_interrupted_run_left_is_made_anew_and_what_an_older_lock_left_is_removed(
    sandbox: Path,
) -> None:
    python = tasks.environment("uv")
    half = python.parent.parent
    (half / "complete").unlink()
    (half / "left-over").touch()
    older = sandbox / ".venv" / "uv-of-an-older-lock"
    older.mkdir()
    other_kind = sandbox / ".venv" / "test-0123456789ab"
    other_kind.mkdir()
    assert tasks.environment("uv") == python
    assert (half / "complete").exists()
    assert not (half / "left-over").exists()
    assert not older.exists()
    assert other_kind.exists()


def test_a_failed_set_up_leaves_no_environment(sandbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (sandbox / tasks.LOCKS["uv"]).write_text("missing==1.0 --hash=sha256:00\n")
    assert tasks.main(["lock"]) == 1
    assert "locks/uv.lock" in capsys.readouterr().err
    assert [path.name for path in (sandbox / ".venv").iterdir()] == ["lock"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to send Ctrl-C to from here")
def test_ctrl_c_in_the_set_up_ends_it_quietly_and_leaves_no_environment(sandbox: Path) -> None:
    for group in ("site", "node"):
        (sandbox / tasks.LOCKS[group]).write_text("tiny==1.0 --hash=sha256:00\n")
    command = in_process_of_its_own(sandbox, "check")
    with subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert "Setting up" in process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr.read() == ""
    assert process.returncode == 130
    assert [path.name for path in (sandbox / ".venv").iterdir()] == ["lock"]


def test_a_download_that_does_not_match_its_hash_is_not_installed(sandbox: Path) -> None:
    lock = sandbox / tasks.LOCKS["uv"]
    lock.write_text(f"tiny==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(tasks.SetUpError, match=r"does not match its hash in locks/uv\.lock"):
        tasks.install(Path(sys.executable), [lock])
    assert find_spec("tiny") is None


def test_without_a_network_the_network_is_named(sandbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"NO_INDEX": "0", "INDEX_URL": "http://127.0.0.1:9/", "RETRIES": "1"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    lock = sandbox / tasks.LOCKS["uv"]
    lock.write_text(f"missing==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(tasks.SetUpError, match="check the network"):
        tasks.install(Path(sys.executable), [lock])


@pytest.mark.parametrize(
    ("given", "received"),
    [
        (["site"], ["build"]),
        (["site", "--strict"], ["build", "--strict"]),
        (["serve", "--port", "8001"], ["serve", "--port", "8001"]),
        (["translate", "nl-NL", "--help"], ["translate", "nl-NL", "--help"]),
    ],
)
def test_verbs_and_their_arguments_and_exit_code_pass_through(
    given: list[str], received: list[str], tmp_path: Path
) -> None:
    (tmp_path / "build_site.py").write_text("import sys; print(sys.argv[1:]); sys.exit(7)")
    done = subprocess.run(in_process_of_its_own(tmp_path, *given), capture_output=True, text=True)
    assert done.returncode == 7
    assert done.stdout == f"{received}\n"


def test_every_check_runs_although_the_first_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = []

    def call(command: list[str], **options: object) -> int:
        ran.append(command[2:])
        return int(command[2:] == ["ruff", "check", "."])

    monkeypatch.setattr(tasks, "environment", lambda kind: Path(sys.executable))
    monkeypatch.setattr(chromium, "ensure", lambda python, report: Path("chromium"))
    monkeypatch.setattr(tasks, "call", call)
    assert tasks.main(["test", "-k", "walk"]) == 1
    assert [command[0] for command in ran] == ["ruff", "ruff", "mypy", "pytest"]
    assert ran[-1] == ["pytest", "-k", "walk"]
    assert capsys.readouterr().err == "Failed: ruff check.\n"


def pins(name: str) -> dict[str, set[str]]:
    """The versions that a lock file pins for each package."""
    found: dict[str, set[str]] = {}
    for line in (PROJECT / name).read_text("utf-8").splitlines():
        if line[:1].isalnum():
            requirement = Requirement(line.rstrip("\\ "))
            found.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier)[2:])
    return found


@pytest.mark.parametrize("name", tasks.LOCKS.values())
def test_a_lock_has_a_hash_for_every_package_and_names_no_index(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    assert "://" not in text
    entries = text.replace("\\\n", "").splitlines()
    assert all("--hash=sha256:" in entry for entry in entries if entry[:1].isalnum())


def test_the_tests_run_with_the_packages_that_the_site_is_built_with() -> None:
    site, test = pins(tasks.LOCKS["site"]), pins(tasks.LOCKS["test"])
    assert site.items() <= test.items()


@pytest.mark.parametrize("group", tasks.LOCKS)
def test_a_lock_is_in_step_with_its_dependency_group(group: str) -> None:
    with (PROJECT / "pyproject.toml").open("rb") as file:
        wanted = [Requirement(text) for text in tomllib.load(file)["dependency-groups"][group]]
    locked = pins(tasks.LOCKS[group])
    for requirement in wanted:
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert any(requirement.specifier.contains(version) for version in versions), requirement
