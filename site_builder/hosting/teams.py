"""The app manifest by which Microsoft Teams shows the guide in a tab of its own.

Schema: https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json
"""

from __future__ import annotations

import json
import uuid
from urllib.parse import urlsplit

from site_builder.hosting.place import Place
from site_builder.problems import BuildError

_VERSION = "1.19"
_ACCENT = "#12485c"  # of the favicon
_MOST = {"developer": 32, "short name": 30, "full name": 100, "short description": 80}
"""Characters that the schema allows in a text."""


def teams_manifest(place: Place) -> str:
    """manifest.json of an app with one personal tab: the guide's page for frames, in the place's locale.

    Its id follows from the site's address, so that a manifest written anew updates the same app. Raises
    BuildError where the place has no address that Teams could load.
    """
    host = urlsplit(place.address).hostname or ""
    if not place.address.startswith("https://") or not host:
        raise BuildError(
            "The manifest for Teams holds the site's address, and none with https:// is known: write "
            "site_url in mkdocs.yml, or address in docs/hosting.yml, such as https://guide.example.org/."
        )
    page = f"{place.address}{place.locale}/"
    name = _cut(place.title, "short name")
    manifest = {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{_VERSION}/MicrosoftTeams.schema.json",
        "manifestVersion": _VERSION,
        "version": "1.0.0",
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, place.address)),
        "developer": {
            "name": _cut(host, "developer"),
            "websiteUrl": page,
            "privacyUrl": f"{page}embedding/",
            "termsOfUseUrl": f"{page}about/",
        },
        "name": {"short": name, "full": _cut(place.title, "full name")},
        "description": {"short": _cut(place.title, "short description"), "full": f"{place.title}: {page}"},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": _ACCENT,
        "staticTabs": [
            {
                "entityId": "guide",
                "name": name,
                "contentUrl": f"{page}embed/",
                "websiteUrl": page,
                "scopes": ["personal"],
            }
        ],
        "validDomains": [host],
    }
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def _cut(text: str, kind: str) -> str:
    """A text, or as many of its first characters as the schema allows, with a sign that it goes on."""
    most = _MOST[kind]
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
