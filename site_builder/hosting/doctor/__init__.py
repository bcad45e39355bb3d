"""The embed doctor: can the deployed guide be shown in the pages of an intranet, and if not, why not?

- fetch: the HTTP client, with its limits
- deployment: what is fetched of a guide, beginning with any page of it
- policy: Content-Security-Policy (CSP) as browsers read it
- checks: the eight checks of the guide itself
- host_pages: the kinds of host pages, and whether each may show the guide
- report: verdicts, the headers to add, in words and as JSON
"""

from site_builder.hosting.doctor.deployment import gather
from site_builder.hosting.doctor.fetch import checked_address
from site_builder.hosting.doctor.host_pages import KINDS, HostPage, embedder
from site_builder.hosting.doctor.report import Report, diagnose

__all__ = ["KINDS", "HostPage", "Report", "checked_address", "diagnose", "embedder", "gather"]
