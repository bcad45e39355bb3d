"""Answers that lead to outcomes, as addresses have them.

One for each kind of outcome that tests look at: a portal with a response time, a directory of the
customer's, a provider, a request.
"""

CRITICAL = {
    "product": "azure", "kind": "critical", "progress": "tried",
    "partner": "direct", "azure-role": "global-admin", "azure-access": "yes",
}  # fmt: skip
QUERY = "&".join(f"{name}={value}" for name, value in sorted(CRITICAL.items()))
DOMAIN = QUERY.replace("azure-access=yes", "azure-access=no")
PROVIDER = "product=office-365&kind=critical&progress=tried&partner=indirect-reseller&on-behalf=no"
REQUEST = "product=office-365&kind=request&partner=direct&role=global-admin&access=yes"
