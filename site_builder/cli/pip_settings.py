"""pip's settings, for uv: the index, proxy and certificates that somebody has told pip of hold for both."""

from __future__ import annotations

import ast
import os
import re

VARIABLES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "proxy": "ALL_PROXY",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
}
"""pip's setting: the environment variable by which uv is told the same."""
SEPARATORS = {"extra-index-url": " ", "find-links": ",", "trusted-host": " "}
"""Of the settings that are lists: what uv wants between the values."""
SECTIONS = ("global", "install", ":env:")
"""The later one counts."""


def for_uv(listed: str) -> tuple[list[str], dict[str, str]]:
    """Options and environment variables for uv that say what `pip config list` printed.

    Variables that are set for uv already stay as they are.
    """
    settings: dict[str, str] = {}
    for section in SECTIONS:
        for name, value in re.findall(rf"^{re.escape(section)}\.([\w-]+)=(.*)$", listed, re.MULTILINE):
            settings[name] = str(ast.literal_eval(value))
    if "cert" not in settings and (bundle := os.environ.get("REQUESTS_CA_BUNDLE")):
        settings["cert"] = bundle
    if "proxy" in settings and "://" not in settings["proxy"]:
        settings["proxy"] = f"http://{settings['proxy']}"
    variables = {
        VARIABLES[name]: SEPARATORS[name].join(value.split()) if name in SEPARATORS else value
        for name, value in settings.items()
        if name in VARIABLES and VARIABLES[name] not in os.environ
    }
    no_index = settings.get("no-index", "").lower() in ("1", "true", "yes", "on")
    return ["--no-index"] if no_index else [], variables
