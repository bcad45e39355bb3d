"""The embed doctor: can the deployed guide be shown in the pages of an intranet, and if not, why not?

It judges what was fetched and fetches nothing itself. What is the same for every host page is said of the
guide itself, the rest of each kind of host page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from site_builder.hosting import policy
from site_builder.hosting.doctor.framing import KINDS, HostPage, common_framing, embedders, framing_findings
from site_builder.hosting.doctor.policy_faults import policy_findings
from site_builder.hosting.doctor.responses import POLICY_HEADER, Deployed, Finding
from site_builder.hosting.doctor.served_files import serving_findings

Verdict = Literal["works", "works, with advice", "works in part", "blocked"]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A kind of host page, or the guide itself, with what was found."""

    id: str
    name: str
    verdict: Verdict
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that the doctor says. `headers` are whole lines with what to send them for, `removals` names."""

    deployed: Deployed
    site: Judged
    hosts: tuple[Judged, ...]
    headers: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]

    @property
    def problems(self) -> int:
        """How many findings must be mended."""
        return sum(one.level == "problem" for part in (self.site, *self.hosts) for one in part.findings)


def diagnose(deployed: Deployed, hosts: Sequence[HostPage] = KINDS) -> Report:
    """Judge a guide that was gathered for these host pages."""
    suggested = f"{POLICY_HEADER}: {policy(embedders(deployed, hosts))}"
    common = (*common_framing(deployed, suggested), *policy_findings(deployed, suggested))
    site = tuple(_sorted((*common, *serving_findings(deployed))))
    judged = []
    for host in hosts:
        own = tuple(_sorted(framing_findings(host, deployed, suggested)))
        judged.append(Judged(id=host.id, name=host.name, verdict=_verdict(own, site), findings=own))
    every = [finding for findings in (site, *(one.findings for one in judged)) for finding in findings]
    return Report(
        deployed=deployed,
        site=Judged(id="site", name="The guide itself", verdict=_verdict((), site), findings=site),
        hosts=tuple(judged),
        headers=tuple(dict.fromkeys((one.header, one.where) for one in every if one.header)),
        removals=tuple(dict.fromkeys(one.remove for one in every if one.remove)),
    )


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: ("problem", "advice", "ok").index(finding.level))


def _verdict(own: Iterable[Finding], site: Iterable[Finding]) -> Verdict:
    """What is wrong with the guide itself leaves a part of it that works: the tree's links need no script."""
    levels, common = {one.level for one in own}, {one.level for one in site}
    if "problem" in levels:
        return "blocked"
    if "problem" in common:
        return "works in part"
    return "works, with advice" if "advice" in levels | common else "works"
