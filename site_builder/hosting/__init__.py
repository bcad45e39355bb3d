"""How a server must serve the site: headers, policy (CSP), caching, recipes for hosts, and a check of it all.

- headers: the one source of the headers, the policy (CSP) and the media types; reads docs/hosting.yml
- place: where the site is served (path, folder, host name), and the parts that recipes share
- web_servers: configurations of nginx and Caddy
- static_hosts: files for Azure Static Web Apps, Netlify, Cloudflare and GitHub Pages
- teams: the manifest of an app for Microsoft Teams
- recipes: all of these by their names
- doctor/: the embed doctor, which looks at a deployed guide
"""

from site_builder.hosting.headers import (
    FOR_EVER,
    HASHED,
    POLICY_HEADER,
    REVALIDATE,
    Hosting,
    common_headers,
    embedder_fault,
    media_type,
    page_policy,
    policy,
    read_hosting,
    response_headers,
    single_name,
)
from site_builder.hosting.place import place_of, prefix_of
from site_builder.hosting.recipes import RECIPES, recipe, write_host_files

__all__ = [
    "FOR_EVER",
    "HASHED",
    "POLICY_HEADER",
    "RECIPES",
    "REVALIDATE",
    "Hosting",
    "common_headers",
    "embedder_fault",
    "media_type",
    "page_policy",
    "place_of",
    "policy",
    "prefix_of",
    "read_hosting",
    "recipe",
    "response_headers",
    "single_name",
    "write_host_files",
]
