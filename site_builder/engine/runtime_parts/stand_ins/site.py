"""Stand-in for what looks for packages on a disk when Python starts: there are none."""

import sys


def getsitepackages(prefixes=None):
    return [f"{sys.prefix}/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"]
