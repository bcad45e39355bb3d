"""Report of the embed doctor: verdicts, findings and the headers to add, in words and as JSON."""

from __future__ import annotations

import dataclasses
import json
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from site_builder.hosting import POLICY_HEADER, policy
from site_builder.hosting.doctor.checks import Finding, site_findings
from site_builder.hosting.doctor.deployment import Deployment
from site_builder.hosting.doctor.host_pages import KINDS, HostPage, host_findings, suggested_embedders
from site_builder.problems import printable

Verdict = Literal["works", "works, with advice", "works in part", "blocked"]

WIDTH = 100
_MARKS = {"problem": "PROBLEM", "advice": "advice ", "ok": "ok     "}


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

    root: str
    page: str
    problems: int
    hosts: tuple[Judged, ...]
    site: Judged
    headers: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]

    def as_json(self) -> str:
        """The report for scripts, in ASCII: it quotes what a host sent."""
        headers = [{"where": where, "header": header} for header, where in self.headers]
        report = {**dataclasses.asdict(self), "headers": headers}
        return json.dumps(report, indent=2)

    def in_words(self) -> str:
        """The report for people, of which too only what is printable gets through."""
        lines = [f"The guide at {self.root}, looked at by its page {self.page}"]
        for part in (*self.hosts, self.site):
            lines += ["", f"{part.name}: {part.verdict}"]
            for finding in part.findings:
                lines += textwrap.wrap(
                    f"{_MARKS[finding.level]} {finding.title}: {finding.text}",
                    WIDTH,
                    initial_indent="  ",
                    subsequent_indent=" " * 10,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
        if self.headers:
            lines += ["", "Add these headers, each in place of all of its name that are sent now:"]
            lines += [line for header, where in self.headers for line in ("", f"  {where}:", f"    {header}")]
        if self.removals:
            lines += ["", f"Send these no more: {', '.join(self.removals)}"]
        count = f"{self.problems} problem{'s' if self.problems != 1 else ''} found."
        return printable("\n".join([*lines, "", count if self.problems else "Nothing must be changed."]))


def diagnose(guide: Deployment, hosts: Sequence[HostPage] = KINDS) -> Report:
    """Judge a guide that was gathered for these host pages."""
    suggested = f"{POLICY_HEADER}: {policy(suggested_embedders(guide, hosts))}"
    site = _sorted(site_findings(guide, suggested))
    found = [_sorted(host_findings(host, guide, suggested)) for host in hosts]
    every = [finding for findings in (site, *found) for finding in findings]
    return Report(
        root=guide.root,
        page=guide.page.url,
        problems=sum(finding.level == "problem" for finding in every),
        hosts=tuple(
            Judged(id=host.id, name=host.name, verdict=_verdict(own, site), findings=own)
            for host, own in zip(hosts, found, strict=True)
        ),
        site=Judged(id="site", name="The guide itself", verdict=_verdict((), site), findings=site),
        headers=tuple(dict.fromkeys((one.header, one.where) for one in every if one.header)),
        removals=tuple(dict.fromkeys(one.remove for one in every if one.remove)),
    )


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: [*_MARKS].index(finding.level)))


def _verdict(own: Iterable[Finding], site: Iterable[Finding]) -> Verdict:
    """What is wrong with the guide itself leaves a part of it that works: the tree's links need no script."""
    levels, common = {one.level for one in own}, {one.level for one in site}
    if "problem" in levels:
        return "blocked"
    if "problem" in common:
        return "works in part"
    return "works, with advice" if "advice" in levels | common else "works"
