"""Here the guide is the shipped one: what these tests say of it goes with it."""

from __future__ import annotations

import pytest

from site_builder.site.checking import Checked


@pytest.fixture(scope="session")
def checked(shipped: Checked) -> Checked:
    """The shipped guide, read and proved."""
    return shipped
