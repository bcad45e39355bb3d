"""A folder on a read-only file system: permissions would not do, since root ignores them."""

from __future__ import annotations

import ctypes
import os
import subprocess
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
"""Of unshare(2) on Linux: mounts of its own, users of its own."""


def read_only(folder: Path) -> None:
    """Make a folder, new if there is none, read-only for the process, which must be a forked one.

    Raises RuntimeError where the system does not let it: in some containers.
    """
    folder.mkdir(exist_ok=True)
    user, group = os.getuid(), os.getgid()
    flags = CLONE_NEWNS | (CLONE_NEWUSER if user else 0)
    if ctypes.CDLL(None, use_errno=True).unshare(flags):
        raise RuntimeError(f"no mounts of its own: {os.strerror(ctypes.get_errno())}")
    if user:
        own = Path("/proc/self")
        (own / "setgroups").write_text("deny")
        (own / "uid_map").write_text(f"0 {user} 1")
        (own / "gid_map").write_text(f"0 {group} 1")
    for arguments in (
        ["--make-rprivate", "/"],
        ["--bind", folder, folder],
        ["-o", "remount,bind,ro", folder],
    ):
        if subprocess.run(["mount", *arguments], capture_output=True).returncode:
            raise RuntimeError(f"mount {arguments} fails")
