"""What a deployed page's policies do not let it do, directive by directive: the page and its worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from site_builder.hosting.doctor.content_policy import Directives, permits, permits_wasm, ruling
from site_builder.hosting.doctor.responses import EVERY_FILE, Deployed, Finding, named

SANDBOX_NEEDS = {
    "allow-scripts": "no script runs",
    "allow-same-origin": "the worker with the engine cannot start",
    "allow-forms": "Continue does nothing",
}
"""What a sandbox must allow, and what happens when it does not."""
SANDBOX_WISHES = {
    "allow-popups": "links do not open in a new tab",
    "allow-popups-to-escape-sandbox": "portals that open from it do not work as they should",
    "allow-downloads": "the ticket and the reminder cannot be saved",
    "allow-modals": "printing does nothing",
}
"""What it should allow."""

_Fault = tuple[str, str]
"""The directive that was asked, and what it does not allow and what that does to the reader."""


def policy_findings(deployed: Deployed, suggested: str) -> Iterator[Finding]:
    """What the policies forbid that a page needs. `suggested` is the header that allows it, a whole line."""
    found: dict[tuple[str, str], Finding] = {}
    for whose, by_header, policy, faults in _ruled(deployed):
        for directive, text in faults:
            name = ruling(policy, directive) or directive
            mend = "" if by_header else " The page states it itself: no header loosens it, a new build does."
            finding = Finding(
                level="problem",
                title=f"{name} of {whose}",
                text=f"It does not allow {text}.{mend}",
                header=suggested if by_header else None,
                where=EVERY_FILE if by_header else "",
            )
            found.setdefault((finding.title, finding.text), finding)
    sandbox = list(_sandbox(deployed, suggested))
    yield from found.values()
    yield from sandbox
    if found and len(deployed.page.policies) > 1:
        text = f"{len(deployed.page.policies)} are sent, and all of them apply. Send one in their place."
        yield Finding(level="advice", title="Several policies", text=text)
    if not found and not sandbox:
        yield Finding(level="ok", title="Policy", text="The page may load and run all that it needs.")


def _ruled(deployed: Deployed) -> Iterator[tuple[str, bool, Directives, Iterator[_Fault]]]:
    """Whose policy it is, whether a header states it, the policy, and what is wrong with it."""
    for by_header, policies in ((True, deployed.page.policies), (False, deployed.content.policies)):
        for policy in policies:
            yield "the page's policy", by_header, policy, _page_faults(deployed, policy)
    worker = deployed.files.get(urljoin(deployed.content.runtime, "worker.js"))
    if worker and worker.status == 200:
        for policy in worker.policies:  # a worker keeps to the headers of its own script, not to its page's
            if policy not in deployed.page.policies:
                yield "the worker's policy", True, policy, _worker_faults(deployed, policy)


def _page_faults(deployed: Deployed, policy: Directives) -> Iterator[_Fault]:
    content = deployed.content
    worker = urljoin(content.runtime, "worker.js")
    modules = [url for url in deployed.files if url.endswith(".js") and url.startswith(content.runtime)]
    modules = [url for url in modules if url != worker]
    if what := _refused(deployed, policy, "script-src-elem", [*content.scripts, *modules]):
        yield "script-src-elem", f"{what}: the scripts do not run, and the tree is nothing but links"
    if what := _refused(deployed, policy, "worker-src", [worker]):
        yield "worker-src", f"{what}: the worker with the engine cannot start"
    if what := _refused(deployed, policy, "style-src-elem", content.styles):
        yield "style-src-elem", f"{what}: the page has no styles"
    if what := _refused(deployed, policy, "img-src", content.images):
        yield "img-src", f"{what}: images do not show"
    if not permits(policy, "img-src", "data:image/svg+xml,", deployed.origin):
        yield "img-src", "data: addresses: the icons, which style sheets hold as such, do not show"
    yield from _engine_faults(deployed, policy)


def _worker_faults(deployed: Deployed, policy: Directives) -> Iterator[_Fault]:
    pyodide = urljoin(deployed.content.runtime, "pyodide.mjs")
    if what := _refused(deployed, policy, "script-src-elem", [pyodide]):
        yield "script-src-elem", f"{what}: the engine cannot start"
    yield from _engine_faults(deployed, policy)


def _engine_faults(deployed: Deployed, policy: Directives) -> Iterator[_Fault]:
    content = deployed.content
    if not permits_wasm(policy):
        yield "script-src", "'wasm-unsafe-eval': the engine, which is WebAssembly, cannot start"
    parts = [content.tree, urljoin(content.runtime, "pyodide.primary.wasm")]
    if what := _refused(deployed, policy, "connect-src", parts):
        yield "connect-src", f"{what}: the engine cannot fetch the tree and its own parts"
    if "'script'" in policy.get("require-trusted-types-for", ()):
        yield "require-trusted-types-for", "the address of a worker as plain text: the engine cannot start"


def _refused(deployed: Deployed, policy: Directives, directive: str, addresses: Iterable[str]) -> str:
    """The addresses that a policy does not allow, named; "" when it allows all."""
    return named(
        deployed.path(url)
        for url in addresses
        if url and not permits(policy, directive, url, deployed.origin)
    )


def _sandbox(deployed: Deployed, suggested: str) -> Iterator[Finding]:
    for policy in deployed.page.policies:
        if "sandbox" not in policy:
            continue
        allowed = {value.lower() for value in policy["sandbox"]}
        harm = [f"without {name} {text}" for name, text in SANDBOX_NEEDS.items() if name not in allowed]
        less = [f"without {name} {text}" for name, text in SANDBOX_WISHES.items() if name not in allowed]
        if harm or less:
            yield Finding(
                level="problem" if harm else "advice",
                title="sandbox of the page's policy",
                text=f"{'; '.join([*harm, *less]).capitalize()}.",
                header=suggested,
                where=EVERY_FILE,
            )
