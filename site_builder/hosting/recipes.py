"""Recipes for hosts, written from `headers`: what they send cannot differ from what our own server sends.

A recipe is the text of one file: a configuration of nginx or Caddy, or a file that a host looks for in the
folder of the site. Nothing here reads or checks anything but its arguments.
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
from site_builder.hosting.web_servers import caddy, nginx
from site_builder.problems import BuildError, did_you_mean

RECIPES: Mapping[str, Callable[[Place], str]] = {
    "nginx": nginx,
    "caddy": caddy,
    "azure-static-web-apps": azure_static_web_apps,
    "netlify-cloudflare": netlify_cloudflare,
    "netlify-redirects": netlify_redirects,
    "github-pages": github_pages,
}


def recipe(name: str, place: Place) -> str:
    """The recipe of a name in RECIPES. Raises BuildError for another name."""
    if name not in RECIPES:
        raise BuildError(f'no host is called "{name}"{did_you_mean(name, RECIPES)}.')
    return RECIPES[name](place)


def write_host_files(stage: Path, hosting: Hosting, locales: Iterable[str], prefix: str) -> None:
    """Put what hosts look for by themselves into the root of the site in `stage`. Raises OSError, BuildError.

    _redirects is not among it: Cloudflare refuses to publish a site whose rules have a status of 404.
    """
    place = place_of(hosting, locales, prefix)
    files = {
        "_headers": netlify_cloudflare(place),
        "staticwebapp.config.json": azure_static_web_apps(place),
        ".nojekyll": "",  # so that GitHub does not run Jekyll, which leaves out names with a leading "_"
    }
    for name, text in files.items():
        (stage / name).write_text(text, encoding="utf-8", newline="\n")
