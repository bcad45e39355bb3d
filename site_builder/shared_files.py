"""Files that a guide may have of its own, and takes from the product where it has none.

These are the settings (mkdocs.yml), the words of the interface with their translations (docs/interface/), the
templates of the pages (docs/pages/) and the look (docs/theme/).
"""

from __future__ import annotations

from pathlib import Path

PRODUCT = Path(__file__).resolve().parent.parent
"""The product's own folder, which also holds the guide that is shipped with it."""
CACHE = PRODUCT / ".cache"
"""What is made once for all guides: the engine's runtime, the pages' scripts, and the tools for both."""
GUIDE = "docs/guide"
"""What every guide has of its own."""
SCHEMAS = ".cache/schemas"
"""Where a guide keeps the JSON Schemas that the first lines of its files name, for editors."""
SETTINGS = "mkdocs.yml"
INTERFACE = "docs/interface"
PAGES = "docs/pages"
THEME = "docs/theme"


def root_of(root: Path, name: str) -> Path:
    """The folder whose file or folder `name` counts for the guide in `root`: this one, or the product's."""
    return root if (root / name).exists() else PRODUCT


def find_shared(root: Path, name: str) -> Path:
    """The guide's own file or folder of that name, or the product's."""
    return root_of(root, name) / name


def folders(root: Path, name: str) -> list[Path]:
    """The guide's own folder of that name, and the product's: a file is looked for in that order."""
    return [path for path in dict.fromkeys((root / name, PRODUCT / name)) if path.is_dir()]
