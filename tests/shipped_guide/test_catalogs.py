"""The catalogs that are published with the shipped guide, and the product's own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from site_builder.locales import GUIDE, INTERFACE, TextDomain
from site_builder.locales.catalog_update import update_catalog, write_template
from site_builder.site.checking import Checked
from site_builder.site.extraction import extract_messages
from tests.conftest import LOCALES, ROOT
from tests.support.catalogs import PO

TRANSLATED = LOCALES[1:]


@pytest.mark.slow
def test_catalogs_and_template_in_the_repository_are_up_to_date_complete_and_stable(
    checked: Checked, tmp_path: Path
) -> None:
    texts = extract_messages(checked)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    assert [extract.domain for extract in texts] == [GUIDE, INTERFACE]
    for extract in texts:
        assert not write_template(tmp_path, extract), (
            f"{extract.domain.template} is behind: run translate update"
        )
        for id in TRANSLATED:
            locale = checked.locales.by_id[id]
            assert not update_catalog(tmp_path, extract, locale), f"{id} is behind: run translate update"
    for id in TRANSLATED:
        counts = checked.catalogs[id].counts
        assert (counts.stale, counts.missing) == (0, 0)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
@pytest.mark.parametrize("domain", [GUIDE, INTERFACE])
@pytest.mark.parametrize("id", TRANSLATED)
def test_gettext_itself_accepts_every_catalog_without_a_warning(id: str, domain: TextDomain) -> None:
    command = ["msgfmt", "--check", "-o", "-", str(ROOT / domain.catalog(id))]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_every_placeholder_of_the_interface_is_explained_to_translators() -> None:
    unexplained = [
        entry.msgctxt
        for file in (PO, INTERFACE.catalog("nl-NL"))
        for entry in polib.pofile(str(ROOT / file))
        if "is filled in by" in entry.comment
    ]
    # fields of a ticket are named by their ids: what stands in them is the reader's
    assert all("outcomes.ticket" in context or "outcomes.forms" in context for context in unexplained)
