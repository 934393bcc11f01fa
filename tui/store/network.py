"""Whether a path lies on another machine.  SQLite's locks cannot be trusted there."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_REMOTE = frozenset(("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "ceph", "davfs"))
_REMOTE_IN_USER_SPACE = re.compile(r"fuse\.(sshfs|rclone|davfs2|s3fs|smbnetfs|gvfsd-fuse)")
_DRIVE_REMOTE = 4


def on_network(path: Path) -> bool:
    """True for a share or a mounted remote folder, as far as this system can tell; False if it cannot."""
    text = str(path)
    if sys.platform == "win32":
        return text.startswith(("\\\\", "//")) or _windows_drive_is_remote(path)
    return is_remote(kind_of_mount(os.path.realpath(text), _mounts()))


def is_remote(kind: str) -> bool:
    """Whether a kind of file system keeps its files on another machine."""
    return kind in _REMOTE or _REMOTE_IN_USER_SPACE.fullmatch(kind) is not None


def kind_of_mount(path: str, mounts: str) -> str:
    """The file system's kind of the mount that holds `path`, from a text like /proc/mounts; "" if unknown."""
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = parts[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = path == place or path.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(best):
            best, kind = place, parts[2]
    return kind


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _windows_drive_is_remote(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    drive = path.resolve().drive
    return bool(drive) and ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE
