"""The fuzzer: thousands of damaged guides, catalogs, trees, receipts, requests, addresses and caches.

`python3 build_site.py test --fuzz` runs it; it is no part of the suite. The same seed gives the same cases.

- __main__: the command line, and the table of what was found
- mutations: how texts and JSON values are damaged
- judge: a slow check of what was accepted, which shares nothing with the proof
- case, areas: what is damaged, and what must hold of it
- builds, built_copy: builds that are disturbed
- pages, releases, changes, browsing, page_judge: pages in a browser, and what they may show
- limits: seconds and bytes that a case may take
"""
