"""ROOM."""

from site_builder.hosting.doctor.deployed import gather
from site_builder.hosting.doctor.fetching import checked_address, fetch
from site_builder.hosting.doctor.framing import KINDS, HostPage, embedder
from site_builder.hosting.doctor.report import Judged, Report, diagnose

__all__ = [
    "KINDS",
    "HostPage",
    "Judged",
    "Report",
    "checked_address",
    "diagnose",
    "embedder",
    "fetch",
    "gather",
]
