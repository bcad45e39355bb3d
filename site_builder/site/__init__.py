"""The site: everything that is published, checked and in one folder.

- checking: the guide, its locales and catalogs, read and proved
- inputs: hashes of the files that a site is made from, taken before they are read
- edition: one locale's pages, tree.json and guide.json; the one place that puts an edition together
- finishing: the one pass over the HTML of pages, with language marks, static files and policy (CSP)
- static_files: files that pages load, under a hash of their content
- single_files: the guide of each locale in one file, in a folder without a site
- lean_styles: the theme's style sheets without rules that no page meets
- building, publish: all locales in one folder, which replaces the old one whole or not at all
- compressing: .br and .gz beside the files
- manifest, origins: every file with its hash, and where what runs in a browser comes from
- extraction: the texts to translate, with the pages that show them
"""

from site_builder.site.building import TEMPLATES, build_site, too_little
from site_builder.site.checking import Checked, check_all
from site_builder.site.edition import SiteContext, build_edition, plain_tree_in, site_context, source_pages
from site_builder.site.extraction import extract_messages
from site_builder.site.single_files import write_single_files

__all__ = [
    "TEMPLATES",
    "Checked",
    "SiteContext",
    "build_edition",
    "build_site",
    "check_all",
    "extract_messages",
    "plain_tree_in",
    "site_context",
    "source_pages",
    "too_little",
    "write_single_files",
]
