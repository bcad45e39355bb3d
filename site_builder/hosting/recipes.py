"""Recipes by name: each is the text of one file, a server's configuration or what a host or an app looks for.

All are written from `headers`, so that a host cannot send other headers than our own server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from site_builder.hosting.headers import Hosting
from site_builder.hosting.place import Place, place_of
from site_builder.hosting.static_hosts import (
    azure_static_web_apps,
    github_pages,
    netlify_cloudflare,
    netlify_redirects,
)
from site_builder.hosting.teams import teams_manifest
from site_builder.hosting.web_servers import caddy, nginx
from site_builder.problems import BuildError, did_you_mean

RECIPES: Mapping[str, Callable[[Place], str]] = {
    "nginx": nginx,
    "caddy": caddy,
    "azure-static-web-apps": azure_static_web_apps,
    "netlify-cloudflare": netlify_cloudflare,
    "netlify-redirects": netlify_redirects,
    "github-pages": github_pages,
    "teams": teams_manifest,
}


def recipe(name: str, place: Place) -> str:
    """The text of a recipe. Raises BuildError for a name that is not in RECIPES."""
    if name not in RECIPES:
        raise BuildError(f'no host is called "{name}"{did_you_mean(name, RECIPES)}.')
    return RECIPES[name](place)


def write_host_files(stage: Path, hosting: Hosting, locales: Iterable[str], prefix: str) -> None:
    """Write the files that hosts look for into the root of the site in `stage`. Raises OSError, BuildError.

    _redirects is not among them: Cloudflare refuses to publish a site whose rules have a status of 404.
    """
    place = place_of(hosting, locales, prefix)
    files = {
        "_headers": netlify_cloudflare(place),
        "staticwebapp.config.json": azure_static_web_apps(place),
        ".nojekyll": "",  # so that GitHub does not run Jekyll, which leaves out names with a leading "_"
    }
    for name, text in files.items():
        (stage / name).write_text(text, encoding="utf-8", newline="\n")
