"""Files for services that host static sites: Azure Static Web Apps, Netlify, Cloudflare, GitHub Pages."""

from __future__ import annotations

import json
from collections.abc import Mapping

from site_builder.hosting.headers import ATTACHMENT, FOR_EVER, HASHED, REVALIDATE, TYPES, single_name
from site_builder.hosting.place import COMMAND, Place, heading

_OTHER_FOLDERS = ("schemas",)
_OTHER_FILES = (
    "", "index.html", "404.html", "embed.js", "certificate.json", "checker.py", "llms.txt", "manifest.json",
)  # fmt: skip


def azure_static_web_apps(place: Place) -> str:
    """staticwebapp.config.json. The host compresses by itself, and knows one 404 page."""
    config = {
        "$schema": "https://json.schemastore.org/staticwebapp.config.json",
        "globalHeaders": {**place.headers, "Cache-Control": REVALIDATE},
        "routes": [
            *(
                {"route": f"{place.prefix}{folder}*", "headers": {"Cache-Control": FOR_EVER}}
                for folder in HASHED
            ),
            *(
                {"route": f"{place.prefix}{single_name(id)}", "headers": dict(ATTACHMENT)}
                for id in place.locales
            ),
        ],
        "mimeTypes": dict(TYPES),
        "responseOverrides": {"404": {"rewrite": f"{place.prefix}404.html", "statusCode": 404}},
    }
    return json.dumps(config, indent=2) + "\n"


def netlify_cloudflare(place: Place) -> str:
    """_headers, as Netlify and Cloudflare read it. Both compress by themselves.

    Cloudflare joins the values of one header from several rules with commas, and Netlify does not know how
    to take a value back: so no two rules here say Cache-Control of the same path.
    """
    rules: list[tuple[str, Mapping[str, str]]] = [(f"{place.prefix}*", place.headers)]
    rules += [(f"{place.prefix}{folder}*", {"Cache-Control": FOR_EVER}) for folder in HASHED]
    changing = [f"{place.prefix}{name}" for name in _OTHER_FILES]
    changing += [f"{place.prefix}{folder}/*" for folder in (*_OTHER_FOLDERS, *place.locales)]
    rules += [(path, {"Cache-Control": REVALIDATE}) for path in changing]
    kept = {"Cache-Control": REVALIDATE, **ATTACHMENT}
    rules += [(f"{place.prefix}{single_name(id)}", kept) for id in place.locales]
    lines = [
        *heading("netlify-cloudflare", place),
        "# It lies in the folder that is published. Cloudflare finds the nearest 404.html by itself; Netlify",
        f"# needs a _redirects for that, which Cloudflare would refuse: {COMMAND} netlify-redirects",
    ]
    for path, headers in rules:
        lines += [path, *(f"  {name}: {value}" for name, value in headers.items())]
    return "\n".join([*lines, ""])


def netlify_redirects(place: Place) -> str:
    """_redirects for Netlify alone: the 404 page in the language of the address."""
    lines = heading("netlify-redirects", place)
    lines += [f"{place.prefix}{id}/* {place.prefix}{id}/404.html 404" for id in place.locales]
    return "\n".join([*lines, f"{place.prefix}* {place.prefix}404.html 404", ""])


def github_pages(place: Place) -> str:
    """A workflow for GitHub Pages, and in its comments what that host cannot do."""
    return "\n".join([*heading("github-pages", place), _GITHUB])


_GITHUB = """\
# Save it as .github/workflows/pages.yml, and choose "GitHub Actions" as the source under Settings, Pages.
# In mkdocs.yml set site_url to the address there, such as https://example.github.io/guide/.
#
# What GitHub Pages cannot do:
# - It sends no headers of ours. So there is no frame-ancestors: any page may show the guide in a frame. The
#   rest of the policy holds, because every page states it itself in a <meta>.
# - It lets everything be kept for 10 minutes (max-age=600): hashed files no longer than that, and a page that
#   you have just replaced for as long.
# - It sends the 404 page of the root, whatever the language of the address.
# - It does not send the compressed files of the build; it compresses with gzip by itself.
# What it does send is Access-Control-Allow-Origin: *, so embed.js works on other sites' pages.
#
# Publishing from a branch instead needs the file .nojekyll, which the build writes: without it Jekyll leaves
# out names that begin with "_". The workflow runs no Jekyll.
name: Pages
on:
  push:
    branches: [main]
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
  cancel-in-progress: false
jobs:
  publish:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: python3 build_site.py site
      - uses: actions/upload-pages-artifact@v4
        with:
          path: site
      - id: deployment
        uses: actions/deploy-pages@v4
"""
