"""The nginx that tests of hosting run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_builder.site.checking import Checked
from tests.support.nginx import NginxError, ensure


@pytest.fixture(scope="session")
def program() -> Path:
    """An nginx. Where there is none these tests prove nothing: on a build machine that is a failure."""
    try:
        found = ensure(print)
    except NginxError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(f"THE RECIPE FOR NGINX IS NOT TESTED: {error}")
    return found


@pytest.fixture(scope="session")
def checked(shipped: Checked) -> Checked:
    """The shipped guide, which the served site is of."""
    return shipped
