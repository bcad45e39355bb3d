"""Answers that lead to outcomes, as addresses have them.

One for each kind of outcome that tests look at: a portal with a response time, a directory of the
customer's, a provider, a request.
"""

CRITICAL = {
    "subject": "customer", "product": "azure", "kind": "break-fix", "impact": "critical", "progress": "tried",
    "partner": "direct-bill", "azure-role": "global-admin", "azure-access": "yes",
}  # fmt: skip
QUERY = "&".join(f"{name}={value}" for name, value in sorted(CRITICAL.items()))
DOMAIN = QUERY.replace("azure-access=yes", "azure-access=never-asked")
PROVIDER = (
    "subject=customer&product=office-365&kind=break-fix&impact=critical&progress=tried"
    "&partner=indirect-reseller&on-behalf=no"
)
REQUEST = (
    "subject=customer&product=office-365&kind=request&progress=tried&criteria=yes&partner=direct-bill"
    "&role=global-admin&access=yes"
)
