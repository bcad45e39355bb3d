"""The one command line: sets up what a verb needs, then runs it. It needs nothing but Python.

This file parses on Python 3.8, so that an old Python gets a sentence and no traceback.
"""

from __future__ import annotations

import sys

OLDEST = (3, 11)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    if sys.version_info[:2] < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        needed = ".".join(str(part) for part in OLDEST)
        sys.stderr.write(f"This project needs Python {needed} or newer, and this is Python {found}.\n")
        return 2
    from site_builder import cli  # written for the Python that it needs

    return cli.main(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
