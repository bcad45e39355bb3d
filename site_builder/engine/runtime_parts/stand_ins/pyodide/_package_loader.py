"""Stand-in for Pyodide's module that installs packages: the engine needs none, and installs none."""

from site import getsitepackages

from pyodide_js import loadedPackages  # noqa: F401 - its place among Pyodide's objects is expected


class _Folder:
    def __init__(self, path):
        self._path = path

    def __str__(self):
        return self._path

    __fspath__ = __str__


SITE_PACKAGES = _Folder(getsitepackages()[0])
DSO_DIR = _Folder("/usr/lib")
TARGETS = {}


def init_loaded_packages():
    pass


def _refuse(*args, **kwargs):
    raise NotImplementedError("This Pyodide was built for one engine and installs no packages.")


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _refuse
