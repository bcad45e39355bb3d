"""hosting NAME: prints the configuration of a host that serves the site."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from urllib.parse import urlsplit

from site_builder.hosting import RECIPES, place_of, prefix_of, recipe
from site_builder.problems import BuildError, did_you_mean
from site_builder.site import check_all, site_context


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("name", metavar="NAME", help=f"one of: {', '.join(RECIPES)}")
    parser.add_argument("--prefix", help="the site's path on its host, such as /guide/ (default: site_url's)")
    parser.add_argument("--folder", help="where the site's files lie there (default: /srv/guide)")
    parser.add_argument("--name", dest="host", help="the host's name (default: site_url's)")
    parser.add_argument("--listen", help="nginx: the port, or address and port (default: 80)")
    parser.add_argument("--brotli", action="store_true", help="nginx: it has the module for .br files")
    parser.add_argument("--locale", help="teams: the guide's language in the tab (default: the source's)")


def run(options: argparse.Namespace) -> int:
    """Print the recipe."""
    checked = check_all(options.root)
    address = checked.address
    published = [id for id, catalog in checked.catalogs.items() if catalog.published]
    locale = options.locale or checked.locales.source.id
    if locale not in published:
        raise BuildError(f'the guide is not published in "{locale}"{did_you_mean(locale, published)}.')
    prefix = prefix_of(address) if options.prefix is None else options.prefix
    said = {
        "folder": options.folder,
        "listen": options.listen,
        "name": options.host or urlsplit(address).hostname,
        "brotli": options.brotli,
        "address": address,
        "locale": locale,
        "title": site_context(checked, [checked.catalogs[locale]]).titles[locale],
    }
    place = place_of(checked.hosting, published, prefix)
    place = dataclasses.replace(place, **{name: value for name, value in said.items() if value is not None})
    sys.stdout.write(recipe(options.name, place))
    return 0
