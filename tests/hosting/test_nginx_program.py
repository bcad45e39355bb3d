"""Finding and starting an nginx for the tests: what goes wrong is one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import nginx as programs
from tests.support.asking import free_port
from tests.support.nginx import NginxError, ensure, running


def test_a_chosen_nginx_that_does_not_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_NGINX", "/nowhere/nginx")
    with pytest.raises(NginxError, match="GUIDE_NGINX is /nowhere/nginx"):
        ensure(print)


def test_no_nginx_at_all_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr(programs, "starts", lambda path: False)
    monkeypatch.setattr(programs, "install_with_apt", lambda report: tried.append("apt"))
    with pytest.raises(NginxError, match=r"^There is no nginx here and none could be installed.*\.$"):
        ensure(print)
    assert tried == ["apt"]


def test_a_recipe_that_nginx_does_not_take_is_said_with_its_words(program: Path, tmp_path: Path) -> None:
    with (
        pytest.raises(NginxError, match=r"nginx did not start: .*nonsense"),
        running(program, tmp_path, "nonsense on;\n", free_port()),
    ):
        pass
