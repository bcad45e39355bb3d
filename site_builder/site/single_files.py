"""The guide of each locale in one file, guide-<locale>.html: of a site, or in a folder without one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from site_builder.hosting import single_name
from site_builder.locales import pseudo_catalogs
from site_builder.pages import with_date
from site_builder.parallel import side_by_side
from site_builder.site.checking import Checked
from site_builder.site.edition import SiteContext, site_context, undated_single_file
from site_builder.site.publish import check_single_target
from site_builder.source_date import source_date
from site_builder.store import write_whole


def write_single_files(
    checked: Checked,
    out: Path,
    report: Callable[[str], None],
    *,
    pseudo: bool = False,
    jobs: int | None = None,
) -> None:
    """Write the file of each published locale into the folder `out`, where other files stay as they are.

    `pseudo` adds the pseudo-locales; `jobs` is the number of processes (one for each core). `report` is told,
    a line at a time. No file is written before all are made. Raises BuildError, ContentError, OSError.
    """
    check_single_target(out, checked.root)
    catalogs = [catalog for catalog in checked.catalogs.values() if catalog.published]
    if pseudo:
        catalogs += pseudo_catalogs(checked.catalogs[checked.locales.source.id])
    context = site_context(checked, catalogs, address=checked.address)
    day = source_date(checked.root)
    ids = [catalog.locale.id for catalog in catalogs]
    made = dict(side_by_side(_make, (context, day), ids, jobs=jobs, worth_a_start=len(ids) > 2))
    out.mkdir(parents=True, exist_ok=True)
    for id in ids:
        write_whole(out / single_name(id), made[id].encode())
        report(f"{id}: {single_name(id)}.")


def _make(shared: tuple[SiteContext, datetime.date | None], id: str) -> str:
    context, day = shared
    catalog = next(one for one in context.catalogs if one.locale.id == id)
    return with_date(undated_single_file(context, catalog), day, catalog.locale)
