"""A package, so that tasks.py can import tests.chromium whatever else is called `tests` on this machine."""
