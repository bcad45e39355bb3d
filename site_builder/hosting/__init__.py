"""ROOM."""

from site_builder.hosting.headers import (
    FOR_EVER,
    HASHED,
    POLICY_HEADER,
    REVALIDATE,
    Hosting,
    common_headers,
    embedder_fault,
    headers,
    media_type,
    page_policy,
    policy,
    read_hosting,
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
    "headers",
    "media_type",
    "page_policy",
    "place_of",
    "policy",
    "prefix_of",
    "read_hosting",
    "recipe",
    "write_host_files",
]
