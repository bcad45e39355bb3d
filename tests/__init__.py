"""A package, so that `python -m tests.support.chromium` finds this one, whatever else is called `tests`."""
