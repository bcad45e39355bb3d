"""The command line, on a machine with nothing but Python: one file for each verb, and what sets them up.

- command_line: the verbs and their options, exit codes
- environment: which Python has the packages of a verb; it goes on there
- setup: makes such an environment: uv, or pip, installs what a lock file pins
- new, import_draft: verbs that begin a guide
- site, check, diff, serve, export, translate, hosting, doctor, schema: verbs of writers, translators
  and hosts
- mcp: the server for assistants
- sarif: problems for code hosts and editors
- test, bench, lock: verbs of developers

This package is imported before anything is installed: its modules import packages, and rooms that do, inside
functions or are imported by `command_line` once their packages are there.
"""

from site_builder.cli.command_line import main

__all__ = ["main"]
