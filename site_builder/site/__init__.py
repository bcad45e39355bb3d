"""ROOM."""

from site_builder.site.building import build_site, too_little
from site_builder.site.checking import Checked, check_all
from site_builder.site.edition import SiteContext, build_edition, site_context
from site_builder.site.extraction import extract_messages
from site_builder.site.schemas import write_schemas

__all__ = [
    "Checked",
    "SiteContext",
    "build_edition",
    "build_site",
    "check_all",
    "extract_messages",
    "site_context",
    "too_little",
    "write_schemas",
]
